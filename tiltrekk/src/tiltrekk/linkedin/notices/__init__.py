"""What becomes of an application made on LinkedIn, told there to who made it: only where an administrator wants it."""

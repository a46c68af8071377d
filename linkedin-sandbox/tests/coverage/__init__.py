"""What of LinkedIn's partner contract the sandbox does: one table, and the page made from it."""

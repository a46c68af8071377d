"""Settings and root routes: the one floor that knows every app."""

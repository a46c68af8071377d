"""Pages of the interviews app."""

"""tiltrekk."""

"""linkedin-sandbox."""

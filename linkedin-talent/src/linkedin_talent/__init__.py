"""linkedin-talent."""

"""Settings of the three profiles: demo, production, test."""

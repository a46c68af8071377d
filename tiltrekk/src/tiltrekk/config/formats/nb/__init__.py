"""Norwegian bokmål."""

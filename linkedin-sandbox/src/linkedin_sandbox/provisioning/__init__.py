"""Developer applications, one child a customer, and their secrets."""

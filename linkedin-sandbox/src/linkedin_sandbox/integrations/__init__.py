"""Which access levels a customer asked for and switched on."""

"""Running the program: the embedded PostgreSQL, the supervisor and the command line."""

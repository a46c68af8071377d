"""The JSON control API of the sandbox itself."""

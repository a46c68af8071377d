"""What the sandbox says of its own API: an OpenAPI document, made from the routes it has."""

"""Members' consent, tokens, OpenID Connect."""

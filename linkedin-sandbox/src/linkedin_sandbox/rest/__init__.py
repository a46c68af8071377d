"""The versioned surface: the same store under the names of /rest."""

from linkedin_sandbox.rest import fresh
from linkedin_sandbox.rest.routes import blueprint

__all__ = ["blueprint", "fresh"]

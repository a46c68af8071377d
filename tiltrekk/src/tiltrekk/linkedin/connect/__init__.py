"""From nothing to *Enabled*, and the way out."""

from . import disconnect, levels, members, provision, request

__all__ = ["disconnect", "levels", "members", "provision", "request"]

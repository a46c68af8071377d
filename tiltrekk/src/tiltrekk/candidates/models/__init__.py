"""Rows of the candidates app."""

from .candidate import (
    Candidate,
    EmailAddress,
    IdentityProvider,
    PhoneNumber,
    PossibleDuplicate,
    SocialIdentity,
    Source,
)
from .document import Document, DocumentKind
from .pool import PoolMember, PoolShare, TalentPool
from .profile import Education, Experience, Skill

__all__ = [
    "Candidate",
    "Document",
    "DocumentKind",
    "Education",
    "EmailAddress",
    "Experience",
    "IdentityProvider",
    "PhoneNumber",
    "PoolMember",
    "PoolShare",
    "PossibleDuplicate",
    "Skill",
    "SocialIdentity",
    "Source",
    "TalentPool",
]

"""Every change to people, their documents and talent pools.

``actor`` is None when a machine or the person themselves acts; then ``by`` names it in the event log.
"""

from .contacts import is_email
from .documents import add_document, delete_document, store_document
from .identities import link_identity, unlink_identity
from .merging import merge
from .people import (
    ContactDetails,
    change_contact_details,
    create,
    delete,
    dismiss_duplicate,
    find_or_create,
)
from .pools import (
    add_member,
    add_members,
    create_pool,
    delete_pool,
    linkedin_pool,
    remove_member,
    rename_pool,
    share_pool,
    unshare_pool,
)
from .profile import EducationEntry, ExperienceEntry, Profile, fill_profile
from .sweeping import sweep_files

__all__ = [
    "ContactDetails",
    "EducationEntry",
    "ExperienceEntry",
    "Profile",
    "add_document",
    "add_member",
    "add_members",
    "change_contact_details",
    "create",
    "create_pool",
    "delete",
    "delete_document",
    "delete_pool",
    "dismiss_duplicate",
    "fill_profile",
    "find_or_create",
    "is_email",
    "link_identity",
    "linkedin_pool",
    "merge",
    "remove_member",
    "rename_pool",
    "share_pool",
    "store_document",
    "sweep_files",
    "unlink_identity",
    "unshare_pool",
]

"""What LinkedIn's public pages do not say and this client has to assume.

One named constant each, with the number under which it is registered. When a partner agreement supplies the
answer it is corrected here and nowhere else. `REGISTER` lists all of them for the documentation.
"""

from datetime import timedelta
from typing import Final

__all__ = [
    "ACL_MEMBERS",
    "CHALLENGE_CALLBACK_URL",
    "CLOSED_ACCOUNTS_FINDER",
    "CLOSED_JOB_HISTORY_STARTS_PRIVATE",
    "CONFIGURATION_KEY",
    "DELETE_SECRET_ACTION",
    "EPOCH_SECONDS_BELOW",
    "EXPORTER_FIELD",
    "INTEGRATION_ENABLED",
    "JOB_MAY_BE_IN_SEVERAL_ACLS",
    "LAST_NAME_REQUIRED",
    "NOTE_PUBLIC",
    "ONE_ELEMENT_ERRORS_BY_STATUS",
    "PERSON_URN_PREFIX",
    "PRIVATE_JOB_IS_NO_SECOND_LISTING",
    "REGISTER",
    "REMOVE_MATCH_BY_DELETE",
    "REQUEST_ID_LIFE",
    "REST_CHILD_FIELDS_LIKE_CANDIDATE_NOTES",
    "TRY_ALL_SECRETS",
    "UNKNOWN_KEY_STATUS",
]

DELETE_SECRET_ACTION: Final = "deleteDeveloperApplicationSecret"  # noqa: S105 - the name of an action
TRY_ALL_SECRETS: Final = True
INTEGRATION_ENABLED: Final = "ENABLED"
CONFIGURATION_KEY: Final = ("integrationContext", "integrationType", "tenantType", "configurationKey")
CHALLENGE_CALLBACK_URL: Final = True
REQUEST_ID_LIFE: Final = timedelta(hours=24)
EPOCH_SECONDS_BELOW: Final = 10**11
ONE_ELEMENT_ERRORS_BY_STATUS: Final = frozenset({400, 402, 404, 409, 422})
REMOVE_MATCH_BY_DELETE: Final = ("manualMatchedMember",)
ACL_MEMBERS: Final = ("atsEntityAclId", "atsEntityType", "atsEntityId", "dataProvider", "integrationContext")
UNKNOWN_KEY_STATUS: Final = 404
EXPORTER_FIELD: Final = "exporter"
NOTE_PUBLIC: Final = "PUBLIC"
LAST_NAME_REQUIRED: Final = True
JOB_MAY_BE_IN_SEVERAL_ACLS: Final = True
PRIVATE_JOB_IS_NO_SECOND_LISTING: Final = True
CLOSED_JOB_HISTORY_STARTS_PRIVATE: Final = True
CLOSED_ACCOUNTS_FINDER: Final = "closed"
PERSON_URN_PREFIX: Final = "urn:li:person:"
REST_CHILD_FIELDS_LIKE_CANDIDATE_NOTES: Final = True

REGISTER: Final[dict[str, str]] = {
    "A-04": "An element succeeded when its status is any 2xx.",
    "A-08": "A secret is deleted by the action deleteDeveloperApplicationSecret; any active secret may sign a webhook.",
    "A-13": "An integration carries integrationStatus; only ENABLED is enabled, every other text is kept and is not.",
    "A-14": "On /rest a configuration's key is context, type, tenant and configurationKey.",
    "A-16": "Every webhook address of ours answers a challenge, also the CALLBACK_URL.",
    "A-17": "A request id can be read for 24 hours, unless expiresAt says otherwise.",
    "A-19": "A time below 10^11 is in seconds, everything else in milliseconds.",
    "A-20": "An error of a job posting may stand in its element or, for one element, in the HTTP status.",
    "A-24": "matchedMembers is a list of person URNs; $delete of manualMatchedMember removes the customer's match.",
    "A-26": "The ACL finders return the key members.",
    "A-27": "Deleting a key LinkedIn does not know answers 404 for that element.",
    "A-28": "An exported candidate may name its exporter.",
    "A-30": "A mail stub has the fields of an exported candidate's profile plus owner, contract and created.",
    "A-31": "A prospect note has owner, prospect, note and visibility; all that is not PUBLIC is private.",
    "A-36": "A candidate's lastName is required like firstName.",
    "A-38": "A job may be in several access control lists.",
    "A-39": "A job private to the integration is no second listing beside the feed.",
    "A-40": "A closed job of the history is created private and then closed.",
    "A-41": "Closed accounts are read by exportedCandidates?q=closed: member, profileUrl, closedAt.",
    "A-42": "A member's person URN is urn:li:person: followed by OpenID's sub.",
    "A-43": "On /rest application notes take the field names of candidate notes.",
}

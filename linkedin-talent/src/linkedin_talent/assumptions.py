"""What LinkedIn's public pages do not say and this client has to assume.

One named constant wherever a value is assumed, with the number under which it is registered. When a partner
agreement supplies the answer it is corrected here and nowhere else. `REGISTER` says all of them in words, also
those that are a shape or a rule and have no single value.
"""

from datetime import timedelta
from typing import Final

__all__ = [
    "APPLICATION_NOTE_FIELDS",
    "ATTACHMENT_BATCH",
    "ATTACHMENT_CONTENT",
    "CLOSED_ACCOUNTS_FINDER",
    "CLOSED_JOB_HISTORY_STARTS_PRIVATE",
    "CONFIGURATION_MEMBER",
    "DELETE_SECRET_ACTION",
    "EPOCH_SECONDS_BELOW",
    "EVALUATIONS_RESOURCE",
    "EXPORTER_FIELD",
    "FEEDBACK_CHILD",
    "FEEDBACK_PARENT",
    "INTEGRATION_ENABLED",
    "JOB_MAY_BE_IN_SEVERAL_ACLS",
    "LAST_NAME_AT_LEAST",
    "NOTE_PUBLIC",
    "ONE_ELEMENT_ERRORS",
    "PERSON_URN_PREFIX",
    "PRIVATE_JOB_IS_NO_SECOND_LISTING",
    "REGISTER",
    "REMOVE_MATCH",
    "REQUEST_ID_LIFE",
    "REQUISITION_CREATED",
    "REQUISITION_JOB_ID",
    "REQUISITION_MODIFIED",
    "RESUME_URN",
    "SELF_IDENTIFICATION_RESPONSES",
    "UNKNOWN_KEY_STATUS",
    "UPLOAD_URL",
    "UPLOAD_VERB",
]

DELETE_SECRET_ACTION: Final = "deleteDeveloperApplicationSecret"  # noqa: S105 - A-08, the name of an action
INTEGRATION_ENABLED: Final = "ENABLED"
CONFIGURATION_MEMBER: Final = "configurationKey"
REQUEST_ID_LIFE: Final = timedelta(hours=24)
EPOCH_SECONDS_BELOW: Final = 10**11
ONE_ELEMENT_ERRORS: Final = frozenset({400, 402, 404, 409, 422})
REQUISITION_CREATED: Final = "externalCreatedAt"
REQUISITION_JOB_ID: Final = "externalJobPostingId"
REQUISITION_MODIFIED: Final = "externalLastModifiedAt"
REMOVE_MATCH: Final = ("manualMatchedMember",)
RESUME_URN: Final = "resumeUrn"
UPLOAD_URL: Final = "uploadUrl"
UPLOAD_VERB: Final = "PUT"
UNKNOWN_KEY_STATUS: Final = 404
EXPORTER_FIELD: Final = "exporter"
NOTE_PUBLIC: Final = "PUBLIC"
SELF_IDENTIFICATION_RESPONSES: Final = "voluntarySelfIdentificationQuestionResponses"
LAST_NAME_AT_LEAST: Final = 1  # A-36, characters
JOB_MAY_BE_IN_SEVERAL_ACLS: Final = True
PRIVATE_JOB_IS_NO_SECOND_LISTING: Final = True
CLOSED_JOB_HISTORY_STARTS_PRIVATE: Final = True
CLOSED_ACCOUNTS_FINDER: Final = "closed"
PERSON_URN_PREFIX: Final = "urn:li:person:"
APPLICATION_NOTE_FIELDS: Final = {
    "atsCreatedAt": "externalCreatedAt",
    "atsLastModifiedAt": "externalLastModifiedAt",
}
FEEDBACK_CHILD: Final = "externalInterviewFeedbackId"
FEEDBACK_PARENT: Final = "externalJobApplicationId"
EVALUATIONS_RESOURCE: Final = "exportedApplicationEvaluations"
ATTACHMENT_BATCH: Final = 10
ATTACHMENT_CONTENT: Final = "content"  # A-46, Base64 text

REGISTER: Final[dict[str, str]] = {
    "A-01": "A call to /rest without a version answers 400 with the code VERSION_MISSING.",
    "A-02": "Without a protocol header the query itself tells the protocol.",
    "A-04": "An element succeeded when its status is any 2xx.",
    "A-05": "A revoked token is refused with the service error code 65601.",
    "A-08": "A secret is deleted by the action deleteDeveloperApplicationSecret; any active secret may sign a webhook.",
    "A-09": "The set-up plug-in hands over integrationContext, integrationType, tenantType and dataProvider of each.",
    "A-10": "Integrations are REQUESTED, PARTNER_READY, ENABLED or DISABLED.",
    "A-11": "The company bundle is the indicator, export and profile plug-in; the contract bundle the "
    "seats; APPLY_STARTERS_EXP is Apply Connect.",
    "A-13": "An integration carries integrationStatus; only ENABLED is enabled, every other text is kept and is not.",
    "A-14": "On /rest a configuration's key is context, type, tenant and configurationKey.",
    "A-16": "Every webhook address of ours answers a challenge, also the CALLBACK_URL.",
    "A-17": "A request id can be read for 24 hours, unless expiresAt says otherwise.",
    "A-19": "A time below 10^11 is in seconds, everything else in milliseconds.",
    "A-20": "An error of a job posting may stand in its element or, for one element, in the HTTP status.",
    "A-22": "A requisition has the fields of a posting, with external... where the versioned names have it.",
    "A-24": "matchedMembers is a list of person URNs; $delete of manualMatchedMember removes the customer's match.",
    "A-25": "The reply of hireMediaUrl is uploadUrl and resumeUrn; the file is PUT there with the token; a "
    "résumé names it.",
    "A-26": "The ACL finders return the key members.",
    "A-27": "Deleting a key LinkedIn does not know answers 404 for that element.",
    "A-28": "An exported candidate may name its exporter.",
    "A-30": "A mail stub has the fields of an exported candidate's profile plus owner, contract and created.",
    "A-31": "A prospect note has owner, prospect, note and visibility; all that is not PUBLIC is private.",
    "A-32": "Apply with LinkedIn signs the JSON text like a webhook, with the secret of the child application.",
    "A-33": "Answers about oneself come as voluntarySelfIdentificationQuestionResponses.",
    "A-34": "A lifecycle action answers 201 with nothing; any 2xx is success.",
    "A-35": "Access control lists have no names on /rest and stay on /v2.",
    "A-36": "A candidate's lastName is required like firstName.",
    "A-38": "A job may be in several access control lists.",
    "A-39": "A job private to the integration is no second listing beside the feed.",
    "A-40": "A closed job of the history is created private and then closed.",
    "A-41": "Closed accounts are read by exportedCandidates?q=closed: member, profileUrl, closedAt.",
    "A-42": "A member's person URN is urn:li:person: followed by OpenID's sub.",
    "A-43": "On /rest application notes take the field names of candidate notes.",
    "A-44": "On /rest interview feedback is named by externalJobApplicationId, integrationContext and "
    "externalInterviewFeedbackId.",
    "A-45": "Application evaluations are read by exportedApplicationEvaluations?q=request; one page writes "
    "it without s.",
    "A-46": "An attachment holds its bytes as Base64 in content; ten go in a call.",
    "A-48": "Answers on work, education and oneself are named by analogy; another shape stays as it came.",
}

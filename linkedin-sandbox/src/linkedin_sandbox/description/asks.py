"""What each call asks for, where the kind of call does not say it: `!` must be there, `*` may come several times.

Batch calls (PUT, and GET and DELETE with keys) are alike for every resource and stand nowhere here.
"""

FINDERS = {  # beside `q`
    "GET /v2/seatsV2": "q! contracts!* start! count states*",
    "GET /rest/seatsV2": "q! contracts!* start! count states*",
    "GET /v2/conversationEvents": "q! viewer! timeRange.start! timeRange.end! threadUrn start count",
    "GET /v2/mailStubs": "q! contract! owners* createdDateStart createdDateEnd start count",
    "GET /v2/prospectNotes": "q! contract! owners* cutoffDate beforeDate start count",
    "GET /v2/exportedCandidates": "q! requestId integrationContext",
    "GET /rest/exportedCandidates": "q! requestId integrationContext",
    "GET /v2/atsEntityAcls": "q! integrationContext! atsEntityAclKey",
    "GET /v2/atsEntityAclAssignees": "q! integrationContext! atsEntityAclKey",
    "GET /v2/provisionedApplications": "q! uniqueForeignId!",
}
ACTIONS = {
    "POST /v2/developerApplicationsSecurity": "action!",
    "POST /v2/hireMediaUrl": "action!",
}
METHODS = {  # X-RestLi-Method, where LinkedIn asks for it
    "POST /v2/simpleJobPostings": "batch_create",
    "POST /rest/simpleJobPostings": "batch_create",
    "POST /v2/atsCandidates": "batch_partial_update",
    "POST /v2/atsIntegrations": "batch_partial_update",
    "POST /rest/integrations": "batch_partial_update",
}
FORMS = {
    "POST /oauth/v2/accessToken": "grant_type! client_id! client_secret! code redirect_uri refresh_token",
    "POST /oauth/v2/introspectToken": "client_id! client_secret! token!",
}
CONTROL = {
    "GET /sandbox/api/store": "resource",
    "GET /sandbox/api/in-ats": "seat! member!",
    "GET /sandbox/api/jobs-offered": "seat! q ats",
    "GET /sandbox/api/activities": "seat! member!",
    "GET /sandbox/api/listings": "q company",
    "GET /sandbox/api/levels": "contract!",
    "GET /sandbox/api/ledger": "after limit judgement broken q newest",
}
QUERIES = FINDERS | ACTIONS | CONTROL

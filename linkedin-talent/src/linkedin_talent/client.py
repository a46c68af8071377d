"""The client: one object for one LinkedIn application, one attribute for each resource."""

from typing import Self

import httpx

from linkedin_talent.acls import AclAssignees, Acls
from linkedin_talent.applications import ApplicationNotes, Applications, ApplicationStages, InterviewFeedbacks
from linkedin_talent.attachments import Attachments
from linkedin_talent.budget import Budget, MemoryBudget, charges
from linkedin_talent.calls import Caller
from linkedin_talent.candidates import CandidateNotes, Candidates
from linkedin_talent.conversations import ConversationEvents
from linkedin_talent.endpoints import Endpoints
from linkedin_talent.evaluations import ApplicationEvaluations
from linkedin_talent.exchange import Observer
from linkedin_talent.exports import ExportedCandidates
from linkedin_talent.integrations import Configurations, Integrations
from linkedin_talent.jobs import JobPostings, JobPostingStatuses, JobPostingTasks
from linkedin_talent.lifecycle import LifecycleActions
from linkedin_talent.mail_stubs import MailStubs
from linkedin_talent.media import Media
from linkedin_talent.names import REST_VERSION, Surface
from linkedin_talent.oauth import ApplicationTokens, OAuth
from linkedin_talent.prospect_notes import ProspectNotes
from linkedin_talent.provisioning import ProvisionedApplications
from linkedin_talent.requisitions import JobRequisitions
from linkedin_talent.restli import Protocol
from linkedin_talent.resumes import Resumes, ResumeUploads
from linkedin_talent.rotation import Secrets
from linkedin_talent.seats import Seats
from linkedin_talent.tokens import Application, Clock, MemoryTokenStore, TokenStore, utc_now

__all__ = ["DEADLINE", "LinkedInClient"]

DEADLINE = 30.0  # seconds a call may take, with token and repeat


class LinkedInClient:
    """Calls LinkedIn as one application: the parent to provision customers, a child for everything of a customer.

    A failed call raises a LinkedInError and is not repeated here; only a refused token is replaced once.
    """

    def __init__(
        self,
        endpoints: Endpoints,
        application: Application,
        *,
        token_store: TokenStore | None = None,
        budget: Budget | None = None,
        http: httpx.Client | None = None,
        clock: Clock = utc_now,
        surface: Surface = Surface.V2,
        version: str = REST_VERSION,
        protocol: Protocol = Protocol.ONE,
        deadline: float = DEADLINE,
        observer: Observer | None = None,
    ) -> None:
        """`http` is used as it is and stays the caller's to close; without one the client makes its own.

        `surface` and `version` choose between /v2 and /rest, `protocol` the Rest.li encoding on /v2; LinkedIn's samples
        of /v2 are in protocol 1. `observer` is told each request to a resource and its reply, for a log or a support
        ticket; tokens are masked, and requests for tokens are not told.
        """
        self._own_http = http is None
        self._http = http or httpx.Client(trust_env=False)
        self._budget = budget or MemoryBudget()
        self._clock = clock
        self._client_id = application.client_id
        self.oauth = OAuth(endpoints, application, self._http, clock, deadline)
        tokens = ApplicationTokens(self.oauth, application.client_id, token_store or MemoryTokenStore(), clock)
        caller = Caller(
            endpoints,
            self._http,
            tokens,
            self._budget,
            application.client_id,
            clock,
            version,
            deadline,
            protocol,
            observer,
        )
        self.provisioned_applications = ProvisionedApplications(caller, surface)
        self.secrets = Secrets(caller, surface)
        self.integrations = Integrations(caller, surface)
        self.configurations = Configurations(caller, surface)
        self.jobs = JobPostings(caller, surface)
        self.job_tasks = JobPostingTasks(caller, surface)
        self.job_statuses = JobPostingStatuses(caller, surface)
        self.requisitions = JobRequisitions(caller, surface)
        self.lifecycle_actions = LifecycleActions(caller, surface)
        self.media = Media(caller, surface)
        self.candidates = Candidates(caller, surface)
        self.candidate_notes = CandidateNotes(caller, surface)
        self.applications = Applications(caller, surface)
        self.application_notes = ApplicationNotes(caller, surface)
        self.interview_feedback = InterviewFeedbacks(caller, surface)
        self.stages = ApplicationStages(caller, surface)
        self.resume_uploads = ResumeUploads(caller, surface)
        self.resumes = Resumes(caller, surface)
        self.attachments = Attachments(caller, surface)
        self.acls = Acls(caller, surface)
        self.acl_assignees = AclAssignees(caller, surface)
        self.exports = ExportedCandidates(caller, surface)
        self.evaluations = ApplicationEvaluations(caller, surface)
        self.seats = Seats(caller, surface)
        self.conversations = ConversationEvents(caller, surface)
        self.mail_stubs = MailStubs(caller, surface)
        self.prospect_notes = ProspectNotes(caller, surface)

    def budget_used(self, resource: str) -> float:
        """How much of a resource's fullest limit is used now, 0.0 to 1.0; names are LinkedIn's, e.g. `seatsV2`."""
        return self._budget.used(self._client_id, charges(resource, self._clock()))

    def close(self) -> None:
        """Close the connections the client opened itself."""
        if self._own_http:
            self._http.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

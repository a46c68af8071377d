"""Who may see a restricted job in Recruiter (LinkedIn: Access Control Lists).

Needed only for jobs with `accessRestricted` and while no *_VIEWERS configuration is set. A person may be on at
most ten lists.
"""

from collections.abc import Iterable, Iterator

from linkedin_talent.batch import BatchResult
from linkedin_talent.calls import Call, pages
from linkedin_talent.keys import DATA_PROVIDER, AclKey, AssigneeKey, key_in
from linkedin_talent.resource import KeyedResource

__all__ = ["AclAssignees", "Acls"]


class Acls(KeyedResource[AclKey]):
    """/v2/atsEntityAcls: which job is secured by which list (§12); it stays on /v2 (A-35)."""

    name = "atsEntityAcls"

    def upsert(self, keys: Iterable[AclKey]) -> BatchResult[AclKey]:
        """Secure jobs."""
        return self._write("PUT", "batch_update", {key: {} for key in keys})

    def delete(self, keys: Iterable[AclKey]) -> BatchResult[AclKey]:
        """Take jobs off lists."""
        return self._delete(keys)

    def of_job(self, job_id: str, organization: str) -> Iterator[AclKey]:
        """The lists that secure one job (elements: A-26)."""
        at = self._route("finder")
        criteria = {
            "q": "criteria",
            "atsEntityId": job_id,
            "atsEntityType": "JOB_POSTING",
            "dataProvider": DATA_PROVIDER,
            "integrationContext": organization,
        }
        rows = pages(
            lambda start, count: self._caller.object(
                Call("GET", at, at.path, query={**criteria, "start": start, "count": count})
            )
        )
        return (key_in(AclKey, row) for row in rows)


class AclAssignees(KeyedResource[AssigneeKey]):
    """/v2/atsEntityAclAssignees: who is on which list (§12); it stays on /v2 (A-35)."""

    name = "atsEntityAclAssignees"

    def upsert(self, keys: Iterable[AssigneeKey]) -> BatchResult[AssigneeKey]:
        """Put persons on lists."""
        return self._write("PUT", "batch_update", {key: {} for key in keys})

    def delete(self, keys: Iterable[AssigneeKey]) -> BatchResult[AssigneeKey]:
        """Take persons off lists."""
        return self._delete(keys)

    def of_person(self, assignee: str, organization: str) -> Iterator[AssigneeKey]:
        """The lists one person is on (elements: A-26)."""
        at = self._route("finder")
        criteria = {
            "q": "criteria",
            "assignee": assignee,
            "dataProvider": DATA_PROVIDER,
            "integrationContext": organization,
        }
        rows = pages(
            lambda start, count: self._caller.object(
                Call("GET", at, at.path, query={**criteria, "start": start, "count": count})
            )
        )
        return (key_in(AssigneeKey, row) for row in rows)

"""Members who agreed to share on their first reply to an InMail (LinkedIn: InMail Stub Profiles)."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from linkedin_talent.calls import Call, pages
from linkedin_talent.exports import StubProfile
from linkedin_talent.records import Millis, read_record, to_millis
from linkedin_talent.resource import Resource
from linkedin_talent.restli import Param

__all__ = ["MailStub", "MailStubs"]


class MailStub(StubProfile):
    """A stub (A-30). `owner` is the seat (URN) the member answered."""

    owner: str = ""
    contract: str = ""
    created: Millis | None = None


class MailStubs(Resource):
    """/v2/mailStubs (LinkedIn: InMail Stub Profiles; §15.3); it stays on /v2."""

    name = "mailStubs"

    def find(self, contract: str, owners: Sequence[str], *, start: datetime, end: datetime) -> Iterator[MailStub]:
        """Stubs of a contract's seats from `start` to before `end`. More than 20,000 in one span fail."""
        at = self._route("finder")
        criteria: dict[str, Param] = {
            "q": "contract",
            "contract": contract,
            "owners": list(owners),
            "createdDateStart": to_millis(start),
            "createdDateEnd": to_millis(end),
        }
        rows = pages(
            lambda first, count: self._caller.object(
                Call("GET", at, at.path, query={**criteria, "start": first, "count": count})
            )
        )
        return (read_record(MailStub, row) for row in rows)

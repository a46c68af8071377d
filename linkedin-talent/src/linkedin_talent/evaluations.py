"""What LinkedIn's Hiring Assistant thinks of applications (LinkedIn: Exported Application Evaluation; §22).

An RSC+ product on /rest only, announced by a notification with a request id. Of its record nothing is published but
that it exists (A-45), so it is handed on as it comes.
"""

from linkedin_talent.calls import Call, elements_of
from linkedin_talent.records import WireRecord, read_record
from linkedin_talent.resource import Resource

__all__ = ["ApplicationEvaluation", "ApplicationEvaluations"]


class ApplicationEvaluation(WireRecord):
    """An evaluation; its fields are in `model_extra`, by LinkedIn's names."""


class ApplicationEvaluations(Resource):
    """/rest/exportedApplicationEvaluations"""

    name = "exportedApplicationEvaluations"

    def requested(self, request_id: str) -> list[ApplicationEvaluation]:
        """What a notification speaks of; empty once the id has expired."""
        at = self._route("finder")
        call = Call("GET", at, at.path, query={"q": "request", "requestId": request_id})
        return [read_record(ApplicationEvaluation, row) for row in elements_of(self._caller.object(call))]

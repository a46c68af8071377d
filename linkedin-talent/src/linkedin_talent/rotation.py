"""Rolling an application's secret (LinkedIn: Application Secret Management).

At most two secrets are active. Roll, switch over, then delete the old one; both work meanwhile.
"""

from typing import Any

from linkedin_talent.assumptions import DELETE_SECRET_ACTION
from linkedin_talent.calls import Call
from linkedin_talent.errors import ReplyError
from linkedin_talent.resource import Resource
from linkedin_talent.restli import Protocol

__all__ = ["Secrets"]


class Secrets(Resource):
    """/v2/developerApplicationsSecurity (LinkedIn: Application Secret Management; §5.4); it stays on /v2."""

    name = "developerApplicationsSecurity"

    def roll(self, child: str | None = None) -> str:
        """A new secret for the calling application, or for its child (URN). Fails while two are active."""
        value = self._act("rollDeveloperApplicationSecret", {}, child).get("value")
        secret = value.get("client_secret") if isinstance(value, dict) else None
        if not isinstance(secret, str) or not secret:
            raise ReplyError("the reply has no client_secret")
        return secret

    def delete(self, client_secret: str, child: str | None = None) -> None:
        """Retire a secret (A-08)."""
        self._act(DELETE_SECRET_ACTION, {"client_secret": client_secret}, child)

    def _act(self, action: str, body: dict[str, str], child: str | None) -> dict[str, Any]:
        at = self._route()
        parameters = body | ({"childDeveloperApplication": child} if child else {})
        reply = self._caller.call(
            Call(
                "POST",
                at,
                at.path,
                query={"action": action},
                body=parameters,
                method="action",
                protocol=Protocol.TWO,
            )
        )
        reply.check()
        return reply.body if isinstance(reply.body, dict) else {}

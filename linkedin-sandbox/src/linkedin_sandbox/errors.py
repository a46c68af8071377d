"""The one exception by which a rule refuses something."""

from typing import Any


class Refusal(Exception):
    """LinkedIn says no.

    ``section`` names the paragraph of the partner contract that the call broke, for the ledger.
    """

    def __init__(
        self,
        status: int,
        message: str,
        *,
        section: str,
        service_code: int | None = None,
        code: str | None = None,
    ) -> None:
        super().__init__(message)
        self.status = status
        self.message = message
        self.section = section
        self.service_code = status if service_code is None else service_code
        self.code = code

    def body(self) -> dict[str, Any]:
        """The JSON object LinkedIn puts on the wire (error-handling page)."""
        body = {"message": self.message, "serviceErrorCode": self.service_code, "status": self.status}
        return body | {"code": self.code} if self.code else body


class ActRefused(Exception):
    """What a person wanted to do in a screen is not possible; the text is the sentence shown to them."""

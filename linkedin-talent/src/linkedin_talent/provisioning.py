"""Child applications, one per customer (LinkedIn: Provisioning API). Called with the parent's application."""

from collections.abc import Sequence
from typing import Annotated, Any

from pydantic import ConfigDict, Field, field_validator

from linkedin_talent.calls import Call, elements_of
from linkedin_talent.records import WireRecord, read_record
from linkedin_talent.resource import Resource, patch
from linkedin_talent.restli import encode_path_key

__all__ = ["Credentials", "NewApplication", "ProvisionedApplication", "ProvisionedApplications"]


_ORIGIN = r"^https?://[^/\s?#]+$"  # scheme, host and port, without a slash at the end


class NewApplication(WireRecord):
    """What to create. `name` follows the pattern `{ATS Name} - {Customer Name}` and is shown on consent pages.

    `unique_foreign_id` is the partner's id of the customer's instance. `valid_js_sdk_domains` are the origins the
    plug-ins may appear on; `oauth2_authorized_callback_urls` where sign-ins may return to.
    """

    unique_foreign_id: str = Field(min_length=1)
    name: str = Field(min_length=1, max_length=50)
    description: str
    oauth2_authorized_callback_urls: tuple[str, ...] | None = None
    valid_js_sdk_domains: tuple[Annotated[str, Field(pattern=_ORIGIN)], ...] | None = None

    @field_validator("name")
    @classmethod
    def _without_the_trademark(cls, name: str) -> str:
        if "linkedin" in name.lower():
            raise ValueError("LinkedIn refuses application names that contain its own")
        return name


class Credentials(WireRecord):
    """Only a creation tells the secret, so store it then."""

    model_config = ConfigDict(alias_generator=None)

    client_id: str
    client_secret: str | None = Field(default=None, repr=False)


class ProvisionedApplication(WireRecord):
    """A child application; `key` is its URN."""

    key: str
    credentials: Credentials
    unique_foreign_id: str = ""
    name: str = ""
    description: str = ""
    valid_js_sdk_domains: tuple[str, ...] = ()
    oauth2_authorized_callback_urls: tuple[str, ...] = ()


class ProvisionedApplications(Resource):
    """/v2/provisionedApplications (LinkedIn: Provisioning API; §5); it stays on /v2, with the parent's token."""

    name = "provisionedApplications"

    def create(self, application: NewApplication) -> ProvisionedApplication:
        """Create a child. ConflictError when its foreign id is taken."""
        at = self._route()
        body = self._caller.object(Call("POST", at, at.path, body=application.wire(), records=1))
        return read_record(ProvisionedApplication, body)

    def find(self, unique_foreign_id: str) -> ProvisionedApplication | None:
        """The child of that foreign id, without its secret."""
        at = self._route()
        query = {"q": "credentialsByUniqueForeignId", "uniqueForeignId": unique_foreign_id}
        elements = elements_of(self._caller.object(Call("GET", at, at.path, query=query)))
        return read_record(ProvisionedApplication, elements[0]) if elements else None

    def update(
        self,
        urn: str,
        *,
        valid_js_sdk_domains: Sequence[str] | None = None,
        oauth2_authorized_callback_urls: Sequence[str] | None = None,
    ) -> None:
        """Replace one or both lists, each as a whole."""
        lists: dict[str, Any] = {
            "validJsSdkDomains": valid_js_sdk_domains,
            "oauth2AuthorizedCallbackUrls": oauth2_authorized_callback_urls,
        }
        body = patch({name: list(rows) for name, rows in lists.items() if rows is not None})
        at = self._route()
        path = f"{at.path}/{encode_path_key(urn, at.protocol)}"
        self._caller.call(Call("POST", at, path, body=body, method="partial_update", records=1)).check()

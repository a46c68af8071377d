"""Making the environment's own LinkedIn application, a child of the installation's (linkedin.md §5)."""

from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _
from linkedin_talent.client import LinkedInClient
from linkedin_talent.errors import ConflictError, LinkedInError
from linkedin_talent.provisioning import NewApplication, ProvisionedApplication

from tiltrekk.accounts.models import Environment, User
from tiltrekk.core import clock, events
from tiltrekk.core.errors import Reason, Refused, refuse
from tiltrekk.core.ids import new_public_id
from tiltrekk.core.permissions import Flag, require
from tiltrekk.linkedin import client as linkedin
from tiltrekk.linkedin.marker import marker
from tiltrekk.linkedin.models import CompanyPage, Connection, StoredToken
from tiltrekk.linkedin.words import explain

RETURN_PATH = "/linkedin/member/return/"  # where LinkedIn sends a colleague back after signing in


def connect(*, actor: User) -> Connection:
    """Provision the application and keep its credentials; doing it again brings its addresses up to date.

    Raises ``Refused`` with LinkedIn's words when LinkedIn does not take part.
    """
    require(actor, Flag.ACCESS_ADMIN_CENTER)
    refuse(_obstacles())
    known = Connection.objects.filter(pk=1).first()
    foreign_id = known.foreign_id if known else new_public_id()
    try:
        with linkedin.partner() as client:
            made = _create(client, foreign_id, known)
            client.provisioned_applications.update(
                made.key, valid_js_sdk_domains=[_origin()], oauth2_authorized_callback_urls=[return_address()]
            )
    except LinkedInError as error:
        raise Refused(Reason("linkedin", explain(str(error)))) from error
    return _keep(actor, foreign_id, made)


def _obstacles() -> list[Reason]:
    reasons = []
    if not linkedin.is_partner():
        reasons.append(Reason("no_partner", _("This installation has no LinkedIn partner credentials.")))
    if not CompanyPage.objects.exists():
        reasons.append(Reason("no_company", _("Save the company name and company ID first.")))
    return reasons


def _create(client: LinkedInClient, foreign_id: str, known: Connection | None) -> ProvisionedApplication:
    try:
        return client.provisioned_applications.create(_new_application(foreign_id))
    except ConflictError:
        found = client.provisioned_applications.find(foreign_id)
        if found is None:
            raise
    if known and known.client_id == found.credentials.client_id and known.client_secrets:
        secret = known.client_secrets
    else:  # LinkedIn tells a secret once only, so ask for another
        secret = client.secrets.roll(child=found.key)
    return found.model_copy(update={"credentials": found.credentials.model_copy(update={"client_secret": secret})})


def _new_application(foreign_id: str) -> NewApplication:
    customer = Environment.current().name.replace("LinkedIn", "").strip() or "1"
    return NewApplication(
        unique_foreign_id=foreign_id,
        name=f"Tiltrekk - {customer}"[:50],
        description=f"Recruiting system of {customer}",
        oauth2_authorized_callback_urls=(return_address(),),
        valid_js_sdk_domains=(_origin(),),
    )


@transaction.atomic
def _keep(actor: User, foreign_id: str, made: ProvisionedApplication) -> Connection:
    values = {
        "foreign_id": foreign_id,
        "application_urn": made.key,
        "client_id": made.credentials.client_id,
        "client_secrets": made.credentials.client_secret or "",
        "connected_at": clock.now(),
        "connected_by_id": actor.pk,
        "disconnected_at": None,
        "imported_kept_at": None,
        "paused_at": None,
        "challenged_at": None,
        "public_url": settings.PUBLIC_URL,
        "marker": marker(),
        "problem": "",
        "problem_at": None,
    }
    connection, _made = Connection.objects.update_or_create(pk=1, defaults=values)
    StoredToken.objects.all().delete()
    events.record(actor=actor, verb="linkedin.connected", subject=connection)
    return connection


def _origin() -> str:
    parts = urlsplit(settings.PUBLIC_URL)
    return f"{parts.scheme}://{parts.netloc}"


def return_address() -> str:
    """Return the registered address of the OpenID return."""
    return f"{settings.PUBLIC_URL}{RETURN_PATH}"

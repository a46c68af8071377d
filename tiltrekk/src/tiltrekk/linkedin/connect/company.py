"""The company page that jobs belong to: its name as LinkedIn spells it, and its ID (LI-05)."""

from django.db import transaction
from django.utils.translation import gettext as _

from tiltrekk.accounts.models import User
from tiltrekk.core import events
from tiltrekk.core.errors import Reason, refuse
from tiltrekk.core.permissions import Flag, require
from tiltrekk.linkedin.models import CompanyPage, Level
from tiltrekk.linkedin.sync import load

LONGEST_ID = 20


@transaction.atomic
def save_company(*, actor: User, name: str, company_id: str) -> CompanyPage:
    """Keep name and ID; a changed ID makes everything be looked at again.

    Refused while a level is on: LinkedIn wants both sides off before the ID changes (LI-18).
    """
    require(actor, Flag.ACCESS_ADMIN_CENTER)
    name, company_id = name.strip(), company_id.strip()
    page = CompanyPage.objects.select_for_update().first()
    refuse(_reasons(page, name, company_id))
    page = page or CompanyPage()
    changed = [key for key, new in (("name", name), ("company_id", company_id)) if getattr(page, key) != new]
    page.name, page.company_id = name, company_id
    page.save()
    if changed:
        events.record(actor=actor, verb="linkedin.company_changed", subject=page, changed=changed)
        load.ask()
    return page


def _reasons(page: CompanyPage | None, name: str, company_id: str) -> list[Reason]:
    reasons = []
    if not name:
        reasons.append(Reason("name", _("Give the company's name as its LinkedIn page spells it."), "name"))
    if not company_id.isascii() or not company_id.isdigit() or len(company_id) > LONGEST_ID:
        reasons.append(Reason("company_id", _("The company ID has digits only, for example 90210."), "company_id"))
    elif page and page.company_id != company_id and Level.objects.exists():
        text = _("Disconnect LinkedIn Recruiter on both sides before you change the company ID.")
        reasons.append(Reason("connected", text, "company_id"))
    return reasons


@transaction.atomic
def add_page(*, actor: User, name: str, company_id: str) -> CompanyPage:
    """Add a further company page, for jobs that say they belong to it (decision 17)."""
    require(actor, Flag.ACCESS_ADMIN_CENTER)
    name, company_id = name.strip(), company_id.strip()
    reasons = _reasons(None, name, company_id)
    if CompanyPage.objects.filter(company_id=company_id).exists():
        reasons.append(Reason("taken", _("That company page is listed already."), "company_id"))
    refuse(reasons)
    page = CompanyPage.objects.create(name=name, company_id=company_id)
    events.record(actor=actor, verb="linkedin.page_added", subject=page)
    return page


@transaction.atomic
def remove_page(*, actor: User, page: CompanyPage) -> None:
    """Forget a further page; refused while jobs belong to it or a level is asked for it."""
    require(actor, Flag.ACCESS_ADMIN_CENTER)
    page = CompanyPage.objects.select_for_update().get(pk=page.pk)
    refuse(_kept_by(page))
    events.record(actor=actor, verb="linkedin.page_removed", subject=page)
    page.delete()


def _kept_by(page: CompanyPage) -> list[Reason]:
    reasons = []
    if page == CompanyPage.objects.first():
        reasons.append(Reason("first", _("Jobs that name no page belong to this one.")))
    if page.listings.exists():
        reasons.append(Reason("jobs", _("Jobs belong to this page. Give them another one first.")))
    if Level.objects.filter(organization=page.urn).exists():
        reasons.append(Reason("level", _("Recruiter System Connect is set up for this page.")))
    return reasons

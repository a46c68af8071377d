"""The frames, each drawn live on a piece of an ATS maker's page, with the text that such a page holds."""

import json
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, render_template, request, url_for

from linkedin_sandbox import web
from linkedin_sandbox.frames.scripts import APPLY, ONBOARDING, PROFILE
from linkedin_sandbox.integrations import levels
from linkedin_sandbox.jobs import listings
from linkedin_sandbox.provisioning import rules as provisioning
from linkedin_sandbox.provisioning.rules import Application
from linkedin_sandbox.state import State

routes = Blueprint("specimens", __name__)
OFFERED = 200


@dataclass(frozen=True, kw_only=True)
class Candidate:
    """A synced candidate whose profile frame can be looked at."""

    id: str
    context: str
    name: str


@dataclass(frozen=True, kw_only=True)
class Specimen:
    title: str
    below: str
    section: str
    crumb: str
    address: str
    snippet: str
    width: int


@routes.get("/frames")
def show() -> str:
    state = web.state()
    choices = provisioning.children(state)
    wanted = request.args.get("app", type=int)
    chosen = next((one for one in choices if one.id == wanted), choices[0] if choices else None)
    candidates = _candidates(state, chosen) if chosen else []
    key = request.args.get("candidate", "")
    candidate = next((one for one in candidates if one.id == key), candidates[0] if candidates else None)
    return render_template(
        "pages/frames.html",
        choices=choices,
        chosen=chosen,
        candidates=candidates,
        candidate=candidate,
        specimens=_specimens(state, chosen, candidate) if chosen else [],
    )


def _candidates(state: State, application: Application) -> list[Candidate]:
    rows = state.db.rows(
        """select key, context, body from records where application = ? and resource = 'atsCandidates'
        order by modified_at desc limit ?""",
        (application.id, OFFERED),
    )
    return [Candidate(id=row["key"], context=row["context"], name=_name(row["body"])) for row in rows]


def _name(body: str) -> str:
    found = json.loads(body)
    return f"{found.get('firstName', '')} {found.get('lastName', '')}".strip()


def _specimens(state: State, app: Application, candidate: Candidate | None) -> list[Specimen]:
    found = [_onboarding(app)]
    if candidate:
        found.append(_profile(app, candidate))
    return [*found, _apply(state, app)]


def _onboarding(app: Application) -> Specimen:
    bundles = ",".join(levels.BUNDLES)
    return Specimen(
        title="Configuration plug-in",
        below="one row per level, each on its own way",
        section="§6.2, §6.3",
        crumb="Admin center › LinkedIn",
        address=_address("frames.onboarding.plugin", app, supportedBundledIntegrationTypes=bundles),
        snippet=_snippet(
            app,
            "/rsc/extensions/onboarding-widget",
            ONBOARDING[0],
            {"supported-bundled-integration-types": bundles, "onintegrate": "onIntegrate", "width": "500"},
        ),
        width=500,
    )


def _profile(app: Application, candidate: Candidate) -> Specimen:
    attributes = {
        "widget-type": "ATS",
        "ats-candidate-id": candidate.id,
        "integration-context": candidate.context,
        "show-unlink-url": "true",
        "confirm-unlink": "true",
        "onlink": "linked",
        "onunlink": "unlinked",
        "width": "800",
    }
    return Specimen(
        title="Profile frame",
        below="on the candidate’s LinkedIn tab; only linked or unlinked, with the person URN, leaves it",
        section="§16",
        crumb=f"Candidates › {candidate.name}",
        address=_address(
            "frames.profile.widget",
            app,
            atsCandidateId=candidate.id,
            integrationContext=candidate.context,
            showUnlinkUrl="true",
            confirmUnlink="true",
        ),
        snippet=_snippet(app, "/rsc/extensions/profile-widget", PROFILE[0], attributes),
        width=800,
    )


def _apply(state: State, app: Application) -> Specimen:
    job = next(iter(listings.search(state)), None)
    attributes = {"mode": "BUTTON_DATA", "callback-method": "applied", "size": "medium", "width": "400"}
    if job:
        attributes |= {"company-job-code": job.external_id, "integration-context": job.organization.urn}
    tag = {"companyJobCode": job.external_id, "integrationContext": job.organization.urn} if job else {}
    return Specimen(
        title="Apply button with consent",
        below="on the company’s career site",
        section="§18, A-32",
        crumb=f"Careers › {job.title}" if job else "Careers",
        address=_address("frames.apply.button", app, mode="BUTTON_DATA", **tag),
        snippet=_snippet(app, "/talentwidgets/extensions/apply-with-linkedin-widget-v3", APPLY[0], attributes),
        width=400,
    )


def _address(endpoint: str, app: Application, **attributes: Any) -> str:
    own = request.host_url.rstrip("/")
    return url_for(endpoint, api_key=app.client_id, origin=own, **attributes)


def _snippet(app: Application, path: str, tag: str, attributes: dict[str, str]) -> str:
    own = request.host_url.rstrip("/")
    words = "".join(f'\n  data-{name}="{value}"' for name, value in attributes.items())
    return (
        f'<script src="{own}/xdoor/scripts/in.js">\n  api_key: {app.client_id}\n'
        f'  extensions: {tag}@{own}{path}\n</script>\n<script type="IN/{tag}"{words}></script>'
    )

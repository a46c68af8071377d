"""What LinkedIn should hold, worked out anew from SQL rows: the second opinion on the product's projections."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from .facts import JOBS, Body, Dump, Entity, Row, as_json, millis
from .questions import asked

CANDIDATES, CANDIDATE_NOTES = "atsCandidates", "atsCandidates/notes"
APPLICATIONS, NOTES = "atsApplications", "atsApplications/notes"
FEEDBACK, STAGES = "atsApplications/interviewFeedback", "atsApplications/stages"
LISTS, ASSIGNEES = "atsEntityAcls", "atsEntityAclAssignees"
TABLES = (
    "accounts_environment", "accounts_user", "applications_application", "applications_feedback", "applications_note",
    "applications_stagemove", "candidates_candidate", "candidates_emailaddress", "candidates_phonenumber",
    "candidates_poolmember", "candidates_socialidentity", "jobs_activity", "jobs_delegate", "jobs_job", "jobs_process",
    "jobs_stage", "jobs_teammember", "linkedin_companypage", "linkedin_connection", "linkedin_level",
    "linkedin_linkedinsettings", "linkedin_listing", "linkedin_memberconnection", "linkedin_syncrow",
    "postings_posting",
)  # fmt: skip
KINDS = {
    "acl": LISTS, "assignee": ASSIGNEES, "candidate": CANDIDATES, "application": APPLICATIONS, "job": JOBS,
    "candidate_note": CANDIDATE_NOTES, "note": NOTES, "feedback": FEEDBACK, "stage": STAGES,
}  # fmt: skip
_STAGES = {"prospect": "Prospect", "application": "Application", "assessment": "Assessment", "screening": "Screening",
           "interview": "Interview", "offer": "Offer"}  # fmt: skip
_ENDINGS = {"new": "New", "offer_accepted": "Offer accepted", "rejected": "Rejected",
            "candidate_withdrew": "Candidate withdrew", "position_filled": "Position filled",
            "position_cancelled": "Job cancelled"}  # fmt: skip
_REJECTIONS = {"experience": "Experience", "education": "Education", "skill_set": "Skill set",
               "competency": "Competency", "licensure": "Licence", "assessment": "Assessment",
               "application": "Incomplete application", "candidate_withdrew": "Not interested"}  # fmt: skip
_SOURCES = {"": "", "career_site": "Career site", "agency": "Agency", "career_fair": "Career fair",
            "job_board": "Job board", "social_network": "Social network", "university": "University recruiting",
            "linkedin": "LinkedIn", "linkedin_apply": "LinkedIn apply", "referral": "Referral",
            "added_by_recruiter": "Added by hand", "other": "Other"}  # fmt: skip
_WORKPLACES = {"on_site": "On-site", "hybrid": "Hybrid", "remote": "Remote"}
_COUNTRIES = {"NO": "Norway", "SE": "Sweden", "DK": "Denmark", "US": "United States"}
_STEP = timedelta(milliseconds=1)


def entity_of(row: Row) -> Entity:
    """The record at LinkedIn that a row of the sync stands for."""
    resource, key = KINDS[row["kind"]], row["object_id"]
    if resource in {LISTS, ASSIGNEES}:
        acl, _, name = key.partition("/")
        return Entity(resource, row["organization"], acl, name)
    below = row["parent"] if "/" in resource else ""
    return Entity(resource, row["organization"], below, key)


def expected(dump: Dump) -> dict[Entity, Body]:
    """Every record LinkedIn should hold, whole."""
    return dict(_World(dump).records())


def expected_jobs(dump: Dump) -> dict[Entity, tuple[str, Body]]:
    """Every job that was active once: OPEN or CLOSED, and the posting; without one nothing can be asked."""
    return dict(_World(dump).jobs())


class _World:
    """The rows, by what they belong to."""

    def __init__(self, dump: Dump) -> None:
        self._dump = dump
        self._users = self._by_id("accounts_user")
        self._jobs = self._by_id("jobs_job")
        self._people = self._by_id("candidates_candidate")
        self._stages = self._by_id("jobs_stage")
        self._processes = {row["job_id"]: row for row in dump.rows("jobs_process") if row["job_id"]}
        self._emails = self._below("candidates_emailaddress", "candidate_id")
        self._phones = self._below("candidates_phonenumber", "candidate_id")
        self._links = self._below("candidates_socialidentity", "candidate_id")
        self._pools = self._below("candidates_poolmember", "candidate_id")
        self._applications = self._below("applications_application", "candidate_id")
        self._moves = self._below("applications_stagemove", "application_id")
        self._team = self._below("jobs_teammember", "job_id")
        self._pages = sorted(dump.rows("linkedin_companypage"), key=lambda row: int(row["id"]))
        self._listings = {row["job_id"]: row for row in dump.rows("linkedin_listing")}
        self._settings = next(iter(dump.rows("linkedin_linkedinsettings")), {"match_pool_members": False, "mode": ""})
        self._address = next((row["public_url"] for row in dump.rows("linkedin_connection")), "")
        rows = [row for row in dump.rows("linkedin_syncrow") if row["withheld"]]
        self._withheld = {entity_of(row) for row in rows}

    def _by_id(self, table: str) -> dict[int, Row]:
        return {row["id"]: row for row in self._dump.rows(table)}

    def _below(self, table: str, key: str) -> dict[int, list[Row]]:
        found: dict[int, list[Row]] = defaultdict(list)
        for row in sorted(self._dump.rows(table), key=lambda row: int(row["id"])):
            found[row[key]].append(row)
        return found

    # --- all of it --------------------------------------------------------------------------------------------------

    def records(self) -> Iterator[tuple[Entity, Body]]:
        """What was removed by hand is absent, with all that hangs on it."""
        found = dict(self._candidates()) | dict(self._rights())
        for entity, body in found.items():
            if self._removed(entity):
                continue
            yield entity, body
            yield from ((one, what) for one, what in self._of(entity) if not self._removed(one))

    def _removed(self, entity: Entity) -> bool:
        return entity in self._withheld

    def _of(self, person: Entity) -> Iterator[tuple[Entity, Body]]:
        """What hangs on a person's record: notes on them, their applications and what hangs on those."""
        if person.resource != CANDIDATES:
            return
        row = next(one for one in self._people.values() if one["public_id"] == person.key)
        for note in self._dump.rows("applications_note"):
            if note["candidate_id"] == row["id"] and not note["application_id"] and note["visibility"] == "team":
                yield Entity(CANDIDATE_NOTES, person.organization, person.key, note["public_id"]), self._note(note)
        for one in self._applications[row["id"]]:
            entity = Entity(APPLICATIONS, person.organization, "", one["public_id"])
            if self._in_scope(one, person.organization) and not self._removed(entity):
                yield entity, self._application(one, row)
                yield from self._below_application(one, person.organization)

    def _below_application(self, one: Row, organization: str) -> Iterator[tuple[Entity, Body]]:
        at = organization, one["public_id"]
        for note in self._dump.rows("applications_note"):
            if note["application_id"] == one["id"] and note["visibility"] == "team":
                yield Entity(NOTES, *at, note["public_id"]), self._note(note)
        for row in self._dump.rows("applications_feedback"):
            if row["application_id"] == one["id"] and row["state"] == "submitted":
                yield Entity(FEEDBACK, *at, row["public_id"]), self._feedback(row)
        last: datetime | None = None
        for move in self._moves[one["id"]]:  # the present stage is the one with the latest time (decision 21)
            last = move["at"] if last is None else max(move["at"], last + _STEP)
            stage = self._stages[move["to_stage_id"]]
            if stage["kind"] != "prospect":
                label = stage["name"] or _STAGES[stage["kind"]]
                yield Entity(STAGES, *at, str(move["id"])), {"atsCreatedAt": millis(last), "stage": label}
        if one["status"] == "closed":
            ended = one["closed_at"] or one["updated_at"]
            moment = max(ended, last + _STEP) if last else ended
            word = _ENDINGS[one["status_reason"]]
            yield Entity(STAGES, *at, f"{one['id']}-end"), {"atsCreatedAt": millis(moment), "stage": word}

    # --- people -----------------------------------------------------------------------------------------------------

    def _candidates(self) -> Iterator[tuple[Entity, Body]]:
        for person in self._people.values():
            for page in self._pages:
                organization = f"urn:li:organization:{page['company_id']}"
                mine = self._applications[person["id"]]
                pooled = self._settings["match_pool_members"] and not mine and self._pools[person["id"]]
                known = any(self._in_scope(one, organization) for one in mine)
                if known or (pooled and self._in_order(person)):
                    yield Entity(CANDIDATES, organization, "", person["public_id"]), self._candidate(person)

    def _in_order(self, person: Row) -> bool:
        """Nothing about the person themselves keeps them back (decision 1)."""
        gone = person["deleted_at"] or person["restricted_at"] or person["merged_into_id"]
        reachable = self._member(person) or self._emails[person["id"]]
        return not gone and bool(person["surname"].strip()) and bool(reachable)

    def _in_scope(self, application: Row, organization: str) -> bool:
        job, stage = self._jobs[application["job_id"]], self._stages[application["stage_id"]]
        home = self._home(job)
        return (
            self._in_order(self._people[application["candidate_id"]])
            and stage["kind"] != "prospect"
            and job["activated_at"] is not None
            and home == organization
        )

    def _home(self, job: Row) -> str:
        listing = self._listings.get(job["id"])
        named = next((page for page in self._pages if listing and page["id"] == listing["page_id"]), None)
        page = named or next(iter(self._pages), None)
        return f"urn:li:organization:{page['company_id']}" if page else ""

    def _member(self, person: Row) -> str:
        return next((str(row["external_id"]) for row in self._links[person["id"]] if row["provider"] == "linkedin"), "")

    def _addresses(self, person: Row) -> list[str]:
        rows = sorted(self._emails[person["id"]], key=lambda row: (not row["is_primary"], row["address"]))
        return [row["address"] for row in rows]

    def _candidate(self, person: Row) -> Body:
        links = self._links[person["id"]]
        place = {name: person[name] for name in ("city", "country") if person[name]}
        optional = {
            "currentCompanyName": person["current_employer"],
            "currentJobTitle": person["current_title"],
            "linkedInProfileUrl": next((row["profile_url"] for row in links if row["provider"] == "linkedin"), ""),
            "doNotContact": person["do_not_contact"],
            "manualMatchedMember": self._member(person),
        }
        return {
            "firstName": person["given_name"],
            "lastName": person["surname"],
            "emailAddresses": self._addresses(person),
            "phoneNumbers": [{"number": row["e164"] or row["number"]} for row in self._phones[person["id"]]],
            "addresses": [place] if place else [],
            "atsCreatedAt": millis(person["created_at"]),
            "atsLastModifiedAt": millis(max(person["updated_at"], person["created_at"])),
            "externalProfileUrl": f"{self._address}/candidates/{person['public_id']}/",
            **{name: value for name, value in optional.items() if value},
        }

    def _application(self, one: Row, person: Row) -> Body:
        job, address = self._jobs[one["job_id"]], self._addresses(person)
        open_ = one["status"] != "closed"
        why = _REJECTIONS.get(one["rejection_reason"]) or _ENDINGS[one["status_reason"]]
        return {
            "atsCandidateId": person["public_id"],
            "atsJobPostingId": job["job_id"],
            "atsJobPostingName": job["title"],
            "atsCreatedAt": millis(one["created_at"]),
            "atsLastModifiedAt": millis(max(one["updated_at"], one["created_at"])),
            **({"candidateEmail": address[0]} if address else {}),
            "firstName": person["given_name"],
            "lastName": person["surname"],
            "source": _SOURCES[one["source"]],
            "dispositionReason": "" if open_ else why,
        }

    def _note(self, note: Row) -> Body:
        return {"atsCreatedAt": millis(note["created_at"]), "note": note["text"], "author": self._name(note)}

    def _feedback(self, row: Row) -> Body:
        said = {None: "", True: "Yes", False: "No"}[row["recommended"]]
        lines = {"Recommended": said, "Strengths": row["strengths"], "Weaknesses": row["weaknesses"]}
        return {
            "atsCreatedAt": millis(row["submitted_at"] or row["created_at"]),
            "interviewer": self._name({"author_id": row["on_behalf_of_id"] or row["author_id"]}),
            "evaluations": [{"attribute": name, "result": text} for name, text in lines.items() if text],
            "feedback": row["overall"],
        }

    def _name(self, row: Row) -> Body:
        words = self._users[row["author_id"]]["name"].split(" ")
        return {"firstName": " ".join(words[:-1]) or words[-1], "lastName": words[-1]}

    # --- jobs and who may export to them ----------------------------------------------------------------------------

    def _rights(self) -> Iterator[tuple[Entity, Body]]:
        connected = {row["user_id"]: row["person"] for row in self._dump.rows("linkedin_memberconnection")}
        levels = {row["organization"] for row in self._dump.rows("linkedin_level")}
        for key, person in connected.items():
            user = self._users[key]
            if not user["is_active"]:
                continue
            for organization in levels:
                yield Entity(ASSIGNEES, organization, user["public_id"], person), {}
            for job in self._jobs.values():
                if job["activated_at"] and self._may_export(key, job):
                    yield Entity(LISTS, self._home(job), user["public_id"], job["job_id"]), {}

    def _may_export(self, user: int, job: Row) -> bool:
        """Recruiters, hiring managers where the Prospect activity lets them, and their delegates (decision 6)."""
        stages = [row for row in self._stages.values() if row["process_id"] == self._processes[job["id"]]["id"]]
        prospects = [row["id"] for row in stages if row["kind"] == "prospect" and row["enabled"]]
        keys = {row["id"] for row in stages}
        activity = [
            row for row in self._dump.rows("jobs_activity") if row["stage_id"] in keys and row["kind"] == "prospect"
        ]
        open_to_managers = not activity or as_json(activity[0]["settings"]).get("allow_hiring_managers", True)
        stood_in_for = {row["member_id"] for row in self._dump.rows("jobs_delegate") if row["user_id"] == user}
        roles = {row["role"] for row in self._team[job["id"]] if row["user_id"] == user or row["id"] in stood_in_for}
        return bool(prospects) and ("recruiter" in roles or ("hiring_manager" in roles and bool(open_to_managers)))

    def jobs(self) -> Iterator[tuple[Entity, tuple[str, Body]]]:
        """The job's id is its key; what was removed by hand is closed."""
        for job in self._jobs.values():
            if job["activated_at"]:
                entity = Entity(JOBS, self._home(job), "", job["job_id"])
                open_ = job["status"] == "active" and not self._removed(entity)
                yield entity, ("OPEN" if open_ else "CLOSED", self._posting(job))

    def _posting(self, job: Row) -> Body:
        """Empty where LinkedIn would refuse it: no recruiter to name, or no place."""
        posted = next((row for row in self._dump.rows("postings_posting") if _is_posted(row, job)), None)
        recruiters = [row for row in self._team[job["id"]] if row["role"] == "recruiter"]
        first = min(recruiters, key=lambda row: (row["added_at"], row["id"]), default=None)
        owner = self._users[first["user_id"]] if first else None
        poster = self._users[posted["posted_by_id"]] if posted else owner
        if poster is None or not (job["city"].strip() and job["country"]):
            return {}
        public = posted and self._settings["mode"] == "api" and job["status"] == "active"
        ours = f"{self._address}/careers/{job['public_id']}/apply/"
        owned: dict[str, Any] = {}
        if owner:
            given, _, family = owner["name"].rpartition(" ")
            owned = {
                "requisitionOwnerEmail": owner["email"],
                "requisitionOwnerFirstName": given,
                "requisitionOwnerLastName": family,
            }
        return {
            "integrationContext": self._home(job),
            "companyApplyUrl": (posted and posted["apply_url"]) or ours,
            "externalJobPostingId": job["job_id"],
            "title": job["title"],
            "description": job["description"],
            "listedAt": millis(job["activated_at"]),
            "location": f"{job['city'].strip()}, {_COUNTRIES[job['country']]}",
            "companyJobCode": job["job_id"],
            "workplaceTypes": [_WORKPLACES[job["workplace"]]],
            "posterEmail": poster["email"],
            "availability": "PUBLIC" if public else "PRIVATE_TO_ATS_INTEGRATION",
            "accessRestricted": True,
            **{name: value for name, value in owned.items() if value},
            **(self._asked_there(job, posted) if public and posted else {}),
        }

    def _asked_there(self, job: Row, posted: Row) -> Body:
        """What LinkedIn asks who applies there, where people may; no job of the tests demands a résumé."""
        listing = self._listings.get(job["id"])
        wanted = self._settings["onsite_enabled_at"] and self._settings["onsite_apply"]
        if not wanted or posted["apply_url"] or (listing and not listing["onsite_apply"]):
            return {}
        secret = next(row["callback_secret"] for row in self._dump.rows("linkedin_connection"))
        company = next(row["name"] for row in self._dump.rows("accounts_environment"))
        webhook = f"{self._address}/linkedin/applications/{secret}/"
        return {"onsiteApplyConfiguration": asked(webhook, company, resume="OPTIONAL")}


def _is_posted(row: Row, job: Row) -> bool:
    return bool(row["job_id"] == job["id"] and row["channel"] == "linkedin" and row["state"] == "posted")

"""A small company whose people do anything at any time, for tests that interleave it with faults."""

import contextlib
import json
import time
from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Any, TypeVar

from django.db import connection
from equality_company import CANARIES, answer_for, ask_on, switch_on
from factories import JobFactory, UserFactory
from fault_watch import Watch
from linkedin_talent.errors import LinkedInError
from onsite_stage import let_people_apply_there
from sandbox_process import CONTRACT, URN, Sandbox, connected, link_member
from tiltrekk.accounts.models import Environment
from tiltrekk.applications import services as hiring
from tiltrekk.applications.models import Application, Note
from tiltrekk.candidates import services as people
from tiltrekk.candidates.models import Candidate
from tiltrekk.core import clock, reading
from tiltrekk.core.errors import AppError
from tiltrekk.jobs.models import Job, StatusReason
from tiltrekk.jobs.services import jobs, team
from tiltrekk.linkedin import connect
from tiltrekk.linkedin.inbound import applying, held, process
from tiltrekk.linkedin.models import Connection, Cursor, Delivery, Level, Notification, SyncRow
from tiltrekk.linkedin.notices import choosing, sending
from tiltrekk.linkedin.pull import run as recruiters
from tiltrekk.linkedin.sync import control, load, removal
from tiltrekk.linkedin.sync.loop import work
from tiltrekk.linkedin.sync.tasks import wake_due_tasks
from tiltrekk.postings import services as postings

T = TypeVar("T")
STEPS = ("prospect", "application", "screening", "interview", "offer")
MEMBERS = ("kari", "ola")


def empty_database() -> None:
    """Forget every row of an earlier history."""
    with connection.cursor() as cursor:
        cursor.execute("select tablename from pg_tables where schemaname = 'public' and tablename <> %s", [_KEPT])
        names = ", ".join(f'"{row[0]}"' for row in cursor.fetchall())
        cursor.execute(f"truncate {names} restart identity cascade")


_KEPT = "django_migrations"


class Company:
    """Two jobs, a recruiter, a hiring manager, an administrator; LinkedIn is switched on for the contract.

    Every act that the product refuses changes nothing and is no failure: colleagues press the wrong button as well.
    """

    def __init__(self, sandbox: Sandbox) -> None:
        empty_database()
        sandbox.begin()
        self.sandbox = sandbox
        self.admin = UserFactory.create(name="Anna Administrator", roles=["admin"])
        email = "ragna@fjordtech.example"
        self.ragna = UserFactory.create(name="Ragna Rekrutterer", email=email, roles=["recruiter"])
        self.hilde = UserFactory.create(name="Hilde Sjef", email="hilde@fjordtech.example", roles=["hiring_manager"])
        self.jobs: list[Job] = [
            JobFactory.create(title=title, team={self.ragna: "recruiter", self.hilde: "hiring_manager"})
            for title in ("Marine engineer", "Welder")
        ]
        switch_on()
        for job in self.jobs:
            ask_on(job)
        self._tokens: set[str] = set()  # texts that may leave only once they stood in what LinkedIn should hold
        self._legitimate: set[str] = set()
        self._number = 0
        Environment.current()
        made = connected(sandbox, self.admin, "contract")
        link_member(sandbox, self.ragna, "ragna")
        self._people_apply_there(made)
        self.watch = Watch(sandbox)
        self._nothing_to_read_yet()
        self.watch.settle()

    def _people_apply_there(self, made: Connection) -> None:
        """Jobs are public on LinkedIn, people apply there and hear there what becomes of it."""
        let_people_apply_there(self.sandbox, self.admin, made)
        tick = {"client_id": made.client_id, "integration_context": URN, "on": True}
        self.sandbox.post("acts/applicant-notifications", **tick)
        choosing.save(actor=self.admin, tell_applicants=True, notice_minutes=10)
        for job in self.jobs:
            postings.post(actor=self.ragna, job=job, channel="linkedin", confirmed=True)

    def _nothing_to_read_yet(self) -> None:
        """The first pull would read ninety days, window by window."""
        now = clock.now()
        for source, seat in (("inmail", "urn:li:seat:1"), ("inmail", "urn:li:seat:2"), ("notes", ""), ("stubs", "")):
            start = {"begins": now, "since": now, "until": now}
            Cursor.objects.get_or_create(
                source=source, contract=f"urn:li:contract:{CONTRACT}", seat=seat, defaults=start
            )

    # --- helpers ----------------------------------------------------------------------------------------------------

    def act(self, what: Callable[[], Any]) -> Any:
        """Do it as a colleague would, and note what is true afterwards."""
        result = None
        with contextlib.suppress(AppError):
            result = what()
        self.watch.note()
        self._learn()
        return result

    def _learn(self) -> None:
        said = json.dumps([[*entity, body] for entity, body in self.watch.moments[-1].expected.items()])
        self._legitimate |= {token for token in self._tokens if token in said}

    def token(self, kind: str) -> str:
        """A text that is found nowhere else."""
        self._number += 1
        made = f"{kind}canary{self._number}x"
        self._tokens.add(made)
        return made

    @staticmethod
    def pick(rows: Sequence[T], number: int) -> T | None:
        return rows[number % len(rows)] if rows else None

    def people(self) -> list[Candidate]:
        return list(Candidate.objects.filter(deleted_at=None, merged_into=None).order_by("pk"))

    def applications(self) -> list[Application]:
        return list(Application.objects.select_related("job", "candidate", "stage").order_by("pk"))

    # --- people on jobs ---------------------------------------------------------------------------------------------

    def add(self, job: int, *, prospect: bool) -> None:
        """Somebody new."""
        name = self.token("person")
        self.act(
            lambda: hiring.add_person(
                actor=self.ragna,
                job=self.jobs[job % 2],
                as_prospect=prospect,
                given_name=name,
                surname="Nygård",
                email=f"{name}@example.org",
            )
        )
        found = Candidate.objects.filter(given_name=name).first()
        if found:
            self._tokens.add(found.public_id)

    def add_known(self, person: int, job: int) -> None:
        if one := self.pick(self.people(), person):
            self.act(lambda: hiring.add_to_job(actor=self.ragna, job=self.jobs[job % 2], candidate=one))

    def move(self, number: int, step: int) -> None:
        if one := self.pick(self.applications(), number):
            stage = one.job.process.stages.get(kind=STEPS[step % len(STEPS)])
            self.act(lambda: hiring.move(actor=self.ragna, application=one, from_stage=one.stage, to_stage=stage))

    def decide(self, number: int, *, reject: bool) -> None:
        if one := self.pick(self.applications(), number):
            if reject:
                self.act(lambda: hiring.reject(actor=self.ragna, application=one, reason="experience"))
            else:
                self.act(lambda: hiring.reopen(actor=self.ragna, application=one))

    def judge(self, number: int) -> None:
        if one := self.pick(self.applications(), number):
            text = hiring.FeedbackText(recommended=bool(number % 2), overall=self.token("feedback"))
            self.act(lambda: hiring.submit_feedback(actor=self.hilde, application=one, text=text))

    def delete_application(self, number: int) -> None:
        if one := self.pick(self.applications(), number):
            self.act(lambda: hiring.delete(actor=self.ragna, application=one))

    def edit_person(self, number: int) -> None:
        if one := self.pick(self.people(), number):
            details = people.ContactDetails(
                given_name=one.given_name,
                surname=one.surname,
                current_title=self.token("title"),
                emails=[*one.emails.values_list("address", flat=True)][: number % 3],
                phones=["+47 22 22 22 22"] if number % 2 else [],
            )
            self.act(lambda: people.change_contact_details(actor=self.ragna, candidate=one, details=details))

    def delete_person(self, number: int) -> None:
        if one := self.pick(self.people(), number):
            self.act(lambda: people.delete(actor=self.admin, candidate=one))

    def merge(self, number: int, into: int) -> None:
        other, survivor = self.pick(self.people(), number), self.pick(self.people(), into)
        if other and survivor and other != survivor:
            self.act(lambda: people.merge(actor=self.admin, survivor=survivor, other=other))

    def answer_about_equality(self, number: int) -> None:
        """Nothing of it may leave or lie beside what we keep."""
        self.watch.forbidden_out |= CANARIES
        self.watch.forbidden_stored |= CANARIES
        if one := self.pick(self.applications(), number):
            self.act(lambda: answer_for(one))

    # --- notes ------------------------------------------------------------------------------------------------------

    def write_note(self, number: int, *, private: bool, on_person: bool) -> None:
        if one := self.pick(self.applications(), number):
            self.act(
                lambda: hiring.create_note(
                    actor=self.ragna,
                    candidate=one.candidate,
                    application=None if on_person else one,
                    text=self.token("note"),
                    visibility="private" if private else "team",
                )
            )

    def change_note(self, number: int, *, private: bool) -> None:
        if one := self.pick(list(Note.objects.order_by("pk")), number):
            text, shown = self.token("note"), "private" if private else "team"
            self.act(lambda: hiring.change_note(actor=self.ragna, note=one, text=text, visibility=shown))

    def delete_note(self, number: int) -> None:
        if one := self.pick(list(Note.objects.order_by("pk")), number):
            self.act(lambda: hiring.delete_note(actor=self.ragna, note=one))

    # --- jobs and colleagues ----------------------------------------------------------------------------------------

    def change_job(self, job: int) -> None:
        self._number += 1
        title = f"Engineer of the {self._number}th class"
        self.act(lambda: jobs.change_details(actor=self.ragna, job=self.jobs[job % 2], details={"title": title}))

    def close_job(self, job: int) -> None:
        self.act(lambda: jobs.close(actor=self.ragna, job=self.jobs[job % 2], reason=StatusReason.CANCELLED))

    def reopen_job(self, job: int, *, applications: bool) -> None:
        self.act(lambda: jobs.reopen(actor=self.ragna, job=self.jobs[job % 2], applications=applications))

    def change_team(self, job: int, role: int) -> None:
        one = self.jobs[job % 2]
        member = one.team.filter(user=self.hilde).first()
        if member and role % 3 == 0:
            self.act(lambda: team.remove_member(actor=self.ragna, member=member))
        else:
            wanted = ("interviewer", "hiring_manager")[role % 2]
            self.act(lambda: team.set_member(actor=self.ragna, job=one, user=self.hilde, role=wanted))  # type: ignore[arg-type]

    def connect_colleague(self, *, on: bool) -> None:
        if on:
            self.act(lambda: self._quietly(lambda: link_member(self.sandbox, self.hilde, "hilde")))
        else:
            self.act(lambda: connect.members.disconnect_member(actor=self.hilde))

    @staticmethod
    def _quietly(what: Callable[[], Any]) -> None:
        with contextlib.suppress(LinkedInError):
            what()

    # --- the administrator ------------------------------------------------------------------------------------------

    def withhold(self, number: int, *, undo: bool) -> None:
        rows = SyncRow.objects.exclude(kind__in=["acl", "assignee"]).filter(withheld=undo).order_by("pk")
        if row := self.pick(list(rows), number):
            if undo:
                self.act(lambda: removal.send_again(actor=self.admin, row=row))
            else:
                self.act(lambda: removal.remove(actor=self.admin, row=row))

    def pause(self, *, on: bool) -> None:
        self.act(lambda: (control.pause if on else control.resume)(actor=self.admin))

    def resend(self) -> None:
        self.act(lambda: control.resend_everything(actor=self.admin))
        load.run_asked()  # the worker's task

    # --- LinkedIn's side --------------------------------------------------------------------------------------------

    def export(self, member: int, job: int, push: str) -> None:
        """A click in Recruiter; its push may come doubled, late or not at all."""
        if push:
            self.watch.fault("EXPORT_CANDIDATE_PROFILE", push, seconds=120)
        body = {"seat": 1, "member": MEMBERS[member % 2], "external_job_posting_id": self.jobs[job % 2].job_id}
        self.sandbox.try_post("acts/export", **body)

    def apply_there(self, member: int, job: int, push: str) -> None:
        """A member applies on LinkedIn; the delivery may come doubled, late or only at the second attempt."""
        if push:
            self.watch.fault("EXPORT_JOB_APPLICATION", push, seconds=120)
        body = {"member": MEMBERS[member % 2], "external_job_posting_id": self.jobs[job % 2].job_id}
        self.sandbox.try_post("acts/apply", **body, answers={"set0.0.q-terms": ["ACCEPTED"]})

    def open_page(self, number: int) -> None:
        """Somebody looks at an application; LinkedIn may have to tell so."""
        if one := self.pick(self.applications(), number):
            self.act(lambda: reading.note(actor=self.ragna, verb=reading.OPENED, subject=one))

    def write_inmail(self, member: int) -> None:
        """What people write to each other must not be kept by us."""
        subject, text = self.token("inmail"), self.token("inmail")
        for one in (subject, text):
            self.watch.forbidden_stored[one] = "the words of an InMail"
        body = {"seat": 1, "member": MEMBERS[member % 2], "subject": subject, "body": text}
        self.sandbox.try_post("acts/inmail", **body)

    def write_private_note(self, member: int) -> None:
        text = self.token("recruiter")
        self.watch.forbidden_stored[text] = "a private note of LinkedIn Recruiter"
        body = {"seat": 1, "member": MEMBERS[member % 2], "text": text, "visibility": "PRIVATE"}
        self.sandbox.try_post("acts/note", **body)

    # --- the worker -------------------------------------------------------------------------------------------------

    def send(self, times: int) -> None:
        """Turns of the sync loop."""
        for _ in range(times):
            if not work():
                return

    def receive(self) -> None:
        """Pushes are delivered, and the worker processes what lies in the inbox."""
        self.sandbox.post("due")
        for row in Notification.objects.filter(processed_at=None):
            self._quietly(lambda row=row: process.process(row.pk))  # type: ignore[misc]
        for one in Delivery.objects.filter(processed_at=None):
            applying.take_in(one.pk)
        self.watch.note()
        self._learn()

    def tell_applicants(self) -> None:
        """Turns of the loop that tells applicants what became of them."""
        for _ in range(10):
            if not sending.tell_next():
                return

    def pull(self) -> None:
        if recruiters.is_due():
            self._quietly(recruiters.pull)
            self.watch.note()

    def tick(self) -> None:
        """What the worker asks every few seconds."""
        wake_due_tasks()
        held.expire_held()
        process.try_unread_again()
        load.ask_again_if_lost()
        load.finish()
        self.watch.note()

    def pass_time(self, seconds: int) -> None:
        """Business time and real time go on together."""
        self.sandbox.post("clock", advance_seconds=seconds)
        self.watch.pass_time(seconds)

    # --- the end ----------------------------------------------------------------------------------------------------

    def finish(self) -> None:
        """Faults off, everybody resumes, everything gets its time; then the checker must have nothing to say."""
        self.watch.calm()
        self._deliver()
        control.resume(actor=self.admin)
        connect.levels.refresh()
        self.watch.note()
        self.watch.settle()
        for _ in range(3):  # what LinkedIn refused while it was out of order
            if not SyncRow.objects.filter(failed=True).exists():
                break
            control.retry_now(actor=self.admin)
            self.watch.settle()
        recruiters.pull()
        self.watch.note()
        self._learn()
        self.pass_time(900)
        self.tell_applicants()
        self.watch.settle()
        never = self._tokens - self._legitimate
        self.watch.forbidden_out |= {token: f"{token}, which never was to leave" for token in never}
        assert not SyncRow.objects.filter(failed=True).exists(), list(SyncRow.objects.filter(failed=True).values())
        assert not Level.objects.exclude(state="enabled").exists()

    def _deliver(self) -> None:
        """Until no push is on its way; delayed ones come now."""
        self.pass_time(int(timedelta(hours=1).total_seconds()))
        end = time.monotonic() + 20
        while any(one["state"] in {"waiting", "sending"} for one in self.sandbox.get("pushes")["pushes"]):
            assert time.monotonic() < end, "a push is stuck"
            self.pass_time(600)
            self.sandbox.post("due")

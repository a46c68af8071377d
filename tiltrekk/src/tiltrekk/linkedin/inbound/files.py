"""Files of people who applied on LinkedIn: fetched there within thirty days, however often LinkedIn is away."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from linkedin_talent.errors import LinkedInError, NotFoundError

from tiltrekk.applications.models import Application
from tiltrekk.applications.services import hand_in
from tiltrekk.candidates import filetypes
from tiltrekk.candidates.models import DocumentKind
from tiltrekk.core import clock
from tiltrekk.core.errors import Refused
from tiltrekk.linkedin import client as linkedin
from tiltrekk.linkedin.models import AwaitedFile, Connection
from tiltrekk.linkedin.sync.gate import Shut, why_shut

from .applicant import MEDIA_LIFE

FIRST_REST, LONGEST_REST = timedelta(minutes=5), timedelta(hours=6)
NO_ROOM = "not_stored"  # the one refusal that passes
NAMES = {DocumentKind.RESUME: "resume", DocumentKind.COVER_LETTER: "cover-letter"}


def await_file(application: Application, kind: DocumentKind, address: str, since: datetime) -> None:
    """Ask the worker for a file, in the transaction that makes the application."""
    from tiltrekk.linkedin.tasks import fetch_file

    now = clock.now()
    row = AwaitedFile.objects.create(
        application=application, kind=kind, address=address, ends_at=since + MEDIA_LIFE, next_try=now + FIRST_REST
    )
    fetch_file.defer(file=row.pk)


def ask_again() -> int:
    """Ask once more for what is due, and give up what LinkedIn no longer has. Called by the tick."""
    from tiltrekk.linkedin.tasks import fetch_file

    _forget_the_deleted()
    now = clock.now()
    due = AwaitedFile.objects.filter(given_up_at=None, next_try__lte=now)
    for row in due.filter(ends_at__lte=now):
        _give_up(row, row.error or "gone")
    rows = list(due.filter(ends_at__gt=now))
    for row in rows:
        row.next_try = now + _rest(row.tries)
        row.save(update_fields=["next_try"])  # so that the next tick does not ask again
        fetch_file.defer(file=row.pk)
    return len(rows)


def fetch(file_id: int) -> None:
    """Fetch one file and hand it in with its application. Doing it twice changes nothing."""
    _forget_the_deleted()
    row = AwaitedFile.objects.filter(pk=file_id, given_up_at=None).first()
    connection = Connection.current()
    if row is None or connection is None or why_shut(connection) in {Shut.COPIED, Shut.RESTORED, Shut.PAUSED}:
        return
    with _noting(row), linkedin.environment(connection) as client:
        _keep(row, client.media.download(row.address))


def _forget_the_deleted() -> None:
    """Nobody wants the files of people who were deleted meanwhile."""
    AwaitedFile.objects.filter(application__candidate__deleted_at__isnull=False).delete()


@contextmanager
def _noting(row: AwaitedFile) -> Iterator[None]:
    try:
        yield
    except NotFoundError as error:
        _give_up(row, str(error))
    except LinkedInError as error:
        _later(row, str(error))
    except Refused as refused:
        (_later if refused.code == NO_ROOM else _give_up)(row, refused.code)


@transaction.atomic
def _keep(row: AwaitedFile, content: bytes) -> None:
    """LinkedIn gives no file name; the ending is what the bytes say."""
    locked = AwaitedFile.objects.select_for_update().filter(pk=row.pk).first()
    if locked is None:
        return
    kind = DocumentKind(locked.kind)
    name = NAMES[kind] + _ending(content)
    upload = SimpleUploadedFile(name, content)
    hand_in(actor=None, application=locked.application, upload=upload, kind=kind, by="candidate")
    locked.delete()


def _ending(content: bytes) -> str:
    """Return the ending that goes with the bytes; nothing fits what is of no kind we take, and that is refused."""
    endings = (one for of_type in filetypes.ENDINGS.values() for one in sorted(of_type))
    return next((one for one in endings if filetypes.sniff(BytesIO(content), f"file{one}")), "")


def _later(row: AwaitedFile, error: str) -> None:
    rest = _rest(row.tries)
    AwaitedFile.objects.filter(pk=row.pk).update(tries=row.tries + 1, next_try=clock.now() + rest, error=error)


def _give_up(row: AwaitedFile, error: str) -> None:
    AwaitedFile.objects.filter(pk=row.pk).update(given_up_at=clock.now(), address="", error=error)


def _rest(tries: int) -> timedelta:
    return min(FIRST_REST * (1 << min(tries, 10)), LONGEST_REST)

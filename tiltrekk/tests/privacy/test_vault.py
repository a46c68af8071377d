"""What the database itself holds of the answers about equality, tried with the program's own role."""

import itertools
from collections import defaultdict
from collections.abc import Iterator
from datetime import date

import psycopg
import pytest
from django.db import connection, transaction
from django.db.utils import ProgrammingError
from tiltrekk.privacy import vault
from tiltrekk.privacy.script import vault_script
from tiltrekk.privacy.vault import State
from worker_process import own_database

pytestmark = pytest.mark.django_db

QUARTER = date(2026, 1, 1)
KEPT_APART = ("answer", "secret", "used_receipt", "counted_quarter", "figure", "access")
NOTHING = dict.fromkeys(("gender", "ethnicity", "disability", "veteran", "military"), "")


def hand_in(number: int, *, job: int = 1, quarter: date = QUARTER, **answers: str) -> bool:
    return vault.hand_in(
        application=f"application {number}", submission=f"sent {number}", job=job, quarter=quarter,
        answers=NOTHING | answers,
    )  # fmt: skip


def figures(**where: object) -> dict[tuple[int, str, str, str], int | None]:
    found = vault.read(reader=1, purpose="A test", kind="page", quarter=QUARTER)
    return {one[:4]: one.number for one in found if all(getattr(one, name) == value for name, value in where.items())}


def refused(statement: str) -> str:
    """What the database says to the program's role."""
    with pytest.raises(ProgrammingError) as raised, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    return str(raised.value)


@pytest.fixture
def administrator(postgres_admin_url: str) -> Iterator[psycopg.Connection]:
    with psycopg.connect(own_database(postgres_admin_url), autocommit=True) as session:
        yield session


@pytest.mark.req("GDPR-17")
@pytest.mark.parametrize("table", KEPT_APART)
def test_the_programs_role_may_neither_read_nor_change_a_table(table: str) -> None:
    assert vault.state() is State.READY
    for statement in (
        f"select * from equality.{table}",
        f"delete from equality.{table}",
        f"truncate equality.{table}",
        f"alter table equality.{table} owner to current_user",
        f"create trigger spy before insert on equality.{table} execute function suppress_redundant_updates_trigger()",
    ):
        said = refused(statement)
        assert "permission denied" in said or "must be owner" in said


@pytest.mark.req("GDPR-17")
@pytest.mark.parametrize(
    "statement",
    [
        "set role tiltrekk_equality",
        "grant tiltrekk_equality to current_user",
        "select equality.key_of('application 1')",
        "create or replace function equality.key_of(text) returns bytea language sql as 'select null::bytea'",
        "create table equality.mine ()",
        "alter schema equality owner to current_user",
        "delete from equality.access_log",
        "update equality.access_log set purpose = ''",
        "drop schema equality cascade",
    ],
)
def test_the_programs_role_cannot_become_another_nor_change_what_is_set_up(statement: str) -> None:
    said = refused(statement)
    assert any(words in said for words in ("permission denied", "must be owner", "must be able", "must have"))


def test_a_value_that_is_none_of_the_answers_is_refused_by_the_database_too() -> None:
    with pytest.raises(psycopg.errors.CheckViolation), transaction.atomic():
        hand_in(1, gender="anything")


def test_a_submission_hands_in_once_and_withdraws_for_good(administrator: psycopg.Connection) -> None:
    assert hand_in(1, gender="female")
    assert not hand_in(1, gender="male")
    vault.withdraw("sent 1")
    assert not hand_in(1, gender="male")
    vault.count_quarter(QUARTER, interviewed=[], offered=[])
    assert figures() == {}


def test_whoever_sends_another_form_for_the_same_application_changes_nothing() -> None:
    for number in range(5):
        hand_in(number, gender="female")
    assert vault.hand_in(
        application="application 1", submission="sent by another", job=1, quarter=QUARTER,
        answers=NOTHING | {"gender": "male"},
    )  # fmt: skip
    vault.withdraw("sent by another")
    vault.count_quarter(QUARTER, interviewed=[], offered=[])
    assert figures(question="")[1, "applied", "", ""] == 5


@pytest.mark.req("GDPR-17")
def test_jobs_with_fewer_than_five_answers_are_counted_together() -> None:
    for number in range(7):
        hand_in(number, job=1, gender="female")
    for number in range(7, 10):
        hand_in(number, job=2, gender="female")
    hand_in(10, job=3, gender="female")
    vault.count_quarter(QUARTER, interviewed=[], offered=[])
    assert figures(question="") == {(1, "applied", "", ""): 7, (0, "applied", "", ""): None}


@pytest.mark.req("GDPR-17")
def test_stages_count_whoever_came_there_and_hide_what_an_earlier_stage_hides() -> None:
    answers = ["female"] * 8 + ["male"] * 8 + ["prefer_not"] * 8 + [""] * 2
    for number, gender in enumerate(answers):
        hand_in(number, gender=gender)
    some = [f"application {number}" for number in (*range(6), *range(8, 16), *range(16, 21))]
    vault.count_quarter(QUARTER, interviewed=some, offered=some[:3])
    found = figures(question="gender")
    assert [found[1, "applied", "gender", one] for one in ("female", "male", "prefer_not", "")] == [None] * 4
    assert all(found[1, "interview", "gender", one] is None for one in ("female", "male", "prefer_not", ""))
    assert figures(question="")[1, "interview", "", ""] == 19
    assert figures(question="")[0, "offer", "", ""] is None


def test_a_quarter_is_counted_once_and_its_figures_never_change() -> None:
    for number in range(6):
        hand_in(number)
    assert vault.count_quarter(QUARTER, interviewed=[], offered=[])
    before = figures()
    vault.forget(["application 1"])
    hand_in(7)
    assert not vault.count_quarter(QUARTER, interviewed=["application 2"], offered=[])
    assert figures() == before
    assert vault.counted_quarters() == [QUARTER]


def test_an_answer_is_gone_after_the_quarter_a_year_later_was_counted(administrator: psycopg.Connection) -> None:
    for number in range(6):
        hand_in(number)
    ids = [f"application {number}" for number in range(6)]
    for year in (2026, 2027):
        vault.count_quarter(date(year, 1, 1), interviewed=ids, offered=[])
    vault.count_quarter(date(2027, 4, 1), interviewed=ids, offered=[])
    later = vault.read(reader=1, purpose="A test", kind="page", quarter=date(2027, 4, 1))
    assert later == []


@pytest.mark.req("PROC-27")
def test_every_look_is_written_down_with_what_it_was_for() -> None:
    figures()
    with connection.cursor() as cursor:
        cursor.execute("select reader_id, purpose, kind, quarter from equality.access_log")
        assert cursor.fetchall() == [(1, "A test", "page", QUARTER)]


def shown(rows: list[tuple[int, ...]]) -> list[tuple[int | None, ...]]:
    """What the database would show of each row of counts."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select equality.shown(r::int[], null) from unnest(%s::text[]) with ordinality u(r, i) order by i",
            [["{" + ", ".join(map(str, row)) + "}" for row in rows]],
        )
        return [tuple(row[0]) for row in cursor.fetchall()]


@pytest.mark.req("GDPR-17")
@pytest.mark.parametrize(("answers", "most"), [(3, 14), (4, 9)])
def test_no_hidden_number_can_be_worked_out_by_whoever_knows_the_total_and_the_rule(answers: int, most: int) -> None:
    """Every possible row: two rows with one total that look the same must differ wherever they are hidden."""
    rows = [row for row in itertools.product(range(most + 1), repeat=answers) if sum(row) >= 5]
    alike: dict[tuple[int, tuple[int | None, ...]], list[tuple[int, ...]]] = defaultdict(list)
    for row, seen in zip(rows, shown(rows), strict=True):
        assert all(number is None or number >= 5 for number in seen)
        assert all(number in (None, real) for number, real in zip(seen, row, strict=True))
        alike[sum(row), seen].append(row)
    for (total, seen), possible in alike.items():
        if total > most:  # rows with larger numbers may look the same too and were not tried
            continue
        for place, number in enumerate(seen):
            if number is None:
                assert len({row[place] for row in possible}) > 1, (seen, possible)


def test_rows_without_small_numbers_are_shown_whole() -> None:
    assert shown([(5, 6, 7), (12, 5, 5)]) == [(5, 6, 7), (12, 5, 5)]


def test_setting_up_again_changes_nothing(administrator: psycopg.Connection) -> None:
    program = connection.settings_dict["USER"]
    before = administrator.execute("select value from equality.secret").fetchall()
    administrator.execute(vault_script(program).encode())
    assert administrator.execute("select value from equality.secret").fetchall() == before
    assert len(before) == 1


def test_a_role_that_could_read_everything_is_refused(administrator: psycopg.Connection) -> None:
    name = administrator.execute("select current_user").fetchone()
    assert name
    with pytest.raises(psycopg.errors.RaiseException, match="ordinary role"):
        administrator.execute(vault_script(name[0]).encode())
    administrator.rollback()

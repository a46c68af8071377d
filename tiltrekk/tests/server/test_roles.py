"""Who owns what in the embedded server, and what a backup of it holds (decision 0021)."""

import os
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest
from tiltrekk.server.postgres import NAME, Cluster
from tiltrekk.server.roles import PROGRAM

pytestmark = pytest.mark.process

AS_AN_EARLIER_VERSION_LEFT_IT = """
create table person (id bigint generated always as identity primary key, number serial, name text);
create sequence counter;
create type mood as enum ('good', 'bad');
create type pair as (one int, two int);
create view names as select name from person;
create function twice(n int) returns int language sql as 'select n * 2';
insert into person (name) values ('Kari');
drop schema equality cascade;
"""
ANSWER = (
    "select equality.hand_in('application', 'sent', 1, date '2026-01-01', 'female', '', '', '', '')",
    "select equality.count_quarter(date '2026-01-01', '{}', '{}')",
)


@pytest.fixture
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Cluster:
    folder = tmp_path_factory.mktemp("roles")
    for part in (folder, *folder.parents[:2]):
        part.chmod(0o755)
    return Cluster(folder / "postgres", durable=False)


def ask(url: str, query: str) -> list[tuple[object, ...]]:
    with psycopg.connect(url, autocommit=True) as session:
        return session.execute(query.encode()).fetchall()


def do(url: str, statements: str) -> None:
    with psycopg.connect(url, autocommit=True) as session:
        session.execute(statements.encode())


@pytest.mark.req("GDPR-17")
def test_the_program_is_an_ordinary_role_that_owns_the_database(cluster: Cluster) -> None:
    with cluster:
        assert ask(cluster.url, "select current_user, rolsuper from pg_roles where rolname = current_user") == [
            (PROGRAM, False)
        ]
        do(cluster.url, "create table mine (); drop table mine")
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            ask(cluster.url, "select * from equality.answer")
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            do(cluster.url, "copy (select 1) to program 'cat'")


def test_what_an_earlier_version_made_is_handed_over_whole(cluster: Cluster) -> None:
    with cluster:
        do(cluster.admin_url_of("postgres"), f"alter database {NAME} owner to {NAME}")
        do(cluster.admin_url_of(NAME), AS_AN_EARLIER_VERSION_LEFT_IT)
    for _ in range(2):  # started again and again
        with cluster:
            do(cluster.url, "insert into person (name) values ('Ola'); select nextval('counter')")
            changes = (
                "alter table person add column if not exists more int; alter sequence counter restart;"
                "alter type mood rename to temper; alter type temper rename to mood; alter type pair rename to two;"
                "alter type two rename to pair; create or replace view names as select name from person;"
                "create or replace function twice(n int) returns int language sql as 'select n * 2';"
            )
            do(cluster.url, changes)
            assert ask(cluster.url, "select name from person order by id limit 1") == [("Kari",)]
            assert ask(cluster.url, "select equality.counted_quarters()") == []


@pytest.mark.req("GDPR-17")
def test_answers_are_in_their_own_backup_and_in_no_other(tmp_path: Path) -> None:
    data = tmp_path / "data"
    environment = {
        **{name: value for name, value in os.environ.items() if name != "DATABASE_URL"},
        "TILTREKK_PROFILE": "test",
        "TILTREKK_DATA": str(data),
    }

    def tiltrekk(*words: str) -> str:
        command = [sys.executable, "-m", "tiltrekk.server.cli", "db", *words]
        return subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout

    usual, answers = tmp_path / "usual.dump", tmp_path / "answers.dump"
    tiltrekk("start")
    cluster = Cluster(data / "postgres")
    try:
        ask(cluster.url, ANSWER[0])
        secret = ask(cluster.admin_url_of(NAME), "select value from equality.secret")
        tiltrekk("dump", str(usual))
        tiltrekk("dump", "--equality", str(answers))
        listed = subprocess.run(
            [cluster.program("pg_restore"), "--list", usual], capture_output=True, text=True, check=True
        )
        assert "equality" not in listed.stdout
        ask(cluster.url, "select equality.forget(array['application'])")
        tiltrekk("restore", "--equality", str(answers))
        kept = ask(cluster.admin_url_of(NAME), "select gender from equality.answer")
        assert kept == [("female",)]
        assert ask(cluster.admin_url_of(NAME), "select value from equality.secret") == secret
        assert ask(cluster.url, ANSWER[1]) == [(True,)]
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            ask(cluster.url, "select * from equality.answer")
        assert "tiltrekk_equality" in tiltrekk("equality-script", "somebody")
    finally:
        tiltrekk("stop")

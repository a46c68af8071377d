"""No table, log, mail, file or copy of the database holds an answer (INV-05, GDPR-17)."""

import logging
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from checker import read_tables
from django.core import mail
from django.db import connection
from django.test import Client
from equality_company import CANARIES, CANARY, answer, answer_for, apply, asking_job, switch_on
from tiltrekk.applications.models import Application
from tiltrekk.linkedin import journal
from tiltrekk.privacy import vault
from tiltrekk.server.installation import Installation
from worker_process import own_database

WORDS = (*CANARIES, "American Indian", "protected veteran", "serve or have served")


@pytest.fixture
def answered(transactional_db: None, caplog: pytest.LogCaptureFixture) -> Iterator[Application]:
    """Somebody has applied and answered by the public pages, for good; everything is logged."""
    switch_on()
    job = asking_job()
    with caplog.at_level(logging.DEBUG):
        said = answer(Client(), apply(Client(), job), **CANARY)
    assert said.status_code == 200
    application = Application.objects.get()
    yield application
    vault.forget([application.public_id])


@pytest.mark.req("GDPR-17", "INV-05")
def test_nothing_of_an_answer_lies_in_a_table_a_log_a_mail_or_a_file(
    answered: Application, caplog: pytest.LogCaptureFixture, settings: Any
) -> None:
    with connection.cursor() as cursor:
        tables = read_tables(cursor)
    kept = {
        "tables": str(tables),
        "log": caplog.text,
        "mails": str([one.message().as_string() for one in mail.outbox]),
        "journal": str(list(journal.points("", after=0))),
        "files": "".join(str(one) for one in Path(settings.MEDIA_ROOT).rglob("*")),
    }
    assert answered.public_id in kept["tables"]
    assert [(name, word) for name, text in kept.items() for word in WORDS if word in text] == []


@pytest.mark.process
@pytest.mark.req("GDPR-17", "INV-05")
def test_a_copy_made_with_the_programs_role_holds_no_answer(
    answered: Application, postgres_url: str, postgres_admin_url: str
) -> None:
    whole = dump(own_database(postgres_url))
    assert whole.returncode != 0
    assert "permission denied" in whole.stderr
    usual = dump(own_database(postgres_url), "--exclude-schema=equality")
    assert usual.returncode == 0
    assert answered.public_id in usual.stdout
    assert not any(word in whole.stdout + usual.stdout for word in CANARIES)
    assert "american_indian\t" in dump(own_database(postgres_admin_url)).stdout  # so the search above can find it


def dump(server: str, *words: str) -> "subprocess.CompletedProcess[str]":
    command = [str(Installation.find(None).program("pg_dump")), *words, server]
    return subprocess.run(command, capture_output=True, text=True, check=False)


@pytest.mark.req("GDPR-17", "GDPR-19")
def test_answers_stand_beside_the_statement_and_so_in_no_log_of_the_server(
    answered: Application, postgres_admin_url: str
) -> None:
    statement, name = "select query from pg_stat_activity where datname = %s", connection.settings_dict["NAME"]
    with psycopg.connect(postgres_admin_url, autocommit=True) as administrator:
        answer_for(answered)
        last = [row[0] for row in administrator.execute(statement, [name]).fetchall()]
    assert any("hand_in" in query for query in last)
    assert not any(word in str(last) for word in CANARIES)

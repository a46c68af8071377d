"""The SQL that keeps answers about equality apart. Without Django, because the launcher runs it first."""

from pathlib import Path

_FILE = Path(__file__).with_name("vault.sql")


def vault_script(program: str) -> str:
    """Return the script for a database whose program connects with the role ``program``.

    An administrator of the database runs it. It may be run again, and fails when that role could read all anyway.
    """
    text = "'" + program.replace("'", "''") + "'"
    return _FILE.read_text().replace("{program_text}", text).replace("{program}", program.replace("\n", " "))

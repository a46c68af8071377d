"""``python -m docs.roles``: write the page of who may do what from the one table of rights."""

from pathlib import Path

from tiltrekk.core.permissions import TABLE, Flag, Relation, Role, Standing

PAGE = Path(__file__).parent / "admin" / "roles.md"
COLUMNS: dict[Standing, str] = {
    Role.ADMIN: "Administrator",
    Role.RECRUITER: "Recruiter",
    Role.HIRING_MANAGER: "Hiring manager",
    Role.READER: "Reader",
    Relation.TEAM_RECRUITER: "Recruiter of the job",
    Relation.TEAM_HIRING_MANAGER: "Hiring manager of the job",
    Relation.PROSPECT_HIRING_MANAGER: "… where the process shows them prospects",
    Relation.TEAM_INTERVIEWER: "Interviewer of the job",
    Relation.OWNER: "Owner of the pool",
    Relation.CONTRIBUTOR: "Contributor of the pool",
}
INTRODUCTION = """# Who may do what

A person has the rights of every role an administrator gave them (the first four columns), and on one job or one talent
pool those of what they are there besides. A delegate has the rights of the person they stand in for. What somebody may
not see does not exist for them.

Roles are given in **Admin center** › *People and roles*. An administrator who is to create jobs needs a hiring role
too.

This page is written by `python -m docs.roles` from the table the program itself asks.
"""


def page() -> str:
    """The page, as it should stand in the repository."""
    rows = [["Right", *COLUMNS.values()], ["---", *(":-:" for _ in COLUMNS)]]
    rows += [[_words(flag), *("✓" if flag in TABLE[one] else "" for one in COLUMNS)] for flag in Flag]
    table = "\n".join(f"| {' | '.join(row)} |" for row in rows)
    return f"{INTRODUCTION}\n{table}\n"


def _words(flag: Flag) -> str:
    return flag.value.replace("_", " ").capitalize().replace("linkedin", "LinkedIn")


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")

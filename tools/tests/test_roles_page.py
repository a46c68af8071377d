"""The manual's table of rights is the program's."""

from tiltrekk.core.permissions import Relation, Role

from docs import roles


def test_roles_page_is_as_the_table_writes_it() -> None:
    assert roles.PAGE.read_text(encoding="utf-8") == roles.page(), "run: python -m docs.roles"


def test_every_standing_has_a_column() -> None:
    assert set(roles.COLUMNS) == {*Role, *Relation}

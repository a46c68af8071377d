"""Manners of the package: what is public says so, and nothing it should not know is imported."""

import importlib
import pkgutil
import re
import sys
from pathlib import Path
from types import ModuleType

import linkedin_talent
import pytest
from fake_linkedin import FakeLinkedIn
from linkedin_talent import assumptions
from linkedin_talent.resource import Resource

SOURCE = Path(linkedin_talent.__file__).parent
MODULES = [importlib.import_module(f"linkedin_talent.{found.name}") for found in pkgutil.iter_modules([str(SOURCE)])]


@pytest.mark.parametrize("module", [linkedin_talent, *MODULES], ids=lambda module: module.__name__)
def test_every_module_declares_what_is_public(module: ModuleType) -> None:
    assert list(module.__all__) == sorted(set(module.__all__), key=module.__all__.index)
    for name in module.__all__:
        assert getattr(module, name) is not None
    assert module.__doc__


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.__name__)
def test_what_a_module_defines_is_public_or_begins_with_an_underscore(module: ModuleType) -> None:
    defined = {
        name
        for name, value in vars(module).items()
        if getattr(value, "__module__", None) == module.__name__ and not name.startswith("_") and callable(value)
    }
    assert defined <= set(module.__all__)


RESOURCES = [value for value in vars(FakeLinkedIn().client()).values() if isinstance(value, Resource)]


@pytest.mark.parametrize("resource", RESOURCES, ids=lambda resource: type(resource).__name__)
def test_every_resource_names_the_page_it_comes_from(resource: Resource) -> None:
    words = f"{type(resource).__doc__}{sys.modules[type(resource).__module__].__doc__}"
    assert "LinkedIn: " in words
    assert "§" in words
    public = [value for name, value in vars(type(resource)).items() if not name.startswith("_") and callable(value)]
    assert all(method.__doc__ for method in public)


def test_whatever_is_promised_at_the_top_can_be_imported_from_there() -> None:
    for name in linkedin_talent.__all__:
        assert getattr(linkedin_talent, name).__name__ == name
    unknown = "nothing_of_the_kind"
    with pytest.raises(AttributeError, match=unknown):
        getattr(linkedin_talent, unknown)


CODE = {path.name: path.read_text("utf-8") for path in SOURCE.glob("*.py") if path.name != "assumptions.py"}
FOR_CALLERS = {"JOB_MAY_BE_IN_SEVERAL_ACLS", "PRIVATE_JOB_IS_NO_SECOND_LISTING", "CLOSED_JOB_HISTORY_STARTS_PRIVATE"}


def test_every_assumption_named_in_the_code_is_registered() -> None:
    named = {number for text in CODE.values() for number in re.findall(r"\bA-\d\d\b", text)}
    assert named <= set(assumptions.REGISTER)


@pytest.mark.parametrize("name", sorted(set(assumptions.__all__) - FOR_CALLERS - {"REGISTER"}))
def test_every_assumed_value_is_what_the_code_uses(name: str) -> None:
    assert any(re.search(rf"\b{name}\b", text) for text in CODE.values())


def test_beside_the_standard_library_three_packages_are_imported() -> None:
    found = {name for text in CODE.values() for name in re.findall(r"^(?:from|import) (\w+)", text, re.MULTILINE)}
    assert found - set(sys.stdlib_module_names) == {"linkedin_talent", "httpx", "pydantic", "lxml"}


def test_no_address_but_the_endpoints_is_written_anywhere() -> None:
    for path in SOURCE.glob("*.py"):
        if path.name != "endpoints.py":
            assert not re.findall(r"https?://", path.read_text("utf-8")), path.name

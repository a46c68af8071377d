"""LinkedIn's words when it refuses a posting at once (job posting error page)."""

from linkedin_sandbox.errors import Refusal


def refuse(status: int, message: str, section: str = "8.6") -> Refusal:
    return Refusal(status, message, section=section)


def missing(field: str) -> Refusal:
    return refuse(422, f"ERROR :: /{field} :: field is required but not found and has no default value\n", "8.2")


def no_symbol(field: str, value: object) -> Refusal:
    return refuse(422, f"ERROR :: /{field} :: {value} is not an enum symbol", "8.2")


def no_record(field: str, value: object, word: str = "Record") -> Refusal:
    return refuse(422, f"ERROR :: /{field} :: {value} cannot be coerced to {word}\n", "8.2")

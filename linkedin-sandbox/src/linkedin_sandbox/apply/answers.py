"""What an applicant filled in, checked, and in the words of a delivery (receive-applications page)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import Any

from linkedin_sandbox.apply.form import Block, Item, field_name
from linkedin_sandbox.errors import ActRefused

Given = Mapping[str, list[str]]


@dataclass(frozen=True)
class File:
    name: str
    content_type: str
    content: bytes


Keep = Callable[[File], dict[str, str]]  # stores a file; its mediaUrn and mediaUrl


@dataclass(frozen=True)
class Filled:
    """What came with the form."""

    values: Given
    files: Mapping[str, File] = field(default_factory=dict)


def read(blocks: list[Block], filled: Filled, keep: Keep) -> dict[tuple[str, int], dict[str, Any]]:
    """Answers by section and number of the block. Raises ActRefused with what is wrong."""
    found = {}
    for block in blocks:
        if not block.needed and not _touched(block, filled):
            continue
        given = {item.name: _answer(block, item, filled) for item in block.items if _meant(item, filled)}
        found[block.section, block.number] = {
            name: keep(value) if isinstance(value, File) else value
            for name, value in given.items()
            if value is not None
        }
    return found


def _touched(block: Block, filled: Filled) -> bool:
    names = [f"{field_name(block, item)}{end}" for item in block.items for end in ("", ".start", ".end")]
    return any(any(filled.values.get(name, [])) or name in filled.files for name in names)


def _meant(item: Item, filled: Filled) -> bool:
    """A question with a prerequisite is asked only where that answer was given."""
    if item.only_if is None:
        return True
    question, answer = item.only_if
    return any(answer in values for name, values in filled.values.items() if name.endswith(f".{question}"))


def _answer(block: Block, item: Item, filled: Filled) -> Any:
    name = field_name(block, item)
    if item.kind == "file":
        return _file(item, filled.files.get(name))
    if item.kind == "dates":
        return _dates(item, _one(filled, f"{name}.start"), _one(filled, f"{name}.end"))
    if item.kind == "choices":
        return _choices(item, filled.values.get(name, []))
    text = _one(filled, name)
    if not text:
        _optional(item)
        return None
    return _READERS.get(item.kind, _text)(item, text)


def _one(filled: Filled, name: str) -> str:
    return (filled.values.get(name) or [""])[0].strip()


def _optional(item: Item) -> None:
    """Nothing was given, which only an optional field allows."""
    if item.required:
        raise ActRefused(f"{item.label}: an answer is needed.")


def _text(item: Item, text: str) -> str:
    if len(text) < (item.least or 0) or (item.most is not None and len(text) > item.most):
        raise ActRefused(f"{item.label}: the text is too short or too long.")
    return text


def _email(item: Item, text: str) -> str:
    if "@" not in text:
        raise ActRefused(f"{item.label}: this is not an e-mail address.")
    return text


def _choice(item: Item, text: str) -> list[str]:
    return _known(item, [text])


def _choices(item: Item, values: list[str]) -> list[str] | None:
    if not values:
        _optional(item)
        return None
    return _known(item, values)


def _known(item: Item, values: list[str]) -> list[str]:
    if not set(values) <= {symbol for symbol, _ in item.options}:
        raise ActRefused(f"{item.label}: choose one of the answers.")
    return values


def _number(item: Item, text: str) -> float:
    try:
        found: float = int(text) if item.kind == "integer" else float(text)
    except ValueError as error:
        raise ActRefused(f"{item.label}: this is not a number.") from error
    if (item.least is not None and found < item.least) or (item.most is not None and found > item.most):
        raise ActRefused(f"{item.label}: the number is too small or too large.")
    return found


def _dates(item: Item, start: str, end: str) -> dict[str, str] | None:
    if not start:
        _optional(item)
        return None
    if end and end < start:
        raise ActRefused(f"{item.label}: the end is before the start.")
    return {"start": start} | ({"end": end} if end else {})


def _file(item: Item, file: File | None) -> File | None:
    if file is None or not file.name:
        _optional(item)
        return None
    if PurePath(file.name).suffix.lower() not in item.accept:
        raise ActRefused(f"{item.label}: only {', '.join(item.accept)} can be sent.")
    if item.most is not None and len(file.content) > item.most:
        raise ActRefused(f"{item.label}: the file is larger than {int(item.most) // 1024} KB.")
    return file


_READERS: dict[str, Callable[[Item, str], Any]] = {
    "email": _email,
    "choice": _choice,
    "integer": _number,
    "decimal": _number,
}


# --- the words of a delivery --------------------------------------------------------------------------------------


def responses(
    blocks: list[Block], found: Mapping[tuple[str, int], dict[str, Any]], self_identification: str, *, experience: bool
) -> dict[str, Any]:
    """`questionResponses`. Names in work, education and self-identification are by analogy (A-33, A-48)."""
    told: dict[str, Any] = {"contactInformationQuestionResponses": _contact(found["contact", 0])}
    if resume := found.get(("resume", 0)):
        told["resumeQuestionResponses"] = _part(resume, {"file": "resumeQuestionAnswer"})
    if letter := found.get(("coverLetter", 0)):
        told["coverLetterQuestionResponses"] = _letter(letter)
    if experience:
        told |= _experience(found)
    if about := found.get(("selfIdentification", 0)):
        names = {one: f"{one}Answer" for one in about if not one.startswith("q-")}
        told[self_identification] = _part({**about, **{n: _chosen(about[n]) for n in names}}, names)
    return _with_custom(told, blocks, found)


def _contact(given: dict[str, Any]) -> dict[str, Any]:
    told: dict[str, Any] = {
        f"{name}Answer": {"value": given[name]} for name in ("firstName", "lastName", "middleName") if name in given
    }
    told["emailAnswer"] = {"value": given["email"]}
    if phone := given.get("cellphone"):
        told["cellphoneNumberQuestionAnswer"] = _phone(phone)
    if place := given.get("location"):
        told["locationAnswer"] = {"value": place}
    return told


def _phone(text: str) -> dict[str, str]:
    country, _, number = text.partition(" ")
    if not country.startswith("+") or not number:
        return {"nationalNumber": text}
    return {"countryCode": country.removeprefix("+"), "nationalNumber": number.replace(" ", "")}


def _letter(given: dict[str, Any]) -> dict[str, Any]:
    told = _part(given, {"file": "coverLetterQuestionAnswer"})
    return told | ({"textCoverLetterQuestionAnswer": {"answer": {"value": given["text"]}}} if "text" in given else {})


def _part(given: dict[str, Any], names: dict[str, str]) -> dict[str, Any]:
    return {names[name]: value for name, value in given.items() if name in names}


def _chosen(symbols: list[str]) -> dict[str, Any]:
    return {"multipleChoiceAnswerValue": {"symbolicNames": symbols}}


def _experience(found: Mapping[tuple[str, int], dict[str, Any]]) -> dict[str, Any]:
    told = {}
    for section, name in (("work", "workExperience"), ("education", "educationExperience")):
        rows = [_row(given) for (one, _), given in found.items() if one == section]
        if rows:
            told[f"{section}QuestionResponses"] = {f"{name}QuestionSetResponses": rows}
    return told


def _row(given: dict[str, Any]) -> dict[str, Any]:
    return {
        f"{name}Answer": value if isinstance(value, dict) else {"value": value}
        for name, value in given.items()
        if not name.startswith("q-")
    }


_SECTIONS = {
    "contact": "contactInformationQuestionResponses",
    "resume": "resumeQuestionResponses",
    "coverLetter": "coverLetterQuestionResponses",
}


def _with_custom(
    told: dict[str, Any], blocks: list[Block], found: Mapping[tuple[str, int], dict[str, Any]]
) -> dict[str, Any]:
    """Answers to the ATS's own questions, in the section that asked or among the additional ones."""
    additional = []
    for block in blocks:
        given = found.get((block.section, block.number), {})
        own = [_custom(item, given[item.name]) for item in block.items if item.question and item.name in given]
        if own and block.section in _SECTIONS:
            told[_SECTIONS[block.section]]["customQuestionResponses"] = own
        elif own:
            additional.append({"customQuestionResponses": own})
    if additional:
        told["additionalQuestionResponses"] = {"customQuestionSetResponses": additional}
    return told


def _custom(item: Item, value: Any) -> dict[str, Any]:
    return {"questionIdentifier": item.question, "answer": _ANSWERS.get(item.kind, _told_text)(value)}


def _told_text(value: Any) -> dict[str, Any]:
    return {"textAnswerValue": {"value": value}}


_ANSWERS: dict[str, Callable[[Any], dict[str, Any]]] = {
    "choice": _chosen,
    "choices": _chosen,
    "integer": lambda value: {"numericAnswerValue": {"integerValue": value}},
    "decimal": lambda value: {"numericAnswerValue": {"decimalValue": value}},
    "dates": lambda value: {"dateAnswerValue": value},
    "file": lambda value: {"documentAnswerValue": value},
}

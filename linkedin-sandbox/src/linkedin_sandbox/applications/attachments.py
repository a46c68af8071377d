"""Files of candidates and applications on /rest (Java SDK 202504). How the bytes lie in a record is A-46."""

import base64
import binascii
import hashlib
from typing import Any, NamedTuple

from linkedin_sandbox import fields
from linkedin_sandbox.caller import Call
from linkedin_sandbox.errors import Refusal
from linkedin_sandbox.state import State, records

RESOURCE = "attachments"
SECTION = "11.3"
OWNERS = {"APPLICATION": "atsApplications", "CANDIDATE": "atsCandidates"}
FILE_TYPES = ("TXT", "DOC", "DOCX", "PDF")
MOST = 10


class Place(NamedTuple):
    """The key of one file, in the order in which it is read."""

    context: str
    owner_type: str
    owner: str
    kind: str
    key: str

    def at(self, application: int) -> records.Place:
        return records.Place(application, RESOURCE, self.context, self.key, f"{self.owner_type}/{self.owner}")


def limited(files: int) -> None:
    """Ten to a call. Raises Refusal 400."""
    if files > MOST:
        raise Refusal(400, f"Batch size {files} exceeds the limit of {MOST}", section=SECTION)


def put(state: State, call: Call, place: Place, body: dict[str, Any]) -> bool:
    """Store what is said of a file and the digest of its bytes; whether it is new. Raises Refusal."""
    _key(state, call, place)
    fields.required(body, ("externalFileName", "fileType", "contract", "content"), SECTION)
    fields.created_before_modified(body, SECTION, "externalCreatedAt", "externalLastModifiedAt")
    if body["fileType"] not in FILE_TYPES:
        raise Refusal(422, f"ERROR :: /fileType :: {body['fileType']} is not an enum symbol", section=SECTION)
    content = _bytes(body["content"])
    kept = {name: value for name, value in body.items() if name != "content" and value is not None}
    kept |= {"size": len(content), "sha256": hashlib.sha256(content).hexdigest()}
    return records.put(state, place.at(call.application), kept)


def delete(state: State, call: Call, place: Place) -> bool:
    return records.delete(state, place.at(call.application))


def _key(state: State, call: Call, place: Place) -> None:
    if place.owner_type not in OWNERS or place.kind != "RESUME":
        raise Refusal(400, "Key parameter value is invalid", section=SECTION)
    owner = records.Place(call.application, OWNERS[place.owner_type], place.context, place.owner)
    if records.get(state, owner) is None:
        raise Refusal(404, f"{place.owner_type.capitalize()} does not exist", section=SECTION, service_code=0)


def _bytes(text: Any) -> bytes:
    try:
        return base64.b64decode(str(text), validate=True)
    except (binascii.Error, ValueError) as error:
        raise Refusal(422, "ERROR :: /content :: cannot be coerced to Bytes\n", section=SECTION) from error

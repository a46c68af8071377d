"""Hundreds of candidates in one call, as raw HTTP: what a full load looks like on the wire."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import quote

import httpx

from .conftest import ORGANIZATION, Customer, candidate_record

BATCH = 100  # LinkedIn's limit


@contextmanager
def wire(base: str, customer: Customer) -> Iterator[httpx.Client]:
    """A client with the customer's token and nothing else between test and wire."""
    token = customer.client.oauth.application_token().value
    with httpx.Client(base_url=base, headers={"Authorization": f"Bearer {token}"}, timeout=60) as client:
        yield client


def put_candidates(client: httpx.Client, names: list[str], **changes: object) -> httpx.Response:
    """PUT these candidates, each with an e-mail address of its own; tunnelled, as so long a query must be."""
    keys = [f"atsCandidateId={name}&dataProvider=ATS&integrationContext={quote(ORGANIZATION)}" for name in names]
    query = "&".join(f"ids[{n}].{part}" for n, key in enumerate(keys) for part in key.split("&"))
    entities = {
        key: candidate_record(emailAddresses=[f"{name}@mail.test"], **changes)
        for key, name in zip(keys, names, strict=True)
    }
    parts = [("application/x-www-form-urlencoded", query), ("application/json", json.dumps({"entities": entities}))]
    body = "".join(f"--cut\r\nContent-Type: {kind}\r\n\r\n{text}\r\n" for kind, text in parts) + "--cut--\r\n"
    headers = {"X-HTTP-Method-Override": "PUT", "Content-Type": "multipart/mixed; boundary=cut"}
    return client.post("/v2/atsCandidates", content=body, headers=headers)


def load(client: httpx.Client, first: int, many: int) -> int:
    """Store that many candidates, numbered from ``first``; how many bytes that took on the wire."""
    sent = 0
    for start in range(first, first + many, BATCH):
        reply = put_candidates(client, [f"N-{n}" for n in range(start, min(start + BATCH, first + many))])
        assert reply.status_code == 200, reply.text
        assert reply.json()["errors"] == {}
        sent += len(reply.request.content)
    return sent

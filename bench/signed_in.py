"""A colleague's session with the product, over plain HTTP."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

import httpx

from demo.company.people import COLLEAGUES, PASSWORD

_TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


@contextmanager
def sign_in(base: str, key: str) -> Iterator[httpx.Client]:
    """Sign a colleague in and keep the connection. Raises ``RuntimeError`` when the product does not let them in."""
    email = next(one.email for one in COLLEAGUES if one.key == key)
    headers = {"Accept-Language": "en"}
    with httpx.Client(base_url=base, headers=headers, timeout=60, trust_env=False, follow_redirects=True) as client:
        form = client.get("/")
        found = _TOKEN.search(form.text)
        fields = {"login": email, "password": PASSWORD, "csrfmiddlewaretoken": found[1] if found else ""}
        client.post(form.url, data=fields, headers={"Referer": base})
        if client.get("/", follow_redirects=False).status_code != httpx.codes.OK:
            raise RuntimeError(f"{email} could not sign in")
        yield client

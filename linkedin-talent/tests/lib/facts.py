"""How LinkedIn's pages print a request, as text to compare a sent one with."""

ONE, TWO = "1.0.0", "2.0.0"  # the two encodings of /v2
PROTOCOL = {ONE: "", TWO: "2.0.0"}  # what the header says of them
_HOST = "api.linkedin.com"


def request(
    line: str, body: str = "", *, method: str = "", protocol: str = "", version: str = "", token: str = "token-1"
) -> str:
    """A call of the API with its headers: what is given here is typed from the page, nothing is computed."""
    verb, _, address = line.partition(" ")
    headers = {
        "accept": "application/json",
        "authorization": f"Bearer {token}",
        "content-type": "application/json" if body else "",
        "linkedin-version": version,
        "x-restli-method": method,
        "x-restli-protocol-version": protocol,
    }
    lines = [f"{verb} {_HOST}{address}", *(f"{name}: {value}" for name, value in headers.items() if value)]
    return "\n".join([*lines, "", body] if body else lines)

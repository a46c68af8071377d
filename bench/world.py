"""LinkedIn as it is for what is measured alone: a company page with an administrator and nothing else."""

from demo.addresses import CLIENT_ID, CLIENT_SECRET

NUMBER = 4711
URN = f"urn:li:organization:{NUMBER}"
WORLD = {
    "parent_application": {"client_id": CLIENT_ID, "client_secret": CLIENT_SECRET, "name": "Bench"},
    "organizations": [{"id": NUMBER, "name": "Bench company"}],
    "contracts": [{"id": 1, "organization": NUMBER, "name": "Bench"}],
    "members": [{"id": "admin", "first_name": "Ada", "last_name": "Moe"}],
    "seats": [{"id": 1, "contract": 1, "member": "admin", "admin": True}],
}

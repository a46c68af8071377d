"""Who and where: the surroundings every example has in common. Without LINKEDIN_BASE they speak to LinkedIn itself."""

import os

from linkedin_talent import Application, Endpoints, LinkedInClient

base = os.environ.get("LINKEDIN_BASE")
endpoints = Endpoints(base, base, base) if base else Endpoints.linkedin()
secret = os.environ["LINKEDIN_CLIENT_SECRET"]
application = Application(os.environ["LINKEDIN_CLIENT_ID"], (secret,))
client = LinkedInClient(endpoints, application)
company = os.environ.get("LINKEDIN_ORGANIZATION", "")
contract = os.environ.get("LINKEDIN_CONTRACT", "")

"""Roll the application's secret: both work until the old one is deleted, for tokens and for signatures."""

from here import application, client, endpoints
from linkedin_talent import Application, LinkedInClient

old = application.client_secrets[0]

fresh = client.secrets.roll()  # store it beside the old one before anything else
with LinkedInClient(endpoints, Application(application.client_id, (fresh,))) as renewed:
    renewed.oauth.application_token()  # raises TokenError while LinkedIn does not take it
    renewed.secrets.delete(old)

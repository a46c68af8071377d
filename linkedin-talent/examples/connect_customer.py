"""As the parent application: make a child application for a customer. Store its secret, it is told only once."""

from here import client
from linkedin_talent.provisioning import NewApplication

name = "My ATS - Fjordtech"
origins = ("https://fjordtech.my-ats.example",)

new = NewApplication(unique_foreign_id="77", name=name, description="Hiring", valid_js_sdk_domains=origins)
child = client.provisioned_applications.create(new)
print(child.key, child.credentials.client_id)

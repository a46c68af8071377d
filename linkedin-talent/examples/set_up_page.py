"""The page on which the customer's administrator asks LinkedIn for the integrations."""

from here import endpoints
from linkedin_talent.integrations import Bundle
from linkedin_talent.widgets import loader, onboarding

api_key = "86qz"  # the child's client id

script = loader(endpoints, api_key, endpoints.onboarding_extension)
tag = onboarding([Bundle.COMPANY, Bundle.CONTRACT], on_integrate="told")
page = f"<!doctype html>{script}<script>function told(asked) {{ post('/linkedin', asked) }}</script>{tag.html()}"
print(page)

"""WSGI entry of the web process."""

import os

from django.core.wsgi import get_wsgi_application

os.environ["TILTREKK_PROCESS"] = "web"  # read by the settings, whichever server runs this
application = get_wsgi_application()

"""What the worker does for the ground floor."""

from . import jobs, mail

jobs.loop("mail")(mail.run)
jobs.tick("mail")(mail.forget_old)

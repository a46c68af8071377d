"""What the public site remembers of a submit."""

from django.db import models

from tiltrekk.applications.models import Application


class Submission(models.Model):
    """One sent apply form. Its token makes a second press of the button the same application."""

    token = models.CharField(max_length=32, unique=True)
    application = models.ForeignKey(Application, models.CASCADE, related_name="submissions")
    terms_accepted_at = models.DateTimeField()  # consent is given for each application (SITE-14)

    def __str__(self) -> str:
        return f"submission for {self.application}"

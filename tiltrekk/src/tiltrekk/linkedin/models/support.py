"""Calls that LinkedIn refused or did not answer, for LinkedIn's support."""

from django.db import models

from tiltrekk.core.crypto import EncryptedTextField


class FailedCall(models.Model):
    """One exchange that failed, whole or for one of its elements. Holds personal data, so it is kept briefly."""

    at = models.DateTimeField()
    call = models.CharField(max_length=120)  # "PUT /v2/atsCandidates"
    status = models.PositiveSmallIntegerField()  # 0: no answer
    uuid = models.CharField(max_length=80, blank=True)  # x-li-uuid
    request = EncryptedTextField()
    answer = EncryptedTextField()

    class Meta:
        indexes = [models.Index(fields=["-at"], name="failed_call_newest")]

    def __str__(self) -> str:
        return f"{self.call}: {self.status}"

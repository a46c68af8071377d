"""Loads of the history, and how fast records reach LinkedIn."""

from django.db import models


class HistoryLoad(models.Model):
    """One load: first everything is listed to be sent, chunk by chunk, then it is sent behind all live changes."""

    asked_at = models.DateTimeField()
    queued_at = models.DateTimeField()  # real time; when the worker was last told
    distrust = models.BooleanField(default=False)  # send what LinkedIn acknowledged as well
    listed = models.PositiveIntegerField(default=0)  # so far
    listed_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    records = models.PositiveIntegerField(default=0)  # how many there were when it was finished

    def __str__(self) -> str:
        return f"load of {self.asked_at:%Y-%m-%d %H:%M}"


class SyncMinute(models.Model):
    """How many records LinkedIn acknowledged in one minute (real time)."""

    begins = models.DateTimeField(unique=True)
    acknowledged = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.begins}: {self.acknowledged}"

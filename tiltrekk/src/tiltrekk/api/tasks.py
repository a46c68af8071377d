"""What the worker does for webhooks: four threads for targets that answer, one for those that fail, and a tick."""

from functools import partial

from tiltrekk.core import jobs

from . import forgetting, worker

for number in range(1, 5):
    jobs.loop(f"webhooks {number}")(partial(worker.run, failing=False))
jobs.loop("webhooks again")(partial(worker.run, failing=True))
jobs.tick("webhooks")(forgetting.look)

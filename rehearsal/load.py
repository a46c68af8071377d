"""``python -m rehearsal.load COMPANY SANDBOX_URL``: a company into a fresh product, and into the sandbox."""

import sys

import django

if __name__ == "__main__":
    django.setup()
    from tiltrekk.accounts.models import User

    from demo.company.load import load as demo
    from rehearsal.company import load
    from rehearsal.words import language

    companies = {"demo": demo, "history": load.history, "neighbour": load.neighbour}
    companies[sys.argv[1]](sandbox_url=sys.argv[2])
    User.objects.update(language=language())

"""``python -m rehearsal.load SANDBOX_URL``: the demo company into a fresh product and a fresh sandbox."""

import sys

import django

if __name__ == "__main__":
    django.setup()
    from demo.company.load import load

    load(sandbox_url=sys.argv[1])

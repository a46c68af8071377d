"""``python -m linkedin_sandbox``"""

import sys

from linkedin_sandbox.cli import main

sys.exit(main())

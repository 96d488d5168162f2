"""`python -m app`: the window of Komar, or one verb of its headless face."""

from __future__ import annotations

import sys

from app.bootstrap import run

if __name__ == "__main__":
    sys.exit(run(sys.argv[1:]))

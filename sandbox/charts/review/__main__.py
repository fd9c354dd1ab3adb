"""``python -m sandbox.charts.review``: the rules as a page."""

import sys

from sandbox.charts.review.catalogue import markdown

sys.stdout.write(markdown())

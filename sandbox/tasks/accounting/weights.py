"""What each part of an accounting is worth."""

from __future__ import annotations

START = 1.0  # the period
DUE = 2.0
FEE = 2.0
LINE = 2.0  # a line that belongs on the accounting
LEFT_OUT = 1.0  # seeing that a row stays out
REASON = 1.0  # saying why
UNTIL = 1.0  # saying until when a line is held back
LOGGED = 2.0  # seeing that a paper is in the log already
FOUND = 3.0  # seeing that a disclosure is missing from the log
ENTRY = 0.5  # each part of its entry: date, recipient, what, purpose
SERIES = 2.0  # repeated disclosures as one entry; a quarter for each part
OWN = 4.0  # what the trainee sent out, whatever became of it

NEAR = 0.5  # share earned by a verdict that is true in part
"""Our proposal throughout; no source prescribes such weights."""

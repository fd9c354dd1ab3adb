"""What each part of an audit is worth, and what false findings cost, in the same unit."""

from __future__ import annotations

SOUND_LINE = 0.5  # agreeing with a line that is right
FOUND = 1.0  # seeing that a line is wrong, and what to do with it
CORRECTED = 1.0  # saying what it should be
CLASSED = 0.5  # naming the class of error
OMITTED = 2.0  # finding a code that was left out
RATE = 2.0  # computing the rate
ADDED_PENALTY = 0.5  # adding a code that the record does not support
TRAP_PENALTY = 1.0  # adding a code that a rule forbids

INCIDENT_FOUND = 2.0
INCIDENT_FLAG = 1.0
INCIDENT_OUTCOME = 1.0
FALSE_ALARM = 0.5  # following up a line of daily work
EXPLAINED_ALARM = 1.0  # following up a line that a list explains

NEAR = 0.5  # share earned by a class, flag or outcome that is also true but says less
"""Our proposal throughout; no source prescribes such weights."""

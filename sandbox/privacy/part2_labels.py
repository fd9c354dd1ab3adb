"""Which segments are records of a substance use disorder program (42 CFR 2.11)."""

from __future__ import annotations

COUNSELING = "sud_counseling_notes"
INCIDENT = "part2_incident"


def is_part2(segment: str) -> bool:
    """Whether a label names a Part 2 record. Labels are open: anything that starts with ``part2`` is one."""
    return segment.startswith("part2") or segment == COUNSELING

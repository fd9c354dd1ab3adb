"""The two clocks: the wall clock of the installation, and the simulated day of a scenario.

Operations take ``now`` as an argument; only the edges (views, commands, jobs) ask the wall clock, through this module,
so that tests can set it.
"""

from __future__ import annotations

from datetime import UTC, datetime


def utc_now() -> datetime:
    """The wall clock in UTC, aware. The only call to the wall clock in the product."""
    return datetime.now(UTC)

"""Circumstances of a request for an accounting: of each group one is drawn. The first of a group is the plain one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from random import Random

TURNS: Mapping[str, tuple[str, ...]] = {
    "period": ("six_years", "everything", "short"),
    "earlier": ("first", "recent", "long_ago"),
    "clock": ("fresh", "extended", "bare_extension"),
    "suspension": ("unasked", "written", "written_over", "oral", "oral_over"),
    "series": ("single", "repeated"),
    "who": ("patient", "representative"),
}
"""How far back is asked; whether an accounting was given before; whether the time was extended; whether an agency
wants silence; whether one recipient got several; who asks."""

RUNNING, OVER = ("written", "oral"), ("written_over", "oral_over")
EXTENSIONS = ("extended", "bare_extension")


def drawn(named: Sequence[str], random: Random) -> dict[str, str]:
    """One of each group: of those named, the plain one of a group of which none is; of all when nothing is named."""
    found = {}
    for group, names in TURNS.items():
        able = [name for name in names if name in named] if named else list(names)
        found[group] = random.choice(able or list(names[:1]))
    return found

"""Points: a pure function of marks and policy. Nothing here is stored; it is computed whenever it is shown."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sandbox.scoring.marks import Mark


@dataclass(frozen=True, slots=True)
class Points:
    """The score of a task or of several. ``fraction`` is in [0, 1]; ``critical``: a critical item failed it."""

    earned: float
    possible: float
    critical: bool = False

    @property
    def fraction(self) -> float:
        """Earned over possible, 0 when nothing was possible."""
        return self.earned / self.possible if self.possible else 0.0

    @property
    def percent(self) -> float:
        """The fraction as a percentage, rounded to one decimal."""
        return round(100 * self.fraction, 1)


def points_of(marks: Iterable[Mark]) -> Points:
    """Points of one task: credited weight less penalties, never below zero, and zero if a critical item failed."""
    earned = possible = 0.0
    critical = False
    for mark in marks:
        earned += mark.weight * mark.credit - mark.penalty
        possible += mark.weight
        critical = critical or mark.failed_critical
    return Points(0.0 if critical else max(0.0, earned), possible, critical)


def combine(parts: Iterable[tuple[float, Points]]) -> Points:
    """Points of a shift: each task's fraction times its weight, so that long tasks do not outweigh short ones."""
    earned = possible = 0.0
    critical = False
    for weight, points in parts:
        earned += weight * points.fraction
        possible += weight
        critical = critical or points.critical
    return Points(earned, possible, critical)

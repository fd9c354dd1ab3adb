"""One row a measurement, and how rows are timed."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    """A figure beside its goal. ``higher`` tells whether more is better."""

    name: str
    figure: float
    unit: str
    goal: float
    higher: bool = True

    @property
    def met(self) -> bool:
        """Whether the figure reaches its goal."""
        return self.figure >= self.goal if self.higher else self.figure <= self.goal

    @property
    def ratio(self) -> float:
        """How many times better than the goal; below 1 falls short."""
        worse, better = (self.goal, self.figure) if self.higher else (self.figure, self.goal)
        return better / worse if worse else float("inf")


def rate(
    act: Callable[[int], object], count: int, rounds: int = 3, clock: Callable[[], float] = time.perf_counter
) -> float:
    """Best acts a second over some rounds of ``count`` acts; each act is told its number."""
    best = 0.0
    for part in range(rounds):
        began = clock()
        for number in range(count):
            act(part * count + number)
        best = max(best, count / (clock() - began))
    return best


def milliseconds(act: Callable[[], object], count: int) -> list[float]:
    """How long each of ``count`` acts took, in milliseconds, in order."""
    taken = []
    for _ in range(count):
        began = time.perf_counter()
        act()
        taken.append(1000 * (time.perf_counter() - began))
    return taken


def percentile(values: Iterable[float], percent: int) -> float:
    """The given percentile, 1 to 99."""
    return statistics.quantiles(values, n=100)[percent - 1]


def print_table(rows: Iterable[Row]) -> None:
    """Print the rows with goal, ratio and verdict."""
    print(f"{'measured':<52}{'figure':>12}  {'goal':>14}  {'ratio':>7}")  # noqa: T201
    for row in rows:
        sign = "≥" if row.higher else "≤"
        goal = f"{sign} {row.goal:g} {row.unit}"
        verdict = "" if row.met else "   below goal"
        print(f"{row.name:<52}{row.figure:>12,.1f}  {goal:>14}  {row.ratio:>6.1f}×{verdict}")  # noqa: T201

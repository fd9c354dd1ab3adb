"""Weeks of psychiatric care in which nobody noted progress."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import combinations

from sandbox.charts.defects.planting import Flaw, Planting
from sandbox.charts.defects.registry import defect
from sandbox.charts.model import Document
from sandbox.charts.review.psychiatric import NOTES
from sandbox.charts.review.stay import written

_EVALUATION = "psychiatric_evaluation"  # has a flaw of its own when it is missing


@defect(
    "PROGRESS_NOTE_LATE",
    "No progress note for more than a week",
    "42 CFR 482.61(d)",
    "Progress of a psychiatric inpatient is noted at least weekly in the first two months, then at least monthly.",
)
def silent_week(planting: Planting) -> Flaw | None:
    """Take out the notes of eight days or more. A stay of a week or less cannot carry this flaw."""
    stay = planting.stay()
    notes = sorted(stay.of(*NOTES), key=written)
    ended = planting.encounter.ended
    if planting.encounter.service != "psychiatry" or ended is None or not notes:
        return None
    runs = [notes[first:last] for first, last in combinations(range(len(notes) + 1), 2)]
    able = [run for run in runs if _gap(planting, notes, run) and _may_go(planting, run)]
    if not able:
        return None
    fewest = min(len(run) for run in able)
    able = [run for run in able if len(run) == fewest]
    run = able[int(planting.random.random() * len(able))]
    after = _before(planting, notes, run)
    for one in run:
        planting.remove(one)
    what = f"After {after:%m/%d/%Y} nobody noted progress for more than a week."
    return Flaw("progress_note", planting.encounter.attending_id, what)


def _gap(planting: Planting, notes: list[Document], run: list[Document]) -> bool:
    """Whether more than seven days lie between what is left before and after the run, in the first two months."""
    before = _before(planting, notes, run)
    last = notes.index(run[-1]) + 1
    after = written(notes[last]) if last < len(notes) else planting.encounter.ended
    early = before < planting.encounter.began + timedelta(days=61)
    return early and after is not None and after.date() > (before + timedelta(days=7)).date()


def _before(planting: Planting, notes: list[Document], run: list[Document]) -> datetime:
    first = notes.index(run[0])
    return written(notes[first - 1]) if first else planting.encounter.began


def _may_go(planting: Planting, run: list[Document]) -> bool:
    statements = [line.id for one in run for line in one.statements]
    free = all(one.id not in planting.touched and one.type != _EVALUATION for one in run)
    return free and planting.can_lose(statements)

"""Psychiatric hospitals and units: evaluation, treatment plan, progress notes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from itertools import pairwise

from sandbox.charts.model import Setting
from sandbox.charts.review.rule import Flag, rule
from sandbox.charts.review.stay import Stay, received, written

_INPATIENT = (Setting.INPATIENT,)
_EVALUATION, _PLAN = "psychiatric_evaluation", "treatment_plan"
_HOURS = timedelta(hours=60)
_CITE = "42 CFR 482.61(b)(1); 412.27(c)(2)"
NOTES = ("progress_note", _EVALUATION, "social_work_note", "group_note", "therapy_note")


def _psychiatric(stay: Stay) -> bool:
    return stay.encounter.service == "psychiatry"


@rule(
    "psychiatric.evaluation",
    "MISSING_PSYCH_EVAL",
    "Every psychiatric inpatient has a psychiatric evaluation.",
    _CITE,
    clock="60 hours after admission",
    settings=_INPATIENT,
)
def evaluation(stay: Stay) -> Iterator[Flag]:
    """42 CFR 482.61(b)(1)."""
    due = stay.began + _HOURS
    if _psychiatric(stay) and not stay.of(_EVALUATION) and stay.lasted(due):
        yield Flag("There is no psychiatric evaluation on the chart.", stay.attending, None, _EVALUATION, due)


@rule(
    "psychiatric.evaluation_in_time",
    "PSYCH_EVAL_LATE",
    "The psychiatric evaluation is completed within 60 hours of admission.",
    _CITE,
    clock="60 hours after admission",
    settings=_INPATIENT,
)
def evaluation_in_time(stay: Stay) -> Iterator[Flag]:
    """42 CFR 482.61(b)(1)."""
    due = stay.began + _HOURS
    done = stay.of(_EVALUATION)
    if _psychiatric(stay) and done and all(received(one) > due for one in done):
        one = min(done, key=received)
        hours = int((received(one) - stay.began) / timedelta(hours=1))
        sentence = f"The psychiatric evaluation was completed {hours} hours after admission; the limit is 60 hours."
        yield Flag(sentence, stay.owners(one), one, due=due, done=received(one))


@rule(
    "psychiatric.plan",
    "MISSING_TREATMENT_PLAN",
    "Every psychiatric inpatient has an individual comprehensive treatment plan.",
    "42 CFR 482.61(c)(1)",
    settings=_INPATIENT,
)
def plan(stay: Stay) -> Iterator[Flag]:
    """42 CFR 482.61(c)(1). The rule names no hour; it follows the evaluation."""
    if _psychiatric(stay) and not stay.of(_PLAN) and stay.lasted(stay.began + _HOURS):
        yield Flag("There is no treatment plan on the chart.", stay.attending, None, _PLAN)


@rule(
    "psychiatric.notes",
    "PROGRESS_NOTE_LATE",
    "Progress is noted at least weekly in the first two months, and monthly from then on.",
    "42 CFR 482.61(d)",
    clock="7 days, after two months 31 days",
    settings=_INPATIENT,
)
def notes(stay: Stay) -> Iterator[Flag]:
    """42 CFR 482.61(d)."""
    if not _psychiatric(stay):
        return
    moments = [stay.began, *sorted(written(one) for one in stay.of(*NOTES)), stay.ended or stay.now]
    for earlier, later in pairwise(moments):
        days = 7 if earlier < stay.began + timedelta(days=61) else 31
        due = earlier + timedelta(days=days)
        if later.date() > due.date():
            sentence = f"After {earlier:%m/%d/%Y} there is no progress note for more than {days} days."
            yield Flag(sentence, stay.attending, None, "progress_note", due, later)

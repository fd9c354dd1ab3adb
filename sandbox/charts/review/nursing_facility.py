"""Nursing facilities: baseline care plan, Minimum Data Set, comprehensive care plan, physician visits."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from sandbox.charts.model import Document, Setting
from sandbox.charts.review.clocks import days_after, end_of
from sandbox.charts.review.entries import named
from sandbox.charts.review.rule import Flag, rule
from sandbox.charts.review.stay import Stay, written

_HERE = (Setting.NURSING_FACILITY,)
_BASELINE_HOURS, _MDS_DAYS, _QUARTER_DAYS, _PLAN_DAYS, _GRACE_DAYS = 48, 14, 92, 7, 10
_BASELINE, _MDS, _PLAN = "42 CFR 483.21(a)", "42 CFR 483.20(b)(2)", "42 CFR 483.21(b)(2)"
_VISITS = "42 CFR 483.30(c)"
_SEEN_BY = ("physician", "nurse_practitioner", "physician_assistant")


def _baseline(stay: Stay) -> list[Document]:
    plans = [one for one in stay.of("care_plan") if "baseline" in one.title.lower()]
    return sorted([*stay.of("baseline_care_plan"), *plans], key=written)


def _comprehensive(stay: Stay) -> list[Document]:
    return sorted((one for one in stay.of("care_plan") if "baseline" not in one.title.lower()), key=written)


def _assessor(stay: Stay) -> tuple[str, ...]:
    return tuple(one.id for one in stay.staff.values() if one.role == "mds_coordinator") or stay.attending


def _nurse(stay: Stay) -> tuple[str, ...]:
    """Who admitted the resident, and so plans care."""
    admitted = stay.of("nursing_assessment", "nursing_note")
    return stay.owners(admitted[0]) if admitted else _assessor(stay)


@rule(
    "nursing_facility.baseline",
    "MISSING_BASELINE_PLAN",
    "Every resident has a baseline care plan.",
    _BASELINE,
    clock="48 hours after admission",
    settings=_HERE,
)
def baseline(stay: Stay) -> Iterator[Flag]:
    """42 CFR 483.21(a)(1)."""
    due = stay.began + timedelta(hours=_BASELINE_HOURS)
    if not _baseline(stay) and stay.lasted(due):
        yield Flag("There is no baseline care plan.", _nurse(stay), None, "baseline_care_plan", due)


@rule(
    "nursing_facility.baseline_in_time",
    "BASELINE_PLAN_LATE",
    "The baseline care plan is made within 48 hours of admission.",
    _BASELINE,
    clock="48 hours after admission",
    settings=_HERE,
)
def baseline_in_time(stay: Stay) -> Iterator[Flag]:
    """42 CFR 483.21(a)(1)(i)."""
    due = stay.began + timedelta(hours=_BASELINE_HOURS)
    plans = _baseline(stay)
    if plans and all(written(one) > due for one in plans):
        one = plans[0]
        sentence = f"{named(one)} was written later than 48 hours after admission."
        yield Flag(sentence, stay.owners(one), one, due=due, done=written(one))


@rule(
    "nursing_facility.mds",
    "MISSING_MDS",
    "Every resident who stays past the fourteenth day has an admission assessment.",
    _MDS,
    clock="14 days after admission",
    settings=_HERE,
)
def assessment(stay: Stay) -> Iterator[Flag]:
    """42 CFR 483.20(b)(2)(i)."""
    due = days_after(stay.began, _MDS_DAYS)
    if not stay.of("mds") and stay.lasted(due):
        yield Flag("There is no admission assessment (MDS).", _assessor(stay), None, "mds", due)


@rule(
    "nursing_facility.mds_in_time",
    "MDS_LATE",
    "The admission assessment is completed within 14 days, and further ones not less than once every 3 months.",
    _MDS,
    clock="14 days after admission; 92 days after the last",
    settings=_HERE,
)
def assessment_in_time(stay: Stay) -> Iterator[Flag]:
    """42 CFR 483.20(b)(2)(i) and (c)."""
    done = sorted(stay.of("mds"), key=written)
    due = days_after(stay.began, _MDS_DAYS)
    for one in done:
        if written(one) > due:
            sentence = f"{named(one)} was completed on {written(one):%m/%d/%Y}; it was due on {due:%m/%d/%Y}."
            yield Flag(sentence, stay.owners(one), one, due=due, done=written(one))
        due = days_after(written(one), _QUARTER_DAYS)
    if done and stay.lasted(due):
        yield Flag("A quarterly assessment (MDS) is due.", _assessor(stay), None, "mds", due)


@rule(
    "nursing_facility.care_plan",
    "MISSING_CARE_PLAN",
    "Every resident who has been assessed has a comprehensive care plan.",
    _PLAN,
    clock="7 days after the assessment",
    settings=_HERE,
)
def care_plan(stay: Stay) -> Iterator[Flag]:
    """42 CFR 483.21(b)(2)(i)."""
    done = sorted(stay.of("mds"), key=written)
    if done and not _comprehensive(stay):
        due = days_after(written(done[0]), _PLAN_DAYS)
        if stay.lasted(due):
            yield Flag("There is no comprehensive care plan.", stay.owners(done[0]), None, "care_plan", due)


@rule(
    "nursing_facility.care_plan_in_time",
    "CARE_PLAN_LATE",
    "The comprehensive care plan is made within 7 days after the comprehensive assessment.",
    _PLAN,
    clock="7 days after the assessment",
    settings=_HERE,
)
def care_plan_in_time(stay: Stay) -> Iterator[Flag]:
    """42 CFR 483.21(b)(2)(i)."""
    done, plans = sorted(stay.of("mds"), key=written), _comprehensive(stay)
    if done and plans:
        due = days_after(written(done[0]), _PLAN_DAYS)
        if written(plans[0]) > due:
            one = plans[0]
            sentence = f"{named(one)} was made more than {_PLAN_DAYS} days after the assessment."
            yield Flag(sentence, stay.owners(one), one, due=due, done=written(one))


def visits(stay: Stay) -> list[Document]:
    """Visits that count: of a physician, or alternately of a nurse practitioner or physician assistant."""
    seen = [
        one
        for one in stay.of("physician_visit", "history_and_physical", "progress_note")
        if stay.role(one.author_id) in _SEEN_BY
    ]
    return sorted(seen, key=written)


@rule(
    "nursing_facility.visits",
    "PHYSICIAN_VISIT_LATE",
    "The resident is seen by a physician at least every 30 days for the first 90 days, then at least every 60 days.",
    _VISITS,
    clock="30, later 60 days after the last visit, with 10 days of grace",
    settings=_HERE,
)
def visited(stay: Stay) -> Iterator[Flag]:
    """42 CFR 483.30(c)(1)-(2): a visit is timely up to 10 days after it was required."""
    last = stay.began
    for one in visits(stay):
        due = _next_visit(stay, last.date())
        if written(one) > due:
            sentence = f"{named(one)} is the first visit after {last:%m/%d/%Y}; the limit has passed."
            yield Flag(sentence, stay.owners(one), one, due=due, done=written(one))
        last = max(last, written(one))
    due = _next_visit(stay, last.date())
    if stay.lasted(due):
        sentence = f"No physician's visit is recorded after {last:%m/%d/%Y}."
        yield Flag(sentence, stay.attending, None, "physician_visit", due)


def _next_visit(stay: Stay, last: date) -> datetime:
    """The last moment at which the visit after one is still timely."""
    young = last < stay.began.date() + timedelta(days=90)
    return end_of(last + timedelta(days=(30 if young else 60) + _GRACE_DAYS))

"""Hospice: election, certification of terminal illness, assessments, interdisciplinary plan, bereavement."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from sandbox.charts.model import Document, Setting
from sandbox.charts.review.clocks import days_after
from sandbox.charts.review.entries import named
from sandbox.charts.review.home_health import unsigned_by_certifier
from sandbox.charts.review.rule import Flag, rule
from sandbox.charts.review.stay import Stay, says, written

_HERE = (Setting.HOSPICE,)
_ELECTION, _CERTIFICATION, _ASSESSMENT, _PLAN = (
    "hospice_election",
    "hospice_certification",
    "hospice_assessment",
    "hospice_plan",
)
_HOURS, _DAYS, _REVIEW, _ORAL = 48, 5, 15, 2
_BENEFIT_PERIODS = 180  # days of the first two periods


def elected(stay: Stay) -> datetime:
    """When hospice care was elected; the beginning of care where the statement is not there."""
    statements = stay.of(_ELECTION)
    return max(stay.began, min((written(one) for one in statements), default=stay.began))


def _nurse(stay: Stay) -> tuple[str, ...]:
    for one in stay.of(_ASSESSMENT, "home_visit", "nursing_assessment", "nursing_note"):
        if one.author_id in stay.staff:
            return (one.author_id,)
    return stay.attending


@rule(
    "hospice.election",
    "MISSING_ELECTION",
    "The patient elects hospice care in a signed statement.",
    "42 CFR 418.24(b)",
    settings=_HERE,
)
def election(stay: Stay) -> Iterator[Flag]:
    """42 CFR 418.24(b)."""
    if not stay.of(_ELECTION):
        yield Flag("There is no election statement.", stay.attending, None, _ELECTION, stay.began)


@rule(
    "hospice.certification",
    "MISSING_CERTIFICATION",
    "A physician certifies the terminal illness.",
    "42 CFR 418.22(a)",
    clock="2 days after the period begins, orally if need be",
    settings=_HERE,
)
def certification(stay: Stay) -> Iterator[Flag]:
    """42 CFR 418.22(a)(1)."""
    due = days_after(elected(stay), _ORAL)
    if not stay.of(_CERTIFICATION) and stay.due(due):
        yield Flag("There is no certification of terminal illness.", stay.attending, None, _CERTIFICATION, due)


@rule(
    "hospice.certification_in_time",
    "CERTIFICATION_LATE",
    "The certification is had within 2 days of the beginning of the period, at least orally.",
    "42 CFR 418.22(a)(3)",
    clock="2 days after the period begins, orally if need be",
    settings=_HERE,
)
def certification_in_time(stay: Stay) -> Iterator[Flag]:
    """42 CFR 418.22(a)(3)."""
    done = sorted(stay.of(_CERTIFICATION), key=written)
    due = days_after(elected(stay), _ORAL)
    oral = any(
        True
        for one in (*done, *stay.of("telephone_note", "verbal_order"))
        for _ in says(one, "oral certif", "certified orally", "verbal certif")
    )
    if done and written(done[0]) > due and not oral:
        sentence = f"{named(done[0])} came later than 2 days, and no oral certification is recorded."
        yield Flag(sentence, stay.owners(done[0]), done[0], due=due, done=written(done[0]))


@rule(
    "hospice.certification_signed",
    "CERTIFICATION_UNSIGNED",
    "The certification of terminal illness is signed by the physician.",
    "42 CFR 418.22(b)(5)",
    settings=_HERE,
)
def certification_signed(stay: Stay) -> Iterator[Flag]:
    """42 CFR 418.22(b)(5)."""
    for one in stay.of(_CERTIFICATION):
        whose = unsigned_by_certifier(stay, one)
        if whose is not None:
            yield Flag(f"{named(one)} is not signed by the physician.", (whose,) if whose else stay.attending, one)


def _titled(stay: Stay, word: str) -> list[Document]:
    return sorted((one for one in stay.of(_ASSESSMENT) if word in one.title.lower()), key=written)


def _assessed(stay: Stay, word: str, due: datetime, limit: str) -> Iterator[Flag]:
    done = _titled(stay, word)
    if done and written(done[0]) > due:
        sentence = f"{named(done[0])} was completed later than {limit} after election."
        yield Flag(sentence, stay.owners(done[0]), done[0], due=due, done=written(done[0]))


@rule(
    "hospice.assessment",
    "MISSING_HOSPICE_ASSESSMENT",
    "Every patient has an initial and a comprehensive assessment.",
    "42 CFR 418.54(a)-(b)",
    clock="48 hours and 5 days after election",
    settings=_HERE,
)
def assessment(stay: Stay) -> Iterator[Flag]:
    """42 CFR 418.54(a) and (b)."""
    start = elected(stay)
    limits = (("initial", start + timedelta(hours=_HOURS)), ("comprehensive", days_after(start, _DAYS)))
    for word, due in limits:
        if not _titled(stay, word) and stay.lasted(due):
            yield Flag(f"There is no {word} assessment.", _nurse(stay), None, _ASSESSMENT, due)


@rule(
    "hospice.assessment_in_time",
    "HOSPICE_ASSESSMENT_LATE",
    "The initial assessment is completed within 48 hours of election, the comprehensive one within 5 days.",
    "42 CFR 418.54(a)-(b)",
    clock="48 hours and 5 days after election",
    settings=_HERE,
)
def assessment_in_time(stay: Stay) -> Iterator[Flag]:
    """42 CFR 418.54(a) and (b)."""
    start = elected(stay)
    yield from _assessed(stay, "initial", start + timedelta(hours=_HOURS), "48 hours")
    yield from _assessed(stay, "comprehensive", days_after(start, _DAYS), "5 days")


@rule(
    "hospice.plan",
    "HOSPICE_PLAN_LATE",
    "The interdisciplinary group reviews the plan of care at least every 15 days.",
    "42 CFR 418.56(d)",
    clock="15 days after the last review",
    settings=_HERE,
)
def plan(stay: Stay) -> Iterator[Flag]:
    """42 CFR 418.56(d)."""
    last = elected(stay)
    plans = sorted(stay.of(_PLAN), key=written)
    for one in plans:
        due = days_after(last, _REVIEW)
        if written(one) > due:
            sentence = f"{named(one)} came more than {_REVIEW} days after {last:%m/%d/%Y}."
            yield Flag(sentence, stay.owners(one), one, due=due, done=written(one))
        last = max(last, written(one))
    due = days_after(last, _REVIEW)
    if stay.lasted(due):
        whose = stay.owners(plans[-1]) if plans else stay.attending
        yield Flag(f"The plan of care was not reviewed after {last:%m/%d/%Y}.", whose, None, _PLAN, due)


@rule(
    "hospice.face_to_face",
    "FACE_TO_FACE_MISSING",
    "Before the third benefit period a hospice physician or nurse practitioner sees the patient.",
    "42 CFR 418.22(a)(4)",
    clock="within 30 days before the third period",
    settings=_HERE,
)
def face_to_face(stay: Stay) -> Iterator[Flag]:
    """42 CFR 418.22(a)(4)."""
    due = days_after(stay.began, _BENEFIT_PERIODS)
    if stay.lasted(due) and not stay.of("face_to_face"):
        yield Flag(
            "The third period began without a face-to-face encounter.", stay.attending, None, "face_to_face", due
        )


@rule(
    "hospice.bereavement",
    "MISSING_BEREAVEMENT",
    "After a death the family's need of bereavement care is noted.",
    "42 CFR 418.64(d)(1)",
    settings=_HERE,
)
def bereavement(stay: Stay) -> Iterator[Flag]:
    """42 CFR 418.64(d)(1)."""
    if stay.died and not stay.of("bereavement_note"):
        able = tuple(one.id for one in stay.staff.values() if one.role in ("social_worker", "chaplain"))
        yield Flag(
            "The patient died, and there is no bereavement note.", able or stay.attending, None, "bereavement_note"
        )

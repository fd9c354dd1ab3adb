"""Home health: first visit, comprehensive assessment, certification, face-to-face encounter."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from sandbox.charts.model import Document, Setting, SignatureRole
from sandbox.charts.review.clocks import days_after, end_of
from sandbox.charts.review.entries import named
from sandbox.charts.review.rule import Flag, rule
from sandbox.charts.review.stay import Stay, labeled, moment_in, written

_HERE = (Setting.HOME_HEALTH,)
_REFERRAL, _VISIT, _OASIS = "home_health_referral", "home_visit", "oasis"
_CERTIFICATION, _SEEN = "home_health_certification", "face_to_face"
_HOURS, _DAYS, _PERIOD, _BEFORE, _AFTER = 48, 5, 60, 90, 30
CERTIFIERS = ("physician", "nurse_practitioner", "physician_assistant")
_FACE = "42 CFR 424.22(a)(1)(v)"


def _nurse(stay: Stay) -> tuple[str, ...]:
    """Who visits: the first nurse or therapist of the record."""
    for one in stay.of(_VISIT, _OASIS, "therapy_note"):
        if one.author_id in stay.staff:
            return (one.author_id,)
    return stay.attending


def first_visits(stay: Stay) -> list[Document]:
    """What shows that somebody was with the patient at home, in order of time."""
    return sorted(stay.of(_VISIT, _OASIS, "wound_record", "nursing_assessment", "nursing_note"), key=written)


def _starts(stay: Stay) -> list[Document]:
    """The comprehensive assessments, without those that only close care."""
    closing = ("transfer", "discharge", "death")
    return sorted(
        (one for one in stay.of(_OASIS) if not any(word in one.title.lower() for word in closing)), key=written
    )


def first_visit_due(stay: Stay) -> datetime | None:
    """48 hours after the referral or the return home, whichever is later, or the day that the physician ordered."""
    referral = min(stay.of(_REFERRAL), key=written, default=None)
    if referral is None:
        return None
    ordered = labeled(referral, "Ordered start", "Start of care ordered", "Start of care date ordered")
    if ordered and (day := moment_in(ordered.text)):
        return end_of(day.date())
    start = written(referral)
    home = labeled(referral, "Return home", "Returned home", "Return to home", "Discharged", "Hospital discharge")
    back = moment_in(home.text) if home else None
    if back is not None:
        start = max(start, back if back.time() != datetime.min.time() else end_of(back.date()))
    return start + timedelta(hours=_HOURS)


@rule(
    "home_health.first_visit",
    "HOME_VISIT_LATE",
    "The first visit is made within 48 hours of referral or return home, or on the day that the physician ordered.",
    "42 CFR 484.55(a)(1)",
    clock="48 hours after referral or return home",
    settings=_HERE,
)
def first_visit(stay: Stay) -> Iterator[Flag]:
    """42 CFR 484.55(a)(1)."""
    due, done = first_visit_due(stay), first_visits(stay)
    if due is None:
        return
    if done and written(done[0]) > due:
        sentence = f"{named(done[0])} is the first visit, later than 48 hours after the referral."
        yield Flag(sentence, stay.owners(done[0]), done[0], due=due, done=written(done[0]))
    elif not done and stay.due(due):
        yield Flag("The patient was never visited.", _nurse(stay), None, _VISIT, due)


@rule(
    "home_health.assessment",
    "MISSING_OASIS",
    "Every patient has a comprehensive assessment with OASIS.",
    "42 CFR 484.55(b)(1)",
    clock="5 days after start of care",
    settings=_HERE,
)
def assessment(stay: Stay) -> Iterator[Flag]:
    """42 CFR 484.55(b)(1)."""
    due = days_after(stay.began, _DAYS)
    if not _starts(stay) and stay.due(due):
        yield Flag("There is no comprehensive assessment (OASIS).", _nurse(stay), None, _OASIS, due)


@rule(
    "home_health.assessment_in_time",
    "OASIS_LATE",
    "The comprehensive assessment is completed within 5 days of start of care, and anew in the last 5 days of every "
    "60 days.",
    "42 CFR 484.55(b)(1), (d)(1)",
    clock="5 days after start of care; days 56 to 60",
    settings=_HERE,
)
def assessment_in_time(stay: Stay) -> Iterator[Flag]:
    """42 CFR 484.55(b)(1) and (d)(1)."""
    done = _starts(stay)
    if not done:
        return
    due = days_after(stay.began, _DAYS)
    if written(done[0]) > due:
        sentence = f"{named(done[0])} was completed later than 5 days after start of care."
        yield Flag(sentence, stay.owners(done[0]), done[0], due=due, done=written(done[0]))
    last = end_of(stay.began.date() + timedelta(days=_PERIOD - 1))
    while stay.lasted(last):
        window = last.date() - timedelta(days=4)
        if not any(window <= written(one).date() <= last.date() for one in done):
            sentence = f"No assessment was done between {window:%m/%d/%Y} and {last:%m/%d/%Y} to recertify."
            yield Flag(sentence, _nurse(stay), None, _OASIS, last)
        last += timedelta(days=_PERIOD)


@rule(
    "home_health.certification",
    "MISSING_CERTIFICATION",
    "A physician certifies the need for home health with a plan of care.",
    "42 CFR 424.22(a)(1); 484.60(a)",
    settings=_HERE,
)
def certification(stay: Stay) -> Iterator[Flag]:
    """42 CFR 424.22(a)(1)."""
    if not stay.of(_CERTIFICATION) and stay.due(days_after(stay.began, _AFTER)):
        yield Flag("There is no certification with plan of care.", stay.attending, None, _CERTIFICATION)


def unsigned_by_certifier(stay: Stay, document: Document) -> str | None:
    """Who has not signed a certification: an id, empty if nobody who may certify was to sign; None if it is signed."""
    lines = [
        line
        for line in document.signatures
        if line.role in (SignatureRole.AUTHOR, SignatureRole.COSIGNER, SignatureRole.ORDERING)
    ]
    certifying = [line for line in lines if stay.role(line.staff_id) in CERTIFIERS]
    if certifying and all(line.signed_at for line in lines):
        return None
    return next((line.staff_id for line in (*certifying, *lines) if line.signed_at is None), "")


@rule(
    "home_health.certification_signed",
    "CERTIFICATION_UNSIGNED",
    "The certification with plan of care is signed and dated by the physician.",
    "42 CFR 424.22(a)(2); 484.60(a)",
    settings=_HERE,
)
def certification_signed(stay: Stay) -> Iterator[Flag]:
    """42 CFR 424.22(a)(2)."""
    for one in stay.of(_CERTIFICATION):
        whose = unsigned_by_certifier(stay, one)
        if whose is not None:
            yield Flag(f"{named(one)} is not signed by the physician.", (whose,) if whose else stay.attending, one)


def encountered(document: Document) -> date:
    """The day of a face-to-face encounter."""
    told = labeled(document, "Encounter date", "Date of encounter", "Date seen", "Seen on")
    at = moment_in(told.text) if told else None
    return (at or written(document)).date()


def _seen_in_time(stay: Stay, day: date) -> bool:
    start = stay.began.date()
    return start - timedelta(days=_BEFORE) <= day <= start + timedelta(days=_AFTER)


@rule(
    "home_health.face_to_face",
    "FACE_TO_FACE_MISSING",
    "A practitioner who may certify saw the patient and says so.",
    _FACE,
    clock="90 days before to 30 days after start of care",
    settings=_HERE,
)
def face_to_face(stay: Stay) -> Iterator[Flag]:
    """42 CFR 424.22(a)(1)(v)."""
    due = days_after(stay.began, _AFTER)
    if not stay.of(_SEEN) and stay.due(due):
        yield Flag("There is no record of a face-to-face encounter.", stay.attending, None, _SEEN, due)


@rule(
    "home_health.face_to_face_in_time",
    "FACE_TO_FACE_LATE",
    "The face-to-face encounter lies no more than 90 days before and 30 days after start of care.",
    _FACE,
    clock="90 days before to 30 days after start of care",
    settings=_HERE,
)
def face_to_face_in_time(stay: Stay) -> Iterator[Flag]:
    """42 CFR 424.22(a)(1)(v)."""
    done = stay.of(_SEEN)
    if done and not any(_seen_in_time(stay, encountered(one)) for one in done):
        one = done[0]
        sentence = f"The encounter of {encountered(one):%m/%d/%Y} lies outside the 90 days before or 30 days after."
        yield Flag(sentence, stay.owners(one), one)

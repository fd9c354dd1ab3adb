"""Operations and anesthesia: consent, evaluations before and after, the record, the operative report."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from sandbox.charts.model import Document, SignatureRole
from sandbox.charts.review.entries import named
from sandbox.charts.review.rule import SURGICAL, Flag, rule
from sandbox.charts.review.stay import Stay, clock_before, labeled, received, says, signed, written

_REPORT, _BRIEF, _RECORD = "operative_report", "brief_operative_note", "anesthesia_record"
_WINDOW = timedelta(hours=48)
_CENTER_ANESTHESIA = "42 CFR 416.42(a)"


def started(document: Document) -> datetime:
    """When the operation of an anesthesia record or brief note began, as far as the page tells: never after it."""
    told = labeled(document, "Start", "Anesthesia start", "Begun")
    return (clock_before(told.text, written(document)) if told else None) or written(document)


def operations(stay: Stay) -> list[Document]:
    """What shows that there was an operation, beside its full report, in order of time."""
    return sorted(stay.of(_RECORD, _BRIEF), key=written)


def first_operation(stay: Stay) -> datetime | None:
    """When the first operation began at the latest."""
    if "first operation" not in stay.memo:
        stay.memo["first operation"] = min((started(one) for one in operations(stay)), default=None)
    return stay.memo["first operation"]


def _anesthesia(stay: Stay) -> list[Document]:
    """What shows that anesthesia was given: its record, or a procedure that an anesthesia provider reports."""
    blocks = [one for one in stay.of("procedure_report") if _gives_anesthesia(stay, one.author_id)]
    return sorted([*stay.of(_RECORD), *blocks], key=written)


def _gives_anesthesia(stay: Stay, staff_id: str) -> bool:
    return stay.role(staff_id) == "crna" or stay.specialty(staff_id) == "Anesthesiology"


def _surgeon(stay: Stay) -> tuple[str, ...]:
    """Who operated, as far as the record shows."""
    for one in stay.of(_BRIEF, _REPORT, "delivery_note", "procedure_report"):
        if one.author_id in stay.staff:
            return stay.owners(one)
    return stay.attending


def _anesthetist(stay: Stay) -> tuple[str, ...]:
    """Who gave anesthesia and evaluates before and after it, as far as the record shows; a physician first."""
    pages = stay.of("anesthesia_pre", "anesthesia_post", _RECORD, "procedure_report")
    people = [one.author_id for one in pages if _gives_anesthesia(stay, one.author_id)]
    return tuple(sorted(dict.fromkeys(people), key=lambda one: stay.role(one) != "physician")) or stay.attending


@rule(
    "surgery.report",
    "MISSING_OPNOTE",
    "Every operation has a full operative report; a brief note does not replace it.",
    "42 CFR 482.51(b)(6)",
    clock="policy: operative_report_hours after the operation",
    settings=SURGICAL,
    center="42 CFR 416.47(b)(4)",
)
def report(stay: Stay) -> Iterator[Flag]:
    """42 CFR 482.51(b)(6). A procedure under anesthesia may have a procedure report or delivery note instead."""
    shown = stay.of(_BRIEF)
    if not shown and not stay.of("procedure_report", "delivery_note"):
        shown = stay.of(_RECORD)[:1]
    for one in shown[len(stay.of(_REPORT)) :]:
        due = written(one) + timedelta(hours=stay.policy.operative_report_hours)
        if stay.due(due):
            yield Flag("An operation was done, and there is no operative report.", _surgeon(stay), None, _REPORT, due)


@rule(
    "surgery.report_in_time",
    "OPNOTE_LATE",
    "The operative report is written at once, at the latest within the time of policy.",
    "42 CFR 482.51(b)(6)",
    clock="policy: operative_report_hours after the operation",
    settings=SURGICAL,
    center="42 CFR 416.47(b)(4)",
)
def report_in_time(stay: Stay) -> Iterator[Flag]:
    """42 CFR 482.51(b)(6): written or dictated immediately following surgery."""
    hours = stay.policy.operative_report_hours
    for one in stay.of(_REPORT):
        operation = stay.nearest(operations(stay), written(one))
        over = written(operation) if operation else stay.ended  # without other record: it was over by discharge
        if over is None:
            continue
        due, done = over + timedelta(hours=hours), max(received(one), signed(one) or received(one))
        if done > due:
            sentence = f"The operative report was completed more than {hours} hours after the operation."
            yield Flag(sentence, stay.owners(one), one, due=due, done=done)


@rule(
    "surgery.report_signed",
    "OPNOTE_UNSIGNED",
    "The operative report is signed by the surgeon.",
    "42 CFR 482.51(b)(6)",
    settings=SURGICAL,
    center="42 CFR 416.47(b)(4)",
)
def report_signed(stay: Stay) -> Iterator[Flag]:
    """42 CFR 482.51(b)(6)."""
    for one in stay.of(_REPORT):
        lines = [line for line in one.signatures if line.role is SignatureRole.AUTHOR]
        if any(line.signed_at is None for line in lines):
            yield Flag("The operative report is not signed by the surgeon.", stay.owners(one), one)


@rule(
    "surgery.consent",
    "MISSING_CONSENT",
    "A properly executed informed consent is on the chart before an operation, except in an emergency.",
    "42 CFR 482.24(c)(4)(v); 482.51(b)(2)",
    clock="before the operation",
    settings=SURGICAL,
    center="42 CFR 416.47(b)(7)",
)
def consent(stay: Stay) -> Iterator[Flag]:
    """42 CFR 482.24(c)(4)(v), 482.51(b)(2). A consent to anesthesia alone is none to the operation."""
    consents = stay.of("consent_procedure")
    operated = stay.of(_RECORD, _BRIEF, _REPORT, "delivery_note")
    if operated:
        consents = [one for one in consents if not _gives_anesthesia(stay, one.author_id)]
    shown = operated or _anesthesia(stay)
    if shown and not consents and not _emergency(stay):
        due = first_operation(stay) or min(written(one) for one in shown)
        sentence = "A procedure was done, and there is no informed consent for it."
        yield Flag(sentence, _surgeon(stay), None, "consent_procedure", due)


def _emergency(stay: Stay) -> bool:
    """Whether the record states that consent was waived because of an emergency."""
    sources = stay.of("progress_note", _BRIEF, _REPORT, "emergency_note", "anesthesia_pre", "delivery_note")
    told = (f"{one.label} {one.text}".lower() for page in sources for one in says(page, "consent"))
    return any("emergen" in text or "two physicians" in text for text in told)


@rule(
    "surgery.consent_before",
    "CONSENT_LATE",
    "The informed consent is signed before the operation begins.",
    "42 CFR 482.51(b)(2)",
    clock="before the operation",
    settings=SURGICAL,
    center="42 CFR 416.47(b)(7)",
)
def consent_before(stay: Stay) -> Iterator[Flag]:
    """42 CFR 482.51(b)(2): on the chart before surgery."""
    first = first_operation(stay)
    consents = sorted(stay.of("consent_procedure"), key=written)
    if first is not None and consents and written(consents[0]) > first and not _emergency(stay):
        one = consents[0]
        sentence = f"{named(one)} was signed after the operation had begun."
        yield Flag(sentence, stay.owners(one), one, due=first, done=written(one))


@rule(
    "surgery.anesthesia_before",
    "MISSING_ANES_PRE",
    "A pre-anesthesia evaluation is done before anesthesia is given.",
    "42 CFR 482.52(b)(1)",
    clock="within 48 hours before surgery",
    settings=SURGICAL,
    center=_CENTER_ANESTHESIA,
)
def anesthesia_before(stay: Stay) -> Iterator[Flag]:
    """42 CFR 482.52(b)(1)."""
    shown = _anesthesia(stay) or operations(stay) or stay.of("anesthesia_post")
    if shown and not stay.of("anesthesia_pre"):
        sentence = "Anesthesia was given, and there is no pre-anesthesia evaluation."
        yield Flag(sentence, _anesthetist(stay), None, "anesthesia_pre", started(shown[0]))


@rule(
    "surgery.anesthesia_before_in_time",
    "ANES_PRE_LATE",
    "The pre-anesthesia evaluation is done within 48 hours before surgery, not afterwards.",
    "42 CFR 482.52(b)(1)",
    clock="within 48 hours before surgery",
    settings=SURGICAL,
    center=_CENTER_ANESTHESIA,
)
def anesthesia_before_in_time(stay: Stay) -> Iterator[Flag]:
    """42 CFR 482.52(b)(1): completed and documented within 48 hours before surgery."""
    evaluations = stay.of("anesthesia_pre")
    for given in stay.of(_RECORD):
        start = started(given)
        if evaluations and not any(start - _WINDOW <= written(one) <= start for one in evaluations):
            one = min(evaluations, key=lambda each: abs(written(each) - start))
            after = written(one) > start
            what = "was written after anesthesia had begun" if after else "is more than 48 hours older than surgery"
            due, done = (start, written(one)) if after else (None, None)
            yield Flag(f"{named(one)} {what}.", stay.owners(one), one, due=due, done=done)
            return


@rule(
    "surgery.anesthesia_record",
    "MISSING_ANES_RECORD",
    "An anesthesia record is kept while anesthesia is given.",
    "42 CFR 482.52(b)(2)",
    settings=SURGICAL,
    center="42 CFR 416.47(b)(6)",
)
def anesthesia_record(stay: Stay) -> Iterator[Flag]:
    """42 CFR 482.52(b)(2)."""
    if stay.of(_BRIEF, _REPORT) and stay.of("anesthesia_pre", "anesthesia_post") and not _anesthesia(stay):
        yield Flag(
            "An operation was done under anesthesia, and there is no record of it.", _anesthetist(stay), None, _RECORD
        )


@rule(
    "surgery.anesthesia_after",
    "MISSING_ANES_POST",
    "A post-anesthesia evaluation is done after recovery.",
    "42 CFR 482.52(b)(3)",
    clock="within 48 hours after surgery",
    settings=SURGICAL,
    center="42 CFR 416.42(a)(2)",
)
def anesthesia_after(stay: Stay) -> Iterator[Flag]:
    """42 CFR 482.52(b)(3)."""
    shown = _anesthesia(stay) or operations(stay) or stay.of("anesthesia_pre")
    if shown and not stay.of("anesthesia_post"):
        due = written(shown[0]) + _WINDOW
        if stay.due(due):
            sentence = "Anesthesia was given, and there is no post-anesthesia evaluation."
            yield Flag(sentence, _anesthetist(stay), None, "anesthesia_post", due)


@rule(
    "surgery.anesthesia_after_in_time",
    "ANES_POST_LATE",
    "The post-anesthesia evaluation is done within 48 hours after surgery.",
    "42 CFR 482.52(b)(3)",
    clock="within 48 hours after surgery",
    settings=SURGICAL,
    center="42 CFR 416.42(a)(2)",
)
def anesthesia_after_in_time(stay: Stay) -> Iterator[Flag]:
    """42 CFR 482.52(b)(3)."""
    evaluations = stay.of("anesthesia_post")
    for given in stay.of(_RECORD):
        over = written(given)
        later = [one for one in evaluations if written(one) >= started(given)]
        if later and not any(written(one) <= over + _WINDOW for one in later):
            one = min(later, key=written)
            sentence = f"{named(one)} was written more than 48 hours after surgery."
            yield Flag(sentence, stay.owners(one), one, due=over + _WINDOW, done=written(one))
            return

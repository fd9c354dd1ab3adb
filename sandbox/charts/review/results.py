"""What was asked for and must have an answer: consultations, specimens."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sandbox.charts.model import Document, Statement
from sandbox.charts.review.rule import ANYWHERE, HOSPITAL, SURGICAL, Flag, rule
from sandbox.charts.review.stay import Stay, written

_ANSWERS = ("consult_note", "psychiatric_evaluation", "sud_assessment", "tumor_board")
_ELSEWHERE = re.compile(r"\b(if|outpatient|office|clinic|after discharge|as needed|follow[- ]?up|consider|refer)\b")
_NONE = re.compile(r"^(none|no |not )|not sent|discarded|\bcultures? only\b", re.IGNORECASE)
_SOURCES = ("operative_report", "procedure_report", "brief_operative_note")


def asked_of(stay: Stay, statement: Statement) -> str:
    """The specialty that an order asks for a consultation; empty if it asks for none."""
    text = statement.text.lower()
    if "consult" not in text or _ELSEWHERE.search(text):
        return ""
    specialties = {one.specialty for one in stay.staff.values() if one.role == "physician" and one.specialty}
    return next((word for word in sorted(specialties) if _stem(word) in text), "")


def _stem(specialty: str) -> str:
    """What the names of a specialty, its practitioner and its adjective share: cardiol, neurol, neuros, general s."""
    word = specialty.lower()
    return word[:9] if " " in word[:9] else word[:7]


def _answers(stay: Stay, specialty: str) -> list[Document]:
    stem = _stem(specialty)
    return [
        one
        for one in stay.of(*_ANSWERS)
        if stay.specialty(one.author_id) == specialty or stem in one.title.lower() or _same(stay, one, specialty)
    ]


def _same(stay: Stay, one: Document, specialty: str) -> bool:
    """Whether a resident or nurse practitioner answered for a consultant who countersigned."""
    return any(stay.specialty(line.staff_id) == specialty for line in one.signatures)


@rule(
    "results.consultation",
    "MISSING_CONSULT",
    "The findings of every consultation that was ordered are on the chart.",
    "42 CFR 482.24(c)(4)(iii)",
    clock="before discharge",
    settings=ANYWHERE,
    center="42 CFR 416.47(b)",
)
def consultation(stay: Stay) -> Iterator[Flag]:
    """42 CFR 482.24(c)(4)(iii)."""
    seen: set[str] = set()
    for order in stay.of("orders", "verbal_order"):
        for statement in order.statements:
            specialty = asked_of(stay, statement)
            if not specialty or specialty in seen or _answers(stay, specialty):
                continue
            if stay.ended is None:
                continue
            seen.add(specialty)
            able = tuple(one.id for one in stay.staff.values() if one.specialty == specialty)
            sentence = f"A consultation ({specialty.lower()}) was ordered and its report is not on the chart."
            yield Flag(sentence, able or stay.attending, None, "consult_note", stay.ended)


def sent(document: Document) -> list[Statement]:
    """The statements of a report that say that a specimen went to pathology."""
    found = []
    for statement in document.statements:
        text = statement.text.lower()
        labeled = statement.label.lower().startswith("specimen")
        if not _NONE.search(statement.text) and (
            labeled or re.search(r"\b(to|for) (surgical )?(patholog|histolog)", text)
        ):
            found.append(statement)
    return found


@rule(
    "results.pathology",
    "MISSING_PATH",
    "A specimen that was sent to pathology has its report on the chart.",
    "42 CFR 482.24(c)(4)(vi)",
    clock="before the record is complete",
    settings=(*SURGICAL, *HOSPITAL[1:]),
    center="42 CFR 416.47(b)(4)",
)
def pathology(stay: Stay) -> Iterator[Flag]:
    """42 CFR 482.24(c)(4)(vi)."""
    if stay.of("pathology_report", "cytology_report") or stay.ended is None:
        return
    for one in stay.of(*_SOURCES):
        if sent(one):
            able = tuple(person.id for person in stay.staff.values() if person.specialty == "Pathology")
            yield Flag(
                f"A specimen of {written(one):%m/%d/%Y} was sent to pathology, and its report is not on the chart.",
                able or stay.attending,
                None,
                "pathology_report",
            )
            return

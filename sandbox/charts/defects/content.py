"""Flaws of what the record says: summaries, consultations, contradictions, copied notes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

from sandbox.charts.defects.planting import Flaw, Planting, copied, named
from sandbox.charts.defects.registry import QUALITATIVE, defect
from sandbox.charts.model import Document, Statement

_SUMMARY = "discharge_summary"


@defect(
    "MISSING_DS",
    "Discharge summary missing",
    "42 CFR 482.24(c)(4)(vii)",
    "A discharge summary states outcome, disposition and provisions for follow-up.",
    group="summary",
)
def missing_summary(planting: Planting) -> Flaw | None:
    """Take the discharge summary out, where no final progress note may stand for it."""
    stay = planting.encounter
    short = timedelta(hours=planting.chart.facility.policy.short_stay_hours)
    if (stay.ended is not None and stay.ended - stay.began < short) or planting.of("delivery_note"):
        return None
    found = planting.pick(planting.removable(_SUMMARY))
    if found is None:
        return None
    planting.remove(found)
    return Flaw(_SUMMARY, planting.practitioner(found), "The patient was discharged and there is no discharge summary.")


@defect(
    "MISSING_FINAL_DX",
    "Final diagnosis missing",
    "42 CFR 482.24(c)(4)(viii)",
    "The final diagnosis is on the chart within 30 days after discharge.",
    group="summary",
)
def missing_final_diagnosis(planting: Planting) -> Flaw | None:
    """Take the final diagnoses out of the discharge summary."""
    found = planting.pick(planting.free(_SUMMARY))
    if found is None:
        return None
    lost = [section for section in found.sections if "diagnos" in section.heading.lower()]
    statements = [statement.id for section in lost for statement in section.statements]
    if not lost or not planting.can_lose(statements):
        return None
    planting.forget(statements)
    planting.replace(replace(found, sections=tuple(one for one in found.sections if one not in lost)))
    return Flaw(
        _SUMMARY, planting.practitioner(found), "The discharge summary does not state the final diagnoses.", found.id
    )


@defect(
    "MISSING_CONSULT",
    "Consultation report missing",
    "42 CFR 482.24(c)(4)(iii)",
    "The findings of a consultation that was ordered are on the chart.",
)
def missing_consult(planting: Planting) -> Flaw | None:
    """Take the consultant's report out, where an order or note shows that it was asked for."""
    found = planting.pick(planting.removable("consult_note"))
    if found is None:
        return None
    specialty = planting.chart.facility.member(found.author_id).specialty.lower()
    asked = {
        statement.id: one
        for one in planting.documents
        if one.id != found.id and one.id not in planting.touched
        for statement in one.statements
        if "consult" in statement.text.lower() and specialty[:6] in statement.text.lower()
    }
    if not asked:
        return None
    planting.remove(found)
    planting.lean_on(asked.values())
    return Flaw(
        "consult_note",
        found.author_id,
        f"A consultation ({specialty}) was ordered and its report is not on the chart.",
        statements=tuple(asked),
        accepted_documents=tuple(dict.fromkeys(one.id for one in asked.values())),
    )


@defect(
    "COPY_PASTE",
    "Note copied from an earlier day",
    "42 CFR 482.24(c)(1)",
    "A note copied forward without change repeats outdated findings and misstates the day it is written for.",
    analysis=QUALITATIVE,
)
def copy_paste(planting: Planting) -> Flaw | None:
    """Give a progress note the text of the one before it."""
    notes = planting.free("progress_note", "physician_visit")
    pairs = [
        (earlier, later)
        for earlier, later in pairwise(notes)
        if earlier.type == later.type and earlier.title == later.title and _can_copy(planting, later)
    ]
    if not pairs:
        return None
    earlier, later = pairs[int(planting.random.random() * len(pairs))]
    planting.forget(statement.id for statement in later.statements)
    text = copied(earlier, later.id).sections
    planting.evidence = {
        fact: [*known, *(f"{later.id}.{one.partition('.')[2]}" for one in known if one.partition(".")[0] == earlier.id)]
        for fact, known in planting.evidence.items()
    }
    planting.replace(replace(later, sections=text))
    planting.lean_on([earlier])
    return Flaw(
        later.type,
        planting.responsible(later),
        f"{named(later)} repeats word for word the one of {earlier.filed_at:%m/%d/%Y}.",
        later.id,
        tuple(statement.id for section in text for statement in section.statements),
        accepted_types=("CONFLICT",),
    )


def _can_copy(planting: Planting, note: Document) -> bool:
    return planting.can_lose(statement.id for statement in note.statements)


_SIDE = re.compile(r"\b(right|left|Right|Left)(-sided)? (?!middle)([a-z]+)")
_OTHER = {"right": "left", "left": "right", "Right": "Left", "Left": "Right"}
_NOTES = ("progress_note", "nursing_note", "therapy_note", "consult_note", "discharge_summary", "nursing_assessment")
_TOBACCO = re.compile(
    r"has never smoked|is a former smoker who quit \d+ years ago|smokes cigarettes, about [a-z ]+ a day"
)


@defect(
    "CONFLICT",
    "Entries contradict each other",
    "42 CFR 482.24(c)(1)",
    "Entries are accurate; where two contradict each other the author clarifies by an addendum.",
    analysis=QUALITATIVE,
)
def conflict(planting: Planting) -> Flaw | None:
    """Let one entry contradict the others on side, allergy or tobacco."""
    ways = [_side, _allergy, _tobacco]
    start = int(planting.random.random() * len(ways))
    for way in ways[start:] + ways[:start]:
        flaw = way(planting)
        if flaw is not None:
            return flaw
    return None


def _sides(document: Document) -> Counter[tuple[str, str]]:
    """How often a document names a side of something: (left, hip) → 3."""
    return Counter((side.lower(), part) for side, _, part in _SIDE.findall(_text(document)))


def _text(document: Document) -> str:
    """What a document says, a line for each statement: to search once is faster than to search each."""
    return "\n".join([one.text for section in document.sections for row in section.rows for one in row])


def _side(planting: Planting) -> Flaw | None:
    named = {one.id: _sides(one) for one in planting.documents}
    able = []
    for one in planting.free(*_NOTES):
        for side, part in sorted(named[one.id]):
            others = [other for other in planting.documents if other is not one and (side, part) in named[other.id]]
            opposite = any((_OTHER[side], part) in sides for sides in named.values())
            if len(others) >= 3 and not opposite:
                able.append((one, side, part, others))
    if not able:
        return None
    one, side, part, others = able[int(planting.random.random() * len(able))]

    def swapped(statement: Statement) -> str:
        return _SIDE.sub(
            lambda match: (
                match.group(0).replace(match.group(1), _OTHER[match.group(1)], 1)
                if (match.group(1).lower(), match.group(3)) == (side, part)
                else match.group(0)
            ),
            statement.text,
        )

    return _contradict(
        planting, one, {statement.id: swapped(statement) for statement in one.statements}, others, f"the side ({part})"
    )


def _contradict(
    planting: Planting, document: Document, texts: dict[str, str], others: list[Document], about: str
) -> Flaw | None:
    """Give a document other texts; the changed statements no longer express their facts."""
    changed = [one.id for one in document.statements if texts.get(one.id, one.text) != one.text]
    if not changed or not planting.can_lose(changed):
        return None
    planting.forget(changed)
    sections = tuple(
        replace(
            section,
            rows=tuple(
                tuple(replace(cell, text=texts.get(cell.id, cell.text)) for cell in row) for row in section.rows
            ),
        )
        for section in document.sections
    )
    planting.replace(replace(document, sections=sections))
    planting.lean_on(others[:2])
    return Flaw(
        document.type,
        planting.responsible(document),
        f"{named(document)} contradicts other entries about {about}.",
        document.id,
        tuple(changed),
        accepted_documents=tuple(one.id for one in others),
    )


def _allergies(document: Document) -> list[Statement]:
    """The statements in which a document lists allergies."""
    return [
        statement
        for section in document.sections
        for statement in section.statements
        if statement.label == "Allergies" or section.heading == "Allergies"
    ]


def allergies_told(documents: Iterable[Document]) -> frozenset[str]:
    """The allergies that documents list, in their different wordings: one, where all agree."""
    return frozenset(line.text.rstrip(".") for each in documents for line in _allergies(each))


def tobacco_told(documents: Iterable[Document]) -> frozenset[str]:
    """What documents say of tobacco: one thing, where all agree."""
    return frozenset(told for each in documents for line in each.statements for told in _TOBACCO.findall(line.text))


def _allergy(planting: Planting) -> Flaw | None:
    listing = [one for one in planting.documents if _allergies(one)]
    one = planting.pick(
        [
            one
            for one in listing
            if one.type in ("nursing_assessment", "medication_record", "consult_note", "anesthesia_pre")
            and one.id not in planting.touched
        ]
    )
    others = [other for other in listing if one is not None and other is not one]
    if one is None or not others:
        return None
    texts = {}
    for statement in _allergies(one):
        stop = "." if statement.text.endswith(".") else ""
        none_known = statement.text.lower().startswith("no known")
        texts[statement.id] = ("Penicillin (hives)" if none_known else "No known drug allergies") + stop
    return _contradict(planting, one, texts, others, "allergies")


def _tobacco(planting: Planting) -> Flaw | None:
    saying = {
        one.id: [statement for statement in one.statements if _TOBACCO.search(statement.text)]
        for one in planting.documents
        if _TOBACCO.search(_text(one))
    }
    telling = [one for one in planting.documents if one.id in saying]
    one = planting.pick(
        [
            one
            for one in telling
            if one.type in ("nursing_assessment", "nursing_note") and one.id not in planting.touched
        ]
    )
    others = [other for other in telling if one is not None and other is not one]
    if one is None or not others:
        return None
    texts = {}
    for statement in saying[one.id]:
        never = "has never smoked" in statement.text
        texts[statement.id] = _TOBACCO.sub(
            "smokes cigarettes, about half a pack a day" if never else "has never smoked", statement.text
        )
    return _contradict(planting, one, texts, others, "tobacco use")

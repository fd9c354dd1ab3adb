"""Allergies that no page of an outpatient operation names."""

from __future__ import annotations

import re
from dataclasses import replace

from sandbox.charts.defects.planting import Flaw, Planting
from sandbox.charts.defects.registry import defect
from sandbox.charts.model import Document, Section, Setting, Statement

_ILLNESS = re.compile(r"allergic (?!reaction)\w+", re.IGNORECASE)  # allergic rhinitis is a diagnosis, and stays
_SENTENCE = re.compile(r"(?<=[.;])\s+")
_OF_A_LIST = re.compile(r",? ?allergic reactions?(?=[,.])|allergies and |, allergies(?=[,.])", re.IGNORECASE)


@defect(
    "MISSING_ALLERGIES",
    "Allergies not recorded",
    "42 CFR 416.47(b)(5)",
    "The record of outpatient surgery names allergies and abnormal drug reactions, or that there are none.",
)
def unnamed(planting: Planting) -> Flaw | None:
    """Take every word on allergies out of the record, where the record of an operation can do without them."""
    if planting.encounter.setting is not Setting.AMBULATORY_SURGERY:
        return None
    substances = {name for one in planting.documents for name in _substances(one)}
    changed = [after for one in planting.documents if (after := _silent(one, substances)) != one]
    before = {one.id: one for one in planting.documents}
    lost = [name for after in changed for name in _changed(before[after.id], after)]
    telling = [one.id for one in changed if _listed(before[one.id])]
    if not telling or planting.touched & {one.id for one in changed} or not planting.can_lose(lost):
        return None
    planting.forget(lost)
    for after in changed:
        planting.replace(after)
    if any(_names(one, substances) for one in planting.documents):
        return None
    what = "No page of this record names the patient's allergies and drug reactions, or says that there are none."
    kind = "nursing_assessment"
    return Flaw(kind, planting.encounter.attending_id, what, accepted_documents=tuple(telling))


def _listed(document: Document) -> list[Statement]:
    """The statements that list allergies, by their label or under their heading."""
    return [
        one
        for section in document.sections
        for one in section.statements
        if one.label == "Allergies" or section.heading.startswith("Allergies")
    ]


def _substances(document: Document) -> set[str]:
    """What the patient is allergic to, in small letters, as this document lists it."""
    texts = [one.text for one in _listed(document)]
    return {text.partition(" (")[0].lower() for text in texts if " (" in text.partition(".")[0]}


def _names(document: Document, substances: set[str]) -> bool:
    """Whether a document still speaks of allergies, or names one of the substances."""
    text = " ".join(f"{one.label} {one.text}" for one in document.statements).lower()
    return any(word in text for word in ("allerg", *substances))


def _silent(document: Document, substances: set[str]) -> Document:
    """The document without a word on allergies; what is left empty goes."""
    sections = [_without(section, substances) for section in document.sections]
    return replace(document, sections=tuple(one for one in sections if one is not None))


def _without(section: Section, substances: set[str]) -> Section | None:
    if section.heading == "Allergies":
        return None
    rows = [tuple(cell for one in row if (cell := _cell(one, substances))) for row in section.rows]
    heading = section.heading.removeprefix("Allergies and ")
    heading = heading if heading == section.heading else heading.capitalize()
    left = tuple(row for row in rows if row)
    return replace(section, heading=heading, rows=left) if left else None


def _cell(cell: Statement, substances: set[str]) -> Statement | None:
    """The statement without its words on allergies, or None if it says nothing else."""
    if cell.label.lower().startswith("allerg"):
        return None
    if _ILLNESS.search(cell.text):
        return cell
    text = _OF_A_LIST.sub("", cell.text)
    kept = [one for one in _SENTENCE.split(text) if not _about(one.lower(), substances)]
    text = " ".join(kept)
    return replace(cell, text=text) if text else None


def _about(sentence: str, substances: set[str]) -> bool:
    return "allerg" in sentence or any(sentence.startswith(f"{name} (") for name in substances)


def _changed(before: Document, after: Document) -> list[str]:
    left = {one.id: one.text for one in after.statements}
    return [one.id for one in before.statements if left.get(one.id) != one.text]

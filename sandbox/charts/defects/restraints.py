"""Flaws in the documentation of restraint."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from sandbox.charts.defects.moving import moved
from sandbox.charts.defects.planting import Flaw, Planting, named
from sandbox.charts.defects.registry import defect
from sandbox.charts.model import Document
from sandbox.charts.review import restraint
from sandbox.charts.review.stay import labeled, written

_RECORD, _SEEN = "restraint_record", "restraint_evaluation"


@defect(
    restraint.CODE,
    "Restraint not documented as required",
    "42 CFR 482.13(e)",
    "Restraint has an order that has not expired, for violent behavior a face-to-face evaluation within an hour, and a "
    "record of behavior, alternatives, response and rationale.",
)
def restrained(planting: Planting) -> Flaw | None:
    """Lose the evaluation, a renewal or a statement of the record, or evaluate late."""
    ways = [_no_evaluation, _late_evaluation, _expired, _unstated]
    start = int(planting.random.random() * len(ways))
    for way in ways[start:] + ways[:start]:
        before = planting.kept()
        flaw = way(planting)
        if flaw is not None and _alone(planting, flaw):
            planting.lean_on(planting.of(_RECORD, _SEEN))
            return flaw
        planting.restore(before)
    return None


def _alone(planting: Planting, flaw: Flaw) -> bool:
    found = [(one.document_id, one.document_type) for one in planting.findings(restraint.CODE)]
    return found == [(flaw.document_id, flaw.document_type)]


def _no_evaluation(planting: Planting) -> Flaw | None:
    found = planting.pick(planting.removable(_SEEN))
    if found is None:
        return None
    planting.remove(found)
    what = "The patient was restrained for violent behavior, and there is no face-to-face evaluation."
    return Flaw(_SEEN, planting.practitioner(found), what, citation="42 CFR 482.13(e)(12)")


def _late_evaluation(planting: Planting) -> Flaw | None:
    found = planting.pick(planting.free(_SEEN))
    if found is None:
        return None
    planting.replace(moved(found, written(found) + timedelta(minutes=planting.between(65, 170))))
    what = "The face-to-face evaluation came later than one hour after restraint began."
    return Flaw(_SEEN, planting.practitioner(found), what, found.id, citation="42 CFR 482.13(e)(12)")


def _expired(planting: Planting) -> Flaw | None:
    orders = restraint.orders(planting.stay())
    able = {one.id for one in planting.removable("orders", "verbal_order")}
    renewals = [one for one in orders[1:] if one.id in able and len(one.statements) <= 6]
    records = planting.free(_RECORD)
    renewal = planting.pick(renewals)
    if renewal is None or not records:
        return None
    planting.remove(renewal)
    held = [one for one in planting.findings(restraint.CODE) if one.document_id]
    if not held:
        return None
    record = next(one for one in planting.documents if one.id == held[0].document_id)
    what = f"{held[0].sentence} The order was not renewed."
    return Flaw(record.type, planting.practitioner(renewal), what, record.id, citation="42 CFR 482.13(e)(8)")


def _unstated(planting: Planting) -> Flaw | None:
    found = planting.pick(planting.free(_RECORD))
    word = restraint.FIELDS[1 + int(planting.random.random() * 3)]
    told = labeled(found, word) if found else None
    if found is None or told is None or not planting.can_lose([told.id]):
        return None
    planting.forget([told.id])
    planting.replace(_without(found, told.id))
    what = f"{named(found)} does not state {word.lower()}."
    return Flaw(_RECORD, planting.responsible(found), what, found.id, citation="42 CFR 482.13(e)(16)")


def _without(document: Document, statement: str) -> Document:
    sections = tuple(
        replace(
            section,
            rows=tuple(
                row for row in (tuple(cell for cell in row if cell.id != statement) for row in section.rows) if row
            ),
        )
        for section in document.sections
    )
    return replace(document, sections=tuple(one for one in sections if one.rows))

"""The key of a tracking: the planted deficiencies with who mends them, the days, the policy, the month."""

from __future__ import annotations

from collections import Counter
from datetime import date

from sandbox.charts.defects import DEFECTS
from sandbox.charts.facility import PRACTITIONERS
from sandbox.charts.model import Chart, Document
from sandbox.charts.truth import Defect
from sandbox.tasks.base import Prepared, World
from sandbox.tasks.deficiencies.answer import (
    DeficienciesKey,
    DeficienciesSpec,
    Happening,
    KeyItem,
    Limits,
    MonthKey,
)
from sandbox.tasks.deficiencies.mending import NEEDS
from sandbox.tasks.deficiencies.papers import said_in
from sandbox.tasks.deficiencies.plans import beyond, successor, tracked
from sandbox.tasks.findings import MISSING, NOT_THERE, first_of, name_of, where_to_look

CITED = "42 CFR 482.24(c)(1)"
PRIVILEGED = tuple(role for role in PRACTITIONERS if role != "resident")  # residents work under their supervisors'


def derive(spec: DeficienciesSpec, world: World, prepared: Prepared) -> DeficienciesKey:
    """One item for each planted flaw that can still be completed, with its provider's plan."""
    found = list(tracked(spec, world))
    shared = Counter((one.type, f"{slot}:{place}") for slot, one in found for place in _places(one))
    items = tuple(_item(spec, slot, defect, world.charts[slot], prepared, shared) for slot, defect in found)
    charts = {slot: world.charts[slot] for slot in spec.charts}
    month = prepared.truth["month"]
    return DeficienciesKey(
        types=spec.asked,
        items=items,
        facility=world.facility.name,
        today=world.today,
        days=spec.days,
        discharged={slot: discharged(chart) for slot, chart in charts.items()},
        patients={slot: chart.patient.name for slot, chart in charts.items()},
        pages={slot: max(int(one.id[1:]) for one in chart.current) for slot, chart in charts.items()},
        documents=places(charts),
        staff={one.id: one.signature for one in world.facility.staff},
        privileged=tuple(one.id for one in world.facility.staff if one.role in PRIVILEGED),
        limits=_limits(spec, world),
        month=MonthKey.model_validate(month) if month else None,
        too_late=tuple(f"{slot}:{one.document_id}" for slot, one in beyond(spec, world)),
        spare=_spare(spec, world),
        nobody=_nobody(items, charts),
        clean_evidence=first_of(charts[spec.charts[0]], ("face_sheet",), spec.charts[0]),
    )


def discharged(chart: Chart) -> date:
    """The day of discharge."""
    stay = chart.encounters[0]
    return (stay.ended or stay.began).date()


def day(text: str) -> date:
    """A day as a task gives it."""
    return date.fromisoformat(text)


def places(charts: dict[str, Chart]) -> dict[str, str]:
    """Every place that a finding can name, in words; with the patient where there are several."""
    named = {}
    for slot, chart in charts.items():
        who = f" ({chart.patient.name})" if len(charts) > 1 else ""
        named[f"{slot}:{MISSING}"] = f"{NOT_THERE}{who}"
        named |= {f"{slot}:{one.id}": f"{name_of(one)}{who}" for one in chart.current}
    return named


def _limits(spec: DeficienciesSpec, world: World) -> Limits:
    policy = world.facility.policy
    return Limits(
        delinquent=policy.delinquent_after_days,
        reminder=spec.reminder_days,
        suspension=spec.suspension_days,
        percent=policy.delinquent_percent,
        said=said_in(spec.id),
    )


def _places(defect: Defect) -> tuple[str, ...]:
    return (defect.document_id or MISSING, *defect.accepted_documents)


def _item(
    spec: DeficienciesSpec,
    slot: str,
    defect: Defect,
    chart: Chart,
    prepared: Prepared,
    shared: Counter[tuple[str, str]],
) -> KeyItem:
    """``shared`` counts the places of each type: one that two of a type share names neither of them."""
    plan = prepared.truth["plans"][f"{slot}:{defect.id}"]
    main, *others = _places(defect)
    elsewhere = [f"{slot}:{place}" for place in others]
    handed = any(each["what"] == "handed_over" for each in plan)
    return KeyItem(
        id=f"{slot}.{defect.id}",
        slot=slot,
        type=defect.type,
        types=tuple(word for word in (defect.type, *defect.accepted_types) if word in spec.asked),
        documents=(f"{slot}:{main}", *(each for each in elsewhere if shared[defect.type, each] == 1)),
        owner=_owner(defect, chart),
        successor=successor(chart) if handed else "",
        need=NEEDS[defect.type],
        plan=tuple(Happening.model_validate(each) for each in plan),
        explanation=defect.explanation,
        citation=defect.citation,
        analysis=DEFECTS[defect.type].analysis,
        evidence=where_to_look(defect, chart, slot),
    )


def _owner(defect: Defect, chart: Chart) -> str:
    """Who can complete it: whose line is empty, else whoever wrote the entry; a summary, the attending physician."""
    if not defect.document_id:
        return chart.encounters[0].attending_id
    document = chart.document(defect.document_id)
    if NEEDS[defect.type] == "signature":
        return _unsigned(document) or defect.responsible_id
    return document.author_id or defect.responsible_id


def _unsigned(document: Document) -> str:
    return next((line.staff_id for line in document.signatures if line.signed_at is None and line.staff_id), "")


def _spare(spec: DeficienciesSpec, world: World) -> str:
    """A document that no flaw touches."""
    for slot in spec.charts:
        defects = world.truths[slot].defects
        flawed = {name for each in defects for name in (each.document_id, *each.accepted_documents)}
        for document in world.charts[slot].current:
            if document.id not in flawed:
                return f"{slot}:{document.id}"
    return f"{spec.charts[0]}:{world.charts[spec.charts[0]].current[0].id}"


def _nobody(items: tuple[KeyItem, ...], charts: dict[str, Chart]) -> str:
    busy = {person for item in items for person in (item.owner, item.successor)}
    busy |= {one.author_id for chart in charts.values() for one in chart.documents}
    roster = next(iter(charts.values())).facility.staff
    return next((one.id for one in roster if one.id not in busy), "")

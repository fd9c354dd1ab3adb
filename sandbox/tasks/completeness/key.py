"""The key of a completeness review: the planted defects, as findings."""

from __future__ import annotations

from collections import Counter

from sandbox.charts.defects import DEFECTS
from sandbox.charts.model import Chart
from sandbox.charts.truth import Defect
from sandbox.tasks.base import World
from sandbox.tasks.completeness.answer import MISSING, CompletenessKey, CompletenessSpec, KeyFinding
from sandbox.tasks.findings import first_of, name_of, where_to_look

# Entries that whoever wrote them must mend, beside the person who countersigns (42 CFR 482.24(c)(1)).
_AUTHOR_TOO = ("UNSIGNED_ENTRY", "UNTIMED", "UNDATED", "CONFLICT", "COPY_PASTE")
# A misfiled page is put right by the department, not by the page's author; nobody is asked for (42 CFR 482.24(b)).
_NOBODY = ("WRONG_PATIENT",)


def derive(spec: CompletenessSpec, world: World) -> CompletenessKey:
    """One finding for each planted defect of the types that the review asks about."""
    slot = spec.charts[0]
    chart, truth = world.charts[slot], world.truths[slot]
    asked = [defect for defect in truth.defects if {defect.type, *defect.accepted_types} & set(spec.asked)]
    shared = Counter((one.type, place) for one in asked for place in (one.document_id, *one.accepted_documents))
    flawed = {name for defect in truth.defects for name in (defect.document_id, *defect.accepted_documents)}
    spare = next((one for one in chart.documents if one.id not in flawed), chart.documents[0])
    responsible = {defect.responsible_id for defect in truth.defects}
    writers = {one.author_id for one in chart.documents}
    nobody = [one.id for one in chart.facility.staff if one.id not in responsible and one.id not in writers]
    return CompletenessKey(
        types=spec.asked,
        findings=tuple(_finding(defect, chart, spec, shared) for defect in asked),
        documents={MISSING: "Missing from the chart", **{one.id: name_of(one) for one in chart.documents}},
        staff={one.id: one.signature for one in chart.facility.staff},
        spare=spare.id,
        nobody=nobody[0] if nobody else "",
        clean_evidence=first_of(chart, ("face_sheet",), slot),
    )


def _finding(defect: Defect, chart: Chart, spec: CompletenessSpec, shared: Counter[tuple[str, str]]) -> KeyFinding:
    """``shared`` counts the places of each type: one that two of a type share names neither of them."""
    slot = spec.charts[0]
    elsewhere = tuple(place for place in defect.accepted_documents if shared[defect.type, place] == 1)
    accepted = tuple(word for word in (defect.type, *defect.accepted_types) if word in spec.asked)
    here = (defect.document_id,) if defect.document_id else (MISSING,)
    shows = tuple(f"{slot}:{statement}" for statement in defect.statements)
    return KeyFinding(
        id=defect.id,
        type=accepted[0],
        types=accepted,
        documents=(*here, *elsewhere),
        document=defect.document_type,
        responsible=_responsible(defect, chart) if spec.responsible else (),
        explanation=defect.explanation,
        citation=defect.citation,
        analysis=DEFECTS[defect.type].analysis,
        shows=shows if spec.evidence and DEFECTS[defect.type].analysis == "qualitative" else (),
        evidence=shows[:6] or where_to_look(defect, chart, slot),
    )


def _responsible(defect: Defect, chart: Chart) -> tuple[str, ...]:
    if defect.type in _NOBODY:
        return ()
    people = [defect.responsible_id]
    if defect.type in _AUTHOR_TOO and defect.document_id:
        people.append(chart.document(defect.document_id).author_id)
    return tuple(dict.fromkeys(person for person in people if person))

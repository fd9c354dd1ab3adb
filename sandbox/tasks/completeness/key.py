"""The key of a completeness review: the planted defects, as findings."""

from __future__ import annotations

from collections import Counter

from sandbox.charts.defects import DEFECTS
from sandbox.charts.model import Chart
from sandbox.charts.review import Deficiency, citation, review
from sandbox.charts.truth import ChartTruth, Defect
from sandbox.tasks.base import World
from sandbox.tasks.completeness.answer import MISSING, CompletenessKey, CompletenessSpec, KeyFinding
from sandbox.tasks.completeness.limits import asked
from sandbox.tasks.findings import NOT_THERE, first_of, name_of, where_to_look

# Entries that whoever wrote them must mend, beside the person who countersigns (42 CFR 482.24(c)(1)).
_AUTHOR_TOO = (
    "UNSIGNED_ENTRY", "UNTIMED", "UNDATED", "CONFLICT", "COPY_PASTE", "LATE_ENTRY_IMPROPER", "DO_NOT_USE_ABBREVIATION",
    "UNSUPPORTED_DX",
)  # fmt: skip
# A misfiled page is put right by the department, not by the page's author; nobody is asked for (42 CFR 482.24(b)).
_NOBODY = ("WRONG_PATIENT",)


def derive(spec: CompletenessSpec, world: World) -> CompletenessKey:
    """One finding for each planted defect of the types that the review asks about."""
    slot = spec.charts[0]
    chart, truth = world.charts[slot], world.truths[slot]
    types = asked(spec, chart)
    wanted = [defect for defect in truth.defects if {defect.type, *defect.accepted_types} & set(types)]
    shared = Counter((one.type, place) for one in wanted for place in (one.document_id, *one.accepted_documents))
    flawed = {name for defect in truth.defects for name in (defect.document_id, *defect.accepted_documents)}
    spare = next((one for one in chart.current if one.id not in flawed), chart.current[0])
    codes = {code for defect in wanted for code in (defect.type, *defect.accepted_types)}
    seen = [one for one in review(chart, codes=codes) if one.encounter_id == chart.encounters[0].id]
    findings = tuple(_finding(defect, chart, spec, shared, seen) for defect in wanted)
    return CompletenessKey(
        types=types,
        findings=findings,
        documents={MISSING: NOT_THERE, **{one.id: name_of(one) for one in chart.current}},
        staff={one.id: one.signature for one in chart.facility.staff},
        spare=spare.id,
        nobody=_nobody(chart, truth, findings),
        clean_evidence=first_of(chart, ("face_sheet",), slot),
        citations={code: citation(code, chart.encounters[0].setting) or DEFECTS[code].citation for code in types},
        oddities={one.document_id: one.explanation for one in truth.mess},
    )


def _nobody(chart: Chart, truth: ChartTruth, findings: tuple[KeyFinding, ...]) -> str:
    """A staff member who is responsible for no deficiency and wrote nothing here; empty if there is none."""
    busy = {defect.responsible_id for defect in truth.defects} | {one.author_id for one in chart.documents}
    busy |= {person for item in findings for person in item.responsible}
    return next((one.id for one in chart.facility.staff if one.id not in busy), "")


def _finding(
    defect: Defect, chart: Chart, spec: CompletenessSpec, shared: Counter[tuple[str, str]], seen: list[Deficiency]
) -> KeyFinding:
    """``shared`` counts the places of each type: one that two of a type share names neither of them.

    ``seen`` is what the completeness rules find; what binds and who can write what is missing come from there.
    """
    slot = spec.charts[0]
    elsewhere = tuple(place for place in defect.accepted_documents if shared[defect.type, place] == 1)
    accepted = tuple(word for word in (defect.type, *defect.accepted_types) if word in asked(spec, chart))
    here = (defect.document_id,) if defect.document_id else (MISSING,)
    shows = tuple(f"{slot}:{statement}" for statement in defect.statements)
    by_rule = next((one for one in seen if same_flaw(one, defect)), None)
    return KeyFinding(
        id=defect.id,
        type=accepted[0],
        types=accepted,
        documents=(*here, *elsewhere),
        document=defect.document_type,
        responsible=_responsible(defect, chart, by_rule) if spec.responsible else (),
        explanation=defect.explanation,
        citation=by_rule.citation if by_rule else defect.citation,
        analysis=DEFECTS[defect.type].analysis,
        shows=shows if spec.evidence and DEFECTS[defect.type].analysis == "qualitative" else (),
        evidence=shows[:6] or where_to_look(defect, chart, slot),
    )


def same_flaw(seen: Deficiency, defect: Defect) -> bool:
    """Whether a rule's finding is the planted defect: its type or an accepted one, on the same document."""
    place = (defect.document_id, defect.document_type)
    return seen.code in (defect.type, *defect.accepted_types) and (seen.document_id, seen.document_type) == place


def _responsible(defect: Defect, chart: Chart, by_rule: Deficiency | None) -> tuple[str, ...]:
    """Who may be named: for what is missing, everybody whom the rest of the record leads to."""
    if defect.type in _NOBODY:
        return ()
    people = [defect.responsible_id]
    if defect.type in _AUTHOR_TOO and defect.document_id:
        people.append(chart.document(defect.document_id).author_id)
    if by_rule is not None and not defect.document_id:
        people += by_rule.responsible
    return tuple(dict.fromkeys(person for person in people if person))

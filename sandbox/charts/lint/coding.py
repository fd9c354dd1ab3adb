"""Codes: valid, possible for this patient, stated by somebody who may diagnose, with the indicators of the setting."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from sandbox import codesets
from sandbox.charts.facility import PRACTITIONERS
from sandbox.charts.lint.registry import Faults, Specimen, check
from sandbox.charts.model import Setting
from sandbox.charts.truth import CodeSystem, Coding, Fact, Standing
from sandbox.codesets import edits

EDITION = "FY2026"
NOT_PROVIDERS = frozenset(["imaging_report", "lab_report", "microbiology_report", "outside_record", "ambulance_report"])
"""What these say needs a provider's statement in this encounter before it is coded (Guidelines III.B)."""


def _coded(one: Specimen) -> Iterator[tuple[Fact, Coding]]:
    return ((fact, fact.coding) for fact in one.truth.facts if fact.coding is not None)


@check("codes-valid")
def codes_valid(one: Specimen) -> Faults:
    """Every code of key, alternatives and traps is billable in the edition."""
    book = codesets.edition(EDITION)
    for fact, coding in _coded(one):
        for code in (coding.code, *coding.alternatives):
            if not book.valid(code, coding.system.value):
                yield "", f"{fact.id}: {code} is no complete {coding.system.value} code of {EDITION}."
    for trap in one.truth.traps:
        if not book.valid(trap.code, trap.system.value):
            yield "", f"Trap {trap.code} is no complete {trap.system.value} code of {EDITION}."


@check("codes-possible")
def codes_possible(one: Specimen) -> Faults:
    """No code that the patient's age or sex rules out, and none twice (Medicare Code Editor)."""
    required = [c for _, c in _coded(one) if c.system is CodeSystem.CM and c.standing is Standing.REQUIRED]
    ordered = sorted(required, key=lambda coding: coding.rank)
    patient = one.chart.patient
    context = edits.Context(
        one.encounter.setting.value,
        patient.age_on(one.encounter.began.date()),
        patient.sex,
        codeset=codesets.edition(EDITION),
    )
    for edit in edits.check([coding.code for coding in ordered], context):
        if edit.severity is edits.Severity.ERROR or edit.name == "SEX_CONFLICT":
            yield "", f"{edit.code}: {edit.sentence} ({edit.name})"


@check("evidence")
def evidence(one: Specimen) -> Faults:
    """Every coded fact is stated, and a required diagnosis by a provider who may establish one (I.A.19, I.B.14)."""
    author = {
        line.id: one.chart.facility.member(each.author_id).role if each.author_id else ""
        for each in one.chart.documents
        for line in each.statements
        if each.type not in NOT_PROVIDERS
    }
    known = {line.id for each in one.chart.documents for line in each.statements}
    for fact in one.truth.facts:
        stated = one.truth.evidence.get(fact.id, ())
        yield from (("", f"{fact.id}: evidence {ref} is not in the chart.") for ref in stated if ref not in known)
        if fact.coding is None or fact.coding.standing is Standing.PROHIBITED:
            continue
        if not stated:
            yield "", f"{fact.id} is coded and stated nowhere."
        elif fact.coding.system is CodeSystem.CM and fact.coding.standing is Standing.REQUIRED:
            roles = {author.get(ref, "") for ref in stated}
            if not roles & set(PRACTITIONERS):
                yield "", f"{fact.id} is stated only by {', '.join(sorted(filter(None, roles))) or 'reports'}."


@check("principal")
def principal(one: Specimen) -> Faults:
    """One diagnosis leads, and no code is listed for two facts."""
    diagnoses = [coding for _, coding in _coded(one) if coding.system is CodeSystem.CM]
    if not diagnoses or min(coding.rank for coding in diagnoses) != 1:
        yield "", "No diagnosis has rank 1."
    codes = [coding.code for coding in diagnoses]
    yield from (("", f"{code} is the code of two facts.") for code in sorted({c for c in codes if codes.count(c) > 1}))


@check("present-on-admission")
def present_on_admission(one: Specimen) -> Faults:
    """Inpatient diagnoses have an indicator, blank exactly for exempt codes (Appendix I); others have none."""
    book, inpatient = codesets.edition(EDITION), one.encounter.setting is Setting.INPATIENT
    for fact, coding in _coded(one):
        if coding.system is not CodeSystem.CM:
            continue
        if (coding.poa is not None) is not inpatient:
            yield "", f"{fact.id}: indicator {coding.poa!r} in {one.encounter.setting.value} care."
        elif inpatient and (coding.poa == "") is not book.poa_exempt(coding.code):
            exempt = "exempt" if book.poa_exempt(coding.code) else "not exempt"
            yield "", f"{fact.id}: {coding.code} is {exempt} from the indicator and has {coding.poa!r}."


@check("procedure-dates")
def procedure_dates(one: Specimen) -> Faults:
    """Inpatient procedures have a date within the stay."""
    stay = one.encounter
    for fact, coding in _coded(one):
        if coding.system is not CodeSystem.PCS:
            continue
        day = date.fromisoformat(coding.date) if coding.date else None
        if day is None or stay.ended is None or not stay.began.date() <= day <= stay.ended.date():
            yield "", f"{fact.id}: {coding.code} is dated {coding.date or 'nowhere'}, not within the stay."

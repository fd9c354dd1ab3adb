"""Diagnoses that contradict each other, that nothing supports, or that nobody named: what a coder must ask about."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import timedelta

from sandbox.charts.defects.planting import Flaw, Planting, named, required
from sandbox.charts.defects.registry import QUALITATIVE, defect
from sandbox.charts.defects.writing import entry, reworded, with_statement
from sandbox.charts.model import Document, Layout, Section, Setting, Statement
from sandbox.charts.review.stay import written
from sandbox.charts.truth import ChartTruth, CodeSystem, Fact, FactKind, Trap

_ASSESSMENT = ("assessment", "impression", "diagnos", "plan", "opinion", "recommendation")
_OPINIONS = ("consult_note", "emergency_note", "progress_note")
_CERTAIN = "ZVWXYROPSTCD"  # no illness, or one that is plain to see or proved by tissue: nobody would deny it
_SEEN = ("B95", "B96", "B97", "E66", "E83", "E87", "I69", "G81", "F10", "F11")
"""Cultures, measurements, deficits at the bedside and known histories, about which opinions do not differ either."""
_MAIN = 8  # ranks from here on are of conditions that the patient brought along
_DENIALS = (
    "I do not find support for {what}; another cause of the picture is more likely.",
    "In my opinion this is not {what}.",
    "The findings do not represent {what} in my view.",
)


def _lower(text: str) -> str:
    """A diagnosis inside a sentence: small first letter, but acronyms as they are."""
    return text if text[1:2].isupper() or text.split(" ")[0].endswith("'s") else text[:1].lower() + text[1:]


def _deniable(planting: Planting, one: Document) -> list[Fact]:
    """The main diagnoses that a document does not state, and that the attending states in a later one.

    They were there by then: present on admission, or stated before.
    """
    stated = {cell.id for cell in one.statements}
    earlier, later = set[str](), set[str]()
    for other in planting.documents:
        cells = {cell.id for cell in other.statements}
        if written(other) < written(one):
            earlier |= cells
        elif other is not one and other.author_id == planting.encounter.attending_id:
            later |= cells
    found = []
    for fact in planting.truth.facts:
        told = set(planting.evidence[fact.id])
        known = fact.coding is not None and (fact.coding.poa in ("Y", None) or earlier & told)
        if _arguable(fact) and known and not stated & told and later & told:
            found.append(fact)
    return found


def _arguable(fact: Fact) -> bool:
    """Whether two physicians may differ about a diagnosis of the key."""
    coding = fact.coding
    return (
        fact.kind is FactKind.DIAGNOSIS
        and coding is not None
        and coding.system is CodeSystem.CM
        and required(fact)
        and coding.code[0] not in _CERTAIN
        and coding.code[:3] not in _SEEN
        and coding.rank <= _MAIN
    )


@defect(
    "CONFLICTING_DIAGNOSES",
    "Diagnoses of two providers conflict",
    "42 CFR 482.24(c)(1); ICD-10-CM Official Guidelines I.B.14, II",
    "Where two providers contradict each other about a diagnosis, the attending is asked to clarify.",
    analysis=QUALITATIVE,
)
def conflicting(planting: Planting) -> Flaw | None:
    """Let a consultant deny what the attending diagnoses before and after."""
    able = [
        (one, facts)
        for one in planting.free(*_OPINIONS)
        if planting.may_diagnose(one.author_id)
        and one.author_id != planting.encounter.attending_id
        and (facts := _deniable(planting, one))
    ]
    if not able:
        return None
    one, facts = able[int(planting.random.random() * len(able))]
    fact = facts[int(planting.random.random() * len(facts))]
    denial = _DENIALS[int(planting.random.random() * len(_DENIALS))].format(what=_lower(fact.text))
    added = with_statement(one, denial, _ASSESSMENT)
    if added is None:
        return None
    planting.replace(added[0])
    stated = set(planting.evidence[fact.id])
    others = [
        other for other in planting.documents if other is not added[0] and stated & {c.id for c in other.statements}
    ]
    planting.lean_on(others[:2])
    what = (
        f"{named(one)} denies “{_lower(fact.text)}”, which the attending diagnoses. A coder asks the attending; the "
        "attending's diagnosis stands unless the answer changes it."
    )
    return Flaw(
        one.type,
        planting.encounter.attending_id,
        what,
        one.id,
        (added[1],),
        accepted_types=("CONFLICT",),
        accepted_documents=tuple(other.id for other in others),
    )


@dataclass(frozen=True, slots=True)
class _Bare:
    """A diagnosis that can stand without support where none of these words is in the chart."""

    text: str
    code: str
    words: tuple[str, ...]


_BARE = (
    _Bare("Hypothyroidism", "E03.9", ("thyro", "tsh")),
    _Bare("Iron deficiency anemia", "D50.9", ("iron", "ferr", "anemi", "transfus")),
    _Bare("Gout", "M10.9", ("gout", "purinol", "colchicine", "uric")),
    _Bare("Gastroesophageal reflux disease", "K21.9", ("reflux", "gerd", "prazole", "famotidine", "heartburn")),
    _Bare("Vitamin D deficiency", "E55.9", ("vitamin d", "calciferol")),
    _Bare("Polyneuropathy", "G62.9", ("neuropath", "gabapentin", "pregabalin", "numb", "duloxetine")),
    _Bare("Peripheral vascular disease", "I73.9", ("peripheral", "claudication", "pulses", "cilostazol", "ischemi")),
    _Bare("Restless legs syndrome", "G25.81", ("restless", "ropinirole", "pramipexole")),
)
_LISTS = ("progress_note", "physician_visit", "clinic_note", "consult_note", "emergency_note")


@defect(
    "UNSUPPORTED_DX",
    "Diagnosis without support",
    "42 CFR 482.24(c)(1); ICD-10-CM Official Guidelines I.A.19, III",
    "The record holds what supports a diagnosis: findings, work-up or treatment. Otherwise the provider is asked.",
    analysis=QUALITATIVE,
)
def unsupported(planting: Planting) -> Flaw | None:
    """List a diagnosis that nothing in the chart evaluates, monitors or treats."""
    if planting.chart.patient.age_on(planting.encounter.began.date()) < 30 or planting.of("delivery_note"):
        return None
    said = " ".join(f"{cell.label} {cell.text}" for one in planting.documents for cell in one.statements).lower()
    coded = {fact.coding.code[:3] for fact in planting.truth.facts if fact.coding} | {
        trap.code[:3] for trap in planting.truth.traps
    }
    bare = [one for one in _BARE if one.code[:3] not in coded and not any(word in said for word in one.words)]
    able = [one for one in planting.free(*_LISTS) if planting.may_diagnose(one.author_id)]
    found = planting.pick(able)
    if found is None or not bare:
        return None
    chosen = bare[int(planting.random.random() * len(bare))]
    added = with_statement(found, f"{chosen.text}.", _ASSESSMENT)
    if added is None:
        return None
    planting.replace(added[0])
    why = (
        f"“{chosen.text}” is listed once; nothing in the record evaluates, monitors or treats it. It does not meet the "
        "definition of a reportable diagnosis: ask the provider."
    )
    _trap(planting, chosen.code, why, "III; I.A.19", (added[1],))
    return Flaw(found.type, planting.responsible(found), why, found.id, (added[1],))


def unsupported_words(truth: ChartTruth) -> tuple[str, ...]:
    """Words of the diagnoses that were planted without support: no page of the record has them."""
    planted = any(one.type == "UNSUPPORTED_DX" for one in truth.defects)
    codes = {trap.code for trap in truth.traps} if planted else set()
    return tuple(word for one in _BARE if one.code in codes for word in one.words)


def _trap(planting: Planting, code: str, why: str, citation: str, statements: tuple[str, ...]) -> None:
    trap = Trap(planting.encounter.id, code, CodeSystem.CM, why, citation, statements)
    planting.truth = replace(planting.truth, traps=(*planting.truth.traps, trap))


@dataclass(frozen=True, slots=True)
class _Result:
    """A low result that an order corrects: test, words that nobody may have used of it, value, order, code."""

    test: str
    words: tuple[str, ...]
    values: tuple[str, ...]
    order: str
    drug: str
    name: str
    code: str


_RESULTS = (
    _Result("Magnesium", ("magnes",), ("1.1", "1.2", "1.3"), "Magnesium oxide 400 mg by mouth now and this evening.",
            "Magnesium oxide 400 mg by mouth", "hypomagnesemia", "E83.42"),
    _Result("Phosphorus", ("phosph",), ("1.6", "1.8", "1.9"), "Potassium phosphate 500 mg by mouth this evening.",
            "Potassium phosphate 500 mg by mouth", "hypophosphatemia", "E83.39"),
    _Result("Potassium", ("potassium", "kalem"), ("2.9", "3.0", "3.1"), "Potassium chloride 40 mEq by mouth once now.",
            "Potassium chloride 40 mEq by mouth", "hypokalemia", "E87.6"),
)  # fmt: skip
_LABS = "lab_report"
_SHIFTS = ("2300", "0700", "1500")


@defect(
    "INDICATOR_NO_DX",
    "Abnormal result treated, diagnosis not named",
    "42 CFR 482.24(c)(1); ICD-10-CM Official Guidelines III.B",
    "A provider names the diagnosis behind an abnormal result that is treated. Otherwise the provider is asked.",
    analysis=QUALITATIVE,
)
def unnamed(planting: Planting) -> Flaw | None:
    """Make a result low, order and give its treatment, and let nobody name it."""
    if planting.encounter.setting is not Setting.INPATIENT:
        return None
    for result in _RESULTS:
        for lab in planting.free(_LABS):
            cell = _low_cell(lab, result)
            if cell is None or not 6 <= lab.filed_at.hour < 14 or not _silent(planting, result):
                continue
            if (flaw := _treated(planting, lab, cell, result)) is not None:
                return flaw
    return None


def _low_cell(lab: Document, result: _Result) -> Statement | None:
    """The result cell of a test in a report."""
    for section in lab.sections:
        for row in section.rows:
            if section.layout is Layout.TABLE and len(row) > 1 and row[0].text == result.test and not row[1].flag:
                return row[1]
    return None


def _silent(planting: Planting, result: _Result) -> bool:
    """Whether nobody speaks of the test outside the reports, and no fact is coded with its diagnosis."""
    coded = any(fact.coding is not None and fact.coding.code[:3] == result.code[:3] for fact in planting.truth.facts)
    return not coded and not any(
        word in f"{cell.label} {cell.text}".lower()
        for one in planting.documents
        if one.type != _LABS
        for cell in one.statements
        for word in result.words
    )


def _treated(planting: Planting, lab: Document, cell: Statement, result: _Result) -> Flaw | None:
    attending = planting.encounter.attending_id
    at = lab.filed_at + timedelta(minutes=planting.between(25, 55))
    given = at + timedelta(minutes=planting.between(12, 25))
    record = _given(planting, lab, given.strftime("%H%M"), result)
    if record is None or not planting.can_lose([cell.id]):
        return None
    value = result.values[int(planting.random.random() * len(result.values))]
    planting.forget([cell.id])
    planting.replace(_flagged(reworded(lab, {cell.id: value}), cell.id))
    planting.replace(record)
    order = entry(planting, "orders", "Orders", attending, at, [("", Layout.LIST, [("", result.order)])])
    shows = (cell.id, order.statements[0].id)
    low = f"{result.test.lower()} {value}"
    why = f"A low result ({low}) was treated and no provider names {result.name}: ask the provider."
    _trap(planting, result.code, f"{why} A result alone is not coded.", "III.B", shows)
    return Flaw("orders", attending, why, order.id, shows, accepted_documents=(lab.id, record.id))


def _flagged(lab: Document, cell_id: str) -> Document:
    def marked(section: Section) -> Section:
        rows = tuple(tuple(replace(one, flag="L") if one.id == cell_id else one for one in row) for row in section.rows)
        return replace(section, rows=rows)

    return replace(lab, sections=tuple(marked(section) for section in lab.sections))


def _given(planting: Planting, lab: Document, clock: str, result: _Result) -> Document | None:
    """The medication record of the day with the dose in it, by a nurse who gave others in that shift."""
    shift = 1 + max((place for place, start in enumerate(_SHIFTS) if start <= clock and start != "2300"), default=0)
    for record in planting.free("medication_record"):
        if record.dated != lab.filed_at.date():
            continue
        for place, section in enumerate(record.sections):
            if section.layout is not Layout.TABLE or len(section.columns) != 4:
                continue
            nurse = next(
                (found[1] for row in section.rows if (found := re.search(r"\d{4} ([A-Z]{2})", row[shift].text))), ""
            )
            if nurse:
                number = max(int(one.id.partition(".s")[2]) for one in record.statements)
                texts = [f"{result.drug} once", *("—" for _ in _SHIFTS)]
                texts[shift] = f"{clock} {nurse}"
                row = tuple(Statement(f"{record.id}.s{number + n}", text) for n, text in enumerate(texts, 1))
                more = replace(section, rows=(*section.rows, row))
                return replace(record, sections=(*record.sections[:place], more, *record.sections[place + 1 :]))
    return None

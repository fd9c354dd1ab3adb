"""Agreement: nothing in one part of a clean chart contradicts another part of it."""

from __future__ import annotations

import re
from collections import defaultdict

from sandbox.charts.defects.content import _SIDE, allergies_told, tobacco_told
from sandbox.charts.lint.registry import Faults, Specimen, check
from sandbox.charts.model import Layout

_BOTH_SIDES = frozenset(
    (
        "deltoid",
        "arm",
        "hand",
        "forearm",
        "side",
        "wrist",
        "antecubital",
        "foot",
        "leg",
        "great",
        "eye",
        "thigh",
        "buttock",
        "ear",
        "nostril",
        "nare",
        "heel",
        "lung",
    )
)
_STAGES = {"N18.31": (45, 60), "N18.32": (30, 45), "N18.4": (15, 30)}
_NEW = re.compile(r"NEW: ([^\d.]+?) \d")
_SLACK = 3  # mL/min/1.73 m²: results of single days scatter around the stage


@check("same-allergies")
def same_allergies(one: Specimen) -> Faults:
    """Allergies and tobacco use are the same wherever they stand."""
    allergies = allergies_told(one.chart.documents)
    if len(allergies) > 1:
        yield "", f"Allergies differ: {' / '.join(sorted(allergies))}"
    tobacco = tobacco_told(one.chart.documents)
    if len(tobacco) > 1:
        yield "", f"Tobacco use differs: {' / '.join(sorted(tobacco))}"


@check("same-side")
def same_side(one: Specimen) -> Faults:
    """A part of the body that has a side keeps it."""
    sides: dict[str, set[str]] = defaultdict(set)
    for each in one.chart.documents:
        for line in each.statements:
            for side, _, part in _SIDE.findall(line.text):
                sides[part].add(side.lower())
    for part, found in sorted(sides.items()):
        if len(found) > 1 and part not in _BOTH_SIDES:
            yield "", f"The {part} is {' and '.join(sorted(found))}."


@check("quoted-results")
def quoted_results(one: Specimen) -> Faults:
    """Notes quote only results that have been reported."""
    yield from (("", f"A note quotes a result before it is reported: {early}") for early in one.early)


@check("kidney-stage")
def kidney_stage(one: Specimen) -> Faults:
    """The filtration rate on paper fits the coded stage of kidney disease, unless the injury is acute too."""
    codes = {fact.coding.code for fact in one.truth.facts if fact.coding}
    stage = next((_STAGES[code] for code in sorted(codes) if code in _STAGES), None)
    if stage is None or any(code.startswith("N17") for code in codes):
        return
    tables = (section for each in one.chart.documents for section in each.sections if section.layout is Layout.TABLE)
    rates = [float(row[1].text) for table in tables for row in table.rows if row[0].text.startswith("eGFR")]
    if rates and not stage[0] - _SLACK <= rates[-1] <= stage[1] + _SLACK:
        yield "", f"eGFR {rates[-1]} does not fit the coded stage ({stage[0]} to {stage[1]})."


@check("new-drugs-are-new")
def new_drugs_are_new(one: Specimen) -> Faults:
    """Reconciliation at discharge calls no drug new that the history lists among the home medications."""
    home = [
        line.text.lower()
        for each in one.chart.documents
        if each.type == "history_and_physical"
        for section in each.sections
        if "medication" in section.heading.lower()
        for line in section.statements
    ]
    for each in one.chart.documents:
        if each.type != "discharge_summary":
            continue
        for line in each.statements:
            match = _NEW.match(line.text)
            if match and any(text.startswith(f"{match[1]} ") for text in home):
                yield line.id, f"Called new, though taken at home: {line.text}"


@check("drugs-ordered")
def drugs_ordered(one: Specimen) -> Faults:
    """Every drug on an administration record was ordered, and none was given after the patient had left."""
    ordered = [
        line.text
        for each in one.chart.documents
        if each.type in ("orders", "standing_orders", "verbal_order")
        for line in each.statements
    ]
    ended = one.encounter.ended
    for each in one.chart.documents:
        if each.type != "medication_record":
            continue
        for table in (section for section in each.sections if section.layout is Layout.TABLE):
            for row in table.rows:
                if not any(text.startswith(row[0].text) for text in ordered):
                    yield row[0].id, f"Given but not ordered: {row[0].text}"
        if ended is not None and each.dated == ended.date() and len(each.sections) < 4:
            times = re.findall(r"\b(\d\d)(\d\d) [A-Z]{2,3}", " ".join(line.text for line in each.statements))
            late = [int(hour + minute) for hour, minute in times if 700 <= int(hour + minute) < 2300]
            if any(when > ended.hour * 100 + ended.minute for when in late):
                yield each.id, f"A dose is charted after the patient left at {ended:%H:%M}."

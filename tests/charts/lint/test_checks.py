"""Each check of the linter finds the fault it is for, in a chart that is otherwise clean."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from sandbox.charts.lint import CHECKS, Specimen
from sandbox.charts.lint.run import examine
from sandbox.charts.model import Chart, Document, Section, SignatureRole, Statement
from sandbox.charts.truth import ChartTruth, Coding, Fact
from tests.factories.generated import clean

Change = Callable[[Chart, ChartTruth], tuple[Chart, ChartTruth]]


def specimen() -> Specimen:
    return Specimen(*clean("surgical", 1))


def pages(change: Callable[[Document], Document], kind: str = "") -> Change:
    """Change the first document of a type (or of any)."""

    def changed(chart: Chart, truth: ChartTruth) -> tuple[Chart, ChartTruth]:
        first = next(one for one in chart.documents if kind in ("", one.type))
        documents = tuple(change(one) if one is first else one for one in chart.documents)
        return replace(chart, documents=documents), truth

    return changed


def says(text: str, kind: str = "progress_note") -> Change:
    """Put a sentence in the place of the first one of a document."""

    def changed(page: Document) -> Document:
        section = page.sections[0]
        row = (replace(section.rows[0][0], text=text), *section.rows[0][1:])
        rows = (row, *section.rows[1:])
        return replace(page, sections=(replace(section, rows=rows), *page.sections[1:]))

    return pages(changed, kind)


def coded(**changes: object) -> Change:
    """Change the coding of the first diagnosis."""

    def changed(chart: Chart, truth: ChartTruth) -> tuple[Chart, ChartTruth]:
        first = next(fact for fact in truth.facts if fact.coding and fact.coding.poa is not None)
        coding: Coding = replace(first.coding, **changes)  # type: ignore[arg-type]
        facts = tuple(replace(fact, coding=coding) if fact is first else fact for fact in truth.facts)
        return chart, replace(truth, facts=facts)

    return changed


def person(**changes: object) -> Change:
    return lambda chart, truth: (replace(chart, patient=replace(chart.patient, **changes)), truth)  # type: ignore[arg-type]


def stay(**changes: object) -> Change:
    def changed(chart: Chart, truth: ChartTruth) -> tuple[Chart, ChartTruth]:
        return replace(chart, encounters=(replace(chart.encounters[0], **changes),)), truth  # type: ignore[arg-type]

    return changed


def unsaid(chart: Chart, truth: ChartTruth) -> tuple[Chart, ChartTruth]:
    return chart, replace(truth, evidence=dict.fromkeys(truth.evidence, ()))


def backwards(chart: Chart, truth: ChartTruth) -> tuple[Chart, ChartTruth]:
    return replace(chart, documents=chart.documents[::-1]), truth


def signed_early(page: Document) -> Document:
    lines = tuple(replace(line, signed_at=page.filed_at - timedelta(days=20)) for line in page.signatures)
    return replace(page, signatures=lines)


def ragged(page: Document) -> Document:
    table = Section("Results", page.sections[0].layout, ((Statement("x", "One"),),), ("A", "B"))
    return replace(page, sections=(replace(table, layout=type(table.layout)("table")),))


def doubled_id(page: Document) -> Document:
    section = page.sections[0]
    return replace(page, sections=(section, section))


def again(chart: Chart, truth: ChartTruth) -> tuple[Chart, ChartTruth]:
    first = next(fact for fact in truth.facts if fact.coding and fact.coding.poa is not None)
    twin = Fact("twin", first.kind, first.text, first.encounter_id, first.coding)
    return chart, replace(
        truth, facts=(*truth.facts, twin), evidence={**truth.evidence, "twin": truth.evidence[first.id]}
    )


def operated(day: str) -> Change:
    def changed(chart: Chart, truth: ChartTruth) -> tuple[Chart, ChartTruth]:
        facts = tuple(
            replace(fact, coding=replace(fact.coding, date=day)) if fact.coding and fact.coding.date else fact
            for fact in truth.facts
        )
        return chart, replace(truth, facts=facts)

    return changed


def many(chart: Chart, truth: ChartTruth) -> tuple[Chart, ChartTruth]:
    return replace(chart, documents=chart.documents * 4), truth


FAULTS: list[tuple[str, Change]] = [
    ("filed-in-order", backwards),
    ("signed-in-time", pages(signed_early)),
    ("within-the-edition", stay(ended=None)),
    ("pronouns", says("He walked with her.")),
    ("roles", pages(lambda page: replace(page, author_id="registrar-ralph-ortiz"), "history_and_physical")),
    ("roles", pages(lambda page: replace(page, type="no_such_type"))),
    ("reserved-numbers", person(ssn="-".join(("123", "45", "6789")))),
    ("reserved-numbers", person(phone="-".join(("202", "444", "0123")))),
    ("reserved-numbers", person(email="ana" + "@" + "mail.net")),
    ("reserved-in-prose", says("Call " + "-".join(("212", "736", "5000")) + " at night.")),
    ("reserved-in-prose", says("Write to ana" + "@" + "mail.net about it.")),
    ("codes-valid", coded(code="J44")),
    ("codes-valid", coded(alternatives=("Z99.999",))),
    ("codes-possible", coded(code="O80")),
    ("evidence", unsaid),
    ("principal", coded(rank=40)),
    ("principal", again),
    ("present-on-admission", coded(poa=None)),
    ("present-on-admission", coded(poa="")),
    ("procedure-dates", operated("2024-01-01")),
    ("wording", says("The {lobe} is clear.")),
    ("wording", says("Seen by by the team.")),
    ("wording", says("A 82-year-old man.")),
    ("wording", says("Value is None today.")),
    ("sentences", says("no capital here.")),
    ("sentences", says("No stop here")),
    ("invented-places", says("Transferred from Grandview Memorial Hospital today.")),
    ("sections", pages(lambda page: replace(page, sections=()))),
    ("sections", pages(ragged)),
    ("statement-ids", pages(doubled_id)),
    ("size", many),
    ("same-allergies", says("Smoking history reviewed: has never smoked, is a former smoker who quit 5 years ago.")),
]  # fmt: skip


@pytest.mark.parametrize(("name", "change"), FAULTS, ids=[f"{name}-{n}" for n, (name, _) in enumerate(FAULTS)])
def test_a_fault_is_found_by_its_check(name: str, change: Change) -> None:
    one = specimen()
    assert not list(CHECKS[name](one))
    if name == "pronouns":
        change = says("He walked today." if one.chart.patient.sex == "female" else "She walked today.")
    if name == "codes-possible":
        one = Specimen(replace(one.chart, patient=replace(one.chart.patient, sex="male")), one.truth)
    chart, truth = change(one.chart, one.truth)
    assert list(CHECKS[name](Specimen(chart, truth)))


def test_a_note_that_quotes_an_unreported_result_is_found() -> None:
    one = specimen()
    assert list(CHECKS["quoted-results"](Specimen(one.chart, one.truth, ("d03 quotes wbc",))))


def test_a_drug_that_nobody_ordered_is_found() -> None:
    chart, truth = clean("pneumonia_copd", 2)
    record = next(one for one in chart.documents if one.type == "medication_record")
    orders = [one for one in chart.documents if one.type in ("orders", "verbal_order")]
    left = tuple(one for one in chart.documents if one not in orders)
    assert not list(CHECKS["drugs-ordered"](Specimen(chart, truth)))
    found = list(CHECKS["drugs-ordered"](Specimen(replace(chart, documents=left), truth)))
    assert any(place.startswith(record.id) for place, _ in found)


def test_a_home_drug_called_new_at_discharge_is_found() -> None:
    chart, truth = clean("hip_fracture", 11)
    summary = next(one for one in chart.documents if one.type == "discharge_summary")
    lists = {section for section in summary.sections if "medication" in section.heading.lower()}
    sections = tuple(
        replace(
            section,
            rows=tuple(
                tuple(replace(one, text=one.text.replace("CONTINUE:", "NEW:")) for one in row) for row in section.rows
            ),
        )
        if section in lists
        else section
        for section in summary.sections
    )
    pages = tuple(replace(one, sections=sections) if one is summary else one for one in chart.documents)
    assert not list(CHECKS["new-drugs-are-new"](Specimen(chart, truth)))
    assert list(CHECKS["new-drugs-are-new"](Specimen(replace(chart, documents=pages), truth)))


def test_a_specimen_drawn_before_any_order_is_found() -> None:
    chart, truth = clean("pneumonia_copd", 2)
    left = tuple(one for one in chart.documents if one.type != "orders")
    assert not list(CHECKS["specimen-after-order"](Specimen(chart, truth)))
    assert list(CHECKS["specimen-after-order"](Specimen(replace(chart, documents=left), truth)))


def test_kidney_function_that_belies_the_stage_is_found() -> None:
    for seed in range(40):
        chart, truth = clean("t2dm_clinic", seed)
        codes = {fact.coding.code for fact in truth.facts if fact.coding}
        if codes & {"N18.31", "N18.32"}:
            break
    wrong = {"N18.31": "N18.4", "N18.32": "N18.4"}
    facts = tuple(
        replace(fact, coding=replace(fact.coding, code=wrong.get(fact.coding.code, fact.coding.code)))
        if fact.coding
        else fact
        for fact in truth.facts
    )
    assert not list(CHECKS["kidney-stage"](Specimen(chart, truth)))
    assert list(CHECKS["kidney-stage"](Specimen(chart, replace(truth, facts=facts))))


def test_a_finding_says_where_and_why() -> None:
    one = specimen()
    chart, truth = says("Seen by by the team.")(one.chart, one.truth)
    found = [str(each) for each in examine(Specimen(chart, truth), "surgical", "seed 1")]
    assert len(found) == 1
    assert found[0].startswith("surgical: seed 1 d")
    assert "by by" in found[0]


def test_patients_sign_for_themselves_alone() -> None:
    def signed_by_nobody(page: Document) -> Document:
        return replace(page, signatures=tuple(replace(line, staff_id="") for line in page.signatures))

    one = specimen()
    author = next(page for page in one.chart.documents if page.type == "progress_note")
    assert author.signatures[0].role is SignatureRole.AUTHOR
    chart, truth = pages(signed_by_nobody, "progress_note")(one.chart, one.truth)
    assert list(CHECKS["roles"](Specimen(chart, truth)))

"""The form of a coding task: what is asked, what is read, what is refused."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sandbox.charts.model import Setting
from sandbox.charts.truth import CodeSystem
from sandbox.tasks.base import FieldErrors
from sandbox.tasks.coding import KIND
from sandbox.tasks.coding.answer import CodingAnswer, DiagnosisRow, ProcedureRow
from tests.factories.coding import chart_in, room, spec, world

CODES = ["J18.9", "J44.1", "J44.0", "R05.9"]
STATEMENTS = ["main:d02.s2", "main:d05.s1", "main:d03.s1"]

rows = st.builds(
    DiagnosisRow,
    code=st.sampled_from(CODES),
    poa=st.sampled_from(["", "Y", "N", "U", "W", "exempt"]),
    evidence=st.lists(st.sampled_from(STATEMENTS), unique=True).map(tuple),
)
procedures = st.builds(
    ProcedureRow,
    system=st.just(CodeSystem.PCS),
    code=st.sampled_from(["0QS704Z"]),
    date=st.sampled_from(["", "2026-03-11"]),
    evidence=st.just(()),
)
answers = st.builds(
    CodingAnswer,
    diagnoses=st.lists(rows, max_size=8).map(tuple),
    procedures=st.lists(procedures, max_size=3).map(tuple),
)


def errors_of(sent: dict[str, list[str]], a_room: object = None) -> dict[str, list[str]]:
    """What was wrong with a submission."""
    read = KIND.parse(spec(), a_room or room(), sent)  # type: ignore[arg-type]
    assert isinstance(read, FieldErrors), read
    return {name: list(messages) for name, messages in read.fields.items()}


@given(answers)
def test_an_answer_is_read_back_as_it_was(answer: CodingAnswer) -> None:
    assert KIND.parse(spec(), room(), KIND.fill(answer)) == answer


@given(answers)
def test_a_draft_is_shown_as_it_was(answer: CodingAnswer) -> None:
    form = KIND.form(spec(), room(), KIND.fill(answer))
    assert [row["code"] for row in form.diagnoses.data][: len(answer.diagnoses)] == [r.code for r in answer.diagnoses]
    assert [row["poa"] for row in form.diagnoses.data][: len(answer.diagnoses)] == [r.poa for r in answer.diagnoses]


def test_rows_in_the_order_of_their_indices() -> None:
    sent = {
        "diagnoses-7-code": ["J44.1"],
        "diagnoses-3-code": ["j189"],
        "diagnoses-3-poa": ["Y"],
        "diagnoses-5-code": [""],
    }
    read = KIND.parse(spec(), room(), sent)
    assert read == CodingAnswer(diagnoses=(DiagnosisRow(code="J18.9", poa="Y"), DiagnosisRow(code="J44.1")))


def test_an_error_names_the_row_as_the_form_will_show_it() -> None:
    sent = {"diagnoses-2-code": ["J18.9"], "diagnoses-9-code": ["J44.9X"]}
    assert list(errors_of(sent)) == ["diagnoses-1-code"]
    form = KIND.form(spec(), room(), sent)
    assert form.diagnoses[1].form.code.name == "diagnoses-1-code"
    assert form.diagnoses[1].form.code.data == "J44.9X"


def test_a_row_with_anything_but_a_code() -> None:
    assert "has no code" in errors_of({"diagnoses-0-poa": ["Y"]})["diagnoses-0-code"][0]
    assert "has no code" in errors_of({"procedures-0-date": ["2026-03-10"]})["procedures-0-code"][0]


def test_an_unknown_indicator_and_system() -> None:
    assert errors_of({"diagnoses-0-code": ["J18.9"], "diagnoses-0-poa": ["1"]})["diagnoses-0-poa"]
    sent = {"procedures-0-code": ["0QS704Z"], "procedures-0-system": ["CPT"]}
    assert "ICD-10-PCS" in errors_of(sent)["procedures-0-system"][0]


def test_indicators_are_not_read_where_none_are_asked() -> None:
    clinic = room(world(chart_in(Setting.CLINIC)))
    read = KIND.parse(spec(), clinic, {"diagnoses-0-code": ["J18.9"], "diagnoses-0-poa": ["Y"]})
    assert read == CodingAnswer(diagnoses=(DiagnosisRow(code="J18.9"),))


def test_ten_thousand_rows_and_ten_megabytes_are_refused_and_shown_in_part() -> None:
    many = {f"diagnoses-{n}-code": ["J18.9"] for n in range(10_000)}
    assert errors_of(many)["diagnoses"] == [
        "10,000 rows were sent; at most 60 are read. Remove the rows that are not needed."
    ]
    assert len(KIND.form(spec(), room(), many).diagnoses) == 60
    huge = {"diagnoses-0-code": ["A" * 10_000_000], "diagnoses-0-evidence": ["x" * 10_000_000]}
    assert set(errors_of(huge)) == {"diagnoses-0-code", "diagnoses-0-evidence"}
    assert len(KIND.form(spec(), room(), huge).diagnoses[0].form.code.data) == 2000


@pytest.mark.parametrize(
    ("wanted", "fields"),
    [
        ({}, {"diagnoses", "procedures"}),
        ({"systems": (CodeSystem.CM,)}, {"diagnoses"}),
        ({"systems": (CodeSystem.PCS,)}, {"procedures"}),
    ],
)
def test_only_the_systems_asked_for_are_shown_and_read(wanted: dict[str, object], fields: set[str]) -> None:
    a_spec = spec(**wanted)
    assert {field.name for field in KIND.blank(a_spec, room())} == fields
    sent = {"diagnoses-0-code": ["J18.9"], "procedures-0-code": ["0QS704Z"]}
    read = KIND.parse(a_spec, room(), sent)
    assert isinstance(read, CodingAnswer)
    assert (bool(read.diagnoses), bool(read.procedures)) == ("diagnoses" in fields, "procedures" in fields)


def test_several_procedure_systems_let_the_coder_choose() -> None:
    a_spec = spec(systems=(CodeSystem.CM, CodeSystem.PCS, CodeSystem.HCPCS))
    form = KIND.blank(a_spec, room())
    assert [choice.value for choice in form.procedures[0].form.system.choices] == ["ICD-10-PCS", "HCPCS"]
    read = KIND.parse(a_spec, room(), {"procedures-0-code": ["0QS704Z"], "procedures-0-system": ["ICD-10-PCS"]})
    assert isinstance(read, CodingAnswer)
    assert read.procedures[0].system == CodeSystem.PCS

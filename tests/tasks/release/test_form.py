"""Reading and showing the form."""

from __future__ import annotations

import pytest

from sandbox.tasks.base import FieldErrors
from sandbox.tasks.release import KIND
from sandbox.tasks.release.answer import ReleaseAnswer
from sandbox.tasks.release.choices import BASES, BASIS_GROUPS, DECISIONS, DEFECTS, bases_of
from tests.factories.release import made

TASK = made("patient_psychotherapy:whole")


def parsed(**fields: list[str]) -> ReleaseAnswer | FieldErrors:
    return KIND.parse(TASK.spec, TASK.room, fields)


def test_an_empty_form_is_an_empty_answer() -> None:
    assert parsed() == ReleaseAnswer()


def test_every_page_of_the_chart_is_ticked_at_once() -> None:
    answer = parsed(documents=["chart"])
    assert isinstance(answer, ReleaseAnswer)
    assert answer.documents == ("main:d01", "main:d02", "main:d03", "main:d04", "main:d05")
    held = next(document.ref for document in TASK.key.documents if document.ref.startswith("papers:"))
    with_held = parsed(documents=["chart", held])
    assert isinstance(with_held, ReleaseAnswer)
    assert with_held.documents[-1] == held


@pytest.mark.parametrize(
    ("field", "form"),
    [
        ("decision", {"decision": ["maybe"]}),
        ("basis", {"basis": ["feeling"]}),
        ("documents", {"documents": ["main:d77"]}),
        ("documents", {"documents": ["main:d01", "none"]}),
        ("documents", {"documents": ["chart", "none"]}),
        ("defects", {"defects": ["EXPIRED", "none"]}),
        ("defects", {"defects": ["ODD"]}),
        ("deadline", {"clock": ["runs"]}),
        ("deadline", {"clock": ["runs"], "deadline": ["tomorrow"]}),
        ("deadline", {"clock": ["none"], "deadline": ["2026-03-01"]}),
        ("fee", {"fee": ["1000"]}),
        ("accounting", {"accounting": ["perhaps"]}),
        ("evidence", {"evidence": ["main:d99.s1"]}),
    ],
)
def test_what_cannot_be_read_is_named(field: str, form: dict[str, list[str]]) -> None:
    errors = parsed(**form)
    assert isinstance(errors, FieldErrors)
    assert set(errors.fields) == {field}
    assert all(message.endswith(".") for message in errors.fields[field])


def test_a_date_alone_means_that_a_deadline_runs() -> None:
    answer = parsed(deadline=["2026-04-12"])
    assert isinstance(answer, ReleaseAnswer)
    assert answer.deadline == "2026-04-12"


def test_a_huge_paste_is_cut_when_it_is_shown_again() -> None:
    huge = "x" * 10_000_000
    form = KIND.form(TASK.spec, TASK.room, {"evidence": [huge], "documents": [huge, "main:d01"], "decision": ["deny"]})
    assert len(form.evidence.data) <= 2000
    assert form.documents.data == ["main:d01"]
    assert form.decision.data == "deny"


def test_the_form_offers_the_chart_and_what_is_held_apart() -> None:
    offered = [option.label.text for option in KIND.blank(TASK.spec, TASK.room).documents]
    assert "Psychotherapy notes, kept apart from the chart" in offered
    assert "Request from the patient" not in offered
    assert offered[-2:] == ["Every page of the chart", "No page goes out"]


def test_the_choices_are_enough_to_choose_from() -> None:
    assert len(DECISIONS) == 5
    assert len(BASES) >= 25
    assert sum(len(codes) for _, codes in KIND.blank(TASK.spec, TASK.room).flaw_groups) == len(DEFECTS)


def test_bases_follow_the_rules() -> None:
    assert bases_of(("access.given", "access.psychotherapy_notes")) == ("access", "access_excluded")
    assert bases_of(("accounting.fee",)) == ()


def test_every_basis_is_offered_under_one_heading() -> None:
    offered = [code for codes in BASIS_GROUPS.values() for code in codes]
    assert sorted(offered) == sorted(BASES)


def test_an_entry_beside_no_accounting_is_refused() -> None:
    errors = parsed(accounting=["no"], entry_purpose=["litigation"])
    assert isinstance(errors, FieldErrors)
    assert set(errors.fields) == {"accounting"}

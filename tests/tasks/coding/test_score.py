"""What each mark says and earns."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sandbox.charts.truth import CodeSystem
from sandbox.scoring.accuracy import METHODS
from sandbox.scoring.credit import POLICIES
from sandbox.scoring.marks import Mark, Reason
from sandbox.scoring.points import points_of
from sandbox.tasks.coding.answer import CodingAnswer, CodingKey, DiagnosisRow, ProcedureRow
from sandbox.tasks.coding.figures import summary, tally
from sandbox.tasks.coding.match import match
from sandbox.tasks.coding.score import score
from tests.factories.coding import answer, coded_world, key, spec


def marks_of(given_answer: CodingAnswer, a_key: CodingKey) -> dict[str, Mark]:
    """Marks by item."""
    marks = score(given_answer, a_key)
    assert len({mark.item for mark in marks}) == len(marks), "item names are unique in a task"
    return {mark.item: mark for mark in marks}


def test_a_right_record_is_explained_item_by_item() -> None:
    marks = marks_of(answer("J18.9", "J44.0", "J44.1"), key())
    assert {mark.reason for mark in marks.values()} == {Reason.CORRECT}
    pneumonia = marks["code:dx.pneumonia"]
    assert pneumonia.group == "Principal diagnosis"
    assert "J18.9 Pneumonia, unspecified organism is right" in pneumonia.feedback
    assert "Reason for admission after study" in pneumonia.feedback
    assert [(e.chart, e.statement) for e in pneumonia.evidence] == [("main", "d02.s2"), ("main", "d05.s1")]
    assert pneumonia.citation == "Guidelines II"


def test_a_missing_code_loses_code_and_indicator() -> None:
    marks = marks_of(answer("J18.9", "J44.0"), key())
    assert (marks["code:dx.copd"].reason, marks["code:dx.copd"].credit) == (Reason.MISSED, 0.0)
    assert "J44.1" in marks["code:dx.copd"].feedback
    assert marks["poa:dx.copd"].reason == Reason.MISSED
    assert marks["code:dx.copd"].evidence
    assert marks["poa:dx.copd"].evidence == ()


def test_a_near_code_earns_part_and_keeps_its_indicator() -> None:
    a_key = key(a_world=coded_world(["S72.001A", "J44.1"]))
    marks = marks_of(answer("S72.001D", "J44.1"), a_key)
    near = marks["code:fact01"]
    assert near.reason == Reason.WRONG_SPECIFICITY
    assert 0.5 <= near.credit < 1.0
    assert (near.given, near.expected) == ("S72.001D", "S72.001A")
    assert "S72.001D" in near.feedback
    assert "S72.001A" in near.feedback
    assert marks["poa:fact01"].credit == 1.0
    assert marks["first"].credit == 1.0


def test_one_row_never_satisfies_two_items() -> None:
    a_key = key(a_world=coded_world(["J44.0", "J44.1"]))
    marks = marks_of(answer("J44.9"), a_key)
    assert sorted(mark.reason for name, mark in marks.items() if name.startswith("code:")) == [
        Reason.MISSED,
        Reason.WRONG_SPECIFICITY,
    ]


def test_an_accepted_alternative_earns_all_and_never_costs_an_exact_code_its_place() -> None:
    a_key = key(a_world=coded_world(["J44.0", "J44.1"], alternatives={"J44.0": ("J44.9",), "J44.1": ("J44.0",)}))
    marks = marks_of(answer("J44.0", "J44.9"), a_key)
    # J44.0 is exact for the first and accepted for the second; only taking it for the second lets both be satisfied.
    assert marks["code:fact01"].reason == Reason.ACCEPTED_ALTERNATIVE
    assert marks["code:fact02"].reason == Reason.ACCEPTED_ALTERNATIVE
    assert marks_of(answer("J44.0", "J44.1"), a_key)["code:fact01"].reason == Reason.CORRECT


def test_a_near_code_never_pushes_an_exact_one_aside() -> None:
    # Taking S72.001A for S72.002D and S72.001D for S72.001A would add up to more credit, and teach nonsense.
    a_key = key(a_world=coded_world(["S72.001A", "S72.002D"]))
    marks = marks_of(answer("S72.001A", "S72.001D"), a_key)
    assert marks["code:fact01"].reason == Reason.CORRECT
    assert marks["code:fact02"].given == "S72.001D"


def test_the_wrong_condition_first() -> None:
    marks = marks_of(answer("J44.1", "J18.9", "J44.0"), key())
    assert marks["first"].reason == Reason.WRONG_SEQUENCE
    assert "J44.1 stands first; it should be J18.9" in marks["first"].feedback
    assert "Section II" in marks["first"].citation
    assert marks["code:dx.pneumonia"].credit == 1.0


def test_either_of_two_principal_diagnoses_may_stand_first() -> None:
    a_key = key(a_world=coded_world(["K40.90", "J95.821"]))
    for order in (("K40.90", "J95.821"), ("J95.821", "K40.90")):
        assert marks_of(answer(*order), a_key)["first"].credit == 1.0


def test_a_demanded_order() -> None:
    a_key = key(a_world=coded_world(["A41.51", "R65.20", "N17.9"], ordered=3))
    marks = marks_of(answer("A41.51", "N17.9", "R65.20"), a_key)
    assert marks["order:fact03"].reason == Reason.WRONG_SEQUENCE
    assert "R65.20 must come before N17.9" in marks["order:fact03"].feedback
    assert marks["order:fact02"].credit == 1.0
    # A code that was left out breaks no order: it is already lost as a code.
    assert marks_of(answer("A41.51", "N17.9"), a_key)["order:fact03"].credit == 1.0


def test_codes_without_a_demanded_order_may_stand_anywhere() -> None:
    a_key = key(a_world=coded_world(["J18.9", "I10", "E11.9", "N17.9"], ordered=1))
    one = points_of(score(answer("J18.9", "I10", "E11.9", "N17.9"), a_key))
    other = points_of(score(answer("J18.9", "N17.9", "I10", "E11.9"), a_key))
    assert one == other
    assert one.fraction == 1.0


def test_indicators() -> None:
    a_key = key(a_world=coded_world(["J18.9", "N17.9", "Z87.891"], poa={"N17.9": "N", "Z87.891": ""}))
    rows = [("J18.9", "Y"), ("N17.9", "Y"), ("Z87.891", "exempt")]
    marks = marks_of(CodingAnswer(diagnoses=tuple(DiagnosisRow(code=c, poa=p) for c, p in rows)), a_key)
    assert [marks[f"poa:fact0{n}"].credit for n in (1, 2, 3)] == [1.0, 0.0, 1.0]
    assert marks["poa:fact02"].reason == Reason.WRONG_POA
    assert "Appendix I" in marks["poa:fact02"].citation
    unanswered = marks_of(answer("J18.9", "N17.9", "Z87.891", poa=""), a_key)
    assert unanswered["poa:fact01"].credit == unanswered["poa:fact03"].credit == 0.0


def test_a_trap_costs_more_than_an_unsupported_code_and_says_why() -> None:
    a_key = key()
    marks = marks_of(answer("J18.9", "J44.0", "J44.1", "R05.9", "R53.83", "R53.83"), a_key)
    trap = marks["extra:ICD-10-CM:R05.9"]
    assert (trap.reason, trap.penalty) == (Reason.PROHIBITED, 1.0)
    assert trap.feedback == "R05.9 (Cough, unspecified) should not be reported. Cough is integral to pneumonia."
    assert trap.citation == "Guidelines I.B.5"
    assert marks["extra:ICD-10-CM:R53.83"].penalty == 0.5
    assert "more than once" in marks["extra:ICD-10-CM:R53.83:2"].feedback


def test_a_trap_is_not_taken_for_a_near_miss() -> None:
    a_key = key(a_world=coded_world(["E11.22", "N18.31"], ordered=2, forbidden=("E11.9",)))
    marks = marks_of(answer("E11.9", "N18.31"), a_key)
    assert marks["code:fact01"].reason == Reason.MISSED
    assert marks["extra:ICD-10-CM:E11.9"].reason == Reason.PROHIBITED


def test_optional_codes_neither_earn_nor_cost() -> None:
    a_key = key(a_world=coded_world(["J18.9"], optional=("K40.90",)))
    with_it, without = score(answer("J18.9", "K40.90"), a_key), score(answer("J18.9"), a_key)
    assert points_of(with_it) == points_of(without)
    assert with_it[-1].reason == Reason.OPTIONAL


def test_evidence_is_a_small_part_and_must_be_of_the_fact() -> None:
    a_key = key(spec(evidence=True))
    rows = (
        DiagnosisRow(code="J18.9", poa="Y", evidence=("main:d03.s1", "main:d05.s1")),
        DiagnosisRow(code="J44.1", poa="Y", evidence=("main:d01.s1",)),
        DiagnosisRow(code="J44.0", poa="Y"),
    )
    marks = marks_of(CodingAnswer(diagnoses=rows), a_key)
    assert marks["evidence:dx.pneumonia"].credit == 1.0
    assert (marks["evidence:dx.copd"].reason, marks["evidence:dx.copd"].credit) == (Reason.NO_EVIDENCE, 0.0)
    assert "None of the statements" in marks["evidence:dx.copd"].feedback
    assert "No statement was attached" in marks["evidence:dx.copd-infection"].feedback
    assert [marks[f"evidence:dx.{name}"].given for name in ("pneumonia", "copd", "copd-infection")] == [
        "2 statements",
        "1 statement",
        "",
    ]
    assert marks["code:dx.copd"].credit == 1.0


def test_procedures_are_matched_within_their_system() -> None:
    a_key = key(a_world=coded_world(["0SR9019"], system=CodeSystem.PCS))
    given_row = ProcedureRow(system=CodeSystem.PCS, code="0SR9019")
    marks = marks_of(CodingAnswer(procedures=(given_row,)), a_key)
    assert marks["code:fact01"].reason == Reason.CORRECT
    assert marks["code:fact01"].group == "Procedures and supplies"
    assert "first" not in marks


POOL = ["J18.9", "J44.1", "J44.0", "J44.9", "R05.9", "J18.0", "R53.83", "I10"]
answers = st.lists(st.tuples(st.sampled_from(POOL), st.sampled_from(["", "Y", "N"])), max_size=9).map(
    lambda rows: CodingAnswer(diagnoses=tuple(DiagnosisRow(code=code, poa=poa) for code, poa in rows))
)


@pytest.mark.parametrize("method", METHODS)
def test_points_under_a_method_are_exactly_its_rate(method: str) -> None:
    a_key = key(spec(method=method))

    @given(answers)
    def holds(an_answer: CodingAnswer) -> None:
        rate = METHODS[method].rate(tally(match(an_answer, a_key), a_key))
        assert rate is not None
        assert 100 * points_of(score(an_answer, a_key)).fraction == pytest.approx(rate)

    holds()


@given(answers)
def test_marks_are_the_same_whatever_was_scored_before(an_answer: CodingAnswer) -> None:
    assert score(an_answer, key()) == score(an_answer, _USED)


_USED = key()


@given(answers)
def test_every_row_is_accounted_for_once(an_answer: CodingAnswer) -> None:
    found = match(an_answer, key())
    items = [row.item for row in found if row.item >= 0]
    assert len(items) == len(set(items))
    assert [row.row for row in found] == list(an_answer.diagnoses)


def test_the_summary_shows_all_methods_and_names_the_graded_one() -> None:
    shown = summary(answer("J18.9", "J44.0"), key(spec(method="total_opportunity")))
    assert shown["graded"] == "Total opportunity"
    assert [row.method for row in shown["accuracy"] if row.graded] == ["total_opportunity"]
    assert shown["counts"] == {"correct": 2, "wrong": 0, "missed": 1, "extra": 0}
    assert not any(row.graded for row in summary(answer(), key())["accuracy"])


def test_every_policy_has_a_method_or_is_by_mark() -> None:
    assert set(POLICIES) == {"marks", *METHODS}

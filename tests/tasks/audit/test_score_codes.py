"""What the marks of a coding audit say and earn."""

from __future__ import annotations

import pytest

from sandbox.charts.truth import CodeSystem
from sandbox.scoring.marks import Mark, Reason
from sandbox.tasks.audit import weights as w
from sandbox.tasks.audit.answer import AddedCode, AuditAnswer, AuditKey, CodeFinding, RowKey
from sandbox.tasks.audit.samples import ideal
from sandbox.tasks.audit.score import score
from tests.factories.audits import made, spec


def key_of(error: str, seed: int = 1) -> AuditKey:
    """The key of a claim with one error of a class."""
    return made(spec(error_types=(error,), errors=(1, 1)), seed=seed)[1]


def marks_of(answer: AuditAnswer, key: AuditKey) -> dict[str, Mark]:
    """Marks by item."""
    marks = score(answer, key)
    assert len({mark.item for mark in marks}) == len(marks)
    return {mark.item: mark for mark in marks}


def wrong_line(key: AuditKey) -> RowKey:
    """The one line with an error."""
    (row,) = [row for row in key.rows if row.error]
    return row


def judged(key: AuditKey, row: RowKey, **changed: str) -> AuditAnswer:
    """The ideal answer with another verdict on a line."""
    best = ideal(key)
    finding = CodeFinding.model_validate({"row": row.row, **changed})
    return best.model_copy(update={"codes": tuple(finding if f.row == row.row else f for f in best.codes)})


def item_of(row: RowKey) -> str:
    """The part of a mark's name that stands for the line."""
    return f"{row.slot}:{row.item.id if row.item else row.code}"


def test_removing_a_wrong_code_and_adding_the_right_one_comes_to_the_same() -> None:
    key = key_of("wrong_specificity")
    row = wrong_line(key)
    assert row.item is not None
    answer = judged(key, row, verdict="remove", error="wrong_specificity")
    answer = answer.model_copy(update={"added": (AddedCode(slot="main", system=row.system, code=row.item.code),)})
    marks = marks_of(answer, key)
    assert marks[f"line:{item_of(row)}"].credit == 1.0
    assert marks[f"correction:{item_of(row)}"].credit == 1.0
    assert not any(name.startswith("added:") for name in marks)


def test_removing_a_wrong_code_without_replacing_it_is_half_seen() -> None:
    key = key_of("wrong_specificity")
    row = wrong_line(key)
    marks = marks_of(judged(key, row, verdict="remove", error="wrong_specificity"), key)
    assert marks[f"line:{item_of(row)}"].credit == 0.5
    assert marks[f"correction:{item_of(row)}"].reason == Reason.MISSED


def test_a_correction_that_is_nearly_right_earns_part() -> None:
    key = key_of("wrong_seventh")
    row = wrong_line(key)
    assert row.item is not None
    other = next(c for c in ("S72.001D", "S72.001B", "S72.001S") if c != row.code)
    mark = marks_of(judged(key, row, verdict="correct", code=other, error="wrong_seventh"), key)[
        f"correction:{item_of(row)}"
    ]
    assert mark.reason == Reason.WRONG_SPECIFICITY
    assert 0.5 <= mark.credit < 1.0
    assert (mark.given, mark.expected) == (other, row.item.code)


@pytest.mark.parametrize(("given", "credit"), [("wrong_seventh", 1.0), ("wrong_specificity", 0.5), ("wrong_poa", 0.0)])
def test_a_class_that_says_less_earns_half(given: str, credit: float) -> None:
    key = key_of("wrong_seventh")
    row = wrong_line(key)
    assert row.item is not None
    marks = marks_of(judged(key, row, verdict="correct", code=row.item.code, error=given), key)
    assert marks[f"class:{item_of(row)}"].credit == credit


def test_an_unsupported_code_says_why_it_goes() -> None:
    key = key_of("unsupported")
    row = wrong_line(key)
    mark = marks_of(ideal(key), key)[f"line:{item_of(row)}"]
    assert mark.feedback.startswith("R65.10")
    assert "A rule forbids it." in mark.feedback
    assert mark.citation == "Guidelines I.B.5"


def test_a_right_line_must_be_judged_and_left_alone() -> None:
    key = key_of("unsupported")
    sound = next(row for row in key.rows if not row.error)
    assert marks_of(judged(key, sound, verdict="remove"), key)[f"line:{item_of(sound)}"].reason == Reason.WRONG
    best = ideal(key)
    unjudged = best.model_copy(update={"codes": tuple(f for f in best.codes if f.row != sound.row)})
    assert marks_of(unjudged, key)[f"line:{item_of(sound)}"].reason == Reason.MISSED


@pytest.mark.parametrize("which", [0, 1])
def test_naming_either_line_of_a_swap_is_enough(which: int) -> None:
    key = key_of("wrong_principal")
    (swap,) = key.sequences
    best = ideal(key)
    other = swap.rows[1 - which]
    answer = best.model_copy(
        update={"codes": tuple(CodeFinding(row=other, verdict="agree") if f.row == other else f for f in best.codes)}
    )
    marks = marks_of(answer, key)
    assert marks[f"line:sequence:{swap.id}"].credit == marks[f"class:sequence:{swap.id}"].credit == 1.0
    assert "A41.51" in marks[f"line:sequence:{swap.id}"].feedback


def test_added_codes() -> None:
    key = made(spec(error_types=("omitted",), errors=(1, 1)), seed=1)[1]
    (missing,) = key.missing
    best = ideal(key)
    wrong = [("R65.10", Reason.PROHIBITED, w.TRAP_PENALTY), ("R53.83", Reason.EXTRA, w.ADDED_PENALTY)]
    wrong.append((key.rows[0].code, Reason.EXTRA, w.ADDED_PENALTY))
    for code, reason, penalty in wrong:
        added = (*best.added, AddedCode(slot="main", system=CodeSystem.CM, code=code))
        marks = marks_of(best.model_copy(update={"added": added}), key)
        assert marks[f"omitted:main:{missing.item.id}"].credit == 1.0
        extra = marks[f"added:main:{code}:1"]
        assert (extra.reason, extra.penalty) == (reason, penalty)


@pytest.mark.parametrize(("off", "credit"), [(0.0, 1.0), (0.04, 1.0), (-0.04, 1.0), (0.1, 0.0), (-0.1, 0.0)])
def test_the_rate_may_be_off_by_rounding_alone(off: float, credit: float) -> None:
    key = made(spec(error_types=("omitted",), errors=(2, 2)), seed=2)[1]
    assert key.rate is not None
    shown = round(key.rate, 1)
    mark = marks_of(AuditAnswer(rate=shown + off), key)["rate"]
    assert mark.credit == credit
    assert f"{shown:.1f} %" in mark.feedback
    assert "reviewer's codes" in mark.feedback


def test_what_was_given_and_expected_is_said_in_the_words_of_the_form() -> None:
    key = key_of("wrong_seventh")
    row = wrong_line(key)
    sound = next(each for each in key.rows if not each.error)
    marks = marks_of(judged(key, row, verdict="correct", code=row.code, error="wrong_specificity"), key)
    assert (marks[f"line:{item_of(row)}"].given, marks[f"line:{item_of(row)}"].expected) == ("Correct it", "Correct it")
    assert marks[f"class:{item_of(row)}"].given == "Wrong code or specificity"
    assert marks[f"class:{item_of(row)}"].expected == "Wrong 7th character"
    assert marks[f"line:{item_of(sound)}"].given == "Agree"

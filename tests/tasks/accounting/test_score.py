"""What each judgment earns, and what a form may not say."""

from __future__ import annotations

from typing import Any

import pytest

from sandbox.scoring.marks import Mark, Reason
from sandbox.tasks.accounting import KIND
from sandbox.tasks.accounting import choices as c
from sandbox.tasks.accounting import weights as w
from sandbox.tasks.accounting.answer import AccountingAnswer, LineAnswer
from sandbox.tasks.base import FieldErrors
from tests.factories.accounting import Made, made


def marks(one: Made, **answer: Any) -> dict[str, Mark]:
    """Marks by item."""
    return {mark.item: mark for mark in KIND.score(AccountingAnswer(**answer), one.key)}


def judge(one: Made, row: str, verdict: str, **more: str) -> dict[str, Mark]:
    """Marks with one line judged."""
    return marks(one, lines=(LineAnswer(row=row, verdict=verdict, **more),))


def studied() -> Made:
    """An accounting with a study of more than fifty patients in its log."""
    return next(one for one in (made(seed, sorts=("large_study",)) for seed in range(30)) if _has(one))


def _has(one: Made) -> bool:
    return any(row.verdict == c.PROTOCOL for row in one.key.lines)


def test_a_study_told_as_a_single_disclosure_is_half_right() -> None:
    one = studied()
    row = one.line(c.PROTOCOL)
    assert judge(one, row.id, c.PROTOCOL)[f"line:{row.id}:verdict"].credit == 1
    near = judge(one, row.id, c.ON)[f"line:{row.id}:verdict"]
    assert (near.credit, near.reason) == (w.NEAR, Reason.PARTIAL)
    assert "164.528(b)(4)" in near.citation


def test_either_of_two_true_reasons_is_right() -> None:
    for seed in range(40):
        one = made(seed, "short")
        both = [row for row in one.key.lines if len(row.reasons) == 2]
        if both:
            row = both[0]
            for reason in row.reasons:
                found = judge(one, row.id, c.OFF, reason=reason)
                assert found[f"line:{row.id}:reason"].credit == 1
            wrong = judge(one, row.id, c.OFF, reason="security")[f"line:{row.id}:reason"]
            assert (wrong.credit, wrong.reason) == (0, Reason.WRONG)
            return
    raise AssertionError("no line has two reasons")


def test_leaving_a_held_line_out_for_good_is_half_right() -> None:
    one = made(2, "written")
    row = one.line(c.HELD)
    found = judge(one, row.id, c.OFF)
    assert found[f"line:{row.id}:verdict"].credit == w.NEAR
    assert found[f"line:{row.id}:until"].credit == 0
    assert "164.528(a)(2)" in found[f"line:{row.id}:verdict"].citation


def test_a_missed_disclosure_costs_its_entry_too() -> None:
    one = made(1)
    row = next(row for row in one.key.papers if row.verdict == c.MISSING)
    mine = [mark for mark in KIND.score(AccountingAnswer(), one.key) if mark.item.startswith(f"paper:{row.id}:")]
    assert sum(mark.weight for mark in mine) == w.FOUND + 4 * w.ENTRY
    assert {mark.reason for mark in mine} == {Reason.MISSED}
    assert "not in the log" in mine[0].feedback


def test_every_mark_cites_and_shows_where_to_look() -> None:
    one = made(4, turns=())
    for mark in KIND.score(KIND.samples(one.spec, one.key).ideal, one.key):
        assert "45 CFR 164.5" in mark.citation or "160.103" in mark.citation
        assert mark.evidence or mark.item == "series"


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"line-l1-reason": ["tpo"]}, "line-l1-reason"),
        ({"line-l1-verdict": ["on"], "line-l1-until": ["2026-01-01"]}, "line-l1-until"),
        ({"line-l1-verdict": ["no"]}, "line-l1-verdict"),
        ({"paper-p1-what": ["Everything"]}, "paper-p1-what"),
        ({"paper-p1-verdict": ["logged"], "paper-p1-day": ["2026-01-01"]}, "paper-p1-verdict"),
        ({"sum_number": ["٣"]}, "sum_number"),
        ({"start": ["yesterday"]}, "start"),
    ],
)
def test_a_contradiction_is_told_at_its_field(given: dict[str, list[str]], field: str) -> None:
    one = made(1)
    errors = KIND.parse(one.spec, one.room, given)
    assert isinstance(errors, FieldErrors)
    assert field in errors.fields


def test_what_is_left_empty_is_no_error() -> None:
    one = made(1)
    assert KIND.parse(one.spec, one.room, {}) == AccountingAnswer()

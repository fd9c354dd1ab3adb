"""The accuracy methods against figures worked by hand, and what must hold between them."""

from __future__ import annotations

from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sandbox.scoring.accuracy import LADDER, METHODS, MethodName, Tally, accuracy_table, level_of, rounded

# Ten codes due: seven right, one wrong, two left out; two more that should not be there.
WORKED = Tally(
    correct=7,
    wrong=1,
    missed=2,
    extra=2,
    principal_right=1,
    principal_reviewed=1,
    poa_right=6,
    poa_reviewed=8,
    records_right=0,
    records_reviewed=1,
)

counts = st.integers(0, 60)


@st.composite
def tallies(draw: st.DrawFn) -> Tally:
    """Any consistent counts."""
    reviewed, asked = draw(counts), draw(counts)
    return Tally(
        draw(counts),
        draw(counts),
        draw(counts),
        draw(counts),
        draw(st.integers(0, reviewed)),
        reviewed,
        draw(st.integers(0, asked)),
        asked,
        draw(st.integers(0, reviewed)),
        reviewed,
    )


@pytest.mark.parametrize(
    ("method", "expected"),
    [
        ("code_over_code", 70.0),
        ("code_over_code_deducted", 50.0),
        ("total_opportunity", 100 * 7 / 12),
        ("case_over_case", 0.0),
        ("principal_accuracy", 100.0),
        ("poa_accuracy", 75.0),
    ],
)
def test_a_worked_record_by_each_method(method: str, expected: float) -> None:
    assert METHODS[method].rate(WORKED) == pytest.approx(expected)


def test_over_coding_is_floored_at_zero() -> None:
    assert METHODS["code_over_code_deducted"].rate(Tally(correct=2, missed=2, extra=5)) == 0.0


@pytest.mark.parametrize("method", METHODS)
def test_nothing_to_count_gives_no_figure(method: str) -> None:
    assert METHODS[method].rate(Tally()) is None


@given(tallies())
def test_rates_are_percentages_and_strictness_is_ordered(tally: Tally) -> None:
    rates = {name: method.rate(tally) for name, method in METHODS.items()}
    assert all(rate is None or 0.0 <= rate <= 100.0 for rate in rates.values())
    plain, deducted, total = (rates[n] for n in ("code_over_code", "code_over_code_deducted", "total_opportunity"))
    if plain is not None:
        assert deducted <= total + 1e-9 <= plain + 2e-9


@given(tallies(), tallies())
def test_tallies_add_up(one: Tally, other: Tally) -> None:
    both = one + other
    assert both.reviewer_codes == one.reviewer_codes + other.reviewer_codes
    assert both.records_reviewed == one.records_reviewed + other.records_reviewed
    assert both.extra == one.extra + other.extra


def test_the_table_names_the_graded_method_and_flags_the_unverified() -> None:
    table = {row.method: row for row in accuracy_table(WORKED, "total_opportunity")}
    assert list(table) == list(METHODS)
    assert [row.method for row in table.values() if row.graded] == ["total_opportunity"]
    assert [row.method for row in table.values() if not row.verified] == ["total_opportunity"]
    assert table["total_opportunity"].percent == 58.3
    assert not any(row.graded for row in accuracy_table(WORKED))


@pytest.mark.parametrize(
    ("percent", "title"),
    [
        (69.9, None),
        (70.0, "Starting"),
        (84.99, "Starting"),
        (85.0, "Developing"),
        (95.0, "Field standard"),
        (None, None),
    ],
)
def test_the_ladder(percent: float | None, title: str | None) -> None:
    level = level_of(percent)
    assert (level.title if level else None) == title


def test_only_the_cited_threshold_is_called_verified() -> None:
    assert [step.percent for step in LADDER] == [70.0, 85.0, 90.0, 95.0]
    assert [step.percent for step in LADDER if step.verified] == [95.0]


@pytest.mark.parametrize(("exact", "shown"), [(66.65, 66.7), (66.649, 66.6), (100.0, 100.0), (87.5, 87.5), (6.25, 6.3)])
def test_rates_round_halves_up_as_by_hand(exact: float, shown: float) -> None:
    assert rounded(exact) == shown


def test_every_method_can_be_named_in_a_scenario() -> None:
    assert get_args(MethodName) == tuple(METHODS)

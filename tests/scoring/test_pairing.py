"""Best pairing against trying everything."""

from __future__ import annotations

from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from sandbox.scoring.pairing import best_pairs

tables = st.integers(1, 5).flatmap(
    lambda width: st.lists(
        st.lists(st.sampled_from([0.0, 0.25, 0.5, 0.75, 1.0]), min_size=width, max_size=width), min_size=1, max_size=5
    )
)


def best_by_trying(weights: list[list[float]]) -> float:
    """The greatest sum over all pairings."""
    rows, columns = len(weights), len(weights[0])
    if rows > columns:
        return best_by_trying([list(column) for column in zip(*weights, strict=True)])
    return max(sum(weights[r][c] for r, c in enumerate(chosen)) for chosen in permutations(range(columns), rows))


@given(tables)
def test_the_sum_is_the_greatest_and_nobody_is_paired_twice(weights: list[list[float]]) -> None:
    pairs = best_pairs(weights)
    assert len(set(pairs.values())) == len(pairs)
    assert all(weights[row][column] > 0 for row, column in pairs.items())
    assert sum(weights[row][column] for row, column in pairs.items()) == best_by_trying(weights)


def test_a_greedy_choice_would_lose() -> None:
    assert best_pairs([[1.0, 0.9], [0.9, 0.0]]) == {0: 1, 1: 0}


def test_nothing_to_pair() -> None:
    assert best_pairs([]) == {}
    assert best_pairs([[]]) == {}
    assert best_pairs([[0.0]]) == {}

"""Best pairing of two lists by weight, so that one given row never satisfies two expected items."""

from __future__ import annotations

from collections.abc import Sequence


def best_pairs(weights: Sequence[Sequence[float]]) -> dict[int, int]:
    """Row to column so that the sum of weights is greatest; pairs of weight 0 or less are left out.

    ``weights`` is a full matrix of rows by columns with weights in [0, 2]. The Hungarian method with potentials, cubic
    in the smaller side; for equal sums the earlier column wins, so the result is deterministic.
    """
    if not weights or not weights[0]:
        return {}
    if len(weights) > len(weights[0]):
        turned = best_pairs([list(column) for column in zip(*weights, strict=True)])
        return {row: column for column, row in sorted(turned.items(), key=lambda pair: pair[1])}
    owner = _owners(weights)
    pairs = {row - 1: column - 1 for column, row in enumerate(owner) if row and column}
    return {row: pairs[row] for row in sorted(pairs) if weights[row][pairs[row]] > 0}


def _owners(weights: Sequence[Sequence[float]]) -> list[int]:
    """Owner row of each column, 1-based, 0 for none; needs no more rows than columns."""
    rows, columns = len(weights), len(weights[0])
    of_row, of_column = [0.0] * (rows + 1), [0.0] * (columns + 1)
    owner = [0] * (columns + 1)
    for row in range(1, rows + 1):
        owner[0] = row
        came_from, column = _shortest_path(weights, owner, of_row, of_column)
        while column:
            owner[column] = owner[came_from[column]]
            column = came_from[column]
    return owner


def _shortest_path(
    weights: Sequence[Sequence[float]], owner: list[int], of_row: list[float], of_column: list[float]
) -> tuple[list[int], int]:
    """One augmenting path from the row in ``owner[0]`` to a free column; updates the potentials in place."""
    size = len(of_column)
    least, came_from, used = [float("inf")] * size, [0] * size, [False] * size
    column = 0
    while owner[column]:
        used[column] = True
        row, delta, nearest = owner[column], float("inf"), 0
        for other in range(1, size):
            if used[other]:
                continue
            cost = -weights[row - 1][other - 1] - of_row[row] - of_column[other]
            if cost < least[other]:
                least[other], came_from[other] = cost, column
            if least[other] < delta:
                delta, nearest = least[other], other
        for other in range(size):
            if used[other]:
                of_row[owner[other]] += delta
                of_column[other] -= delta
            else:
                least[other] -= delta
        column = nearest
    return came_from, column

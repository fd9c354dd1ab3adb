"""Which given code stands for which expected one. No row ever satisfies two items, no item is satisfied twice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sandbox.codesets import distance, normal
from sandbox.scoring.pairing import best_pairs
from sandbox.tasks.coding.answer import CodingAnswer, CodingKey, DiagnosisRow, ProcedureRow
from sandbox.tasks.record import KeyItem, KeyTrap

CM = "ICD-10-CM"
# A full match outweighs any sum of partial ones (rows are at most sixty), an exact code an accepted alternative.
_EXACT, _ALTERNATIVE = 100.0 + 2e-6, 100.0 + 1e-6
_NEAR = 0.25  # less credit than this, and a code stands for nothing


@dataclass(frozen=True, slots=True)
class Given:
    """A given row, where it stands among its kind (from 0), and what it was taken for.

    ``item`` is the number of the key item it stands for, or -1. ``credit`` is 1 for the exact code or an accepted
    alternative, less for a code at a distance, 0 for none. ``what`` says how a code at a distance differs.
    """

    row: DiagnosisRow | ProcedureRow
    position: int
    item: int = -1
    credit: float = 0.0
    what: str = ""
    trap: KeyTrap | None = None
    repeated: bool = False


def match(answer: CodingAnswer, key: CodingKey) -> tuple[Given, ...]:
    """Every given row, diagnoses before procedures: as many full matches as can be, then the best partial ones."""
    sheet = key.sheet
    rows: list[DiagnosisRow | ProcedureRow] = [*answer.diagnoses, *answer.procedures]
    places = [(CM if isinstance(row, DiagnosisRow) else row.system.value, normal(row.code)) for row in rows]
    taken: dict[int, int] = {}
    open_rows, seen = [], set()
    for number, place in enumerate(places):
        item = sheet.exact.get(place)
        if item is not None and place not in seen:
            taken[item] = number
        elif place not in seen and place not in sheet.traps:
            open_rows.append(number)
        seen.add(place)
    pairs = {row: (item, 1.0, "") for item, row in taken.items()}
    if open_rows and len(taken) < len(key.items):
        _pair_the_rest(open_rows, places, key, taken, pairs)
    return tuple(_given(rows, places, key, pairs, len(answer.diagnoses)))


def _given(
    rows: Sequence[DiagnosisRow | ProcedureRow],
    places: Sequence[tuple[str, str]],
    key: CodingKey,
    pairs: dict[int, tuple[int, float, str]],
    diagnoses: int,
) -> list[Given]:
    found, seen = [], set()
    for number, (row, place) in enumerate(zip(rows, places, strict=True)):
        position = number if number < diagnoses else number - diagnoses
        if number in pairs:
            found.append(Given(row, position, *pairs[number]))
        else:
            found.append(Given(row, position, trap=key.sheet.traps.get(place), repeated=place in seen))
        seen.add(place)
    return found


def _pair_the_rest(
    open_rows: list[int],
    places: Sequence[tuple[str, str]],
    key: CodingKey,
    taken: dict[int, int],
    pairs: dict[int, tuple[int, float, str]],
) -> None:
    """Pair rows without an exact item. An exact pair is reopened only where its row or item is wanted elsewhere."""
    edges = {row: _edges(places[row], key) for row in open_rows}
    queue = list(open_rows)
    while queue:
        for item in edges[queue.pop()]:
            holder = taken.get(item)
            if holder is not None and holder not in edges:
                edges[holder] = _edges(places[holder], key)
                queue.append(holder)
    rows = sorted(edges)
    items = sorted({item for found in edges.values() for item in found})
    weights = [[edges[row].get(item, (0.0, ""))[0] for item in items] for row in rows]
    for row in rows:
        pairs.pop(row, None)
    for row, column in best_pairs(weights).items():
        credit, what = edges[rows[row]][items[column]]
        pairs[rows[row]] = (items[column], min(credit, 1.0), what)


def _edges(place: tuple[str, str], key: CodingKey) -> dict[int, tuple[float, str]]:
    """Items that a row could stand for, with weight. A code near an optional one stands for nothing."""
    found: dict[int, tuple[float, str]] = {}
    for number, item in enumerate(key.items):
        if item.system.value != place[0]:
            continue
        if number == key.sheet.exact.get(place):
            found[number] = (_EXACT, "")
        elif place[1] in key.sheet.alternatives[number]:
            found[number] = (_ALTERNATIVE, "")
        elif item.required:
            credit, what = nearness(place[1], item)
            if credit > 0:
                found[number] = (credit, what)
    return found


def nearness(code: str, item: KeyItem) -> tuple[float, str]:
    """Partial credit of another code of the same system for an item, and how it differs; 0 when it is too far off."""
    credit, what = distance.credit(code, item.code, item.system.value)
    return (credit, what) if credit >= _NEAR else (0.0, what)


def is_diagnosis(given: Given) -> bool:
    """Whether the row is a diagnosis and not a procedure."""
    return isinstance(given.row, DiagnosisRow)


def stands_first(row: Given, key: CodingKey, *, partial: bool) -> bool:
    """Whether this first row is (nearly, if ``partial``) a principal or first-listed diagnosis of the key."""
    return row.item >= 0 and key.items[row.item].first and (partial or row.credit == 1.0)


def comes_late(other: Given | None, given: Given | None) -> bool:
    """Whether a code that must come earlier was given later. One that was not given breaks no order."""
    return other is not None and given is not None and other.position > given.position

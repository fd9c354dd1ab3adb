"""The order in which codes are offered, and the everyday words that find them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from sandbox.codesets.schema import Entry
from sandbox.codesets.spelling import CM, words

_SEVENTH = {"A": 0, "0": 0, "B": 2, "C": 3, "D": 4, "S": 5}
_RARE_CHAPTERS = {"20"}  # external causes: nearly all of them are found by words that other chapters use too


def in_order(entries: Iterable[Entry], common: Mapping[tuple[str, str], int]) -> list[Entry]:
    """Entries with the likeliest first: often met, initial encounter, billable, then the shortest title.

    The order is total (it ends with the code), so two builds of the same sources are alike.
    """
    last = len(common)

    def key(entry: Entry) -> tuple[int, int, int, bool, int, str]:
        place = common.get((entry.system, entry.plain), last)
        rare = int(entry.chapter in _RARE_CHAPTERS) if entry.system == CM else 0
        return place, _seventh_rank(entry), rare, not entry.billable, len(words(entry.title)), entry.plain

    return sorted(entries, key=key)


def _seventh_rank(entry: Entry) -> int:
    """0 for codes without a seventh character and for initial encounters; more for what is looked up less."""
    if entry.system != CM or len(entry.plain) != 7:
        return 0
    return _SEVENTH.get(entry.plain[6], 6)


def add_lay_terms(entries: Sequence[Entry], terms: Iterable[tuple[str, str, str]]) -> None:
    """Give every code below a prefix the everyday words for it, so that they are found like its title."""
    by_prefix: dict[tuple[str, str], list[str]] = {}
    for system, prefix, phrase in terms:
        by_prefix.setdefault((system, prefix), []).append(phrase)
    for entry in entries:
        plain = entry.plain
        for length in range(1, len(plain) + 1):
            entry.terms.extend(by_prefix.get((entry.system, plain[:length]), ()))

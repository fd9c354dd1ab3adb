"""Orders: abbreviations that are never used."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from sandbox.charts.review.entries import named
from sandbox.charts.review.rule import Flag, rule
from sandbox.charts.review.stay import Stay

ORDERS = ("orders", "verbal_order", "standing_orders")
DO_NOT_USE = {
    "U": r"(?<![A-Za-z])[Uu](?![A-Za-z])(?=\.?(?:\s|,|;|$))|\d[Uu]\b",
    "IU": r"\b[Ii][Uu]\b",
    "QD": r"\b[Qq]\.?[Dd]\.?(?![A-Za-z])",
    "QOD": r"\b[Qq]\.?[Oo]\.?[Dd]\.?(?![A-Za-z])",
    "trailing zero": r"(?<![\d.])\d+\.0+(?=\s?(?:mg|mcg|g|mL|units?)\b)",
    "missing leading zero": r"(?<![\d.])\.\d+(?=\s?(?:mg|mcg|g|mL|units?)\b)",
    "MS": r"\bMS(?=\s?\d)|\bMSO4\b|\bMgSO4\b",
}
"""The Joint Commission's official list, each as it can be recognized in an order."""

_PATTERNS = {name: re.compile(pattern) for name, pattern in DO_NOT_USE.items()}
_ANY = re.compile("|".join(DO_NOT_USE.values()))


@lru_cache(maxsize=4096)  # the same orders are read again whenever a flaw is planted
def abbreviations(text: str) -> tuple[str, ...]:
    """What a text holds of the list: ``("U", "trailing zero")``."""
    if not _ANY.search(text):
        return ()
    return tuple(name for name, pattern in _PATTERNS.items() if pattern.search(text))


@rule(
    "orders.abbreviation",
    "DO_NOT_USE_ABBREVIATION",
    "Orders use none of the abbreviations on the do-not-use list: U, IU, QD, QOD, trailing zero, missing leading zero, "
    "MS, MSO4, MgSO4.",
    "Joint Commission IM.02.02.01; facility policy",
)
def abbreviation(stay: Stay) -> Iterator[Flag]:
    """Joint Commission official do-not-use list, for orders and medication documentation."""
    for one in stay.of(*ORDERS):
        found = sorted({name for statement in one.statements for name in abbreviations(statement.text)})
        if found:
            sentence = f"{named(one)} uses what is on the do-not-use list: {', '.join(found)}."
            yield Flag(sentence, stay.owners(one), one)

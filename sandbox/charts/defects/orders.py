"""Orders that use what is on the do-not-use list."""

from __future__ import annotations

import re
from collections.abc import Callable

from sandbox.charts.defects.planting import Flaw, Planting, named
from sandbox.charts.defects.registry import QUALITATIVE, defect
from sandbox.charts.defects.writing import reworded
from sandbox.charts.review.orders import ORDERS, abbreviations

_DOSE = r"(mg|mcg|g|mL|units)\b"
_WAYS: tuple[tuple[str, str], ...] = (
    (r"(\d) units\b", r"\1 U"),
    (r"\bevery other day\b", "QOD"),
    (r"(?<=[a-z]) daily\b(?! in| for .*days)", " QD"),
    (rf"(?<![\d.,])([1-9]\d?) {_DOSE}", r"\1.0 \2"),
    (rf"(?<![\d.])0(\.\d+) {_DOSE}", r"\1 \2"),
    (r"\b[Mm]orphine(?: sulfate)? (?=\d)", "MS "),
    (r"\b[Mm]agnesium sulfate (?=\d)", "MgSO4 "),
)
"""How orders come to hold what is on the list: words as they stand, and the abbreviation."""


@defect(
    "DO_NOT_USE_ABBREVIATION",
    "Abbreviation on the do-not-use list",
    "Joint Commission IM.02.02.01; facility policy",
    "Orders never use U, IU, QD, QOD, a trailing zero, a missing leading zero, MS, MSO4 or MgSO4.",
    analysis=QUALITATIVE,
)
def abbreviated(planting: Planting) -> Flaw | None:
    """Let one or two orders of a page use an abbreviation of the list."""
    pages = planting.free(*ORDERS)
    start = int(planting.random.random() * len(_WAYS))
    for pattern, instead in (*_WAYS[start:], *_WAYS[:start]):
        change = _changer(pattern, instead)
        able = [one for one in pages if any(change(statement.text) for statement in one.statements)]
        found = planting.pick(able)
        if found is None:
            continue
        texts = {one.id: changed for one in found.statements if (changed := change(one.text))}
        kept = dict(list(texts.items())[: planting.between(1, 2)])
        planting.replace(reworded(found, kept))
        used = sorted({name for text in kept.values() for name in abbreviations(text)})
        what = f"{named(found)} uses what is on the do-not-use list: {', '.join(used)}."
        return Flaw(found.type, planting.responsible(found), what, found.id, tuple(kept))
    return None


def _changer(pattern: str, instead: str) -> Callable[[str], str]:
    """Gives the text with the abbreviation, or nothing if it does not come to hold one."""
    compiled = re.compile(pattern)

    def change(text: str) -> str:
        changed = compiled.sub(instead, text, count=1)
        return changed if changed != text and abbreviations(changed) and not abbreviations(text) else ""

    return change

"""The types of deficiency that can be planted, each with the small function that plants it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from sandbox.charts.defects.planting import Flaw, Planting

Planter = Callable[[Planting], Flaw | None]

QUANTITATIVE = "quantitative"
QUALITATIVE = "qualitative"


@dataclass(frozen=True, slots=True)
class DefectType:
    """A deficiency type. ``analysis`` is quantitative (is it there, signed, timely) or qualitative (is it consistent).

    Of a ``group`` at most one is planted in a chart, because two would describe one flaw.
    """

    code: str
    title: str
    analysis: str
    citation: str
    explain: str
    group: str
    plant: Planter


DEFECTS: dict[str, DefectType] = {}


def defect(
    code: str, title: str, citation: str, explain: str, *, analysis: str = QUANTITATIVE, group: str = ""
) -> Callable[[Planter], Planter]:
    """Register a planter under its deficiency code."""

    def register(planter: Planter) -> Planter:
        DEFECTS[code] = DefectType(code, title, analysis, citation, explain, group, planter)
        return planter

    return register

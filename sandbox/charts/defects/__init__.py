"""Planted flaws: each type is a small function that changes a clean chart and states what it did."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from sandbox.charts.defects import content, entries, history, surgery
from sandbox.charts.defects.planting import Flaw, Planting, Stranger, renumbered
from sandbox.charts.defects.registry import DEFECTS, DefectType
from sandbox.charts.model import Chart
from sandbox.charts.truth import ChartTruth, Defect
from sandbox.errors import Invalid

__all__ = ["DEFECTS", "DefectPlan", "DefectType", "content", "entries", "history", "plant", "surgery"]


@dataclass(frozen=True, slots=True)
class DefectPlan:
    """What to plant: with ``count`` (0, 0) each of ``types`` once, else between ``count`` flaws drawn from ``types``.

    Empty ``types`` stand for all. A type that a chart cannot carry is passed over.
    """

    types: tuple[str, ...] = ()
    count: tuple[int, int] = (0, 0)


def plant(
    chart: Chart,
    truth: ChartTruth,
    plan: DefectPlan,
    random: Random,
    stranger: Stranger,
) -> tuple[Chart, ChartTruth]:
    """The chart with its flaws and the truth that states them.

    A document carries at most one flaw, so that no combination is ambiguous. ``stranger`` makes another patient's
    chart of the same days, for misfiled pages. ``Invalid`` for an unknown type.
    """
    unknown = [word for word in plan.types if word not in DEFECTS]
    if unknown:
        raise Invalid(f"There is no defect type '{unknown[0]}'.", f"Use one of: {', '.join(DEFECTS)}.")
    planting = Planting(chart, truth, random, stranger)
    goal, order = _order(plan, random)
    defects: list[Defect] = []
    groups: set[str] = set()
    for code in order:
        kind = DEFECTS[code]
        if len(defects) == goal:
            break
        flaw = None if kind.group in groups else _planted(kind, planting)
        if flaw is not None:
            groups.update([kind.group] if kind.group else [])
            defects.append(_stated(kind, flaw, len(defects) + 1, planting.encounter.id))
    return renumbered(chart, planting, tuple(defects))


def _planted(kind: DefectType, planting: Planting) -> Flaw | None:
    """Plant a flaw; one that no completeness rule would report, though a rule has its code, is taken back."""
    before = planting.kept()
    flaw = kind.plant(planting)
    if flaw is not None and not planting.reported(kind.code, flaw):
        planting.restore(before)
        return None
    return flaw


def _order(plan: DefectPlan, random: Random) -> tuple[int, list[str]]:
    """How many flaws to plant and the types to try in turn; a type comes again only when the others are used up."""
    types = list(plan.types) or sorted(DEFECTS)
    if plan.count == (0, 0):
        return len(types), types
    low, high = plan.count
    order: list[str] = []
    for _ in range(4):
        order += sorted(types, key=lambda _code: random.random())
    return low + int(random.random() * (high - low + 1)), order


def _stated(kind: DefectType, flaw: Flaw, number: int, encounter_id: str) -> Defect:
    return Defect(
        f"{kind.code.lower().replace('_', '-')}-{number}",
        kind.code,
        encounter_id,
        flaw.document_type,
        flaw.responsible_id,
        flaw.explanation,
        flaw.citation or kind.citation,
        flaw.document_id,
        flaw.statements,
        flaw.accepted_types,
        flaw.accepted_documents,
    )

"""Planted flaws: each type is a small function that changes a clean chart and states what it did."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from random import Random

from sandbox.charts.defects import (
    allergies,
    content,
    corrections,
    diagnoses,
    discharge,
    entries,
    history,
    missing,
    orders,
    restraints,
    settings,
    surgery,
    weekly,
)
from sandbox.charts.defects.mess import MESS
from sandbox.charts.defects.planting import Draws, Flaw, Planting, Stranger, renumbered
from sandbox.charts.defects.registry import DEFECTS, DefectType
from sandbox.charts.model import Chart, Encounter
from sandbox.charts.review import citation
from sandbox.charts.truth import ChartTruth, Defect, Mess
from sandbox.errors import Invalid

__all__ = [
    "DEFECTS",
    "MESS",
    "DefectPlan",
    "DefectType",
    "allergies",
    "content",
    "corrections",
    "diagnoses",
    "discharge",
    "entries",
    "history",
    "missing",
    "orders",
    "plant",
    "restraints",
    "settings",
    "surgery",
    "weekly",
]  # fmt: skip


Right = Callable[[Planting, DefectType, Flaw], bool]
"""Whether a flaw that was just planted is what the completeness rules see."""


@dataclass(frozen=True, slots=True)
class DefectPlan:
    """What to plant: with ``count`` (0, 0) each of ``types`` once, else between ``count`` flaws drawn from ``types``.

    Empty ``types`` stand for all. A type that a chart cannot carry is passed over. ``mess`` is how many things (least,
    most) to add that look odd and are in order; ``only_mess`` plants nothing else. Nothing is done after ``today``.
    """

    types: tuple[str, ...] = ()
    count: tuple[int, int] = (0, 0)
    mess: tuple[int, int] = (0, 0)
    only_mess: bool = False
    today: date | None = None


def plant(
    chart: Chart,
    truth: ChartTruth,
    plan: DefectPlan,
    random: Random,
    stranger: Stranger,
) -> tuple[Chart, ChartTruth]:
    """The chart with its flaws and the truth that states them.

    A document carries at most one flaw, so that no combination is ambiguous. ``stranger`` makes a page
    of another patient, to be misfiled. ``Invalid`` for an unknown type.
    """
    unknown = [word for word in plan.types if word not in DEFECTS]
    if unknown:
        raise Invalid(f"There is no defect type '{unknown[0]}'.", f"Use one of: {', '.join(DEFECTS)}.")
    state = random.getstate()
    planting = Planting(chart, truth, random, stranger, plan.today)
    drawn = _drawn(plan, planting, _seen_by_its_rule)
    if planting.seen() != planting.expected((kind.code, flaw) for kind, flaw in drawn):
        random.setstate(state)
        planting = Planting(chart, truth, random, stranger, plan.today)
        drawn = _drawn(plan, planting, _Alone(planting))
    stay = planting.encounter
    defects = tuple(_stated(kind, flaw, number, stay) for number, (kind, flaw) in enumerate(drawn, 1))
    return renumbered(chart, planting, defects, tuple(_untidied(plan, planting)))


def _drawn(plan: DefectPlan, planting: Planting, right: Right) -> list[tuple[DefectType, Flaw]]:
    """Plant what the plan asks for, and take back every flaw that is not right."""
    goal, order = (0, []) if plan.only_mess else _order(plan, planting.random)
    groups: set[str] = set()
    vain: set[str] = set()  # types that cannot be planted in the chart as it is, whatever is drawn
    drawn: list[tuple[DefectType, Flaw]] = []
    for kind in (DEFECTS[code] for code in order):
        if len(drawn) == goal:
            break
        if kind.group in groups or kind.code in vain:
            continue
        before, draws = planting.kept(), planting.random.count
        flaw = kind.plant(planting)
        if flaw is None or not planting.all_in_time() or not right(planting, kind, flaw):
            planting.restore(before)
            vain.update([kind.code] if planting.random.count == draws else [])
            continue
        vain.clear()
        groups.update([kind.group] if kind.group else [])
        drawn.append((kind, flaw))
    return drawn


def _seen_by_its_rule(planting: Planting, kind: DefectType, flaw: Flaw) -> bool:
    """Whether the completeness rule with this code sees the flaw. Quick, and nearly always all that is needed."""
    places = [(one.document_id, one.document_type) for one in planting.findings(kind.code)]
    return not planting.counted(kind.code) or (flaw.document_id, flaw.document_type) in places


class _Alone:
    """Whether the rules see a flaw and nothing else that they did not see before. For charts where two would meet."""

    def __init__(self, planting: Planting) -> None:
        self.seen = planting.seen()

    def __call__(self, planting: Planting, kind: DefectType, flaw: Flaw) -> bool:
        now = planting.seen()
        right = now == self.seen + planting.expected([(kind.code, flaw)])
        self.seen = now if right else self.seen
        return right


def _untidied(plan: DefectPlan, planting: Planting) -> Iterator[Mess]:
    """Add mess of different kinds, as many as planned or as the chart can take."""
    low, high = plan.mess
    if high == 0:
        return
    goal, made = planting.between(low, high), 0
    for kind in sorted(MESS, key=lambda _kind: planting.random.random()):
        if made == goal:
            return
        before = planting.kept()
        done = MESS[kind](planting)
        if done is None or not planting.all_in_time():
            planting.restore(before)
            continue
        made += 1
        yield Mess(f"mess-{made}", kind, done[0].id, done[1])


def _order(plan: DefectPlan, random: Draws) -> tuple[int, list[str]]:
    """How many flaws to plant and the types to try in turn; a type comes again only when the others are used up."""
    types = list(plan.types) or sorted(DEFECTS)
    if plan.count == (0, 0):
        return len(types), types
    low, high = plan.count
    order: list[str] = []
    for _ in range(4):
        order += sorted(types, key=lambda _code: random.random())
    return low + int(random.random() * (high - low + 1)), order


def _stated(kind: DefectType, flaw: Flaw, number: int, encounter: Encounter) -> Defect:
    return Defect(
        f"{kind.code.lower().replace('_', '-')}-{number}",
        kind.code,
        encounter.id,
        flaw.document_type,
        flaw.responsible_id,
        flaw.explanation,
        flaw.citation or citation(kind.code, encounter.setting) or kind.citation,
        flaw.document_id,
        flaw.statements,
        flaw.accepted_types,
        flaw.accepted_documents,
    )

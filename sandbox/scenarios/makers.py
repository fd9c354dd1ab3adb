"""What scenarios are made with: task kinds and the chart generator, gathered in one value so that tests can swap it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Protocol

from sandbox import charts, codesets
from sandbox.charts.defects import DEFECTS
from sandbox.charts.model import Chart, Facility
from sandbox.charts.pathway import names as pathway_names
from sandbox.charts.pathway import pathway
from sandbox.charts.scene import RESERVED
from sandbox.charts.truth import ChartTruth
from sandbox.scenarios.schema import ChartSpec, Kinds
from sandbox.tasks.registry import kinds

MAKER = "3"
"""Raise when the same scenario, seed and chart generator give another variant (a change in a kind's ``prepare``)."""


class Generate(Protocol):
    """Makes the chart of one slot with its truth. Deterministic in its arguments."""

    def __call__(self, spec: ChartSpec, seed: int, today: date) -> tuple[Chart, ChartTruth]: ...


@dataclass(frozen=True, slots=True)
class Makers:
    """``pathways`` maps a name to its options with the words each allows (none: any value).

    ``generator`` stamps what was made with these makers.
    """

    kinds: Kinds
    generate: Generate
    facilities: Mapping[str, Facility]
    pathways: Mapping[str, Mapping[str, tuple[str, ...]]]
    defects: frozenset[str]
    valid_code: Callable[[str, str, str], bool]  # code, system, edition
    generator: str


def _generate(spec: ChartSpec, seed: int, today: date) -> tuple[Chart, ChartTruth]:
    options = {"ended_by": today, **spec.options}
    drawn = spec.pathways[seed % len(spec.pathways)]  # a part's seed is a hash, so that every pathway is as likely
    plan = _plan(spec, today)
    earlier = [charts.Earlier(one.pathways, one.days, one.options) for one in spec.earlier]
    return charts.generate(drawn, seed, facility=spec.facility, options=options, defects=plan, earlier=earlier)


def _plan(spec: ChartSpec, today: date) -> charts.DefectPlan | None:
    asked = spec.defects
    if asked is None:
        return None
    mess, none = asked.mess or (0, 0), asked.count == (0, 0)
    if none and mess[1] == 0:
        return None
    count = asked.count or (0, 0)  # none given: one of each
    return charts.DefectPlan(asked.types, count, mess, only_mess=none, today=today)


_swapped: list[Makers] = []


def makers() -> Makers:
    """The makers in use: those of the product, unless a test has swapped them."""
    return _swapped[-1] if _swapped else _product()


@contextmanager
def swapped(other: Makers) -> Iterator[None]:
    """Use other makers for a while, in the whole process. For tests, which work with a small kind of their own."""
    _swapped.append(other)
    try:
        yield
    finally:
        _swapped.pop()


@cache
def _product() -> Makers:
    return Makers(
        kinds(),
        _generate,
        charts.facilities(),
        _Options(),
        frozenset(DEFECTS),
        lambda code, system, edition: codesets.edition(edition).valid(code, system),
        f"{charts.GENERATOR}/{MAKER}",
    )


class _Options(Mapping[str, Mapping[str, tuple[str, ...]]]):
    """The options of every pathway. A pathway is compiled only when it is asked for: a worker needs few of them."""

    def __getitem__(self, name: str) -> Mapping[str, tuple[str, ...]]:
        if name not in pathway_names():
            raise KeyError(name)
        own = {option: plan.words for option, plan in pathway(name).options.items()}
        return {**own, **dict.fromkeys(RESERVED, ())}

    def __iter__(self) -> Iterator[str]:
        return iter(pathway_names())

    def __len__(self) -> int:
        return len(pathway_names())

    def __contains__(self, name: object) -> bool:
        return name in pathway_names()

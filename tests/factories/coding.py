"""Worlds for coding tasks: the hand-made chart, or one made of nothing but codes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from sandbox.charts.model import Chart, Setting
from sandbox.charts.truth import ChartTruth, CodeSystem, Coding, Fact, FactKind, Standing, Trap
from sandbox.tasks.base import Room, World
from sandbox.tasks.coding.answer import CodingAnswer, CodingKey, CodingSpec, DiagnosisRow
from sandbox.tasks.coding.key import derive
from tests.factories.charts import FACILITY, chart, document, truth

TODAY = date(2026, 3, 20)


def spec(**wanted: Any) -> CodingSpec:
    """A coding task over the slot ``main``."""
    return CodingSpec(**{"id": "code", "title": "Code the stay", "charts": ("main",), **wanted})


def world(a_chart: Chart | None = None, a_truth: ChartTruth | None = None) -> World:
    """One chart, the hand-made one if not said otherwise."""
    return World(FACILITY, TODAY, "FY2026", {"main": a_chart or chart()}, {"main": a_truth or truth()})


def room(a_world: World | None = None) -> Room:
    """What a trainee has of a world."""
    a_world = a_world or world()
    return Room(a_world.facility, a_world.today, a_world.edition, a_world.charts, (), {})


def key(a_spec: CodingSpec | None = None, a_world: World | None = None) -> CodingKey:
    """The key of a task in a world."""
    return derive(a_spec or spec(), a_world or world())


def chart_in(setting: Setting) -> Chart:
    """The hand-made chart as if it came from another setting."""
    made = chart()
    return replace(made, encounters=(replace(made.encounters[0], setting=setting),))


def coded_world(
    codes: list[str],
    *,
    ordered: int = 0,
    optional: tuple[str, ...] = (),
    forbidden: tuple[str, ...] = (),
    poa: dict[str, str] | None = None,
    setting: Setting = Setting.INPATIENT,
    system: CodeSystem = CodeSystem.CM,
    alternatives: dict[str, tuple[str, ...]] | None = None,
) -> World:
    """A world whose facts are codes alone, one statement each; the first ``ordered`` must stand in that order."""
    inpatient = setting == Setting.INPATIENT and system == CodeSystem.CM
    facts = [
        Fact(
            f"fact{n:02d}",
            FactKind.DIAGNOSIS,
            f"Condition {n}",
            "e1",
            Coding(
                system,
                code,
                n if n <= ordered else ordered + (ordered == 0 or n > ordered),
                Standing.REQUIRED if n <= len(codes) else Standing.OPTIONAL,
                (alternatives or {}).get(code, ()),
                (poa or {}).get(code, "Y") if inpatient else None,
                1 < n <= ordered,
            ),
        )
        for n, code in enumerate([*codes, *optional], 1)
    ]
    sentences = [f"Condition {n} is documented." for n in range(1, len(facts) + 1)]
    made = chart_in(setting)
    made = replace(made, documents=(document(1, "progress_note", "Progress note", *sentences),))
    traps = tuple(Trap("e1", code, system, "A rule forbids it.", "Guidelines I.B.5", ()) for code in forbidden)
    evidence = {fact.id: (f"d01.s{n}",) for n, fact in enumerate(facts, 1)}
    return world(made, ChartTruth("codes", tuple(facts), evidence, (), traps))


def answer(*codes: str, poa: str = "Y") -> CodingAnswer:
    """An answer of diagnoses alone."""
    return CodingAnswer(diagnoses=tuple(DiagnosisRow(code=code, poa=poa) for code in codes))  # type: ignore[arg-type]

"""One chart of several encounters: the main one as it was, the earlier ones with ids of their own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from operator import attrgetter

from sandbox import codesets
from sandbox.charts.defects.planting import copied
from sandbox.charts.model import Chart, Encounter, Setting
from sandbox.charts.truth import ChartTruth, CodeSystem, Fact, Standing, Trap

_OVER = ("S", "R")
"""First letters of codes of what is over once it was treated: fresh injuries, and symptoms that nobody explained."""

Part = tuple[Chart, ChartTruth]


def joined(main: Part, earlier: Sequence[Part]) -> Part:
    """The chart with its earlier encounters, documents in the order of filing; the main encounter stays first.

    Of an earlier encounter the facts and evidence are kept under ids that begin with the encounter's. Its traps go:
    they concern its own codes. What it was about becomes a trap of the main one where it is over.
    """
    chart, truth = main
    if not earlier:
        return main
    named = [_named(part, number) for number, part in enumerate(earlier, 1)]
    documents = sorted((one for each, _ in (main, *named) for one in each.documents), key=attrgetter("filed_at"))
    encounters = (*chart.encounters, *(one for each, _ in named for one in each.encounters))
    told = {name: segment for _, each in (main, *named) for name, segment in each.segments.items()}
    order = {line.id: place for place, line in enumerate(line for one in documents for line in one.statements)}
    return (
        replace(chart, encounters=encounters, documents=tuple(documents)),
        replace(
            truth,
            facts=(*truth.facts, *(fact for _, each in named for fact in each.facts)),
            evidence={**truth.evidence, **{name: said for _, each in named for name, said in each.evidence.items()}},
            traps=(*truth.traps, *(trap for part in named for trap in _over(main, part))),
            segments=dict(sorted(told.items(), key=lambda one: order[one[0]])),
        ),
    )


def _named(part: Part, number: int) -> Part:
    """The part under the ids of an earlier encounter: ``e2``, its documents ``x1d01``, its facts ``e2.gout``."""
    chart, truth = part
    stay, prefix = f"e{number + 1}", f"x{number}"
    documents = tuple(replace(copied(one, prefix + one.id), encounter_id=stay) for one in chart.documents)
    return (
        replace(chart, encounters=(replace(chart.encounters[0], id=stay),), documents=documents),
        replace(
            truth,
            facts=tuple(replace(fact, id=f"{stay}.{fact.id}", encounter_id=stay) for fact in truth.facts),
            evidence={f"{stay}.{fact}": tuple(prefix + one for one in said) for fact, said in truth.evidence.items()},
            segments={prefix + name: segment for name, segment in truth.segments.items()},
        ),
    )


def _over(main: Part, part: Part) -> tuple[Trap, ...]:
    """The principal diagnosis of an earlier encounter as a trap, if it is over and no code of the main one is like it.

    Inpatient: previous conditions that have no bearing on the current stay are not reported (III.A). Outpatient:
    conditions that were treated and no longer exist are not coded (IV.J).
    """
    chart, truth = main
    found = next((fact for fact in part[1].facts if _leads(fact)), None)
    if found is None or found.coding is None or found.coding.code[0] not in _OVER:
        return ()
    coded = [fact.coding for fact in truth.facts if fact.coding]
    used = {code for one in coded for code in (one.code, *one.alternatives)} | {trap.code for trap in truth.traps}
    if any(codesets.normal(code)[:3] == codesets.normal(found.coding.code)[:3] for code in used):
        return ()
    return (
        Trap(
            chart.encounters[0].id,
            found.coding.code,
            CodeSystem.CM,
            f"That was the visit of {part[0].encounters[0].began:%m/%d/%Y}, and it is over; nothing in this encounter "
            "evaluates or treats it.",
            _rule(chart.encounters[0]),
            part[1].evidence.get(found.id, ()),
        ),
    )


def _leads(fact: Fact) -> bool:
    coding = fact.coding
    return (
        coding is not None
        and coding.system is CodeSystem.CM
        and coding.rank == 1
        and coding.standing is Standing.REQUIRED
    )


def _rule(stay: Encounter) -> str:
    return "III.A" if stay.setting is Setting.INPATIENT else "IV.J"

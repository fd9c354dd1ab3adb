"""The key of a coding task, from the facts behind the chart."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sandbox import codesets
from sandbox.charts.truth import CodeSystem, Coding, Fact, Standing
from sandbox.tasks.base import World
from sandbox.tasks.coding.answer import CodingKey, CodingSpec, KeyCode, KeyItem, KeyTrap, Scope, scope_of

_SYSTEM_ORDER = {CodeSystem.CM: 0, CodeSystem.PCS: 1, CodeSystem.HCPCS: 2}
Coded = tuple[Fact, Coding]


def derive(spec: CodingSpec, world: World) -> CodingKey:
    """Required and optional codes of the encounter, and the traps laid in it. Facts that share a code make one item."""
    scope = scope_of(spec, world.charts)
    truth = world.truths[scope.slot]
    edition = codesets.edition(world.edition)
    coded = _in_scope(truth.facts, scope)
    merged = _merged([pair for pair in coded if pair[1].standing != Standing.PROHIBITED])
    items = tuple(_item(facts, merged, scope, truth.evidence, edition) for facts in merged)
    taken = {(i.system, codesets.normal(c)) for i in items for c in (i.code, *(a.code for a in i.alternatives))}
    forbidden = [pair for pair in coded if pair[1].standing == Standing.PROHIBITED]
    traps = [
        *(_trap_of_fact(fact, coding, scope.slot, truth.evidence, edition) for fact, coding in forbidden),
        *(
            KeyTrap(
                code=trap.code,
                title=edition.title(trap.code, trap.system),
                system=trap.system,
                why=trap.why,
                citation=trap.citation,
                evidence=tuple(f"{scope.slot}:{statement}" for statement in trap.evidence),
            )
            for trap in truth.traps
            if trap.encounter_id == scope.encounter.id and _asked(trap.system, scope)
        ),
    ]
    return CodingKey(
        edition=world.edition,
        inpatient=scope.inpatient,
        method=spec.method,
        poa=scope.poa,
        evidence=spec.evidence,
        dates=spec.procedure_dates,
        items=items,
        traps=tuple(trap for trap in traps if (trap.system, codesets.normal(trap.code)) not in taken),
    )


def _asked(system: CodeSystem, scope: Scope) -> bool:
    return scope.diagnoses if system == CodeSystem.CM else system in scope.procedure_systems


def _in_scope(facts: Iterable[Fact], scope: Scope) -> list[Coded]:
    """Coded facts of the encounter, in report order."""
    coded = [
        (fact, fact.coding)
        for fact in facts
        if fact.coding is not None and fact.encounter_id == scope.encounter.id and _asked(fact.coding.system, scope)
    ]
    return sorted(coded, key=lambda pair: (_SYSTEM_ORDER[pair[1].system], pair[1].rank, pair[0].id))


def _merged(coded: list[Coded]) -> list[list[Coded]]:
    """Facts by code: one code is reported once (Official Guidelines I.B.12). A required fact leads its group."""
    groups: dict[tuple[CodeSystem, str], list[Coded]] = {}
    for pair in coded:
        groups.setdefault((pair[1].system, codesets.normal(pair[1].code)), []).append(pair)
    return [sorted(group, key=lambda pair: pair[1].standing != Standing.REQUIRED) for group in groups.values()]


def _item(
    facts: list[Coded],
    merged: list[list[Coded]],
    scope: Scope,
    evidence: dict[str, tuple[str, ...]],
    edition: codesets.CodeSet,
) -> KeyItem:
    fact, coding = facts[0]
    lowest = min((group[0][1].rank for group in merged if _required(group[0][1], CodeSystem.CM)), default=1)
    required = coding.standing == Standing.REQUIRED
    statements = dict.fromkeys(statement for other, _ in facts for statement in evidence.get(other.id, ()))
    return KeyItem(
        code=codesets.dotted(coding.code, coding.system),
        title=edition.title(coding.code, coding.system),
        id=fact.id,
        system=coding.system,
        text="; ".join(dict.fromkeys(other.text.rstrip(".") for other, _ in facts)),
        required=required,
        first=required and coding.system == CodeSystem.CM and coding.rank == lowest,
        after=_predecessors(coding, merged) if required and coding.ordered else (),
        alternatives=tuple(
            KeyCode(code=codesets.dotted(code, coding.system), title=edition.title(code, coding.system))
            for code in coding.alternatives
        ),
        poa=_indicator(coding.poa) if scope.poa and coding.system == CodeSystem.CM else None,
        date=coding.date if coding.system != CodeSystem.CM else "",
        evidence=tuple(f"{scope.slot}:{statement}" for statement in statements),
        rationale=coding.rationale,
        citation=coding.citation,
    )


def _required(coding: Coding, system: CodeSystem) -> bool:
    return coding.system == system and coding.standing == Standing.REQUIRED


def _predecessors(coding: Coding, merged: list[list[Coded]]) -> tuple[str, ...]:
    """Required items of the nearest lower rank: what an ``ordered`` code must come after."""
    before = [
        (group[0][1].rank, group[0][0].id)
        for group in merged
        if _required(group[0][1], coding.system) and group[0][1].rank < coding.rank
    ]
    nearest = max((rank for rank, _ in before), default=0)
    return tuple(name for rank, name in before if rank == nearest)


def _indicator(poa: str | None) -> Any:
    """The indicator as answers write it; an unknown one is refused by the key's own type."""
    return "exempt" if poa == "" else poa


def _trap_of_fact(
    fact: Fact, coding: Coding, slot: str, evidence: dict[str, tuple[str, ...]], edition: codesets.CodeSet
) -> KeyTrap:
    return KeyTrap(
        code=codesets.dotted(coding.code, coding.system),
        title=edition.title(coding.code, coding.system),
        system=coding.system,
        why=coding.rationale or f"{fact.text} is not coded in this encounter.",
        citation=coding.citation,
        evidence=tuple(f"{slot}:{statement}" for statement in evidence.get(fact.id, ())),
    )

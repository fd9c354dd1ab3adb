"""The codes that a record should hold, from the facts behind its chart: what coding and auditing are judged against."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from sandbox import codesets
from sandbox.charts.model import Chart, Encounter, Setting
from sandbox.charts.truth import ChartTruth, CodeSystem, Coding, Fact, Standing
from sandbox.tasks.base import Part, World

Indicator = Literal["", "Y", "N", "U", "W", "exempt"]
"""Present on admission; ``exempt`` stands for a code that is reported without one, empty for no indicator given."""

_SYSTEM_ORDER = {CodeSystem.CM: 0, CodeSystem.PCS: 1, CodeSystem.HCPCS: 2}
_PROCEDURES: dict[Setting, tuple[CodeSystem, ...]] = {
    Setting.INPATIENT: (CodeSystem.PCS,),
    Setting.NURSING_FACILITY: (),
    Setting.HOME_HEALTH: (),
    Setting.HOSPICE: (),
}
Coded = tuple[Fact, Coding]


class KeyCode(Part):
    """A code with its title in the edition."""

    code: str
    title: str = ""

    @property
    def full(self) -> str:
        """``J18.9 Pneumonia, unspecified organism``."""
        return f"{self.code} {self.title}".strip()


class KeyItem(KeyCode):
    """One code the record should or may have. ``id`` is the id of the fact it comes from.

    ``after`` names the items that must come earlier; ``evidence`` is ``slot:statement``.
    """

    id: str
    system: CodeSystem
    text: str
    required: bool
    first: bool = False
    after: tuple[str, ...] = ()
    alternatives: tuple[KeyCode, ...] = ()
    poa: Indicator | None = None
    date: str = ""
    evidence: tuple[str, ...] = ()
    rationale: str = ""
    citation: str = ""


class KeyTrap(KeyCode):
    """A code that the chart tempts to assign but a rule forbids."""

    system: CodeSystem
    why: str
    citation: str
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Scope:
    """The encounter in question and what is coded in it."""

    slot: str
    encounter: Encounter
    diagnoses: bool
    procedure_systems: tuple[CodeSystem, ...]
    poa: bool

    @property
    def inpatient(self) -> bool:
        """Whether the encounter is an inpatient stay."""
        return self.encounter.setting == Setting.INPATIENT

    def asks(self, system: CodeSystem) -> bool:
        """Whether codes of this system are asked for."""
        return self.diagnoses if system == CodeSystem.CM else system in self.procedure_systems


def scope_of(
    charts: Mapping[str, Chart],
    slot: str,
    encounter_id: str = "",
    systems: tuple[CodeSystem, ...] = (),
    poa: bool | None = None,
) -> Scope:
    """The scope of an encounter (the first if none is named); systems and POA follow its setting unless given.

    ICD-10-CM always, with ICD-10-PCS for inpatients and HCPCS for outpatients; POA for inpatients (Guidelines,
    Appendix I). ``KeyError`` if the chart or encounter does not exist.
    """
    chart = charts[slot]
    encounter = chart.encounter(encounter_id) if encounter_id else chart.encounters[0]
    wanted = systems or (CodeSystem.CM, *_PROCEDURES.get(encounter.setting, (CodeSystem.HCPCS,)))
    return Scope(
        slot,
        encounter,
        CodeSystem.CM in wanted,
        tuple(system for system in wanted if system != CodeSystem.CM),
        encounter.setting == Setting.INPATIENT if poa is None else poa,
    )


def items_of(world: World, scope: Scope) -> tuple[KeyItem, ...]:
    """Required and optional codes of the encounter in report order. Facts that share a code make one item."""
    truth = world.truths[scope.slot]
    merged = _merged([pair for pair in _in_scope(truth, scope) if pair[1].standing != Standing.PROHIBITED])
    edition = codesets.edition(world.edition)
    return tuple(_item(facts, merged, scope, truth.evidence, edition) for facts in merged)


def traps_of(world: World, scope: Scope, items: Iterable[KeyItem]) -> tuple[KeyTrap, ...]:
    """Codes that the encounter tempts to assign but must not have; never one that an item accepts."""
    truth = world.truths[scope.slot]
    edition = codesets.edition(world.edition)
    taken = {(i.system, codesets.normal(c)) for i in items for c in (i.code, *(a.code for a in i.alternatives))}
    wrong = [
        (coding.code, coding.system, coding.rationale or f"{fact.text} is not coded here.", coding.citation, fact.id)
        for fact, coding in _in_scope(truth, scope)
        if coding.standing == Standing.PROHIBITED
    ]
    found = [_trap(*each[:4], truth.evidence.get(each[4], ()), scope.slot, edition) for each in wrong]
    found += [
        _trap(trap.code, trap.system, trap.why, trap.citation, trap.evidence, scope.slot, edition)
        for trap in truth.traps
        if trap.encounter_id == scope.encounter.id and scope.asks(trap.system)
    ]
    unique = {(trap.system, codesets.normal(trap.code)): trap for trap in reversed(found)}
    return tuple(unique[place] for place in reversed(unique) if place not in taken)


def _trap(
    code: str,
    system: CodeSystem,
    why: str,
    citation: str,
    statements: tuple[str, ...],
    slot: str,
    edition: codesets.CodeSet,
) -> KeyTrap:
    return KeyTrap(
        code=codesets.dotted(code, system),
        title=edition.title(code, system),
        system=system,
        why=why,
        citation=citation,
        evidence=tuple(f"{slot}:{statement}" for statement in statements),
    )


def _in_scope(truth: ChartTruth, scope: Scope) -> list[Coded]:
    """Coded facts of the encounter, in report order."""
    coded = [
        (fact, fact.coding)
        for fact in truth.facts
        if fact.coding is not None and fact.encounter_id == scope.encounter.id and scope.asks(fact.coding.system)
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
    evidence: Mapping[str, tuple[str, ...]],
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

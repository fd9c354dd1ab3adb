"""What scoring looks up for every answer to one key, built once: exact codes, alternatives, traps."""

from __future__ import annotations

from sandbox.codesets import normal
from sandbox.scoring.credit import POLICIES
from sandbox.scoring.marks import Mark, as_evidence
from sandbox.tasks.record import KeyItem, KeyTrap

Place = tuple[str, str]
"""System and normal code: what a given row is looked up by."""


class Sheet:
    """Lookups of one key. ``made`` keeps marks already built; most answers share most of them."""

    MOST_MADE = 2000

    def __init__(self, method: str, inpatient: bool, items: tuple[KeyItem, ...], traps: tuple[KeyTrap, ...]) -> None:
        self.policy = POLICIES[method]
        self.required = tuple(item for item in items if item.required)
        self.number = {item.id: number for number, item in enumerate(items)}
        self.firsts = tuple(item for item in self.required if item.first)
        self.exact: dict[Place, int] = {(i.system.value, normal(i.code)): n for n, i in enumerate(items)}
        self.traps = {(trap.system.value, normal(trap.code)): trap for trap in traps}
        self.alternatives = tuple(frozenset(normal(code.code) for code in item.alternatives) for item in items)
        self.evidence = tuple(frozenset(item.evidence) for item in items)
        self.shown = tuple(as_evidence(item.evidence) for item in items)
        self.principal = "Principal diagnosis" if inpatient else "First-listed diagnosis"
        self.made: dict[tuple[str, ...], Mark] = {}

"""What scoring looks up for every answer to one key, built once: exact codes, alternatives, traps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sandbox.codesets import normal
from sandbox.scoring.credit import POLICIES
from sandbox.scoring.marks import Mark
from sandbox.tasks.record import as_evidence

if TYPE_CHECKING:
    from sandbox.tasks.coding.answer import CodingKey

Place = tuple[str, str]
"""System and normal code: what a given row is looked up by."""


class Sheet:
    """Lookups of one key. ``made`` keeps marks already built; most answers share most of them."""

    MOST_MADE = 2000

    def __init__(self, key: CodingKey) -> None:
        self.policy = POLICIES[key.method]
        self.required = tuple(item for item in key.items if item.required)
        self.number = {item.id: number for number, item in enumerate(key.items)}
        self.firsts = tuple(item for item in self.required if item.first)
        self.exact: dict[Place, int] = {(i.system.value, normal(i.code)): n for n, i in enumerate(key.items)}
        self.traps = {(trap.system.value, normal(trap.code)): trap for trap in key.traps}
        self.alternatives = tuple(frozenset(normal(code.code) for code in item.alternatives) for item in key.items)
        self.evidence = tuple(frozenset(item.evidence) for item in key.items)
        self.shown = tuple(as_evidence(item.evidence) for item in key.items)
        self.principal = "Principal diagnosis" if key.inpatient else "First-listed diagnosis"
        self.made: dict[tuple[str, ...], Mark] = {}

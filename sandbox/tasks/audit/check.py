"""Lint of an audit: enough planted, every code valid, every finding with evidence."""

from __future__ import annotations

from collections.abc import Iterator

from sandbox import codesets
from sandbox.tasks.audit.answer import AuditKey, AuditSpec
from sandbox.tasks.base import World
from sandbox.tasks.record import KeyItem


def check(spec: AuditSpec, key: AuditKey, world: World) -> list[str]:
    """Faults of a key, one message each."""
    return [*_coding(spec, key, world), *_access(spec, key)]


def _coding(spec: AuditSpec, key: AuditKey, world: World) -> Iterator[str]:
    if not spec.coding:
        return
    planted = sum(bool(row.error) for row in key.rows) + len(key.sequences) + len(key.missing)
    if planted < spec.errors[0]:
        yield f"Task “{spec.id}” plants {planted} coding errors, fewer than {spec.errors[0]}: the charts offer no more."
    if key.rate is None:
        yield f"Task “{spec.id}” asks for a rate by {spec.method}, which has nothing to count in these charts."
    yield from _codes(key)
    known = world.statements(spec.charts)
    for item in _items(key):
        if not item.evidence:
            yield f"{item.id} ({item.code}) has no evidence in the chart."
        for reference in item.evidence:
            if reference not in known:
                yield f"{item.id}: {reference} is not in the chart."


def _items(key: AuditKey) -> list[KeyItem]:
    return [row.item for row in key.rows if row.item] + [missing.item for missing in key.missing]


def _codes(key: AuditKey) -> Iterator[str]:
    edition = codesets.edition(key.edition)
    shown = [(f"Line {row.row}", row.code, row.system) for row in key.rows]
    right = [(item.id, item.code, item.system) for item in _items(key)]
    for name, code, system in shown + right:
        if not edition.valid(code, system):
            yield f"{name}: {code} is not a valid {system} code of {key.edition}."


def _access(spec: AuditSpec, key: AuditKey) -> Iterator[str]:
    if not spec.access:
        return
    if len(key.incidents) < spec.incidents[0]:
        yield (
            f"Task “{spec.id}” plants {len(key.incidents)} inappropriate accesses, fewer than {spec.incidents[0]}: "
            "the facility's roster allows no more of the flags asked for."
        )
    for incident in key.incidents:
        if not incident.evidence:
            yield f"Incident {incident.id} has nothing in the papers that shows it."
    rows = [row for incident in key.incidents for row in incident.rows]
    if len(rows) != len(set(rows)) or any(not 1 <= row <= key.entries for row in rows):
        yield f"Task “{spec.id}” has incidents that share lines or name lines that the log does not have."

"""Worlds and specs for audits."""

from __future__ import annotations

from dataclasses import replace
from random import Random
from typing import Any

from sandbox.charts import facilities
from sandbox.tasks.audit.answer import AuditKey, AuditSpec
from sandbox.tasks.audit.key import derive, prepare
from sandbox.tasks.base import Prepared, Room, World
from tests.factories.coding import coded_world

SEPSIS = (["A41.51", "R65.20", "N17.9", "S72.001A", "J44.1", "Z87.891"], 3)


def spec(**wanted: Any) -> AuditSpec:
    """An audit of the slot ``main``."""
    return AuditSpec(**{"id": "audit", "title": "Audit", "charts": ("main",), **wanted})


def world(facility: str = "cedar-hollow", slots: tuple[str, ...] = ("main",)) -> World:
    """A sepsis stay in each slot, at a facility with a full roster."""
    codes, ordered = SEPSIS
    made = coded_world(codes, ordered=ordered, forbidden=("R65.10",), poa={"Z87.891": ""})
    charts = dict.fromkeys(slots, made.charts["main"])
    return replace(
        made, facility=facilities()[facility], charts=charts, truths=dict.fromkeys(slots, made.truths["main"])
    )


def made(a_spec: AuditSpec, a_world: World | None = None, seed: int = 1) -> tuple[Prepared, AuditKey, Room]:
    """The material of an audit, its key, and what the trainee sees."""
    a_world = a_world or world()
    prepared = prepare(a_spec, a_world, Random(seed))
    room = Room(a_world.facility, a_world.today, a_world.edition, a_world.charts, prepared.papers, prepared.given)
    return prepared, derive(a_spec, a_world, prepared), room

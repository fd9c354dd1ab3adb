"""Completeness review of any chart: what is missing, late, unsigned or improper by law and by policy.

Each rule is a small function in a file named for its part of the law. Contradictions and copied text need a reader and
are not looked for here.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from functools import cache

from sandbox.charts.model import Chart, Setting
from sandbox.charts.review import (
    ambulatory,
    corrections,
    discharge,
    entries,
    history,
    home_health,
    hospice,
    nursing_facility,
    orders,
    psychiatric,
    restraint,
    results,
    surgery,
)
from sandbox.charts.review.rule import BY_CODE, RULES, Deficiency, Rule
from sandbox.charts.review.stay import Stay

PARTS = (
    entries, corrections, orders, history, surgery, results, restraint, discharge, psychiatric, ambulatory,
    nursing_facility, home_health, hospice,
)  # fmt: skip
"""The parts of the law in the order in which a reviewer goes through a chart."""

__all__ = [
    "PARTS",
    "RULES",
    "Deficiency",
    "Rule",
    "Stay",
    "ambulatory",
    "citation",
    "corrections",
    "discharge",
    "entries",
    "history",
    "home_health",
    "hospice",
    "nursing_facility",
    "orders",
    "psychiatric",
    "restraint",
    "results",
    "review",
    "surgery",
]  # fmt: skip


def review(chart: Chart, today: date | None = None, codes: Collection[str] = BY_CODE.keys()) -> list[Deficiency]:
    """Every deficiency of a chart on a day, in the order of the chart, missing documents last.

    Without ``today`` the chart is taken as finished. What is not yet due in an encounter that goes on is no
    deficiency; after discharge everything is, and ``due`` tells whether it is overdue. With ``codes``, only
    deficiencies of these types are looked for.
    """
    found: list[Deficiency] = []
    for encounter in chart.encounters:
        stay = Stay(chart, encounter, today)
        found += (one for rule in RULES.values() if rule.code in codes for one in rule.find(stay))
    place = {one.id: number for number, one in enumerate(chart.documents)}
    return sorted(found, key=lambda one: (place.get(one.document_id, len(place)), one.code, one.document_type))


def citation(code: str, setting: Setting) -> str:
    """What binds a setting to what a deficiency code names; empty where no rule of that setting has the code."""
    for rule in BY_CODE.get(code, ()):
        if setting in rule.settings:
            return rule.laws.get(setting, rule.cite)
    return ""


@cache
def settings_of(code: str) -> frozenset[Setting]:
    """The settings in which a deficiency can occur; all of them for what no rule looks for."""
    own = BY_CODE.get(code)
    return frozenset(setting for rule in own for setting in rule.settings) if own else frozenset(Setting)

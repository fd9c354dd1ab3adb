"""The facility's policy on corrections, sentence by sentence, each with its source and whether it could be checked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path

import yaml

from sandbox.charts.model import Document, Facility, Layout, Section, Setting, Statement
from sandbox.charts.review.entries import ENTRY
from sandbox.tasks.base import PAPERS


@dataclass(frozen=True, slots=True)
class Rule:
    """One sentence of the policy. ``verified`` is false for what no published text could be found to say."""

    name: str
    text: str
    source: str
    verified: bool


def _read() -> tuple[Rule, ...]:
    text = Path(__file__).with_name("policy.yaml").read_text(encoding="utf-8")
    return tuple(Rule(**each) for each in yaml.safe_load(text))


RULES = _read()


def law(setting: Setting) -> str:
    """What binds entries in a setting."""
    return ENTRY.get(setting, "42 CFR 482.24(c)(1)")


def cited(name: str) -> str:
    """The source of a sentence, and that it was not verified if so."""
    rule = next(each for each in RULES if each.name == name)
    return rule.source + ("" if rule.verified else " (not verified)")


def text(name: str) -> str:
    """A sentence of the policy."""
    return next(each.text for each in RULES if each.name == name)


def said(task: str, name: str) -> str:
    """Where the policy says it, as ``papers:statement``."""
    number = next(place for place, each in enumerate(RULES, 1) if each.name == name)
    return f"{PAPERS}:{task}-policy.s{number}"


def policy(task: str, facility: Facility, today: date) -> Document:
    """The policy as a paper, in force since autumn of the year before."""
    name, since = f"{task}-policy", date(today.year - 1, 9, 1)
    rows = tuple((Statement(f"{name}.s{number}", each.text),) for number, each in enumerate(RULES, 1))
    title = f"{facility.name}: corrections to the record"
    at = datetime.combine(since, time(8))
    section = Section("", Layout.LIST, rows)
    return Document(name, "policy", title, "", "", since, None, at, "", "", since, (section,))

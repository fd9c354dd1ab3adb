"""One rule is one function with its citation; calling it records that it was considered and whether it applied."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sandbox.privacy.case import Case

Check = Callable[["Case"], bool]

RULES: dict[str, Rule] = {}
"""Every rule by id, in the order in which the files define them."""


class Rule:
    """A rule of law. ``text`` says it in plain words, ``cite`` where to read it; "; " parts several citations."""

    __slots__ = ("check", "cite", "cites", "id", "module", "text")

    def __init__(self, rule_id: str, cite: str, text: str, check: Check) -> None:
        self.id = rule_id
        self.cite = cite
        self.cites = tuple(cite.split("; "))
        self.text = text
        self.check = check
        self.module = check.__module__.rsplit(".", 1)[1]

    def __call__(self, case: Case) -> bool:
        """Whether the rule applies to the case; its effects are on the case."""
        outer = case.rule
        case.rule = self
        fired = self.check(case)
        case.rule = outer
        case.trace.append((self, fired))
        return fired

    def __repr__(self) -> str:
        return f"<Rule {self.id}: {self.cite}>"


def rule(rule_id: str, cite: str, text: str) -> Callable[[Check], Rule]:
    """Make a rule of a function ``(case) -> whether it applies``. Ids are unique and say the part of the law first."""

    def register(check: Check) -> Rule:
        if rule_id in RULES:
            raise ValueError(f"Rule {rule_id} is defined twice.")
        RULES[rule_id] = made = Rule(rule_id, cite, text, check)
        return made

    return register

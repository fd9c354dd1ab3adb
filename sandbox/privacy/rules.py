"""Every rule of the package: one function with its citation each, registered under its id."""

from __future__ import annotations

from collections.abc import Callable

from sandbox.privacy.case import Check, Rule

RULES: dict[str, Rule] = {}
"""Every rule by id, in the order in which the files define them."""


def rule(rule_id: str, cite: str, text: str) -> Callable[[Check], Rule]:
    """Make a rule of a function ``(case) -> whether it applies``. Ids are unique and say the part of the law first."""

    def register(check: Check) -> Rule:
        if rule_id in RULES:
            raise ValueError(f"Rule {rule_id} is defined twice.")
        RULES[rule_id] = made = Rule(rule_id, cite, text, check)
        return made

    return register

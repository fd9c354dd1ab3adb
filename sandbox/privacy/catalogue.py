"""The rules written out for people: ``docs/privacy-rules.md`` is what ``markdown()`` gives."""

from __future__ import annotations

from importlib import import_module

from sandbox.privacy.case import Rule
from sandbox.privacy.engine import LAW_AS_OF
from sandbox.privacy.rules import RULES

ORDER = (
    "threshold", "part2", "part2_consent", "prohibitions", "psychotherapy", "verification", "required",
    "representatives", "access", "fees_deadlines", "directive", "authorization", "permission", "tpo", "agree_or_object",
    "public_health", "judicial", "law_enforcement", "special_purposes", "research", "marketing", "restrictions",
    "state_overlay", "minimum_necessary", "accounting", "amendment", "breach", "blocking",
)  # fmt: skip
"""The parts of the law in the order in which a request meets them; each is a file of this package."""


def parts() -> dict[str, list[Rule]]:
    """The rules by part of the law."""
    found: dict[str, list[Rule]] = {name: [] for name in ORDER}
    for rule in RULES.values():
        found[rule.module].append(rule)
    return found


def markdown() -> str:
    """All rules with id, plain text and citation."""
    lines = [
        "# The release rules",
        "",
        "Written by `mrt release rules` from `sandbox/privacy`; do not edit by hand. The rules state federal law as of",
        f"{LAW_AS_OF.isoformat()} for teaching. They are not legal advice, and state law has to be applied as well.",
        "",
    ]
    for name, rules in parts().items():
        about = (import_module(f"sandbox.privacy.{name}").__doc__ or "").strip().splitlines()[0]
        lines += [f"## {name.replace('_', ' ').capitalize()}", "", about, "", "| rule | says | law |", "|---|---|---|"]
        lines += [f"| `{rule.id}` | {rule.text} | {rule.cite} |" for rule in rules]
        lines.append("")
    return "\n".join(lines)

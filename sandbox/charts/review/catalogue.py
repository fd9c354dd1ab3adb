"""The rules written out for people: ``docs/completeness-rules.md`` is what ``markdown()`` gives."""

from __future__ import annotations

from sandbox.charts.model import Setting
from sandbox.charts.review import PARTS
from sandbox.charts.review.rule import RULES, Rule


def parts() -> dict[str, list[Rule]]:
    """The rules by part of the law, in the order in which a reviewer meets them."""
    found: dict[str, list[Rule]] = {module.__name__.rpartition(".")[2]: [] for module in PARTS}
    for rule in RULES.values():
        found[rule.part].append(rule)
    return found


def _laws(rule: Rule) -> str:
    other: dict[str, list[str]] = {}
    for setting in rule.settings:
        if rule.laws.get(setting, rule.cite) != rule.cite:
            other.setdefault(rule.laws[setting], []).append(setting.value.replace("_", " "))
    cited = [rule.cite, *(f"{', '.join(places)}: {law}" for law, places in other.items())]
    return "; ".join([*cited, *([f"surgery center: {rule.center}"] if rule.center else [])])


def _settings(rule: Rule) -> str:
    every = len(rule.settings) == len(Setting)
    return "every" if every else ", ".join(one.value.replace("_", " ") for one in rule.settings)


def markdown() -> str:
    """All rules with id, deficiency code, plain text, clock, settings and citation."""
    lines = [
        "# The completeness rules",
        "",
        "Written by `python -m sandbox.charts.review` from `sandbox/charts/review`; do not edit by hand. Each rule",
        "reports its deficiency code. Limits that are policy can be set for each facility in",
        "`sandbox/charts/shared/facilities.yaml`. The rules state federal law for teaching; state law and accreditors",
        "may ask for more.",
        "",
    ]
    for module, rules in zip(PARTS, parts().items(), strict=True):
        name, held = rules
        about = (module.__doc__ or "").strip().splitlines()[0]
        lines += [f"## {name.replace('_', ' ').capitalize()}", "", about, ""]
        lines += ["| rule | code | says | clock | settings | law |", "|---|---|---|---|---|---|"]
        lines += [
            f"| `{one.id}` | `{one.code}` | {one.text} | {one.clock or '—'} | {_settings(one)} | {_laws(one)} |"
            for one in held
        ]
        lines.append("")
    return "\n".join(lines)

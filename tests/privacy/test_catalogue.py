"""The rules as written out for people."""

from __future__ import annotations

from pathlib import Path

from sandbox.privacy import RULES
from sandbox.privacy.catalogue import markdown, parts

WRITTEN = Path(__file__).parents[2] / "docs" / "privacy-rules.md"


def test_the_documentation_is_what_the_rules_say() -> None:
    assert WRITTEN.read_text(encoding="utf-8") == markdown(), "run: mrt release rules > docs/privacy-rules.md"


def test_every_rule_cites_the_law_and_speaks_plainly() -> None:
    for rule in RULES.values():
        assert "CFR" in rule.cite, rule.id
        assert rule.text.endswith("."), rule.id
        assert rule.id.split(".")[0].isidentifier(), rule.id


def test_every_part_of_the_law_has_rules() -> None:
    assert all(parts().values())
    assert sum(map(len, parts().values())) == len(RULES)

"""The rules as written out for people, and the policy of the facilities."""

from __future__ import annotations

from pathlib import Path

import pytest

from sandbox.charts import facilities
from sandbox.charts.defects import DEFECTS
from sandbox.charts.facility import _policy
from sandbox.charts.model import Policy, Setting
from sandbox.charts.review import RULES, citation
from sandbox.charts.review.catalogue import markdown, parts
from sandbox.errors import Invalid

WRITTEN = Path(__file__).parents[3] / "docs" / "completeness-rules.md"


def test_the_page_is_what_the_rules_say() -> None:
    said = "run: python -m sandbox.charts.review > docs/completeness-rules.md"
    assert WRITTEN.read_text(encoding="utf-8") == markdown(), said


def test_every_rule_cites_the_law_speaks_plainly_and_lies_in_its_part() -> None:
    for rule in RULES.values():
        assert "CFR" in rule.cite or "Joint Commission" in rule.cite, rule.id
        assert rule.text.endswith("."), rule.id
        assert rule.check.__module__.endswith(f".{rule.part}"), rule.id
        assert rule.check.__doc__, rule.id
    assert sum(map(len, parts().values())) == len(RULES)


def test_the_citation_follows_the_setting() -> None:
    assert citation("UNDATED", Setting.INPATIENT) == "42 CFR 482.24(c)(1)"
    assert citation("UNDATED", Setting.HOME_HEALTH) == "42 CFR 484.110(b)"
    assert citation("MISSING_DS", Setting.NURSING_FACILITY) == "42 CFR 483.21(c)(2)"
    assert citation("MISSING_MDS", Setting.INPATIENT) == ""
    assert citation("COPY_PASTE", Setting.INPATIENT) == ""


def test_every_code_that_can_be_planted_and_counted_has_a_rule() -> None:
    counted = {code for code, kind in DEFECTS.items() if kind.analysis == "quantitative"}
    assert counted <= {rule.code for rule in RULES.values()}


def test_policy_comes_from_the_facility() -> None:
    places = facilities()
    assert places["cedar-hollow"].policy == Policy()
    assert places["larkspur-manor"].policy.verbal_order_hours == 72


def test_a_policy_that_does_not_exist_is_refused() -> None:
    with pytest.raises(Invalid, match="cedar-hollow sets the policy 'verbal_hours'"):
        _policy("cedar-hollow", {"verbal_hours": 4})

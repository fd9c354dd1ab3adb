"""A decision explains itself: what applied, what was looked at, on what ground each segment stays."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

from sandbox import privacy
from sandbox.privacy import RULES
from tests.factories.requests import AUTHORIZATION, NOTICE, SUBPOENA, decided, decided_own, paper, request


def ids(rules: tuple[privacy.Rule, ...]) -> list[str]:
    return [rule.id for rule in rules]


def test_the_rules_that_applied_come_in_the_order_of_evaluation() -> None:
    decision = decided(
        "attorney", "litigation", SUBPOENA, NOTICE, holds=("general", "psychotherapy_notes", "part2_sud")
    )
    fired = ids(decision.fired)
    wanted = ["part2.proceeding", "psychotherapy.withheld", "judicial.assured_notice", "accounting.record"]
    assert [rule for rule in fired if rule in wanted] == wanted
    assert "judicial.order" in ids(decision.considered)
    assert not set(fired) & set(ids(decision.considered)) - {"psychotherapy.withheld"}


def test_each_withheld_segment_has_its_ground() -> None:
    decision = decided("provider", "treatment", holds=("general", "psychotherapy_notes", "part2_sud"))
    assert dict(decision.grounds) == {"psychotherapy_notes": "psychotherapy.withheld", "part2_sud": "part2.locked"}
    assert decision.segments_going == ("general",)


def test_the_plain_form_has_the_words_of_the_vocabulary() -> None:
    shown = decided("attorney", "litigation", SUBPOENA, NOTICE).plain()
    named = (
        "outcome", "mandatory", "basis_citation", "withheld", "defects", "minimum_necessary", "accounting",
        "deadline_days", "extension_days", "fee", "notice_to_accompany", "review_right", "letters", "explain",
    )  # fmt: skip
    assert set(named) <= set(shown)
    assert all(step.keys() == {"rule_id", "text", "cite"} for step in shown["explain"])
    assert json.loads(json.dumps(shown)) == shown


def test_the_deciding_rule_is_named() -> None:
    assert decided("employer", "employment").decided_by == "none.authorization_needed"
    assert decided("employer", "employment", AUTHORIZATION).decided_by == "authorization.valid"
    assert decided("provider", "treatment", holds=("psychotherapy_notes",)).decided_by == "psychotherapy.withheld"
    assert decided_own(holds=("litigation_prep",)).decided_by == "access.litigation_prep"


def test_every_decision_is_decided_by_a_rule() -> None:
    for purpose in ("treatment", "litigation", "sale", "directory", "employment", "military"):
        assert decided("general_public", purpose).decided_by in RULES


def test_expiry_is_judged_on_the_day_given() -> None:
    asked = request("attorney", "litigation", paper("authorization", signed=True, expires="2026-06-30"))
    assert privacy.decide(asked).defects == ("EXPIRED",)
    assert privacy.decide(asked, date(2026, 6, 30)).outcome == "release_full"
    assert privacy.decide(asked, date(2026, 7, 1)).defects == ("EXPIRED",)
    assert privacy.decide(replace(asked, received_date=date(2026, 1, 5))).outcome == "release_full"


def test_withholding_electronic_information_names_its_exception() -> None:
    assert decided("employer", "employment").information_blocking == "45 CFR 171.202(b)"
    assert decided_own(holds=("general", "psychotherapy_notes")).information_blocking == "45 CFR 171.202(d)"
    harmed = decided_own(licensed_determination="endangers_life_or_physical_safety")
    assert harmed.information_blocking == "45 CFR 171.201"
    kept = decided("health_plan", "payment_recipient", patient={"restriction": "self_pay_plan"})
    assert kept.information_blocking == "45 CFR 171.202(e)"
    assert decided_own().information_blocking is None
    assert decided("employer", "employment", asked={"form": "paper"}).information_blocking is None

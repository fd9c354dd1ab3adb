"""State law as data: narrower for others, wider and faster for the patient."""

from __future__ import annotations

from typing import Any

from sandbox.privacy.overlays import bundled
from sandbox.privacy.state_overlay import PARENT, SEGMENTS
from tests.factories.requests import AUTHORIZATION, decided, decided_own, paper

CEDAR: dict[str, Any] = {"state_overlay": "cedar"}
EFFECTS = {"require_specific_authorization", "prohibit", "shorter_deadline", "lower_fee", "extra_notice", *PARENT}


def test_a_general_authorization_does_not_reach_what_must_be_named() -> None:
    decision = decided("attorney", "litigation", AUTHORIZATION, holds=("general", "hiv"), record=CEDAR)
    assert (decision.outcome, decision.withheld) == ("release_part", ("hiv",))
    assert decision.defects == ("STATE_SPECIFIC_NAMING_MISSING",)
    assert "Cedar Health Code 14-201 (fictional)" in decision.basis_citation


def test_an_authorization_that_names_it_does() -> None:
    named = paper("authorization", signed=True, covers=["general", "hiv"])
    assert decided("attorney", "litigation", named, holds=("general", "hiv"), record=CEDAR).outcome == "release_full"


def test_a_form_that_covers_a_page_does_not_name_what_a_line_on_it_tells() -> None:
    """``unnamed`` lies on pages that the form covers: federal law lets it go, state law wants it named."""
    covering = paper("authorization", signed=True, covers=["general", "hiv"], unnamed=["hiv"])
    decision = decided("attorney", "litigation", covering, holds=("general", "hiv"), record=CEDAR)
    assert (decision.outcome, decision.withheld) == ("release_part", ("hiv",))
    assert decided("attorney", "litigation", covering, holds=("general", "hiv")).outcome == "release_full"


def test_when_nothing_else_is_asked_the_form_goes_back() -> None:
    decision = decided("attorney", "litigation", AUTHORIZATION, holds=("hiv",), record=CEDAR)
    assert (decision.outcome, decision.withheld) == ("return_for_correction", ())


def test_emergency_treatment_is_excepted_and_other_states_are_not_concerned() -> None:
    assert (
        decided("provider", "treatment", holds=("hiv",), record=CEDAR, emergency_treatment=True).outcome
        == "release_full"
    )
    assert decided("attorney", "litigation", AUTHORIZATION, holds=("hiv",)).outcome == "release_full"


def test_what_a_state_prohibits_stays() -> None:
    warrant = paper("warrant", signed=True)
    decision = decided(
        "law_enforcement", "le_process", warrant, holds=("general", "reproductive"), record={"state_overlay": "juniper"}
    )
    assert decision.withheld == ("reproductive",)


def test_the_patient_gets_the_shorter_clock_and_the_lower_fee() -> None:
    decision = decided_own(holds=("general", "hiv"), record=CEDAR)
    assert (decision.outcome, decision.deadline_days, decision.fee) == ("release_full", 15, "state")
    assert decided_own(state_deadline_days=45).deadline_days == 30
    assert decided_own(state_deadline_days=10).deadline_days == 10


def test_parents_follow_the_state() -> None:
    def outcome(overlay: str) -> str:
        return decided(
            "parent_guardian", "self", kind="access_copy", holds=("minor_consented_service",),
            patient={"age_class": "minor"}, record={"state_overlay": overlay},
        ).outcome  # fmt: skip

    assert [outcome(name) for name in ("cedar", "juniper", "larch")] == ["deny", "release_full", "escalate"]


def test_a_notice_goes_along() -> None:
    decision = decided("provider", "treatment", holds=("hiv",), record={"state_overlay": "juniper"})
    assert decision.notice_to_accompany == ("state_hiv_notice",)


def test_an_overlay_may_be_written_out_in_the_request() -> None:
    entry = {"state": "XX", "category": "genetic", "effect": "prohibit", "applies_to_tracks": [], "cite": "XX 1"}
    decision = decided("provider", "treatment", holds=("general", "genetic"), record={"state_overlay": entry})
    assert decision.withheld == ("genetic",)
    assert "XX 1" in decision.basis_citation


def test_bundled_overlays_are_well_formed_and_real_states_are_marked_unverified() -> None:
    for overlay_id, entries in bundled().items():
        for entry in entries:
            assert entry["effect"] in EFFECTS
            assert entry["category"] in {*SEGMENTS, "access_deadline", "copy_fee"}
            assert entry["verified"] is ("fictional" in entry["cite"]), overlay_id

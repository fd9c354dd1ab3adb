"""Who asks, and with what right: as planted, as the rules take it, and as the papers show it."""

from __future__ import annotations

import pytest

from sandbox import privacy
from sandbox.scoring.marks import Reason
from sandbox.tasks.release import KIND
from tests.factories.release import EVERY, made

# archetype:variant -> identity, authority: the best answer, said by hand
EXPECTED = {
    "patient_access:electronic": ("shown", "not_needed"),
    "patient_access:no_identification": ("not_shown", "not_needed"),
    "patient_directive:telephone": ("shown", "not_needed"),
    "attorney_authorization:valid": ("shown", "shown"),
    "attorney_authorization:expired": ("shown", "not_shown"),
    "relative:at_the_desk": ("shown", "not_shown"),
    "health_care_agent:valid": ("shown", "shown"),
    "health_care_agent:financial": ("shown", "not_shown"),
    "executor:will_only": ("shown", "not_shown"),
    "parent:by_portal": ("shown", "shown"),
    "grandparent:guardian": ("shown", "shown"),
    "hospital_treatment:plain": ("shown", "not_needed"),
    "subpoena:alone": ("shown", "not_shown"),
    "subpoena:notice": ("shown", "shown"),
    "police_warrant:search_warrant": ("shown", "shown"),
    "public_health:letterhead": ("shown", "shown"),
    "public_health:private_address": ("not_shown", "not_shown"),
    "directory:by_name": ("not_needed", "not_needed"),
    "bereaved:at_the_bedside": ("not_needed", "not_needed"),
    "press:telephone": ("not_needed", "not_shown"),
    "colleague:neighbor": ("shown", "not_shown"),
}


@pytest.mark.parametrize("archetype", EXPECTED)
def test_what_is_shown(archetype: str) -> None:
    key = made(archetype).key
    assert (key.identity.accept[0], key.authority.accept[0]) == EXPECTED[archetype]


@pytest.mark.parametrize("archetype", EVERY)
def test_verification_follows_the_rules(archetype: str) -> None:
    """Where a rule stopped the request for want of verification, that is the answer; nothing goes unverified."""
    task = made(archetype)
    decision = privacy.decide(privacy.parse(task.prepared.truth["request"]), task.world.today)
    identity, authority = task.key.identity.accept, task.key.authority.accept
    if decision.decided_by in ("verification.identity", "verification.official"):
        assert identity == ("not_shown",)
    if decision.decided_by in ("verification.official", "verification.representative"):
        assert authority == ("not_shown",)
    if decision.releases:
        assert "not_shown" not in (*identity, *authority)


@pytest.mark.parametrize("archetype", EVERY)
def test_the_papers_show_it(archetype: str) -> None:
    task = made(archetype)
    seen = {f"papers:{line.id}" for paper in task.prepared.papers for line in paper.statements if line.text}
    for standing in (task.key.identity, task.key.authority):
        assert standing.evidence
        if standing.accept[0] == "shown":
            assert set(standing.evidence) <= seen


def test_shown_identity_points_at_the_identification() -> None:
    task = made("patient_access:electronic")
    lines = {f"papers:{line.id}": line.text for paper in task.prepared.papers for line in paper.statements}
    assert any("signature" in lines[ref] for ref in task.key.identity.evidence)


def test_a_second_right_answer_earns_as_much() -> None:
    task = made("hospital_treatment:plain")
    ideal = KIND.samples(task.spec, task.key).ideal
    marks = {mark.item: mark for mark in KIND.score(ideal.model_copy(update={"authority": "shown"}), task.key)}
    assert marks["authority"].credit == 1
    assert marks["authority"].reason == Reason.ACCEPTED_ALTERNATIVE
    assert marks["authority"].citation.startswith("45 CFR 164.514(h)")

"""What goes along, what is written and what a letter says, and the entry in the accounting."""

from __future__ import annotations

import pytest

from sandbox import privacy
from sandbox.scoring.marks import Mark
from sandbox.scoring.points import points_of
from sandbox.tasks.release import KIND
from sandbox.tasks.release.answer import ReleaseAnswer
from tests.factories.release import EVERY, Made, made

ACCESS_DENIAL = {"request", "basis", "complain_entity", "complain_secretary"}
CORRECTION = {"request", "missing", "acceptable"}

# archetype:variant -> enclosures, letters, content, for the best decision; said by hand
EXPECTED: dict[str, tuple[str, str, set[str]]] = {
    "patient_access:electronic": ("", "", set()),
    "patient_access:no_identification": ("", "correction_request", CORRECTION),
    "patient_psychotherapy:whole": ("denial_letter", "denial", {*ACCESS_DENIAL, "rest"}),
    "patient_directive:unsigned": ("", "correction_request", CORRECTION),
    "attorney_authorization:valid": ("", "", set()),
    "attorney_authorization:revoked": ("", "denial", {"request", "basis"}),
    "attorney_authorization:expired": ("", "correction_request", CORRECTION),
    "hospital_treatment:part2_consent": ("part2_2_32 consent_copy", "", set()),
    "hospital_treatment:part2": ("", "", set()),
    "insurer_payment:self_pay": ("", "denial", {"request", "basis"}),
    "subpoena:alone": ("", "correction_request", CORRECTION),
    "subpoena:notice": ("", "", set()),
    "adult_protection:law_requires": ("", "inform_individual", {"informed"}),
    "colleague:neighbor": ("", "sanction_review denial", {"request", "basis", "facts"}),
    "press:telephone": ("", "denial", set()),
    "executor:will_only": ("", "correction_request", CORRECTION),
}

# archetype:variant -> what the recipient's name holds, content, purpose
ENTRIES = {
    "subpoena:notice": ("attorney for the plaintiff", "pages", "litigation"),
    "court_order:limited": ("Court", "pages", "litigation"),
    "police_locate:whole_chart": ("Detective", "told", "le_identify_locate"),
    "licensing_board:letterhead": ("State Board of Medicine", "pages", "oversight"),
    "coroner:letterhead": ("Tansy County Coroner", "whole", "death_investigation"),
    "hhs:data_request": ("Office for Civil Rights", "whole", "compliance_investigation"),
    "school:agreed": ("School", "pages", "immunization_proof"),
    "funeral_director:by_telephone": ("Funeral Home", "pages", "funeral"),
    "grand_jury:named_pages": ("Grand Jury", "pages", "le_process"),
}


def ideal(task: Made) -> ReleaseAnswer:
    return KIND.samples(task.spec, task.key).ideal


def marks(task: Made, **changed: object) -> dict[str, Mark]:
    return {mark.item: mark for mark in KIND.score(ideal(task).model_copy(update=changed), task.key)}


@pytest.mark.parametrize("archetype", EXPECTED)
def test_what_is_sent_and_written(archetype: str) -> None:
    enclosures, letters, content = EXPECTED[archetype]
    due = made(archetype).key.sendings[0]
    assert (set(due.enclosures), set(due.letters)) == (set(enclosures.split()), set(letters.split()))
    assert set(due.content) == content


@pytest.mark.parametrize("archetype", EVERY)
def test_it_follows_from_the_decision(archetype: str) -> None:
    task = made(archetype)
    decision = privacy.decide(privacy.parse(task.prepared.truth["request"]), task.world.today)
    best = task.key.sendings[0]
    assert (best.enclosures, best.letters) == (decision.notice_to_accompany, decision.letters)
    assert tuple(due.outcome for due in task.key.sendings) == decision.accept
    for due in task.key.sendings:
        assert not set(due.content) & set(due.allowed)
        assert bool(due.content) == (bool(due.letters) and not due.optional)
        assert not {"diagnosis", "reason_demand", "fee_first"} & {*due.content, *due.allowed}
        assert ("review" in due.content) == (decision.review_right and due.outcome in ("deny", "release_part"))
    assert (task.key.entry is not None) == decision.accounting


def test_the_letter_fits_the_decision_that_was_taken() -> None:
    """Denying where that is right too asks for a denial, and not for a request to correct."""
    task = made("attorney_authorization:expired")
    denied = {"decision": "deny", "letters": ("denial",), "content": ("request", "basis")}
    answer = ideal(task).model_copy(update=denied)
    assert points_of(KIND.score(answer, task.key)).fraction == pytest.approx(1)
    assert marks(task, letters=("denial",))["letter:denial"].penalty > 0


def test_a_caller_may_be_answered_by_word_of_mouth() -> None:
    task = made("press:telephone")
    answer = ideal(task).model_copy(update={"letters": (), "no_letters": True, "content": ()})
    assert points_of(KIND.score(answer, task.key)).fraction == pytest.approx(1)


def test_what_does_not_belong_in_a_letter_costs() -> None:
    task = made("patient_psychotherapy:whole")
    said = marks(task, content=(*ideal(task).content, "review", "diagnosis"))
    assert said["content:review"].penalty == said["content:diagnosis"].penalty > 0
    assert said["content:basis"].credit == 1


def test_content_without_its_letter_counts_for_nothing() -> None:
    said = marks(made("attorney_authorization:expired"), letters=())
    assert said["content:missing"].credit == 0


@pytest.mark.parametrize("archetype", ENTRIES)
def test_the_entry_of_the_accounting(archetype: str) -> None:
    recipient, what, purpose = ENTRIES[archetype]
    task = made(archetype)
    entry = task.key.entry
    assert entry
    assert recipient in entry.recipient
    assert (entry.what[0], entry.purpose, entry.day) == (what, purpose, task.world.today.isoformat())
    assert entry.recipient in task.prepared.given["recipients"]
    assert len(task.prepared.given["recipients"]) >= 3
    assert entry.recipient_evidence


def test_a_variant_made_before_has_no_entry_to_judge() -> None:
    """Requests that were stored before the recipient was planted still have a key, without the entry."""
    task = made("subpoena:notice")
    truth = {name: value for name, value in task.prepared.truth.items() if name != "recipient"}
    prepared = type(task.prepared)(task.prepared.papers, {"received": task.key.received}, truth)
    key = KIND.derive(task.spec, task.world, prepared)
    assert key.accounting
    assert key.entry is None
    assert points_of(KIND.score(KIND.samples(task.spec, key).ideal, key)).fraction == pytest.approx(1)

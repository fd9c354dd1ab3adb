"""Every sort of request: what is right for it, and that the message, the chart and the key tell the same."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

import pytest

from sandbox.tasks.corrections import KIND
from sandbox.tasks.corrections.catalogue import SORTS
from sandbox.tasks.corrections.desk import DICTATED, TOLD
from sandbox.tasks.corrections.policy import RULES
from sandbox.tasks.corrections.wording import letters
from tests.factories.corrections import TODAY, carried, made

# Worked out by hand from the practice guidance and 45 CFR 164.526: sort, method, hands, what a reader finds.
RIGHT = """
forgotten_event       late_entry       author        new_dated_now
unwritten_call        late_entry       author        new_dated_now
result_after_signing  addendum         author        new_linked
contradiction         amendment        author        corrected_linked
wrong_value           amendment        author        corrected_linked
wrong_dose            amendment        author        corrected_linked
dictation             amendment        author        corrected_linked
by_proxy              amendment        author        corrected_linked
copied_forward        addendum         author        new_linked
author_left           addendum         chief         new_linked
wrong_patient_page    retraction       him           hidden_kept
reading_of_another    retraction       author        hidden_kept
scanned_twice         retraction       him           hidden_kept
draft                 draft_edit       author        corrected_trail
registration          registration     registration  corrected_trail
patient_request       patient_request  privacy       same
white_out             amendment        author        corrected_linked
delete_request        refuse           risk          same
back_date             refuse           risk          same
after_subpoena        refuse           risk          same
for_payment           refuse           risk          same
"""
NAMED = re.compile(r"late entry|addend|amend|retract", re.IGNORECASE)


def test_the_table_knows_every_sort() -> None:
    assert {line.split()[0] for line in RIGHT.split("\n") if line} == set(SORTS)
    assert set(letters()) == {*SORTS, "result_after_signing_lab", "patient_request_for"}


@pytest.mark.parametrize("line", RIGHT.strip().split("\n"), ids=lambda line: line.split()[0])
def test_what_is_right(line: str) -> None:
    sort, method, hands, reader = line.split()
    task = carried(sort)
    (item,) = task.key.items
    assert (item.methods[0], item.hands[0], item.readers[0]) == (method, hands, reader)
    assert item.places
    assert all(task.text(place) for place in (*item.places, *item.beside))
    assert all(item.citations.values())
    assert list(KIND.check(task.spec, task.key, task.world)) == []


@pytest.mark.parametrize("sort", SORTS)
def test_no_message_names_what_is_to_be_done(sort: str) -> None:
    assert not [line for wording in letters()[sort] for line in wording if NAMED.search(line)]
    task = carried(sort)
    assert not NAMED.search(task.letter())
    assert "{" not in task.letter()


@pytest.mark.parametrize("sort", ["wrong_value", "wrong_dose", "dictation", "by_proxy", "author_left"])
def test_the_figure_that_is_wrong_stands_in_the_entry(sort: str) -> None:
    task = carried(sort)
    (item,) = task.key.items
    old, new = re.findall(r"“([^”]+)”", item.model)[:2]
    assert old in task.text(item.places[0])
    assert new not in task.text(item.places[0])
    assert old in task.letter()
    assert new in task.letter()


def test_a_contradiction_is_about_what_was_planted() -> None:
    task = carried("contradiction")
    (item,) = task.key.items
    flaw = next(each for each in task.world.truths["main"].defects if each.type == "CONFLICT")
    assert item.places == tuple(f"main:{name}" for name in flaw.statements)
    author = task.world.facility.member(task.page(item.places[0]).author_id)
    assert author.signature in task.prepared.given["requests"][0]["from"]


def test_a_strange_page_bears_another_name_and_goes_to_the_privacy_officer() -> None:
    task = carried("wrong_patient_page")
    (item,) = task.key.items
    assert task.page(item.places[0]).label_mrn != task.world.charts["main"].patient.mrn
    assert "privacy" in item.told


def test_what_happened_lies_some_days_back() -> None:
    task = carried("forgotten_event")
    (item,) = task.key.items
    page = task.page(item.places[0])
    assert page.filed_at.date() < TODAY - timedelta(days=1)
    assert f"{page.dated:%m/%d}" in task.letter()


@pytest.mark.parametrize("pathway", ["colon_cancer_resection", "t2dm_clinic", "sepsis_urinary"])
def test_what_was_left_out_happened_in_the_encounter_at_an_hour_when_families_come(pathway: str) -> None:
    for seed in range(1, 7):
        task = made("forgotten_event", pathway=pathway, seed=seed, planted=())
        for item in task.key.items:
            event = datetime.strptime(re.findall(r"Event: (\S+ \d\d:\d\d)", item.model)[0], "%m/%d/%Y %H:%M")  # noqa: DTZ007
            assert task.world.charts["main"].encounters[0].began <= event
            assert 8 <= event.hour < 21


@pytest.mark.parametrize("pathway", ["colon_cancer_resection", "pneumonia_copd", "knee_replacement"])
def test_a_result_was_awaited_when_the_note_was_signed(pathway: str) -> None:
    for seed in range(1, 7):
        task = made("result_after_signing", pathway=pathway, seed=seed, planted=())
        for item in task.key.items:
            note, report = task.page(item.places[0]), task.page(item.beside[0])
            taken = next((line.text for line in report.statements if line.label in ("Collected", "Received")), "")
            assert not taken or datetime.strptime(taken[:10], "%m/%d/%Y").date() <= note.filed_at.date()  # noqa: DTZ007
            assert report.filed_at > note.filed_at


def test_a_second_look_was_due_while_the_patient_was_there() -> None:
    assert made("back_date", pathway="t2dm_clinic", planted=(), count=(1, 1)).key.items == ()
    task = carried("back_date")
    then = re.findall(r"\d\d/\d\d/\d{4} \d\d:\d\d", task.key.items[0].explanation)[0]
    stay = task.world.charts["main"].encounters[0]
    assert stay.began < datetime.strptime(then, "%m/%d/%Y %H:%M") < stay.ended  # noqa: DTZ007


@pytest.mark.parametrize("sort", ["delete_request", "for_payment", "after_subpoena", "forgotten_event"])
def test_nobody_writes_about_a_sheet_of_figures_as_if_it_were_a_note(sort: str) -> None:
    for seed in range(1, 7):
        task = made(sort, seed=seed, pathway="pneumonia_copd", planted=())
        for item in task.key.items:
            assert task.page(item.places[0]).type in (*DICTATED, *TOLD)


def test_who_finds_a_strange_page_had_a_reason_to_open_the_chart() -> None:
    for seed in range(1, 9):
        task = made("wrong_patient_page", seed=seed)
        writers = {one.author_id for one in task.world.charts["main"].documents}
        able = [one.signature for one in task.world.facility.staff if one.role == "him" or one.id in writers]
        assert task.prepared.given["requests"][0]["from"].partition(" (")[0] in able


def test_a_second_scan_is_the_same_sheet() -> None:
    task = carried("scanned_twice")
    (item,) = task.key.items
    image, sheet = task.page(item.places[0]), task.page(item.beside[0])
    assert [line.text for line in image.statements] == [line.text for line in sheet.statements]
    assert image in task.prepared.papers


def test_a_draft_is_signed_by_nobody() -> None:
    task = carried("draft")
    page = task.page(task.key.items[0].places[0])
    assert page.signatures == ()
    assert page not in task.world.charts["main"].documents


def test_a_child_has_somebody_who_speaks_for_it() -> None:
    task = made("patient_request", pathway="asthma_child", planted=())
    kin = task.world.charts["main"].patient.next_of_kin
    (request,) = task.prepared.given["requests"]
    assert request["from"].startswith(f"{kin}, by the portal")
    assert task.key.items[0].hands == ("privacy",)


def test_a_patient_is_answered_within_sixty_days_where_the_day_is_asked() -> None:
    assert carried("patient_request", clock=True).key.items[0].due == (TODAY + timedelta(days=60)).isoformat()
    assert carried("patient_request").key.items[0].due == ""


@pytest.mark.parametrize("sort", ["result_after_signing", "wrong_value", "dictation", "by_proxy", "copied_forward"])
def test_whoever_is_told_is_in_the_message(sort: str) -> None:
    for seed in range(1, 6):
        task = made(sort, seed=seed)
        for item in task.key.items:
            letter = task.letter()
            assert ("recipients" in item.told) == ("a copy of it" in letter)
            assert ("coding" in item.told) == ("claim" in letter)


def test_nobody_who_left_writes_or_is_written_about_again() -> None:
    for seed in range(1, 9):
        task = made(seed=seed, count=(8, 8))
        gone = [item for item in task.key.items if item.sort == "author_left"]
        authors = [task.page(item.places[0]).author_id for item in task.key.items]
        for item in gone:
            author = task.page(item.places[0]).author_id
            assert authors.count(author) == 1
            name = task.world.facility.member(author).signature
            assert not any(name in each["from"] for each in task.prepared.given["requests"])


def test_a_queue_mixes_methods_and_is_the_same_twice() -> None:
    task = made(count=(6, 6), seed=5)
    assert len({item.sort for item in task.key.items}) == 6
    methods = [item.methods[0] for item in task.key.items]
    assert max(methods.count(each) for each in methods) <= 2
    assert made(count=(6, 6), seed=5).prepared == task.prepared


def test_too_few_requests_are_a_fault_of_the_scenario() -> None:
    task = made("copied_forward", "contradiction", planted=(), count=(2, 2))
    (fault,) = KIND.check(task.spec, task.key, task.world)
    assert fault.startswith("Only 0 requests could be drawn, not 2")


def test_practice_guidance_and_policy_are_marked_as_not_verified() -> None:
    assert {each.name for each in RULES if each.verified} == {"author", "patient"}
    task = carried("forgotten_event")
    assert "(not verified)" in task.key.items[0].citations["method"]
    assert "42 CFR 482.24(c)(1)" in task.key.items[0].citations["method"]

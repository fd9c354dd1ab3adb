"""How a tracking goes: what providers do to the chart, what comes back, and what is right afterwards."""

from __future__ import annotations

from datetime import timedelta

import pytest

from sandbox.charts.model import Chart, Document
from sandbox.charts.review import review
from sandbox.scoring.marks import Reason
from sandbox.tasks.deficiencies import KIND, course
from sandbox.tasks.deficiencies.answer import Decision, DeficienciesAnswer, Finding, Round
from sandbox.tasks.deficiencies.course import Right, Row, right, walk
from sandbox.tasks.deficiencies.mending import NEEDS
from sandbox.tasks.deficiencies.replies import NOTES
from sandbox.tasks.deficiencies.samples import best_round, finished
from tests.factories.tracking import TODAY, Tracking, item, tracking

FIRST_LOOK = TODAY + timedelta(days=7)


def looked_at(made: Tracking, kind: str) -> tuple[Row, Right, Document]:
    """The row of a deficiency at the second look, what is right for it, and its page then."""
    key = made.key
    first = best_round(key, ())
    desk = walk(key, (first,))[1]
    row = next(each for each in desk.open if each.item and each.item.type == kind)
    page = made.room_after((first,)).charts["main"].document(row.page)
    return row, right(key, row, desk.today), page


def signed_by(page: Document) -> set[str]:
    return {line.staff_id for line in page.signatures if line.signed_at}


@pytest.mark.parametrize(
    ("what", "lacks"), [("complete", ""), ("partial", "signature_moment"), ("worse", "own_signature")]
)
def test_a_missing_signature(what: str, lacks: str) -> None:
    made = tracking("UNSIGNED_ENTRY", plan={"UNSIGNED_ENTRY": (what, "complete")})
    owner = item(made.key, "UNSIGNED_ENTRY").owner
    row, wanted, page = looked_at(made, "UNSIGNED_ENTRY")
    assert (wanted.act, wanted.lacks) == ((course.KEEP, lacks) if lacks else (course.CLEAR, ""))
    assert row.note == course.DONE
    if what == "complete":
        assert owner in signed_by(page)
    elif what == "partial":
        assert owner not in signed_by(page)
        assert page.sections[-1].heading == "Signed by hand"
    else:
        assert signed_by(page) - {owner}
        assert all(line.signed_at for line in page.signatures)


@pytest.mark.parametrize(
    ("what", "timed", "noted"), [("complete", True, True), ("partial", False, True), ("worse", True, False)]
)
def test_a_missing_time(what: str, timed: bool, noted: bool) -> None:
    made = tracking("UNTIMED", plan={"UNTIMED": (what, "complete")})
    _, wanted, page = looked_at(made, "UNTIMED")
    assert (page.timed is not None) is timed
    assert any(line.label == "Added on" for line in page.statements) is noted
    assert wanted.lacks == {"complete": "", "partial": "entry_time", "worse": "true_date"}[what]


@pytest.mark.parametrize("what", ["complete", "partial", "worse"])
def test_a_missing_summary(what: str) -> None:
    made = tracking("MISSING_DS", plan={"MISSING_DS": (what, "complete")})
    key = made.key
    assert item(key, "MISSING_DS").owner == made.world.charts["main"].encounters[0].attending_id
    _, wanted, page = looked_at(made, "MISSING_DS")
    assert page.type == "discharge_summary"
    assert TODAY < page.filed_at.date() <= FIRST_LOOK
    assert wanted.lacks == {"complete": "", "partial": "signature", "worse": "true_date"}[what]
    assert bool(signed_by(page)) is (what != "partial")
    assert (page.dated == page.filed_at.date()) is (what != "worse")


@pytest.mark.parametrize("what", ["complete", "partial", "worse"])
def test_a_contradiction(what: str) -> None:
    made = tracking("CONFLICT", plan={"CONFLICT": (what, "complete")})
    place = item(made.key, "CONFLICT").documents[0].partition(":")[2]
    _, wanted, page = looked_at(made, "CONFLICT")
    assert page.type == "addendum"
    assert page.refers_to == ("" if what == "partial" else place)
    assert wanted.lacks == {"complete": "", "partial": "reference", "worse": "true_date"}[what]


@pytest.mark.parametrize("kind", ["UNSIGNED_ENTRY", "UNTIMED", "UNDATED", "MISSING_DS", "MISSING_FINAL_DX", "CONFLICT"])
@pytest.mark.parametrize("first", ["partial", "worse", "nothing"])
def test_what_was_done_badly_can_be_put_right(kind: str, first: str) -> None:
    made = tracking(kind, seed=2, plan={kind: (first, "complete")})
    rounds = finished(made.key, ()).rounds
    before, after = (made.room_after(rounds[:number]).charts["main"] for number in (1, 2))
    desks = walk(made.key, rounds)
    row = desks[2].open[0]
    assert right(made.key, row, desks[2].today).act == course.CLEAR
    page = after.document(row.page)
    assert signed_by(page)
    assert page not in before.documents
    if first == "worse" and kind == "UNSIGNED_ENTRY":
        assert item(made.key, kind).owner in signed_by(page)


def test_a_refusal_by_whoever_wrote_it_changes_nothing() -> None:
    made = tracking("UNTIMED", plan={"UNTIMED": ("denies", "complete")})
    key = made.key
    desk = walk(key, (best_round(key, ()),))[1]
    (row,) = desk.open
    assert row.note == course.NOT_MINE
    wanted = right(key, row, desk.today)
    assert (wanted.act, wanted.lacks) == (course.KEEP, "entry_time")
    assert made.reply((best_round(key, ()),)).documents == {}


def test_a_summary_passes_to_whoever_took_the_patient_over() -> None:
    made = tracking("MISSING_DS", plan={"MISSING_DS": ("handed_over", "complete")})
    key = made.key
    first = best_round(key, ())
    room = made.room_after((first,))
    (note,) = [each for each in room.charts["main"].documents if each.title == "Transfer of service"]
    left = made.world.charts["main"].encounters[0].ended
    assert left is not None
    assert note.dated is not None
    assert note.dated < left.date() < note.filed_at.date()
    desk = walk(key, (first,))[1]
    successor = item(key, "MISSING_DS").successor
    assert key.staff[successor] in " ".join(line.text for line in note.statements)
    wanted = right(key, desk.open[0], desk.today)
    assert (wanted.act, wanted.to, wanted.step) == (course.REASSIGN, successor, course.NO_STEP)
    last = walk(key, (first, best_round(key, (first,))))[2].open[0]
    assert (last.assignee, last.since, last.lack) == (successor, FIRST_LOOK, "")


def test_whoever_cannot_complete_it_sends_it_back_and_nothing_is_done() -> None:
    made = tracking("UNSIGNED_ENTRY", plan={"UNSIGNED_ENTRY": ("complete", "complete")})
    key = made.key
    found = best_round(key, ()).findings[0].model_copy(update={"responsible": key.nobody})
    rounds = (Round(findings=(found,)),)
    reply = made.reply(rounds)
    assert reply.documents == {}
    assert [row["note"] for row in reply.given["open"]] == [NOTES[course.NOT_MINE]]
    desk = walk(key, rounds)[1]
    assert right(key, desk.open[0], desk.today).to == item(key, "UNSIGNED_ENTRY").owner
    after = walk(key, (*rounds, best_round(key, rounds)))[2].open[0]
    assert after.lack == ""


def test_a_flag_on_what_is_fine_comes_back_to_be_cleared() -> None:
    made = tracking("UNTIMED")
    key = made.key
    flag = Finding(type="UNDATED", document=key.spare, responsible=key.nobody)
    desk = walk(key, (Round(findings=(flag,)),))[1]
    assert (desk.open[0].item, desk.open[0].note) == (None, course.NOTHING_THERE)
    assert right(key, desk.open[0], desk.today).act == course.CLEAR


def test_what_is_assigned_to_nobody_stays_where_it_is() -> None:
    made = tracking("UNTIMED")
    found = best_round(made.key, ()).findings[0].model_copy(update={"responsible": ""})
    reply = made.reply((Round(findings=(found,)),))
    assert reply.documents == {}
    assert reply.given["open"][0]["assigned"] == "nobody"


def test_what_is_cleared_too_soon_is_gone_from_the_list() -> None:
    made = tracking("UNTIMED", plan={"UNTIMED": ("nothing", "complete")})
    first = best_round(made.key, ())
    cleared = Round(decisions=(Decision(row="1.0", act=course.CLEAR),))
    assert made.reply((first, cleared)).given["open"] == []
    assert made.reply((first, cleared)).documents == {}


def test_what_is_found_late_is_worked_late() -> None:
    made = tracking("UNTIMED", plan={"UNTIMED": ("complete", "complete")})
    key = made.key
    late = Round(findings=best_round(key, ()).findings)
    desks = walk(key, (Round(), late))
    assert desks[1].open == ()
    assert (desks[2].open[0].found, desks[2].open[0].lack) == (2, "")


@pytest.mark.parametrize(
    ("days", "step"),
    [
        ((6, 1), course.NO_STEP),
        ((7, 1), course.REMINDER),
        ((26, 1), course.REMINDER),  # 30 days after discharge is not yet delinquent
        ((27, 1), course.SUSPENSION),
    ],
)
def test_the_letter_follows_the_dates(days: tuple[int, int], step: str) -> None:
    made = tracking("UNTIMED", days=days, plan={"UNTIMED": ("nothing", "nothing")}, suspension_days=21, seed=3)
    key = made.key
    key = key.model_copy(update={"privileged": tuple(key.staff)})
    desk = walk(key, (best_round(key, ()),))[1]
    assert right(key, desk.open[0], desk.today).step == step


def test_nurses_are_not_suspended() -> None:
    made = tracking("UNTIMED", days=(40, 1), plan={"UNTIMED": ("nothing", "nothing")})
    key = made.key.model_copy(update={"privileged": ()})
    desk = walk(key, (best_round(key, ()),))[1]
    assert right(key, desk.open[0], desk.today).step == course.NOTICE


def test_who_got_it_only_lately_gets_no_more_than_a_notice() -> None:
    made = tracking("MISSING_DS", days=(20, 12), plan={"MISSING_DS": ("handed_over", "nothing")})
    key = made.key
    rounds = (first := best_round(key, ()), best_round(key, (first,)))
    desk = walk(key, rounds)[2]
    wanted = right(key, desk.open[0], desk.today)
    assert (wanted.status, wanted.age, wanted.held, wanted.step) == (course.DELINQUENT, 36, 12, course.NOTICE)


def suspend(step: str, days: tuple[int, int]) -> tuple[Tracking, tuple[Round, Round]]:
    """A physician who did nothing, and the letter chosen at the second look."""
    made = tracking("MISSING_DS", days=days, plan={"MISSING_DS": ("nothing", "nothing")})
    first = best_round(made.key, ())
    second = best_round(made.key, (first,))
    decisions = (second.decisions[0].model_copy(update={"step": step}),)
    return made, (first, second.model_copy(update={"decisions": decisions}))


def test_a_letter_of_suspension_goes_out_and_works() -> None:
    made, rounds = suspend(course.SUSPENSION, (31, 8))
    reply = made.reply(rounds)
    (letter,) = reply.papers
    assert letter.title.startswith("Letter of suspension: ")
    assert letter.dated == TODAY + timedelta(days=31)
    assert made.world.charts["main"].patient.name in " ".join(line.text for line in letter.statements)
    assert [page.type for page in reply.documents["main"]] == ["discharge_summary"]


def test_a_letter_that_is_not_due_comes_back() -> None:
    made, rounds = suspend(course.SUSPENSION, (7, 8))
    (paper,) = made.reply(rounds).papers
    assert paper.title.startswith("Letter not sent: ")
    assert made.reply(rounds).documents == {}


def test_no_letter_no_paper() -> None:
    made, rounds = suspend(course.NOTICE, (31, 8))
    assert made.reply(rounds).papers == ()


LATE = {"entries.verbal_order", "surgery.report_in_time"}  # what came too late stays late


def flagged(chart: Chart) -> set[tuple[str, str]]:
    """What the completeness rules find in a chart: rule and document."""
    return {(one.rule, one.document_id) for one in review(chart) if one.rule not in LATE}


@pytest.mark.parametrize("pathway", ["pneumonia_copd", "hip_fracture"])
@pytest.mark.parametrize("seed", range(4))
def test_the_completeness_rules_agree_with_what_providers_did(pathway: str, seed: int) -> None:
    for behavior in ("complete", "partial", "worse"):
        made = tracking(*NEEDS, pathway=pathway, seed=seed, count=4, behaviors=(behavior,))
        rounds = finished(made.key, ()).rounds
        before, after = (flagged(made.room_after(rounds[:number]).charts["main"]) for number in (0, 1))
        new = after - before
        pages = {row.page for row in walk(made.key, rounds)[1].rows}
        assert {document for _, document in new} <= pages
        if behavior == "complete":
            assert new == set()
            done = {(rule, document) for rule, document in before if document in pages}
            assert not done & after


def test_a_page_that_came_late_from_the_unit_says_so() -> None:
    made = tracking("MISSING_DS", plan={"MISSING_DS": ("handed_over", "complete")})
    (note,) = made.reply((best_round(made.key, ()),)).documents["main"]
    assert any(line.label == "Received and scanned" for line in note.statements)


def test_an_order_authenticated_late_is_neither_tracked_nor_a_false_flag() -> None:
    tries = (tracking("VERBAL_ORDER_UNAUTH", seed=seed) for seed in range(40))
    made = next(each for each in tries if each.key.too_late)
    key = made.key
    flag = Finding(type="VERBAL_ORDER_UNAUTH", document=key.too_late[0], responsible=key.nobody)
    assert key.items == ()
    marks = KIND.score(DeficienciesAnswer(rounds=(Round(findings=(flag,)),)), key)
    (mark,) = [each for each in marks if each.item == "late-1"]
    assert (mark.reason, mark.penalty) == (Reason.OPTIONAL, 0)
    assert next(each for each in marks if each.item == "complete").credit == 1


def test_a_reply_brings_only_what_was_touched_since_the_round_before() -> None:
    plan = {"UNTIMED": ("complete", "complete"), "UNSIGNED_ENTRY": ("nothing", "complete")}
    made = tracking("UNTIMED", "UNSIGNED_ENTRY", plan=plan)
    rounds = finished(made.key, ()).rounds
    first, second = (
        {page.id for page in made.reply(rounds[:number]).documents["main"]} for number in (1, 2)
    )  # fmt: skip
    places = {kind: item(made.key, kind).documents[0].partition(":")[2] for kind in plan}
    assert (first, second) == ({places["UNTIMED"]}, {places["UNSIGNED_ENTRY"]})


def test_some_who_did_nothing_go_on_doing_nothing_and_some_do_not() -> None:
    drawn = [tracking("UNTIMED", seed=seed, behaviors=("nothing",)).key.items for seed in range(12)]
    seconds = {items[0].plan[1].what for items in drawn if items}
    assert seconds == {"nothing", "complete"}

"""The pile as it is shown, reading the form, and the worklist that comes of an answer."""

from __future__ import annotations

import json

import pytest
from pydantic import ValidationError

from sandbox.charts.plain import to_plain
from sandbox.scoring.points import points_of
from sandbox.tasks.base import FieldErrors
from sandbox.tasks.matters import Turn
from sandbox.tasks.queue import KIND
from sandbox.tasks.queue.answer import QueueAnswer, QueueSpec, Row
from tests.factories.panels import render
from tests.factories.queues import ORDER, PILE, made, matter, urgent


def test_the_pile_shows_stamps_and_papers_and_nothing_of_the_clocks() -> None:
    task = made()
    shown = json.dumps([to_plain(task.prepared.papers), task.prepared.given])
    for request in task.key.requests:
        assert f"Letter of {request.task}." in shown
        assert request.clock not in shown
        assert not [day for day in request.due if day.isoformat() in shown]
    assert "being treated" not in shown
    assert {row["task"] for row in task.prepared.given["requests"]} == set(PILE)


def test_the_pile_lies_in_an_order_that_tells_nothing() -> None:
    orders = {tuple(row["task"] for row in made(seed=seed).prepared.given["requests"]) for seed in range(8)}
    assert len(orders) > 4


def test_copies_bear_the_letter_of_their_request_and_ids_of_the_queue() -> None:
    task = made()
    ids = [line.id for paper in task.prepared.papers for line in paper.statements]
    assert len(set(ids)) == len(ids)
    assert all(name.startswith("queue-") for name in ids)
    for row in task.prepared.given["requests"]:
        paper = next(one for one in task.prepared.papers if f"papers:{one.id}" == row["paper"])
        assert paper.title == f"{row['letter']}: Letter"


def test_the_key_does_not_change_when_the_matters_do() -> None:
    task = made()
    changed = {name: matter(name, 1) for name in PILE}
    later = made(changed)
    assert KIND.derive(task.spec, later.world, task.prepared) == task.key


def test_samples_prove_the_key_and_go_through_the_form() -> None:
    task = made()
    samples = KIND.samples(task.spec, task.key)
    assert points_of(KIND.score(samples.ideal, task.key)).fraction == pytest.approx(1)
    assert points_of(KIND.score(samples.empty, task.key)).fraction == 0
    for each in samples.mistakes:
        assert points_of(KIND.score(each.answer, task.key)).fraction == pytest.approx(1 - each.costs), each.name
        assert KIND.parse(task.spec, task.room, KIND.fill(each.answer)) == each.answer
    assert KIND.parse(task.spec, task.room, {}) == samples.empty
    assert all(isinstance(KIND.parse(task.spec, task.room, form), FieldErrors) for form in samples.invalid)
    assert KIND.check(task.spec, task.key, task.world) == []


def test_a_place_given_twice_costs_no_attempt_and_names_both() -> None:
    task = made()
    read = KIND.parse(task.spec, task.room, {"requests-0-place": ["2"], "requests-3-place": ["2"]})
    assert isinstance(read, FieldErrors)
    assert read.fields == {"requests-3-place": ["A and D both have place 2. Give each a place of its own."]}


def test_without_a_clock_day_and_extension_are_left_empty() -> None:
    task = made()
    read = KIND.parse(task.spec, task.room, {"requests-1-clock": ["none"]})
    name = task.prepared.given["requests"][1]["task"]
    row = Row(letter="B", task=name, clock="none", last_day="none", extension="none")
    assert read == QueueAnswer(rows=(row,))
    both = {"requests-1-clock": ["none"], "requests-1-day": ["2026-03-30"], "requests-1-extension": ["no"]}
    wrong = KIND.parse(task.spec, task.room, both)
    assert isinstance(wrong, FieldErrors)
    assert set(wrong.fields) == {"requests-1-day", "requests-1-extension"}


@pytest.mark.parametrize("count", [3, 11])
def test_a_queue_holds_four_to_ten_requests(count: int) -> None:
    with pytest.raises(ValidationError, match=r"at least 4|at most 10"):
        QueueSpec(id="q", title="Q", charts=("main",), requests=tuple(f"r{n}" for n in range(count)))


def test_a_request_is_listed_once() -> None:
    with pytest.raises(ValidationError, match="“a” is listed twice"):
        QueueSpec(id="q", title="Q", charts=("main",), requests=("a", "b", "c", "a"))


def test_lint_finds_a_queue_that_decides_nothing() -> None:
    task = made({name: urgent(name) for name in "abcd"})
    assert [fault.split(";")[0] for fault in KIND.check(task.spec, task.key, task.world)] == [
        "The rules decide 0 of 6 pairs",
        "All requests are of one sort",
    ]


def test_lint_finds_what_the_papers_do_not_show() -> None:
    unseen = {"evidence": (), "pressing": ()}
    task = made({**PILE, "x": matter("x", 1, urgent="Somebody waits.", due=(), clocks=("access",), **unseen)})
    assert KIND.check(task.spec, task.key, task.world) == [
        "Request x: a clock runs, but it has no last day.",
        "Request x: nothing in the papers shows when it came, or what it asks for.",
        "Request x: nothing in the papers shows why it cannot wait.",
    ]


def test_the_worklist_follows_the_answer_right_or_wrong() -> None:
    task = made()
    turns = KIND.turns(task.spec, task.with_places("court", "new-favor"))
    assert turns[:2] == (Turn("court", "Last day April 3, 2026"), Turn("new-favor", "No legal clock"))
    assert {turn.task for turn in turns} == set(ORDER)
    assert KIND.turns(task.spec, QueueAnswer())[0] == Turn("old-favor", "")


def test_the_panel_has_a_labelled_card_for_each_request() -> None:
    task = made()
    form = KIND.form(task.spec, task.room, {"requests-2-clock": ["access"]})
    page = render("queue/panel.html", spec=task.spec, room=task.room, form=form, task_id="queue", errors=None)
    assert page.unnamed == []
    assert page.inline == []
    assert not [name for name, count in page.ids.items() if count > 1]
    assert len(page.names) == 4 * len(PILE)
    assert "March 18, 2026, by mail" in page.text


def test_the_feedback_shows_the_queue_in_order() -> None:
    task = made()
    page = render("queue/feedback.html", summary=KIND.summary(QueueAnswer(), task.key))
    places = [page.text.index(f"{place}. Request {name}") for place, name in enumerate(ORDER, 1)]
    assert places == sorted(places)
    assert "(overdue)" in page.text

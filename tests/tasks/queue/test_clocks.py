"""Which clock runs, until when, and whether more time may be taken."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from sandbox.scoring.marks import Mark, Reason
from sandbox.tasks.matters import ACCESS, ACCOUNTING, AMENDMENT, NO_CLOCK, PROCESS, Matter
from sandbox.tasks.queue import KIND, order
from sandbox.tasks.queue.answer import QueueAnswer
from tests.factories.queues import PILE, TODAY, made, matter


def marks_of(answer: QueueAnswer) -> dict[str, Mark]:
    return {mark.item: mark for mark in KIND.score(answer, made().key)}


def given(task: str, **changes: object) -> QueueAnswer:
    ideal = made().ideal
    rows = (row.model_copy(update=changes) if row.task == task else row for row in ideal.rows)
    return QueueAnswer(rows=tuple(rows))


@pytest.mark.parametrize(
    ("age", "clock", "due", "extension", "overdue"),
    [
        (0, ACCESS, date(2026, 4, 22), "yes", False),
        (29, ACCESS, date(2026, 3, 24), "yes", False),
        (30, ACCESS, date(2026, 3, 23), "yes", False),
        (31, ACCESS, date(2026, 3, 22), "no", True),
        (10, PROCESS, date(2026, 4, 3), "no", False),
        (22, PROCESS, date(2026, 3, 22), "no", True),
    ],
)
def test_the_thirtieth_day_is_the_last_and_the_last_on_which_more_time_can_be_announced(
    age: int, clock: str, due: date, extension: str, overdue: bool
) -> None:
    request = next(one for one in made({**PILE, "x": matter("x", age, clock)}).key.requests if one.task == "x")
    assert request.due == (due,)
    assert order.extensions(request, TODAY) == (extension,)
    assert order.overdue(request, TODAY) is overdue


def test_rights_with_sixty_days_are_extended_within_them() -> None:
    for clock in (ACCOUNTING, AMENDMENT):
        for age, answer in ((60, "yes"), (61, "no")):
            came = TODAY - timedelta(days=age)
            due = (came + timedelta(days=60),)
            pile: dict[str, Matter] = {**PILE, "x": matter("x", age, clock, due=due, days=60)}
            request = next(one for one in made(pile).key.requests if one.task == "x")
            assert order.extensions(request, TODAY) == (answer,)


def test_each_part_of_a_clock_is_judged_by_itself() -> None:
    marks = marks_of(given("late-copy", extension="yes"))
    assert marks["late-copy:extension"].reason == Reason.WRONG
    assert "an extension had to be announced" in marks["late-copy:extension"].feedback
    assert marks["late-copy:extension"].citation == "45 CFR 164.524(b)(2)(iii)"
    assert {name for name, mark in marks.items() if mark.credit < 1} == {"late-copy:extension"}
    marks = marks_of(given("fresh-copy", last_day="2026-04-18"))
    assert {name for name, mark in marks.items() if mark.credit < 1} == {"fresh-copy:last_day"}
    assert "30 calendar days from March 18, 2026" in marks["fresh-copy:last_day"].feedback


def test_a_request_without_a_clock_is_judged_once() -> None:
    marks = marks_of(made().ideal)
    about = [mark for name, mark in marks.items() if name.startswith("old-favor:") and not name.endswith(":order")]
    assert [(mark.item, mark.weight) for mark in about] == [("old-favor:clock", 2.5)]


def test_either_of_two_accepted_clocks_earns_all() -> None:
    either = matter("x", 5, ACCESS, clocks=(ACCESS, NO_CLOCK))
    task = made({**PILE, "x": either})
    none = {"clock": NO_CLOCK, "last_day": "none", "extension": "none"}
    rows = (row.model_copy(update=none) if row.task == "x" else row for row in task.ideal.rows)
    marks = [mark for mark in KIND.score(QueueAnswer(rows=tuple(rows)), task.key) if mark.item.startswith("x:")]
    assert all(mark.credit == 1 for mark in marks)
    assert Reason.ACCEPTED_ALTERNATIVE in {mark.reason for mark in marks}


def test_the_summary_is_the_queue_in_a_right_order() -> None:
    task = made()
    rows = KIND.summary(task.with_places("late-copy"), task.key)["rows"]
    assert [row["title"] for row in rows[:3]] == ["Request treating", "Request late-copy", "Request court"]
    assert [(row["last_day"], row["overdue"], row["given"]) for row in rows[:3]] == [
        ("no legal clock", False, None),
        ("March 20, 2026", True, 1),
        ("April 3, 2026", False, None),
    ]
    assert rows[1]["age"] == "33 days"

"""What comes first: only what the desk procedure and the clocks decide, and what each mistake in it costs."""

from __future__ import annotations

import pytest

from sandbox.scoring.points import points_of
from sandbox.tasks.matters import ACCESS, NO_CLOCK
from sandbox.tasks.queue import KIND, order
from tests.factories import queues
from tests.factories.queues import ORDER, PILE, made, matter, urgent

COUNT = len(PILE)
POSSIBLE = COUNT * 4.5
# Pairs by what goes first: urgent 5 × 2, overdue 4 × 2, court 3 × 1, copy 2 × 1, old favor 1 × 1 = 24.
PAIR = 2 * COUNT / 24  # the order is worth 2 a request


def before(one: str, other: str, pile: dict[str, queues.Matter]) -> bool:
    requests = {request.task: request for request in made(pile).key.requests}
    return order.goes_before(requests[one], requests[other])


def lost(*places: str) -> float:
    """What an otherwise right answer in this order loses, in the unit of the weights."""
    task = made()
    return (1 - points_of(KIND.score(task.with_places(*places), task.key)).fraction) * POSSIBLE


def test_urgent_then_the_earliest_last_day_then_the_oldest() -> None:
    assert tuple(request.task for request in order.in_order(made().key)) == ORDER


@pytest.mark.parametrize(
    ("one", "other", "decided"),
    [
        (urgent("a", 3, danger=True), urgent("b"), True),
        (urgent("a"), urgent("b", 3), False),
        (matter("a", 5), matter("b", 5), False),
        (matter("a", 6), matter("b", 5), True),
        (matter("a", 5, ACCESS), matter("b", 40), True),
        (matter("a", 40, ACCESS), matter("b", 39, ACCESS), True),
        (matter("a", 29, ACCESS), matter("b", 29, ACCESS), False),
        (urgent("a"), matter("b", 40, ACCESS), True),
    ],
)
def test_a_pair_is_decided_only_by_a_rule(one: queues.Matter, other: queues.Matter, decided: bool) -> None:
    pile = {"a": one, "b": other, "c": matter("c", 9), "d": matter("d", 8)}
    assert before("a", "b", pile) is decided
    assert not before("b", "a", pile)


def test_a_request_with_two_accepted_clocks_stands_where_either_puts_it() -> None:
    either = matter("a", 20, ACCESS, clocks=(ACCESS, NO_CLOCK))
    pile = {"a": either, "b": matter("b", 10, ACCESS), "c": matter("c", 10), "d": matter("d", 30)}
    assert before("a", "c", pile), "without a clock it is older, with one it has a day"
    assert not before("a", "b", pile), "without a clock it would come later"
    assert not before("a", "d", pile), "without a clock it would come later"
    assert not before("b", "a", pile)


@pytest.mark.parametrize(
    ("places", "cost"),
    [
        (ORDER, 0),
        (("late-copy", "treating", *ORDER[2:]), 2),
        ((*ORDER[1:], "treating"), 10),
        (("treating", "court", "late-copy", *ORDER[3:]), 2),
        ((*ORDER[:4], "new-favor", "old-favor"), 1),
        (tuple(reversed(ORDER)), 24),
        ((), 24),
    ],
)
def test_each_pair_in_the_wrong_order_costs_its_weight(places: tuple[str, ...], cost: int) -> None:
    assert lost(*places) == pytest.approx(cost * PAIR)


def test_what_cannot_wait_left_to_the_end_is_heavy_and_not_critical() -> None:
    task = made()
    points = points_of(KIND.score(task.with_places(*ORDER[1:], "treating"), task.key))
    assert not points.critical
    assert points.fraction < 0.85


def test_the_order_is_worth_the_same_in_every_queue_of_a_size() -> None:
    piles = [PILE, {**PILE, "treating": urgent("treating", danger=True)}, {**PILE, "court": matter("court", 3)}]
    for pile in piles:
        task = made(pile)
        marks = [mark for mark in KIND.score(task.ideal, task.key) if mark.item.endswith(":order")]
        assert sum(mark.weight for mark in marks) == pytest.approx(2 * COUNT)


def test_feedback_names_what_was_put_ahead_and_shows_stamp_urgency_and_rule() -> None:
    task = made()
    letters = {request.task: request.letter for request in task.key.requests}
    marks = {m.item: m for m in KIND.score(task.with_places("late-copy", "treating", *ORDER[2:]), task.key)}
    mark = marks["treating:order"]
    assert mark.feedback.endswith(f"It has to be ahead of {letters['late-copy']}.")
    assert "The patient is being treated now." in mark.feedback
    letter = letters["treating"].lower()
    assert [f"{each.chart}:{each.statement}" for each in mark.evidence] == [
        f"papers:queue-{letter}1.s1",
        "papers:queue-procedure.s2",
    ]
    assert "which has passed" in marks["late-copy:order"].feedback

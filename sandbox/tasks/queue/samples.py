"""Answers that prove the key of a queue. What each mistake costs is reckoned from the weights, not by scoring."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from sandbox.tasks.base import FormData, Mistake, Samples
from sandbox.tasks.matters import ACCESS, ACCOUNTING, NO_CLOCK
from sandbox.tasks.queue import order
from sandbox.tasks.queue.answer import NONE, KeyRequest, QueueAnswer, QueueKey, Row
from sandbox.tasks.queue.score import CLOCK_RUNS, EXTENSION, LAST_DAY, ORDER, pair_weights
from sandbox.tasks.queue.wording import NO, YES

Change = tuple[str, QueueAnswer, float]
INVALID: tuple[FormData, ...] = (
    {"requests-0-clock": ["whenever"]},
    {"requests-0-clock": [ACCESS], "requests-0-day": ["31 June"]},
    {"requests-0-clock": [NO_CLOCK], "requests-0-day": ["2026-03-10"]},
    {"requests-0-clock": [NO_CLOCK], "requests-0-extension": [NO]},
    {"requests-0-place": ["1"], "requests-1-place": ["1"]},
    {"requests-0-place": ["99"]},
    {"requests-1-extension": ["x" * 100_000]},
)


def samples(key: QueueKey) -> Samples[QueueAnswer]:
    """The ideal answer, the empty one, single mistakes with their cost, and submissions that must be refused."""
    possible = (CLOCK_RUNS + LAST_DAY + EXTENSION + ORDER) * len(key.requests)
    mistakes = (Mistake(name, answer, lost / possible) for name, answer, lost in _mistakes(key))
    return Samples(ideal(key), QueueAnswer(), tuple(mistakes), INVALID)


def ideal(key: QueueKey) -> QueueAnswer:
    """Every request with its clock, in a right order."""
    places = {request.task: place for place, request in enumerate(order.in_order(key), 1)}
    return QueueAnswer(rows=tuple(_best(request, places[request.task], key.today) for request in key.requests))


def _best(request: KeyRequest, place: int, today: date) -> Row:
    return Row(
        letter=request.letter,
        task=request.task,
        clock=request.clocks[0],
        last_day=order.last_days(request)[0],
        extension=order.extensions(request, today)[0],
        place=place,
    )


def _changed(best: QueueAnswer, task: str, **change: object) -> QueueAnswer:
    return QueueAnswer(rows=tuple(row.model_copy(update=change) if row.task == task else row for row in best.rows))


def _mistakes(key: QueueKey) -> Iterator[Change]:
    best = ideal(key)
    for request in key.requests:
        yield from _of_clock(best, request)
    yield from _of_order(best, key)


def _of_clock(best: QueueAnswer, request: KeyRequest) -> Iterator[Change]:
    task, row = request.task, best.row(request.task)
    either = len(request.clocks) > 1
    if row.clock == NO_CLOCK:
        thirty = (request.received + timedelta(days=30)).isoformat()
        access = {"clock": ACCESS, "last_day": thirty, "extension": YES}
        yield f"the right of access for {task}", _changed(best, task, **access), CLOCK_RUNS + LAST_DAY + EXTENSION
        return
    wrong = ACCOUNTING if ACCOUNTING not in request.clocks else ACCESS
    yield f"the clock {wrong} for {task}", _changed(best, task, clock=wrong), CLOCK_RUNS
    next_day = (date.fromisoformat(row.last_day) + timedelta(days=1)).isoformat()
    yield f"a day too late for {task}", _changed(best, task, last_day=next_day), LAST_DAY
    other = NO if row.extension == YES else YES
    yield f"extension {other} for {task}", _changed(best, task, extension=other), EXTENSION
    if not either:
        none = {"clock": NO_CLOCK, "last_day": NONE, "extension": NONE}
        yield f"no clock for {task}", _changed(best, task, **none), CLOCK_RUNS + LAST_DAY + EXTENSION


def _of_order(best: QueueAnswer, key: QueueKey) -> Iterator[Change]:
    right, after, weights = order.in_order(key), order.later(key), pair_weights(key)
    for one, other in itertools.pairwise(right):
        if order.goes_before(one, other):
            swapped = [other if each is one else one if each is other else each for each in right]
            yield f"{other.task} before {one.task}", _placed(best, swapped), weights[one.task]
    first, *others = right
    behind = weights[first.task] * len(after[first.task])
    yield f"{first.task} last", _placed(best, [*others, first]), behind
    yield "the order turned round", _placed(best, right[::-1]), ORDER * len(right)
    yield f"no place for {first.task}", _changed(best, first.task, place=None), behind


def _placed(best: QueueAnswer, requests: Sequence[KeyRequest]) -> QueueAnswer:
    places = {request.task: place for place, request in enumerate(requests, 1)}
    return QueueAnswer(rows=tuple(row.model_copy(update={"place": places[row.task]}) for row in best.rows))

"""What comes before what: only what the desk procedure and the clocks decide, whichever accepted clock one takes."""

from __future__ import annotations

from datetime import date

from sandbox.tasks.matters import NO_CLOCK, PROCESS
from sandbox.tasks.queue.answer import NONE, KeyRequest, QueueKey
from sandbox.tasks.queue.papers import CLOCK, DANGER, OLDEST, URGENT
from sandbox.tasks.queue.wording import NO, YES

STEPS = (DANGER, URGENT, CLOCK, OLDEST)
Rank = tuple[int, date]


def ranks(request: KeyRequest) -> tuple[Rank, ...]:
    """Where a request stands, the best reading first; several where more than one clock is accepted."""
    if request.danger:
        return ((0, date.min),)
    if request.urgent:
        return ((1, date.min),)
    found: list[Rank] = []
    for clock in request.clocks:
        found += [(3, request.received)] if clock == NO_CLOCK else [(2, day) for day in request.due]
    return tuple(found)


def step(request: KeyRequest) -> str:
    """The paragraph of the desk procedure that a request falls under."""
    return STEPS[ranks(request)[0][0]]


def goes_before(one: KeyRequest, other: KeyRequest) -> bool:
    """Whether the rules put ``one`` before ``other``."""
    return max(ranks(one)) < min(ranks(other))


def later(key: QueueKey) -> dict[str, tuple[KeyRequest, ...]]:
    """By task id, the requests that must come after it."""
    last = {request.task: max(ranks(request)) for request in key.requests}
    first = {request.task: min(ranks(request)) for request in key.requests}
    return {
        task: tuple(other for other in key.requests if last[task] < first[other.task])
        for task in (request.task for request in key.requests)
    }


def in_order(key: QueueKey) -> tuple[KeyRequest, ...]:
    """The requests in a right order; where the rules leave it open, older ones first."""
    return tuple(sorted(key.requests, key=lambda request: (ranks(request)[0], request.received, request.letter)))


def overdue(request: KeyRequest, today: date) -> bool:
    """Whether the last day has passed by every accepted reading."""
    return NO_CLOCK not in request.clocks and bool(request.due) and max(request.due) < today


def last_days(request: KeyRequest) -> tuple[str, ...]:
    """The last days that are right, the best first: ISO dates or ``none``."""
    days = tuple(day.isoformat() for day in request.due)
    if NO_CLOCK not in request.clocks:
        return days
    return (NONE, *days) if request.clocks[0] == NO_CLOCK else (*days, NONE)


def extensions(request: KeyRequest, today: date) -> tuple[str, ...]:
    """Whether more time may still be taken, the best answer first.

    Once, by up to 30 days, with a written statement of the reasons and the day before the time is over: 45 CFR
    164.524(b)(2)(iii), 164.526(b)(2)(ii), 164.528(c)(1)(ii). A date that a court's paper sets is not ours to move.
    """
    return tuple(_extension(clock, request, today) for clock in request.clocks)


def _extension(clock: str, request: KeyRequest, today: date) -> str:
    if clock == NO_CLOCK:
        return NONE
    return YES if clock != PROCESS and today <= max(request.due) else NO

"""Lint of a queue: clocks that can be chosen, evidence for each, and an order that the rules decide."""

from __future__ import annotations

from collections.abc import Iterator

from sandbox.tasks.base import World
from sandbox.tasks.matters import NO_CLOCK
from sandbox.tasks.queue import order
from sandbox.tasks.queue.answer import KeyRequest, QueueKey, QueueSpec
from sandbox.tasks.queue.wording import CLOCKS

DECIDED = 0.5
"""Share of the pairs whose order must be decided; below it a queue teaches nothing about what comes first."""


def check(spec: QueueSpec, key: QueueKey, world: World) -> list[str]:
    """One message for each fault."""
    return [*_whole(spec, key), *(fault for request in key.requests for fault in _request(request))]


def _whole(spec: QueueSpec, key: QueueKey) -> Iterator[str]:
    if sorted(request.task for request in key.requests) != sorted(spec.requests):
        yield "The queue does not hold the requests that it lists."
    count = len(key.requests)
    pairs, decided = count * (count - 1) / 2, sum(map(len, order.later(key).values()))
    if decided < DECIDED * pairs:
        yield f"The rules decide {decided} of {pairs:.0f} pairs; list requests of more sorts, or of other ages."
    if len({order.step(request) for request in key.requests}) < 2:
        yield "All requests are of one sort; list some with a clock, some without, some that cannot wait."


def _request(request: KeyRequest) -> Iterator[str]:
    where = f"Request {request.task}"
    yield from (f"{where}: the clock {clock} cannot be chosen." for clock in request.clocks if clock not in CLOCKS)
    if set(request.clocks) - {NO_CLOCK} and not request.due:
        yield f"{where}: a clock runs, but it has no last day."
    if not request.citation or not request.clock:
        yield f"{where}: its clock is not explained, or cites no rule."
    if not request.evidence or not request.asked:
        yield f"{where}: nothing in the papers shows when it came, or what it asks for."
    if request.urgent and not request.pressing:
        yield f"{where}: nothing in the papers shows why it cannot wait."

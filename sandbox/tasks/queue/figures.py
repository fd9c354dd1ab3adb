"""What feedback and the worklist tell of an answered queue."""

from __future__ import annotations

from typing import Any

from sandbox.tasks.matters import NO_CLOCK, Turn
from sandbox.tasks.queue import order
from sandbox.tasks.queue.answer import QueueAnswer, QueueKey, QueueSpec
from sandbox.tasks.queue.score import why
from sandbox.tasks.queue.wording import CLOCKS, counted, said, said_of


def summary(answer: QueueAnswer, key: QueueKey) -> dict[str, Any]:
    """The requests in a right order, with what sets their last day and why they stand there."""
    rows = []
    for place, request in enumerate(order.in_order(key), 1):
        rows.append(
            {
                "place": place,
                "given": answer.row(request.task).place,
                "letter": request.letter,
                "title": request.title,
                "received": said(request.received),
                "age": counted((key.today - request.received).days, "day"),
                "last_day": " or ".join(said_of(day) for day in order.last_days(request)),
                "overdue": order.overdue(request, key.today),
                "clock": CLOCKS[request.clocks[0]],
                "because": why(request, key),
                "citation": request.citation,
            }
        )
    return {"rows": rows, "today": said(key.today)}


def turns(spec: QueueSpec, answer: QueueAnswer) -> tuple[Turn, ...]:
    """The requests in the trainee's order with the last day that they noted; those without a place at the end."""
    rows = [answer.row(task) for task in spec.requests]
    rows.sort(key=lambda row: (row.place is None, row.place))
    return tuple(Turn(row.task, _note(row.clock, row.last_day)) for row in rows)


def _note(clock: str, last_day: str) -> str:
    if clock == NO_CLOCK:
        return "No legal clock"
    return f"Last day {said_of(last_day)}" if last_day else ""

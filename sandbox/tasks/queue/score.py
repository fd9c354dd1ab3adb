"""Marks of a queue: the clock, the last day and the extension of each request, and what comes before what."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sandbox.scoring.marks import Mark, Reason, as_evidence
from sandbox.tasks.matters import NO_CLOCK, PROCESS
from sandbox.tasks.queue import order
from sandbox.tasks.queue.answer import NONE, KeyRequest, QueueAnswer, QueueKey, Row
from sandbox.tasks.queue.papers import CLOCK, DANGER, OLDEST, URGENT
from sandbox.tasks.queue.wording import CLOCKS, EXTENSIONS, NO, NO_DAY, YES, counted, listed, said, said_of

# Worth of the parts, for each request of the queue. Half of the work is to see what runs, half to put it in order.
CLOCK_RUNS, LAST_DAY, EXTENSION, ORDER = 1.0, 1.0, 0.5, 2.0
PAIR = {DANGER: 3.0, URGENT: 2.0, CLOCK: 1.0, OLDEST: 1.0}
"""Worth of one pair by what goes first in it, before all pairs together are brought to ``ORDER`` for each request."""
OVERDUE = 2.0
GROUP = "Order of work"
POLICY = "Desk procedure"
AFTER = {
    YES: "More time may be taken once, up to 30 days, if whoever asked is told in writing by {day} why, and by when.",
    NO: "The time was over on {day}; an extension had to be announced in writing by then. Answer it at once.",
    PROCESS: "Only the court, or who issued the paper, can move that date.",
    NONE: "Where no clock runs there is nothing to extend.",
}
BECAUSE = {
    CLOCK: "Its last day is {day}{past}: requests with a later one, or with none, come after it.",
    OLDEST: "Nothing sets a day for it: such requests are worked oldest first, and it came on {received}.",
}


def score(answer: QueueAnswer, key: QueueKey) -> list[Mark]:
    """One mark for a request without a clock, else three; then one for each that something must come after."""
    marks: list[Mark] = []
    for request in key.requests:
        row = answer.row(request.task)
        marks.append(_clock(row, request))
        if not clockless(request):
            marks += [_last_day(row, request), _extension(row, request, key)]
    return [*marks, *_order(answer, key)]


def heading(request: KeyRequest) -> str:
    """How feedback calls a request."""
    return f"{request.letter}. {request.title}"


def clockless(request: KeyRequest) -> bool:
    """Whether no clock runs: then last day and extension say nothing more, and their worth lies on the clock."""
    return request.clocks == (NO_CLOCK,)


def _clock(row: Row, request: KeyRequest) -> Mark:
    right = row.clock in request.clocks
    weight = CLOCK_RUNS + LAST_DAY + EXTENSION if clockless(request) else CLOCK_RUNS
    return Mark(
        f"{request.task}:clock", heading(request), "Which clock runs", weight, float(right),
        _reason(row.clock, request.clocks), request.clock, CLOCKS.get(row.clock, ""),
        " or ".join(CLOCKS[clock] for clock in request.clocks),
        evidence=as_evidence(request.asked), citation=request.citation,
    )  # fmt: skip


def _last_day(row: Row, request: KeyRequest) -> Mark:
    days = order.last_days(request)
    return Mark(
        f"{request.task}:last_day", heading(request), "Last day", LAST_DAY, float(row.last_day in days),
        _reason(row.last_day, days), _counting(request), said_of(row.last_day), " or ".join(map(said_of, days)),
        evidence=as_evidence(tuple(dict.fromkeys((*request.evidence, *request.asked)))), citation=request.citation,
    )  # fmt: skip


def _counting(request: KeyRequest) -> str:
    """How the last day is found."""
    if request.days is None:
        return f"The paper itself sets {said(request.due[0])}."
    counted_on = f"{counted(request.days, 'calendar day')} from {said(request.received)}"
    return f"{counted_on}, the day it was received, is {said(request.due[0])}."


def _extension(row: Row, request: KeyRequest, key: QueueKey) -> Mark:
    accepted = order.extensions(request, key.today)
    kind = PROCESS if request.clocks[0] == PROCESS else accepted[0]
    day = said(request.due[0]) if request.due else ""
    return Mark(
        f"{request.task}:extension", heading(request), "Can it still be extended?", EXTENSION,
        float(row.extension in accepted), _reason(row.extension, accepted), AFTER[kind].format(day=day),
        _extended(row.extension), " or ".join(_extended(each) for each in accepted),
        evidence=as_evidence(request.evidence), citation=_extension_cite(request),
    )  # fmt: skip


def _extended(word: str) -> str:
    return NO_DAY if word == NONE else EXTENSIONS.get(word, "")


def _extension_cite(request: KeyRequest) -> str:
    cites = {
        "access": "45 CFR 164.524(b)(2)(iii)",
        "accounting": "45 CFR 164.528(c)(1)(ii)",
        "amendment": "45 CFR 164.526(b)(2)(ii)",
    }
    return cites.get(request.clocks[0], request.citation)


def _reason(given: str, accepted: Sequence[str]) -> Reason:
    if not given:
        return Reason.MISSED
    if given not in accepted:
        return Reason.WRONG
    return Reason.CORRECT if given == accepted[0] else Reason.ACCEPTED_ALTERNATIVE


def pair_weights(key: QueueKey) -> dict[str, float]:
    """By task id, what one pair with this request at its head is worth; together they come to ``ORDER`` a request."""
    after = order.later(key)
    plain = {request.task: _plain_weight(key, request) for request in key.requests}
    whole = sum(weight * len(after[task]) for task, weight in plain.items())
    return {task: weight * ORDER * len(plain) / whole if whole else 0.0 for task, weight in plain.items()}


def _plain_weight(key: QueueKey, first: KeyRequest) -> float:
    return OVERDUE if order.overdue(first, key.today) and not first.urgent else PAIR[order.step(first)]


def _order(answer: QueueAnswer, key: QueueKey) -> Iterator[Mark]:
    weights, followers = pair_weights(key), order.later(key)
    for request in order.in_order(key):
        after = followers[request.task]
        if not after:
            continue
        place = answer.row(request.task).place
        wrong = [other for other in after if not _ahead(place, answer.row(other.task).place)]
        shows = dict.fromkeys((*request.pressing, *request.evidence, key.procedure[order.step(request)]))
        weight, credit = weights[request.task] * len(after), 1 - len(wrong) / len(after)
        yield Mark(
            f"{request.task}:order", GROUP, f"{heading(request)}: its place", weight, credit,
            _order_reason(place, credit), _order_said(request, wrong, place, key),
            f"Place {place}" if place else "", f"Before {listed([each.letter for each in after])}",
            evidence=as_evidence(tuple(shows)),
            citation=_order_cite(request),
        )  # fmt: skip


def _ahead(place: int | None, other: int | None) -> bool:
    return place is not None and other is not None and place < other


def _order_reason(place: int | None, credit: float) -> Reason:
    if credit == 1.0:
        return Reason.CORRECT
    return Reason.MISSED if place is None else Reason.WRONG_SEQUENCE


def why(request: KeyRequest, key: QueueKey) -> str:
    """Why a request stands where it does, in a sentence."""
    if request.urgent:
        return f"{request.urgent} It comes before every clock."
    past = ", which has passed" if order.overdue(request, key.today) else ""
    day = said(request.due[0]) if request.due else ""
    return BECAUSE[order.step(request)].format(day=day, past=past, received=said(request.received))


def _order_said(request: KeyRequest, wrong: Sequence[KeyRequest], place: int | None, key: QueueKey) -> str:
    if place is None:
        return f"{why(request, key)} You gave it no place."
    if not wrong:
        return why(request, key)
    return f"{why(request, key)} It has to be ahead of {listed([each.letter for each in wrong])}."


def _order_cite(request: KeyRequest) -> str:
    dated = order.step(request) == CLOCK and request.clocks[0] != NO_CLOCK
    return f"{request.citation}; {POLICY}" if dated else POLICY

"""Plays an answer as its trainee would, round by round, with what the world replies; and what is wrong with replies."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from sandbox.charts.model import Document
from sandbox.scenarios.canary import leaks
from sandbox.scenarios.checks import EDITIONS
from sandbox.scenarios.materialise import Made
from sandbox.tasks.base import PAPERS, Acts, Answer, Room
from sandbox.tasks.staged import Reply

Before = Mapping[str, Answer]
"""Answers to earlier tasks of the shift, by task id."""


@dataclass(frozen=True, slots=True)
class Step:
    """One round: the room, what was given in it, and the world's reply (None: the task was submitted)."""

    room: Room
    given: Answer
    reply: Reply | None


def opened(made: Made, task: str, before: Before | None = None) -> tuple[Room, Before]:
    """The room as a task opens, and the answers it follows: the ideal ones of the earlier tasks unless given."""
    if before is None:
        before = ideal_before(made, task)
    reply = made.reply(task, Acts((), before)) if before else None
    room = made.room(task)
    return (room if reply is None else room.after(reply)), before


def ideal_before(made: Made, task: str) -> Before:
    """The ideal answers of the tasks that a task follows."""
    followed = made.kind(task).follows(made.spec(task))
    return {each: made.kind(each).samples(made.spec(each), made.key(each)).ideal for each in followed}


def after_mistakes(made: Made, task: str, most: int) -> Iterator[tuple[str, Before]]:
    """Earlier answers on which a task opens otherwise: of each that it follows, the first ``most`` critical mistakes
    that change what is found, each beside ideal answers to the others. Yields what was done, and the answers."""
    ideal = ideal_before(made, task)
    usual = opened(made, task, ideal)[0] if ideal else None
    for earlier in ideal:
        samples = made.kind(earlier).samples(made.spec(earlier), made.key(earlier))
        critical = (each for each in samples.mistakes if each.critical)
        answers = ((each.name, {**ideal, earlier: each.answer}) for each in critical)
        changed = (each for each in answers if opened(made, task, each[1])[0] != usual)
        yield from ((f"“{name}” in {earlier}", before) for name, before in islice(changed, most))


def play(made: Made, task: str, answer: Answer, start: tuple[Room, Before] | None = None) -> list[Step]:
    """The rounds of a whole answer, as far as the world lets it come; ``start`` is the room as it opened."""
    spec, kind = made.spec(task), made.kind(task)
    room, before = start or opened(made, task)
    steps: list[Step] = []
    for given in kind.split(answer):
        closed = (*room.earlier, given)
        reply = made.reply(task, Acts(closed, before)) if room.round < kind.rounds(spec) else None
        steps.append(Step(room, given, reply))
        if reply is None:
            break
        room = room.after(reply, given)
    return steps


def end_of(steps: Sequence[Step]) -> Room:
    """The room in which an answer was submitted."""
    return steps[-1].room


def faults_of(made: Made, task: str, plays: Mapping[str, tuple[Answer, list[Step]]]) -> Iterator[str]:
    """What is wrong with the replies in these plays: each an answer with its steps, by the answer's name."""
    kind = made.kind(task)
    said: list[object] = []
    for name, (answer, steps) in plays.items():
        if len(steps) < len(kind.split(answer)) or steps[-1].reply is not None:
            yield f"{name} does not end with its last round"
        for step in steps:
            if step.reply is not None:
                said.append(step.reply.plain())
                faults = _faults(made, step.room, step.reply, step.room.after(step.reply, step.given))
                yield from (f"the reply to round {step.room.round} of {name} {fault}" for fault in faults)
    if said:
        yield from leaks(made, json.dumps(said, ensure_ascii=False), made.truth_text())


def faults_of_opening(made: Made, task: str, room: Room) -> Iterator[str]:
    """What is wrong with what a task that follows others brings when it is opened."""
    for reply in room.replies:
        yield from (f"what it opens with {fault}" for fault in _faults(made, made.room(task), reply, room))
        yield from leaks(made, json.dumps(reply.plain(), ensure_ascii=False), made.truth_text())


def _faults(made: Made, was: Room, reply: Reply, room: Room) -> Iterator[str]:
    _, last = EDITIONS[made.scenario.edition]
    if not was.today <= room.today <= last:
        yield f"sets the day to {room.today}, before {was.today} or after {last}"
    if not reply.sentence.strip():
        yield "says nothing to the trainee"
    shelves = {slot: (was.charts[slot].documents, pages) for slot, pages in reply.documents.items()}
    for slot, (before, pages) in {**shelves, PAPERS: (was.papers, reply.papers)}.items():
        known = {page.id: page for page in before}
        for page in pages:
            yield from (f"{fault} in {slot}:{page.id}" for fault in _page(page, known.get(page.id), room))


def _page(page: Document, before: Document | None, room: Room) -> Iterator[str]:
    """A page that a reply brings: filed by then, well numbered, and every statement still there that evidence names."""
    if page.filed_at.date() > room.today:
        yield f"files {page.filed_at.date()}, after “today”,"
    names = [each.id for each in page.statements]
    if len(set(names)) < len(names) or not all(name.startswith(f"{page.id}.") for name in names):
        yield "numbers statements badly"
    if before is not None and not {each.id for each in before.statements} <= set(names):
        yield "loses statements"

"""Prepares a queue of the matters that wait in other tasks, and derives what is right for each."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from random import Random
from typing import Any

from sandbox.tasks.base import PAPERS, Prepared, World
from sandbox.tasks.matters import Matter
from sandbox.tasks.queue.answer import LETTERS, KeyRequest, QueueKey, QueueSpec
from sandbox.tasks.queue.papers import copies, procedure
from sandbox.tasks.queue.wording import said


def prepare(spec: QueueSpec, world: World, random: Random) -> Prepared:
    """The pile in an order that tells nothing. What the clocks are is kept here, apart from the requests' own keys."""
    pile = list(world.matters)
    random.shuffle(pile)
    first, places = procedure(spec.id, world.today)
    papers, shown, kept = [first], [], []
    for letter, task in zip(LETTERS, pile, strict=False):
        matter = world.matters[task]
        made, moved = copies(spec.id, letter, matter.papers)
        papers += made
        patient = world.charts[matter.slot].patient.name
        received = matter.received.isoformat()
        shown.append(
            {
                "letter": letter,
                "task": task,
                "title": matter.title,
                "patient": patient,
                "received": received,
                "day": said(matter.received),
                "came": matter.came,
                "paper": f"{PAPERS}:{made[0].id}",
            }
        )
        kept.append({"letter": letter, "task": task} | _kept(matter, moved))
    return Prepared(tuple(papers), {"requests": shown}, {"requests": kept, "procedure": places})


def _kept(matter: Matter, moved: Mapping[str, str]) -> dict[str, Any]:
    """What is right for a request, with its evidence in the copies."""

    def copied(references: tuple[str, ...]) -> list[str]:
        return [moved[each] for each in references if each in moved]

    return {
        "received": matter.received.isoformat(),
        "clocks": list(matter.clocks),
        "due": [day.isoformat() for day in matter.due],
        "days": matter.days,
        "clock": matter.clock,
        "citation": matter.citation,
        "urgent": matter.urgent,
        "danger": matter.danger,
        "evidence": copied(matter.evidence),
        "asked": copied(matter.asked),
        "pressing": copied(matter.pressing),
    }


def derive(spec: QueueSpec, world: World, prepared: Prepared) -> QueueKey:
    """The clocks as they were kept when the queue was made."""
    shown = {row["task"]: row for row in prepared.given["requests"]}
    requests = tuple(_request(kept, shown[kept["task"]]["title"]) for kept in prepared.truth["requests"])
    return QueueKey(today=world.today, requests=requests, procedure=dict(prepared.truth["procedure"]))


def _request(kept: Mapping[str, Any], title: str) -> KeyRequest:
    day = date.fromisoformat
    plain = {**kept, "received": day(kept["received"]), "due": tuple(day(each) for each in kept["due"])}
    return KeyRequest.model_validate({**plain, "title": title})

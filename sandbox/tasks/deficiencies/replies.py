"""What the world shows after a round: the later day, the pages that providers touched, the list, letters, the month."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from sandbox.charts.model import Document
from sandbox.tasks.base import Acts, Prepared, World
from sandbox.tasks.deficiencies import course
from sandbox.tasks.deficiencies.answer import (
    DeficienciesAnswer,
    DeficienciesKey,
    DeficienciesSpec,
    MonthKey,
    Round,
)
from sandbox.tasks.deficiencies.changes import applied
from sandbox.tasks.deficiencies.course import Desk, Row
from sandbox.tasks.deficiencies.key import derive
from sandbox.tasks.deficiencies.papers import letter, returned
from sandbox.tasks.findings import MISSING, title
from sandbox.tasks.staged import Reply

NOTES = {
    course.DONE: "“Done.”",
    course.SILENT: "No answer.",
    course.NOT_MINE: "“This is not mine, and I do not think that I have to complete it.”",
    course.HANDED_OVER: "“I had handed this patient over before discharge. My note about it is now in the chart.”",
    course.NOTHING_THERE: "“I looked and find nothing left to complete here.”",
    course.UNASSIGNED: "Nobody was asked.",
}
"""What comes back, in the words of whoever it comes from."""


def respond(spec: DeficienciesSpec, world: World, prepared: Prepared, acts: Acts) -> Reply:
    """The reply to the last closed round."""
    key = derive(spec, world, prepared)
    rounds = rounds_of(acts)
    desks = course.walk(key, rounds)
    before, desk = desks[len(rounds) - 1], desks[len(rounds)]
    last = len(rounds) == len(key.days)
    given: dict[str, Any] = {"open": [shown(key, row) for row in desk.open]}
    if key.month and last:
        given["month"] = figures(key.month, desk.today, key)
    return Reply(
        sentence=_sentence(key.days[len(rounds) - 1], desk),
        today=desk.today,
        documents=_pages(world, desks[: len(rounds) + 1]),
        papers=_letters(spec.id, key, before, rounds[-1]),
        given=given,
    )


def rounds_of(acts: Acts) -> list[Round]:
    """The rounds that a trainee closed."""
    return [each for answer in acts.rounds if isinstance(answer, DeficienciesAnswer) for each in answer.rounds]


def _sentence(days: int, desk: Desk) -> str:
    day = "One day" if days == 1 else f"{days} days"
    left = "one deficiency is" if len(desk.open) == 1 else f"{len(desk.open) or 'no'} deficiencies are"
    return f"{day} later: it is {desk.today:%m/%d/%Y}, and {left} open on your list."


def _pages(world: World, desks: Sequence[Desk]) -> Mapping[str, tuple[Document, ...]]:
    """The pages touched since the round before, with all that was done to them."""
    pages = applied(world.charts, world.truths, [deed for desk in desks for deed in desk.deeds])
    touched = {(deed.item.slot, deed.page) for deed in desks[-1].deeds}
    kept = {slot: tuple(one for one in found if (slot, one.id) in touched) for slot, found in pages.items()}
    return {slot: found for slot, found in kept.items() if found}


def shown(key: DeficienciesKey, row: Row) -> dict[str, str]:
    """One row of the list as the panel draws it: what the trainee flagged, with whom it lies, and what came back."""
    slot = row.finding.document.partition(":")[0]
    return {
        "id": row.id,
        "title": title(row.finding.type),
        "document": "" if row.finding.document.endswith(f":{MISSING}") else row.finding.document,
        "place": key.documents.get(row.finding.document, row.finding.document),
        "patient": key.patients.get(slot, ""),
        "discharged": f"{key.discharged[slot]:%m/%d/%Y}" if slot in key.discharged else "",
        "assigned": key.staff.get(row.assignee, "nobody"),
        "since": f"{row.since:%m/%d/%Y}",
        "note": NOTES[row.note],
    }


def _letters(task: str, key: DeficienciesKey, before: Desk, given: Round) -> tuple[Document, ...]:
    """The suspension letters asked for in the round: as they went out, or as they came back."""
    due = course.suspended(key, before, given)
    asked = {each.row for each in given.decisions if each.step == course.SUSPENSION}
    people = dict.fromkeys(row.assignee for row in before.open if row.id in asked and row.assignee)
    papers = []
    for number, person in enumerate(people, 1):
        rows = [row for row in before.open if row.id in due and row.assignee == person]
        who, name = key.staff[person], f"{task}-letter{before.number}-{number}"
        papers.append(letter(name, who, rows, key, before.today) if rows else returned(name, who, before.today))
    return tuple(papers)


def figures(month: MonthKey, today: date, key: DeficienciesKey) -> dict[str, Any]:
    """The month's figures as the panel draws them."""
    first = today.replace(day=1)
    labels: list[str] = []
    for _ in month.discharges:
        first = (first - timedelta(days=1)).replace(day=1)
        labels.insert(0, f"{first:%m/%Y}")
    return {
        "elsewhere": month.elsewhere,
        "discharges": [list(pair) for pair in zip(labels, month.discharges, strict=True)],
        "quarters": list(month.quarters),
        "records": [
            {
                "number": each.number,
                "provider": key.staff[each.provider],
                "discharged": f"{each.discharged:%m/%d/%Y}",
                "assigned": f"{each.assigned:%m/%d/%Y}",
                "excused": each.excused,
            }
            for each in month.records
        ],
    }


def counts(answer: DeficienciesAnswer, key: DeficienciesKey) -> dict[str, Any]:
    """For feedback: the planted deficiencies, and by round how many stood on the list and how many were complete."""
    desks = course.walk(key, answer.rounds)
    rounds = [
        {
            "day": (desk.today - key.today).days + 1,
            "listed": len(desk.open),
            "complete": sum(bool(row.item) and not row.lack for row in desk.rows),
        }
        for desk in desks[1:]
    ]
    return {"planted": len(key.items), "rounds": rounds}

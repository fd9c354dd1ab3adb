"""How the tracking goes, given what a trainee did: the list at the start of each round, and what is right for each row.

The same course serves the world's replies and the marks, so that what is shown and what is marked cannot disagree.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from sandbox.tasks.deficiencies.answer import Decision, DeficienciesKey, Finding, Happening, KeyItem, Round
from sandbox.tasks.deficiencies.mending import lacking
from sandbox.tasks.findings import match

CLEAR, KEEP, REASSIGN = "clear", "keep", "reassign"
NO_STEP, REMINDER, NOTICE, SUSPENSION = "none", "reminder", "notice", "suspension"
COMPLETE, INCOMPLETE, DELINQUENT = "complete", "incomplete", "delinquent"

HEEDLESS = 0.3  # of those who get a letter of suspension, so many go on as they would have without it

# What a provider says when a deficiency comes back.
DONE, SILENT, NOT_MINE, HANDED_OVER, NOTHING_THERE, UNASSIGNED = "done", "", "not_mine", "handed", "fine", "unassigned"


@dataclass(frozen=True, slots=True)
class Deed:
    """What a provider did to a deficiency between two rounds. ``page`` is the id of the document that it is done to."""

    item: KeyItem
    what: str
    by: str
    at: datetime
    page: str
    before: tuple[str, ...]  # what was done about it earlier


@dataclass(frozen=True, slots=True)
class Row:
    """One deficiency on the trainee's list. ``item`` is None for a flag on what is fine."""

    id: str
    finding: Finding
    item: KeyItem | None
    assignee: str
    since: date
    found: int  # round
    done: tuple[str, ...] = ()
    page: str = ""
    note: str = SILENT
    open: bool = True

    @property
    def lack(self) -> str:
        """What the deficiency still lacks."""
        return lacking(self.item.need, self.done) if self.item else ""

    @property
    def owner(self) -> str:
        """Who must complete it now."""
        if self.item is None:
            return ""
        return self.item.successor if "handed_over" in self.done else self.item.owner


@dataclass(frozen=True, slots=True)
class Right:
    """What is right for a row on a day."""

    act: str
    lacks: str = ""
    to: str = ""
    status: str = COMPLETE
    age: int = 0
    held: int = 0
    step: str = NO_STEP


@dataclass(frozen=True, slots=True)
class Desk:
    """The list at the start of a round, and the deeds since the round before. ``rows`` holds closed rows too."""

    number: int
    today: date
    rows: tuple[Row, ...]
    deeds: tuple[Deed, ...] = ()

    @property
    def open(self) -> tuple[Row, ...]:
        """The rows to decide on."""
        return tuple(row for row in self.rows if row.open)


def walk(key: DeficienciesKey, rounds: Sequence[Round]) -> list[Desk]:
    """The desk at the start of each round of the whole task; rounds that are not given count as empty."""
    desk = Desk(1, key.today, ())
    desks = [desk]
    pages = dict(key.pages)
    for number, days in enumerate(key.days, 1):
        given = rounds[number - 1] if number <= len(rounds) else Round()
        desk = _later(key, closed(key, desk, given), desk.today, days, number + 1, pages, suspended(key, desk, given))
        desks.append(desk)
    return desks


def closed(key: DeficienciesKey, desk: Desk, given: Round) -> tuple[Row, ...]:
    """The rows once a round is closed: decided on, with what was newly found at the end."""
    decisions = {each.row: each for each in given.decisions}
    rows = [_decided(row, decisions.get(row.id), desk.today) if row.open else row for row in desk.rows]
    tracked = {row.item.id for row in rows if row.item}
    matched, _ = match(given.findings, [item for item in key.items if item.id not in tracked])
    items = {id(finding): item for item in key.items if (finding := matched.get(item.id)) is not None}
    for place, finding in enumerate(given.findings):
        item = items.get(id(finding))
        page = item.documents[0].partition(":")[2] if item and item.need != "document" else ""
        name = f"{desk.number}.{place}"
        rows.append(Row(name, finding, item, finding.responsible, desk.today, desk.number, page=page))
    return tuple(rows)


def suspended(key: DeficienciesKey, desk: Desk, given: Round) -> frozenset[str]:
    """Rows on which a suspension letter goes out: asked for, and due."""
    asked = {each.row for each in given.decisions if each.step == SUSPENSION}
    return frozenset(row.id for row in desk.open if row.id in asked and right(key, row, desk.today).step == SUSPENSION)


def _decided(row: Row, decision: Decision | None, today: date) -> Row:
    if decision is not None and decision.act == CLEAR:
        return replace(row, open=False)
    if decision is not None and decision.act == REASSIGN and decision.to and decision.to != row.assignee:
        return replace(row, assignee=decision.to, since=today)
    return row


def _later(
    key: DeficienciesKey,
    rows: tuple[Row, ...],
    start: date,
    days: int,
    number: int,
    pages: dict[str, int],
    letters: frozenset[str],
) -> Desk:
    """What happens to the open rows in some days."""
    happening = []
    for row in rows:
        planned = _planned(row, row.id in letters) if row.open else None
        happening.append((row, planned, _moment(start, days, planned)))
    deeds: dict[str, Deed] = {}
    for row, planned, at in sorted(happening, key=lambda each: each[2]):
        if planned is not None and row.item is not None and planned.what != "nothing":
            deeds[row.id] = Deed(row.item, planned.what, row.assignee, at, _page(row, planned.what, pages), row.done)
    after = tuple(_answered(row, planned, deeds.get(row.id)) for row, planned, _ in happening)
    return Desk(number, start + timedelta(days=days), after, tuple(sorted(deeds.values(), key=lambda deed: deed.at)))


def _planned(row: Row, letter: bool) -> Happening | None:
    """What the right person does now; None if the row does not lie with them or nothing is left to do."""
    if row.item is None or row.assignee != row.owner or not row.lack:
        return None
    planned = row.item.plan[min(len(row.done), len(row.item.plan) - 1)]
    heeds = letter and planned.share >= HEEDLESS
    return planned.model_copy(update={"what": "complete"}) if heeds else planned


def _moment(start: date, days: int, planned: Happening | None) -> datetime:
    """When something happens; the first day for nothing at all."""
    if planned is None:
        return datetime.combine(start, time(0))
    day = start + timedelta(days=min(days, 1 + int(planned.share * days)))
    return datetime.combine(day, time(8)) + timedelta(minutes=planned.minute)


def _page(row: Row, what: str, pages: dict[str, int]) -> str:
    """The document that a deed is done to: the flawed one, or a new one numbered after those of the chart."""
    item = row.item
    if item is None or what == "denies":
        return ""
    adds = what == "handed_over" or (item.need == "document" and not row.page)
    adds = adds or (item.need == "correction" and row.page == item.documents[0].partition(":")[2])
    if not adds:
        return row.page
    pages[item.slot] += 1
    return f"d{pages[item.slot]:02d}"


def _answered(row: Row, planned: Happening | None, deed: Deed | None) -> Row:
    if not row.open:
        return row
    if planned is None:
        return replace(row, note=_returned(row))
    said = {"nothing": SILENT, "denies": NOT_MINE, "handed_over": HANDED_OVER}.get(planned.what, DONE)
    page = deed.page if deed and planned.what not in ("handed_over", "denies") else row.page
    return replace(row, done=(*row.done, planned.what), note=said, page=page)


def _returned(row: Row) -> str:
    """What comes back of a row that nobody could work on."""
    if not row.assignee:
        return UNASSIGNED
    if row.item is None:
        return NOTHING_THERE
    return NOT_MINE if row.assignee != row.owner else row.note


def right(key: DeficienciesKey, row: Row, today: date) -> Right:
    """What should be decided on a row on a day, by the chart, the dates and the policy."""
    if not row.lack:
        return Right(CLEAR)
    slot = row.item.slot if row.item else ""
    age, held = (today - key.discharged[slot]).days, (today - row.since).days
    status = DELINQUENT if age > key.limits.delinquent else INCOMPLETE
    if row.assignee != row.owner:
        return Right(REASSIGN, to=row.owner, status=status, age=age, held=held)
    return Right(
        KEEP, lacks=row.lack, status=status, age=age, held=held, step=step_due(key, status, held, row.assignee)
    )


def step_due(key: DeficienciesKey, status: str, held: int, person: str) -> str:
    """The letter that the bylaws call for."""
    if status == DELINQUENT:
        return SUSPENSION if held >= key.limits.suspension and person in key.privileged else NOTICE
    return REMINDER if held >= key.limits.reminder else NO_STEP

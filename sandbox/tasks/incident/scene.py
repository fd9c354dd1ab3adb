"""Draws one incident: who, when and how many, and lays its papers out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any

from sandbox.charts.model import Chart
from sandbox.charts.plain import to_plain
from sandbox.tasks.base import World
from sandbox.tasks.incident import story
from sandbox.tasks.incident.sheets import Said, Sheets
from sandbox.tasks.incident.story import Line, Sheet, Sort, Ways

WRITTEN_DAYS = (70, 95)  # after discovery, until when a written statement of the police asks for silence
ORAL_AGE = (2, 7)  # days since an oral one
ADULT = 18
DIED = ("20", "40", "41", "42")
"""UB-04 dispositions of patients who died."""
STRANGERS = ("Odette Marchbank", "Lionel Frayne", "Petra Hollis", "Amos Trevelyan", "Wanda Sorley", "Rufus Kettering")
BUSINESSES = ("Tallyho Bookkeeping", "Ledger & Loom", "Copperfield Accounts")
EMPLOYERS = ("Fairmeadow Millworks", "Linden Port Freight", "Brightwater Grocers")
PROVIDERS = ("Larkmoor Heart Clinic", "Millrace Rehabilitation", "Saint Oriel Hospital")
PLANS = ("Harborlight Health Plan", "Meadowlark Mutual Health", "Quillstone Health")
ASSOCIATES = ("Swiftfold Mailing", "Inkwell Statements", "Paperlane Services")
PROGRAMS = ("Second Harbor Recovery Unit", "Stillwater Recovery Program")
POLICE = ("Fairmeadow Police Department", "Tansy County Sheriff")


@dataclass(frozen=True, slots=True)
class Days:
    """When it happened, was first known in the house, was told to who decides, and what the police set."""

    happened: date
    known: date
    told: date
    until: date | None = None  # a written delay ends
    asked: date | None = None  # an oral delay was asked for

    def plain(self) -> dict[str, str]:
        """ISO dates by name."""
        return {name: day.isoformat() for name in self.__slots__ if (day := getattr(self, name))}


class _Words(dict[str, str]):
    """Words for a text; what is not known yet is left standing, to be filled in when the task opens."""

    def __missing__(self, name: str) -> str:
        return f"{{{name}}}"


def colleague(task: str, slot: str, world: World, random: Random, name: str) -> dict[str, Any]:
    """A colleague's incident, plain: papers and all that its key is made from."""
    sort = story.sorts()[name]
    chart = world.charts[slot]
    days = days_before(sort, random, world.today, left(chart) if sort.of_patient else None)
    return _laid_out(f"{task}-i", name, sort, days, world, random, _of_chart(chart))


def own(task: str, name: str, world: World, random: Random) -> dict[str, Any]:
    """What comes of an own wrong release, plain; who got what is filled in when the task opens."""
    sort = story.own_sorts()[name]
    days = days_after(sort, random, world.today, last_day(world.edition))
    return _laid_out(f"{task}-{name.replace('_', '-')}", name, sort, days, world, random, {})


def left(chart: Chart) -> date:
    """The day on which the patient of a chart left."""
    stay = chart.encounters[0]
    return (stay.ended or stay.began).date()


def speaks(chart: Chart, today: date) -> bool:
    """Whether the patient is grown and lives."""
    return chart.encounters[0].disposition not in DIED and chart.patient.age_on(today) >= ADULT


def last_day(edition: str) -> date:
    """The last day of a fiscal year's edition (``FY2026``)."""
    return date(int(edition.removeprefix("FY")), 9, 30)


def days_before(sort: Sort, random: Random, today: date, since: date | None) -> Days:
    """The days of an incident that is over; none before ``since``, the day on which the patient left."""
    ages = {name: random.randint(*sort.ages[name]) for name in ("happened", "known", "told")}
    happened, known, told = (today - timedelta(days=ages[name]) for name in ("happened", "known", "told"))
    first = since or happened
    days = Days(max(happened, first), max(known, first), max(told, first))
    if sort.delay == "written":
        return Days(days.happened, days.known, days.told, days.known + timedelta(days=random.randint(*WRITTEN_DAYS)))
    if sort.delay == "oral":
        asked = today - timedelta(days=random.randint(*ORAL_AGE))
        return Days(days.happened, days.known, days.told, asked=asked)
    return days


def days_after(sort: Sort, random: Random, today: date, last: date) -> Days:
    """The days of what comes of an act of today; the edition's last day is the last."""
    total = random.randint(*sort.ages["happened"])
    known, told = (total - random.randint(*sort.ages[name]) for name in ("known", "told"))
    return Days(today, *(min(today + timedelta(days=after), last) for after in (known, max(known, told))))


def ends(days: Mapping[str, str]) -> date:
    """The day on which an own incident is assessed."""
    return date.fromisoformat(days["told"])


def _of_chart(chart: Chart) -> dict[str, str]:
    stay = chart.encounters[0]
    began, ended = stay.began.date(), left(chart)
    visit = f"the visit of {ended:%m/%d/%Y}" if began == ended else f"the stay of {began:%m/%d/%Y} to {ended:%m/%d/%Y}"
    return {"patient": chart.patient.name, "stay": visit}


def _counts(sort: Sort, random: Random) -> tuple[int, dict[str, int]]:
    """How many people, and of several states how many in each."""
    if sort.residents:
        each = {state: random.randint(*bounds) for state, bounds in sort.residents.items()}
        return sum(each.values()), each
    return (sort.people if isinstance(sort.people, int) else random.randint(*sort.people)), {}


def _laid_out(
    name: str, kind: str, sort: Sort, days: Days, world: World, random: Random, known: Mapping[str, str]
) -> dict[str, Any]:
    count, residents = _counts(sort, random)
    words = _Words({**_cast(world, random), **known, "count": f"{count:,}", "hospital": world.facility.name})
    words |= {state: f"{number:,}" for state, number in residents.items()}
    words |= {each: f"{date.fromisoformat(day):%m/%d/%Y}" for each, day in days.plain().items()}
    sheets = Sheets(name)
    fields = [
        ("Report of", ("the privacy office", "")),
        ("People concerned", (f"{count:,}" if count > 1 else "one", "count")),
        ("What it held", (sort.held.format_map(words), "nature")),
    ]
    sheets.report(fields, _said(sort.account, words, random), days.told)
    for paper in sort.papers:
        sheets.note(paper.title.format_map(words), list(_said(paper.lines, words, random)), _dated(paper, days))
    return {
        "sort": kind,
        "days": days.plain(),
        "count": count,
        "residents": residents,
        "shown": sheets.shown,
        "papers": to_plain(sheets.documents),
    }


def _dated(paper: Sheet, days: Days) -> date:
    """A note is written on the day that it tells of; letters and reports come by when it is told to who decides."""
    text = str(paper.lines)
    if not paper.title.startswith("Note"):
        return days.told
    return days.asked if days.asked and "{asked}" in text else days.known if "{known}" in text else days.told


def _said(lines: tuple[Line, ...], words: Mapping[str, str], random: Random) -> Iterator[Said]:
    for line in lines:
        if isinstance(line, Ways):
            text, shows = random.choice(line.any), line.shows
        else:
            text, shows = (line, "") if isinstance(line, str) else line
        yield text.format_map(words), shows


def _cast(world: World, random: Random) -> dict[str, str]:
    """Everybody whom a text may name: members of the roster by what they do, people and firms outside."""
    strangers = random.sample(STRANGERS, len(STRANGERS))
    free = list(world.facility.staff)

    def member(*roles: str) -> str:
        able = [each for each in free if each.role in roles] or free
        if not able:
            return strangers.pop()  # a roster too small for the cast
        one = random.choice(able)
        free.remove(one)
        return one.signature

    return {
        "clerk": member("him", "registrar", "medical_assistant"),
        "nurse": member("nurse"),
        "doctor": member("physician"),
        "colleague": member("physician"),
        "stranger": strangers[0],
        "detective": f"Detective {strangers[1]}",
        "business": random.choice(BUSINESSES),
        "employer": random.choice(EMPLOYERS),
        "provider": random.choice(PROVIDERS),
        "plan": random.choice(PLANS),
        "associate": random.choice(ASSOCIATES),
        "program": random.choice(PROGRAMS),
        "police": random.choice(POLICE),
        "number": f"202-555-01{random.randrange(100):02d}",
    }

"""Draws one incident: who, when and how many, and lays its papers out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any

from sandbox.charts.model import Chart
from sandbox.charts.plain import to_plain
from sandbox.charts.review.clocks import business_day_by, business_day_from
from sandbox.tasks.base import World
from sandbox.tasks.incident import story
from sandbox.tasks.incident.sheets import Said, Sheets
from sandbox.tasks.incident.story import USUAL, Line, Sheet, Sort, Ways

ACTS = ("happened", "known", "told", "answered")
WRITTEN_DAYS = (70, 95)  # after discovery, until when a written statement of the police asks for silence
ORAL_AGE = (2, 7)  # days since an oral one
ADULT = 18
DIED = ("20", "40", "41", "42")
"""UB-04 dispositions of patients who died."""
NO_EMPLOYER = ("Retired", "Not applicable", "Not employed")
STRANGERS = ("Odette Marchbank", "Lionel Frayne", "Petra Hollis", "Amos Trevelyan", "Wanda Sorley", "Rufus Kettering")
BUSINESSES = ("Tallyho Bookkeeping", "Ledger & Loom", "Copperfield Accounts")
EMPLOYERS = ("Fairmeadow Millworks", "Linden Port Freight", "Brightwater Grocers")
PROVIDERS = ("Larkmoor Heart Clinic", "Millrace Rehabilitation", "Saint Oriel Hospital")
PLANS = ("Harborlight Health Plan", "Meadowlark Mutual Health", "Quillstone Health")
ASSOCIATES = ("Swiftfold Mailing", "Inkwell Statements", "Paperlane Services")
TRANSCRIBERS = ("Clearwater Dictation", "Quillbrook Transcription", "Verbatim Typists")
PROGRAMS = ("Second Harbor Recovery Unit", "Stillwater Recovery Program")
POLICE = ("Fairmeadow Police Department", "Tansy County Sheriff")


@dataclass(frozen=True, slots=True)
class Days:
    """When it happened, was first known in the house, told to who decides, and answered; and what the police set."""

    happened: date
    known: date
    told: date
    answered: date
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


def works(chart: Chart) -> bool:
    """Whether the face sheet leaves room for an employer."""
    return chart.patient.employer not in NO_EMPLOYER


def last_day(edition: str) -> date:
    """The last day of a fiscal year's edition (``FY2026``)."""
    return date(int(edition.removeprefix("FY")), 9, 30)


def days_before(sort: Sort, random: Random, today: date, since: date | None) -> Days:
    """The days of an incident that is over, all business days; none before ``since``, the day the patient left."""
    found = {}
    for name in ACTS:
        day = business_day_by(today - timedelta(days=random.randint(*_ages(sort, name))))
        found[name] = max(day, since or day)
    if sort.delay == "written":
        found["until"] = business_day_from(found["known"] + timedelta(days=random.randint(*WRITTEN_DAYS)))
    if sort.delay == "oral":
        found["asked"] = business_day_by(today - timedelta(days=random.randint(*ORAL_AGE)))
    return Days(**found)


def _ages(sort: Sort, name: str) -> tuple[int, int]:
    return sort.ages.get(name) or USUAL[name]


def days_after(sort: Sort, random: Random, today: date, last: date) -> Days:
    """The days of what comes of an act of today, all business days; the edition's last day is the last."""
    total = random.randint(*_ages(sort, "happened"))
    found = {"happened": today}
    for name in ACTS[1:]:
        day = business_day_from(today + timedelta(days=max(0, total - random.randint(*_ages(sort, name)))))
        found[name] = max(min(day, last), *found.values())
    return Days(**found)


def ends(days: Mapping[str, str]) -> date:
    """The day on which an own incident is assessed."""
    return date.fromisoformat(days["answered"])


def _of_chart(chart: Chart) -> dict[str, str]:
    stay = chart.encounters[0]
    began, ended = stay.began.date(), left(chart)
    visit = f"the visit of {ended:%m/%d/%Y}" if began == ended else f"the stay of {began:%m/%d/%Y} to {ended:%m/%d/%Y}"
    employer = {"employer": chart.patient.employer} if chart.patient.employer and works(chart) else {}
    return {"patient": chart.patient.name, "stay": visit, **employer}


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
    """The day that a paper names; else a note is of the day that it tells of, and all others are answers."""
    if paper.written:
        return date.fromisoformat(days.plain()[paper.written])
    if not paper.title.startswith("Note"):
        return days.answered
    text = str(paper.lines)
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
        "transcriber": random.choice(TRANSCRIBERS),
        "program": random.choice(PROGRAMS),
        "police": random.choice(POLICE),
        "number": f"202-555-01{random.randrange(100):02d}",
    }

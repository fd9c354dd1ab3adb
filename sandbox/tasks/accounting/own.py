"""What the trainee let go on earlier tasks, as it is found weeks later: in the log, or only as a copy in the file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from sandbox.tasks.accounting import papers
from sandbox.tasks.accounting.answer import AccountingSpec, KeyOwn, OwnSeen
from sandbox.tasks.accounting.papers import Shelf
from sandbox.tasks.base import PAPERS, Acts, Prepared, World
from sandbox.tasks.matters import Departure
from sandbox.tasks.staged import Reply

MOST_TITLES = 4
TITLE = "Copy of our cover letter"
CATEGORIES: Mapping[str, str] = {
    "self": "own", "treatment": "treatment", "payment_recipient": "payment", "litigation": "court",
    "le_process": "police", "le_identify_locate": "police", "le_victim": "police", "le_crime_on_premises": "police",
    "le_death": "police", "public_health": "public_health", "child_abuse": "abuse", "adult_abuse": "abuse",
    "oversight": "oversight", "compliance_investigation": "compliance", "research": "research",
    "workers_comp": "workers_comp", "immunization_proof": "school",
}  # fmt: skip
"""Purposes of requests as an entry names them; every other purpose is ``other``."""
PURPOSE_WORDS: Mapping[str, str] = {
    "self": "for the patient’s own use",
    "treatment": "to treat the patient",
    "payment_recipient": "to pay for the care",
    "operations_recipient": "for the recipient’s quality work",
    "operations_own": "for our own operations",
    "litigation": "for a lawsuit",
    "compliance_investigation": "for a federal review of privacy",
    "research": "for research",
    "workers_comp": "for a compensation claim",
    "public_health": "for public health",
    "oversight": "for health oversight",
    "custody_care": "for the care in custody",
    "immunization_proof": "for a school",
    "insurance_underwriting": "for an insurance application",
    "employment": "for an employer",
}
GROUNDS: Mapping[str, tuple[str, ...]] = {
    "treatment": ("tpo",), "payment_recipient": ("tpo",), "operations_recipient": ("tpo",), "operations_own": ("tpo",),
    "fundraising": ("tpo",), "directory": ("involved",), "involvement_in_care": ("involved",),
    "notification": ("involved",), "disaster": ("involved",), "custody_care": ("custody",),
    "national_security": ("security",), "research": ("authorization", "data_set"),
}  # fmt: skip
"""Why a rightful disclosure for such a purpose stays out, when it does; for any other the patient signed."""
PATIENTS = ("individual", "personal_representative", "parent_guardian")
SLOT = "own{}"


def expected(spec: AccountingSpec, world: World) -> list[dict[str, Any]]:
    """What leaves on each task when it is answered ideally, plain: the pages that may, and how it will be found."""
    found = []
    for number, task in enumerate(spec.release, 1):
        left = world.departures.get(task)
        own = KeyOwn(id=SLOT.format(number))
        if left is not None:
            own = KeyOwn(id=own.id, pages=left.pages, accountable=left.accountable, ideal=seen(own.id, left, world))
        found.append(own.model_dump(mode="json"))
    return found


def seen(name: str, left: Departure, world: World) -> OwnSeen:
    """A departure as the trainee finds it."""
    return OwnSeen(
        id=name,
        logged=left.logged,
        day=left.day.isoformat(),
        recipient=left.recipient or f"Who asked: {left.recipient_type.replace('_', ' ')}",
        recipient_type=left.recipient_type,
        purpose=left.purpose,
        what=_content(left, world),
        pages=left.pages,
    )


def _content(left: Departure, world: World) -> str:
    """The pages by title, counted where there are many."""
    titles = {f"{slot}:{page.id}": page.title for slot, chart in world.charts.items() for page in chart.documents}
    names = list(dict.fromkeys(titles.get(ref, "record held apart") for ref in left.pages))
    more = "; and others" if len(names) > MOST_TITLES else ""
    pages = "1 document" if len(left.pages) == 1 else f"{len(left.pages)} documents"
    return f"{pages}: {'; '.join(names[:MOST_TITLES])}{more}"


def choices(lines: Sequence[Mapping[str, Any]], kept: Sequence[Mapping[str, Any]]) -> dict[str, list[str]]:
    """Recipients and contents to choose from for an entry, in alphabetical order, which tells nothing."""
    rows = [*lines, *kept]
    return {
        "recipients": sorted({row["recipient"] for row in rows}),
        "contents": sorted({row["what"] for row in rows}),
    }


def respond(spec: AccountingSpec, prepared: Prepared, world: World, acts: Acts) -> Reply:
    """What lies on the desk weeks later: the log and the file with what the trainee had let go."""
    given, days = prepared.given, prepared.truth["desk"]
    desk_day = date.fromisoformat(days["today"])
    shelf = Shelf(spec.id, world.charts[spec.charts[0]].patient, desk_day)
    found = list(_found(spec, world, acts))
    lines = sorted(
        (*given["lines"], *(_plain(one) for one, _ in found if one.logged)), key=lambda line: (line["day"], line["id"])
    )
    kept, copies = list(given["file"]), []
    for one, left in found:
        if not one.logged:
            plain = _plain(one)
            says = [f"On the request enclosed we send you, {_purpose(one)}, the pages named above."]
            copies.append(shelf.copy(plain, TITLE, says))
            kept.append(plain | {"document": f"{PAPERS}:{copies[-1].id}", "title": TITLE})
        copies += left.papers
    weeks = (desk_day - world.today).days
    return Reply(
        sentence=f"{weeks} days later: it is {papers.said(desk_day)}, and an accounting of disclosures is asked for "
        f"about {shelf.patient.name}.",
        today=desk_day,
        papers=(*([shelf.log(lines)] if any(one.logged for one, _ in found) else ()), *copies),
        given={
            "lines": lines,
            "file": kept,
            "own": [one.model_dump(mode="json") for one, _ in found],
            **choices(lines, kept),
        },
    )


def _found(spec: AccountingSpec, world: World, acts: Acts) -> Iterator[tuple[OwnSeen, Departure]]:
    for number, task in enumerate(spec.release, 1):
        if task in acts.departures:
            left = acts.departures[task]
            yield seen(SLOT.format(number), left, world), left


def _plain(one: OwnSeen) -> dict[str, Any]:
    """A departure as a row of the log or the file."""
    return {
        "id": one.id,
        "day": one.day,
        "recipient": one.recipient,
        "address": "as on the request",
        "what": one.what,
        "authority": f"Request answered {_purpose(one)}",
        "by": "you",
    }


def _purpose(one: OwnSeen) -> str:
    return PURPOSE_WORDS.get(one.purpose, "for the purpose it names")


def accountable(one: OwnSeen, key: KeyOwn) -> bool:
    """Whether what was found is accounted for: pages that had to stay always are (45 CFR 164.528(a)(1))."""
    return key.accountable or astray(one, key)


def astray(one: OwnSeen, key: KeyOwn) -> bool:
    """Whether pages went that had to stay."""
    return bool(set(one.pages) - set(key.pages))


def reasons(one: OwnSeen) -> tuple[str, ...]:
    """Why a rightful disclosure that is not accounted for stays out, the best first."""
    if one.recipient_type in PATIENTS:
        return ("individual", "authorization")
    if one.purpose == "self":
        return ("authorization", "individual")
    return GROUNDS.get(one.purpose, ("authorization",))


def purposes(one: OwnSeen, key: KeyOwn) -> tuple[str, ...]:
    """What an entry may give as purpose: what was asked for; of pages that went astray also that it was a mistake."""
    asked = CATEGORIES.get(one.purpose, "other")
    return (asked, "mistake") if astray(one, key) else (asked,)


def evidence(task: str, one: OwnSeen) -> tuple[str, ...]:
    """Where it is found."""
    if one.logged:
        return papers.reference(task, "log", f"{one.id}-{papers.RECIPIENT}", f"{one.id}-{papers.WHAT}")
    return papers.reference(task, one.id, "s1", "s2", "s4", "s6")

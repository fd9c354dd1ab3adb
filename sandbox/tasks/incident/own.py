"""The trainee's own wrong release: who got it decides what may come of it, and the papers say what did."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from random import Random
from typing import Any

from sandbox.charts.plain import document_from_plain
from sandbox.tasks.base import Acts, World
from sandbox.tasks.incident import scene
from sandbox.tasks.incident.answer import Found, IncidentSpec
from sandbox.tasks.matters import Departure
from sandbox.tasks.staged import Reply

OUTCOMES: Mapping[str, tuple[str, ...]] = {
    "own:self": ("self",),
    "own:other_patient": ("other_patient",),
    "own:provider": ("destroyed", "handed_on"),
    "own:plan": ("destroyed", "used"),
    "own:lawyer": ("filed", "filed", "returned"),
    "own:insurer": ("underwritten", "underwritten", "returned"),
    "own:employer": ("personnel", "personnel", "returned"),
    "own:family": ("family", "returned"),
    "own:office": ("office",),
    "own:stranger": ("stranger", "stranger", "returned"),
    "own:inside": ("inside",),
}
"""What may come of it, by who got it."""
STANDS_IN = ("individual", "personal_representative", "parent_guardian")
GROUPS: Mapping[str, tuple[str, ...]] = {
    "own:provider": ("provider",),
    "own:plan": ("health_plan",),
    "own:lawyer": ("attorney",),
    "own:insurer": ("insurer_non_health", "workers_comp"),
    "own:employer": ("employer", "school", "military_command"),
    "own:family": ("family_friend", "personal_representative", "parent_guardian"),
    "own:office": (
        "court", "law_enforcement", "public_health_authority", "protective_services", "oversight_agency",
        "hhs_secretary", "coroner_me", "correctional", "national_security",
    ),
    "own:inside": ("workforce_member",),
}  # fmt: skip
"""Recipients in the words of the release rules; all others are strangers."""
PART2 = ("part2_sud", "sud_counseling_notes")
TO_THE_PATIENT = frozenset(
    {"psychotherapy_notes", "litigation_prep", "non_drs_quality", "research_in_progress", "other_person_reference"}
)
"""Segments that the right of access leaves out and that a hospital may still show whom they are about."""
MOST_TITLES, MOST_REASONS = 8, 2


def draw(spec: IncidentSpec, world: World, random: Random) -> dict[str, dict[str, Any]]:
    """What would come of a wrong release, by who got it; nothing when the task follows no release."""
    if not spec.releases:
        return {}
    drawn = {group: random.choice(names) for group, names in OUTCOMES.items()}
    return {group: scene.own(spec.id, name, world, random) for group, name in drawn.items()}


def wrong(spec: IncidentSpec, acts: Acts) -> Departure | None:
    """The first release, in the order of the task, that let a page go which had to stay."""
    left = (acts.departures.get(task) for task in spec.releases)
    return next((each for each in left if each is not None and each.wrongly), None)


def course_of(departure: Departure, world: World) -> str:
    """The course that a wrong release leads to: by whose the pages are, and who got them."""
    who = departure.recipient_type
    if any(_of_another(departure, world)):
        return "own:other_patient" if who in STANDS_IN else _group(who)
    shown_anyway = who in STANDS_IN and set(departure.segments) <= TO_THE_PATIENT
    if who == "individual" or (shown_anyway and departure.segments):
        return "own:self"
    return _group(who)


def reply(story: Mapping[str, Any], course: str, departure: Departure, world: World) -> Reply:
    """What a trainee finds: the papers with what went, to whom and why it had to stay, some days later."""
    words = _words(departure, world)
    papers = tuple(document_from_plain(_filled(paper, words)) for paper in story["papers"])
    found = Found(course=course, part2=any(each in PART2 for each in departure.segments))
    today = scene.ends(story["days"])
    days = (today - world.today).days
    later = "Later the same day" if not days else "A day later" if days == 1 else f"{days} days later"
    sentence = f"{later} a release of yours comes back: pages went out that had to stay. Assess the incident."
    return Reply(sentence, today, {}, papers, {"found": found.model_dump()})


def _group(who: str) -> str:
    return next((group for group, types in GROUPS.items() if who in types), "own:stranger")


def _of_another(departure: Departure, world: World) -> list[str]:
    """Names on wrong pages that carry another patient's label."""
    chart = world.charts[departure.slot]
    names = []
    for ref in departure.wrongly:
        slot, _, name = ref.partition(":")
        if slot == departure.slot:
            page = chart.document(name)
            if page.label_mrn not in ("", chart.patient.mrn):
                names.append(page.label_name)
    return names


def _words(departure: Departure, world: World) -> dict[str, str]:
    others = _of_another(departure, world)
    chart = world.charts[departure.slot]
    whose = others[0] if others else chart.patient.name
    kin = not others and not scene.speaks(chart, world.today)
    return {
        "whose": whose,
        "caller": chart.patient.next_of_kin if kin and chart.patient.next_of_kin else whose,
        "recipient": departure.recipient or "whoever asked",
        "pages": _listed(tuple(dict.fromkeys(departure.titles)), MOST_TITLES),
        "why": " ".join(tuple(dict.fromkeys(departure.because))[:MOST_REASONS]),
    }


def _listed(titles: Sequence[str], most: int) -> str:
    more = len(titles) - most
    shown = [*titles[:most], *([f"{more} more"] if more > 0 else [])]
    return "; ".join(shown)


def _filled(plain: Any, words: Mapping[str, str]) -> Any:
    """A plain paper with the words put where they were left open."""
    if isinstance(plain, str):
        for name, word in words.items():
            plain = plain.replace(f"{{{name}}}", word)
        return plain
    if isinstance(plain, Mapping):
        return {key: _filled(each, words) for key, each in plain.items()}
    return [_filled(each, words) for each in plain] if isinstance(plain, list) else plain

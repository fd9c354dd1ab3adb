"""Earlier encounters of the patient of a chart: visits that are over, and that nothing said today contradicts.

The main encounter is drawn first and is the same with and without them. Each earlier one is drawn for the same person,
with what stays true of a person taken over: name and numbers, allergies, habits, chronic conditions and their drugs,
height and weight. What is drawn is compared with the later encounters and drawn again where the two would disagree.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from random import Random
from typing import Any

from sandbox.charts import segments
from sandbox.charts.accord import Sayings, agree, speaks_of
from sandbox.charts.compiled import Pathway
from sandbox.charts.facility import settings_at
from sandbox.charts.known import Known
from sandbox.charts.model import Chart, Setting
from sandbox.charts.pairs import Pair, Span, pairs
from sandbox.charts.pathway import pathway as load
from sandbox.charts.scene import Scene
from sandbox.charts.truth import ChartTruth
from sandbox.errors import Invalid

MOST = 3
"""Earlier encounters in a chart."""
NEAREST, FARTHEST = 14, 330
"""Days before the encounter that follows: what is said of the last weeks stays true, and everybody is of one age."""

_TRIES = 16
_HABITS = ("allergies", "alcohol", "lives", "pack_day", "quit_years", "pcp")
_SIZES = ("height", "weight")
_HOME = "01"  # UB-04 FL17
_MEDICARE = 65


@dataclass(frozen=True, slots=True)
class Earlier:
    """An earlier encounter that is wanted: one of these pathways, so many days (least, most) before what follows."""

    pathways: tuple[str, ...]
    days: Span
    options: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Told:
    """One encounter that was drawn, with its story; a chart of its own.

    ``truth`` holds the segments that the pathway marks, ``said`` what the marked statements say.
    """

    scene: Scene
    chart: Chart
    truth: ChartTruth
    said: Mapping[str, str]

    @property
    def begins(self) -> date:
        """The first day."""
        return self.chart.encounters[0].began.date()

    def finished(self, chart: Chart, truth: ChartTruth) -> tuple[Chart, ChartTruth]:
        """The chart, as drawn or with flaws, and its truth with everything in it that the law protects by itself."""
        return chart, replace(truth, segments=segments.told(chart, truth.segments, self.said))


Tell = Callable[[Scene], Told]
"""Writes the chart of a story."""


def before(main: Told, wanted: Sequence[Earlier], seed: str, tell: Tell, silent_on: Sequence[str] = ()) -> list[Told]:
    """The earlier encounters, the latest first. One that does not fit this patient is left out.

    ``silent_on`` are words of what nothing in the record may speak of, for a diagnosis planted without support.
    ``Invalid`` for a pathway that never goes before this one, a span of days that is none, and too many.
    """
    if len(wanted) > MOST:
        raise Invalid(f"{len(wanted)} earlier encounters are too many.", f"Ask for at most {MOST}.")
    chain = [main]
    for number, one in enumerate(wanted, 1):
        for fault in faults(main.scene.pathway.name, one):
            raise Invalid(fault, "See docs/authoring.md, earlier encounters.")
        random = Random(f"{seed}|earlier {number}")
        found = _first_that_fits(chain, one, random, tell)
        chain += [found] if found and not speaks_of(found.chart, silent_on) else []
    return chain[1:]


def faults(main: str, wanted: Earlier) -> list[str]:
    """What is wrong with asking for this before that pathway, whoever the patient is."""
    least, most = wanted.days
    known = pairs().get(main, {})
    found = []
    if not NEAREST <= least <= most <= FARTHEST:
        found.append(f"[{least}, {most}] is no span of days from {NEAREST} to {FARTHEST}.")
    if not set(wanted.pathways) & set(known):
        can = ", ".join(known) or "nothing"
        found.append(f"None of {', '.join(wanted.pathways)} can come before {main}; {can} can.")
    for name in set(wanted.pathways) & set(known):
        settled = sorted(known[name].settles() & set(wanted.options))
        found += [f"Before {main}, the option {option} of {name} follows from {main}." for option in settled]
    return found


def _first_that_fits(chain: Sequence[Told], wanted: Earlier, random: Random, tell: Tell) -> Told | None:
    names = list(wanted.pathways)
    random.shuffle(names)
    said = [Sayings.of(each.chart) for each in chain]
    for name in names:
        known = [pairs().get(each.scene.pathway.name, {}).get(name) for each in chain]
        links = [one for one in known if one is not None]
        if len(links) < len(chain) or not all(
            one.goes_with(each.scene) for one, each in zip(links, chain, strict=True)
        ):
            continue
        for _ in range(_TRIES):
            story = _story(load(name), chain[-1], links[-1], wanted, random)
            sound = story and _same_person(chain[0].scene, story) and all(one.leaves(story) for one in links)
            told = tell(story) if story and sound else None
            if told and all(agree(Sayings.of(told.chart), each) for each in said):
                return told
    return None


def _story(plan: Pathway, later: Told, pair: Pair, wanted: Earlier, random: Random) -> Scene | None:
    """The story of this patient some time before; None on a day that will not do."""
    facility, patient = later.scene.facility, later.scene.patient
    days = pair.days(wanted.days, later.scene)
    if days is None or plan.setting not in settings_at(facility):
        return None
    day = later.begins - timedelta(days=days[0] + int(random.random() * (days[1] - days[0] + 1)))
    age = patient.age_on(day)
    fits = plan.age[0] <= age <= plan.age[1] and plan.sex in ("any", patient.sex)
    closed = plan.setting in (Setting.CLINIC, Setting.AMBULATORY_SURGERY) and day.weekday() > 4
    if not fits or closed or (age < _MEDICARE) != (patient.age_on(later.begins) < _MEDICARE):
        return None
    own = {name: word for name, word in wanted.options.items() if name in plan.options}
    known = {condition.id for condition, _, _ in plan.draws}
    options = {
        **own,
        **pair.options(later.scene),
        "sex": patient.sex,
        "age": age,
        "ended_on": day,
        "comorbidities": [one for one in _conditions(later.scene) if one in known],
    }
    return Scene(replace(plan, year=(day, day)), facility, options, random, _known(later.scene, plan, pair))


def _conditions(scene: Scene) -> list[str]:
    return [*scene.pathway.states, *(one.id for one in scene.conditions)]


def _known(later: Scene, plan: Pathway, pair: Pair) -> Known:
    lasting = [value.name for condition in later.conditions for value in condition.values]
    names = [name for name in (*_HABITS, *lasting, *pair.same) if name in later.names]
    words = {name: str(later.names[name]) for name in names if name not in plan.options}
    family = str(later.names["family_history"])
    able = [
        entry
        for value in plan.values
        if value.name == "family_history" and value.drawn
        for entry in value.drawn.entries
    ]
    if any(later.names.fill(entry[2]) == family for entry in able):
        words["family_history"] = family
    return Known(later.patient, words, {sign: later.course("vitals", sign) for sign in _SIZES})


def _same_person(later: Scene, story: Scene) -> bool:
    """Whether the story has the same chronic conditions, with the same history in each, and ends at home."""
    arrival = story.anchors["arrival"].date()
    return (
        _chronic(later) == _chronic(story)
        and story.patient.age_on(arrival) == story.names["age"]
        and story.names.fill(story.pathway.stay.disposition) in (_HOME, "")
    )


def _chronic(scene: Scene) -> set[str]:
    """Conditions, and of what each may bring with it what it brought."""
    own = {plan.id for plan in scene.pathway.facts}
    chances = {fact.id for one in scene.conditions for fact in one.facts if fact.chance < 1 and fact.id not in own}
    return {*_conditions(scene), *(chances & scene.active)}

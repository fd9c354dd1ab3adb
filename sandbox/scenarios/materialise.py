"""A scenario made concrete for one seed: what is shown, and the truth behind it, strictly apart.

``Shown`` is all that a workbench ever holds. ``Made`` adds the truth; it is for scoring, released feedback, lint and
the command line. Both go to a JSON text and come back; the same scenario, seed and generator give the same bytes on
any machine.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from random import Random
from typing import Any

from pydantic import TypeAdapter

from sandbox.charts.model import Chart, Document, Facility
from sandbox.charts.plain import chart_from_plain, document_from_plain, to_plain, truth_from_plain
from sandbox.charts.truth import ChartTruth
from sandbox.errors import Conflict, Invalid
from sandbox.scenarios.makers import Makers
from sandbox.scenarios.makers import makers as product_makers
from sandbox.scenarios.schema import Kinds, ScenarioFile
from sandbox.tasks.base import Acts, Answer, Key, Kind, Prepared, Room, Spec, World
from sandbox.tasks.matters import Departure, Matter
from sandbox.tasks.staged import Reply

MOST_SEED = 2**31 - 1  # fits the seed column on every database
_REDRAWS = 20
_FACILITY = TypeAdapter(Facility)


@dataclass(frozen=True, slots=True)
class Shown:
    """What trainees see of one variant. ``papers`` and ``given`` are by task id."""

    scenario: ScenarioFile
    kinds: Kinds
    facility: Facility
    charts: Mapping[str, Chart]
    papers: Mapping[str, tuple[Document, ...]]
    given: Mapping[str, Mapping[str, Any]]

    @property
    def tasks(self) -> tuple[Spec, ...]:
        """The tasks, in the order of the file."""
        return self.scenario.tasks

    @property
    def today(self) -> date:
        """The simulated day."""
        return self.scenario.today

    def spec(self, task: str) -> Spec:
        """The task with this id; ``NotFound`` if there is none."""
        return self.scenario.task(task)

    def kind(self, task: str) -> Kind[Any, Any, Any]:
        """The kind of the task with this id."""
        return self.kinds[self.spec(task).kind]

    def room(self, task: str) -> Room:
        """What a trainee has before them in one task: its charts in the order the task names them, and its papers."""
        slots = self.spec(task).charts
        return Room(
            self.charts[slots[0]].facility,
            self.scenario.today,
            self.scenario.edition,
            {slot: self.charts[slot] for slot in slots},
            self.papers[task],
            self.given[task],
        )

    def visible_text(self) -> str:
        """JSON of all that is shown."""
        facilities = {place.id: place for place in (self.facility, *(chart.facility for chart in self.charts.values()))}
        charts = {slot: {**to_plain(chart), "facility": chart.facility.id} for slot, chart in self.charts.items()}
        tasks = {
            task.id: {"papers": [to_plain(paper) for paper in self.papers[task.id]], "given": self.given[task.id]}
            for task in self.tasks
        }
        return _json(
            {"facility": self.facility.id, "facilities": to_plain(facilities), "charts": charts, "tasks": tasks}
        )

    @classmethod
    def from_text(cls, scenario: ScenarioFile, visible: str, *, kinds: Kinds | None = None) -> Shown:
        """Read back what ``visible_text`` wrote for this scenario."""
        plain = json.loads(visible)
        places = {name: _FACILITY.validate_python(each) for name, each in plain["facilities"].items()}
        charts = {}
        for slot, each in plain["charts"].items():
            place = each["facility"]
            chart = chart_from_plain({**each, "facility": plain["facilities"][place]})
            charts[slot] = replace(chart, facility=places[place])  # one roster for all charts of a facility
        return cls(
            scenario,
            product_makers().kinds if kinds is None else kinds,
            places[plain["facility"]],
            charts,
            {task: tuple(map(document_from_plain, part["papers"])) for task, part in plain["tasks"].items()},
            {task: part["given"] for task, part in plain["tasks"].items()},
        )


@dataclass(frozen=True, slots=True)
class Made:
    """One variant with its truth. Never hand it to anything that draws a trainee's page before release."""

    shown: Shown
    seed: int
    generator: str
    truths: Mapping[str, ChartTruth]
    task_truths: Mapping[str, Mapping[str, Any]]
    _keys: dict[str, Key] = field(default_factory=dict, compare=False, repr=False)

    @property
    def scenario(self) -> ScenarioFile:
        """The scenario that was made concrete."""
        return self.shown.scenario

    @property
    def tasks(self) -> tuple[Spec, ...]:
        """The tasks, in the order of the file."""
        return self.shown.tasks

    def spec(self, task: str) -> Spec:
        """The task with this id; ``NotFound`` if there is none."""
        return self.shown.spec(task)

    def kind(self, task: str) -> Kind[Any, Any, Any]:
        """The kind of the task with this id."""
        return self.shown.kind(task)

    def room(self, task: str) -> Room:
        """What a trainee has before them in one task."""
        return self.shown.room(task)

    def world(self, task: str | None = None) -> World:
        """Day and all charts with their truth, at the facility of a task's first chart, else at the place of work."""
        shown = self.shown
        facility = shown.room(task).facility if task else shown.facility
        world = World(facility, shown.today, shown.scenario.edition, shown.charts, self.truths)
        return replace(world, matters=self._matters(task)) if task else world

    def _matters(self, task: str) -> dict[str, Matter]:
        listed = self.kind(task).lists(self.spec(task))
        return _matters((self.spec(each), self.kind(each), self.world(each), self.prepared(each)) for each in listed)

    def prepared(self, task: str) -> Prepared:
        """What the task's kind added to the variant."""
        spec = self.spec(task)
        return Prepared(self.shown.papers[spec.id], self.shown.given[spec.id], self.task_truths[spec.id])

    def key(self, task: str) -> Key:
        """The key of a task, derived on first use."""
        if task not in self._keys:
            self._keys[task] = self.kind(task).derive(self.spec(task), self.world(task), self.prepared(task))
        return self._keys[task]

    def reply(self, task: str, acts: Acts) -> Reply | None:
        """What the world answers to a trainee's acts in a task, as it will be read back once it is stored.

        What left the house on the answers in ``acts.before`` is filled in here.
        """
        acts = replace(acts, departures=self._departures(acts.before))
        reply = self.kind(task).respond(self.spec(task), self.world(task), self.prepared(task), acts)
        return None if reply is None else Reply.from_plain(json.loads(_json(reply.plain())))

    def _departures(self, answers: Mapping[str, Answer]) -> dict[str, Departure]:
        found = {}
        for task, answer in answers.items():
            spec = self.spec(task)
            left = self.kind(task).departure(spec, self.world(task), self.prepared(task), answer)
            if left is not None:
                found[task] = left
        return found

    def visible_text(self) -> str:
        """JSON of all that is shown."""
        return self.shown.visible_text()

    def truth_text(self) -> str:
        """JSON of the truth, with the SHA-256 of the visible text it belongs to."""
        return self.texts()[1]

    def texts(self) -> tuple[str, str]:
        """The visible text and the truth text."""
        visible = self.visible_text()
        truth = _json(
            {
                "of": sha256(visible),
                "seed": self.seed,
                "generator": self.generator,
                "charts": {slot: to_plain(truth) for slot, truth in self.truths.items()},
                "tasks": self.task_truths,
            }
        )
        return visible, truth

    @classmethod
    def from_text(cls, scenario: ScenarioFile, visible: str, truth: str, *, kinds: Kinds | None = None) -> Made:
        """Read back what the two texts hold. ``Conflict`` if they do not belong together."""
        plain = json.loads(truth)
        if plain["of"] != sha256(visible):
            raise Conflict("This truth belongs to another variant.", "Restore both from the same backup.")
        truths = {slot: truth_from_plain(each) for slot, each in plain["charts"].items()}
        shown = Shown.from_text(scenario, visible, kinds=kinds)
        return cls(shown, plain["seed"], plain["generator"], truths, plain["tasks"])


def materialise(scenario: ScenarioFile, seed: int, *, makers: Makers | None = None) -> Made:
    """Make a scenario concrete. Deterministic in (what the scenario says, seed, generator)."""
    if not 0 <= seed <= MOST_SEED:
        raise Invalid(f"Seed {seed} is out of range.", f"Use a whole number from 0 to {MOST_SEED}.")
    makers = makers or product_makers()
    charts, truths = _charts(scenario, seed, makers)
    worlds = {
        task.id: World(charts[task.charts[0]].facility, scenario.today, scenario.edition, charts, truths)
        for task in scenario.tasks
    }
    prepared = _all_prepared(scenario, worlds, seed, makers.kinds)
    shown = Shown(
        scenario,
        makers.kinds,
        makers.facilities[scenario.facility],
        charts,
        {task: each.papers for task, each in prepared.items()},
        {task: each.given for task, each in prepared.items()},
    )
    return Made(shown, seed, makers.generator, truths, {task: each.truth for task, each in prepared.items()})


def part_seed(content_hash: str, seed: int, part: str) -> int:
    """The seed of one part of a variant. Parts are independent: a change in one leaves the dice of the others."""
    digest = hashlib.sha256(f"{content_hash}\n{seed}\n{part}".encode()).digest()
    return int.from_bytes(digest[:8])


def sha256(text: str) -> str:
    """SHA-256 (hex) of a text as UTF-8."""
    return hashlib.sha256(text.encode()).hexdigest()


def _charts(scenario: ScenarioFile, seed: int, makers: Makers) -> tuple[dict[str, Chart], dict[str, ChartTruth]]:
    """A chart for each slot; drawn again where two patients would be mistaken for each other."""
    charts: dict[str, Chart] = {}
    truths: dict[str, ChartTruth] = {}
    taken: set[str] = set()
    for slot, spec in scenario.charts.items():
        for draw in range(_REDRAWS):
            part = f"chart:{slot}:{draw}"
            chart, truth = makers.generate(spec, part_seed(scenario.content_hash, seed, part), scenario.today)
            marks = {chart.patient.mrn, chart.patient.ssn, chart.patient.name}
            if not marks & taken:
                break
        taken |= marks
        charts[slot], truths[slot] = chart, truth
    return charts, truths


def _all_prepared(scenario: ScenarioFile, worlds: Mapping[str, World], seed: int, kinds: Kinds) -> dict[str, Prepared]:
    """Every task prepared, those that follow others after them, those that list others last; in the file's order."""
    prepared: dict[str, Prepared] = {}
    for task in sorted(scenario.tasks, key=lambda task: _turn(task, kinds)):
        listed = (scenario.task(each) for each in kinds[task.kind].lists(task))
        matters = _matters((each, kinds[each.kind], worlds[each.id], prepared[each.id]) for each in listed)
        followed = (scenario.task(each) for each in kinds[task.kind].follows(task) if each in prepared)
        departures = _ideal_departures(
            (each, kinds[each.kind], worlds[each.id], prepared[each.id]) for each in followed
        )
        world = replace(worlds[task.id], matters=matters, departures=departures)
        prepared[task.id] = _prepared(task, world, scenario, seed, kinds)
    return {task.id: prepared[task.id] for task in scenario.tasks}


def _turn(task: Spec, kinds: Kinds) -> tuple[bool, bool]:
    """When a task is prepared: plain ones first, then those that follow others, then those that list others."""
    return bool(kinds[task.kind].lists(task)), bool(kinds[task.kind].follows(task))


def _ideal_departures(tasks: Iterable[tuple[Spec, Kind[Any, Any, Any], World, Prepared]]) -> dict[str, Departure]:
    """What leaves the house when these tasks are answered ideally, by their id; left out where nothing does."""
    found = {}
    for spec, kind, world, prepared in tasks:
        ideal = kind.samples(spec, kind.derive(spec, world, prepared)).ideal
        left = kind.departure(spec, world, prepared, ideal)
        if left is not None:
            found[spec.id] = left
    return found


def _matters(tasks: Iterable[tuple[Spec, Kind[Any, Any, Any], World, Prepared]]) -> dict[str, Matter]:
    """What waits in these tasks, by their id. ``Invalid`` for one in which nothing waits."""
    found = {}
    for spec, kind, world, prepared in tasks:
        matter = kind.matter(spec, world, prepared)
        if matter is None:
            raise Invalid(f"Nothing waits for an answer in task “{spec.id}”.", "List tasks that hold a request.")
        found[spec.id] = matter
    return found


def _prepared(task: Spec, world: World, scenario: ScenarioFile, seed: int, kinds: Kinds) -> Prepared:
    random = Random(part_seed(scenario.content_hash, seed, f"task:{task.id}"))
    made = kinds[task.kind].prepare(task, world, random)
    return Prepared(tuple(made.papers), json.loads(_json(made.given)), json.loads(_json(made.truth)))


def _json(plain: object) -> str:
    return json.dumps(plain, ensure_ascii=False, separators=(",", ":"), allow_nan=False)

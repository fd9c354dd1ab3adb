"""Proves a scenario, seed by seed.

The ideal answer earns all, the empty one nothing, each mistake costs its weight, an invalid form is refused, the key
stands on evidence that exists, and nothing of it reaches a trainee.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from sandbox.charts.model import Chart, Document
from sandbox.charts.truth import ChartTruth
from sandbox.errors import SandboxError
from sandbox.scenarios.canary import leaks
from sandbox.scenarios.checks import EDITIONS
from sandbox.scenarios.makers import Makers
from sandbox.scenarios.makers import makers as product_makers
from sandbox.scenarios.materialise import Made, materialise
from sandbox.scenarios.play import (
    Before,
    Step,
    after_mistakes,
    end_of,
    faults_of,
    faults_of_opening,
    ideal_before,
    opened,
    play,
)
from sandbox.scenarios.schema import ChartSpec, ScenarioFile
from sandbox.scoring.marks import Evidence, Mark
from sandbox.scoring.points import Points, points_of
from sandbox.tasks.base import PAPERS, Answer, FieldErrors, FormData, Kind, Mistake, Room, Samples, Spec

TOLERANCE = 1e-6
MOST_COURSES = 2  # of each earlier task: critical mistakes after which a task that follows it is proved too
_ITEM, _LINE = 200, 255  # widths of the columns that marks are stored in


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that lint found. ``task`` is a task's id, ``chart:<slot>``, or empty for the scenario as a whole."""

    scenario: str
    seed: int
    task: str
    message: str

    def __str__(self) -> str:
        where = f"{self.scenario} seed {self.seed}" + (f" {self.task}" if self.task else "")
        return f"{where}: {self.message}"


def lint(scenario: ScenarioFile, seeds: Iterable[int], *, makers: Makers | None = None) -> Iterator[Finding]:
    """Every finding over these seeds, as they are found."""
    for seed in seeds:
        yield from lint_seed(scenario, seed, makers=makers)


def lint_seed(scenario: ScenarioFile, seed: int, *, makers: Makers | None = None) -> list[Finding]:
    """Every finding for one seed. What breaks while it is tried is a finding too."""
    makers = makers or product_makers()
    try:
        made = materialise(scenario, seed, makers=makers)
    except Exception as error:
        return [Finding(scenario.scenario, seed, "", f"cannot be made: {_named(error)}")]
    checks: list[tuple[str, Callable[[], Iterable[str]]]] = [("", partial(_whole, made))]
    checks += [(f"chart:{slot}", partial(_chart, made, slot, makers)) for slot in scenario.charts]
    checks += [(task.id, partial(_task, made, task)) for task in scenario.tasks]
    return [Finding(scenario.scenario, seed, part, message) for part, check in checks for message in _tried(check)]


def _tried(check: Callable[[], Iterable[str]]) -> Iterator[str]:
    try:
        yield from check()
    except Exception as error:
        yield f"breaks: {_named(error)}"


def _named(error: Exception) -> str:
    return str(error) if isinstance(error, SandboxError) else f"{type(error).__name__}: {error}"


def _whole(made: Made) -> Iterator[str]:
    visible, truth = made.texts()
    if Made.from_text(made.scenario, visible, truth, kinds=made.shown.kinds) != made:
        yield "the variant is not the same when it is read back from its texts"
    yield from leaks(made, visible, truth)


def _chart(made: Made, slot: str, makers: Makers) -> Iterator[str]:
    chart, truth = made.shown.charts[slot], made.truths[slot]
    yield from _statements(chart.documents)
    yield from _dates(chart, made.scenario)
    yield from _evidence_of_facts(chart, truth)
    yield from _planted(made.scenario.charts[slot], truth)
    for fact in truth.facts:
        if fact.coding is None:
            continue
        for code in (fact.coding.code, *fact.coding.alternatives):
            if not makers.valid_code(code, fact.coding.system.value, made.scenario.edition):
                yield f"{fact.coding.system.value} {code} ({fact.text}) is not valid in {made.scenario.edition}"


def _statements(documents: Iterable[Document]) -> Iterator[str]:
    seen: Counter[str] = Counter()
    for document in documents:
        for statement in document.statements:
            seen[statement.id] += 1
            if not statement.id.startswith(f"{document.id}."):
                yield f"statement {statement.id} stands in document {document.id}"
    yield from (f"{count} statements are called {name}" for name, count in seen.items() if count > 1)


def _dates(chart: Chart, scenario: ScenarioFile) -> Iterator[str]:
    first, last = EDITIONS.get(scenario.edition, (date.min, date.max))
    main = chart.encounters[0]
    day = (main.ended or main.began).date()
    if not first <= day <= last:
        yield f"encounter {main.id} ({day}) is outside {scenario.edition}"
    for encounter in chart.encounters[1:]:
        if encounter.ended is None or encounter.ended >= main.began:
            yield f"encounter {encounter.id} is not over before {main.id} begins"
    for document in chart.documents:
        if document.filed_at.date() > scenario.today:
            yield f"document {document.id} ({document.title}) is filed {document.filed_at.date()}, after “today”"


def _planted(spec: ChartSpec, truth: ChartTruth) -> Iterator[str]:
    """A chart that cannot carry what was asked for gets fewer flaws; the author should know."""
    if spec.defects is None:
        return
    types = {defect.type for defect in truth.defects}
    if spec.defects.count is None:
        yield from (f"no {name} could be planted" for name in spec.defects.types if name not in types)
    elif len(truth.defects) < spec.defects.count[0]:
        yield f"only {len(truth.defects)} flaws could be planted, not {spec.defects.count[0]}; name more types"
    least = spec.defects.mess[0] if spec.defects.mess else 0
    if len(truth.mess) < least:
        yield f"only {len(truth.mess)} things that look odd could be added, not {least}"


def _evidence_of_facts(chart: Chart, truth: ChartTruth) -> Iterator[str]:
    known = {statement.id for document in chart.documents for statement in document.statements}
    for fact in truth.facts:
        named = truth.evidence.get(fact.id, ())
        if fact.coding is not None and not named:
            yield f"fact {fact.id} is coded, but nothing in the chart expresses it"
        yield from (f"evidence {name} of fact {fact.id} is not in the chart" for name in named if name not in known)


def _task(made: Made, task: Spec) -> Iterator[str]:
    kind, key = made.kind(task.id), made.key(task.id)
    if kind.key_type.model_validate_json(key.model_dump_json()) != key:
        yield "the key is not the same when it is read back from JSON"
    yield from _statements(made.room(task.id).papers)
    yield from kind.check(task, key, made.world(task.id))
    yield from _course(made, task, ideal_before(made, task.id))
    for name, before in after_mistakes(made, task.id, MOST_COURSES):
        yield from (f"after {name}: {message}" for message in _course(made, task, before))


def _course(made: Made, task: Spec, before: Before) -> Iterator[str]:
    """What is wrong with the key of a task after these earlier answers."""
    kind, key = made.kind(task.id), made.key(task.id)
    start = opened(made, task.id, before)
    room = start[0]
    yield from faults_of_opening(made, task.id, room)
    samples: Samples[Any] = kind.samples_in(task, key, room)

    def judged(answer: Answer) -> tuple[list[Mark], Points]:
        marks = list(kind.score(answer, key))
        return marks, points_of(marks)

    plays = _played(made, task, samples, start)
    marks, points = judged(samples.ideal)
    if abs(points.fraction - 1) > TOLERANCE:
        yield f"the ideal answer earns {points.percent} %, not 100 %"
    in_view = _in_view(end_of(plays["the ideal answer"][1]))
    yield from _marks(marks, in_view)
    _, points = judged(samples.empty)
    if points.fraction > TOLERANCE:
        yield f"the empty answer earns {points.percent} %, not 0 %"
    for mistake in samples.mistakes:
        marks, points = judged(mistake.answer)
        yield from _cost(mistake, points)
        steps = plays[f"“{mistake.name}”"][1]
        yield from _marks(marks, _in_view(end_of(steps)) if len(steps) > 1 else in_view)
    yield from _forms(kind, task, samples, plays, room)
    yield from faults_of(made, task.id, plays)


Plays = dict[str, tuple[Answer, list[Step]]]


def _played(made: Made, task: Spec, samples: Samples[Any], start: tuple[Room, Before]) -> Plays:
    """The ideal answer and every mistake with the rounds they go through, by name."""
    named = [("the ideal answer", samples.ideal), *((f"“{each.name}”", each.answer) for each in samples.mistakes)]
    return {name: (answer, play(made, task.id, answer, start)) for name, answer in named}


def _cost(mistake: Mistake[Any], points: Points) -> Iterator[str]:
    expected = 0.0 if mistake.critical else max(0.0, 1 - mistake.costs)
    if abs(points.fraction - expected) > TOLERANCE:
        yield f"“{mistake.name}” leaves {100 * points.fraction:.4f} %, not {100 * expected:.4f} %"
    if points.critical != mistake.critical:
        yield f"“{mistake.name}” " + ("fails the task" if points.critical else "does not fail the task")


def _forms(kind: Kind[Any, Any, Any], task: Spec, samples: Samples[Any], plays: Plays, room: Room) -> Iterator[str]:
    for name, (answer, steps) in plays.items():
        yield from (f"{name} {fault}" for fault in _through_the_form(kind, task, answer, steps))
    if not samples.mistakes:
        yield "there is no mistake to prove the key with"
    for number, form in enumerate(samples.invalid, 1):
        if not isinstance(kind.parse(task, room, form), FieldErrors):
            yield f"invalid form {number} is accepted: {_form(form)}"


def _through_the_form(kind: Kind[Any, Any, Any], task: Spec, answer: Answer, steps: list[Step]) -> Iterator[str]:
    if kind.joined(kind.split(answer)) != answer:
        yield "is not the same when its rounds are joined again"
    if kind.answer_type.model_validate_json(answer.model_dump_json()) != answer:
        yield "is not the same when it is read back from JSON"
    for step in steps:
        read = kind.parse(task, step.room, kind.fill(step.given))
        if isinstance(read, FieldErrors):
            yield f"is refused by the form: {_shown(read)}"
        elif read != step.given:
            yield "is not the same when it has gone through the form"


def _marks(marks: list[Mark], in_view: frozenset[Evidence]) -> Iterator[str]:
    """Marks can be stored, and their evidence is in front of the trainee."""
    for item, count in Counter(mark.item for mark in marks).items():
        if count > 1:
            yield f"{count} marks are called {item}"
    for mark in marks:
        if len(mark.item) > _ITEM or max(map(len, (mark.group, mark.label, mark.citation))) > _LINE:
            yield f"mark {mark.item[:80]} is too long to be stored"
        for evidence in mark.evidence:
            if evidence not in in_view:
                yield f"evidence {evidence.chart}:{evidence.statement} of mark {mark.item} is not shown in the task"


def _in_view(room: Room) -> frozenset[Evidence]:
    """Every statement that a trainee can see in a room."""
    documents = [(PAPERS, paper) for paper in room.papers]
    documents += [(slot, document) for slot, chart in room.charts.items() for document in chart.documents]
    return frozenset(Evidence(slot, each.id) for slot, document in documents for each in document.statements)


def _shown(errors: FieldErrors) -> str:
    return "; ".join(f"{name}: {', '.join(messages)}" for name, messages in errors.fields.items())


def _form(form: FormData) -> str:
    return ", ".join(f"{name}={list(values)}" for name, values in form.items())[:200]

"""Breach risk assessment: an incident, its four factors, who is told and by when."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from random import Random
from typing import Any

from sandbox.scoring.marks import Mark
from sandbox.tasks.base import Acts, FieldErrors, FormData, Kind, Prepared, Room, Samples, World
from sandbox.tasks.incident import check, form, samples, score
from sandbox.tasks.incident import key as keys
from sandbox.tasks.incident.answer import COLLEAGUE, Found, IncidentAnswer, IncidentKey, IncidentSpec
from sandbox.tasks.staged import Reply


class Incident(Kind[IncidentSpec, IncidentAnswer, IncidentKey]):
    """Assess an incident: a colleague's, or the wrong release that the trainee made earlier in the shift."""

    name = "incident"
    title = "Breach risk assessment"
    spec_type = IncidentSpec
    answer_type = IncidentAnswer
    key_type = IncidentKey

    def prepare(self, spec: IncidentSpec, world: World, random: Random) -> Prepared:
        """A colleague's incident, and what would come of a wrong release."""
        return keys.prepare(spec, world, random)

    def derive(self, spec: IncidentSpec, world: World, prepared: Prepared) -> IncidentKey:
        """What the release rules and the calendar say, in each course."""
        return keys.derive(spec, world, prepared)

    def blank(self, spec: IncidentSpec, room: Room) -> Any:
        """An empty form."""
        return form.blank(spec, room)

    def form(self, spec: IncidentSpec, room: Room, given: FormData) -> Any:
        """The form with what was saved or sent."""
        return form.filled(spec, room, given)

    def parse(self, spec: IncidentSpec, room: Room, given: FormData) -> IncidentAnswer | FieldErrors:
        """Read a submission; what is contradictory or unknown is refused."""
        return form.parse(spec, room, given)

    def fill(self, answer: IncidentAnswer) -> FormData:
        """The form data of an answer."""
        return form.fill(answer)

    def score(self, answer: IncidentAnswer, key: IncidentKey) -> Sequence[Mark]:
        """One mark for each thing decided, by the incident that was found."""
        return score.score(answer, key)

    def samples(self, spec: IncidentSpec, key: IncidentKey) -> Samples[IncidentAnswer]:
        """Answers that prove the key of the colleague's incident."""
        return samples.samples(key, Found(course=COLLEAGUE))

    def samples_in(self, spec: IncidentSpec, key: IncidentKey, room: Room) -> Samples[IncidentAnswer]:
        """Answers that prove the key of the incident that was found."""
        return samples.samples(key, Found.model_validate(room.given["found"]))

    def check(self, spec: IncidentSpec, key: IncidentKey, world: World) -> Sequence[str]:
        """What it rests on is shown, and its days can be told apart."""
        return check.check(spec, key, world)

    def follows(self, spec: IncidentSpec) -> tuple[str, ...]:
        """The releases that may turn out to have been wrong."""
        return spec.releases

    def respond(self, spec: IncidentSpec, world: World, prepared: Prepared, acts: Acts) -> Reply | None:
        """What is found when the task opens."""
        return keys.respond(spec, world, prepared, acts)

    def summary(self, answer: IncidentAnswer, key: IncidentKey) -> Mapping[str, Any]:
        """The rules that applied, whether it was one's own, and whether it had to be notified."""
        course = key.course(answer.found)
        return {
            "applied": [step.model_dump() for step in course.path],
            "own": answer.found.course not in ("", COLLEAGUE),
            "notifies": course.notifies,
            "discovered": score.printed(course.discovered.accept[0]),
            "individuals": score.printed(course.individuals.accept[0]),
            "hhs": score.printed(course.hhs_day.accept[0]),
        }


KIND = Incident()

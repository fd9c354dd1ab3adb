"""Prepares an incident and derives its key: one course for the colleague's, one for each fate of an own release."""

from __future__ import annotations

from collections.abc import Mapping
from random import Random
from typing import Any

from sandbox.charts.plain import document_from_plain
from sandbox.tasks.base import Acts, Prepared, World
from sandbox.tasks.incident import judge, own, scene, story
from sandbox.tasks.incident.answer import COLLEAGUE, Found, IncidentKey, IncidentSpec
from sandbox.tasks.staged import Reply


def prepare(spec: IncidentSpec, world: World, random: Random) -> Prepared:
    """A colleague's incident, and what would come of a wrong release of the trainee's own.

    A task that follows releases shows nothing before it is opened: then its papers lie in the truth.
    """
    chart = world.charts[spec.charts[0]]
    adult = scene.speaks(chart, world.today)
    name = story.draw(spec.sorts, random, adult=adult, employed=adult and scene.works(chart))
    drawn = scene.colleague(spec.id, spec.charts[0], world, random, name)
    truth = {"colleague": drawn, "own": own.draw(spec, world, random)}
    return Prepared((), {}, truth) if spec.releases else Prepared(_papers(drawn), _given(), truth)


def respond(spec: IncidentSpec, world: World, prepared: Prepared, acts: Acts) -> Reply | None:
    """What is found when the task opens: one's own wrong release, else a colleague's incident."""
    if acts.rounds or not spec.releases:
        return None
    departure = own.wrong(spec, acts)
    if departure is None:
        drawn = prepared.truth["colleague"]
        return Reply("A colleague's incident is on your desk.", None, {}, _papers(drawn), _given())
    course = own.course_of(departure, world)
    return own.reply(prepared.truth["own"][course], course, departure, world)


def derive(spec: IncidentSpec, world: World, prepared: Prepared) -> IncidentKey:
    """What is right in each course."""
    drawn = prepared.truth["colleague"]
    courses = {COLLEAGUE: judge.course(story.sorts()[drawn["sort"]], drawn)}
    for name, each in prepared.truth["own"].items():
        courses[name] = judge.course(story.own_sorts()[each["sort"]], each)
    return IncidentKey(courses=courses, evidence=spec.evidence)


def _given() -> dict[str, Any]:
    return {"found": Found(course=COLLEAGUE).model_dump()}


def _papers(drawn: Mapping[str, Any]) -> tuple[Any, ...]:
    return tuple(document_from_plain(paper) for paper in drawn["papers"])

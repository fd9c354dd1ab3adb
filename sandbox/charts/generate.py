"""Make a chart with its truth from a pathway and a seed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from functools import cache
from random import Random
from typing import Any

from sandbox.charts.compiled import Pathway
from sandbox.charts.compose import Composer
from sandbox.charts.defects import DefectPlan, plant
from sandbox.charts.defects.diagnoses import unsupported_words
from sandbox.charts.defects.planting import Stranger, required
from sandbox.charts.earlier import Earlier, Told, before
from sandbox.charts.facility import facility_for
from sandbox.charts.joining import joined
from sandbox.charts.model import Chart, Document, Encounter, Facility
from sandbox.charts.pathway import pathway as load
from sandbox.charts.scene import Scene
from sandbox.charts.truth import ChartTruth, Trap

GENERATOR = "3"
"""Version of the generator: a variant is the same for the same scenario version, seed and this."""


def generate(
    pathway: str | Pathway,
    seed: int | str,
    *,
    facility: str | Facility | None = None,
    options: Mapping[str, Any] | None = None,
    defects: DefectPlan | None = None,
    earlier: Sequence[Earlier] = (),
    writer: type[Composer] = Composer,
) -> tuple[Chart, ChartTruth]:
    """One chart and what is true behind it.

    ``options`` fixes options of the pathway, and ``sex``, ``age``, ``comorbidities`` (a list: exactly these),
    ``ended_by`` (the encounter ends on that day or in the 25 days before) or ``ended_on`` (on that day).
    ``earlier`` asks for encounters before the main one; they follow it in ``Chart.encounters`` and leave it as it is.
    ``writer`` lets the linter watch what is written.
    Deterministic in its arguments: the same bytes on any machine. ``NotFound`` for an unknown pathway or facility,
    ``Invalid`` for an option that it lacks.
    """
    plan = load(pathway) if isinstance(pathway, str) else pathway
    random = Random(f"{plan.name}|{seed}")
    scene = Scene(plan, facility_for(plan.setting, facility or plan.facility or None), options or {}, random)
    clean = _told(scene, writer)
    made = clean.chart, clean.truth
    if defects is not None:
        made = plant(*made, defects, random, _stranger(scene, f"{plan.name}|{seed}"))
    finished = clean.finished(*made)
    silent_on = unsupported_words(finished[1])
    came_before = before(clean, earlier, f"{plan.name}|{seed}", lambda story: _told(story, Composer), silent_on)
    return joined(finished, [one.finished(one.chart, one.truth) for one in came_before])


def _told(scene: Scene, writer: type[Composer]) -> Told:
    """A story written down."""
    scene.names["account"] = f"A{int(scene.random.random() * 10**8):08d}"
    composer = writer(scene)
    documents = composer.documents()
    chart = Chart(scene.patient, scene.facility, (_encounter(scene),), tuple(documents))
    facts = tuple(fact for fact in scene.facts if required(fact) or composer.evidence[fact.id])
    marked = composer.segments
    said = {one.text: marked[one.id] for each in documents if marked for one in each.statements if one.id in marked}
    truth = ChartTruth(
        scene.pathway.name,
        facts,
        {fact.id: tuple(composer.evidence[fact.id]) for fact in facts},
        (),
        tuple(_trap(trap, tuple(composer.tempted.get(name, ()))) for name, trap in scene.traps),
        segments=marked,
    )
    return Told(scene, chart, truth, said)


def _stranger(scene: Scene, seed: str) -> Stranger:
    """Makes pages of another patient with the same pathway, whose encounter ended on the same day."""
    plan, ended_on = scene.pathway, {"ended_on": scene.anchors["discharge"].date()}

    @cache  # asked again for each flaw that needs a page
    def page(types: tuple[str, ...], after: datetime, until: datetime) -> Document | None:
        if not any(one.type in types for one in plan.documents):
            return None
        other = Scene(plan, scene.facility, ended_on, Random(f"{seed}|stranger"))
        other.names["account"] = f"A{int(other.random.random() * 10**8):08d}"
        return Composer(other).page(types, after, until)

    return page


def _encounter(scene: Scene) -> Encounter:
    plan, anchors = scene.pathway, scene.anchors
    return Encounter(
        "e1",
        plan.setting,
        scene.names["account"],
        anchors["arrival"],
        anchors["discharge"],
        scene.cast.player("attending", anchors["admit"]).id,
        scene.where.unit_at(anchors["discharge"] - timedelta(minutes=1)),
        scene.names["reason"],
        plan.stay.admission_type,
        plan.stay.point_of_origin,
        scene.names.fill(plan.stay.disposition),
        scene.patient.payer,
        plan.service,
    )


def _trap(trap: Trap, evidence: tuple[str, ...]) -> Trap:
    return Trap(trap.encounter_id, trap.code, trap.system, trap.why, trap.citation, evidence)

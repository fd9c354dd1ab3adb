"""Completeness: find what is missing, late, unsigned, misfiled or contradictory in a chart, and route it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from random import Random
from typing import Any

from sandbox.scoring.marks import Mark
from sandbox.tasks.base import FieldErrors, FormData, Kind, Prepared, Room, Samples, World
from sandbox.tasks.completeness import check, form, samples, score
from sandbox.tasks.completeness import key as keys
from sandbox.tasks.completeness.answer import CompletenessAnswer, CompletenessKey, CompletenessSpec
from sandbox.tasks.completeness.limits import limits
from sandbox.tasks.findings import match


class Completeness(Kind[CompletenessSpec, CompletenessAnswer, CompletenessKey]):
    """Review one chart for deficiencies (quantitative and qualitative analysis)."""

    name = "completeness"
    title = "Completeness review"
    spec_type = CompletenessSpec
    answer_type = CompletenessAnswer
    key_type = CompletenessKey

    def prepare(self, spec: CompletenessSpec, world: World, random: Random) -> Prepared:
        """The limits of the chart's setting and facility are given; the flaws are in the chart already."""
        return Prepared(given={"policy": limits(world.charts[spec.charts[0]])})

    def derive(self, spec: CompletenessSpec, world: World, prepared: Prepared) -> CompletenessKey:
        """One finding for each planted flaw."""
        return keys.derive(spec, world)

    def blank(self, spec: CompletenessSpec, room: Room) -> Any:
        """Rows for findings, and the statement that there are none."""
        return form.blank(spec, room)

    def form(self, spec: CompletenessSpec, room: Room, given: FormData) -> Any:
        """The form with what was saved or sent."""
        return form.filled(spec, room, given)

    def parse(self, spec: CompletenessSpec, room: Room, given: FormData) -> CompletenessAnswer | FieldErrors:
        """Rows read; a row without type or document is refused."""
        return form.parse(spec, room, given)

    def fill(self, answer: CompletenessAnswer) -> FormData:
        """The form data of an answer."""
        return form.fill(answer)

    def score(self, answer: CompletenessAnswer, key: CompletenessKey) -> Sequence[Mark]:
        """Marks for what was found, routed, shown, and flagged for nothing."""
        return score.score(answer, key)

    def samples(self, spec: CompletenessSpec, key: CompletenessKey) -> Samples[CompletenessAnswer]:
        """Answers that prove the key."""
        return samples.samples(key)

    def check(self, spec: CompletenessSpec, key: CompletenessKey, world: World) -> Sequence[str]:
        """Places and people exist, no two deficiencies are alike, and the completeness rules see what was planted."""
        return check.check(spec, key, world)

    def summary(self, answer: CompletenessAnswer, key: CompletenessKey) -> Mapping[str, Any]:
        """How many were found, named rightly, and flagged for nothing."""
        matched, left = match(answer.findings, key.findings)
        named = sum(matched[item.id].type in item.types for item in key.findings if item.id in matched)
        return {"planted": len(key.findings), "found": len(matched), "named": named, "false_flags": len(left)}


KIND = Completeness()

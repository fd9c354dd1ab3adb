"""Coding: diagnoses in order, present-on-admission indicators, procedures, and the evidence for each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from random import Random
from typing import Any

from sandbox.scoring.marks import Mark
from sandbox.tasks.base import FieldErrors, FormData, Kind, Prepared, Room, Samples, World
from sandbox.tasks.coding import check, figures, form, samples, score
from sandbox.tasks.coding import key as keys
from sandbox.tasks.coding.answer import CodingAnswer, CodingKey, CodingSpec


class Coding(Kind[CodingSpec, CodingAnswer, CodingKey]):
    """Code one encounter of a chart."""

    name = "coding"
    title = "Coding"
    spec_type = CodingSpec
    answer_type = CodingAnswer
    key_type = CodingKey

    def prepare(self, spec: CodingSpec, world: World, random: Random) -> Prepared:
        """Nothing is added: the chart is all a coder has."""
        return Prepared()

    def derive(self, spec: CodingSpec, world: World, prepared: Prepared) -> CodingKey:
        """The codes of the encounter's facts, and its traps."""
        return keys.derive(spec, world)

    def blank(self, spec: CodingSpec, room: Room) -> Any:
        """Rows for diagnoses and for procedures, as the setting asks."""
        return form.blank(spec, room)

    def form(self, spec: CodingSpec, room: Room, given: FormData) -> Any:
        """The form with what was saved or sent."""
        return form.filled(spec, room, given)

    def parse(self, spec: CodingSpec, room: Room, given: FormData) -> CodingAnswer | FieldErrors:
        """Codes normalised; codes that the edition does not have are refused."""
        return form.parse(spec, room, given)

    def fill(self, answer: CodingAnswer) -> FormData:
        """The form data of an answer."""
        return form.fill(answer)

    def score(self, answer: CodingAnswer, key: CodingKey) -> Sequence[Mark]:
        """One mark for each part of each code."""
        return score.score(answer, key)

    def samples(self, spec: CodingSpec, key: CodingKey) -> Samples[CodingAnswer]:
        """Answers that prove the key."""
        return samples.samples(key)

    def check(self, spec: CodingSpec, key: CodingKey, world: World) -> Sequence[str]:
        """Codes valid, evidence in the chart, something to code."""
        return check.check(spec, key, world)

    def summary(self, answer: CodingAnswer, key: CodingKey) -> Mapping[str, Any]:
        """Accuracy by every method, the graded one named."""
        return figures.summary(answer, key)


KIND = Coding()

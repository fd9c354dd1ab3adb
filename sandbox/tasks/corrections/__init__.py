"""Corrections to the record: late entry, addendum, amendment, retraction, or none of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from random import Random
from typing import Any

from sandbox.scoring.marks import Mark
from sandbox.tasks.base import FieldErrors, FormData, Kind, Prepared, Room, Samples, World
from sandbox.tasks.corrections import check, form, samples, score
from sandbox.tasks.corrections import key as keys
from sandbox.tasks.corrections.answer import CorrectionsAnswer, CorrectionsKey, CorrectionsSpec
from sandbox.tasks.corrections.choices import METHODS


class Corrections(Kind[CorrectionsSpec, CorrectionsAnswer, CorrectionsKey]):
    """Decide on requests to correct, complete or change what is in the record."""

    name = "corrections"
    title = "Corrections to the record"
    spec_type = CorrectionsSpec
    answer_type = CorrectionsAnswer
    key_type = CorrectionsKey
    key_version = 2

    def prepare(self, spec: CorrectionsSpec, world: World, random: Random) -> Prepared:
        """Messages and the policy are given; what each message is about is not."""
        return keys.prepare(spec, world, random)

    def derive(self, spec: CorrectionsSpec, world: World, prepared: Prepared) -> CorrectionsKey:
        """One item for each request, from its sort and what it was drawn from."""
        return keys.derive(spec, world, prepared)

    def blank(self, spec: CorrectionsSpec, room: Room) -> Any:
        """A card for each request."""
        return form.blank(spec, room)

    def form(self, spec: CorrectionsSpec, room: Room, given: FormData) -> Any:
        """The form with what was saved or sent."""
        return form.filled(spec, room, given)

    def parse(self, spec: CorrectionsSpec, room: Room, given: FormData) -> CorrectionsAnswer | FieldErrors:
        """The cards read."""
        return form.parse(spec, room, given)

    def fill(self, answer: CorrectionsAnswer) -> FormData:
        """The form data of an answer."""
        return form.fill(answer)

    def score(self, answer: CorrectionsAnswer, key: CorrectionsKey) -> Sequence[Mark]:
        """Marks request by request."""
        return score.score(answer, key)

    def samples(self, spec: CorrectionsSpec, key: CorrectionsKey) -> Samples[CorrectionsAnswer]:
        """Answers that prove the key."""
        return samples.samples(key)

    def check(self, spec: CorrectionsSpec, key: CorrectionsKey, world: World) -> Sequence[str]:
        """Enough requests, each about something that is there."""
        return check.check(spec, key, world)

    def summary(self, answer: CorrectionsAnswer, key: CorrectionsKey) -> Mapping[str, Any]:
        """Each request with its method, the one given, and how the record would read."""
        rows = [
            {
                "heading": item.heading,
                "title": item.title,
                "method": " or ".join(METHODS[each] for each in item.methods),
                "given": METHODS.get(answer.on(item.id).method, "nothing"),
                "right": answer.on(item.id).method in item.methods,
                "model": item.model,
            }
            for item in key.items
        ]
        return {"requests": rows, "right": sum(row["right"] for row in rows)}


KIND = Corrections()

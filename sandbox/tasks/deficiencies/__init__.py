"""Deficiency tracking: find and assign, then follow each deficiency until it is complete, and close the month."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from random import Random
from typing import Any

from sandbox.scoring.marks import Mark
from sandbox.tasks.base import Acts, FieldErrors, FormData, Kind, Prepared, Room, Samples, World
from sandbox.tasks.deficiencies import check, form, plans, replies, samples, score
from sandbox.tasks.deficiencies import key as keys
from sandbox.tasks.deficiencies.answer import DeficienciesAnswer, DeficienciesKey, DeficienciesSpec, Round
from sandbox.tasks.deficiencies.papers import bylaws, policy_lines
from sandbox.tasks.staged import Reply


class Deficiencies(Kind[DeficienciesSpec, DeficienciesAnswer, DeficienciesKey]):
    """The life of a deficiency after discharge: found, assigned, worked, looked at again, cleared or escalated."""

    name = "deficiencies"
    title = "Deficiency tracking"
    spec_type = DeficienciesSpec
    answer_type = DeficienciesAnswer
    key_type = DeficienciesKey

    def prepare(self, spec: DeficienciesSpec, world: World, random: Random) -> Prepared:
        """The bylaws are given; what providers will do and the month behind its figures are not."""
        given = {
            "first_day": world.today.isoformat(),
            "open": [],
            "policy": policy_lines(spec, world.facility),
            "discharged": [
                [world.charts[slot].patient.name, f"{keys.discharged(world.charts[slot]):%m/%d/%Y}"]
                for slot in spec.charts
            ],
        }
        return Prepared((bylaws(spec, world.facility, world.today),), given, plans.draw(spec, world, random))

    def derive(self, spec: DeficienciesSpec, world: World, prepared: Prepared) -> DeficienciesKey:
        """One item for each planted flaw that can still be completed, with what its provider will do."""
        return keys.derive(spec, world, prepared)

    def blank(self, spec: DeficienciesSpec, room: Room) -> Any:
        """Rows for findings; from the second round a card for each row of the list."""
        return form.blank(spec, room)

    def form(self, spec: DeficienciesSpec, room: Room, given: FormData) -> Any:
        """The form with what was saved or sent."""
        return form.filled(spec, room, given)

    def parse(self, spec: DeficienciesSpec, room: Room, given: FormData) -> DeficienciesAnswer | FieldErrors:
        """The open round read."""
        return form.parse(spec, room, given)

    def fill(self, answer: DeficienciesAnswer) -> FormData:
        """The form data of the answer of one round."""
        return form.fill(answer)

    def score(self, answer: DeficienciesAnswer, key: DeficienciesKey) -> Sequence[Mark]:
        """Marks of all rounds."""
        return score.score(answer, key)

    def samples(self, spec: DeficienciesSpec, key: DeficienciesKey) -> Samples[DeficienciesAnswer]:
        """Answers that prove the key."""
        return samples.samples(key)

    def check(self, spec: DeficienciesSpec, key: DeficienciesKey, world: World) -> Sequence[str]:
        """Places and people exist, no two deficiencies are alike, every patient is discharged."""
        return check.check(spec, key, world)

    def rounds(self, spec: DeficienciesSpec) -> int:
        """One more than the times that days go by."""
        return len(spec.days) + 1

    def respond(self, spec: DeficienciesSpec, world: World, prepared: Prepared, acts: Acts) -> Reply | None:
        """Days later: what the providers did to the charts, and what is open on the list."""
        return replies.respond(spec, world, prepared, acts)

    def stage(self, spec: DeficienciesSpec, room: Room) -> str:
        """The day of the follow-up."""
        return f"Day {(room.today - keys.day(room.given['first_day'])).days + 1} of the follow-up"

    def joined(self, rounds: Sequence[DeficienciesAnswer]) -> DeficienciesAnswer:
        """The rounds as one answer."""
        return DeficienciesAnswer(rounds=tuple(each for answer in rounds for each in answer.rounds))

    def split(self, answer: DeficienciesAnswer) -> tuple[DeficienciesAnswer, ...]:
        """An answer for each round."""
        return tuple(DeficienciesAnswer(rounds=(each,)) for each in answer.rounds or (Round(),))

    def summary(self, answer: DeficienciesAnswer, key: DeficienciesKey) -> Mapping[str, Any]:
        """How many were found, completed and still open, round by round."""
        return replies.counts(answer, key)


KIND = Deficiencies()

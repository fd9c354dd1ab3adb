"""Release: a request for information, its papers, and what may go."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from random import Random
from typing import Any

from sandbox.scoring.marks import Mark
from sandbox.tasks.base import FieldErrors, FormData, Kind, Prepared, Room, Samples, World
from sandbox.tasks.matters import Departure, Matter
from sandbox.tasks.packet import Packet
from sandbox.tasks.release import check, form, samples, score, told
from sandbox.tasks.release import key as keys
from sandbox.tasks.release import packet as packets
from sandbox.tasks.release.answer import ReleaseAnswer, ReleaseKey, ReleaseSpec


class Release(Kind[ReleaseSpec, ReleaseAnswer, ReleaseKey]):
    """Decide one request for a patient's information."""

    name = "release"
    title = "Release of information"
    spec_type = ReleaseSpec
    answer_type = ReleaseAnswer
    key_type = ReleaseKey
    key_version = 5

    def prepare(self, spec: ReleaseSpec, world: World, random: Random) -> Prepared:
        """The request as papers, in its sender's words."""
        return keys.prepare(spec, world, random)

    def derive(self, spec: ReleaseSpec, world: World, prepared: Prepared) -> ReleaseKey:
        """What the release rules decide, page by page."""
        return keys.derive(spec, world, prepared)

    def blank(self, spec: ReleaseSpec, room: Room) -> Any:
        """An empty form."""
        return form.blank(spec, room)

    def form(self, spec: ReleaseSpec, room: Room, given: FormData) -> Any:
        """The form with what was saved or sent."""
        return form.filled(spec, room, given)

    def parse(self, spec: ReleaseSpec, room: Room, given: FormData) -> ReleaseAnswer | FieldErrors:
        """Read a submission; what is contradictory or unknown is refused."""
        return form.parse(spec, room, given)

    def fill(self, answer: ReleaseAnswer) -> FormData:
        """The form data of an answer."""
        return form.fill(answer)

    def score(self, answer: ReleaseAnswer, key: ReleaseKey) -> Sequence[Mark]:
        """One mark for each thing decided."""
        return score.score(answer, key)

    def samples(self, spec: ReleaseSpec, key: ReleaseKey) -> Samples[ReleaseAnswer]:
        """Answers that prove the key."""
        return samples.samples(key)

    def check(self, spec: ReleaseSpec, key: ReleaseKey, world: World) -> Sequence[str]:
        """The key can be chosen, and what it rests on is shown."""
        return check.check(spec, key, world)

    def matter(self, spec: ReleaseSpec, world: World, prepared: Prepared) -> Matter:
        """The request as it waits in the tray, with the clock that runs for it."""
        return told.matter(spec, self.derive(spec, world, prepared), prepared)

    def received(self, spec: ReleaseSpec, given: Mapping[str, Any]) -> date | None:
        """The day of the stamp."""
        return date.fromisoformat(given["received"])

    def departure(self, spec: ReleaseSpec, world: World, prepared: Prepared, answer: ReleaseAnswer) -> Departure | None:
        """The pages that left on an answer, rightly and wrongly."""
        return told.departure(spec, self.derive(spec, world, prepared), world, prepared, answer)

    def packet(self, spec: ReleaseSpec, room: Room, answer: ReleaseAnswer) -> Packet:
        """Cover, letters, enclosures and the pages ticked."""
        return packets.packet(spec, room, answer)

    def summary(self, answer: ReleaseAnswer, key: ReleaseKey) -> Mapping[str, Any]:
        """The path of the decision: the rules that applied, and those that were looked at and did not."""
        return {
            "applied": [step.model_dump() for step in key.path if step.fired],
            "considered": [step.model_dump() for step in key.path if not step.fired],
            "received": score.printed(key.received),
            "deadline": score.printed(key.deadlines[0]),
            "days": key.deadline_days,
        }


KIND = Release()

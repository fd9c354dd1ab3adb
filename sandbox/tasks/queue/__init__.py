"""Queue: the requests of a shift with their ages and legal clocks, and the order in which they are worked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from random import Random
from typing import Any

from sandbox.scoring.marks import Mark
from sandbox.tasks.base import FieldErrors, FormData, Kind, Prepared, Room, Samples, World
from sandbox.tasks.matters import Turn
from sandbox.tasks.queue import check, figures, form, samples, score
from sandbox.tasks.queue import key as keys
from sandbox.tasks.queue.answer import QueueAnswer, QueueKey, QueueSpec


class Queue(Kind[QueueSpec, QueueAnswer, QueueKey]):
    """Say which clock runs for each request, and put them in order."""

    name = "queue"
    title = "Request queue"
    spec_type = QueueSpec
    answer_type = QueueAnswer
    key_type = QueueKey

    def lists(self, spec: QueueSpec) -> tuple[str, ...]:
        """The requests of the queue."""
        return spec.requests

    def prepare(self, spec: QueueSpec, world: World, random: Random) -> Prepared:
        """Copies of what came with each request, and the desk procedure."""
        return keys.prepare(spec, world, random)

    def derive(self, spec: QueueSpec, world: World, prepared: Prepared) -> QueueKey:
        """The clocks that were kept when the queue was made."""
        return keys.derive(spec, world, prepared)

    def blank(self, spec: QueueSpec, room: Room) -> Any:
        """A card for each request."""
        return form.blank(spec, room)

    def form(self, spec: QueueSpec, room: Room, given: FormData) -> Any:
        """The cards with what was saved or sent."""
        return form.filled(spec, room, given)

    def parse(self, spec: QueueSpec, room: Room, given: FormData) -> QueueAnswer | FieldErrors:
        """Read a submission; contradictions and a place given twice are refused."""
        return form.parse(spec, room, given)

    def fill(self, answer: QueueAnswer) -> FormData:
        """The form data of an answer."""
        return form.fill(answer)

    def score(self, answer: QueueAnswer, key: QueueKey) -> Sequence[Mark]:
        """Marks for clocks, days and order."""
        return score.score(answer, key)

    def samples(self, spec: QueueSpec, key: QueueKey) -> Samples[QueueAnswer]:
        """Answers that prove the key."""
        return samples.samples(key)

    def check(self, spec: QueueSpec, key: QueueKey, world: World) -> Sequence[str]:
        """Every clock can be chosen and is shown, and the rules decide most of the order."""
        return check.check(spec, key, world)

    def turns(self, spec: QueueSpec, answer: QueueAnswer) -> tuple[Turn, ...]:
        """The requests in the trainee's own order."""
        return figures.turns(spec, answer)

    def summary(self, answer: QueueAnswer, key: QueueKey) -> Mapping[str, Any]:
        """The whole queue in a right order."""
        return figures.summary(answer, key)


KIND = Queue()

"""Accounting: a patient asks who got the record; the log, the file of copies, and what nobody logged."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from random import Random
from typing import Any

from sandbox.scoring.marks import Mark
from sandbox.tasks.accounting import check, form, own, samples, score, statement, waiting
from sandbox.tasks.accounting import key as keys
from sandbox.tasks.accounting.answer import AccountingAnswer, AccountingKey, AccountingSpec
from sandbox.tasks.base import Acts, FieldErrors, FormData, Kind, Prepared, Room, Samples, World
from sandbox.tasks.matters import Matter
from sandbox.tasks.staged import Reply


class Accounting(Kind[AccountingSpec, AccountingAnswer, AccountingKey]):
    """Answer one request for an accounting of disclosures."""

    name = "accounting"
    title = "Accounting of disclosures"
    spec_type = AccountingSpec
    answer_type = AccountingAnswer
    key_type = AccountingKey

    def prepare(self, spec: AccountingSpec, world: World, random: Random) -> Prepared:
        """The request, the log and the file."""
        return keys.prepare(spec, world, random)

    def derive(self, spec: AccountingSpec, world: World, prepared: Prepared) -> AccountingKey:
        """How each row is judged, and the frame."""
        return keys.derive(spec, world, prepared)

    def blank(self, spec: AccountingSpec, room: Room) -> Any:
        """A row for each line of the log and each paper of the file."""
        return form.blank(spec, room)

    def form(self, spec: AccountingSpec, room: Room, given: FormData) -> Any:
        """The form with what was saved or sent."""
        return form.filled(spec, room, given)

    def parse(self, spec: AccountingSpec, room: Room, given: FormData) -> AccountingAnswer | FieldErrors:
        """Read a submission, with what the room holds of the trainee's own disclosures."""
        return form.parse(spec, room, given)

    def fill(self, answer: AccountingAnswer) -> FormData:
        """The form data of an answer."""
        return form.fill(answer)

    def score(self, answer: AccountingAnswer, key: AccountingKey) -> Sequence[Mark]:
        """Marks for the frame, each row, and what the trainee sent out."""
        return score.score(answer, key)

    def samples(self, spec: AccountingSpec, key: AccountingKey) -> Samples[AccountingAnswer]:
        """Answers that prove the key."""
        return samples.samples(key)

    def samples_in(self, spec: AccountingSpec, key: AccountingKey, room: Room) -> Samples[AccountingAnswer]:
        """Answers that prove the key where the trainee had let go what this room shows."""
        return samples.samples(key, {one.id: one for one in form.own_seen(room)})

    def check(self, spec: AccountingSpec, key: AccountingKey, world: World) -> Sequence[str]:
        """Something is missing, something stays out, and nothing is said twice."""
        return check.check(spec, key, world)

    def follows(self, spec: AccountingSpec) -> tuple[str, ...]:
        """The release tasks whose disclosures turn up here."""
        return spec.release

    def respond(self, spec: AccountingSpec, world: World, prepared: Prepared, acts: Acts) -> Reply | None:
        """Weeks later: what the trainee let go stands in the log, or only as a copy in the file."""
        return own.respond(spec, prepared, world, acts)

    def matter(self, spec: AccountingSpec, world: World, prepared: Prepared) -> Matter | None:
        """The request as it waits in the tray."""
        return waiting.matter(spec, prepared)

    def received(self, spec: AccountingSpec, given: Mapping[str, Any]) -> date | None:
        """The day the request came; None when it comes only after the other tasks are done."""
        return None if spec.release else date.fromisoformat(given["received"])

    def summary(self, answer: AccountingAnswer, key: AccountingKey) -> Mapping[str, Any]:
        """The accounting as it should go to the patient."""
        return statement.summary(answer, key)


KIND = Accounting()

"""Audit: a colleague's coded claims, and the access log, each with errors planted to be found and justified."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from random import Random
from typing import Any

from sandbox.scoring.marks import Mark
from sandbox.tasks.audit import check, figures, form, samples, score
from sandbox.tasks.audit import key as keys
from sandbox.tasks.audit.answer import AuditAnswer, AuditKey, AuditSpec
from sandbox.tasks.base import FieldErrors, FormData, Kind, Prepared, Room, Samples, World


class Audit(Kind[AuditSpec, AuditAnswer, AuditKey]):
    """Audit coding, access, or both."""

    name = "audit"
    title = "Audit"
    spec_type = AuditSpec
    answer_type = AuditAnswer
    key_type = AuditKey

    def prepare(self, spec: AuditSpec, world: World, random: Random) -> Prepared:
        """The claims with planted errors, the log with planted accesses."""
        return keys.prepare(spec, world, random)

    def derive(self, spec: AuditSpec, world: World, prepared: Prepared) -> AuditKey:
        """What was planted."""
        return keys.derive(spec, world, prepared)

    def blank(self, spec: AuditSpec, room: Room) -> Any:
        """One row for each line of the claims and of the log."""
        return form.blank(spec, room)

    def form(self, spec: AuditSpec, room: Room, given: FormData) -> Any:
        """The form with what was saved or sent."""
        return form.filled(spec, room, given)

    def parse(self, spec: AuditSpec, room: Room, given: FormData) -> AuditAnswer | FieldErrors:
        """Findings; contradictions and codes that the edition does not have are refused."""
        return form.parse(spec, room, given)

    def fill(self, answer: AuditAnswer) -> FormData:
        """The form data of an answer."""
        return form.fill(answer)

    def score(self, answer: AuditAnswer, key: AuditKey) -> Sequence[Mark]:
        """Marks for each line, code left out, rate and incident."""
        return score.score(answer, key)

    def samples(self, spec: AuditSpec, key: AuditKey) -> Samples[AuditAnswer]:
        """Answers that prove the key."""
        return samples.samples(key)

    def check(self, spec: AuditSpec, key: AuditKey, world: World) -> Sequence[str]:
        """Enough planted, codes valid, evidence in the chart."""
        return check.check(spec, key, world)

    def summary(self, answer: AuditAnswer, key: AuditKey) -> Mapping[str, Any]:
        """The colleague's accuracy by every method, and what was found in the log."""
        return figures.summary(answer, key)


KIND = Audit()

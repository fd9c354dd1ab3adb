"""A small task kind and makers around it: enough to test scenarios without the generator or a real kind."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from random import Random
from typing import Any

from pydantic import Field

from sandbox.charts.model import Chart, Document, Statement
from sandbox.charts.truth import ChartTruth, Standing
from sandbox.scenarios.makers import Makers
from sandbox.scenarios.schema import ChartSpec
from sandbox.scoring.marks import Evidence, Mark, Reason
from sandbox.tasks.base import (
    Answer,
    FieldErrors,
    FormData,
    Key,
    Kind,
    Mistake,
    Prepared,
    Room,
    Samples,
    Spec,
    World,
)
from tests.factories import charts

PENALTY = 0.5

SOURCE = """\
scenario: toy-shift
title: A toy shift
summary: Name the diagnoses of two charts.
level: 1
setting: inpatient
today: 2026-03-20
charts:
  first: {pathway: hand_made}
  second:
    pathway: hand_made
    options: {severity: high}
    defects: {types: [UNSIGNED_ENTRY], count: [1, 2]}
tasks:
  - kind: toy
    id: name-them
    title: Name the diagnoses
    charts: [first]
    minutes: 5
  - kind: toy
    id: name-more
    title: Name the other diagnoses
    charts: [second]
    weight: 2
"""


class ToySpec(Spec):
    """``greeting`` is printed on the letter that comes with the task."""

    greeting: str = "Hello"
    most: int = Field(default=10, ge=1)


class ToyAnswer(Answer):
    """Codes, in any order."""

    codes: tuple[str, ...] = ()


class ToyKey(Key):
    """Codes with the statements that express them."""

    slot: str
    codes: dict[str, tuple[str, ...]]


def letter(task: str, sentence: str) -> Document:
    """A letter that comes with a task; its statement ids start with the task's id."""
    made = charts.document(1, "correspondence", "Letter", "")
    said = Statement(f"{task}-p1.s1", sentence)
    return replace(made, id=f"{task}-p1", sections=(replace(made.sections[0], rows=((said,),)),))


class Toy(Kind[ToySpec, ToyAnswer, ToyKey]):
    """Asks for the required codes of a chart; a wrong one costs half an item."""

    name = "toy"
    title = "Toy"
    spec_type = ToySpec
    answer_type = ToyAnswer
    key_type = ToyKey

    def prepare(self, spec: ToySpec, world: World, random: Random) -> Prepared:
        paper = letter(spec.id, f"{spec.greeting}, number {random.randrange(10**9)}.")
        return Prepared((paper,), {"colours": ("red", "blue")}, {"favourite": "truth-only-favourite"})

    def derive(self, spec: ToySpec, world: World, prepared: Prepared) -> ToyKey:
        slot = spec.charts[0]
        truth = world.truths[slot]
        facts = [fact for fact in truth.facts if fact.coding and fact.coding.standing is Standing.REQUIRED]
        codes = {fact.coding.code: truth.evidence[fact.id] for fact in facts if fact.coding}
        return ToyKey(slot=slot, codes=codes)

    def blank(self, spec: ToySpec, room: Room) -> Any:
        return None

    def form(self, spec: ToySpec, room: Room, given: FormData) -> Any:
        return given

    def parse(self, spec: ToySpec, room: Room, given: FormData) -> ToyAnswer | FieldErrors:
        codes = tuple(given.get("codes", ()))
        wrong = [code for code in codes if not code[:1].isalpha()]
        return FieldErrors({"codes": [f"{code} is no code" for code in wrong]}) if wrong else ToyAnswer(codes=codes)

    def fill(self, answer: ToyAnswer) -> FormData:
        return {"codes": list(answer.codes)}

    def score(self, answer: ToyAnswer, key: ToyKey) -> Sequence[Mark]:
        marks = [
            Mark(
                f"code:{code}",
                "Codes",
                code,
                1.0,
                float(code in answer.codes),
                Reason.CORRECT if code in answer.codes else Reason.MISSED,
                "…",
                evidence=tuple(Evidence(key.slot, statement) for statement in evidence),
            )
            for code, evidence in key.codes.items()
        ]
        extra = [code for code in answer.codes if code not in key.codes]
        return marks + [
            Mark(
                f"extra:{code}", "Codes", code, 0.0, 0.0, Reason.EXTRA, "…", penalty=PENALTY, critical=code == "Z00.00"
            )
            for code in extra
        ]

    def samples(self, spec: ToySpec, key: ToyKey) -> Samples[ToyAnswer]:
        codes, share = tuple(key.codes), 1 / len(key.codes)
        left_out = [
            Mistake(f"misses {code}", ToyAnswer(codes=codes[:n] + codes[n + 1 :]), share)
            for n, code in enumerate(codes)
        ]
        extra = Mistake("adds a code", ToyAnswer(codes=(*codes, "R05.9")), PENALTY * share)
        fatal = Mistake("adds a forbidden code", ToyAnswer(codes=(*codes, "Z00.00")), 0.0, critical=True)
        return Samples(ToyAnswer(codes=codes), ToyAnswer(), (*left_out, extra, fatal), ({"codes": ["12"]},))

    def check(self, spec: ToySpec, key: ToyKey, world: World) -> Sequence[str]:
        return [] if key.codes else ["nothing to find"]

    def summary(self, answer: ToyAnswer, key: ToyKey) -> Mapping[str, Any]:
        return {"given": len(answer.codes)}


def generate(spec: ChartSpec, seed: int, today: date) -> tuple[Chart, ChartTruth]:
    """The hand-made chart for a patient numbered by the seed."""
    made = charts.chart()
    patient = replace(made.patient, mrn=str(seed), ssn=f"900-{seed}", name=f"Dora {seed}")
    return replace(made, patient=patient), replace(charts.truth(), pathway=spec.pathway)


def makers(**changes: Any) -> Makers:
    """Makers with the toy kind, one pathway and one facility."""
    plain = Makers(
        kinds={"toy": Toy()},
        generate=generate,
        facilities={"cedar-hollow": charts.FACILITY},
        pathways={"hand_made": {"severity": ("high", "low"), "age": ()}},
        defects=frozenset({"UNSIGNED_ENTRY", "MISSING_HP"}),
        valid_code=lambda code, system, edition: True,
        generator="toy/1",
    )
    return replace(plain, **changes)

"""A small staged kind: chase a signature until the chart has it. What the world does depends on whom one asks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

from wtforms import Form, StringField

from sandbox.charts.model import Document, Signature, SignatureRole
from sandbox.scenarios.makers import Makers
from sandbox.scoring.marks import Evidence, Mark, Reason
from sandbox.tasks import reading
from sandbox.tasks.base import (
    Acts,
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
from sandbox.tasks.staged import Reply
from tests.factories import scenarios
from tests.factories.charts import RUIZ
from tests.factories.scenarios import Toy, letter

TEMPLATES = Path(__file__).with_name("templates")
SECRET = "canary-7f3a9c-chase"
RIGHT, WRONG, DROP = "s-ruiz", "s-okafor", "drop"

SOURCE = """\
scenario: chase-shift
title: Chase a signature
summary: Ask for a signature until it is there.
level: 1
setting: inpatient
today: 2026-03-20
charts:
  main: {pathway: hand_made}
tasks:
  - kind: chase
    id: chase
    title: Chase the signature
    charts: [main]
    minutes: 5
  - kind: thanks
    id: thanks
    title: Thank who signed
    charts: [main]
    minutes: 5
"""


class ChaseAnswer(Answer):
    """Whom one asked, round by round."""

    asked: tuple[str, ...] = ()


class ChaseKey(Key):
    """Who signs, and a text that nobody may see before release."""

    who: str
    secret: str


class ChaseForm(Form):
    """One field."""

    ask = StringField("Ask")


class Chase(Kind[Spec, ChaseAnswer, ChaseKey]):
    """Three rounds at most: the right person signs after a week, "drop" ends the task, others send a note."""

    name = "chase"
    title = "Chase"
    spec_type = type("ChaseSpec", (Spec,), {})
    answer_type = ChaseAnswer
    key_type = ChaseKey

    def prepare(self, spec: Spec, world: World, random: Random) -> Prepared:
        return Prepared((letter(spec.id, "Please see to it."),), {"asked": []}, {"secret": SECRET})

    def derive(self, spec: Spec, world: World, prepared: Prepared) -> ChaseKey:
        return ChaseKey(who=RIGHT, secret=prepared.truth["secret"])

    def blank(self, spec: Spec, room: Room) -> Form:
        return ChaseForm()

    def form(self, spec: Spec, room: Room, given: FormData) -> Form:
        return ChaseForm(reading.Submitted({name: list(values) for name, values in given.items()}))

    def parse(self, spec: Spec, room: Room, given: FormData) -> ChaseAnswer | FieldErrors:
        asked = reading.value(given, "ask")
        return FieldErrors({"ask": ["Ask a person."]}) if asked.isdigit() else ChaseAnswer(asked=(asked,))

    def fill(self, answer: ChaseAnswer) -> FormData:
        return {"ask": list(answer.asked)}

    def rounds(self, spec: Spec) -> int:
        return 3

    def joined(self, rounds: Sequence[ChaseAnswer]) -> ChaseAnswer:
        return ChaseAnswer(asked=tuple(asked for each in rounds for asked in each.asked))

    def split(self, answer: ChaseAnswer) -> tuple[ChaseAnswer, ...]:
        return tuple(ChaseAnswer(asked=(asked,)) for asked in answer.asked) or (ChaseAnswer(asked=("",)),)

    def respond(self, spec: Spec, world: World, prepared: Prepared, acts: Acts) -> Reply | None:
        asked = [who for each in acts.rounds for who in getattr(each, "asked", ())]
        if asked[-1] == DROP:
            return None
        today = world.today + timedelta(days=7 * len(asked))
        given = {"asked": asked}
        if asked[-1] == RIGHT:
            page = signed(world.charts["main"].document("d04"), datetime(today.year, today.month, today.day, 8))
            return Reply("A week later it is signed.", today, {"main": (page,)}, (), given)
        note = letter(f"{spec.id}-note{len(asked)}", "It is not mine.")
        return Reply("A week later there is a note.", today, {}, (note,), given)

    def score(self, answer: ChaseAnswer, key: ChaseKey) -> Sequence[Mark]:
        return [
            Mark(
                f"round {number}",
                f"Round {number}",
                "Who was asked",
                1.0,
                float(answer.asked[number - 1 : number] == (key.who,)),
                Reason.CORRECT,
                "The author signs.",
                evidence=(Evidence("main", "d04.s1"),),
            )
            for number in (1, 2, 3)
        ]

    def samples(self, spec: Spec, key: ChaseKey) -> Samples[ChaseAnswer]:
        who = key.who
        wrong = Mistake("asks another first", ChaseAnswer(asked=(WRONG, who, who)), 1 / 3)
        short = Mistake("gives up", ChaseAnswer(asked=(who, DROP)), 2 / 3)
        return Samples(ChaseAnswer(asked=(who,) * 3), ChaseAnswer(), (wrong, short), ({"ask": ["12"]},))

    def check(self, spec: Spec, key: ChaseKey, world: World) -> Sequence[str]:
        return []


class Thanks(Toy):
    """Follows the chase: what it finds on the desk tells who signed there."""

    name = "thanks"

    def follows(self, spec: Any) -> tuple[str, ...]:
        return ("chase",)

    def respond(self, spec: Any, world: World, prepared: Prepared, acts: Acts) -> Reply | None:
        asked = getattr(acts.before["chase"], "asked", ())
        return Reply(f"You had asked {len(asked)} times.", given={"asked": list(asked)}) if RIGHT in asked else None


def signed(page: Document, when: datetime) -> Document:
    """The page with its author's signature."""
    return replace(page, signatures=(Signature(SignatureRole.AUTHOR, RUIZ.id, when),))


def makers(**changes: Any) -> Makers:
    """Makers with the two kinds."""
    kinds: dict[str, Kind[Any, Any, Any]] = {"chase": Chase(), "thanks": Thanks()}
    return scenarios.makers(**{"kinds": kinds, "generator": "chase/1", **changes})

"""The desk of a task, and its key: what each request's sort says is right, on the statements it was drawn from."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from random import Random
from typing import Any

from sandbox.charts.model import Document
from sandbox.tasks.base import PAPERS, Prepared, World
from sandbox.tasks.corrections.answer import CorrectionsKey, CorrectionsSpec, KeyItem
from sandbox.tasks.corrections.catalogue import SORTS
from sandbox.tasks.corrections.draw import Drawn, draw
from sandbox.tasks.corrections.papers import message, shown
from sandbox.tasks.corrections.policy import RULES, cited, law, policy, said, text


def prepare(spec: CorrectionsSpec, world: World, random: Random) -> Prepared:
    """The policy and the messages are given; of what sort each is, and what it is about, is not."""
    papers: list[Document] = [policy(spec.id, world.facility, world.today)]
    requests, truth = [], []
    for number, each in enumerate(draw(spec, world, random), 1):
        paper = message(spec.id, number, each.request, world.charts[each.slot], world.today)
        papers += [paper, *each.request.papers]
        requests.append(shown(number, paper, each.request))
        truth.append(_plain(each))
    given = {"policy": [each.text for each in RULES], "requests": requests}
    return Prepared(tuple(papers), given, {"requests": truth})


def _plain(drawn: Drawn) -> dict[str, Any]:
    request = drawn.request
    return {
        "sort": drawn.sort.code,
        "slot": drawn.slot,
        "places": list(request.places),
        "beside": list(request.beside),
        "told": list(request.told),
        "notice": request.notice,
        "model": request.model,
        "explanation": request.explanation,
    }


def derive(spec: CorrectionsSpec, world: World, prepared: Prepared) -> CorrectionsKey:
    """One item for each request."""
    items = tuple(_item(spec, world, number, each) for number, each in enumerate(prepared.truth["requests"], 1))
    about = {place for item in items for place in (*item.places, *item.beside)}
    return CorrectionsKey(
        items=tuple(_headed(item, prepared) for item in items),
        asked=spec.asked,
        clock=spec.clock,
        messages=(f"{PAPERS}:{spec.id}-policy.", *(f"{item.paper}." for item in items)),
        spare=_spare(spec, world, about),
    )


def _item(spec: CorrectionsSpec, world: World, number: int, drawn: Mapping[str, Any]) -> KeyItem:
    sort, chart = SORTS[drawn["sort"]], world.charts[drawn["slot"]]
    due = world.today + timedelta(days=sort.days) if sort.days and spec.clock else None
    binding = sort.law or law(chart.encounters[0].setting)
    places = tuple(drawn["places"])
    method, hands = sort.rules
    rules = {"method": method, "hands": hands, "reader": method, "told": sort.telling, "due": method}
    shows = {part: (said(spec.id, rule),) for part, rule in rules.items()}
    sources = {part: cited(rule) for part, rule in rules.items()}
    return KeyItem(
        id=f"r{number}",
        sort=sort.code,
        paper=f"{PAPERS}:{spec.id}-r{number}",
        heading="",
        title=sort.title,
        methods=sort.methods,
        near=sort.near,
        hands=sort.hands,
        readers=sort.readers,
        told=tuple(drawn["told"]),
        spared=sort.spared,
        places=places,
        beside=tuple(each for each in drawn["beside"] if each not in places),
        due=due.isoformat() if due else "",
        explanation=drawn["explanation"],
        notice=drawn["notice"],
        model=drawn["model"],
        shows={**shows, "method": (*places[:1], *shows["method"]), "evidence": places[:1]},
        says={part: text(rule) for part, rule in rules.items()},
        citations={**sources, "method": "; ".join(dict.fromkeys((binding, sources["method"]))), "evidence": binding},
    )


def _headed(item: KeyItem, prepared: Prepared) -> KeyItem:
    paper = next(one for one in prepared.papers if f"{PAPERS}:{one.id}" == item.paper)
    return item.model_copy(update={"heading": paper.title})


def _spare(spec: CorrectionsSpec, world: World, about: set[str]) -> str:
    """A statement that no request is about."""
    statements = (
        f"{slot}:{line.id}" for slot in spec.charts for one in world.charts[slot].documents for line in one.statements
    )
    return next((each for each in statements if each not in about), "")

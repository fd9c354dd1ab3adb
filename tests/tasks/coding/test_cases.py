"""Worked coding cases of the Official Guidelines: keys made from them accept the right codes and no others."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from sandbox import codesets
from sandbox.charts.model import Setting
from sandbox.scoring.points import points_of
from sandbox.tasks.base import World
from sandbox.tasks.coding import KIND
from sandbox.tasks.coding.answer import CodingAnswer, CodingKey
from tests.factories.coding import answer, coded_world, key, room, spec

CASES = [json.loads(line) for line in Path(__file__).with_name("cases.jsonl").read_text("utf-8").splitlines()]
CODED = [case for case in CASES if case["codes_in_order"]]
IDS = [case["id"] for case in CODED]


def world_of(case: dict[str, Any]) -> World:
    """A world that holds the facts of a case."""
    setting = Setting.INPATIENT if case["setting"] == "inpatient" else Setting.CLINIC
    return coded_world(
        case["codes_in_order"],
        ordered=case["ordered_prefix"],
        optional=tuple(case["optional_additional"]),
        forbidden=tuple(case["excludes_or_forbidden"]),
        poa=case.get("poa"),
        setting=setting,
    )


def fraction(an_answer: CodingAnswer, a_key: CodingKey) -> float:
    """What an answer earns."""
    return points_of(KIND.score(an_answer, a_key)).fraction


def with_indicators(case: dict[str, Any], codes: list[str]) -> CodingAnswer:
    """Codes with the indicators of the case."""
    rows = answer(*codes).diagnoses
    poa = case.get("poa") or {}
    return CodingAnswer(diagnoses=tuple(row.model_copy(update={"poa": poa.get(row.code, "Y")}) for row in rows))


@pytest.mark.parametrize("case", CODED, ids=IDS)
def test_the_right_codes_in_order_earn_all(case: dict[str, Any]) -> None:
    a_key = key(a_world=world_of(case))
    assert fraction(with_indicators(case, case["codes_in_order"]), a_key) == 1.0
    everything = [*case["codes_in_order"], *case["optional_additional"]]
    assert fraction(with_indicators(case, everything), a_key) == 1.0


@pytest.mark.parametrize("case", CODED, ids=IDS)
def test_what_the_case_forbids_costs(case: dict[str, Any]) -> None:
    a_key = key(a_world=world_of(case))
    for code in case["excludes_or_forbidden"]:
        assert fraction(with_indicators(case, [*case["codes_in_order"], code]), a_key) < 1.0, code


@pytest.mark.parametrize("case", [case for case in CODED if case["ordered_prefix"] > 1])
def test_the_demanded_order_turned_round_costs(case: dict[str, Any]) -> None:
    codes = case["codes_in_order"]
    turned = [*reversed(codes[: case["ordered_prefix"]]), *codes[case["ordered_prefix"] :]]
    assert fraction(with_indicators(case, turned), key(a_world=world_of(case))) < 1.0


@pytest.mark.parametrize("case", CODED, ids=IDS)
def test_samples_prove_the_case(case: dict[str, Any]) -> None:
    a_key = key(a_world=world_of(case))
    samples = KIND.samples(spec(), a_key)
    assert len(samples.mistakes) >= 1
    for mistake in samples.mistakes:
        assert fraction(mistake.answer, a_key) == pytest.approx(1 - mistake.costs), mistake.name


@pytest.mark.parametrize("case", CODED, ids=IDS)
def test_the_codes_of_the_case_can_be_given(case: dict[str, Any]) -> None:
    if not codesets.edition().complete:
        pytest.skip("the bundled sample holds what the pathways need, not every case")
    a_world = world_of(case)
    given = with_indicators(case, [*case["codes_in_order"], *case["optional_additional"]])
    if a_world.charts["main"].encounters[0].setting != Setting.INPATIENT:
        given = answer(*(row.code for row in given.diagnoses), poa="")
    assert KIND.parse(spec(), room(a_world), KIND.fill(given)) == given

"""Keys from truths, and what lint says of them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sandbox.charts.model import Setting
from sandbox.charts.truth import CodeSystem, Coding, Fact, FactKind, Standing, Trap
from sandbox.tasks.base import World
from sandbox.tasks.coding import KIND
from sandbox.tasks.coding.answer import CodingKey, CodingSpec
from tests.factories.charts import truth
from tests.factories.coding import coded_world, key, spec, world


def faults(a_spec: CodingSpec, a_world: World) -> list[str]:
    """Lint of the key of a task."""
    return list(KIND.check(a_spec, key(a_spec, a_world), a_world))


def with_fact(name: str, coding: Coding) -> World:
    """The hand-made stay with one more fact."""
    facts = (*truth().facts, Fact(name, FactKind.DIAGNOSIS, f"About {name}", "e1", coding))
    evidence = {**truth().evidence, name: ("d04.s1",)}
    return world(a_truth=replace(truth(), facts=facts, evidence=evidence))


def items(a_key: CodingKey) -> dict[str, list[str]]:
    """Codes by standing."""
    return {
        "required": [item.code for item in a_key.items if item.required],
        "optional": [item.code for item in a_key.items if not item.required],
        "traps": [trap.code for trap in a_key.traps],
    }


def test_the_hand_made_stay() -> None:
    a_key = key()
    assert items(a_key) == {"required": ["J18.9", "J44.1", "J44.0"], "optional": [], "traps": ["R05.9"]}
    pneumonia = a_key.items[0]
    assert pneumonia.first
    assert pneumonia.evidence == ("main:d02.s2", "main:d05.s1")
    assert pneumonia.title == "Pneumonia, unspecified organism"
    assert a_key.poa
    assert faults(spec(), world()) == []


def test_facts_that_share_a_code_are_one_item_with_both_evidences() -> None:
    a_key = key(a_world=with_fact("dx.again", Coding(CodeSystem.CM, "J441", 3, Standing.OPTIONAL, poa="Y")))
    assert items(a_key)["required"] == ["J18.9", "J44.1", "J44.0"]
    copd = next(item for item in a_key.items if item.code == "J44.1")
    assert copd.id == "dx.copd"
    assert copd.evidence == ("main:d02.s3", "main:d05.s2", "main:d04.s1")


def test_optional_and_prohibited_facts() -> None:
    optional = key(a_world=with_fact("dx.x", Coding(CodeSystem.CM, "Z87.891", 5, Standing.OPTIONAL, poa="")))
    assert items(optional)["optional"] == ["Z87.891"]
    prohibited = Coding(CodeSystem.CM, "R50.9", 5, Standing.PROHIBITED, poa="Y", rationale="Fever is integral.")
    traps = key(a_world=with_fact("dx.x", prohibited)).traps
    assert [(trap.code, trap.why) for trap in traps] == [("R50.9", "Fever is integral."), ("R05.9", traps[1].why)]


def test_a_trap_that_an_item_accepts_is_no_trap() -> None:
    laid = Trap("e1", "J44.9", CodeSystem.CM, "Too vague.", "Guidelines I.B.18")
    accepting = Coding(CodeSystem.CM, "J44.1", 2, alternatives=("J44.9",), poa="Y")
    a_truth = replace(
        truth(), traps=(laid,), facts=(truth().facts[0], Fact("x", FactKind.DIAGNOSIS, "x", "e1", accepting))
    )
    assert key(a_world=world(a_truth=a_truth)).traps == ()


def test_facts_of_other_encounters_and_systems_stay_out() -> None:
    other = Fact("far", FactKind.DIAGNOSIS, "Elsewhere", "e2", Coding(CodeSystem.CM, "I10", 1, poa="Y"))
    supply = Fact("kit", FactKind.SERVICE, "Supply", "e1", Coding(CodeSystem.HCPCS, "A4550", 1))
    a_truth = replace(truth(), facts=(*truth().facts, other, supply))
    assert items(key(a_world=world(a_truth=a_truth)))["required"] == ["J18.9", "J44.1", "J44.0"]


def test_an_ordered_code_follows_the_nearest_lower_rank() -> None:
    a_key = key(a_world=coded_world(["I13.0", "I50.9", "N18.4"], ordered=3))
    assert [item.after for item in a_key.items] == [(), ("fact01",), ("fact02",)]


def test_outpatients_have_no_indicators_and_nursing_facilities_no_procedures() -> None:
    clinic = key(a_world=coded_world(["J18.9"], setting=Setting.CLINIC))
    assert not clinic.poa
    assert clinic.items[0].poa is None
    assert key(spec(poa="yes"), coded_world(["J18.9"])).poa


def test_lint_names_each_fault() -> None:
    bad = coded_world(["J18.9", "J44"], alternatives={"J18.9": ("X99.Z",)}, forbidden=("Q00.Z",))
    bad = replace(bad, truths={"main": replace(bad.truths["main"], evidence={"fact01": ("d77.s1",)})})
    text = "\n".join(faults(spec(), bad))
    assert "J44 is not a valid ICD-10-CM code" in text
    assert "X99.Z is not a valid ICD-10-CM code" in text
    assert "Trap Q00.Z is not a valid" in text
    assert "fact01: main:d77.s1 is not in the chart" in text
    assert "fact02 (J44) has no evidence" in text


@pytest.mark.parametrize(
    ("a_spec", "a_world", "says"),
    [
        (spec(), coded_world([], optional=("J18.9",)), "has nothing to code"),
        (spec(), coded_world(["0SR9019"], system=CodeSystem.PCS), "no principal or first-listed diagnosis"),
        (spec(method="poa_accuracy"), coded_world(["J18.9"], setting=Setting.CLINIC), "asks for no indicator"),
        (spec(), coded_world(["Z87.891"], poa={"Z87.891": "Y"}), "disagree about exemption"),
    ],
)
def test_lint_of_tasks_that_cannot_be_worked(a_spec: CodingSpec, a_world: World, says: str) -> None:
    assert any(says in fault for fault in faults(a_spec, a_world))

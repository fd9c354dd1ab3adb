"""Hashes and the published schema."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from sandbox.errors import NotFound
from sandbox.scenarios.load import parse
from sandbox.scenarios.makers import Makers
from sandbox.scenarios.schema import json_schema
from tests.factories.scenarios import SOURCE


def test_the_content_hash_ignores_layout_and_comments(toys: Makers) -> None:
    again = "# a comment\n" + SOURCE.replace("{pathway: hand_made}", "\n    pathway: 'hand_made'")
    assert parse(again).content_hash == parse(SOURCE).content_hash


@pytest.mark.parametrize(
    ("old", "new"), [("A toy shift", "Another"), ("level: 1", "level: 2"), ("[first]", "[second]")]
)
def test_the_content_hash_follows_what_is_said(toys: Makers, old: str, new: str) -> None:
    assert parse(SOURCE.replace(old, new)).content_hash != parse(SOURCE).content_hash


def test_the_content_hash_is_the_same_in_every_process(toys: Makers) -> None:
    assert parse(SOURCE).content_hash == "bbb9e76fbb6243d1190ce6706fa572771478e5ca553d762776d932e4c298ad1f"


@pytest.mark.parametrize(
    ("old", "new"), [("A toy shift", "B"), ("Name the diagnoses of", "X"), ("Name the other", "Y")]
)
def test_prose_leaves_the_structure_as_it_is(toys: Makers, old: str, new: str) -> None:
    assert old in SOURCE
    changed, before = parse(SOURCE.replace(old, new)), parse(SOURCE)
    assert changed.structure_hash == before.structure_hash
    assert changed.content_hash != before.content_hash


@pytest.mark.parametrize(
    ("old", "new"), [("weight: 2", "weight: 3"), ("severity: high", "severity: low"), ("-them", "-it")]
)
def test_what_decides_the_keys_changes_the_structure(toys: Makers, old: str, new: str) -> None:
    assert parse(SOURCE.replace(old, new)).structure_hash != parse(SOURCE).structure_hash


def test_an_unknown_task_is_told_with_the_known_ones(toys: Makers) -> None:
    with pytest.raises(NotFound, match="name-them, name-more"):
        parse(SOURCE).task("nowhere")


def test_the_schema_tells_kinds_apart_and_refuses_unknown_keys(toys: Makers) -> None:
    schema = json_schema(toys.kinds)
    assert schema["additionalProperties"] is False
    assert schema["$defs"]["ToySpec"]["properties"]["kind"]["const"] == "toy"
    assert schema["$defs"]["ToySpec"]["additionalProperties"] is False
    assert schema["$defs"]["ToySpec"]["required"] == ["id", "kind", "title"]
    assert {"scenario", "title", "charts", "tasks"} <= set(schema["required"])


def test_the_published_schema_is_up_to_date() -> None:
    published = Path(__file__).parents[2] / "docs" / "schema" / "scenario.schema.json"
    fresh = json.dumps(json_schema(), indent=2, ensure_ascii=False) + "\n"
    assert published.read_text(encoding="utf-8") == fresh, (
        "Run `mrt scenario schema --write docs/schema/scenario.schema.json` and commit the file."
    )

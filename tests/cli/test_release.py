"""``mrt release decide`` and ``mrt release rules``."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from sandbox.cli.release import group
from sandbox.privacy.catalogue import markdown
from tests.factories.requests import SUBPOENA, paper, plain

REQUEST = plain("attorney", "litigation", SUBPOENA)


def run(*arguments: str, given: str = "") -> Result:
    return CliRunner().invoke(group, list(arguments), input=given)


def test_one_request_on_standard_input() -> None:
    result = run("decide", given=json.dumps(REQUEST))
    assert result.exit_code == 0
    shown = json.loads(result.output)
    assert shown["outcome"] == "return_for_correction"
    assert shown["defects"] == ["NO_SATISFACTORY_ASSURANCE"]
    assert "judicial.subpoena_alone" in [step["rule_id"] for step in shown["explain"]]


def test_json_lines_from_a_file_keep_order_and_ids(tmp_path: Path) -> None:
    rows: list[dict[str, Any]] = [{"id": "one", "request": REQUEST}, plain("employer", "employment")]
    path = tmp_path / "requests.jsonl"
    path.write_text("\n".join(json.dumps(row) for row in rows) + "\n\n", encoding="utf-8")
    lines = run("decide", str(path)).output.splitlines()
    assert [json.loads(line)["outcome"] for line in lines] == ["return_for_correction", "deny"]
    assert json.loads(lines[0])["id"] == "one"


def test_a_list_of_requests() -> None:
    assert len(run("decide", "-", given=json.dumps([REQUEST, REQUEST])).output.splitlines()) == 2


def test_a_single_line_on_wish() -> None:
    assert len(run("decide", "--lines", given=json.dumps(REQUEST)).output.splitlines()) == 1


def test_the_day_can_be_set() -> None:
    source = plain("attorney", "litigation", paper("authorization", signed=True, expires="2026-06-30"))
    late, early = (run("decide", "--today", day, given=json.dumps(source)) for day in ("2026-07-01", "2026-06-01"))
    assert json.loads(late.output)["defects"] == ["EXPIRED"]
    assert json.loads(early.output)["outcome"] == "release_full"


def test_a_wrong_value_names_field_and_choices_and_the_others_are_decided() -> None:
    wrong = {"id": "x", "request": {**REQUEST, "purpose": "fun"}}
    result = CliRunner().invoke(group, ["decide"], input=f"{json.dumps(wrong)}\n{json.dumps(REQUEST)}\n")
    assert result.exit_code == 2
    assert (
        "request 1: The request cannot be read: purpose 'fun' is not known; use one of self, treatment" in result.stderr
    )
    first, second = (json.loads(line) for line in result.stdout.splitlines())
    assert (first["id"], set(first["error"]["fields"])) == ("x", {"purpose"})
    assert second["outcome"] == "return_for_correction"


def test_a_line_that_is_not_json_is_named_and_the_others_are_decided() -> None:
    result = run("decide", given=json.dumps(REQUEST) + "\n{oops\n" + json.dumps(REQUEST) + "\n")
    assert result.exit_code == 2
    assert "Line 2 is not JSON" in result.stderr
    outcomes = [json.loads(line).get("outcome") for line in result.stdout.splitlines()]
    assert outcomes == ["return_for_correction", None, "return_for_correction"]


@pytest.mark.parametrize("nothing", ["", "  \n\n"])
def test_nothing_to_decide_is_said(nothing: str) -> None:
    result = run("decide", given=nothing)
    assert result.exit_code == 2
    assert "no request to decide" in result.stderr


def test_a_broken_request_over_many_lines_is_one_error() -> None:
    result = run("decide", given=json.dumps(REQUEST, indent=2)[:-1])
    assert result.exit_code == 2
    assert result.stderr.count("is not JSON") == 1


def test_a_byte_order_mark_is_no_matter_and_another_encoding_is_named(tmp_path: Path) -> None:
    marked, foreign = tmp_path / "marked.json", tmp_path / "foreign.json"
    marked.write_text(json.dumps(REQUEST), encoding="utf-8-sig")
    foreign.write_text(json.dumps(REQUEST), encoding="utf-16")
    assert run("decide", str(marked)).exit_code == 0
    refused = run("decide", str(foreign))
    assert refused.exit_code == 2
    assert "UTF-8" in refused.stderr


def test_unknown_fields_and_flags_are_listed_and_change_nothing() -> None:
    odd = {**REQUEST, "colour": "red", "circumstances": {"full_moon": True}}
    odd["requester"] = {**odd["requester"], "hat": True}
    result = run("decide", given=json.dumps(odd))
    shown = json.loads(result.output)
    assert result.exit_code == 0
    assert shown["outcome"] == "return_for_correction"
    assert sorted(shown["unrecognised"]) == ["circumstances.full_moon", "colour", "requester.hat"]


@pytest.mark.parametrize("wrong", ["5", "null", '"disclosure"', "[[]]"])
def test_what_is_json_but_no_request_is_refused(wrong: str) -> None:
    result = run("decide", given=wrong)
    assert result.exit_code == 2
    assert "A request is a JSON object." in result.stderr


def test_the_rules_can_be_written_out() -> None:
    assert run("rules").output == markdown()

"""``mrt release decide`` and ``mrt release rules``."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

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


def test_what_is_not_json_is_named_by_its_line() -> None:
    result = run("decide", given=json.dumps(REQUEST) + "\n{oops\n")
    assert result.exit_code == 1
    assert "Line 2 is not JSON" in result.output


def test_the_rules_can_be_written_out() -> None:
    assert run("rules").output == markdown()

"""Worked coding cases: every code of a right answer exists, and the edits have nothing against a right answer."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from sandbox.codesets import CodeSet
from sandbox.codesets.edits import Context, Severity, check

CASES: list[dict[str, Any]] = [
    json.loads(line)
    for line in (Path(__file__).parent / "cases" / "coding-cases.jsonl").read_text(encoding="utf-8").splitlines()
]


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_every_code_of_a_case_is_valid(full: CodeSet, case: dict[str, Any]) -> None:
    codes = [*case["codes_in_order"], *case["optional_additional"]]
    assert [code for code in codes if not full.valid(code, case["code_system"])] == []


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_a_right_answer_raises_no_error(full: CodeSet, case: dict[str, Any]) -> None:
    context = Context(setting=case["setting"], codeset=full)
    found = check(case["codes_in_order"], context)
    assert [edit for edit in found if edit.severity is Severity.ERROR] == []

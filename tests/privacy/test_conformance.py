"""The worked cases: 74 requests with their law. A field whose expected value is null is not compared."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from sandbox import privacy

CASES = [json.loads(line) for line in (Path(__file__).parent / "cases" / "conformance.jsonl").read_text().splitlines()]
LISTS = ("withheld", "defects", "released", "notice_to_accompany", "must_offer", "must_document")
APART = ("outcome", "accept", "basis_citation", *LISTS)


def differences(case: dict[str, Any]) -> list[str]:
    """What the decision says otherwise than the case."""
    expected = case["expected"]
    given = privacy.decide(privacy.parse(case["request"])).plain()
    found = []
    if given["outcome"] not in (expected.get("accept") or [expected["outcome"]]):
        found.append(f"outcome {given['outcome']}, not {expected['outcome']}")
    found += [
        f"{name} {given.get(name, [])}, not {expected[name]}"
        for name in LISTS
        if expected.get(name) is not None and sorted(given.get(name, [])) != sorted(expected[name])
    ]
    found += [
        f"{name} {given.get(name)}, not {value}"
        for name, value in expected.items()
        if name not in APART and value is not None and given.get(name) != value
    ]
    if not any(cite.startswith(wanted) for wanted in expected["basis_citation"] for cite in given["basis_citation"]):
        found.append(f"basis {given['basis_citation']}, not {expected['basis_citation']}")
    if given.get("unrecognised"):
        found.append(f"unrecognised {given['unrecognised']}")
    return found


def test_all_74_cases_agree() -> None:
    table = [(case["id"], case["source"], differences(case)) for case in CASES]
    print()  # noqa: T201 - the table is what this test shows
    for case_id, source, found in table:
        print(f"{case_id}  {'agrees' if not found else 'DIFFERS'}  {source}  {'; '.join(found)}")  # noqa: T201
    assert len(table) == 74
    assert not [row for row in table if row[2]]


def test_every_decision_names_its_law_and_its_reasons() -> None:
    for case in CASES:
        decision = privacy.decide(privacy.parse(case["request"]))
        assert decision.basis_citation, case["id"]
        assert decision.fired, case["id"]
        assert decision.outcome in decision.accept, case["id"]

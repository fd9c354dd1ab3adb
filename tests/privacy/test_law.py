"""Cases written from the law itself, each naming its rule. A field whose expected value is null is not compared."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from sandbox.privacy import vocabulary
from tests.privacy.test_conformance import differences

CASES: list[dict[str, Any]] = [
    json.loads(line) for line in (Path(__file__).parent / "cases" / "law.jsonl").read_text().splitlines()
]
PARTS = ("164.502(g)", "164.506", "164.508", "164.510", "164.512(b)", "164.512(c)", "164.512(d)", "164.512(e)",
         "164.512(f)", "164.512(i)", "164.512(j)", "164.512(k)", "164.512(l)", "164.514(e)", "164.514(f)",
         "164.522(a)", "164.522(b)", "164.524", "164.526", "164.528", "164.402", "164.406", "Ciox", "42 CFR 2.12",
         "42 CFR 2.14", "42 CFR 2.31", "42 CFR 2.33", "42 CFR 2.51", "42 CFR 2.54", "42 CFR 2.61")  # fmt: skip


def test_every_case_from_the_law_agrees() -> None:
    table = [(case["id"], case["source"], differences(case)) for case in CASES]
    print()  # noqa: T201 - the table is what this test shows
    for case_id, source, found in table:
        print(f"{case_id}  {'agrees' if not found else 'DIFFERS'}  {source}  {'; '.join(found)}")  # noqa: T201
    assert not [row for row in table if row[2]]


def test_the_cases_reach_every_part_of_the_law() -> None:
    sources = " ".join(case["source"] for case in CASES)
    assert not [part for part in PARTS if part not in sources]


def test_the_cases_have_ids_of_their_own_and_outcomes_of_the_vocabulary() -> None:
    assert len({case["id"] for case in CASES}) == len(CASES)
    for case in CASES:
        expected = case["expected"]
        assert expected["outcome"] in vocabulary.OUTCOMES, case["id"]
        assert expected["outcome"] in (expected.get("accept") or [expected["outcome"]]), case["id"]

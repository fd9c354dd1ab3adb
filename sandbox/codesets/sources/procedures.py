"""ICD-10-PCS entries: full titles of every section, and axis labels of sections 0 and 1.

No installed package has the FY2026 tables. Sections 0 (Medical and Surgical) and 1 (Obstetrics) are of fiscal year
2025 with a label for each axis; the other sections have full titles of fiscal year 2024 and no axis labels. What an
edition covers is said in its ``meta`` table.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from sandbox.codesets.schema import Entry
from sandbox.codesets.spelling import PCS

LABELLED_SECTIONS = ("0", "1")

SECTIONS = {
    "0": "Medical and Surgical",
    "1": "Obstetrics",
    "2": "Placement",
    "3": "Administration",
    "4": "Measurement and Monitoring",
    "5": "Extracorporeal or Systemic Assistance and Performance",
    "6": "Extracorporeal or Systemic Therapies",
    "7": "Osteopathic",
    "8": "Other Procedures",
    "9": "Chiropractic",
    "B": "Imaging",
    "C": "Nuclear Medicine",
    "D": "Radiation Therapy",
    "F": "Physical Rehabilitation and Diagnostic Audiology",
    "G": "Mental Health",
    "H": "Substance Abuse Treatment",
    "X": "New Technology",
}

Label = tuple[str, int, str, str]  # stem (first three characters), position 0-6, value, label


def titles(path: Path) -> dict[str, str]:
    """Code to full title, from a fixed-width release file."""
    lines = path.read_text(encoding="ascii").splitlines()
    return {line[:7]: line[8:].strip() for line in lines if line.strip()}


def tree(path: Path, older: Mapping[str, str]) -> tuple[dict[str, str], list[Label]]:
    """Codes of sections 0 and 1 with their titles, and the label of each axis value in its table.

    Section 1 has no titles here: they are of the older list, and composed of labels for a newer code.
    """
    connection = sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)
    try:
        known = dict(connection.execute("SELECT code, long_name FROM pcs_codes"))
        rows = connection.execute(
            "SELECT code, sec_def, bs_def, ro_def, bp_def, ap_def, dv_def, qu_def FROM pcs_tree ORDER BY code"
        ).fetchall()
    finally:
        connection.close()
    labels = {(row[0][:3], n, row[0][n], _short(row[n + 1])) for row in rows for n in range(7)}
    return {row[0]: known.get(row[0]) or older.get(row[0]) or _composed(row) for row in rows}, sorted(labels)


def _composed(row: tuple[str, ...]) -> str:
    _, _, _, root, part, approach, *_ = row
    return f"{_short(root)} of {part}, {approach} Approach"


def _short(definition: str) -> str:
    """``Reposition: Moving to its normal location …`` is labelled ``Reposition``."""
    return definition.split(":", 1)[0].strip()


def entries(titles_path: Path, tree_path: Path) -> tuple[list[Entry], list[Label]]:
    """All codes in code order, each with the table it stands in, and the axis labels."""
    older = titles(titles_path)
    labelled, labels = tree(tree_path, older)
    merged = {code: title for code, title in older.items() if code[0] not in LABELLED_SECTIONS}
    merged.update(labelled)
    return list(with_headings(sorted(merged.items()), labels)), labels


def with_headings(codes: Iterable[tuple[str, str]], labels: Iterable[Label]) -> Iterator[Entry]:
    """Each code after the headings above it: its section, and where labels exist its table."""
    named = {(stem, position): label for stem, position, _, label in labels if position < 3}
    seen: set[str] = set()
    for code, title in codes:
        section, stem = code[0], code[:3]
        if section not in seen:
            seen.add(section)
            yield Entry(PCS, section, SECTIONS.get(section, section), "chapter", billable=False, chapter=section)
        heading = section
        if (stem, 2) in named:
            heading = stem
            if stem not in seen:
                seen.add(stem)
                words = f"{named[stem, 1]}, {named[stem, 2]}"
                yield Entry(PCS, stem, words, "table", billable=False, parent=section, chapter=section)
        yield Entry(PCS, code, title, "code", billable=True, parent=heading, chapter=section)

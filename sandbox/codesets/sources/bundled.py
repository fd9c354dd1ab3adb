"""The data files of the package: the sample that works without any data package, and what both builds add.

Both builds get the hand-checked HCPCS Level II codes, lay terms, abbreviations, the list of codes met most often, and
the codes exempt from present-on-admission reporting.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from sandbox.codesets.code import NoteKind
from sandbox.codesets.schema import Entry
from sandbox.codesets.sources.procedures import Label, with_headings
from sandbox.codesets.spelling import CM, HCPCS, normal

FOLDER = Path(__file__).resolve().parent.parent / "data"


def folder(name: str) -> Path:
    """Where the bundled files of an edition are (``FY2026`` -> ``…/data/fy2026``)."""
    return FOLDER / name.lower()


def _rows(edition: str, file: str) -> list[dict[str, str]]:
    with (folder(edition) / file).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(line for line in lines if not line.startswith("#")))


def diagnoses(edition: str) -> list[Entry]:
    """The sample of ICD-10-CM with the notes of each code, in the order of the book."""
    notes: dict[str, list[tuple[NoteKind, str]]] = {}
    for row in _rows(edition, "cm_notes.csv"):
        notes.setdefault(row["code"], []).append((NoteKind(row["kind"]), row["text"]))
    found: dict[str, Entry] = {}
    for row in _rows(edition, "cm.csv"):
        parent = row["parent"] or None
        above = found.get(parent) if parent else None
        own = notes.get(row["code"], [])
        searchable = [text for kind, text in own if kind in (NoteKind.INCLUDES, NoteKind.INCLUSION_TERM)]
        found[row["code"]] = Entry(
            system=CM,
            code=row["code"],
            title=row["title"],
            kind=row["kind"],
            billable=row["billable"] == "1",
            parent=parent,
            chapter=row["chapter"],
            notes=own,
            terms=[] if row["kind"] in ("chapter", "block") else [*(above.terms if above else ()), *searchable],
        )
    return list(found.values())


def procedures(edition: str) -> tuple[list[Entry], list[Label]]:
    """The sample of ICD-10-PCS with axis labels."""
    labels = [(row["stem"], int(row["position"]), row["value"], row["label"]) for row in _rows(edition, "pcs_axes.csv")]
    codes = sorted((row["code"], row["title"]) for row in _rows(edition, "pcs.csv"))
    return list(with_headings(codes, labels)), labels


def supplies(edition: str) -> list[Entry]:
    """The hand-picked HCPCS Level II codes. No CPT (Level I) and no CDT (D) codes: both are licensed."""
    return [
        Entry(
            system=HCPCS,
            code=row["code"],
            title=row["title"],
            kind="code",
            billable=True,
            chapter=row["code"][0],
            verified=row["verified"] == "1",
            terms=[row["terms"]],
        )
        for row in _rows(edition, "hcpcs.csv")
    ]


@cache
def lay_terms(edition: str) -> list[tuple[str, str, str]]:
    """System, code prefix and the everyday words that should find it and all codes below it."""
    return [
        (row["system"], normal(prefix), row["words"])
        for row in _rows(edition, "lay_terms.csv")
        for prefix in row["prefixes"].split()
    ]


def abbreviations(edition: str) -> list[tuple[str, str]]:
    """Short words and one word each that titles use instead (``fx`` -> ``fracture``)."""
    return [(row["word"], word) for row in _rows(edition, "abbreviations.csv") for word in row["means"].split()]


def common_codes(edition: str) -> dict[tuple[str, str], int]:
    """(System, code) met most often, to their place in the list: they are offered first."""
    codes = [(row["system"], normal(code)) for row in _rows(edition, "common.csv") for code in row["codes"].split()]
    return {code: place for place, code in enumerate(codes)}


def sample_prefixes(edition: str) -> list[tuple[str, str]]:
    """(System, prefix) of what the sample takes from the full code sets."""
    return [(row["system"], code) for row in _rows(edition, "sample.csv") for code in row["prefixes"].split()]


@dataclass(frozen=True, slots=True)
class ExemptRule:
    """A category exempt from present-on-admission reporting. ``seventh`` empty means whatever the seventh character."""

    prefix: str
    seventh: str
    excepted: tuple[str, ...]
    verified: bool

    def covers(self, plain: str) -> bool:
        """Whether a billable code (without dot) falls under the rule."""
        if not plain.startswith(self.prefix) or plain.startswith(self.excepted):
            return False
        return not self.seventh or (len(plain) == 7 and plain[6] in self.seventh)


def poa_exempt(edition: str) -> list[ExemptRule]:
    """Categories exempt from present-on-admission reporting (Official Guidelines, Appendix I)."""
    return [
        ExemptRule(
            prefix=normal(prefix),
            seventh=row["seventh"],
            excepted=tuple(normal(code) for code in row["except"].split()),
            verified=row["verified"] == "1",
        )
        for row in _rows(edition, "poa_exempt.csv")
        for prefix in row["prefix"].split()
    ]


def editor_marks(edition: str) -> dict[str, list[str]]:
    """Code prefix to the lists of the Medicare Code Editor that all codes below it stand on."""
    marks: dict[str, list[str]] = {}
    for row in _rows(edition, "mce.csv"):
        for prefix in row["prefixes"].split():
            marks.setdefault(prefix, []).append(row["mark"])
    return marks

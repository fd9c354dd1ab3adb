"""The bundled sample: it agrees with the full edition and holds what charts need."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from sandbox import charts
from sandbox.codesets import CM, HCPCS, PCS, SYSTEMS, CodeSet
from sandbox.codesets.sources import bundled, excerpt

EDITION = "FY2026"
_CHARTS = Path(charts.__file__).parent
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
PATHWAY_FILES = sorted([*_CHARTS.glob("pathways/*.yaml"), *_CHARTS.glob("shared/*.yaml")])

NEEDED = {
    "pneumonia with COPD": "J18.9 J44.0 J44.1 J96.01 J96.21 F17.210 Z87.891 Z99.81 E87.1 I10",
    "heart failure with kidney disease": "I13.0 I50.23 I50.33 N18.31 N18.32 N17.9 E87.6 I48.91 E78.5 Z79.01",
    "hip fracture": "S72.141A S72.142A S72.001A S72.002A W01.0XXA W18.30XA Y92.009 D62 M81.0 F03.90",
    "delivery": "O80 O70.0 O70.1 O99.824 Z37.0 Z3A.39 Z3A.40 O34.211 O48.0",
    "diabetes clinic": "E11.9 E11.22 E11.42 E11.65 Z79.4 Z79.84 Z79.85 Z68.31 E66.9",
    "colonoscopy": "Z12.11 D12.2 D12.5 K63.5 K57.30 K64.8 Z86.0100 Z80.0",
    "stroke rehabilitation": "I69.351 I69.354 I69.320 I69.391 R13.12 Z74.1 Z91.81 F32.A",
    "ankle fracture": "S82.61XA S82.62XA S82.841A S82.51XA S93.401A W10.9XXA Y93.01 Y99.8",
}


@pytest.mark.parametrize("pathway", NEEDED)
def test_the_sample_has_what_a_pathway_needs(sample: CodeSet, pathway: str) -> None:
    assert [code for code in NEEDED[pathway].split() if not sample.valid(code)] == []


@pytest.mark.parametrize(
    "code", ["0QS636Z", "0QS634Z", "0QS604Z", "0SRR0JA", "10E0XZZ", "0KQM0ZZ", "0DBN8ZX", "5A09357"]
)
def test_the_sample_has_common_procedures(sample: CodeSet, code: str) -> None:
    assert sample.valid(code, PCS)


def test_the_sample_says_the_same_as_the_full_edition(sample: CodeSet, full: CodeSet) -> None:
    for system in (CM, PCS, HCPCS):
        query = "SELECT plain FROM code WHERE system = ? AND kind != 'table' ORDER BY plain"
        for (plain,) in sample._db.execute(query, (system,)).fetchall():
            assert sample.get(plain, system) == full.get(plain, system)


@pytest.mark.usefixtures("full")
def test_the_sample_is_what_its_list_of_prefixes_gives() -> None:
    for name, (header, expected) in excerpt.tables(EDITION).items():
        with (bundled.folder(EDITION) / name).open(encoding="utf-8", newline="") as file:
            rows = list(csv.reader(file))
        assert rows[0] == list(header), name
        assert rows[1:] == [[str(cell) for cell in row] for row in expected], (
            f"run python -m {excerpt.__name__} {EDITION}"
        )


def test_no_licensed_codes_are_shipped() -> None:
    for entry in bundled.supplies(EDITION):
        assert entry.code[0] in "ABCEGHJKLMPQRSTUV", f"{entry.code} is not HCPCS Level II, or is a dental code"
        assert len(entry.code) == 5
        assert not any(word.isdigit() and len(word) == 5 for word in entry.title.replace("(", " ").split())


def codes_in(node: object) -> Iterator[str]:
    """Every code that a pathway file names: values of ``code`` and ``alternatives``, without templates."""
    if isinstance(node, dict):
        for key, value in node.items():
            named = value if isinstance(value, list) else [value]
            if key in ("code", "alternatives"):
                yield from (code for code in named if isinstance(code, str) and code and "{" not in code)
            else:
                yield from codes_in(value)
    elif isinstance(node, list):
        for part in node:
            yield from codes_in(part)


@pytest.mark.parametrize("file", PATHWAY_FILES, ids=lambda file: file.stem)
def test_every_code_of_the_pathways_is_there(file: Path, sample: CodeSet) -> None:
    named = sorted(set(codes_in(yaml.load(file.read_text(encoding="utf-8"), Loader=LOADER))))  # noqa: S506 a safe loader
    missing = [code for code in named if not any(sample.valid(code, system) for system in SYSTEMS)]
    assert missing == [], f"add the codes to sample.csv, then run: python -m {excerpt.__name__} {EDITION}"

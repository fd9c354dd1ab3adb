"""What must never stand in the repository: real-looking people, licensed code sets, places of work, empty phrases."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
OURS = Path(__file__).relative_to(ROOT)
TEXT = frozenset(
    {
        ".py",
        ".md",
        ".html",
        ".css",
        ".js",
        ".yaml",
        ".yml",
        ".json",
        ".jsonl",
        ".toml",
        ".txt",
        ".csv",
        ".svg",
        ".cfg",
        ".mako",
        "",
    }
)

FORBIDDEN: dict[str, str] = {
    "a social security number that could be assigned": r"\b(?!9\d\d|000|666)\d{3}-(?!00)\d{2}-(?!0000)\d{4}\b",
    "a telephone number outside the fictional range": r"\(?\b[2-9]\d{2}\)?[-. ](?!555-01\d\d)[2-9]\d{2}-\d{4}\b",
    "an address at a real mail provider": r"@(?:gmail|yahoo|hotmail|outlook|icloud|aol|proton)\.",
    "licensed text": r"(?i)\bCPT\s+(?:code\s+)?\d{4}[0-9A-Z]\b",
    # Five digits, or four with F or T, wherever they stand; ZIP codes of the fictional places, the Federal Register's
    # pages, the highest port and LOINC codes (five digits, hyphen, one check digit; a modifier has two) are none.
    "a number as licensed procedure codes have": (
        r"(?<!FR )(?<![\w.,:-])(?!00[04]\d\d\b|10000\b|65535\b|\d{5}-\d\b)\d{4}[0-9FT]\b"
    ),
    "a place on somebody's machine": r"(?<![\w.])/(?:work|home|Users)/[a-z]",
    "who or what wrote it": r"(?i)\b(?:co-authored-by|copilot|language model|written (?:by|with) an? (?:ai|model))\b",
    "an unfinished thought": r"\b(?:TODO|FIXME|XXX|HACK)\b",
    "a merge that was not finished": r"^(?:<{7}|>{7}) ",
}


def tracked() -> list[Path]:
    """Every text file in version control, else (in an archive) every one outside of what is made."""
    try:
        listed = subprocess.run(
            ["git", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True, text=True
        ).stdout.split("\0")
    except (OSError, subprocess.CalledProcessError):
        made = {".venv", "instance", "build", "dist"}
        listed = [
            str(path.relative_to(ROOT)) for path in ROOT.rglob("*") if not made & set(path.relative_to(ROOT).parts)
        ]
    return [ROOT / name for name in listed if name and Path(name) != OURS and Path(name).suffix in TEXT]


def matches(pattern: str) -> Iterator[str]:
    looking = re.compile(pattern, re.MULTILINE)
    for path in tracked():
        if "vendor" in path.parts or not path.is_file():
            continue
        text = path.read_text(encoding="utf-8", errors="replace")
        for match in looking.finditer(text):
            line = text.count("\n", 0, match.start()) + 1
            yield f"{path.relative_to(ROOT)}:{line}: {match.group()!r}"


@pytest.mark.parametrize("what", FORBIDDEN)
def test_nowhere_in_the_repository(what: str) -> None:
    assert list(matches(FORBIDDEN[what])) == []


@pytest.mark.parametrize(
    ("what", "text"),
    [
        ("a social security number that could be assigned", "SSN 123-45-6789"),
        ("a telephone number outside the fictional range", "call 415-867-5309"),
        ("licensed text", "CPT 00000"),
        ("a number as licensed procedure codes have", "code: 12345"),
        ("a number as licensed procedure codes have", "1234F"),
        ("a number as licensed procedure codes have", "12345-25"),
        ("an unfinished thought", "# TODO later"),
        ("a place on somebody's machine", "see /home/ines/notes"),
    ],
)
def test_the_patterns_find_what_they_are_for(what: str, text: str) -> None:
    assert re.search(FORBIDDEN[what], text)


@pytest.mark.parametrize(
    "text",
    [
        "900-12-3456",
        "(202) 555-0142",
        "312-555-0199",
        "2026-03-10 09:30",
        "https://x.org/work/a",
        "XX 00433",
        "50 FR 31038",
        "LOINC 11503-0",
    ],
)
def test_the_patterns_leave_alone_what_is_right(text: str) -> None:
    assert not [what for what, pattern in FORBIDDEN.items() if re.search(pattern, text)]


def test_only_one_place_asks_the_wall_clock() -> None:
    asking = re.compile(r"\b(?:datetime\.(?:now|utcnow|today)|date\.today|time\.time)\(")
    found = [
        str(path.relative_to(ROOT))
        for path in sorted((ROOT / "sandbox").rglob("*.py"))
        if asking.search(path.read_text(encoding="utf-8"))
    ]
    assert found == ["sandbox/clock.py"]

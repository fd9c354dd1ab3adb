"""Lint one pathway: its file, its charts over many seeds, what is out of reach, and how alike its charts are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from sandbox.charts.compiled import Pathway
from sandbox.charts.lint import agreement, coding, complete, layout, people, presence, prose, times
from sandbox.charts.lint.file import borrowed, faults
from sandbox.charts.lint.reach import force, unreached
from sandbox.charts.lint.registry import CHECKS, Finding, Specimen
from sandbox.charts.lint.sameness import BOUND, shared
from sandbox.charts.lint.watching import Watch
from sandbox.charts.model import Chart
from sandbox.charts.pathway import FOLDER, parse
from sandbox.errors import SandboxError

MODULES = (agreement, coding, complete, layout, people, presence, prose, times)
"""The files of checks; importing them registers their checks."""

COMPARED = 14
"""Charts compared with each other for sameness: 91 pairs."""

ASKED_FOR = 4
"""Charts with each condition that stands only where a scenario asks for it."""

MOST_OF_ONE = 3
"""Findings of one check that are told for one pathway; a fault of the file shows at every other seed."""


def lint(name: str, seeds: range, *, reach: bool = True) -> list[Finding]:
    """All findings of a pathway of the library; without ``reach`` not what no seed draws, which takes longest."""
    path = FOLDER / f"{name}.yaml"
    return lint_file(path, seeds, reach=reach)


def lint_file(path: Path, seeds: range, *, reach: bool = True) -> list[Finding]:
    """All findings of a pathway file. A file that cannot be read gives one finding for each of its faults."""
    text = path.read_text(encoding="utf-8")
    shown = f"pathways/{path.name}"
    try:
        pathway = parse(text, shown)
    except SandboxError as error:
        return [Finding(path.stem, "", "file", line) for line in error.message.splitlines()]
    found = [Finding(path.stem, f"{shown}:{line}", "file", why) for line, why in faults(text, shown)]
    watch = Watch()
    charts: list[Chart] = []
    for seed in seeds:
        specimen = _made(pathway, seed, watch, found)
        if specimen is not None:
            found += examine(specimen, pathway.name, f"seed {seed}")
            if len(charts) < COMPARED:
                charts.append(specimen.chart)
    for condition in (one.id for one, chance, _ in pathway.draws if chance == 0):
        for seed in seeds[:ASKED_FOR]:
            specimen = _made(pathway, seed, watch, found, {"also": [condition]})
            found += examine(specimen, pathway.name, f"seed {seed}, also {condition}") if specimen else []
    if reach:
        force(pathway, watch)
        found += unreached(pathway, watch, borrowed(text))
    found += _alike(pathway.name, charts)
    return list(_told(found))


def _made(
    pathway: Pathway, seed: int, watch: Watch, found: list[Finding], options: Mapping[str, Any] | None = None
) -> Specimen | None:
    try:
        return watch.specimen(pathway, seed, options)
    except (KeyError, ValueError, SandboxError) as error:
        found.append(Finding(pathway.name, f"seed {seed}", "made", f"No chart can be made: {error!r}"))
        return None


def examine(specimen: Specimen, pathway: str, where: str) -> list[Finding]:
    """What the checks say of one chart."""
    return [
        Finding(pathway, f"{where} {place}".strip(), name, message)
        for name, check in CHECKS.items()
        for place, message in check(specimen)
    ]


def _alike(name: str, charts: list[Chart]) -> Iterator[Finding]:
    share = shared(charts)
    if len(charts) == COMPARED and share > BOUND:
        yield Finding(
            name, "", "sameness", f"Two charts share {share:.0%} of their narrative; at most {BOUND:.0%}. Add wordings."
        )


def _told(found: list[Finding]) -> Iterator[Finding]:
    """The first few findings of each check, with how many more there are."""
    counts: dict[str, int] = {}
    for one in found:
        counts[one.check] = counts.get(one.check, 0) + 1
        if counts[one.check] <= MOST_OF_ONE or one.check in ("file", "unreachable"):
            yield one
    for name, count in counts.items():
        if count > MOST_OF_ONE and name not in ("file", "unreachable"):
            yield Finding(found[0].pathway, "", name, f"and {count - MOST_OF_ONE} more findings of this check")

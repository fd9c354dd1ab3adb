"""Building the read-only file of an edition, once, from whatever data packages are installed."""

from __future__ import annotations

import hashlib
import os
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from sandbox.codesets import schema
from sandbox.codesets.schema import Entry
from sandbox.codesets.sources import bundled, marking, packages, preference, procedures, tabular
from sandbox.codesets.sources.procedures import Label
from sandbox.codesets.spelling import CM, HCPCS, PCS
from sandbox.errors import NotFound

EDITIONS = ("FY2026",)
Progress = Callable[[str, int, int], object]  # step, done, total


@dataclass(frozen=True, slots=True)
class Built:
    """What a build did. ``fresh`` is False when the file was already right and was left alone."""

    path: Path
    fresh: bool
    counts: dict[str, int]


@dataclass(slots=True)
class Collected:
    """Rows of one edition before they are written. ``covers`` says in a sentence where each system is from."""

    entries: dict[str, list[Entry]] = field(default_factory=dict)
    labels: list[Label] = field(default_factory=list)
    covers: dict[str, str] = field(default_factory=dict)


def file_of(folder: Path, name: str) -> Path:
    """Where the built file of an edition is expected, as an absolute path."""
    return folder.absolute() / f"{name}.sqlite"


def build(folder: Path, name: str = "FY2026", progress: Progress | None = None, *, force: bool = False) -> Built:
    """Build ``<folder>/<name>.sqlite`` unless it is already built from the same sources.

    The file appears whole or not at all: it is written beside its place and renamed. Systems whose data package is
    not installed are taken from the bundled sample. Raises NotFound for an edition that is not known.
    """
    _check_name(name)
    stamp = stamp_of(name)
    target = file_of(folder, name)
    if not force and read_meta(target).get("stamp") == stamp:
        return Built(target, fresh=False, counts=_counts(target))
    report = progress or (lambda step, done, total: None)
    report("Reading sources", 0, 1)
    collected = collect(name)
    folder.mkdir(parents=True, exist_ok=True)
    half_done = folder / f".{name}.{os.getpid()}.part"
    half_done.unlink(missing_ok=True)
    try:
        connection = sqlite3.connect(half_done)
        connection.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA page_size=8192;")
        complete = "1" if packages.all_installed() else "0"
        fill(connection, name, collected, {"stamp": stamp, "complete": complete}, report)
        connection.executescript("ANALYZE; VACUUM;")
        connection.close()
        half_done.replace(target)
    finally:
        half_done.unlink(missing_ok=True)
    return Built(target, fresh=True, counts=_counts(target))


def fill(
    connection: sqlite3.Connection,
    name: str,
    collected: Collected,
    meta: dict[str, str],
    progress: Progress | None = None,
) -> None:
    """Write an edition's rows into an empty database."""
    schema.create(connection)
    common = bundled.common_codes(name)
    total = sum(len(entries) for entries in collected.entries.values())
    done = 0

    def advance(count: int) -> None:
        nonlocal done
        done += count
        if progress:
            progress("Writing codes", done, total)

    marking.mark_exempt(collected.entries[CM], bundled.poa_exempt(name))
    marking.mark_edited(collected.entries[CM], bundled.editor_marks(name))
    for entries in collected.entries.values():
        preference.add_lay_terms(entries, bundled.lay_terms(name))
        schema.write_entries(connection, preference.in_order(entries, common), advance)
    connection.executemany("INSERT INTO axis VALUES (?, ?, ?, ?)", collected.labels)
    connection.executemany("INSERT INTO abbreviation VALUES (?, ?)", bundled.abbreviations(name))
    covers = {f"covers {system}": sentence for system, sentence in collected.covers.items()}
    schema.finish(connection, {"edition": name, "schema": schema.SCHEMA_VERSION, **covers, **meta})
    if progress:
        progress("Writing codes", total, total)


def collect(name: str) -> Collected:
    """The rows of an edition: each system in full where its data package is installed, else the bundled sample."""
    collected = collect_sample(name)
    xml, codes = packages.tabular_xml(), packages.tabular_codes()
    if xml and codes:
        collected.entries[CM] = tabular.entries(xml.path, codes.path)
        collected.covers[CM] = "All codes of FY2026 with the April 2026 update."
    tree, titles = packages.procedure_tree(), packages.procedure_titles()
    if tree and titles:
        collected.entries[PCS], collected.labels = procedures.entries(titles.path, tree.path)
        collected.covers[PCS] = (
            "Sections 0 and 1 of fiscal year 2025 with axis labels; the other sections as titles of fiscal year 2024."
        )
    return collected


def collect_sample(name: str) -> Collected:
    """The rows of the bundled sample."""
    _check_name(name)
    pcs, labels = bundled.procedures(name)
    part = "A teaching sample; install the code-set packages and run `mrt codes build` for all codes."
    return Collected(
        entries={CM: bundled.diagnoses(name), PCS: pcs, HCPCS: bundled.supplies(name)},
        labels=labels,
        covers={CM: part, PCS: part, HCPCS: "A hand-picked set of public HCPCS Level II codes."},
    )


def stamp_of(name: str) -> str:
    """A digest of everything a build depends on: layout, package versions and the bundled files."""
    digest = hashlib.sha256(schema.SCHEMA_VERSION.encode())
    for source in packages.all_sources():
        digest.update(f"{source.package} {source.version} {source.path.name}\n".encode() if source else b"none\n")
    for file in sorted(bundled.folder(name).glob("*.csv")):
        digest.update(file.name.encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()[:32]


def read_meta(path: Path) -> dict[str, str]:
    """What a built file says about itself; empty when it is missing or not ours."""
    if not path.is_file():
        return {}
    connection = sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)
    try:
        return dict(connection.execute("SELECT name, value FROM meta"))
    except sqlite3.DatabaseError:
        return {}
    finally:
        connection.close()


def _counts(path: Path) -> dict[str, int]:
    connection = sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)
    try:
        return dict(connection.execute("SELECT system, count(*) FROM code WHERE billable GROUP BY system"))
    finally:
        connection.close()


def _check_name(name: str) -> None:
    if name not in EDITIONS:
        raise NotFound(f"There is no code-set edition {name!r}.", f"Use one of: {', '.join(EDITIONS)}.")

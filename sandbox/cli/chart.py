"""``mrt chart``: make synthetic charts, write them in any format, review them. Needs no database.

Exit codes: 0 all is well, 1 a review found something, 2 the command was used wrongly, 3 a file cannot be used.
"""

from __future__ import annotations

import json
import sys
from contextlib import nullcontext
from typing import IO, Any

import click

from sandbox import charts
from sandbox.charts.batch import batch
from sandbox.charts.exports import FORMATS
from sandbox.cli import _charts as made
from sandbox.cli._chart_lint import command as lint
from sandbox.cli._progress import watched
from sandbox.cli._review import review
from sandbox.cli.scenario import SEED, write

FORMAT = click.option("--format", "form", type=click.Choice(list(FORMATS)), help="What to write (usual: text).")
OUTPUT = click.option(
    "--output", "-o", default="-", show_default=True, help="A file, a folder (one file a chart), or - to print."
)


@click.group("chart", epilog="Exit codes: 0 well, 1 deficiencies found, 2 wrong use, 3 a file cannot be used.")
def group() -> None:
    """Make synthetic charts, write them for people and programs, and review them.

    \b
    Examples:
      mrt chart pathways
      mrt chart make --pathway pneumonia_copd --seed 7
      mrt chart make --pathway pneumonia_copd --seed 7 --format pdf --output chart.pdf
      mrt chart make --pathway all --count 500 --format fhir --output charts/
      mrt chart review --pathway pneumonia_copd --seed 7 --defects MISSING_HP
    """


@group.command("pathways")
@click.option("--json", "as_json", is_flag=True, help="Print JSON, for a program to read.")
def pathways(as_json: bool) -> None:
    """List the pathways that charts can follow.

    \b
    Example:
      mrt chart pathways --json
    """
    found = charts.pathways()
    if as_json:
        rows = [{"pathway": name, "title": each.title, "setting": each.setting} for name, each in found.items()]
        write(json.dumps(rows, indent=2, ensure_ascii=False) + "\n")
        return
    for name, each in found.items():
        write(f"{name:<28} {each.setting:<20} {each.title}\n")


@group.command("make")
@click.option("--pathway", "names", multiple=True, required=True, help=f"{made.PATHWAY}, or “all”; may be repeated.")
@click.option("--seed", default=0, show_default=True, type=SEED, help="The same seed gives the same chart.")
@click.option("--count", type=click.IntRange(1), help="How many charts; pathways take turns, then the seed goes up.")
@FORMAT
@click.option("--json", "short", flag_value="json", help="The same as --format json.")
@click.option("--text", "short", flag_value="text", help="The same as --format text.")
@OUTPUT
@click.option("--defects", default="", metavar="TYPES", help=made.DEFECT_TYPES)
@click.option("--flaws", type=click.IntRange(0, 20), help=made.FLAWS)
@click.option("--truth", is_flag=True, help="With json or fhir: add what is true and planted. Never for a trainee.")
def make(
    names: tuple[str, ...], seed: int, count: int | None, form: str | None, short: str | None, output: str,
    defects: str, flaws: int | None, truth: bool,
) -> None:  # fmt: skip
    """Make charts and write them. The same arguments give the same bytes on any machine.

    One chart is printed. Many are printed as JSON Lines (json, fhir), or written to a folder, one file each. Charts
    are made one by one, so memory stays the same however many there are; stopped with Ctrl-C, every file is whole.

    \b
    Formats:
      text   to read in a terminal        html   one web page, opens from disk and prints
      json   every value, for programs    pdf    the record as printed, with index and bookmarks
      fhir   FHIR R4 document Bundle

    \b
    Examples:
      mrt chart make --pathway t2dm_clinic --seed 3
      mrt chart make --pathway t2dm_clinic --seed 3 --json --truth
      mrt chart make --pathway pneumonia_copd --seed 3 --defects all --flaws 4 --format html -o chart.html
      mrt chart make --pathway all --count 1000 --format json > charts.jsonl
      mrt chart make --pathway delivery --pathway knee_replacement --count 40 --format pdf -o charts/
    """
    if form and short and form != short:
        raise click.UsageError(f"--{short} and --format {form} say different things. Give one of them.")
    chosen = FORMATS[form or short or "text"]
    if truth and not chosen.takes_truth:
        raise click.UsageError("--truth needs --json or --format fhir: the others are what a trainee may see.")
    wanted = made.orders(names, seed, count, made.plan(defects, flaws))
    place = made.Destination(chosen, output, wanted.total)

    def render(order: made.Order) -> bytes:
        chart, planted = order.make()
        return chosen.render(chart, planted if truth else None)

    queue = _shown(wanted, place)
    plain = wanted.total > 1 and chosen.name in (
        "json",
        "text",
        "fhir",
    )  # a PDF is made of objects that hold each other
    with batch() if plain else nullcontext():
        written = place.write((order.name, lambda order=order: render(order)) for order in queue)  # type: ignore[misc]
    if place.folder:
        click.echo(f"wrote {written} {'file' if written == 1 else 'files'} to {place.path}", err=True)


def _shown(wanted: made.Orders, place: made.Destination) -> Any:
    """The orders, with a bar on the error stream unless the charts themselves scroll by on the same terminal."""
    quiet = place.path is None and sys.stdout.isatty()
    return wanted if quiet else watched(wanted, wanted.total, "Making charts")


@group.command("export")
@click.argument("file", type=click.File("rb"))
@FORMAT
@OUTPUT
def export(file: IO[bytes], form: str | None, output: str) -> None:
    """Write the chart in FILE in another format. FILE is JSON of `mrt chart make --json`, edited or not; - reads input.

    \b
    Examples:
      mrt chart make --pathway delivery --json > chart.json
      mrt chart export chart.json --format pdf --output chart.pdf
    """
    chart = made.read_chart(file)
    chosen = FORMATS[form or "text"]
    place = made.Destination(chosen, output, 1)
    place.write([(chart.patient.mrn, lambda: chosen.render(chart, None))])


group.add_command(lint)
group.add_command(review)

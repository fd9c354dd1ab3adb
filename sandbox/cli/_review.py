"""``mrt chart review``: what is missing, late or unsigned in a chart, by which rule."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import IO

import click

from sandbox.charts.documents import TYPES
from sandbox.charts.exports.printed import short_moment, signer
from sandbox.charts.model import Chart
from sandbox.charts.plain import to_plain
from sandbox.charts.review import Deficiency
from sandbox.charts.review import review as reviewed
from sandbox.cli import _charts as made
from sandbox.cli.scenario import SEED, write


@click.command("review")
@click.argument("file", type=click.File("rb"), required=False)
@click.option("--pathway", help=f"{made.PATHWAY}: review a chart made now instead of a FILE.")
@click.option("--seed", default=0, show_default=True, type=SEED, help="With --pathway: which chart.")
@click.option("--defects", default="", metavar="TYPES", help=f"With --pathway. {made.DEFECT_TYPES}")
@click.option("--flaws", type=click.IntRange(0, 20), help=f"With --pathway. {made.FLAWS}")
@click.option("--today", type=click.DateTime(["%Y-%m-%d"]), help="Day of the review (usual: the chart is finished).")
@click.option("--json", "as_json", is_flag=True, help="Print JSON, for a program to read.")
def review(
    file: IO[bytes] | None, pathway: str | None, seed: int, defects: str, flaws: int | None, today: datetime | None,
    as_json: bool,
) -> None:  # fmt: skip
    """Review a chart for completeness: what is missing, late or unsigned, by which rule and citation.

    FILE is a chart as JSON, as `mrt chart make --json` writes it; edit it and see what the rules say (- reads input).
    Ends with 1 if anything was found.

    \b
    Examples:
      mrt chart review --pathway pneumonia_copd --seed 7 --defects MISSING_HP,UNSIGNED_ENTRY
      mrt chart make --pathway delivery --json > chart.json
      mrt chart review chart.json
      mrt chart review chart.json --today 2026-03-14 --json
    """
    if (file is None) == (pathway is None):
        raise click.UsageError("Name a FILE or a --pathway, one of them.")
    if pathway is None and (defects or flaws):
        raise click.UsageError("--defects and --flaws need --pathway: they are planted when a chart is made.")
    if file is not None:
        chart = made.read_chart(file)
    else:
        [order] = made.orders((pathway or "",), seed, 1, made.plan(defects, flaws))
        chart = order.make()[0]
    found = reviewed(chart, today.date() if today else None)
    if as_json:
        write(json.dumps([_plain(one) for one in found], indent=2, ensure_ascii=False) + "\n")
    else:
        write("".join(line + "\n" for line in _lines(found, chart)))
    if found:
        raise SystemExit(1)


def _plain(one: Deficiency) -> dict[str, object]:
    """A deficiency for programs; how late in hours."""
    hours = None if one.late_by is None else round(one.late_by / timedelta(hours=1), 2)
    named = {name: getattr(one, name) for name in one.__dataclass_fields__ if name != "late_by"}
    return {**{name: to_plain(value) for name, value in named.items()}, "late_hours": hours}


def _lines(found: list[Deficiency], chart: Chart) -> Iterator[str]:
    """Deficiencies for people, and how many."""
    titles = {document.id: document.title for document in chart.documents}
    for one in found:
        known = TYPES.get(one.document_type)
        where = f"{one.document_id} {titles[one.document_id]}" if one.document_id in titles else (
            f"missing: {known.title if known else one.document_type}")  # fmt: skip
        yield f"{one.code}  {where}"
        yield f"    {one.sentence}"
        people = ", ".join(signer(chart.facility, person, "") for person in one.responsible)
        if people:
            yield f"    Responsible: {people}"
        if one.due:
            late = f", late by {_span(one.late_by)}" if one.late_by else ""
            yield f"    Due {short_moment(one.due)}{late}"
        yield f"    Rule {one.rule}: {one.citation}"
    yield f"{len(found)} {'deficiency' if len(found) == 1 else 'deficiencies'} in {len(chart.documents)} documents."


def _span(late: timedelta) -> str:
    """``2 d 4 h``, ``35 min``."""
    minutes = int(late.total_seconds() // 60)
    days, hours = minutes // 1440, minutes % 1440 // 60
    parts = [f"{days} d" if days else "", f"{hours} h" if hours else "", "" if days or hours else f"{minutes} min"]
    return " ".join(part for part in parts if part)

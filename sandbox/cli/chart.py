"""``mrt chart``: make synthetic charts. Needs no database.

Exit codes: 0 all is well, 2 the command was used wrongly.
"""

from __future__ import annotations

import json

import click

from sandbox import charts
from sandbox.charts.defects import DEFECTS
from sandbox.charts.exports.text import chart_text
from sandbox.charts.plain import to_plain
from sandbox.cli._chart_lint import command as lint_command
from sandbox.cli.scenario import SEED, explained, write


@click.group("chart", epilog="Exit codes: 0 well, 2 wrong use.")
def group() -> None:
    """Make synthetic charts and list the pathways they follow.

    \b
    Examples:
      mrt chart pathways
      mrt chart make --pathway pneumonia_copd --seed 7
      mrt chart make --pathway pneumonia_copd --seed 7 --defects UNSIGNED_ENTRY,MISSING_HP --count 2 --json
    """


group.add_command(lint_command)


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
@click.option("--pathway", required=True, help="Name of a pathway; `mrt chart pathways` lists them.")
@click.option("--seed", default=0, show_default=True, type=SEED, help="The same seed gives the same chart.")
@click.option("--json/--text", "as_json", default=False, help="JSON, or plain text as a person would read it (usual).")
@click.option("--defects", default="", metavar="TYPES", help="Flaws to plant: deficiency codes with commas, or “all”.")
@click.option("--count", default=None, type=click.IntRange(0, 20), help="How many flaws (usual: one of each type).")
@click.option("--truth", is_flag=True, help="With --json: add what was planted. Never show it to a trainee.")
def make(pathway: str, seed: int, as_json: bool, defects: str, count: int | None, truth: bool) -> None:
    """Make one chart and print it. The same arguments give the same bytes on any machine.

    \b
    Examples:
      mrt chart make --pathway t2dm_clinic --seed 3
      mrt chart make --pathway t2dm_clinic --seed 3 --json --truth
      mrt chart make --pathway pneumonia_copd --seed 3 --defects all --count 4
    """
    if truth and not as_json:
        raise click.UsageError("--truth needs --json.")
    if pathway not in charts.pathways():
        known = ", ".join(charts.pathways())
        raise click.UsageError(f"There is no pathway “{pathway}”. Use one of: {known}.")
    with explained():
        chart, planted = charts.generate(pathway, seed, defects=_plan(defects, count))
    if not as_json:
        write(chart_text(chart))
        return
    plain = {"chart": to_plain(chart), "truth": to_plain(planted)} if truth else to_plain(chart)
    write(json.dumps(plain, ensure_ascii=False, separators=(",", ":")) + "\n")


def _plan(types: str, count: int | None) -> charts.DefectPlan | None:
    chosen = tuple(sorted(DEFECTS)) if types == "all" else tuple(filter(None, map(str.strip, types.split(","))))
    if not chosen:
        if count:
            raise click.UsageError("--count needs --defects: say which flaws to plant.")
        return None
    unknown = [each for each in chosen if each not in DEFECTS]
    if unknown:
        known = ", ".join(sorted(DEFECTS))
        raise click.UsageError(f"There is no deficiency code “{unknown[0]}”. Use some of: {known}.")
    return charts.DefectPlan(chosen) if count is None else charts.DefectPlan(chosen, (count, count))

"""``mrt chart lint``: prove pathways over many seeds, several at a time."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import asdict
from pathlib import Path

import click

from sandbox.charts.lint import Finding, lint_file
from sandbox.charts.pathway import FOLDER, names
from sandbox.cli.scenario import SEED, write

Work = tuple[Path, int, int]


@click.command("lint")
@click.argument("pathways", nargs=-1, metavar="[PATHWAY|FILE]...")
@click.option("--seeds", default=20, show_default=True, type=click.IntRange(1, 100_000), help="How many seeds to try.")
@click.option("--first", default=0, show_default=True, type=SEED, help="The first seed.")
@click.option("--jobs", type=click.IntRange(1, 64), help="Pathways proved at a time (usual: one for each core).")
@click.option("--json", "as_json", is_flag=True, help="Print findings as JSON.")
def command(pathways: tuple[str, ...], seeds: int, first: int, jobs: int | None, as_json: bool) -> None:
    """Prove pathways: codes, times, people, wording, evidence, what is out of reach, how alike the charts are.

    Without a name every pathway of the library is proved. Give a FILE to prove one that you are writing. Exit code 1
    if something was found.

    \b
    Examples:
      mrt chart lint --seeds 500
      mrt chart lint pneumonia_copd ./my_pathway.yaml --seeds 50 --json
    """
    work = [(_path(name), first, seeds) for name in pathways or names()]
    found: list[Finding] = []
    with click.progressbar(length=len(work) * seeds, label="Proving", file=sys.stderr) as bar:
        for findings in _proved(work, jobs or min(len(work), os.cpu_count() or 1)):
            found += findings
            bar.update(seeds)
    found.sort(key=lambda one: one.pathway)
    if as_json:
        write(json.dumps([asdict(one) for one in found], indent=2, ensure_ascii=False) + "\n")
    else:
        write("".join(f"{one}\n" for one in found))
        told = f"{len(work)} pathways, {seeds} seeds each, {len(found)} findings."
        click.echo(told, err=True)
    if found:
        raise SystemExit(1)


def _path(name: str) -> Path:
    if name in names():
        return FOLDER / f"{name}.yaml"
    path = Path(name)
    if path.suffix in (".yaml", ".yml") and path.is_file():
        return path
    raise click.UsageError(f"There is no pathway or file “{name}”. `mrt chart pathways` lists the pathways.")


def _prove(work: Work) -> list[Finding]:
    path, first, seeds = work
    return lint_file(path, range(first, first + seeds))


def _proved(work: list[Work], jobs: int) -> Iterator[list[Finding]]:
    if jobs == 1:
        yield from map(_prove, work)
        return
    with ProcessPoolExecutor(jobs) as pool:
        for done in as_completed([pool.submit(_prove, one) for one in work]):
            yield done.result()

"""Which charts a command is about, and where it writes them: one at a time, and only whole files."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

import click

from sandbox import charts
from sandbox.charts.defects import DEFECTS
from sandbox.charts.exports import Format
from sandbox.charts.model import Chart
from sandbox.charts.pathway import names
from sandbox.charts.plain import chart_from_plain
from sandbox.charts.truth import ChartTruth
from sandbox.cli.scenario import InvalidFile, explained
from sandbox.scenarios.materialise import MOST_SEED

PATHWAY = "Name of a pathway (`mrt chart pathways` lists them)"
DEFECT_TYPES = "Flaws to plant: deficiency codes with commas, or “all”."
FLAWS = "How many flaws (usual: one of each type)."


@dataclass(frozen=True, slots=True)
class Order:
    """One chart to make: the pathways take turns, and the seed goes up when all had theirs."""

    pathway: str
    seed: int
    defects: charts.DefectPlan | None

    @property
    def name(self) -> str:
        """The name of its file, without the ending."""
        return f"{self.pathway}-{self.seed}"

    def make(self) -> tuple[Chart, ChartTruth]:
        """The chart and what is true behind it."""
        with explained():
            return charts.generate(self.pathway, self.seed, defects=self.defects)


def orders(pathways: tuple[str, ...], seed: int, count: int | None, plan: charts.DefectPlan | None) -> Orders:
    """``count`` charts (usual: one of each pathway), the pathways in turn. Wrong use if a pathway is unknown."""
    known = names()
    chosen = tuple(known) if "all" in pathways else tuple(dict.fromkeys(pathways))
    for name in chosen:
        if name not in known:
            raise click.UsageError(f"There is no pathway “{name}”. Use one of: {', '.join(known)}; or “all”.")
    total = len(chosen) if count is None else count
    if seed + (total - 1) // len(chosen) > MOST_SEED:
        raise click.UsageError(f"Seeds end at {MOST_SEED}. Begin with a smaller --seed, or make fewer charts.")
    return Orders(chosen, seed, total, plan)


@dataclass(frozen=True, slots=True)
class Orders:
    """Orders one by one; nothing is made before it is asked for."""

    pathways: tuple[str, ...]
    seed: int
    total: int
    plan: charts.DefectPlan | None

    def __iter__(self) -> Iterator[Order]:
        for number in range(self.total):
            turn, place = divmod(number, len(self.pathways))
            yield Order(self.pathways[place], self.seed + turn, self.plan)


def plan(types: str, flaws: int | None) -> charts.DefectPlan | None:
    """The flaws to plant; wrong use if a code is unknown."""
    chosen = tuple(sorted(DEFECTS)) if types == "all" else tuple(filter(None, map(str.strip, types.split(","))))
    if not chosen:
        if flaws:
            raise click.UsageError("--flaws needs --defects: say which flaws to plant.")
        return None
    unknown = [each for each in chosen if each not in DEFECTS]
    if unknown:
        known = ", ".join(sorted(DEFECTS))
        raise click.UsageError(f"There is no deficiency code “{unknown[0]}”. Use some of: {known}.")
    return charts.DefectPlan(chosen) if flaws is None else charts.DefectPlan(chosen, (flaws, flaws))


def read_chart(file: IO[bytes]) -> Chart:
    """A chart from a JSON file, as ``mrt chart make --json`` writes it and as somebody may have edited it."""
    name = getattr(file, "name", "-")
    try:
        plain: Any = json.loads(file.read().decode())
    except ValueError as error:
        raise InvalidFile(f"{name} is not one JSON value: {error}. `mrt chart make --json` shows the shape.") from None
    if isinstance(plain, dict) and isinstance(plain.get("chart"), dict):
        plain = plain["chart"]
    try:
        return chart_from_plain(plain)
    except (KeyError, ValueError, TypeError, AttributeError) as error:
        told = str(error).replace("__init__() ", "")
        raise InvalidFile(f"{name} is not a chart: {told}. `mrt chart make --json` shows the shape.") from None


class Destination:
    """Where charts go: standard output, one file, or a folder with one file a chart."""

    def __init__(self, form: Format, output: str, total: int) -> None:
        self.form = form
        self.path = None if output == "-" else Path(output)
        several = total > 1
        self.folder = self.path is not None and (
            self.path.is_dir()
            or output.endswith(("/", os.sep))
            or (several and (not form.lines or not self.path.suffix))
        )
        if several and not form.lines and not self.folder:
            raise click.UsageError(f"{total} charts as {form.name} need --output FOLDER: there is one file for each.")
        if self.folder and self.path and self.path.exists() and not self.path.is_dir():
            raise click.UsageError(f"{output} is a file. Name a folder for {total} charts, or another place.")
        if form.binary and self.path is None and sys.stdout.isatty():
            raise click.UsageError(f"{form.name} is not for a terminal. Write it to a file with --output FILE.")

    def write(self, made: Iterable[tuple[str, Callable[[], bytes]]]) -> int:
        """Write each as it comes. Interrupted, what is there is whole; the number of charts written is returned."""
        try:
            if self.path is None:
                return sum(_printed(make()) for _, make in made)
            if not self.folder:
                with whole(self.path) as out:
                    return sum(out.write(make()) > 0 for _, make in made)
            self.path.mkdir(parents=True, exist_ok=True)
            return sum(self._file(self.path, name, make()) for name, make in made)
        except OSError as error:
            place = error.filename or self.path
            raise InvalidFile(f"cannot write {place}: {error.strerror}. Choose another place with --output.") from None

    def _file(self, folder: Path, name: str, content: bytes) -> int:
        with whole(folder / f"{name}{self.form.suffix}") as out:
            out.write(content)
        return 1


def _printed(content: bytes) -> int:
    click.echo(content, nl=False)
    return 1


@contextmanager
def whole(path: Path) -> Iterator[IO[bytes]]:
    """A file that has its name only when everything is in it."""
    part = path.with_name(f".{path.name}.part")
    try:
        with part.open("wb") as out:
            yield out
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)

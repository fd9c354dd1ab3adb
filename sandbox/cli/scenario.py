"""``mrt scenario``: list, prove, make and score scenarios. Needs no database.

Exit codes: 0 all is well, 1 lint found something, 2 the command was used wrongly, 3 a file cannot be used.
"""

from __future__ import annotations

import json
import pathlib
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from typing import Any

import click
from pydantic import ValidationError

from sandbox.errors import NotFound, SandboxError
from sandbox.scenarios.lint import Finding, lint_seed
from sandbox.scenarios.load import ScenarioInvalid, from_library, library, load, show_path
from sandbox.scenarios.makers import makers
from sandbox.scenarios.materialise import MOST_SEED, Made, materialise
from sandbox.scenarios.schema import ScenarioFile, json_schema
from sandbox.scoring.marks import Mark
from sandbox.scoring.points import Points, combine, points_of

SEED = click.IntRange(0, MOST_SEED)


class InvalidFile(click.ClickException):
    """A file that cannot be used."""

    exit_code = 3


@contextmanager
def explained() -> Iterator[None]:
    """Turn the product's errors into a message and an exit code."""
    try:
        yield
    except ScenarioInvalid as error:
        raise InvalidFile(f"the scenario cannot be used\n{error}") from None
    except NotFound as error:
        raise click.UsageError(str(error)) from None
    except SandboxError as error:
        raise InvalidFile(str(error)) from None


def scenario_named(name: str) -> ScenarioFile:
    """A scenario of the library by its slug, or a file by its path."""
    with explained():
        if name.endswith((".yaml", ".yml")) or pathlib.Path(name).is_file():
            return load(name)
        return from_library(name)


def write(text: str) -> None:
    """Write text to standard output as UTF-8 whatever the locale, so that output is the same bytes everywhere."""
    click.echo(text.encode(), nl=False)


@click.group("scenario", epilog="Exit codes: 0 well, 1 findings, 2 wrong use, 3 a file cannot be used.")
def group() -> None:
    """List, prove, make and score scenarios.

    A SCENARIO is the short name of one in the library, or the path of a YAML file.

    \b
    Examples:
      mrt scenario list
      mrt scenario lint my-scenario.yaml --seeds 50
      mrt scenario ideal first-shift --seed 7 > answers.json
      mrt scenario score first-shift answers.json --seed 7
    """


@group.command("list")
@click.option("--json", "as_json", is_flag=True, help="Print JSON, for a program to read.")
def list_(as_json: bool) -> None:
    """List the scenarios of the library, easiest first.

    \b
    Example:
      mrt scenario list --json
    """
    with explained():
        found = sorted((from_library(slug) for slug in library()), key=lambda each: (each.level, each.scenario))
    rows: list[dict[str, Any]] = [
        {
            "scenario": each.scenario,
            "level": each.level,
            "minutes": each.expected_minutes,
            "setting": each.setting,
            "kinds": sorted({task.kind for task in each.tasks}),
            "title": each.title,
        }
        for each in found
    ]
    if as_json:
        write(json.dumps(rows, indent=2, ensure_ascii=False) + "\n")
        return
    for row in rows:
        kinds = ", ".join(row["kinds"])
        write(f"{row['scenario']:<28} level {row['level']}  {row['minutes']:>3} min  {row['title']} ({kinds})\n")


@group.command("lint")
@click.argument("scenarios", nargs=-1, metavar="[SCENARIO]...")
@click.option("--seeds", default=20, show_default=True, type=click.IntRange(1, 100_000), help="How many seeds to try.")
@click.option("--first", default=0, show_default=True, type=SEED, help="The first seed.")
@click.option("--json", "as_json", is_flag=True, help="Print findings as JSON.")
def lint_command(scenarios: tuple[str, ...], seeds: int, first: int, as_json: bool) -> None:
    """Prove scenarios: that the key can be earned, that each mistake costs its weight, that nothing leaks.

    Without a SCENARIO, the whole library is proved.

    \b
    Examples:
      mrt scenario lint --seeds 200
      mrt scenario lint first-shift ./my-scenario.yaml --json
    """
    chosen = [scenario_named(name) for name in scenarios or tuple(library())]
    work = [(scenario, seed) for scenario in chosen for seed in range(first, first + seeds)]
    findings: list[Finding] = []
    with click.progressbar(work, label="Proving", file=sys.stderr) as bar:
        for scenario, seed in bar:
            findings += lint_seed(scenario, seed)
    if as_json:
        write(json.dumps([asdict(each) for each in findings], indent=2, ensure_ascii=False) + "\n")
    else:
        write("".join(f"{each}\n" for each in findings))
        told = ", ".join(
            (_count(len(chosen), "scenario"), _count(seeds, "seed") + " each", _count(len(findings), "finding"))
        )
        click.echo(f"{told}.", err=True)
    if findings:
        raise SystemExit(1)


@group.command("materialise")
@click.argument("scenario")
@click.option("--seed", default=0, show_default=True, type=SEED)
@click.option("--out", type=click.Path(file_okay=False, path_type=pathlib.Path), help="Write into this folder instead.")
def materialise_command(scenario: str, seed: int, out: pathlib.Path | None) -> None:
    """Make a scenario concrete and print what a trainee is sent, as JSON.

    With --out DIR, variant.json (what is sent) and truth.json (what never is) are written there.

    \b
    Examples:
      mrt scenario materialise first-shift --seed 7
      mrt scenario materialise first-shift --seed 7 --out /tmp/first-shift-7
    """
    made = _made(scenario, seed)
    if out is None:
        write(made.visible_text() + "\n")
        return
    out.mkdir(parents=True, exist_ok=True)
    for name, text in (("variant.json", made.visible_text()), ("truth.json", made.truth_text())):
        (out / name).write_text(text, encoding="utf-8", newline="")
        click.echo(f"wrote {out / name}", err=True)


@group.command("ideal")
@click.argument("scenario")
@click.option("--seed", default=0, show_default=True, type=SEED)
@click.option("--task", help="Only this task.")
def ideal_command(scenario: str, seed: int, task: str | None) -> None:
    """Print the ideal answer of each task, as JSON that `score` reads.

    \b
    Example:
      mrt scenario ideal first-shift --seed 7 --task code-it
    """
    made = _made(scenario, seed)
    with explained():
        chosen = [made.spec(task)] if task else list(made.tasks)
    answers = {
        each.id: made.kind(each.id).samples(each, made.key(each.id)).ideal.model_dump(mode="json") for each in chosen
    }
    write(json.dumps(answers, indent=2, ensure_ascii=False) + "\n")


@group.command("score")
@click.argument("scenario")
@click.argument("answers", type=click.File("rb"))
@click.option("--seed", default=0, show_default=True, type=SEED)
@click.option("--json", "as_json", is_flag=True, help="Print every mark as JSON.")
def score_command(scenario: str, answers: Any, seed: int, as_json: bool) -> None:
    """Score ANSWERS, a JSON file of answers by task id ("-" reads standard input).

    Tasks that are not in the file earn nothing.

    \b
    Examples:
      mrt scenario ideal first-shift --seed 7 | mrt scenario score first-shift - --seed 7
      mrt scenario score first-shift answers.json --seed 7 --json
    """
    made = _made(scenario, seed)
    given = _read_answers(answers, made)
    results = {task.id: _scored(made, task.id, given.get(task.id)) for task in made.tasks}
    total = combine((task.weight, results[task.id][1]) for task in made.tasks)
    write(_as_json(results, total) if as_json else _as_text(made, results, total))


@group.command("schema")
@click.option("--write", "target", type=click.Path(dir_okay=False, path_type=pathlib.Path), help="Write to this file.")
def schema_command(target: pathlib.Path | None) -> None:
    """Print the JSON Schema of scenario files, for editors that check while one types.

    \b
    Example:
      mrt scenario schema --write docs/schema/scenario.schema.json
    """
    text = schema_text()
    if target is None:
        write(text)
    else:
        target.write_text(text, encoding="utf-8", newline="")
        click.echo(f"wrote {target}", err=True)


def _count(number: int, thing: str) -> str:
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"


def schema_text() -> str:
    """The JSON Schema as it is kept in ``docs/schema``."""
    return json.dumps(json_schema(makers().kinds), indent=2, ensure_ascii=False) + "\n"


def _made(name: str, seed: int) -> Made:
    scenario = scenario_named(name)
    with explained():
        return materialise(scenario, seed)


def _read_answers(file: Any, made: Made) -> dict[str, Any]:
    try:
        plain = json.loads(file.read().decode())
    except ValueError as error:
        raise InvalidFile(f"the file of answers is not JSON: {error}. `mrt scenario ideal` shows the shape.") from None
    if not isinstance(plain, dict):
        raise InvalidFile("the file must hold an object of answers by task id, such as `mrt scenario ideal` prints.")
    for task in plain:
        with explained():
            made.spec(task)
    return plain


def _scored(made: Made, task: str, plain: Any) -> tuple[list[Mark], Points]:
    kind, key = made.kind(task), made.key(task)
    if plain is None:
        answer = kind.samples(made.spec(task), key).empty
    else:
        try:
            answer = kind.answer_type.model_validate_json(json.dumps(plain))
        except ValidationError as error:
            first = error.errors()[0]
            where = show_path((task, *first["loc"]))
            raise InvalidFile(f"{where}: {first['msg']} (see `mrt scenario ideal` for the shape)") from None
    marks = list(kind.score(answer, key))
    return marks, points_of(marks)


def _as_json(results: dict[str, tuple[list[Mark], Points]], total: Points) -> str:
    tasks = {
        task: {"percent": points.percent, "critical": points.critical, "marks": [asdict(mark) for mark in marks]}
        for task, (marks, points) in results.items()
    }
    plain = {"percent": total.percent, "critical": total.critical, "tasks": tasks}
    return json.dumps(plain, indent=2, ensure_ascii=False) + "\n"


def _as_text(made: Made, results: dict[str, tuple[list[Mark], Points]], total: Points) -> str:
    lines = []
    for task, (marks, points) in results.items():
        critical = "  (a critical item failed it)" if points.critical else ""
        lines.append(f"{made.spec(task).title}: {points.percent} %{critical}")
        for mark in marks:
            worth = f"{mark.weight * mark.credit:g}/{mark.weight:g}" + (f" −{mark.penalty:g}" if mark.penalty else "")
            lines.append(f"  {worth:>10}  {mark.reason.value:<20} {mark.group}: {mark.label}")
    return "\n".join([*lines, f"Shift: {total.percent} %", ""])

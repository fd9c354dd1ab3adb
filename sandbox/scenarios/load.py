"""Scenario files to values, with errors that name file, line and path and say what to do."""

from __future__ import annotations

import pathlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from sandbox.errors import Invalid, NotFound
from sandbox.scenarios import source as yaml_source
from sandbox.scenarios.checks import faults, suggest
from sandbox.scenarios.makers import Makers
from sandbox.scenarios.makers import makers as product_makers
from sandbox.scenarios.schema import ChartSpec, DefectSpec, Kinds, ScenarioFile, scenario_model
from sandbox.scenarios.source import MOST_BYTES, Path, Source, Unreadable

LIBRARY = pathlib.Path(__file__).parent / "library"


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong in one file, printed as ``library/x.yaml:12: tasks[1].minutes: …; remedy``."""

    name: str
    line: int
    path: str
    message: str
    remedy: str

    def __str__(self) -> str:
        where = f"{self.name}:{self.line}: " + (f"{self.path}: " if self.path else "")
        return f"{where}{self.message}; {self.remedy}"


class ScenarioInvalid(Invalid):
    """A scenario file that cannot be used, with every problem found in it."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        fields: dict[str, list[str]] = {}
        for problem in self.problems:
            fields.setdefault(problem.path or "scenario", []).append(f"{problem.message}; {problem.remedy}")
        super().__init__("\n".join(map(str, self.problems)), fields=fields)


def parse(text: str, name: str = "scenario", *, makers: Makers | None = None) -> ScenarioFile:
    """Read and check one scenario. ``name`` is what errors call the file. Raises ``ScenarioInvalid``."""
    makers = makers or product_makers()
    scenario, source = _shaped(text, name, makers)
    wrong = [
        Problem(name, source.line(fault.path), show_path(fault.path), fault.message, fault.remedy)
        for fault in faults(scenario, makers)
    ]
    if wrong:
        raise ScenarioInvalid(wrong)
    return scenario


def reread(text: str, name: str = "scenario") -> ScenarioFile:
    """Read a scenario that was checked when it was published. The pathways it names may be gone since."""
    return _shaped(text, name, product_makers())[0]


def _shaped(text: str, name: str, makers: Makers) -> tuple[ScenarioFile, Source]:
    try:
        source = yaml_source.read(text)
    except Unreadable as error:
        raise ScenarioInvalid([Problem(name, error.line, show_path(error.path), error.message, error.remedy)]) from None
    if not isinstance(source.plain, dict):
        remedy = "begin with “scenario: a-short-name”"
        raise ScenarioInvalid([Problem(name, 1, "", "the file holds no scenario", remedy)])
    try:
        return scenario_model(makers.kinds).model_validate(source.plain), source
    except ValidationError as error:
        found = error.errors(include_url=False, include_context=True)
        problems = [_problem(name, source, each, makers.kinds) for each in found if not _echo(each)]
        first = {(each.line, each.path): each for each in reversed(problems)}  # a union repeats itself for each side
        raise ScenarioInvalid(first[place] for place in sorted(first)) from None


def load(path: pathlib.Path | str, *, makers: Makers | None = None) -> ScenarioFile:
    """Read a scenario file. Raises ``ScenarioInvalid``, or ``NotFound`` if there is no such file."""
    return parse(read_text(path), str(path), makers=makers)


def read_text(path: pathlib.Path | str) -> str:
    """The text of a scenario file, no more than is allowed. Raises like ``load``."""
    try:
        with pathlib.Path(path).open("rb") as file:
            raw = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise NotFound(f"{path} cannot be read: {error.strerror}.", "Check the name of the file.") from None
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        if len(raw) > MOST_BYTES:
            return raw.decode("utf-8-sig", "replace")
        line = raw.count(b"\n", 0, error.start) + 1
        remedy = "save the file as UTF-8"
        raise ScenarioInvalid([Problem(str(path), line, "", "the file is not UTF-8 text", remedy)]) from None


def library() -> dict[str, pathlib.Path]:
    """The scenario files that come with the product, by slug."""
    return {path.stem: path for path in sorted(LIBRARY.glob("*.yaml"))}


def from_library(slug: str) -> ScenarioFile:
    """A scenario of the library. ``NotFound`` lists what there is."""
    found = library()
    if slug not in found:
        raise NotFound(f"The library has no scenario “{slug}”.", f"Use one of: {', '.join(found)}.")
    return parse(read_text(found[slug]), f"library/{slug}.yaml")


def show_path(path: Path) -> str:
    """``("tasks", 1, "minutes")`` as ``tasks[1].minutes``."""
    shown = ""
    for part in path:
        shown += f"[{part}]" if isinstance(part, int) else f".{part}" if shown else part
    return shown


def _echo(error: ErrorDetails) -> bool:
    """Whether an error only repeats others: a list that was written, but none of whose items could be read."""
    return error["type"] == "too_short" and bool(error["input"])


def _problem(name: str, source: Source, error: ErrorDetails, kinds: Kinds) -> Problem:
    path = _written_path(source, error)
    message, remedy = _wording(error, path, source, kinds)
    return Problem(name, source.line(path), show_path(path), message, remedy)


def _written_path(source: Source, error: ErrorDetails) -> Path:
    """The error's place without the tags that pydantic puts between (the kind of a task, ``[key]``)."""
    path: Path = ()
    for part in error["loc"]:
        if (*path, part) in source.lines:
            path = (*path, part)
    return (*path, error["loc"][-1]) if error["type"] == "missing" else path


_WORDS = {
    "missing": ("is missing", "add it"),
    "string_type": ("must be text", "put the value in quotes"),
    "int_type": ("must be a whole number", "write digits only"),
    "int_parsing": ("must be a whole number", "write digits only"),
    "int_from_float": ("must be a whole number", "write digits only"),
    "float_type": ("must be a number", "write digits only"),
    "float_parsing": ("must be a number", "write digits only"),
    "bool_type": ("must be true or false", "write true or false"),
    "bool_parsing": ("must be true or false", "write true or false"),
    "tuple_type": ("must be a list", "write one “- ” line for each item, or [a, b]"),
    "list_type": ("must be a list", "write one “- ” line for each item, or [a, b]"),
    "dict_type": ("must be a set of “key: value” lines", "indent them under this key"),
    "model_type": ("must be a set of “key: value” lines", "indent them under this key"),
    "model_attributes_type": ("must be a set of “key: value” lines", "indent them under this key"),
    "date_from_datetime_parsing": ("must be a date", "write it as 2026-03-14"),
    "date_type": ("must be a date", "write it as 2026-03-14"),
    "date_parsing": ("must be a date", "write it as 2026-03-14"),
    "string_too_short": ("is empty", "write something here"),
}


def _wording(error: ErrorDetails, path: Path, source: Source, kinds: Kinds) -> tuple[str, str]:
    kind, context = error["type"], error.get("ctx", {})
    if kind in _WORDS:
        return _WORDS[kind]
    if kind == "too_short":
        return "is empty", "write at least one"
    if kind == "extra_forbidden":
        return "is not a known key", suggest(str(path[-1]), _known_keys(path, source, kinds))
    if kind in {"literal_error", "enum"}:
        return f"{error['input']!r} is not allowed here", f"use one of: {context['expected']}"
    if kind == "string_pattern_mismatch":
        return (
            f"{error['input']!r} is not a name",
            "use lower case letters, digits and hyphens, beginning with a letter",
        )
    if kind == "union_tag_not_found":
        return "does not say what kind of task it is", f"add “kind:” with one of: {', '.join(kinds)}"
    if kind == "union_tag_invalid":
        return f"there is no kind of task “{context['tag']}”", suggest(str(context["tag"]), kinds)
    message = error["msg"].removeprefix("Value error, ").removeprefix("Input ")
    return message[:1].lower() + message[1:], "correct the value"


def _known_keys(path: Path, source: Source, kinds: Kinds) -> Iterable[str]:
    """Keys allowed beside the unknown one, so that the nearest can be suggested."""
    if len(path) == 1:
        return ScenarioFile.model_fields
    if path[0] == "charts":
        return (ChartSpec if len(path) == 3 else DefectSpec).model_fields
    if path[0] == "tasks" and isinstance(path[1], int):
        task = source.plain["tasks"][path[1]]
        return _model_keys(kinds[task["kind"]].spec_type, path[2:-1])
    return ()


def _model_keys(model: type[BaseModel], inner: Path) -> Iterable[str]:
    for part in inner:
        field: Any = model.model_fields.get(str(part))
        if field is None or not (isinstance(field.annotation, type) and issubclass(field.annotation, BaseModel)):
            return ()
        model = field.annotation
    return model.model_fields

"""Load pathway files: read, check against the schema, check the names they use, compile, keep.

Every fault is reported with file, line and path, all faults of a file together.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import yaml
from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

from sandbox.charts import compile as compiler
from sandbox.charts.compiled import Pathway
from sandbox.charts.facility import SHARED
from sandbox.charts.names import unknown_names
from sandbox.charts.schema import ComorbiditySpec, DocumentSpec, PathwaySpec, ValueSpec
from sandbox.errors import Invalid, NotFound

FOLDER = Path(__file__).parent / "pathways"
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

Step = str | int


@dataclass(frozen=True, slots=True)
class Library:
    """The shared files: comorbidities, values, documents."""

    comorbidities: Mapping[str, ComorbiditySpec]
    background: ComorbiditySpec
    values: Mapping[str, ValueSpec]
    documents: Mapping[str, dict[str, Any]]


class _SharedDocuments(BaseModel):
    model_config = ConfigDict(extra="forbid")
    documents: dict[str, DocumentSpec]


def _line(root: yaml.Node | None, path: Sequence[Step]) -> int:
    """The line (from 1) of the deepest node on a path that the file has."""
    node = root
    line = 1
    for step in path:
        following = None
        if isinstance(node, yaml.MappingNode):
            for key, one in node.value:
                if key.value == str(step):
                    line, following = key.start_mark.line + 1, one
        elif isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
            following = node.value[step]
            line = following.start_mark.line + 1
        if following is None:
            continue  # pydantic puts the names of union members into its paths
        node = following
    return line


def _refuse(name: str, text: str, faults: Sequence[tuple[Sequence[Step], str]]) -> Invalid:
    root = yaml.compose(text, Loader=_Loader)
    lines = [f"{name}:{_line(root, path)}: {'.'.join(str(step) for step in path)}: {why}" for path, why in faults]
    return Invalid("\n".join(lines), "See docs/authoring-pathways.md for the format.")


def _read(text: str, name: str) -> Any:
    try:
        return yaml.load(text, Loader=_Loader)  # noqa: S506 - the safe loader, in C where it is built in
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        place = f"{name}:{mark.line + 1}" if mark else name
        raise Invalid(
            f"{place}: not YAML: {getattr(error, 'problem', error)}", "Check indentation and quotes."
        ) from None


def _checked(adapter: TypeAdapter[Any], text: str, name: str) -> Any:
    try:
        return adapter.validate_python(_read(text, name))
    except ValidationError as error:
        faults = [(one["loc"], one["msg"]) for one in error.errors()]
        raise _refuse(name, text, faults) from None


def _shared(file: str, shape: Any) -> Any:
    path = SHARED / file
    return _checked(TypeAdapter(shape), path.read_text(encoding="utf-8"), f"shared/{file}")


@lru_cache(maxsize=1)
def library() -> Library:
    """The shared files, read once: ``comorbidities.yaml`` and its neighbours ``comorbidities_*.yaml``."""
    comorbidities: dict[str, ComorbiditySpec] = {}
    for path in sorted(SHARED.glob("comorbidities*.yaml")):
        comorbidities.update(_shared(path.name, dict[str, ComorbiditySpec]))
    documents: dict[str, dict[str, Any]] = {}
    for path in sorted(SHARED.glob("documents*.yaml")):
        _shared(path.name, dict[str, DocumentSpec])
        documents.update(_read(path.read_text(encoding="utf-8"), path.name))
    background = _shared("background.yaml", dict[str, ComorbiditySpec])["background"]
    return Library(comorbidities, background, _shared("values.yaml", dict[str, ValueSpec]), documents)


def _documents(spec: PathwaySpec, raw: Sequence[dict[str, Any]], shared: Library) -> list[DocumentSpec]:
    """The timeline with ``use`` replaced by the shared document, whose keys the pathway's own replace."""
    merged = []
    for number, (one, given) in enumerate(zip(spec.documents, raw, strict=True)):
        if not one.use:
            merged.append(one)
            continue
        if one.use not in shared.documents:
            raise LookupError(number, f"no shared document '{one.use}'; there are {', '.join(shared.documents)}")
        own = {key: value for key, value in given.items() if key != "use"}
        base = shared.documents[one.use]
        if "at" in own or "times" in own:
            base = {key: value for key, value in base.items() if key not in ("at", "times", "repeat")}
        merged.append(DocumentSpec.model_validate({"id": one.use, **base, **own}))
    return merged


def parse(text: str, name: str) -> Pathway:
    """Compile the text of a pathway file; ``Invalid`` lists every fault as ``file:line: path: reason``."""
    spec: PathwaySpec = _checked(TypeAdapter(PathwaySpec), text, name)
    shared = library()
    try:
        documents = _documents(spec, _read(text, name)["documents"], shared)
    except LookupError as error:
        raise _refuse(name, text, [(("documents", error.args[0], "use"), error.args[1])]) from None
    missing = [
        (("comorbidities", word), f"no shared condition '{word}'; there are {', '.join(shared.comorbidities)}")
        for word in spec.comorbidities
        if word not in shared.comorbidities
    ]
    faults = missing or unknown_names(spec, documents, shared.comorbidities, shared.values)
    if faults:
        raise _refuse(name, text, faults)
    return compiler.pathway(spec, shared.comorbidities, shared.background, shared.values, tuple(documents))


@cache
def pathway(name: str) -> Pathway:
    """A pathway of the folder by name, compiled once. ``NotFound`` if there is no such file."""
    path = FOLDER / f"{name}.yaml"
    if name not in names():
        raise NotFound(f"There is no pathway '{name}'.", f"Use one of: {', '.join(names())}.")
    found = parse(path.read_text(encoding="utf-8"), f"pathways/{path.name}")
    if found.name != name:
        raise Invalid(f"pathways/{path.name}:1: pathway: says '{found.name}'", f"Name the file {found.name}.yaml.")
    return found


@lru_cache(maxsize=1)
def names() -> tuple[str, ...]:
    """The names of all pathway files, sorted."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.yaml")))

"""YAML text to plain values with the line of each, within bounds: scenario files may come from anybody.

Refused: more than 256 KB, deep nesting, anchors and aliases (a few hundred bytes of them can stand for gigabytes),
tags that make anything but plain values, duplicate keys, and characters that a database or a page cannot hold.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml
from yaml.constructor import SafeConstructor

MOST_BYTES = 256 * 1024
MOST_DEPTH = 20

Path = tuple[str | int, ...]

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_SCALARS = frozenset(f"tag:yaml.org,2002:{name}" for name in ("str", "int", "float", "bool", "null", "timestamp"))


class Unreadable(Exception):
    """The text cannot be read. ``line`` counts from 1; ``remedy`` says what to do."""

    def __init__(self, line: int, path: Path, message: str, remedy: str) -> None:
        super().__init__(message)
        self.line = line
        self.path = path
        self.message = message
        self.remedy = remedy


@dataclass(slots=True)
class Source:
    """Plain values of a YAML text, and the line (from 1) on which each path stands."""

    plain: Any
    lines: dict[Path, int] = field(default_factory=dict)

    def line(self, path: Path) -> int:
        """The line of a path, or of the nearest thing around it that was written."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)


def read(text: str) -> Source:
    """Read one YAML document. Raises ``Unreadable``."""
    if len(text.encode("utf-8", "surrogatepass")) > MOST_BYTES:
        raise Unreadable(1, (), f"the file is larger than {MOST_BYTES // 1024} KB", "split the scenario in two")
    try:
        _refuse_traps(text)
        root = yaml.compose(text, Loader=_LOADER)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        fault = error.problem or error.context or "it is not YAML"
        raise Unreadable((mark.line if mark else 0) + 1, (), f"not valid YAML: {fault}", _INDENT) from None
    except yaml.YAMLError as error:
        fault = getattr(error, "reason", None) or "it is not YAML"
        position = getattr(error, "position", 0)
        line = text.count("\n", 0, position if isinstance(position, int) else 0) + 1
        raise Unreadable(line, (), f"not valid YAML: {fault}", _PLAIN_TEXT) from None
    source = Source(None)
    if root is not None:
        source.plain = _value(root, (), source.lines)
    return source


_INDENT = "check the indentation, colons and quotes around this line"
_PLAIN_TEXT = "save the file as plain UTF-8 text"


def _refuse_traps(text: str) -> None:
    depth = 0
    for event in _events(text):
        line = event.start_mark.line + 1 if event.start_mark else 1
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise Unreadable(line, (), "anchors (&) and aliases (*) are not allowed", "write the value out")
        if isinstance(event, (yaml.MappingStartEvent, yaml.SequenceStartEvent)):
            depth += 1
            if depth > MOST_DEPTH:
                raise Unreadable(line, (), f"nested deeper than {MOST_DEPTH} levels", "flatten this part")
        elif isinstance(event, (yaml.MappingEndEvent, yaml.SequenceEndEvent)):
            depth -= 1


def _events(text: str) -> Iterator[yaml.Event]:
    return yaml.parse(text, Loader=_LOADER)


def _value(node: yaml.Node, path: Path, lines: dict[Path, int]) -> Any:
    lines.setdefault(path, node.start_mark.line + 1)
    if isinstance(node, yaml.MappingNode):
        return _mapping(node, path, lines)
    if isinstance(node, yaml.SequenceNode):
        return [_value(item, (*path, number), lines) for number, item in enumerate(node.value)]
    return _scalar(node, path)


def _mapping(node: yaml.MappingNode, path: Path, lines: dict[Path, int]) -> dict[str, Any]:
    made: dict[str, Any] = {}
    for key_node, value_node in node.value:
        line = key_node.start_mark.line + 1
        if not isinstance(key_node, yaml.ScalarNode) or not isinstance(key := _scalar(key_node, path), str):
            raise Unreadable(line, path, "a key must be text", "write the key as a word, in quotes if it is a number")
        if key in made:
            first = lines[(*path, key)]
            raise Unreadable(
                line, (*path, key), f"the key is written twice (first on line {first})", "keep one of them"
            )
        lines[(*path, key)] = line
        made[key] = _value(value_node, (*path, key), lines)
    return made


def _scalar(node: yaml.Node, path: Path) -> Any:
    line = node.start_mark.line + 1
    if node.tag not in _SCALARS:
        raise Unreadable(line, path, f"the tag {node.tag} is not allowed", "write a plain value")
    try:
        made = SafeConstructor().construct_object(node)
    except (ValueError, OverflowError, yaml.YAMLError):
        raise Unreadable(
            line, path, f"{node.value[:40]!r} is neither a number nor a date", "correct it, or quote it"
        ) from None
    if isinstance(made, str) and any(_unprintable(character) for character in made):
        raise Unreadable(line, path, "the text holds a control character", "remove it")
    if isinstance(made, float) and not math.isfinite(made):
        raise Unreadable(line, path, f"{node.value} is not a number that can be used", "write a plain number")
    return made


def _unprintable(character: str) -> bool:
    code = ord(character)
    return (code < 32 and character not in "\t\n") or 0x7F <= code < 0xA0 or 0xD800 <= code < 0xE000

"""Charts and truths as plain JSON-able dictionaries, and back without loss."""

from __future__ import annotations

import types
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime, time
from enum import Enum
from functools import cache
from typing import Any, Union, get_args, get_origin, get_type_hints

from sandbox.charts.model import Chart, Document
from sandbox.charts.truth import ChartTruth


def to_plain(value: Any) -> Any:
    """Dataclasses become dictionaries, tuples lists, dates and times ISO texts, enums their values."""
    if value is None or isinstance(value, str | int | float | bool):
        return value.value if isinstance(value, Enum) else value
    if is_dataclass(value) and not isinstance(value, type):
        return {name: to_plain(getattr(value, name)) for name in _names(type(value))}
    if isinstance(value, tuple | list):
        return [to_plain(one) for one in value]
    if isinstance(value, Mapping):
        return {str(key): to_plain(one) for key, one in value.items()}
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} has no plain form")


@cache
def _names(kind: type) -> tuple[str, ...]:
    return tuple(one.name for one in fields(kind))


def chart_from_plain(plain: Mapping[str, Any]) -> Chart:
    """The chart again. ``KeyError`` or ``ValueError`` for anything that ``to_plain`` did not make."""
    chart: Chart = _maker(Chart)(plain)
    return chart


def truth_from_plain(plain: Mapping[str, Any]) -> ChartTruth:
    """The truth again."""
    truth: ChartTruth = _maker(ChartTruth)(plain)
    return truth


def document_from_plain(plain: Mapping[str, Any]) -> Document:
    """A document again."""
    document: Document = _maker(Document)(plain)
    return document


def _same(value: Any) -> Any:
    return value


@cache
def _maker(kind: Any) -> Callable[[Any], Any]:
    """A function that makes a value of a declared type from its plain form; built once a type."""
    origin = get_origin(kind)
    if origin is tuple:
        one = _maker(get_args(kind)[0])
        return lambda plain: tuple(one(item) for item in plain)
    if origin is dict:
        each = _maker(get_args(kind)[1])
        return lambda plain: {key: each(item) for key, item in plain.items()}
    if origin in (Union, types.UnionType):
        inner = _maker(next(one for one in get_args(kind) if one is not type(None)))
        return lambda plain: None if plain is None else inner(plain)
    if isinstance(kind, type):
        if is_dataclass(kind):
            return _dataclass_maker(kind)
        if issubclass(kind, Enum):
            return kind
        if issubclass(kind, datetime | date | time):
            return kind.fromisoformat
    return _same


def _dataclass_maker(kind: type) -> Callable[[Any], Any]:
    hints = get_type_hints(kind)
    makers = {name: _maker(hints[name]) for name in _names(kind)}
    return lambda plain: kind(**{name: make(plain[name]) for name, make in makers.items() if name in plain})

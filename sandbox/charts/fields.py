"""The small shapes of which a pathway file is made: conditions, moments, times of day, ranges, words."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from sandbox.charts.conditions import condition
from sandbox.charts.documents import TYPES
from sandbox.charts.moments import clock_time, moment


def as_tuple(value: Any) -> Any:
    """One text or mapping stands for a list of one."""
    return (value,) if isinstance(value, str | dict) else value


def _condition(text: Any) -> Any:
    if text is not None:
        condition(str(text))
    return text


def _moment(text: Any) -> Any:
    if text is not None:
        moment(str(text))
    return text


def _clock(text: Any) -> Any:
    clock_time(str(text))
    return text


def known_type(word: Any) -> Any:
    """A type of ``charts.documents.TYPES``; ``ValueError`` for another word."""
    if word not in TYPES:
        raise ValueError(f"'{word}' is no document type; use one of {', '.join(TYPES)}")
    return word


def _range(value: Any) -> Any:
    """A number stands for a range of one."""
    return (value, value) if isinstance(value, int | float) else value


When = Annotated[str | None, BeforeValidator(_condition)]
Moment = Annotated[str, BeforeValidator(_moment)]
Clock = Annotated[str, BeforeValidator(_clock)]
Clocks = Annotated[tuple[Clock, ...], BeforeValidator(as_tuple)]
Words = Annotated[tuple[str, ...], BeforeValidator(as_tuple)]
Range = Annotated[tuple[float, float], BeforeValidator(_range)]
Chance = Annotated[float, Field(ge=0, le=1)]


class Strict(BaseModel):
    """Unknown keys are refused: a misspelt key must not silently do nothing."""

    model_config = ConfigDict(extra="forbid", frozen=True)

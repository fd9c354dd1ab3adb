"""Laboratory results and vital signs as courses over the stay, from the reference file ``shared/tests.yaml``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from random import Random
from typing import Any

import yaml

from sandbox.charts.compiled import CoursePlan
from sandbox.charts.facility import SHARED


@dataclass(frozen=True, slots=True)
class Reference:
    """A laboratory test or vital sign: unit, reference range, and how healthy people vary. Ranges are by sex."""

    id: str
    name: str
    unit: str
    decimals: int
    shape: str  # the same as a format
    low: Mapping[str, float | None]
    high: Mapping[str, float | None]
    typical: Mapping[str, tuple[float, float]]
    critical: tuple[float | None, float | None]
    spread: float  # how far people lie from a course, as a share
    jitter: float  # how far two readings of one person differ, as a share
    bounds: tuple[float, float]
    words: str  # the usual result of a test reported in words, "" for numbers
    shown: Mapping[str, str]  # the printed reference range


def _by_sex(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {"female": value, "male": value}


def _shown(low: float | None, high: float | None, decimals: int) -> str:
    if low is None and high is None:
        return ""
    if low is None:
        return f"≤ {high:.{decimals}f}"
    return f"≥ {low:.{decimals}f}" if high is None else f"{low:.{decimals}f}–{high:.{decimals}f}"


def _reference(key: str, raw: dict[str, Any]) -> Reference:
    words = raw.get("text", "")
    ranges = _by_sex(raw.get("range", [None, None]))
    decimals = raw.get("decimals", 0)
    low = {sex: pair[0] for sex, pair in ranges.items()}
    high = {sex: pair[1] for sex, pair in ranges.items()}
    typical = _by_sex(raw.get("typical", [0, 0]))
    return Reference(
        key,
        raw["name"],
        raw.get("unit", ""),
        decimals,
        f".{decimals}f",
        low,
        high,
        {sex: (float(pair[0]), float(pair[1])) for sex, pair in typical.items()},
        tuple(raw.get("critical", [None, None])),
        raw.get("spread", 0.06),
        raw.get("jitter", 0.015),
        tuple(raw.get("bounds", [0, 100000])),
        words,
        {sex: raw.get("normal", words) if words else _shown(low[sex], high[sex], decimals) for sex in low},
    )


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All tests, vital signs and panels of the shared reference file."""

    labs: Mapping[str, Reference]
    vitals: Mapping[str, Reference]
    panels: Mapping[str, tuple[str, ...]]


@lru_cache(maxsize=1)
def _read() -> dict[str, Any]:
    """The shared reference file, read once."""
    raw: dict[str, Any] = yaml.safe_load((SHARED / "tests.yaml").read_text(encoding="utf-8"))
    return raw


def catalogue(days: int | None = None) -> Catalogue:
    """The tests with the ranges of adults, or of a child of this age in days."""
    bands = _read()["ages"]
    return _catalogue(next((n for n, band in enumerate(bands) if days is not None and days < band["under"]), None))


@lru_cache(maxsize=8)
def _catalogue(band: int | None) -> Catalogue:
    raw = _read()
    own: dict[str, Any] = {} if band is None else raw["ages"][band]

    def references(kind: str) -> dict[str, Reference]:
        ranges = own.get(kind, {})
        return {key: _reference(key, one | ranges.get(key, {})) for key, one in raw[kind].items()}

    panels = {key: tuple(members) for key, members in raw["panels"].items()}
    return Catalogue(references("labs"), references("vitals"), panels)


@dataclass(slots=True)
class Reading:
    """One result as printed: text, and flag L, H, LL, HH, A or empty."""

    value: float
    text: str
    flag: str


class Course:
    """One patient's course of one test: asked by hours after arrival, answered with a reading."""

    __slots__ = ("flag", "points", "random", "reference", "scale", "sex", "words")

    def __init__(self, reference: Reference, plan: CoursePlan | None, base: float | None, sex: str, random: Random):
        self.reference = reference
        self.random = random
        self.sex = sex
        self.flag = plan.flag if plan else ""
        self.words = (plan.words if plan else ()) or (((0.0, reference.words),) if reference.words else ())
        spread = reference.spread if plan is None or plan.spread is None else plan.spread
        self.scale = 1.0 + (random.random() * 2 - 1) * spread
        usual = base if base is not None else self._typical()
        points = plan.points if plan else ()
        if not points:
            self.points: tuple[tuple[float, float], ...] = ((0.0, usual),)
            self.scale = 1.0 if base is None else self.scale
        elif plan is not None and plan.relative:
            self.points = tuple((day, usual * factor) for day, factor in points)
        else:
            self.points = points

    def follow(self, other: Course) -> None:
        """Start from where another course of the same patient starts, and stay there."""
        self.points, self.scale = ((0.0, other.level(0)),), 1.0

    def _typical(self) -> float:
        low, high = self.reference.typical[self.sex]
        return low + (high - low) * self.random.random()

    def level(self, day: float) -> float:
        """The undisturbed level some days (with fraction) after arrival."""
        points = self.points
        if day <= points[0][0]:
            return points[0][1] * self.scale
        for (start, low), (end, high) in pairwise(points):
            if day <= end:
                return (low + (high - low) * (day - start) / (end - start)) * self.scale
        return points[-1][1] * self.scale

    def reading(self, hours: float) -> Reading:
        """A reading taken some hours after arrival."""
        if self.words:
            begun = [word for day, word in self.words if day <= hours / 24]
            word = begun[-1] if begun else self.words[0][1]
            return Reading(0.0, word, self.flag if word != self.reference.words else "")
        reference = self.reference
        value = self.level(hours / 24) * (1 + (self.random.random() * 2 - 1) * reference.jitter)
        low, high = reference.bounds
        return printed(reference, self.sex, low if value < low else min(value, high))


def printed(reference: Reference, sex: str, value: float) -> Reading:
    """A value rounded as the laboratory reports it, with the flag its rounded form earns."""
    value = round(value, reference.decimals)
    low, high = reference.low[sex], reference.high[sex]
    flag = ""
    if low is not None and value < low:
        flag = "LL" if reference.critical[0] is not None and value <= reference.critical[0] else "L"
    elif high is not None and value > high:
        flag = "HH" if reference.critical[1] is not None and value >= reference.critical[1] else "H"
    return Reading(value, format(value, reference.shape), flag)


def egfr(creatinine: float, age: int, sex: str) -> float:
    """Estimated filtration rate in mL/min/1.73 m² from creatinine in mg/dL: CKD-EPI 2021, without race."""
    kappa, alpha, factor = (0.7, -0.241, 1.012) if sex == "female" else (0.9, -0.302, 1.0)
    ratio = creatinine / kappa
    return float(142 * min(ratio, 1) ** alpha * max(ratio, 1) ** -1.2 * 0.9938**age * factor)


def creatinine(rate: float, age: int, sex: str) -> float:
    """The creatinine in mg/dL that gives a reduced filtration rate: the inverse of ``egfr`` above the knee."""
    kappa, factor = (0.7, 1.012) if sex == "female" else (0.9, 1.0)
    return float(kappa * (rate / (142 * 0.9938**age * factor)) ** (-1 / 1.2))

"""The sorts of incidents, as data: what happened, what shows it, and how it is to be judged.

``stories/*.yaml`` hold them. In a text, ``{patient}``, ``{known}`` and the like stand for what a scene draws.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import yaml
from pydantic import Field

from sandbox.errors import Invalid
from sandbox.tasks.base import Part

FOLDER = Path(__file__).parent / "stories"
OWN = "own"
FACTORS = ("nature", "recipient", "acquired", "mitigated")
Ages = dict[str, tuple[int, int]]
USUAL: Ages = {"happened": (16, 24), "known": (9, 14), "told": (5, 7), "answered": (1, 2)}


class Ways(Part):
    """Several ways to say one thing."""

    any: tuple[str, ...]
    shows: str = ""


Line = str | tuple[str, str] | Ways
"""A sentence; a sentence with the names of what it shows, parted by blanks; or several ways to say it."""


class Sheet(Part):
    """A paper of an incident beside the report.

    ``written`` names the day on which that was. Left out: a note on the day it tells of, all others when the privacy
    office, once told, had its answer.
    """

    title: str
    written: str = ""
    lines: tuple[Line, ...]


class Sort(Part):
    """One sort of incident.

    ``people`` is how many it concerns, or least and most; ``residents`` the same by state. ``ages`` are days before
    today (of an own release: days before the end) on which it happened, was first known in the house, was told to who
    decides, and was answered by those who were asked; ``discovered`` says which of them counts. ``flags`` are
    circumstances of the release rules.
    ``factors`` are the ratings of the four factors, the best first and then what is accepted too; empty when an
    exception makes an assessment needless. ``due`` and ``may`` are further steps: wanted, and not wrong.
    ``adult``: it can only be about a grown patient who lives; ``employed``: who works, too. ``accounting`` overrules
    what the rules say where people may differ. ``delay`` is how the police asked for one.
    """

    people: int | tuple[int, int] = 1
    residents: dict[str, tuple[int, int]] = Field(default_factory=dict)
    ages: Ages = Field(default_factory=lambda: dict(USUAL))
    discovered: str = "known"
    delay: str = ""
    adult: bool = False
    employed: bool = False
    flags: dict[str, Any]
    factors: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    because: dict[str, str]
    due: tuple[str, ...]
    may: tuple[str, ...] = ()
    accounting: tuple[str, ...] = ()
    held: str
    account: tuple[Line, ...]
    papers: tuple[Sheet, ...]

    @property
    def of_patient(self) -> bool:
        """Whether it is about the patient of the chart."""
        return "{patient}" in self.held


@cache
def sorts() -> dict[str, Sort]:
    """The sorts of a colleague's incident by name; variants of one are called ``name:variant``."""
    found: dict[str, Sort] = {}
    for path in sorted(FOLDER.glob("*.yaml")):
        if path.stem != OWN:
            found |= {name: Sort.model_validate(raw) for name, raw in _read(path).items()}
    return found


@cache
def own_sorts() -> dict[str, Sort]:
    """What may come of an own wrong release, by name; each laid over what all of them share."""
    raw = _read(FOLDER / f"{OWN}.yaml")
    base = raw.pop("base")
    return {
        name: Sort.model_validate({**base, **each, "because": {**base["because"], **each["because"]}})
        for name, each in raw.items()
    }


def _read(path: Path) -> dict[str, Any]:
    return dict(yaml.safe_load(path.read_text(encoding="utf-8")))


def resolve(name: str) -> tuple[str, ...]:
    """The sorts that ``name`` or ``name:variant`` stands for; ``ValueError`` lists those there are."""
    found = tuple(each for each in sorts() if each == name or each.split(":")[0] == name)
    if not found:
        raise ValueError(f"there is no sort of incident “{name}”; use one of: {', '.join(sorts())}")
    return found


def draw(names: Sequence[str], random: Random, *, adult: bool, employed: bool) -> str:
    """One sort out of a list of names, out of all for an empty list, that fits the patient.

    ``adult``: the patient is grown and lives; ``employed``: and works. ``Invalid`` if no sort fits.
    """

    def fits(name: str) -> bool:
        sort = sorts()[name]
        return (adult or not (sort.adult or sort.employed)) and (employed or not sort.employed)

    known = list(names) or list(dict.fromkeys(each.split(":")[0] for each in sorts()))
    able = [found for name in known if (found := [each for each in resolve(name) if fits(each)])]
    if not able:
        raise Invalid(
            f"None of these incidents can be about this patient: {', '.join(names)}.",
            "Name sorts that fit the patient's age, work and end, or give the task another chart.",
        )
    return random.choice(random.choice(able))

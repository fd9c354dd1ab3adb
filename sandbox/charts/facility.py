"""The facilities of the simulated world, their rosters, and who of them takes which part in a chart."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import datetime, timedelta
from functools import lru_cache
from pathlib import Path
from random import Random
from types import MappingProxyType
from typing import Any

import yaml

from sandbox.charts.model import Facility, Policy, Setting, Staff
from sandbox.errors import Invalid, NotFound, SandboxError

ROLES = (
    "physician",
    "resident",
    "physician_assistant",
    "nurse_practitioner",
    "midwife",
    "crna",
    "psychologist",
    "counselor",
    "nurse",
    "nursing_assistant",
    "medical_assistant",
    "mds_coordinator",
    "therapist",
    "pharmacist",
    "dietitian",
    "case_manager",
    "social_worker",
    "chaplain",
    "technologist",
    "registrar",
    "coder",
    "him",
    "administrator",
)
"""Every role word of a roster."""

PRACTITIONERS = (
    "physician",
    "resident",
    "physician_assistant",
    "nurse_practitioner",
    "midwife",
    "crna",
    "psychologist",
)
"""Roles that may establish a diagnosis or give orders within their privileges (Guidelines I.A.19, I.B.14)."""

SHARED = Path(__file__).parent / "shared"


@dataclass(frozen=True, slots=True)
class Part:
    """A part in a chart: which roles and specialties may play it. ``by_shift`` parts change with the time of day.

    People of ``unit`` come first, then those of the encounter's unit, then those of ``home``, then anybody able.
    """

    roles: tuple[str, ...]
    specialties: tuple[str, ...] = ()
    unit: str = ""
    by_shift: bool = False
    home: str = ""


PARTS: Mapping[str, Part] = MappingProxyType(
    {
        "resident": Part(("resident",)),
        "ed_physician": Part(("physician",), ("Emergency medicine",)),
        "ed_nurse": Part(("nurse",), unit="Emergency Department", by_shift=True),
        "nurse": Part(("nurse",), by_shift=True),  # of the encounter's unit
        "or_nurse": Part(("nurse",), unit="Surgical Services", by_shift=True),
        "aide": Part(("nursing_assistant", "medical_assistant"), by_shift=True),
        "anesthesiologist": Part(("physician",), ("Anesthesiology",)),
        "crna": Part(("crna",)),
        "radiologist": Part(("physician",), ("Radiology",)),
        "pathologist": Part(("physician",), ("Pathology",)),
        "lab": Part(("technologist",), ("Laboratory",)),
        "microbiology": Part(("technologist",), ("Microbiology", "Laboratory")),
        "physical_therapist": Part(("therapist",), ("Physical therapy",)),
        "occupational_therapist": Part(("therapist",), ("Occupational therapy",)),
        "speech_therapist": Part(("therapist",), ("Speech therapy",)),
        "respiratory_therapist": Part(("therapist",), ("Respiratory therapy",)),
        "pharmacist": Part(("pharmacist",)),
        "dietitian": Part(("dietitian",)),
        "case_manager": Part(("case_manager", "social_worker"), unit="Case Management"),
        "social_worker": Part(("social_worker",), home="Case Management"),
        "chaplain": Part(("chaplain",)),
        "psychologist": Part(("psychologist",)),
        "counselor": Part(("counselor",)),
        "registrar": Part(("registrar",)),
        "mds_coordinator": Part(("mds_coordinator",)),
        "nurse_practitioner": Part(("nurse_practitioner",)),
        "midwife": Part(("midwife",)),
        "coder": Part(("coder",)),
        "him": Part(("him",)),
    }
)
"""Parts every pathway may name as author. A pathway adds its own under ``cast``, and always has ``attending``."""


def _staff(role: str, lines: Iterable[str]) -> Iterable[Staff]:
    for line in lines:
        who, specialty, unit, shift = ([word.strip() for word in line.split("|")] + ["", "", ""])[:4]
        name, _, credential = who.partition(", ")
        identity = "-".join([role, *name.lower().split()]).replace("_", "-")
        yield Staff(identity, name, credential, role, specialty, unit, shift or "day")


def _policy(facility: str, written: Mapping[str, Any]) -> Policy:
    """The usual policy with what the facility's file says otherwise; ``Invalid`` for a word that policy lacks."""
    known = [one.name for one in fields(Policy)]
    for word in written:
        if word not in known:
            raise Invalid(f"{facility} sets the policy '{word}', which does not exist.", f"Use {', '.join(known)}.")
    given: dict[str, Any] = {
        word: tuple(value) if isinstance(value, list) else value for word, value in written.items()
    }
    return Policy(**given)


@lru_cache(maxsize=1)
def _read() -> dict[str, tuple[Facility, tuple[Setting, ...]]]:
    raw: dict[str, Any] = yaml.safe_load((SHARED / "facilities.yaml").read_text(encoding="utf-8"))
    found = {}
    for key, one in raw.items():
        roster = tuple(person for role, lines in one["staff"].items() for person in _staff(role, lines))
        policy = _policy(key, one.get("policy", {}))
        place = Facility(key, one["name"], one["address"], one["phone"], tuple(one["units"]), roster, policy)
        found[key] = (place, tuple(Setting(word) for word in one["settings"]))
    return found


def facilities() -> dict[str, Facility]:
    """All facilities by id."""
    return {key: place for key, (place, _) in _read().items()}


def facility_for(setting: Setting, wanted: str | Facility | None = None) -> Facility:
    """The wanted facility, or the first one that gives this kind of care. ``NotFound`` for an unknown id."""
    if isinstance(wanted, Facility):
        return wanted
    if wanted is None:
        return next(place for place, settings in _read().values() if setting in settings)
    if wanted not in _read():
        raise NotFound(f"There is no facility '{wanted}'.", f"Use one of: {', '.join(_read())}.")
    return _read()[wanted][0]


def settings_at(facility: Facility) -> tuple[Setting, ...]:
    """The kinds of care that a facility gives; every kind of one that is not among ours."""
    return _read()[facility.id][1] if facility.id in _read() else tuple(Setting)


def shift_at(when: datetime) -> str:
    """The shift that works at a time: day 07-15, evening 15-23, night 23-07."""
    if 7 <= when.hour < 15:
        return "day"
    return "evening" if 15 <= when.hour < 23 else "night"


def workday(when: datetime) -> int:
    """The day to which a moment's shift belongs: a night belongs to the day on which it began."""
    return (when - timedelta(hours=7)).toordinal()


def on_duty(able: tuple[Staff, ...], day: int) -> tuple[Staff, ...]:
    """Who of a unit's shift works on a day: five days on, two days off, each at other days."""
    return tuple(person for place, person in enumerate(able) if (day + 2 * place) % 7 > 1)


_rosters: dict[int, tuple[tuple[Staff, ...], dict[tuple[Part, str], tuple[Staff, ...]]]] = {}


def _candidates(staff: tuple[Staff, ...], part: Part, unit: str) -> tuple[Staff, ...]:
    """``_able``, remembered by the roster's identity: hashing sixty people a call would cost more than the search."""
    roster, known = _rosters.get(id(staff), ((), {}))
    if roster is not staff:
        if len(_rosters) > 64:
            _rosters.clear()
        known = {}
        _rosters[id(staff)] = (staff, known)
    if (part, unit) not in known:
        known[part, unit] = _able(staff, part, unit)
    return known[part, unit]


def _able(staff: tuple[Staff, ...], part: Part, unit: str) -> tuple[Staff, ...]:
    """Who can play a part: of the right role and specialty, of the unit where the roster has such people."""
    able = tuple(p for p in staff if p.role in part.roles and (not part.specialties or p.specialty in part.specialties))
    for place in (part.unit, unit, part.home):
        there = tuple(person for person in able if place and person.unit == place)
        if there:
            return there
    return able


class Cast:
    """Who plays which part in one chart. A part keeps its person; parts by shift keep one person a day and shift.

    ``unit_at`` names the unit on which the patient lies, where that changes in the stay.
    """

    def __init__(
        self,
        facility: Facility,
        unit: str,
        parts: Mapping[str, Part],
        random: Random,
        unit_at: Callable[[datetime], str] | None = None,
    ) -> None:
        self.facility = facility
        self.unit = unit
        self.unit_at = unit_at
        self.parts = parts
        self.random = random
        self._chosen: dict[tuple[str, int, str, str], Staff] = {}

    def player(self, part: str, when: datetime) -> Staff:
        """The staff member in a part at a time; ``SandboxError`` if nobody at the facility can play it."""
        wanted = self.parts[part]
        key = (part, 0, "", self.unit)
        if wanted.by_shift:
            key = (part, workday(when), shift_at(when), self.unit_at(when) if self.unit_at else self.unit)
        if key not in self._chosen:
            self._chosen[key] = self._pick(wanted, *key)
        return self._chosen[key]

    def _pick(self, part: Part, name: str, day: int, shift: str, unit: str) -> Staff:
        able = _candidates(self.facility.staff, part, unit)
        if shift:
            able = tuple(person for person in able if person.shift == shift) or able
            able = on_duty(able, day) or able
        if not able:
            raise SandboxError(
                f"{self.facility.name} has nobody who can be '{name}'.",
                f"Add a {' or '.join(part.roles)} to its roster, or let another facility give this care.",
            )
        return able[int(self.random.random() * len(able))]

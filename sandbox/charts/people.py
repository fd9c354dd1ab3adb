"""Synthetic patients. Every number lies in a range that no real person holds.

Social security numbers use area 900, which is never assigned; phones lie in 202-555-0100 to 0199, reserved for
fiction; mail ends in example.org; streets, towns and plans are made up and the state is XX.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import date, timedelta
from random import Random

from faker import Faker

from sandbox.charts.model import Patient

_STREETS = (
    "Thistle Court",
    "Millrace Lane",
    "Heron Way",
    "Copperleaf Drive",
    "Old Quarry Road",
    "Juniper Terrace",
    "Saltbox Lane",
    "Windrow Street",
    "Larch Avenue",
    "Fiddler's Row",
    "Bellflower Road",
    "Cobblers Close",
)
_TOWNS = (
    ("Fairmeadow", "00410"),
    ("Stonebrook Falls", "00427"),
    ("Eastmarsh", "00433"),
    ("Upper Tansy", "00458"),
    ("Port Linden", "00471"),
    ("Harrow Glen", "00486"),
)
_EMPLOYERS = (
    "Fairmeadow Millworks",
    "Tansy County Schools",
    "Linden Port Freight",
    "Brightwater Grocers",
    "Eastmarsh Transit",
    "Quarry Road Nursery",
    "Harrow Glen Credit Union",
)
_PLANS = ("Evergreen Mutual PPO (synthetic)", "Bluestem Health HMO (synthetic)", "Lakeshore Employers Plan (synthetic)")
_RELIGIONS = ("No preference", "Protestant", "Catholic", "Jewish", "Muslim", "Buddhist", "Declined to state")
_MARITAL = ("married", "married", "widowed", "divorced", "single")

_local = threading.local()


def _names(random: Random) -> Faker:
    """This thread's own Faker, seeded from the chart's random numbers; other users of Faker are not disturbed."""
    faker: Faker | None = getattr(_local, "faker", None)
    if faker is None:
        faker = _local.faker = Faker("en_US", use_weighting=False)
    faker.seed_instance(random.getrandbits(64))
    return faker


def _digits(random: Random, count: int) -> str:
    return f"{int(random.random() * 10**count):0{count}d}"


def _phone(random: Random) -> str:
    return f"202-555-01{_digits(random, 2)}"


def _ssn(random: Random) -> str:
    return f"9{_digits(random, 2)}-{10 + int(random.random() * 40)}-{1 + int(random.random() * 9998):04d}"


def _pick(random: Random, choices: tuple[str, ...]) -> str:
    return choices[int(random.random() * len(choices))]


def _born(random: Random, age: int, on: date) -> date:
    """A birthday that makes the person ``age`` whole years old on a day, and not on the day itself."""
    year = on.year - age
    latest = date(year, on.month, min(on.day, 28)) - timedelta(days=1)
    return latest - timedelta(days=int(random.random() * 360))


def _payer(random: Random, age: int) -> tuple[str, str]:
    if age >= 65:
        return "Medicare (synthetic)", f"S{_digits(random, 10)}"
    if random.random() < 0.2:
        return "State Medicaid (synthetic)", f"X{_digits(random, 9)}"
    return _pick(random, _PLANS), f"P{_digits(random, 8)}"


def _other(draw: Callable[[], str], taken: str) -> str:
    """A name that is not already taken: nobody is called Lucas Lucas."""
    name = draw()
    while name == taken:
        name = draw()
    return name


def _kin(random: Random, faker: Faker, sex: str, age: int, family: str, marital: str, newborn: bool) -> tuple[str, str]:
    """Name and relation of the next of kin: a parent for a minor (of a newborn the mother), the spouse, a child or
    sibling."""
    female = random.random() < 0.5 or newborn
    if marital == "married":
        female = sex == "male"
        relation = "wife" if female else "husband"
    elif age < 18:
        relation = "mother" if female else "father"
    elif age > 50:
        relation = "daughter" if female else "son"
    else:
        relation = "sister" if female else "brother"
    return f"{_other(faker.first_name_female if female else faker.first_name_male, family)} {family}", relation


def person(random: Random, *, sex: str, age: int, on: date, days: int | None = None) -> Patient:
    """A patient of this sex (``female`` or ``male``) and age in whole years on a day.

    ``days`` is the age in days of a newborn or infant instead. A baby born on the day itself is registered as hospitals
    do before it has a name: ``Babygirl Moore``.
    """
    faker = _names(random)
    given = faker.first_name_female() if sex == "female" else faker.first_name_male()
    family = _other(faker.last_name, given)
    if days == 0:
        given = "Babygirl" if sex == "female" else "Babyboy"
    marital = "single" if age < 24 else _pick(random, _MARITAL)
    kin, relation = _kin(random, faker, sex, age, family, marital, days is not None and days < 28)
    town, postcode = _TOWNS[int(random.random() * len(_TOWNS))]
    payer, member = _payer(random, age)
    born = _born(random, age, on) if days is None else on - timedelta(days=days)
    writer = kin if age < 14 else f"{given} {family}"
    working = "Retired" if age >= 66 else _pick(random, _EMPLOYERS)
    return Patient(
        mrn=f"8{_digits(random, 6)}",
        name=f"{given} {family}",
        born=born,
        sex=sex,
        ssn=_ssn(random),
        address=f"{1 + int(random.random() * 980)} {_pick(random, _STREETS)}, {town}, XX {postcode}",
        phone=_phone(random),
        email=writer.lower().replace(" ", ".").replace("'", "") + "@example.org",
        next_of_kin=kin,
        next_of_kin_relation=relation,
        next_of_kin_phone=_phone(random),
        payer=payer,
        member_id=member,
        religion=_pick(random, _RELIGIONS),
        marital_status=marital,
        employer="Not applicable" if age < 18 else working,
    )

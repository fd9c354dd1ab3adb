"""People and organisations that write to the hospital: made up, with reserved phone numbers and example.org mail."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

GIVEN = ("Marguerite", "Tobias", "Ines", "Corwin", "Leora", "Desmond", "Philippa", "Anselm", "Yolanda", "Bertram")
FAMILY = (
    "Oyelaran",
    "Vance",
    "Holloway",
    "Castellan",
    "Brandvold",
    "Ito",
    "Merriweather",
    "Pell",
    "Quennell",
    "Sorrel",
)
FIRMS = ("Castellan & Pell", "Holloway Brandvold LLP", "Law Office of Quennell", "Sorrel, Vance & Ito")
COURTS = ("Tansy County Superior Court", "Circuit Court of Linden County", "Stonebrook District Court")
HOSPITALS = ("Bracken Ridge Medical Center", "Saint Oriel Hospital", "Larkmoor Heart Clinic", "Millrace Rehabilitation")
LIFE_INSURERS = ("Hearthstone Life", "Granite Mutual Life", "Seven Oaks Annuity and Life")
EMPLOYERS = ("Fairmeadow Millworks", "Linden Port Freight", "Brightwater Grocers")
POLICE = ("Fairmeadow Police Department", "Tansy County Sheriff", "Port Linden Police")
PAPERS = ("The Tansy Courier", "Channel 58 News", "Linden Ledger")
STREETS = ("Copperleaf Drive", "Heron Way", "Windrow Street", "Saltbox Lane")
TOWNS = ("Fairmeadow", "Eastmarsh", "Port Linden", "Harrow Glen")
PROGRAMS = ("Alder Recovery Program", "Second Harbor Recovery Unit", "Stillwater Recovery Program")


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody outside the hospital."""

    given: str
    family: str

    @property
    def name(self) -> str:
        """Given and family name."""
        return f"{self.given} {self.family}"

    @property
    def mail(self) -> str:
        """Their address at example.org."""
        return f"{self.given}.{self.family}@example.org".lower()


class Outside:
    """Draws people and organisations from one source of random numbers."""

    def __init__(self, random: Random) -> None:
        self.random = random

    def person(self) -> Person:
        """Somebody."""
        return Person(self.random.choice(GIVEN), self.random.choice(FAMILY))

    def one_of(self, names: tuple[str, ...]) -> str:
        """An organisation."""
        return self.random.choice(names)

    def address(self) -> str:
        """A made-up street address."""
        return f"{self.random.randrange(10, 990)} {self.random.choice(STREETS)}, {self.random.choice(TOWNS)}, XX"

    def phone(self) -> str:
        """A number reserved for fiction."""
        return f"202-555-01{self.random.randrange(100):02d}"

    def number(self, prefix: str) -> str:
        """A case, claim or file number."""
        return f"{prefix}-{self.random.randrange(1000, 9999)}"

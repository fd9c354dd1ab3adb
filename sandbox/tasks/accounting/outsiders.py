"""Who gets information: made up, but for the patient's own kin, plan and employer. Reserved numbers, example.org."""

from __future__ import annotations

from dataclasses import dataclass, field
from random import Random

from sandbox.charts.model import Chart

GIVEN = (
    "Cordelia",
    "Barnaby",
    "Seraphine",
    "Leopold",
    "Henrietta",
    "Ambrose",
    "Winifred",
    "Cyril",
    "Ottilie",
    "Jasper",
)
FAMILY = ("Featherstone", "Okonjo", "Lindqvist", "Marchbanks", "Tremaine", "Abernathy", "Rosewater", "Villanova")
STREETS = ("Juniper Court", "Millstone Road", "Harbor Street", "Lantern Row", "Quarry Lane", "Meadow Walk")
TOWNS = ("Fairmeadow, XX 00410", "Eastmarsh, XX 00411", "Port Linden, XX 00413", "Harrow Glen, XX 00414")

OFFICES: dict[str, tuple[str, ...]] = {
    "health_department": ("Tansy County Health Department", "Linden County Health Department"),
    "tuberculosis": ("State Tuberculosis Control Program",),
    "vaccine_registry": ("State Vaccine Registry",),
    "maker": ("Brightline Infusion Systems", "Corvane Medical Devices"),
    "ambulance": ("Tansy County Ambulance Service", "Port Linden Ambulance"),
    "adult_protection": ("State Adult Protective Services",),
    "licensing": ("State Department of Health, Hospital Licensing",),
    "fraud_unit": ("State Medicaid Fraud Control Unit",),
    "hhs": ("Office for Civil Rights, U.S. Department of Health and Human Services",),
    "court": ("Tansy County Superior Court", "Stonebrook District Court"),
    "other_side": ("Pell & Rosewater, lawyers for the other side", "Marchbanks LLP, lawyers for the other side"),
    "police": ("Fairmeadow Police Department", "Port Linden Police Department"),
    "sheriff": ("Tansy County Sheriff", "Linden County Sheriff"),
    "researcher": ("Larkmoor Institute, study office", "Millrace University, study office"),
    "carrier": ("Granite Compensation Insurance", "Harborline Compensation Fund"),
    "college": ("Linden Community College", "Harrow Glen Technical College"),
    "wrong_number": ("Tilly’s Flower Shop", "Northside Tire and Brake"),
    "life_insurer": ("Hearthstone Life", "Seven Oaks Life"),
    "clinic": ("Larkmoor Heart Clinic", "Saint Oriel Joint Clinic"),
    "hospital": ("Bracken Ridge Medical Center", "Saint Oriel Hospital"),
    "pharmacy": ("Copperleaf Pharmacy", "Meadow Walk Pharmacy"),
    "scanning_firm": ("Paperbright Scanning",),
    "relief": ("Regional Relief Society",),
    "intelligence": ("Federal intelligence service, liaison office",),
    "jail": ("Linden County Jail, health services",),
    "university": ("Millrace University, outcomes office",),
}
STRANGERS = ("stranger", "own_lawyer", "clergy")
PASSING = ("caller", "visitor", "officer")
TITLES = {"own_lawyer": "{}, lawyer for the patient", "clergy": "Rev. {}"}


@dataclass(frozen=True, slots=True)
class Recipient:
    """Somebody who gets information, as a log names them."""

    name: str
    address: str


@dataclass(slots=True)
class Outsiders:
    """Draws recipients about one patient; the same word gives the same recipient, so that several can go there."""

    chart: Chart
    random: Random
    known: dict[str, Recipient] = field(default_factory=dict)

    def recipient(self, word: str) -> Recipient:
        """The recipient for a word of a sort (``Sort.to``)."""
        if word not in self.known:
            self.known[word] = self._drawn(word)
        return self.known[word]

    def number(self) -> str:
        """A case, claim or file number."""
        return f"{self.random.choice('ABCDEFGH')}-{self.random.randrange(1000, 9999)}"

    def _drawn(self, word: str) -> Recipient:
        patient = self.chart.patient
        mine = {
            "self": (f"{patient.name}, the patient", patient.address),
            "kin": (f"{patient.next_of_kin} ({patient.next_of_kin_relation})", "told in person or by telephone"),
            "plan": (f"{patient.payer}, the patient’s plan", self._address()),
            "employer": (f"{patient.employer or 'Brightwater Grocers'}, the patient’s employer", self._address()),
            "own_department": ("Health Information Management, coding", "our own department"),
        }
        if word in mine:
            return Recipient(*mine[word])
        if word in PASSING:
            return Recipient(self._name(), "not asked")
        if word in STRANGERS:
            return Recipient(TITLES.get(word, "{}").format(self._name()), self._address())
        return Recipient(self.random.choice(OFFICES[word]), self._address())

    def _name(self) -> str:
        """A name that nobody else here has."""
        taken = " ".join((self.chart.patient.name, *(each.name for each in self.known.values())))
        able = [family for family in FAMILY if family not in taken] or list(FAMILY)
        return f"{self.random.choice(GIVEN)} {self.random.choice(able)}"

    def _address(self) -> str:
        return f"{self.random.randrange(10, 990)} {self.random.choice(STREETS)}, {self.random.choice(TOWNS)}"

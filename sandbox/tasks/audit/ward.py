"""The part of the facility that an access log needs: people at work, patients in outline, and who works with whom."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from random import Random

from sandbox.charts.model import Chart, Facility, Staff
from sandbox.charts.people import person
from sandbox.tasks.base import World

# Streets that no patient lives in, so that nobody is a neighbour by accident.
_STREETS = ("Alder Rise", "Candlemaker Row", "Drover's Walk", "Kestrel Bank", "Osier Lane", "Tollgate Road")
_HOURS = {"day": (7, 15), "evening": (15, 23), "night": (0, 7)}
TREATING = ("physician", "resident", "physician_assistant", "nurse_practitioner", "midwife", "nurse")
DISTANT = 400  # days after which an old stay is long over


@dataclass(slots=True)
class Inmate:
    """A patient in outline: what the bed list and the index show."""

    mrn: str
    name: str
    address: str
    age: int
    unit: str
    stay: str
    kin: str
    note: str = ""
    present: bool = True


@dataclass(slots=True)
class Duty:
    """A member of staff in the directory: home address, and duty on each day of the log."""

    staff: Staff
    address: str
    days: dict[date, str] = field(default_factory=dict)
    note: str = ""


@dataclass(frozen=True, slots=True)
class Tie:
    """A reason for which somebody works with a patient, as a list of the facility shows it."""

    mrn: str
    user: str
    reason: str


@dataclass(slots=True)
class Entry:
    """One line of the log."""

    when: datetime
    user: Staff
    patient: Inmate
    section: str
    action: str
    reason: str = ""
    station: str = ""


@dataclass(slots=True)
class Ward:
    """The world of one log while it is being made."""

    facility: Facility
    days: tuple[date, date]
    random: Random
    patients: list[Inmate] = field(default_factory=list)
    duties: dict[str, Duty] = field(default_factory=dict)
    ties: list[Tie] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)
    busy: set[str] = field(default_factory=set)  # ids of staff with a part in an incident or an exception
    told: set[str] = field(default_factory=set)  # record numbers of patients with such a part
    stations: dict[str, str] = field(default_factory=dict)

    def tied(self, user: Staff, patient: Inmate) -> bool:
        """Whether a list of the facility connects the two."""
        return any(tie.user == user.id and tie.mrn == patient.mrn for tie in self.ties)

    def tie(self, user: Staff, patient: Inmate, reason: str) -> None:
        """Connect the two, once for each reason."""
        tie = Tie(patient.mrn, user.id, reason)
        if tie not in self.ties:
            self.ties.append(tie)

    def at(self, user: Staff, day: date) -> datetime:
        """A time within the user's shift on a day."""
        start, end = _HOURS[user.shift]
        return datetime.combine(day, time(start)) + timedelta(minutes=self.random.randint(10, (end - start) * 60 - 10))

    def working_day(self, user: Staff) -> date:
        """A day of the log on which the user is at work."""
        return self.random.choice([day for day in self.days if self.duties[user.id].days[day] == "on duty"])

    def station(self, unit: str) -> str:
        """A workstation of a unit: ``3W-04``."""
        return f"{_short(unit)}-{self.random.randint(1, 9):02d}"

    def station_of(self, user: Staff) -> str:
        """The workstation a user always works at, so that nobody is in two places by accident."""
        if user.id not in self.stations:
            self.stations[user.id] = self.station(user.unit)
        return self.stations[user.id]

    def free(self, roles: Iterable[str] = (), *, away_from: Inmate | None = None) -> Staff | None:
        """Somebody at work who has no other part yet, of these roles, unconnected with a patient; None if nobody is."""
        wanted = tuple(roles)
        for user in self.random.sample(self.facility.staff, len(self.facility.staff)):
            if user.id in self.busy or (wanted and user.role not in wanted) or not self.on_duty(user):
                continue
            if away_from is not None and (self.tied(user, away_from) or user.unit == away_from.unit):
                continue
            self.busy.add(user.id)
            return user
        return None

    def nurse_of(self, patient: Inmate) -> Staff | None:
        """A nurse of the patient's team, at work, who has no other part yet; None if there is none."""
        team = [user for user in self.facility.staff if user.role == "nurse" and user.id not in self.busy]
        team = [user for user in team if self.tied(user, patient) and self.on_duty(user)]
        if not team:
            return None
        user = self.random.choice(team)
        self.busy.add(user.id)
        return user

    def on_duty(self, user: Staff) -> bool:
        """Whether the user works on any day of the log."""
        return "on duty" in self.duties[user.id].days.values()

    def admit(self, *, age: int | None = None, sex: str = "", name: str = "", present: bool = True) -> Inmate:
        """A new patient in outline, by default an adult in a bed whose family name nobody on the staff has."""
        families = {user.name.split()[-1] for user in self.facility.staff}
        families |= {patient.name.split()[-1] for patient in self.patients}
        years = self.random.randint(30, 88) if age is None else age
        for _ in range(40):
            who = person(self.random, sex=sex or self.random.choice(("female", "male")), age=years, on=self.days[0])
            if who.name.split()[-1] not in families:
                break
        unit = self.random.choice(_bed_units(self.facility))
        stay = f"admitted {self.days[0] - timedelta(days=self.random.randint(0, 3)):%m/%d/%Y}"
        kin = f"{who.next_of_kin} ({who.next_of_kin_relation})"
        patient = Inmate(who.mrn, name or who.name, who.address, years, unit, stay, kin, present=present)
        if not present:
            ended = self.days[0] - timedelta(days=DISTANT + self.random.randint(0, 500))
            patient.unit, patient.stay = "none", f"discharged {ended:%m/%d/%Y}"
        self.patients.append(patient)
        return patient

    def receive(self, *, age: int | None = None, name: str = "") -> Inmate:
        """A new patient in a bed, with a care team."""
        patient = self.admit(age=age, name=name)
        _assign_team(self, patient)
        return patient


def _short(unit: str) -> str:
    """The short name of a unit on its workstations: ``3 West`` is ``3W``, ``Emergency Department`` is ``ED``."""
    return "".join(word[0] for word in unit.split()).upper() or "GEN"


def _bed_units(facility: Facility) -> list[str]:
    """Units where both a nurse and a practitioner work."""
    nursed = {user.unit for user in facility.staff if user.role == "nurse"}
    treated = {user.unit for user in facility.staff if user.role in TREATING and user.role != "nurse"}
    return [unit for unit in facility.units if unit in nursed & treated] or list(facility.units[:1])


def furnish(world: World, random: Random, inpatients: int = 7) -> Ward:
    """Staff with addresses and duty, the worked charts' patients, others in beds, and the care teams."""
    days = (world.today - timedelta(days=2), world.today - timedelta(days=1))
    ward = Ward(world.facility, days, random)
    for user in world.facility.staff:
        home = f"{random.randint(1, 98)} {random.choice(_STREETS)}, Fairmeadow, XX 00410"
        off = random.random() < 0.2
        ward.duties[user.id] = Duty(user, home, {day: "off" if off and day == days[0] else "on duty" for day in days})
    for chart in world.charts.values():
        if chart.facility.id == world.facility.id:
            _follow_up(ward, chart)
    for _ in range(inpatients):
        ward.receive()
    return ward


def _follow_up(ward: Ward, chart: Chart) -> None:
    """The patient of a worked chart: the stay is over, the attending and the record room finish its record."""
    who, stay = chart.patient, chart.encounters[0]
    ended = stay.ended or datetime.combine(ward.days[0], time(7))
    kin = f"{who.next_of_kin} ({who.next_of_kin_relation})"
    state = f"discharged {ended:%m/%d/%Y}"
    age, note = who.age_on(ward.days[0]), "Record in completion"
    patient = Inmate(who.mrn, who.name, who.address, age, "none", state, kin, note, present=False)
    ward.patients.append(patient)
    for user in ward.facility.staff:
        if user.id == stay.attending_id:
            ward.tie(user, patient, "Attending, record completion")
        elif user.role == "him":
            ward.tie(user, patient, "Deficiency review")


def _assign_team(ward: Ward, patient: Inmate) -> None:
    """An attending, the unit's nurses, and two of the other professions by order."""
    staff = [user for user in ward.facility.staff if user.id not in ward.busy]
    doctors = [
        u for u in staff if u.unit == patient.unit and u.role in TREATING and u.role not in ("nurse", "resident")
    ]
    if doctors:
        ward.tie(ward.random.choice(doctors), patient, "Attending")
    for user in staff:
        if user.unit == patient.unit and user.role == "nurse":
            ward.tie(user, patient, f"Nurse, {patient.unit}")
    others = [user for user in staff if user.role in SECTIONS and user.role not in (*TREATING, "coder", "him")]
    for user in ward.random.sample(others, min(2, len(others))):
        ward.tie(user, patient, f"Order: {ORDERED_FOR.get(user.role, 'service')}")


ORDERED_FOR = {
    "therapist": "therapy evaluation",
    "pharmacist": "medication review",
    "dietitian": "nutrition consult",
    "case_manager": "discharge planning",
    "social_worker": "social work consult",
    "technologist": "specimen in laboratory",
    "registrar": "registration of the stay",
    "medical_assistant": "visit preparation",
    "nursing_assistant": "daily care",
}

SECTIONS: dict[str, tuple[str, ...]] = {
    "physician": ("Progress notes", "Lab results", "Orders", "Imaging", "Medications"),
    "resident": ("Progress notes", "Lab results", "Orders"),
    "physician_assistant": ("Progress notes", "Orders", "Imaging"),
    "nurse_practitioner": ("Progress notes", "Orders", "Lab results"),
    "midwife": ("Progress notes", "Orders", "Labor record"),
    "nurse": ("Medications", "Nursing notes", "Orders", "Vital signs", "Lab results"),
    "nursing_assistant": ("Vital signs", "Daily care"),
    "medical_assistant": ("Vital signs", "Visit list"),
    "therapist": ("Therapy notes", "Orders"),
    "pharmacist": ("Medications", "Lab results"),
    "dietitian": ("Nutrition notes", "Lab results"),
    "case_manager": ("Discharge planning", "Face sheet"),
    "social_worker": ("Discharge planning", "Face sheet"),
    "technologist": ("Orders", "Lab results"),
    "registrar": ("Face sheet", "Insurance"),
    "coder": ("Discharge summary", "Operative report", "Coding summary"),
    "him": ("Deficiency list", "Whole record"),
}
"""What each role opens in its daily work (the facility's role-based access list, 45 CFR 164.514(d)(2))."""

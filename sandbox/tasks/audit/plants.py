"""Inappropriate accesses, one function a red flag: its lines and why, or None if the roster is too small."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from sandbox.charts.model import Staff
from sandbox.tasks.audit.ward import SECTIONS, TREATING, Entry, Inmate, Ward

Planted = tuple[list[Entry], str]
Plant = Callable[[Ward], Planted | None]


def _look(ward: Ward, user: Staff, patient: Inmate, section: str = "", reason: str = "") -> Entry:
    """One viewing at a plausible time from the user's own unit."""
    opened = section or ward.random.choice(SECTIONS.get(user.role, ("Progress notes",)))
    when = ward.at(user, ward.working_day(user))
    return Entry(when, user, patient, opened, "View", reason, ward.station_of(user))


def _in_bed(ward: Ward) -> Inmate:
    """A patient in a bed who has no part in another incident, or a new one."""
    quiet = [patient for patient in ward.patients if patient.present and patient.mrn not in ward.told]
    patient = ward.random.choice(quiet) if quiet else ward.receive()
    ward.told.add(patient.mrn)
    return patient


def _clinical(ward: Ward, patient: Inmate) -> Staff | None:
    return ward.free((*TREATING, "therapist", "technologist"), away_from=patient)


def household(ward: Ward) -> Planted | None:
    """The user and a patient share surname and address."""
    patient = _in_bed(ward)
    user = _clinical(ward, patient)
    if user is None:
        return None
    patient.name = f"{patient.name.split()[0]} {user.name.split()[-1]}"
    patient.kin = f"{user.name} (relative)"
    ward.duties[user.id].address = patient.address
    why = f"{user.name} and {patient.name} share surname and address, and no list gives {user.name} a task with them."
    return [_look(ward, user, patient, "Lab results"), _look(ward, user, patient, "Progress notes")], why


def own_record(ward: Ward) -> Planted | None:
    """A member of staff looks at their own record."""
    user = ward.free((*TREATING, "therapist", "technologist", "registrar"))
    if user is None:
        return None
    patient = ward.admit(age=ward.random.randint(26, 62), name=user.name, present=False)
    patient.note, patient.address = "Employee of the facility", ward.duties[user.id].address
    patient.stay = f"laboratory visit {ward.days[0] - timedelta(days=ward.random.randint(5, 20)):%m/%d/%Y}"
    return [_look(ward, user, patient, "Lab results")], f"{user.name} opened their own record instead of asking for it."


def coworker(ward: Ward) -> Planted | None:
    """A patient works here, and somebody outside the care team is curious."""
    colleague = ward.free(("nurse", "technologist", "pharmacist", "dietitian", "registrar"))
    if colleague is None:
        return None
    patient = ward.receive(age=ward.random.randint(26, 62), name=colleague.name)
    user = _clinical(ward, patient)
    if user is None:
        return None
    ward.told.add(patient.mrn)
    duty = ward.duties[colleague.id]
    duty.days, duty.note = dict.fromkeys(ward.days, "sick leave"), "Patient in the house"
    patient.note, patient.address = "Employee of the facility", duty.address
    why = f"{patient.name} is a colleague; {user.name} is not on the care team and has no task with the record."
    return [_look(ward, user, patient)], why


def neighbour(ward: Ward) -> Planted | None:
    """User and patient live next door."""
    patient = _in_bed(ward)
    user = _clinical(ward, patient)
    if user is None:
        return None
    number, street = patient.address.split(" ", 1)
    ward.duties[user.id].address = f"{int(number) + 2} {street}"
    why = f"{user.name} lives next door to {patient.name}, and no list gives {user.name} a task with the record."
    return [_look(ward, user, patient)], why


def vip(ward: Ward) -> Planted | None:
    """A patient is in the news."""
    patient = _in_bed(ward)
    user = _clinical(ward, patient)
    if user is None:
        return None
    patient.note = "Named in the local news this week"
    return [_look(ward, user, patient)], f"{patient.name} is in the news; {user.name} has no task with the record."


def no_relationship(ward: Ward) -> Planted | None:
    """Nothing at all connects user and patient."""
    patient = _in_bed(ward)
    user = _clinical(ward, patient)
    if user is None:
        return None
    why = (
        f"{user.name} works elsewhere; no unit, order, consult, request or work list connects them with {patient.name}."
    )
    return [_look(ward, user, patient)], why


def role_mismatch(ward: Ward) -> Planted | None:
    """A registrar with a real task reads clinical notes."""
    patient = _in_bed(ward)
    user = ward.free(("registrar", "technologist"), away_from=patient)
    if user is None:
        return None
    ward.tie(
        user,
        patient,
        "Order: registration of the stay" if user.role == "registrar" else "Order: specimen in laboratory",
    )
    why = f"{user.name} had a task with {patient.name}, but a {user.role} does not need the progress notes for it."
    return [_look(ward, user, patient, "Progress notes")], why


def off_duty(ward: Ward) -> Planted | None:
    """Somebody on leave, or whose employment has ended."""
    patient = _in_bed(ward)
    user = _clinical(ward, patient)
    if user is None:
        return None
    entry, duty = _look(ward, user, patient), ward.duties[user.id]
    if ward.random.random() < 0.5:
        duty.days, duty.note = dict.fromkeys(ward.days, "on leave"), "On leave"
        return [entry], f"{user.name} was on leave, and no list gives them a task with {patient.name}."
    left = ward.days[0] - timedelta(days=ward.random.randint(4, 12))
    duty.days, duty.note = dict.fromkeys(ward.days, "left"), f"Employment ended {left:%m/%d/%Y}"
    return [entry], f"{user.name}'s employment ended on {left:%m/%d/%Y}; the sign-on should have been closed."


def browsing(ward: Ward) -> Planted | None:
    """Five records in alphabetical order within minutes."""
    inside = sorted((p for p in ward.patients if p.present), key=lambda patient: patient.name.split()[-1])
    user = ward.free(("registrar", "technologist", "dietitian", "pharmacist", "therapist"))
    if user is None:
        return None
    targets = [patient for patient in inside if not ward.tied(user, patient)][:5]
    if len(targets) < 4:
        return None
    start = ward.at(user, ward.working_day(user))
    station = ward.station_of(user)
    entries = [
        Entry(start + timedelta(minutes=step), user, patient, "Face sheet", "View", "", station)
        for step, patient in enumerate(targets)
    ]
    count = len(targets)
    why = f"{user.name} opened {count} records in {count} minutes in alphabetical order, with no task in any."
    return entries, why


def break_glass(ward: Ward) -> Planted | None:
    """A restricted record, opened with a reason that says nothing."""
    patient = _in_bed(ward)
    user = _clinical(ward, patient)
    if user is None:
        return None
    patient.note = "Restricted record (break the glass)"
    reason = ward.random.choice((".", "xx", "pt care", "need to see"))
    entry = _look(ward, user, patient, "", reason)
    entry.action = "Break the glass, view"
    return [entry], f"The record is restricted; “{reason}” is no reason, and no list gives {user.name} a task with it."


def long_discharged(ward: Ward) -> Planted | None:
    """An old record without an open task."""
    patient = ward.admit(present=False)
    died = ward.random.random() < 0.5
    patient.note = "Deceased" if died else ""
    user = ward.free((*TREATING, "technologist", "registrar"), away_from=patient)
    if user is None:
        return None
    state = "died" if died else "was discharged"
    return [_look(ward, user, patient)], f"{patient.name} {state} more than a year ago and no task is open; why now?"


def sensitive(ward: Ward) -> Planted | None:
    """A nurse of the team opens psychotherapy notes."""
    patient = _in_bed(ward)
    user = ward.nurse_of(patient)
    if user is None:
        return None
    why = (
        f"{user.name} nurses {patient.name} and may see the chart, but psychotherapy notes are kept apart and need the "
        "patient's authorization."
    )
    return [_look(ward, user, patient, "Psychotherapy notes")], why


def export(ward: Ward) -> Planted | None:
    """A whole record leaves the building."""
    patient = _in_bed(ward)
    team = [u for u in ward.facility.staff if u.role in TREATING and ward.tied(u, patient) and ward.on_duty(u)]
    team = [user for user in team if user.id not in ward.busy]
    if not team:
        return None
    user = ward.random.choice(team)
    ward.busy.add(user.id)
    entry = _look(ward, user, patient, "Whole record")
    entry.action, entry.station = "Export", "REMOTE"
    return [
        entry
    ], f"{user.name} treats {patient.name}, but exporting the whole record to a remote place serves no task."


def two_places(ward: Ward) -> Planted | None:
    """One sign-on on two workstations far apart in the same minute."""
    staff = [u for u in ward.facility.staff if u.role == "nurse" and u.id not in ward.busy and ward.on_duty(u)]
    for user in ward.random.sample(staff, len(staff)):
        own = [patient for patient in ward.patients if patient.present and ward.tied(user, patient)]
        others = [unit for unit in ward.facility.units if unit != user.unit]
        if own and others:
            ward.busy.add(user.id)
            one = _look(ward, user, ward.random.choice(own), "Medications")
            far = ward.station(ward.random.choice(others))
            other = Entry(one.when, user, ward.random.choice(own), "Orders", "View", "", far)
            why = f"{user.name} cannot be at {one.station} and {far} in the same minute; the sign-on is shared."
            return [one, other], why
    return None


def custody(ward: Ward) -> Planted | None:
    """A child's record warns of a parent who works here."""
    patient = ward.receive(age=ward.random.randint(4, 14))
    ward.told.add(patient.mrn)
    user = ward.free(("nurse", "technologist", "therapist", "registrar"), away_from=patient)
    if user is None:
        return None
    patient.note = f"Custody dispute: no information to {user.name}"
    return [_look(ward, user, patient, "Face sheet")], f"The record warns of {user.name}, who has no task with it."


PLANTS: dict[str, Plant] = {
    "household": household,
    "own_record": own_record,
    "coworker": coworker,
    "neighbour": neighbour,
    "vip": vip,
    "no_relationship": no_relationship,
    "role_mismatch": role_mismatch,
    "off_duty": off_duty,
    "browsing": browsing,
    "break_glass": break_glass,
    "long_discharged": long_discharged,
    "sensitive": sensitive,
    "export": export,
    "two_places": two_places,
    "custody": custody,
}

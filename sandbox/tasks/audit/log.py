"""The access log: daily work, lines that look odd and are explained by a list, and planted inappropriate accesses."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from random import Random
from typing import Any

from sandbox.charts.model import Staff
from sandbox.tasks.audit.answer import AuditSpec
from sandbox.tasks.audit.flags import FLAGS
from sandbox.tasks.audit.plants import PLANTS
from sandbox.tasks.audit.ward import SECTIONS, TREATING, Entry, Inmate, Ward, furnish
from sandbox.tasks.base import World


@dataclass(frozen=True, slots=True)
class Log:
    """A finished log: entries in order, and which of them were planted as what (by position from 0)."""

    ward: Ward
    entries: tuple[Entry, ...]
    incidents: tuple[tuple[str, tuple[int, ...], str], ...]  # flag, lines, why
    explained: tuple[tuple[int, str], ...]


def make(spec: AuditSpec, world: World, random: Random) -> Log:
    """A log of the two days before the simulated day."""
    ward = furnish(world, random)
    explained = _explained(ward)
    incidents = _incidents(spec, ward)
    count = random.randint(*spec.entries)
    ward.entries += [entry for _, entries, _ in incidents for entry in entries]
    ward.entries += [entry for entries, _ in explained for entry in entries]
    _daily_work(ward, count - len(ward.entries))
    entries = tuple(
        sorted(ward.entries, key=lambda entry: (entry.when, entry.user.id, entry.patient.mrn, entry.section))
    )
    place = {id(entry): number for number, entry in enumerate(entries)}
    return Log(
        ward,
        entries,
        tuple((flag, tuple(sorted(place[id(e)] for e in lines)), why) for flag, lines, why in incidents),
        tuple(sorted((place[id(entry)], why) for lines, why in explained for entry in lines)),
    )


def _incidents(spec: AuditSpec, ward: Ward) -> list[tuple[str, list[Entry], str]]:
    """As many different flags as asked for, as far as this facility's roster allows."""
    names = list(spec.flags or FLAGS)
    wanted = ward.random.randint(*spec.incidents)
    # Browsing comes last: it follows the alphabet of names that other incidents may still change.
    order = sorted(ward.random.sample(names, min(wanted, len(names))), key=lambda name: name == "browsing")
    spare = [name for name in names if name not in order and name != "browsing"]
    spare = ward.random.sample(spare, len(spare))
    found: list[tuple[str, list[Entry], str]] = []
    for name in order:
        planted = PLANTS[name](ward)
        while planted is None and spare:
            name = spare.pop()
            planted = PLANTS[name](ward)
        if planted is not None:
            found.append((name, *planted))
    return found


Explanation = tuple[list[Entry], str]


def _enter(ward: Ward, user: Staff, patient: Inmate, section: str, action: str = "View", reason: str = "") -> Entry:
    when = ward.at(user, ward.working_day(user))
    return Entry(when, user, patient, section, action, reason, ward.station_of(user))


def _coder(ward: Ward) -> Explanation | None:
    user, patient = ward.free(("coder",)), _discharged(ward)
    if user is None:
        return None
    ward.tie(user, patient, f"Coding queue {ward.days[0]:%m/%d/%Y}")
    lines = [_enter(ward, user, patient, "Discharge summary"), _enter(ward, user, patient, "Operative report")]
    return lines, f"{user.name} is the coder; the record was in the coding queue."


def _auditor(ward: Ward) -> Explanation | None:
    user = ward.free(("him",))
    if user is None:
        return None
    patients = ward.random.sample(ward.patients, min(3, len(ward.patients)))
    start = ward.at(user, ward.working_day(user))
    lines = []
    for step, patient in enumerate(patients):
        ward.tie(user, patient, "Quality audit sample")
        when = start + timedelta(minutes=3 * step)
        lines.append(Entry(when, user, patient, "Deficiency list", "View", "", ward.station_of(user)))
    return lines, f"{user.name} worked through a quality audit sample; the records are on the list."


def _release(ward: Ward) -> Explanation | None:
    user, patient = ward.free(("him",)), _discharged(ward)
    if user is None:
        return None
    number = f"R-{ward.random.randint(2000, 2999)}"
    ward.tie(user, patient, f"Release request {number}")
    return [
        _enter(ward, user, patient, "Whole record", "Print", number)
    ], f"Printed to answer release request {number}."


def _cross_cover(ward: Ward) -> Explanation | None:
    patient = _somebody(ward)
    user = ward.free(("physician", "resident", "nurse_practitioner"), away_from=patient)
    if user is None:
        return None
    entry = _enter(ward, user, patient, "Progress notes")
    ward.tie(user, patient, f"Cross-cover {patient.unit}, {entry.when:%m/%d/%Y}")
    return [entry], f"{user.name} covered {patient.unit} that day."


def _referral(ward: Ward) -> Explanation | None:
    patient = _somebody(ward)
    user = ward.free(("physician",), away_from=patient)
    if user is None:
        return None
    ward.tie(user, patient, f"Consult ordered: {user.specialty or 'specialist'}")
    return [_enter(ward, user, patient, "Lab results")], f"A consult by {user.name} was ordered."


def _float(ward: Ward) -> Explanation | None:
    patient = _somebody(ward)
    user = ward.free(("nurse",), away_from=patient)
    if user is None:
        return None
    entry = _enter(ward, user, patient, "Medications")
    entry.station = ward.station(patient.unit)
    ward.stations[user.id] = entry.station
    ward.tie(user, patient, f"Float to {patient.unit}, {entry.when:%m/%d/%Y}")
    return [entry], f"{user.name} was floated to {patient.unit} that day."


def _namesake(ward: Ward) -> Explanation | None:
    """A nurse of the unit happens to share the patient's family name, and lives elsewhere."""
    patient = _somebody(ward)
    user = ward.nurse_of(patient)
    if user is None:
        return None
    patient.name = f"{patient.name.split()[0]} {user.name.split()[-1]}"
    why = f"{user.name} nurses {patient.name}; they share a name but no address."
    return [_enter(ward, user, patient, "Nursing notes")], why


def _rapid_response(ward: Ward) -> Explanation | None:
    patient = _somebody(ward)
    user = ward.free(("physician", "nurse"), away_from=patient)
    if user is None:
        return None
    reason = f"Rapid response called on {patient.unit}"
    entry = _enter(ward, user, patient, "Vital signs", "Break the glass, view", reason)
    ward.tie(user, patient, f"Rapid response team, {entry.when:%m/%d/%Y %H:%M}")
    patient.note = "Restricted record (break the glass)"
    return [entry], f"{user.name} answered a rapid response call, gave that reason, and is on the call list."


EXPLANATIONS: tuple[Callable[[Ward], Explanation | None], ...] = (
    _coder,
    _auditor,
    _release,
    _cross_cover,
    _referral,
    _float,
    _namesake,
    _rapid_response,
)


def _explained(ward: Ward) -> list[Explanation]:
    chosen = ward.random.sample(EXPLANATIONS, ward.random.randint(3, 5))
    return [found for found in (explanation(ward) for explanation in chosen) if found is not None]


def _somebody(ward: Ward) -> Inmate:
    """A patient in a bed who has no part yet."""
    quiet = [patient for patient in ward.patients if patient.present and patient.mrn not in ward.told]
    patient = ward.random.choice(quiet) if quiet else ward.receive()
    ward.told.add(patient.mrn)
    return patient


def _discharged(ward: Ward) -> Inmate:
    """A patient whose stay has just ended."""
    ended = [patient for patient in ward.patients if patient.note == "Record in completion"]
    if ended:
        return ward.random.choice(ended)
    patient = ward.admit(present=False)
    patient.stay = f"discharged {ward.days[0] - timedelta(days=ward.random.randint(1, 4)):%m/%d/%Y}"
    patient.note = "Record in completion"
    return patient


def _daily_work(ward: Ward, count: int) -> None:
    """Lines of people doing what the lists say they do, in their shift, from their own workstation."""
    known = {patient.mrn: patient for patient in ward.patients}
    staff = {user.id: user for user in ward.facility.staff}
    pairs = [
        (staff[tie.user], known[tie.mrn])
        for tie in ward.ties
        if tie.user not in ward.busy and ward.on_duty(staff[tie.user]) and staff[tie.user].role in SECTIONS
    ]
    for _ in range(max(0, count)):
        user, patient = ward.random.choice(pairs)
        action = "Edit" if user.role in TREATING and ward.random.random() < 0.3 else "View"
        section = ward.random.choice(SECTIONS[user.role])
        ward.entries.append(_enter(ward, user, patient, section, action if section != "Lab results" else "View"))


def as_given(log: Log) -> dict[str, Any]:
    """The lines that the panel offers for follow-up, plain; the papers hold the rest."""
    return {
        "days": [f"{day:%m/%d/%Y}" for day in log.ward.days],
        "log": [
            {
                "row": number,
                "time": f"{entry.when:%m/%d %H:%M}",
                "user": entry.user.signature,
                "patient": entry.patient.name,
                "section": entry.section,
                "action": entry.action,
            }
            for number, entry in enumerate(log.entries, 1)
        ],
    }

"""Parts of documents that the engine writes from what it knows: registration, medication lists, the medication grid."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import NamedTuple

from sandbox.charts.compiled import Medication
from sandbox.charts.model import Layout
from sandbox.charts.scene import Scene

Cell = tuple[str, str, tuple[str, ...]]  # label, text, facts it expresses


class Grid(NamedTuple):
    """The rows of a section before its statements are numbered."""

    layout: Layout
    rows: list[list[Cell]]
    columns: tuple[str, ...] = ()
    heading: str = ""  # replaces the heading of the pathway file


def _fields(*lines: dict[str, str]) -> Grid:
    rows: list[list[Cell]] = [[(label, text, ()) for label, text in line.items() if text] for line in lines]
    return Grid(Layout.FIELDS, [row for row in rows if row])


def registration(scene: Scene, at: datetime, document: str) -> list[Grid]:
    """The face sheet's fields about the patient, the next of kin, the cover and the stay."""
    patient, stay = scene.patient, scene.pathway.stay
    family, given = scene.names["family"], scene.names["given"]
    who = _fields(
        {"Patient": f"{family.upper()}, {given.upper()}", "MRN": patient.mrn, "SSN": patient.ssn},
        {"Born": f"{patient.born:%m/%d/%Y}", "Age": _age(scene), "Sex": patient.sex.capitalize()},
        {"Address": patient.address, "Phone": patient.phone, "E-mail": patient.email},
        {"Marital status": patient.marital_status, "Language": patient.language, "Religion": patient.religion},
        {"Employer": patient.employer},
    )
    kin = _fields(
        {
            "Next of kin": patient.next_of_kin,
            "Relation": patient.next_of_kin_relation,
            "Phone": patient.next_of_kin_phone,
        }
    )
    cover = _fields({"Payer": patient.payer, "Member number": patient.member_id, "Guarantor": _guarantor(scene)})
    attending = scene.cast.player("attending", at)
    origins = _BORN if stay.admission_type == "4" else _ORIGINS
    visit = _fields(
        {"Account": scene.names["account"], "Registered": f"{scene.anchors['arrival']:%m/%d/%Y %H:%M}"},
        {
            "Admission type": _coded(_TYPES, stay.admission_type),
            "Point of origin": _coded(origins, stay.point_of_origin),
        },
        {
            "Service": attending.specialty,
            "Unit": scene.where.unit_at(scene.anchors["admit"]),
            "Attending": attending.signature,
        },
        {"Reason": scene.names["reason"], "Primary care": scene.names["pcp"]},
    )
    headings = ("Patient", "Next of kin", "Coverage", "Encounter")
    return [grid._replace(heading=heading) for grid, heading in zip((who, kin, cover, visit), headings, strict=True)]


_TYPES = {"1": "Emergency", "2": "Urgent", "3": "Elective", "4": "Newborn", "5": "Trauma", "9": "Not available"}
_ORIGINS = {
    "1": "Non-facility point of origin",
    "2": "Clinic or physician's office",
    "4": "Transfer from a hospital",
    "5": "Transfer from a nursing facility",
    "6": "Transfer from another facility",
    "8": "Court or law enforcement",
}
_BORN = {"5": "Born inside this hospital", "6": "Born outside of this hospital"}
"""What the same codes mean where the admission type is 4, newborn (UB-04 FL 15)."""


def _age(scene: Scene) -> str:
    """The age in years; of a child under two in the unit that clinicians use, as ``5 months``."""
    number, _, unit = str(scene.names["aged"]).removesuffix("-old").partition("-")
    if unit in ("", "year"):
        return str(scene.names["age"]) if unit else number
    return f"{number} {unit}" if number == "1" else f"{number} {unit}s"


def _guarantor(scene: Scene) -> str:
    """Who answers for the bill: a parent for a minor."""
    patient = scene.patient
    return "Self" if scene.names["age"] >= 18 else f"{patient.next_of_kin} ({patient.next_of_kin_relation})"


def _coded(words: dict[str, str], code: str) -> str:
    return f"{code} — {words[code]}" if code in words else code


_BY_MOUTH = "by mouth"
_DAY = timedelta(days=1)


def home_medications(scene: Scene, at: datetime, document: str) -> list[Grid]:
    """What the patient took before the encounter."""
    rows: list[list[Cell]] = [
        [("", capital(scene.described(drug)) + ".", ("long_term_drugs",))] for drug in scene.medications if drug.home
    ]
    return [Grid(Layout.LIST, rows or [[("", "No regular medications.", ())]])]


def medication_orders(scene: Scene, at: datetime, document: str) -> list[Grid]:
    """The drug orders that this orders document carries."""
    rows: list[list[Cell]] = []
    for drug in scene.medications:
        if drug.stay and drug.order == document and scene.span(drug)[0] < scene.anchors["discharge"]:
            reason = scene.names.fill(drug.reason)
            rows.append([("", f"{capital(scene.described(drug))}{' ' + reason if reason else ''}.", drug.express)])
    return [Grid(Layout.LIST, rows)]


_VERBS = {"new": "NEW", "changed": "CHANGED", "continue": "CONTINUE", "stop": "STOP"}


def discharge_medications(scene: Scene, at: datetime, document: str) -> list[Grid]:
    """The reconciled list at discharge: new, changed, continued and stopped drugs."""
    rows: list[list[Cell]] = []
    fill = scene.names.fill
    before = {fill(drug.drug) for drug in scene.medications if drug.home}
    for verb in _VERBS:
        for drug in scene.medications:
            if _verb(drug, fill(drug.drug) in before) != verb:
                continue
            later = fill(drug.discharge_as)
            text = f"{fill(drug.drug)} {later}" if later else scene.described(drug)
            if verb == "stop":
                text = fill(drug.drug)
            rows.append([("", f"{_VERBS[verb]}: {text}.", ())])
    return [Grid(Layout.LIST, rows or [[("", "No medications at discharge.", ())]])]


def _verb(drug: Medication, taken: bool) -> str:
    """A drug that the patient took before is not new: its dose is changed."""
    return "changed" if drug.discharge == "new" and taken and not drug.home else drug.discharge


_SHIFTS = (("2300–0659", -1, 7), ("0700–1459", 7, 15), ("1500–2259", 15, 23))


def medication_grid(scene: Scene, at: datetime, document: str) -> list[Grid]:
    """The medication administration record of the 24 hours up to 23:00 of the document's day."""
    midnight = at.replace(hour=0, minute=0, second=0)
    begins = midnight - timedelta(hours=1)
    initials: dict[str, str] = {}
    rows: list[list[Cell]] = []
    ordered = {plan.id for plan in scene.pathway.documents}
    morning, ends = midnight + timedelta(hours=7), min(at, midnight + timedelta(hours=23))
    shifts = [(midnight + timedelta(hours=low), midnight + timedelta(hours=high)) for _, low, high in _SHIFTS]
    for drug in scene.medications:
        if not drug.stay or drug.order not in ordered:
            continue
        start, stop = scene.span(drug)
        if stop <= begins or start > at:
            continue
        given = doses(scene, drug, begins, ends)
        ended = stop < morning
        if not given and (drug.once or drug.prn or ended):
            continue
        cells: list[Cell] = [("", capital(scene.described(drug)), ())]
        for low, high in shifts:
            told = _marks(scene, [when for when in given if low <= when < high], initials)
            cells.append(("", told or _held(scene, drug, low, min(high, ends)), ()))
        rows.append(cells)
    columns = ("Medication", *(name for name, _, _ in _SHIFTS))
    legend: list[list[Cell]] = [[(mark, name, ())] for mark, name in initials.items()]
    return [Grid(Layout.TABLE, rows, columns), Grid(Layout.FIELDS, legend, (), "Initials")]


def medication_week(scene: Scene, at: datetime, document: str) -> list[Grid]:
    """The record of a long stay: a column a day, from the first day of the stay's current week up to the document."""
    midnight = at.replace(hour=0, minute=0, second=0)
    into_week = (midnight.date() - scene.anchors["arrival"].date()).days % 7
    days = [midnight - timedelta(days=back) for back in range(into_week, -1, -1)]
    initials: dict[str, str] = {}
    rows: list[list[Cell]] = []
    ordered = {plan.id for plan in scene.pathway.documents}
    for drug in scene.medications:
        if drug.order not in ordered:
            continue
        given = doses(scene, drug, days[0], at) if drug.stay and scene.span(drug)[0] < at else []
        if not given:
            continue
        by_day = [[when for when in given if when.date() == day.date()] for day in days]
        cells = [
            _marks(scene, found, initials) or _held(scene, drug, day, min(day + _DAY, at))
            for day, found in zip(days, by_day, strict=True)
        ]
        rows.append([("", capital(scene.described(drug)), ()), *(("", cell, ()) for cell in cells)])
    legend: list[list[Cell]] = [[(mark, name, ())] for mark, name in initials.items()]
    columns = ("Medication", *(f"{day:%m/%d}" for day in days))
    return [Grid(Layout.TABLE, rows, columns), Grid(Layout.FIELDS, legend, (), "Initials")]


def _held(scene: Scene, drug: Medication, begins: datetime, ends: datetime) -> str:
    """What stands where nothing was given: a scheduled dose by mouth that was held, or a dash."""
    if scene.where.steady or drug.route != _BY_MOUTH or drug.prn or drug.once or not drug.clocks:
        return "—"
    start, stop = scene.span(drug)
    midnight = begins.replace(hour=0, minute=0, second=0)
    due = [midnight + timedelta(days=day) + clock for day in (0, 1) for clock in drug.clocks]
    held = [when for when in due if max(begins, start) <= when < min(ends, stop) and scene.where.fasting(when)]
    return "held (NPO)" if held else "—"


def _giver(scene: Scene, when: datetime) -> str:
    """Which part gives what is given: emergency nurses before the bed is ready, operating room nurses meanwhile."""
    if scene.where.back(when) is not None:
        return "or_nurse"
    return "ed_nurse" if when < scene.where.settled else "nurse"


def _marks(scene: Scene, given: list[datetime], initials: dict[str, str]) -> str:
    marks = []
    for when in given:
        nurse = scene.cast.player(_giver(scene, when), when)
        mark = "".join(word[0] for word in nurse.name.split())
        initials[mark] = nurse.signature
        marks.append(f"{when.hour:02d}{when.minute:02d} {mark}")
    return ", ".join(marks)


def doses(scene: Scene, drug: Medication, begins: datetime, ends: datetime) -> list[datetime]:
    """When a drug was given from ``begins`` up to, not including, ``ends``; as-needed doses by seed."""
    start, stop = scene.span(drug)
    stop = min(stop, ends)
    given = []
    if drug.once or drug.now:
        given = [start] if begins <= start < stop else []
        if drug.once:
            return given
    day = begins.replace(hour=0, minute=0, second=0)
    if drug.every is not None:
        return _spaced(scene, drug, begins, ends)
    random = scene.random.random
    first = max(begins, start + timedelta(hours=4)) if drug.now else max(begins, start)
    while day < stop:
        for clock in drug.clocks:
            when = day + clock
            if not first <= when < stop:
                continue
            if drug.prn == 0 or random() < drug.prn:
                given.append(when + timedelta(minutes=int(random() * (40 if drug.prn else 9))))
        day += timedelta(days=1)
    return sorted(when for when in _possible(scene, drug, given) if when < ends)


def _possible(scene: Scene, drug: Medication, given: list[datetime]) -> list[datetime]:
    """Doses but those by mouth while nothing may go by mouth; what is due while the patient is away waits that day."""
    where, found = scene.where, []
    if where.steady:
        return given
    for when in given:
        back = where.back(when)
        if back is not None and (drug.prn or back.date() != when.date() or back.hour >= 22):
            continue
        late = when if back is None else back + timedelta(minutes=10 + when.minute % 15)
        if drug.route != _BY_MOUTH or not where.fasting(late):
            found.append(late)
    return found


def _spaced(scene: Scene, drug: Medication, begins: datetime, ends: datetime) -> list[datetime]:
    """Doses at a fixed distance from the first."""
    when, stop = scene.span(drug)
    given: list[datetime] = []
    number = 0
    while drug.every is not None and when < min(stop, ends) and (drug.doses == 0 or number < drug.doses):
        if begins <= when:
            given.append(when + timedelta(minutes=int(scene.random.random() * 9)))
        when, number = when + drug.every, number + 1
    return [one for one in _possible(scene, drug, given) if one < ends]


def capital(text: str) -> str:
    """The text with a capital first letter."""
    return text[:1].upper() + text[1:]


BLOCKS: dict[str, Callable[[Scene, datetime, str], list[Grid]]] = {
    "registration": registration,
    "home_medications": home_medications,
    "medication_orders": medication_orders,
    "discharge_medications": discharge_medications,
    "medication_grid": medication_grid,
    "medication_week": medication_week,
}
"""What ``block:`` may name in a pathway file."""

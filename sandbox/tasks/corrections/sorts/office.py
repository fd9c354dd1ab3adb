"""Drafts, registration data, what patients ask for, and paper that somebody painted over."""

from __future__ import annotations

import re
from datetime import datetime, time

from sandbox.charts.model import Document, Layout, Section, Setting, SignatureRole, Statement
from sandbox.charts.review.stay import written
from sandbox.tasks.base import PAPERS
from sandbox.tasks.corrections.choices import (
    ADDENDUM,
    AMENDMENT,
    AUTHOR,
    CODING,
    DRAFT,
    INDEX,
    NEW_LINKED,
    NOBODY,
    OLD_LINKED,
    OLD_TRAIL,
    PATIENT,
    PATIENT_REQUEST,
    PRIVACY,
    REGISTRATION,
    RISK,
    SAME,
)
from sandbox.tasks.corrections.desk import DIED, Desk, of, post
from sandbox.tasks.corrections.sort import Request, Sort
from sandbox.tasks.corrections.sorts.notice import LOOKED_UP, NOTHING
from sandbox.tasks.corrections.wording import letter

_DRINKS = "drinks (alcohol|beer|wine|one|two|three)|does not drink"
_HABITS = re.compile(rf"\b(never smoked|smokes|smoker|{_DRINKS}|lives (alone|with|in))\b")
_WEEKS = (("two weeks", "six weeks"), ("four weeks", "two weeks"), ("ten days", "three weeks"))
_GROWN = 18
_CARED_FOR = (Setting.NURSING_FACILITY, Setting.HOSPICE)
_STATUS = ("single", "married", "divorced", "widowed")


def draft(desk: Desk) -> Request | None:
    """The attending sees a slip in a note that is not signed yet."""
    who = desk.staff.get(desk.chart.encounters[0].attending_id)
    if who is None or who.id in desk.away or desk.chart.encounters[0].disposition in DIED:
        return None
    old, new = desk.word(_WEEKS)
    page = _draft(desk, who.id, old)
    desk.heard.add(who.id)
    words = {"patient": desk.chart.patient.name, "old": old, "new": new}
    slip = page.statements[-1]
    return Request(
        who.signature,
        post(who),
        letter(desk, "draft", **words),
        (f"{PAPERS}:{slip.id}",),
        "Nobody has signed this note and nobody has read it: it is not an entry of the record yet.",
        f"Telephone note, signed {desk.today:%m/%d/%Y}, with “{new}”. No trace of the slip is needed in the entry.",
        tuple(f"{PAPERS}:{line.id}" for line in page.statements[:-1]),
        (NOBODY,),
        "Nobody has seen the draft.",
        (page,),
    )


def _draft(desk: Desk, author: str, old: str) -> Document:
    name, patient = f"{desk.task}-p{desk.number}", desk.chart.patient
    at = datetime.combine(desk.today, time(7, desk.between(10, 50)))
    texts = (
        ("Status", "Draft in the author's inbox, not signed"),
        ("Call", f"{at:%m/%d/%Y %H:%M}, a call from home about the appointments"),
        ("Content", "No new complaint. Asked which appointments stand."),
        ("Plan", f"Come for a check in {old}."),
    )
    rows = tuple((Statement(f"{name}.s{number}", text, label),) for number, (label, text) in enumerate(texts, 1))
    return Document(
        name, "telephone_note", "Telephone Encounter (draft)", desk.chart.encounters[0].id, author, at.date(),
        at.time(), at, patient.name, patient.mrn, patient.born, (Section("", Layout.FIELDS, rows),),
    )  # fmt: skip


def registration(desk: Desk) -> Request | None:
    """Something on the face sheet was mistyped at registration."""
    sheet = next((one for one in desk.chart.current if one.type == "face_sheet"), None)
    clerk = desk.person("registrar")
    if sheet is None or clerk is None or sheet.id in desk.taken | desk.flawed:
        return None
    able = [(line, new) for line in sheet.statements if (new := _mistyped(desk, line))]
    found = desk.pick(able)
    if found is None:
        return None
    line, new = found
    desk.take(sheet)
    who, patient = _speaking(desk), desk.chart.patient.name
    caller = f"{who} about {patient}" if who else patient
    words = {"who": who or patient, "patient": patient, "label": line.label.lower(), "old": line.text, "new": new}
    lines = [*letter(desk, "registration", caller=caller, **words)]
    told, why = (NOBODY,), "Nothing was billed or sent by it."
    if line.label == "Member number":
        lines.append(f"{LOOKED_UP}the plan sent the claim back because of it.")
        told, why = (CODING,), "The claim bore the wrong number."
    else:
        lines.append(NOTHING)
    return Request(
        clerk.signature,
        post(clerk),
        tuple(lines),
        (desk.ref(line.id),),
        f"“{line.label}” was typed wrongly at registration. It is no clinical statement, and nobody's judgment.",
        f"{line.label}: {new}. Audit trail: was “{line.text}”, changed {desk.today:%m/%d/%Y} by registration.",
        desk.rest(sheet, [line.id]),
        told,
        why,
    )


def _mistyped(desk: Desk, line: Statement) -> str:
    """What a registration field should say; empty for a field that is not asked about."""
    if line.label == "Marital status" and line.text in _STATUS:
        return _STATUS[(_STATUS.index(line.text) + desk.between(1, 3)) % 4]
    if line.label == "Address":
        number, _, street = line.text.partition(" ")
        return f"{int(number) + 9 * desk.between(1, 5)} {street}" if number.isdigit() else ""
    if line.label == "Phone" and line.text == desk.chart.patient.phone:
        return line.text[:-2] + f"{(int(line.text[-2:]) + 9 * desk.between(1, 9)) % 100:02d}"
    if line.label == "Member number" and line.text[-3:].isdigit():
        return line.text[:-3] + f"{(int(line.text[-3:]) + 90 * desk.between(1, 9)) % 1000:03d}"
    return ""


def _speaking(desk: Desk) -> str:
    """Who speaks for a child, somebody who died, or a resident or patient under hospice; empty for all others."""
    patient, stay = desk.chart.patient, desk.chart.encounters[0]
    alone = patient.age_on(desk.today) >= _GROWN and stay.disposition not in DIED and stay.setting not in _CARED_FOR
    return "" if alone else patient.next_of_kin


def patient_request(desk: Desk) -> Request | None:
    """A patient, or whoever speaks for one, wants something changed that was written of them."""
    chart = desk.chart
    if chart.encounters[0].disposition in DIED:
        return None
    roles = {one.role for one in chart.facility.staff}
    able = [(one, line) for one in desk.sound(roles) for line in one.statements if _HABITS.search(line.text)]
    found = desk.pick([pair for pair in able if len(pair[1].text) < 220])
    if found is None:
        return None
    document, line = found
    desk.take(document)
    kin = _speaking(desk)
    name, day = kin or chart.patient.name, f"{written(document):%m/%d/%Y}"
    words = {"title": document.title, "day": day, "text": line.text, "name": name, "patient": chart.patient.name}
    return Request(
        f"{name}, by the portal",
        f"{chart.patient.next_of_kin_relation} and personal representative" if kin else "patient",
        letter(desk, "patient_request_for" if kin else "patient_request", **words),
        (desk.ref(line.id),),
        f"A patient's wish to have {of(document)} changed is a request under 45 CFR 164.526. Whether the entry is "
        "accurate is found out with its author; the covered entity answers within 60 days.",
        f"Request for amendment received {desk.today:%m/%d/%Y}, passed to the privacy officer. The entry stays as it "
        "is. If granted: identified and linked. If denied: written reasons, and the right to a statement of one's own.",
        desk.rest(document, [line.id]),
        (PATIENT,),
        "The patient is told in writing whether it is granted or denied (45 CFR 164.526(c)(2), (d)(1)).",
    )


def white_out(desk: Desk) -> Request | None:
    """A paper form was painted over."""
    roles = {one.role for one in desk.chart.facility.staff} - {"registrar"}
    forms = [
        (one, line)
        for one in desk.sound(roles)
        if any(each.role is SignatureRole.PATIENT for each in one.signatures)
        for line in one.statements
        if line.label
    ]
    found, clerk = desk.pick(forms), desk.person("him")
    if found is None or clerk is None:
        return None
    document, line = found
    who = desk.author(desk.take(document))
    words = {"title": document.title, "day": f"{written(document):%m/%d/%Y}", "label": line.label, "who": who.signature}
    return Request(
        "Scanning desk",
        post(clerk),
        (*letter(desk, "white_out", **words), NOTHING),
        (desk.ref(line.id),),
        f"The paper original of {of(document)} was painted over, so what it said is lost to the eye. The sheet is kept "
        "as it is; whoever wrote it says, with today's date, what was changed and why.",
        f"Correction to {of(document)}, {desk.today:%m/%d/%Y} at the time of writing: the line “{line.label}” was "
        f"painted over; what stood there and why it was changed. {who.signature}. The sheet is kept unchanged.",
        desk.rest(document, [line.id]),
        (RISK,),
        "Painting over hides what was written; compliance or risk management decides what follows.",
    )


SORTS = (
    Sort("draft", "A slip in an unsigned draft", (DRAFT,), (AUTHOR,), (OLD_TRAIL,), ("draft", "draft"), draft),
    Sort("registration", "A slip at registration", (INDEX,), (REGISTRATION,), (OLD_TRAIL,),
         ("index", "index"), registration),
    Sort("patient_request", "A patient wants the record changed", (PATIENT_REQUEST,), (PRIVACY,), (SAME,),
         ("patient", "patient"), patient_request, telling="patient", days=60, law="45 CFR 164.526(a)(1), (b)(2)",
         spared=(PRIVACY,)),
    Sort("white_out", "A line painted over on paper", (AMENDMENT, ADDENDUM), (AUTHOR,), (OLD_LINKED, NEW_LINKED),
         ("painted", "author"), white_out, telling="painted"),
)  # fmt: skip

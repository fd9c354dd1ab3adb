"""Pages and readings that do not belong in this chart, or stand in it twice."""

from __future__ import annotations

import re
from datetime import datetime, time, timedelta

from sandbox.charts.model import Document, Layout, SignatureRole, Statement
from sandbox.charts.review.stay import written
from sandbox.tasks.corrections.choices import (
    AMENDMENT,
    AUTHOR,
    HIDDEN,
    HIM,
    NOBODY,
    PRIVACY,
    RECIPIENTS,
    RETRACTION,
    RISK,
)
from sandbox.tasks.corrections.desk import CARERS, ELSEWHERE, Desk, in_papers, of, post
from sandbox.tasks.corrections.sort import Request, Sort
from sandbox.tasks.corrections.sorts.notice import LOOKED_UP, NOTHING
from sandbox.tasks.corrections.wording import letter

SHIFT = timedelta(hours=7)  # before the sheet is signed: what was charted then is by who signed it
_MOMENT = re.compile(r"(\d\d)/(\d\d), (\d\d):(\d\d)$")


def wrong_patient_page(desk: Desk) -> Request | None:
    """Somebody comes on a page of another patient."""
    found, finder = desk.planted("WRONG_PATIENT"), desk.reader()
    if found is None or finder is None:
        return None
    _, page = found
    lines = [*letter(desk, "wrong_patient_page", day=f"{page.filed_at:%m/%d}")]
    told: tuple[str, ...] = (PRIVACY,)
    why = "A page of another patient lay where people without need could read it."
    if desk.chance(0.4):
        place = desk.word(ELSEWHERE)
        lines.append(f"{LOOKED_UP}the whole chart was copied for {place} after that day, with this page in it.")
        told, why = (PRIVACY, RECIPIENTS), f"{why} {place} got a copy of it."
    else:
        lines.append(f"{LOOKED_UP}the chart has not been copied for anybody since.")
    return Request(
        finder.signature,
        post(finder),
        tuple(lines),
        desk.whole(desk.take(page)),
        f"{of(page)} bears the name and number of another patient.",
        f"Notice of retraction, {desk.today:%m/%d/%Y}: {of(page)}. Reason: another patient's page, filed here in "
        "error; filed in the right record. Original kept, access restricted. By health information management.",
        told=told,
        notice=why,
    )


def _rows(desk: Desk) -> list[tuple[Document, tuple[Statement, ...]]]:
    proving = {name for names in desk.truth.evidence.values() for name in names}
    return [
        (one, row)
        for one in desk.sound(CARERS, ("vital_signs", "flowsheet", "withdrawal_flowsheet"))
        for section in one.sections
        if section.layout is Layout.TABLE and len(section.rows) > 2
        for row in section.rows[1:]
        if _by_signer(row[0].text, written(one)) and not any(cell.id in proving for cell in row)
    ]


def reading_of_another(desk: Desk) -> Request | None:
    """A nurse charted a line of another patient's readings."""
    found = desk.pick(_rows(desk))
    if found is None:
        return None
    sheet, row = found
    who = desk.author(desk.take(sheet))
    words = {"moment": row[0].text, "title": sheet.title}
    return Request(
        who.signature,
        post(who),
        (*letter(desk, "reading_of_another", **words), NOTHING),
        tuple(desk.ref(cell.id) for cell in row),
        f"The line of {row[0].text} in {of(sheet)} is another patient's; nobody else is named in it.",
        f"Line of {row[0].text} marked “charted in error, other patient”, {desk.today:%m/%d/%Y} at the time of "
        f"marking, {who.signature}. Out of the usual view; the values stay in the audit trail.",
        desk.rest(sheet, [cell.id for cell in row]),
        (NOBODY,),
        "The line names nobody else, and no copy went out.",
    )


def _by_signer(moment: str, signed: datetime) -> bool:
    """Whether the line of a moment (``04/14, 02:03``) was charted in the shift in which the sheet was signed."""
    found = _MOMENT.match(moment)
    if found is None:
        return False
    month, day, hour, minute = map(int, found.groups())
    charted = signed.replace(month=month, day=day, hour=hour, minute=minute)
    return timedelta(0) <= signed - charted <= SHIFT


def scanned_twice(desk: Desk) -> Request | None:
    """A sheet went through the scanner twice."""
    roles = {one.role for one in desk.chart.facility.staff}
    forms = [one for one in desk.sound(roles) if any(line.role is SignatureRole.PATIENT for line in one.signatures)]
    found, clerk = desk.pick(forms), desk.person("him")
    if found is None or clerk is None:
        return None
    at = datetime.combine(desk.today, time(7, desk.between(5, 55)))
    image = desk.paper(desk.take(found), f"Scanned {desk.today:%m/%d/%Y}: {found.title}", at)
    words = {"title": found.title, "day": f"{written(found):%m/%d/%Y}"}
    return Request(
        "Scanning desk",
        post(clerk),
        letter(desk, "scanned_twice", **words),
        in_papers(image),
        f"The image of {desk.today:%m/%d/%Y} shows the same sheet as {of(found)}; one of the two is enough.",
        f"Notice of retraction, {desk.today:%m/%d/%Y}: second scan of {of(found)}. Reason: duplicate. The first scan "
        "stands; the image is kept and can be found again. By health information management.",
        desk.whole(found),
        (NOBODY,),
        "Both images show the same, so nobody was misled.",
        (image,),
    )


SORTS = (
    Sort("wrong_patient_page", "A page of another patient", (RETRACTION,), (HIM,), (HIDDEN,),
         ("retraction", "author"), wrong_patient_page, telling="stranger", spared=(RISK,)),
    Sort("reading_of_another", "Readings of another patient", (RETRACTION,), (AUTHOR, HIM), (HIDDEN,),
         ("retraction", "author"), reading_of_another, near=(AMENDMENT,), spared=(PRIVACY, RISK)),
    Sort("scanned_twice", "The same sheet scanned twice", (RETRACTION,), (HIM,), (HIDDEN,),
         ("retraction", "author"), scanned_twice),
)  # fmt: skip

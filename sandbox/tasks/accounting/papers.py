"""The papers of an accounting: the request, the log, the file of copies, and what else lies with them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from typing import Any

from sandbox.charts.model import Document, Layout, Patient, Section, Statement
from sandbox.tasks.accounting.desk import Desk
from sandbox.tasks.base import PAPERS

COLUMNS = ("Line", "Date", "To", "What", "Purpose or authority", "By")
RECIPIENT, WHAT, PURPOSE = 3, 4, 5  # columns of the log, from 1
FIELDS = ("Date", "Correspondent", "Address", "Content", "Handled by")
MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def said(day: date) -> str:
    """A date in words, the same in any locale."""
    return f"{MONTHS[day.month - 1]} {day.day}, {day.year}"


def short(day: date | str) -> str:
    """A date as forms print it; takes ISO text too."""
    return f"{date.fromisoformat(day) if isinstance(day, str) else day:%m/%d/%Y}"


@dataclass(frozen=True, slots=True)
class Shelf:
    """Makes papers of one task about one patient, filed on one day at the latest."""

    task: str
    patient: Patient
    today: date

    def paper(self, name: str, title: str, dated: date, *sections: tuple[Layout, Sequence[Sequence[Any]]]) -> Document:
        """A paper of sections; a box is a sentence, or a label with its text."""
        document, number, made = f"{self.task}-{name}", 0, []
        for layout, rows in sections:
            lines = []
            for row in rows:
                line = []
                for box in row:
                    number += 1
                    label, text = ("", box) if isinstance(box, str) else box
                    line.append(Statement(f"{document}.s{number}", text, label))
                lines.append(tuple(line))
            made.append(Section("", layout, tuple(lines)))
        return self._document(document, title, dated, made)

    def log(self, lines: Iterable[Mapping[str, Any]]) -> Document:
        """The disclosure log, one line a row; a line keeps its statement ids wherever it stands."""
        name = f"{self.task}-log"
        rows = tuple(
            tuple(
                Statement(f"{name}.{line['id']}-{column}", text)
                for column, text in enumerate(
                    (
                        str(number),
                        short(line["day"]),
                        f"{line['recipient']}; {line['address']}",
                        line["what"],
                        line["authority"],
                        line["by"],
                    ),
                    1,
                )
            )
            for number, line in enumerate(lines, 1)
        )
        whose = f"{self.patient.name}, record {self.patient.mrn}"
        note = Statement(f"{name}.s1", f"{whose}. Everything that clerks noted, oldest first.")
        sections = [Section("", Layout.PROSE, ((note,),)), Section("", Layout.TABLE, rows, COLUMNS)]
        return self._document(name, "Log of disclosures", self.today, sections)

    def copy(self, kept: Mapping[str, Any], title: str, says: Sequence[str]) -> Document:
        """A copy of the file: the lines at its head, and its sentences."""
        values = (short(kept["day"]), kept["recipient"], kept["address"], kept["what"], kept["by"])
        head = [[pair] for pair in zip(FIELDS, values, strict=True)]
        day = date.fromisoformat(kept["day"])
        return self.paper(kept["id"], title, day, (Layout.FIELDS, head), (Layout.PROSE, [says]))

    def _document(self, name: str, title: str, dated: date, sections: Sequence[Section]) -> Document:
        patient, filed = self.patient, datetime.combine(min(dated, self.today), time(9))
        return Document(
            name, "correspondence", title, "", "", dated, None, filed, patient.name, patient.mrn, patient.born,
            tuple(sections),
        )  # fmt: skip


def request(shelf: Shelf, desk: Desk) -> Document:
    """The request as it came."""
    patient, turns = shelf.patient, desk.turns
    behalf = turns["who"] == "representative"
    who = patient.next_of_kin if behalf else patient.name
    mine, me = (f"{patient.name}’s", patient.name) if behalf else ("my", "me")
    if turns["period"] == "six_years":
        asks = f"Please tell me to whom you have given {mine} health information in the last six years."
    elif desk.asked is None:
        asks = f"Please tell me to whom you have ever given {mine} health information, from the first day on."
    else:
        asks = f"Please tell me to whom you have given {mine} health information since {said(desk.asked)}. No more."
    standing = (
        f"I act for {me} as guardian; you have the court’s letter on file." if behalf else "It is about my own record."
    )
    way = "by mail to the address you have" if desk.received.day % 2 else "on paper, to be fetched at your desk"
    paper = shelf.paper(
        "request",
        "Request for an accounting",
        desk.requested,
        (Layout.PROSE, [[asks, standing, f"I would like it {way}."]]),
        (Layout.FIELDS, [[("Signed", who)], [("Dated", said(desk.requested))], [("Received", said(desk.received))]]),
    )
    return replace(paper, filed_at=datetime.combine(desk.received, time(9)))


ASKS, DATED, RECEIVED = "s1", "s5", "s6"  # statements of the request


def beside(shelf: Shelf, desk: Desk, officer: str, suspended: Mapping[str, Any] | None) -> list[Document]:
    """What lies with the request: an earlier accounting, a letter about the delay, an agency’s statement."""
    name, found = shelf.patient.name, []
    if desk.earlier:
        told = f"{name} asked for an accounting of disclosures on {said(desk.earlier)} and got it without charge."
        found.append(shelf.paper("earlier", "Note of an earlier accounting", desk.earlier, (Layout.PROSE, [[told]])))
    if desk.extension:
        says = ["Your request for an accounting takes us longer than we thought."]
        if desk.turns["clock"] == "extended":
            says += [
                "Part of the log is in an outside archive that was closed after water damage.",
                f"You will have the accounting by {said(desk.due)}.",
            ]
        else:
            says += ["Please bear with us."]
        found.append(shelf.paper("delay", "Our letter about the delay", desk.extension, (Layout.PROSE, [says])))
    if suspended:
        found.append(_statement(shelf, desk, officer, suspended))
    return found


def _statement(shelf: Shelf, desk: Desk, officer: str, suspended: Mapping[str, Any]) -> Document:
    """The statement of the agency that got a line’s information; by word of mouth it is our own note."""
    who, line = suspended["recipient"], short(suspended["day"])
    day, until = desk.statement or desk.today, desk.until or desk.today
    if desk.turns["suspension"].startswith("written"):
        title = f"Letter of {who}"
        head = f"{who}, {said(day)}"
        says = [
            f"We ask you not to tell the patient what you gave us on {line}: it would hinder our work.",
            f"This holds until {said(until)}.",
        ]
    else:
        title = "Note of a request by word of mouth"
        head = said(day)
        says = [
            f"{officer} of {who} showed a badge and asked us not to tell the patient of {line}: it would hinder them.",
            "Nothing in writing has come since.",
        ]
    return shelf.paper("statement", title, day, (Layout.PROSE, [[head], says]))


STATEMENT = ("s1", "s2", "s3")


def reference(task: str, paper: str, *statements: str) -> tuple[str, ...]:
    """References to statements of a paper."""
    return tuple(f"{PAPERS}:{task}-{paper}.{statement}" for statement in statements)

"""The access log and the lists it is checked against, as papers; and which of their cells show what was planted."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time

from sandbox.charts.model import Document, Layout, Section, Statement
from sandbox.tasks.audit.flags import OUTCOMES
from sandbox.tasks.audit.log import Log
from sandbox.tasks.audit.ward import SECTIONS, Entry
from sandbox.tasks.base import PAPERS

LOG, STAFF, PATIENTS, TIES, POLICY = "log", "staff", "patients", "ties", "policy"

CELLS: dict[str, tuple[tuple[str, str], ...]] = {
    "household": ((STAFF, "Home address"), (PATIENTS, "Home address")),
    "own_record": ((STAFF, "Name"), (PATIENTS, "Name")),
    "coworker": ((PATIENTS, "Note"),),
    "neighbour": ((STAFF, "Home address"), (PATIENTS, "Home address")),
    "vip": ((PATIENTS, "Note"),),
    "no_relationship": ((STAFF, "Unit"), (PATIENTS, "Unit")),
    "role_mismatch": ((LOG, "Section"), (POLICY, "Sections")),
    "off_duty": ((STAFF, "Note"),),
    "browsing": ((LOG, "Patient"), (LOG, "Time")),
    "break_glass": ((LOG, "Reason"), (PATIENTS, "Note")),
    "long_discharged": ((PATIENTS, "Stay"),),
    "sensitive": ((LOG, "Section"), (POLICY, "Sections")),
    "export": ((LOG, "Action"), (LOG, "Workstation")),
    "two_places": ((LOG, "Workstation"), (LOG, "Time")),
    "custody": ((PATIENTS, "Note"),),
}
"""Where each flag shows, beside the line of the log itself: list and column."""


@dataclass(slots=True)
class Papers:
    """The papers of one access audit; ``cells`` finds the statement of a list, row key and column."""

    task: str
    day: date
    documents: list[Document] = field(default_factory=list)
    cells: dict[tuple[str, str, str], str] = field(default_factory=dict)

    def table(
        self, name: str, title: str, note: str, columns: Sequence[str], rows: Iterable[tuple[str, Sequence[str]]]
    ) -> None:
        """Lay down one list; each row has a key and a cell for each column."""
        paper = f"{self.task}-{name}"
        lines, number = [], 1
        for key, texts in rows:
            line = []
            for column, text in zip(columns, texts, strict=True):
                number += 1
                line.append(Statement(f"{paper}.s{number}", text))
                self.cells[name, key, column] = f"{PAPERS}:{paper}.s{number}"
            lines.append(tuple(line))
        sections = [Section("", Layout.PROSE, ((Statement(f"{paper}.s1", note),),))]
        sections.append(Section("", Layout.TABLE, tuple(lines), tuple(columns)))
        filed = datetime.combine(self.day, time(7))
        self.documents.append(
            Document(paper, "correspondence", title, "", "", self.day, None, filed, "", "", self.day, tuple(sections))
        )


def lay_out(log: Log, task: str, today: date) -> Papers:
    """The log, the staff directory, the patients, the lists that connect them, and the access policy."""
    papers, ward = Papers(task, today), log.ward
    days = [f"{day:%m/%d}" for day in ward.days]
    users = {entry.user.id: entry.user for entry in log.entries}
    roster = sorted(users.values(), key=lambda user: (user.name, user.id))
    names = {patient.mrn: patient.name for patient in ward.patients}
    papers.table(
        LOG,
        "Access log",
        f"Openings of records on {ward.days[0]:%m/%d/%Y} and {ward.days[1]:%m/%d/%Y}, oldest first.",
        ("Line", "Time", "User", "Role, unit, shift", "Patient", "Section", "Action", "Reason", "Workstation"),
        [(str(number), _line(number, entry)) for number, entry in enumerate(log.entries, 1)],
    )
    papers.table(
        STAFF,
        "Staff directory and schedule",
        "Day 07–15, evening 15–23, night 23–07. Night duty is listed under the day on which it ends.",
        ("Name", "Role", "Unit", "Shift", *days, "Home address", "Note"),
        [
            (
                user.id,
                (
                    user.signature,
                    _words(user.role),
                    user.unit,
                    user.shift,
                    *(duty.days[d] for d in ward.days),
                    duty.address,
                    duty.note,
                ),
            )
            for user in roster
            for duty in (ward.duties[user.id],)
        ],
    )
    papers.table(
        PATIENTS,
        "Patients",
        "In the house, or with a record that was opened.",
        ("Name", "MRN", "Age", "Unit", "Stay", "Home address", "Next of kin", "Note"),
        [
            (p.mrn, (p.name, p.mrn, str(p.age), p.unit, p.stay, p.address, p.kin, p.note))
            for p in sorted(ward.patients, key=lambda patient: (patient.name.split()[-1], patient.mrn))
        ],
    )
    ties = sorted(
        (names[t.mrn], users[t.user].signature, t.reason, t.mrn, t.user) for t in ward.ties if t.user in users
    )
    papers.table(
        TIES,
        "Care teams, orders, coverage, requests and work lists",
        "Everything that gives a member of staff a task with a patient.",
        ("Patient", "MRN", "User", "Reason"),
        [(f"{mrn} {user} {reason}", (name, mrn, signature, reason)) for name, signature, reason, mrn, user in ties],
    )
    _policy(papers, {user.role for user in roster})
    return papers


def _policy(papers: Papers, roles: set[str]) -> None:
    """The sections that each role needs, then the outcomes of a review."""
    papers.table(
        POLICY,
        "Access policy",
        "An access is in order when a list connects user and patient, the user was on duty, and the role needs the "
        "section. Psychotherapy notes are kept apart and need the patient's authorization. Outcomes: "
        + " ".join(f"{made.title}: {made.rule}" for made in OUTCOMES.values()),
        ("Role", "Sections"),
        [(role, (_words(role), ", ".join(SECTIONS[role]))) for role in SECTIONS if role in roles],
    )


def _words(role: str) -> str:
    return role.replace("_", " ")


def _line(number: int, entry: Entry) -> tuple[str, ...]:
    user = entry.user
    return (
        str(number),
        f"{entry.when:%m/%d %H:%M}",
        user.signature,
        f"{_words(user.role)}, {user.unit}, {user.shift}",
        entry.patient.name,
        entry.section,
        entry.action,
        entry.reason,
        entry.station,
    )


def shows(papers: Papers, log: Log, flag: str, rows: Iterable[int]) -> list[str]:
    """The cells that give an incident away: user and patient of each line, then those of its flag. Rows from 0."""
    found: list[str] = []
    for row in rows:
        entry, line = log.entries[row], str(row + 1)
        keys = {LOG: line, STAFF: entry.user.id, PATIENTS: entry.patient.mrn, POLICY: entry.user.role}
        found += [papers.cells[LOG, line, "User"], papers.cells[LOG, line, "Patient"]]
        found += [papers.cells[name, keys[name], column] for name, column in CELLS[flag]]
    return list(dict.fromkeys(found))


def explains(papers: Papers, log: Log, row: int) -> list[str]:
    """The cells that explain a line: its section, and the reasons that connect user and patient. Row from 0."""
    entry = log.entries[row]
    ties = [tie for tie in log.ward.ties if (tie.mrn, tie.user) == (entry.patient.mrn, entry.user.id)]
    reasons = [papers.cells[TIES, f"{tie.mrn} {tie.user} {tie.reason}", "Reason"] for tie in ties]
    return [papers.cells[LOG, str(row + 1), "Section"], *reasons]

"""Write the documents of one scene in the order in which they reach the chart, noting what each statement expresses."""

from __future__ import annotations

import re
from collections.abc import Collection
from datetime import datetime, timedelta
from typing import NamedTuple

from sandbox.charts import courses
from sandbox.charts.blocks import BLOCKS, Grid
from sandbox.charts.compiled import DocumentPlan, SectionPlan, Sentence
from sandbox.charts.model import Document, Section, Signature, SignatureRole, Staff, Statement
from sandbox.charts.moments import day_text, time_text
from sandbox.charts.scene import Scene

_VITALS = ("temp", "hr", "rr", "sbp", "dbp", "spo2", "o2", "pain")
_VITAL_COLUMNS = ("Time", "Temp °F", "HR", "RR", "BP mmHg", "SpO2 %", "Oxygen", "Pain 0–10")
_DAY = timedelta(days=1)
_SHEETS = ("vital_signs", "medication_record")
_OPERATING = "Surgical Services"
_BEDSIDE = ("progress_note", "therapy_note", "case_management", "nursing_note")
_REMOVED = re.compile(r"Appendectomy\b|(?:Open c|Laparoscopic c|C)holecystectomy\b")
_COLLECTED = timedelta(minutes=55)  # from the draw of a sample to its report
_COLUMNS = {"labs": ("Test", "Result", "Units", "Reference range"), "vitals": _VITAL_COLUMNS}


class Planned(NamedTuple):
    """A document with its time and author."""

    filed_at: datetime
    at: datetime
    plan: DocumentPlan
    author: Staff
    signatures: tuple[Signature, ...]


class Composer:
    """Writes one chart. It keeps what must be remembered from document to document: wordings used, results reported."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.names = scene.names
        self.random = scene.random.random
        self.evidence: dict[str, list[str]] = {fact.id: [] for fact in scene.facts}
        self.tempted: dict[str, list[str]] = {}
        self.segments: dict[str, str] = {}  # of statements that the pathway marks
        self.turns = [-1] * scene.pathway.sentence_count
        self.reported: dict[str, str] = {}
        self.first: dict[str, str] = {}
        self.lowest: dict[str, courses.Reading] = {}
        self.highest: dict[str, courses.Reading] = {}
        self.taken: dict[str, str] = {}
        self.at = scene.anchors["arrival"]
        self.charted = scene.where.settled  # until when flowsheets hold the vital signs
        self.document_id = ""
        self.past = False  # whether the document being written holds the surgical history
        self.count = 0
        self.allergies = str(self.names["allergies"]) if "allergy_status" in self.evidence else ""
        self.names.sources = {
            "lab": self._lab_slot,
            "first": lambda test: self.first.get(test) or self._lab_slot(test),
            "lowest": lambda test: self.lowest[test].text if test in self.lowest else self._lab_slot(test),
            "highest": lambda test: self.highest[test].text if test in self.highest else self._lab_slot(test),
            "vital": self._vital_slot,
            "staff": lambda part: self.scene.cast.player(part, self.at).signature,
            "date": lambda anchor: f"{self.scene.anchors[anchor]:%m/%d/%Y}",
            "time": lambda anchor: f"{self.scene.anchors[anchor]:%H:%M}",
            "when": lambda anchor: f"{self.scene.anchors[anchor]:%m/%d/%Y %H:%M}",
        }
        self.names["reason"] = self.names.fill(scene.pathway.reason)

    # sources of slots

    def _lab_slot(self, test: str) -> str:
        """The latest reported result; one not yet reported is read now and stays what a later report shows first."""
        if test not in self.reported:
            self._report(test, self.at)
        return self.reported[test]

    def _report(self, test: str, at: datetime) -> courses.Reading:
        reading = self.scene.lab(test, at, self.reported)
        self.reported[test] = reading.text
        self.first.setdefault(test, reading.text)
        if test not in self.lowest or reading.value < self.lowest[test].value:
            self.lowest[test] = reading
        if test not in self.highest or reading.value > self.highest[test].value:
            self.highest[test] = reading
        return reading

    def _vital_slot(self, sign: str) -> str:
        if sign not in self.taken:
            if sign == "bp":
                self.taken["bp"] = f"{self._vital_slot('sbp')}/{self._vital_slot('dbp')}"
            elif sign == "bmi":
                height = float(self._vital_slot("height")) / 100
                self.taken["bmi"] = f"{float(self._vital_slot('weight')) / height**2:.1f}"
            else:
                self.taken[sign] = self.scene.vital(sign, self.at).text
        return self.taken[sign]

    # the timeline

    def documents(self) -> list[Document]:
        """All documents, numbered in the order in which they reached the chart."""
        planned = [one for plan in self.scene.pathway.documents for one in self._planned(plan)]
        planned.sort(key=lambda one: (one.filed_at, one.at))
        return [self._written(one, number) for number, one in enumerate(planned, 1)]

    def page(self, types: Collection[str], after: datetime, until: datetime) -> Document | None:
        """One document of these types that reached the chart between two times, by seed; None if there is none."""
        plans = [plan for plan in self.scene.pathway.documents if plan.type in types]
        able = [one for plan in plans for one in self._planned(plan) if after < one.filed_at <= until]
        return self._written(able[int(self.random() * len(able))], 1) if able else None

    def _planned(self, plan: DocumentPlan) -> list[Planned]:
        scene = self.scene
        if plan.repeat is None:
            times = [plan.at.at(scene.anchors)]
        else:
            times = [
                when for when in self._repeats(plan) if scene.anchors["admit"] <= when < scene.anchors["discharge"]
            ]
        found = []
        for when in times:
            self._day(when)
            if scene.holds(plan.test):
                delayed = when + timedelta(minutes=int(self.random() * (plan.spread + 1)))
                found.append(self._place(plan, delayed))
        return found

    def _repeats(self, plan: DocumentPlan) -> list[datetime]:
        first, to, every = plan.repeat or (0, 0, 1)
        midnight = self.scene.anchors["arrival"].replace(hour=0, minute=0)
        nights = int(self.names["nights"])
        last = nights if to is None else nights + to if to < 0 else to
        return [
            midnight + timedelta(days=day) + clock for day in range(first, last + 1, every) for clock in plan.clocks
        ]

    def _day(self, when: datetime) -> None:
        day = (when.date() - self.scene.anchors["arrival"].date()).days
        self.names["day"] = day
        self.names["hospital_day"] = day + 1
        self.names["days_left"] = int(self.names["nights"]) - day
        if self.scene.where.units:
            self.names["unit"] = self.scene.where.unit_at(when)

    def _place(self, plan: DocumentPlan, at: datetime) -> Planned:
        at = self._on_unit(plan, at)
        author = self.scene.cast.player(plan.author, at)
        signatures = self._signatures(plan, at, author)
        signed = next(one.signed_at for one in signatures if one.role is SignatureRole.AUTHOR) or at
        filed = max(signed, self.scene.anchors["arrival"] + timedelta(minutes=1))
        return Planned(filed, at, plan, author, signatures)

    def _on_unit(self, plan: DocumentPlan, at: datetime) -> datetime:
        """What is written at the bedside waits until the patient is back on the unit; sheets are closed as usual."""
        back = self.scene.where.back(at)
        if back is None:
            return at
        part = self.scene.pathway.parts[plan.author]
        ward_nurse = part.by_shift and not part.unit and plan.type not in _SHEETS
        if part.unit == _OPERATING or not (ward_nurse or plan.type in _BEDSIDE):
            return at
        return self._after(back, (5, 20))

    def _after(self, at: datetime, minutes: tuple[int, int]) -> datetime:
        return at + timedelta(minutes=minutes[0] + int(self.random() * (minutes[1] - minutes[0] + 1)))

    def _signatures(self, plan: DocumentPlan, at: datetime, author: Staff) -> tuple[Signature, ...]:
        player = self.scene.cast.player
        lines = []
        if plan.patient_signs:
            lines.append(Signature(SignatureRole.PATIENT, "", at, self._signer()))
        lines.append(Signature(SignatureRole.AUTHOR, author.id, self._after(at, plan.signed_after)))
        if plan.witness:
            lines.append(Signature(SignatureRole.WITNESS, player(plan.witness, at).id, at))
        if plan.cosigner:
            when = _awake(self._after(at, plan.cosigned_after))
            lines.append(Signature(SignatureRole.COSIGNER, player(plan.cosigner, when).id, when))
        if plan.ordering:
            when = _awake(self._after(at, plan.cosigned_after))
            lines.append(Signature(SignatureRole.ORDERING, player(plan.ordering, when).id, when))
        return tuple(lines)

    def _signer(self) -> str:
        """Who signs for the patient: a parent for a minor, whom ``signs_for`` names for the incapable."""
        if represented := str(self.names.get("signs_for", "")):
            return represented
        patient = self.scene.patient
        if self.names["age"] >= 18:
            return patient.name
        return f"{patient.next_of_kin} ({patient.next_of_kin_relation})"

    # one document

    def _written(self, planned: Planned, number: int) -> Document:
        scene, names, plan, at = self.scene, self.names, planned.plan, planned.at
        self.document_id = f"d{number:02d}"
        self.past = plan.type == "history_and_physical"
        self.count = 0
        self.at = at
        self.taken = {}
        self._day(at)
        names["author"] = planned.author.signature
        collected = at - _COLLECTED
        names["today"] = day_text(at)
        names["yesterday"] = day_text(at - _DAY)
        names["time"] = time_text(at)
        names["collected"] = f"{day_text(collected)} {time_text(collected)}"
        patient = scene.patient
        return Document(
            self.document_id,
            plan.type,
            names.fill(plan.title),
            "e1",
            planned.author.id,
            at.date(),
            at.time(),
            planned.filed_at,
            patient.name,
            patient.mrn,
            patient.born,
            tuple(section for one in plan.sections for section in self._section(one, plan)),
            planned.signatures,
            plan.segment,
        )

    def _section(self, plan: SectionPlan, document: DocumentPlan) -> list[Section]:
        if not self.scene.holds(plan.test):
            return []
        if plan.kind == "block":
            grids = BLOCKS[plan.block](self.scene, self.at, document.id)
            return [self._grid(grid, self.names.fill(plan.heading)) for grid in grids if grid.rows]
        rows = getattr(self, f"_{plan.kind}")(plan)
        if not rows:
            return []
        columns = _COLUMNS.get(plan.kind, plan.columns)
        return [Section(self.names.fill(plan.heading), plan.layout, rows, columns)]

    def _grid(self, grid: Grid, heading: str) -> Section:
        rows = []
        for row in grid.rows:
            cells = []
            for label, text, express in row:
                cell = self.statement(text, label)
                for fact in express:
                    self._note(fact, cell.id)
                cells.append(cell)
            rows.append(tuple(cells))
        return Section(grid.heading or heading, grid.layout, tuple(rows), grid.columns)

    def statement(self, text: str, label: str = "", flag: str = "") -> Statement:
        """The next statement of the document being written."""
        self.count += 1
        return Statement(f"{self.document_id}.s{self.count}", text, label, flag)

    def _note(self, fact: str, statement: str) -> None:
        if fact in self.evidence:
            self.evidence[fact].append(statement)

    def _stands(self, sentence: Sentence) -> bool:
        """Whether a sentence is part of this chart: its condition and the facts it states hold, and the draw agrees."""
        active = self.scene.active
        if sentence.test is not None and not sentence.test(self.names, active):
            return False
        for fact in sentence.express:
            if fact not in active:
                return False
        return sentence.chance >= 1 or self.random() < sentence.chance

    def _said(self, sentence: Sentence, label: str = "") -> Statement | None:
        """The sentence as a statement, or None where it does not stand in this chart."""
        if sentence.conditional and not self._stands(sentence):
            return None
        wordings = sentence.wordings
        wording = wordings[0] if len(wordings) == 1 else wordings[self._turn(sentence.number, len(wordings))]
        text = wording.text % self.names if wording.slotted else wording.text
        if not text:
            return None
        self.count += 1
        said = Statement(f"{self.document_id}.s{self.count}", text, label, sentence.flag)
        for fact in sentence.express:
            self._note(fact, said.id)
        if self.past and _REMOVED.match(text):
            self._note("absent_organ", said.id)
        if self.allergies and self.allergies in text:
            self._note("allergy_status", said.id)
        for trap in sentence.tempt:
            self.tempted.setdefault(trap, []).append(said.id)
        if sentence.segment:
            self.segments[said.id] = sentence.segment
        return said

    def _turn(self, number: int, wordings: int) -> int:
        """Which wording is next: by seed at first, then in turn, so that neighbouring days do not read the same."""
        turn = self.turns[number]
        turn = int(self.random() * wordings) if turn < 0 else (turn + 1) % wordings
        self.turns[number] = turn
        return turn

    def _spoken(self, sentences: tuple[Sentence, ...]) -> list[Statement]:
        found = []
        for sentence in sentences:
            if sentence.part:
                if not self.scene.holds(sentence.test):
                    continue
                for condition in self.scene.conditions:
                    if condition.id not in sentence.others:
                        found += self._spoken(condition.says.get(sentence.part, ()))
                continue
            said = self._said(sentence)
            if said is not None:
                found.append(said)
        return found

    def _say(self, plan: SectionPlan) -> tuple[tuple[Statement, ...], ...]:
        said = self._spoken(plan.sentences)
        return (tuple(said),) if said else ()

    def _list(self, plan: SectionPlan) -> tuple[tuple[Statement, ...], ...]:
        return tuple((said,) for said in self._spoken(plan.sentences))

    def _fields(self, plan: SectionPlan) -> tuple[tuple[Statement, ...], ...]:
        rows = []
        for line in plan.lines:
            row = tuple(said for label, one in line.cells if (said := self._said(one, label)) is not None)
            if row:
                rows.append(row)
        return tuple(rows)

    def _table(self, plan: SectionPlan) -> tuple[tuple[Statement, ...], ...]:
        """Typed rows; a row stands when its first cell does, and a cell that does not is printed as a dash."""
        rows = []
        for row in plan.rows:
            first = self._said(row[0])
            if first is not None:
                rows.append((first, *(self._said(cell) or self.statement("—") for cell in row[1:])))
        return tuple(rows)

    def _labs(self, plan: SectionPlan) -> tuple[tuple[Statement, ...], ...]:
        known = self.scene.known
        sex = self.names["sex"]
        collected = self.at - _COLLECTED
        rows = []
        for name in plan.tests:
            for test in known.panels.get(name, (name,)):
                reference = known.labs[test]
                reading = self._report(test, collected)
                add = self.statement
                rows.append(
                    (
                        add(reference.name),
                        add(reading.text, "", reading.flag),
                        add(reference.unit or "—"),
                        add(reference.shown[sex]),
                    )
                )
        return tuple(rows)

    def _vitals(self, plan: SectionPlan) -> tuple[tuple[Statement, ...], ...]:
        """Readings at the times of the day since the last flowsheet, up to this one."""
        scene = self.scene
        until = min(self.at, scene.anchors["discharge"])
        midnight = self.charted.replace(hour=0, minute=0, second=0)
        rows = []
        while midnight <= until:
            due = [midnight + clock for clock in plan.clocks if self.charted <= midnight + clock <= until]
            taken = [when + timedelta(minutes=int(self.random() * 5)) for when in due]
            rows += [self._readings(when) for when in taken if scene.where.measured(when)]
            midnight += timedelta(days=1)
        self.charted = until + timedelta(minutes=1)
        return tuple(rows)

    def _readings(self, when: datetime) -> tuple[Statement, ...]:
        """One row of a flowsheet."""
        add = self.statement
        hours = self.scene.hours(when)
        readings = [self.scene.course("vitals", sign).reading(hours) for sign in _VITALS]
        temp, hr, rr, sbp, dbp, spo2, o2, pain = (one.text for one in readings)
        cells = (temp, hr, rr, f"{sbp}/{dbp}", spo2, o2, pain)
        flags = (*(one.flag for one in readings[:4]), readings[5].flag, "", "")
        return (
            add(f"{when.month:02d}/{when.day:02d}, {time_text(when)}"),
            *(add(text, "", flag) for text, flag in zip(cells, flags, strict=True)),
        )


def _awake(when: datetime) -> datetime:
    """Countersignatures and authentications wait for the morning: nobody signs yesterday's notes at three."""
    if when.hour >= 7:
        return when
    return when.replace(hour=7, minute=10 + when.minute // 2)

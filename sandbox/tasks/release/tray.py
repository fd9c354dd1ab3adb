"""The in-tray: lays out the papers of a request and remembers where each telling detail is shown."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from functools import cached_property
from random import Random
from typing import Any

from sandbox.charts.model import Chart, Document, Encounter, Layout, Patient, Section, Signature, Statement
from sandbox.tasks.base import PAPERS, World
from sandbox.tasks.release import days
from sandbox.tasks.release.outside import Outside

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip

Said = str | tuple[str, str]
"""A sentence, or a sentence with the names of what it shows, parted by blanks."""
Box = tuple[str, str] | tuple[str, str, str]
"""A labelled box: label, what is written in it (empty for blank), and the names of what it shows, parted by blanks."""
Draft = tuple[str, Layout, tuple[tuple[Box, ...], ...]]
"""A section before its statements have ids."""

RECEIVED_DAYS = 9  # a request lies at most this long before it is worked, within the time since the stay
AGE = (0, RECEIVED_DAYS - 1)  # days since receipt, least and most, unless the author says otherwise


def said(day: date) -> str:
    """A date in words, the same in any locale."""
    return f"{MONTHS[day.month - 1]} {day.day}, {day.year}"


def prose(*paragraphs: Sequence[Said], heading: str = "") -> Draft:
    """Paragraphs of sentences."""
    rows = tuple(tuple(_box(sentence) for sentence in paragraph) for paragraph in paragraphs)
    return heading, Layout.PROSE, rows


def listed(*items: Said, heading: str = "") -> Draft:
    """A list, one sentence an item."""
    return heading, Layout.LIST, tuple((_box(item),) for item in items)


def boxes(*rows: Sequence[Box], heading: str = "") -> Draft:
    """Rows of labelled boxes; an empty text is a box left blank."""
    return heading, Layout.FIELDS, tuple(tuple(row) for row in rows)


def _box(sentence: Said) -> Box:
    return ("", sentence) if isinstance(sentence, str) else ("", sentence[0], sentence[1])


class Tray:
    """Papers of one request about the patient of one chart. ``shown`` maps a detail to statements (``papers:…``)."""

    def __init__(self, task_id: str, slot: str, world: World, random: Random, age: tuple[int, int] = AGE) -> None:
        self.task_id, self.slot, self.world, self.random = task_id, slot, world, random
        self.chart: Chart = world.charts[slot]
        self.patient: Patient = self.chart.patient
        self.encounter: Encounter = self.chart.encounters[0]
        self.today = world.today
        self.outside = Outside(random)
        self.papers: list[Document] = []
        self.shown: dict[str, list[str]] = {}
        self.recipient = ""  # who would get it, as an accounting names them
        self.others: list[str] = []  # who else is named in the papers and could be taken for the recipient
        self.came = ""  # how the request came, in the words of the first stamp
        self.returns: date | None = None  # the day that a subpoena or order sets
        ended = (self.encounter.ended or self.encounter.began).date()
        self.received = days.received(self.today, ended, age, random)
        self.way, self.written = days.sent(self.received, ended, random)

    # Facts that letters use

    @property
    def hospital(self) -> str:
        """The name of the place that holds the record."""
        return self.chart.facility.name

    @property
    def stay(self) -> str:
        """The encounter in the words of a letter: ``the visit of March 10, 2026``."""
        began, ended = self.encounter.began.date(), (self.encounter.ended or self.encounter.began).date()
        if began == ended:
            return f"the visit of {said(began)}"
        return f"the stay from {said(began)} to {said(ended)}"

    @property
    def until_now(self) -> str:
        """A period that takes in the encounter, for papers that were written before it."""
        return self.random.choice(
            ("from all my care, records added after I sign included", "of my care up to the day this permission ends")
        )

    def about(self) -> str:
        """The line that says whom a letter concerns."""
        return f"{self.patient.name}, born {said(self.patient.born)}"

    def say(self, *ways: str) -> str:
        """One of several ways to say the same."""
        return self.random.choice(ways)

    # Papers

    def add(
        self,
        kind: str,
        title: str,
        *sections: Draft,
        dated: date | None = None,
        segment: str = "general",
        signatures: Iterable[Signature] = (),
        labelled: bool = False,
    ) -> str:
        """Lay a paper on the tray; gives its reference (``papers:task-p1``). Only hospital papers are ``labelled``."""
        name = f"{self.task_id}-p{len(self.papers) + 1}"
        counter = 0
        made = []
        for heading, layout, rows in sections:
            lines = []
            for row in rows:
                line = []
                for box in row:
                    counter += 1
                    line.append(Statement(f"{name}.s{counter}", box[1], box[0]))
                    if len(box) == 3:
                        for detail in box[2].split():
                            self.shown.setdefault(detail, []).append(f"{PAPERS}:{name}.s{counter}")
                lines.append(tuple(line))
            made.append(Section(heading, layout, tuple(lines)))
        self.papers.append(
            Document(
                name,
                kind,
                title,
                "",
                "",
                dated or self.written,
                None,
                datetime.combine(self.received, time(9, 0)),
                self.patient.name if labelled else "",
                self.patient.mrn if labelled else "",
                self.patient.born,
                tuple(made),
                tuple(signatures),
                segment,
            )
        )
        return f"{PAPERS}:{name}"

    def stamp(self, way: str = "") -> Draft:
        """The stamp of the mail room: when and how it came."""
        way = way or self.way
        self.came = self.came or way
        return boxes((("Received", f"{said(self.received)}, {way}", "received"),), heading="Health information desk")

    def goes_to(self, recipient: str, *others: str) -> None:
        """Say who would get it, and who else is named. What was said first stands."""
        self.others += [self.recipient and recipient, *others]
        self.recipient = self.recipient or recipient

    def recipients(self) -> list[str]:
        """Everybody who could be taken for the recipient, in alphabetical order, which tells nothing."""
        kin, payer = self.patient.next_of_kin, self.patient.payer
        return sorted({self.recipient, *self.others, self.patient.name, kin, payer} - {""}) if self.recipient else []

    # What is asked for

    def holdings(self) -> dict[str, str]:
        """Pages of the encounter that letters name, with their segments. A page of somebody else is never asked for."""
        return self._pages(self.chart.current)

    def everything(self) -> dict[str, str]:
        """The same of all encounters, for who asks for the whole chart without naming a stay."""
        return self._pages(self.chart.documents)

    def _pages(self, documents: Iterable[Document]) -> dict[str, str]:
        own = (document for document in documents if document.label_mrn in ("", self.patient.mrn))
        return {f"{self.slot}:{document.id}": document.segment for document in own}

    @cached_property
    def all_visits(self) -> bool:
        """Whether the patient means every visit, where the chart has several."""
        return len(self.chart.encounters) > 1 and self.random.random() < 0.5

    @property
    def extent(self) -> str:
        """How far the patient's own request reaches, in the words of a letter. Goes with ``own_holdings``."""
        if not self.all_visits:
            return self.stay
        first = min(stay.began for stay in self.chart.encounters)
        return f"all my visits, from the first on {said(first.date())} until today"

    def own_holdings(self) -> dict[str, str]:
        """The pages that the patient's own request reaches."""
        return self.everything() if self.all_visits else self.holdings()

    def of_types(self, types: Sequence[str], most: int) -> dict[str, str]:
        """Pages of the first ``most`` of these types that the chart has; of its first types if it has none."""
        held = self.holdings()
        present = dict.fromkeys(d.type for d in self.chart.current if f"{self.slot}:{d.id}" in held)
        wanted = [kind for kind in types if kind in present][:most] or list(present)[:most]
        return {
            f"{self.slot}:{document.id}": document.segment
            for document in self.chart.current
            if document.type in wanted and f"{self.slot}:{document.id}" in held
        }

    def titles(self, labels: Iterable[str]) -> str:
        """The sorts of pages in words, as a letter would list them: ``face sheet, laboratory report and …``."""
        names = []
        for ref in labels:
            slot, _, name = ref.partition(":")
            if slot == self.slot:
                names.append(_type_words(self.chart.document(name).type))
        found = list(dict.fromkeys(names))
        return ", ".join(found[:-1]) + f" and {found[-1]}" if len(found) > 1 else "".join(found)

    def request(
        self,
        who: str,
        purpose: str,
        *documents: dict[str, Any],
        labels: dict[str, str],
        kind: str = "disclosure",
        initiated_by: str = "third_party",
        **parts: Any,
    ) -> dict[str, Any]:
        """The request in the vocabulary of the release rules; ``parts`` overlay requester, patient, asked and so on."""
        segments = sorted(set(labels.values())) or ["general"]
        made: dict[str, Any] = {
            "request_type": kind,
            "received_date": self.received.isoformat(),
            "requester": {"type": who, "relation": "none", "identity_verified": True, "authority_verified": True},
            "recipient": who,
            "initiated_by": initiated_by,
            "purpose": purpose,
            "asked": {"scope": "specific", "segments": segments, "form": "electronic", "delivery": "mail"},
            "documents": list(documents),
            "patient": {"age_class": "adult", "status": "living", "capacity": "yes"},
            "record": {"segments": segments, "source_system": "ehr", "state_overlay": None},
            "circumstances": {},
        }
        for name, value in parts.items():
            made[name] = {**made[name], **value} if isinstance(value, dict) else value
        return made


def _type_words(kind: str) -> str:
    """A document type as a layman writes it."""
    words = {
        "history_and_physical": "history and physical",
        "imaging_report": "X-ray and imaging reports",
        "lab_report": "laboratory results",
        "microbiology_report": "culture results",
        "medication_record": "medication record",
        "emergency_note": "emergency physician's note",
        "clinic_note": "office visit note",
        "face_sheet": "registration sheet",
        "physician_visit": "physician's visit notes",
    }
    return words.get(kind, kind.replace("_", " "))

"""The chart while flaws are planted in it: what may still be touched, and what evidence must not be lost."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from operator import is_
from random import Random

from sandbox.charts.facility import PRACTITIONERS
from sandbox.charts.model import Chart, Document, Encounter, Section, Signature, SignatureRole, Statement
from sandbox.charts.review.rule import BY_CODE, RULES, Deficiency
from sandbox.charts.review.stay import Stay
from sandbox.charts.truth import ChartTruth, CodeSystem, Defect, Fact, Mess, Standing

_REPORTS = ("imaging_report", "lab_report", "microbiology_report")


@dataclass(frozen=True, slots=True)
class Flaw:
    """What a planter did; ``plant`` turns it into a ``Defect``."""

    document_type: str
    responsible_id: str
    explanation: str
    document_id: str = ""
    statements: tuple[str, ...] = ()
    accepted_types: tuple[str, ...] = ()
    accepted_documents: tuple[str, ...] = ()
    citation: str = ""  # if another than the type's


Stranger = Callable[[tuple[str, ...], datetime, datetime], Document | None]
"""Makes a page of another patient, of one of the given types and filed between two times, or None."""


Place = tuple[str, str, str]
"""A finding: its code, the document's id (empty if missing) and type."""


class Draws:
    """Random numbers that are counted, so that a planter that drew none is known to do the same again."""

    __slots__ = ("count", "source")

    def __init__(self, source: Random) -> None:
        self.source = source
        self.count = 0

    def random(self) -> float:
        """The next number, from 0 up to, not including, 1."""
        self.count += 1
        return self.source.random()


@dataclass(frozen=True, slots=True)
class Kept:
    """The state of a planting before a flaw."""

    documents: list[Document]
    evidence: Mapping[str, Sequence[str]]
    touched: set[str]
    truth: ChartTruth


class Planting:
    """A chart being flawed. A document carries at most one flaw; a document that proves one is left alone."""

    def __init__(
        self, chart: Chart, truth: ChartTruth, random: Random, stranger: Stranger, today: date | None = None
    ) -> None:
        self.chart = chart
        self.truth = truth
        self.random = Draws(random)
        self.stranger = stranger
        self.today = today
        self.documents = list(chart.documents)
        self.evidence: Mapping[str, Sequence[str]] = truth.evidence
        self.encounter: Encounter = chart.encounters[0]
        self.touched: set[str] = set()
        self.practitioners = {one.id for one in chart.facility.staff if one.role in PRACTITIONERS}
        self._trusted: dict[str, bool] = {}
        self._trusted_of: list[Document] = []
        self._trusted_in: dict[int, tuple[Document, dict[str, bool]]] = {}

    def of(self, *types: str) -> list[Document]:
        """Documents of these types, flawed or not."""
        return [one for one in self.documents if one.type in types]

    def free(self, *types: str) -> list[Document]:
        """Documents of these types that no flaw has touched."""
        return [one for one in self.of(*types) if one.id not in self.touched]

    def pick(self, documents: list[Document]) -> Document | None:
        """One of them by seed, or None of none."""
        return documents[int(self.random.random() * len(documents))] if documents else None

    def between(self, low: int, high: int) -> int:
        """A whole number by seed, both ends included."""
        return low + int(self.random.random() * (high - low + 1))

    def replace(self, document: Document) -> None:
        """Put a changed document in the place of the one with its id, and touch it."""
        self.documents = [document if one.id == document.id else one for one in self.documents]
        self.touched.add(document.id)

    def lean_on(self, documents: Iterable[Document]) -> None:
        """These prove a flaw elsewhere; they stay as they are."""
        self.touched.update(one.id for one in documents)

    def can_lose(self, statements: Iterable[str]) -> bool:
        """Whether every coded fact is still stated, diagnoses by a provider who may diagnose, without these."""
        lost = set(statements)
        trusted = self.stated()
        for fact in self.truth.facts:
            if fact.coding is None or not required(fact):
                continue
            left = [trusted[one] for one in self.evidence[fact.id] if one in trusted and one not in lost]
            diagnosis = fact.coding.system is CodeSystem.CM
            if not left or (diagnosis and not any(left)):
                return False
        return True

    def stated(self) -> dict[str, bool]:
        """Every statement of the chart as it now is, and whether a provider who may diagnose made it."""
        same = len(self.documents) == len(self._trusted_of) and all(map(is_, self.documents, self._trusted_of))
        if not same:
            self._trusted_of, self._trusted = list(self.documents), {}
            for one in self.documents:
                self._trusted.update(self._of_document(one))
        return self._trusted

    def _of_document(self, document: Document) -> dict[str, bool]:
        """The same for one document; worked out once, because most are as they were."""
        known = self._trusted_in.get(id(document))
        if known is None:
            provider = self.may_diagnose(document.author_id) and document.type not in _REPORTS
            cells = {cell.id: provider for part in document.sections for row in part.rows for cell in row}
            known = self._trusted_in[id(document)] = (document, cells)
        return known[1]

    def forget(self, statements: Iterable[str]) -> None:
        """Drop statements from the evidence."""
        lost = set(statements)
        self.evidence = {fact: [one for one in known if one not in lost] for fact, known in self.evidence.items()}

    def removable(self, *types: str) -> list[Document]:
        """Untouched documents of these types that the chart's facts can do without."""
        return [one for one in self.free(*types) if self.can_lose(statement.id for statement in one.statements)]

    def remove(self, document: Document) -> None:
        """Take a document out of the chart."""
        self.forget(statement.id for statement in document.statements)
        self.documents = [one for one in self.documents if one.id != document.id]

    def kept(self) -> Kept:
        """What ``restore`` needs to take a flaw back."""
        return Kept(list(self.documents), self.evidence, set(self.touched), self.truth)

    def restore(self, before: Kept) -> None:
        """Take back what was done since."""
        self.documents, self.evidence, self.touched = before.documents, before.evidence, before.touched
        self.truth = before.truth

    def stay(self) -> Stay:
        """The chart as it now is, as the completeness rules read it."""
        return Stay(replace(self.chart, documents=tuple(self.documents)), self.encounter)

    def findings(self, code: str) -> list[Deficiency]:
        """What the rules with this code find in the chart as it now is."""
        stay = self.stay()
        return [one for rule in BY_CODE.get(code, ()) for one in rule.find(stay)]

    def seen(self) -> Counter[Place]:
        """What all completeness rules find in the chart as it now is."""
        stay = self.stay()
        found = (one for rule in RULES.values() for one in rule.find(stay))
        return Counter((one.code, one.document_id, one.document_type) for one in found)

    def counted(self, code: str) -> bool:
        """Whether a completeness rule looks for flaws of this code."""
        return code in BY_CODE

    def expected(self, flaws: Iterable[tuple[str, Flaw]]) -> Counter[Place]:
        """What all completeness rules should find of some flaws, given with their codes."""
        return Counter((code, one.document_id, one.document_type) for code, one in flaws if self.counted(code))

    def all_in_time(self) -> bool:
        """Whether nothing that was written or changed here lies after the day of the work."""
        if self.today is None:
            return True
        old = {one.id: one for one in self.chart.documents}
        changed = (one for one in self.documents if old.get(one.id) is not one)
        return all(self._latest(one) <= self.today or self._was_later(old.get(one.id)) for one in changed)

    def _latest(self, document: Document) -> date:
        times = [document.filed_at, *(line.signed_at for line in document.signatures if line.signed_at)]
        return max(times).date()

    def _was_later(self, before: Document | None) -> bool:
        return before is not None and self.today is not None and self._latest(before) > self.today

    def add(self, document: Document) -> Document:
        """Put a new document in the chart, under a free id, and touch it."""
        named = _renamed(document, f"d{self._next():02d}")
        self.documents.append(named)
        self.touched.add(named.id)
        return named

    def _next(self) -> int:
        return max((int(one.id[1:]) for one in (*self.chart.documents, *self.documents)), default=0) + 1

    def may_diagnose(self, staff_id: str) -> bool:
        """Whether a staff member is a practitioner."""
        return staff_id in self.practitioners

    def responsible(self, document: Document) -> str:
        """Who must complete a document: its author, for a resident whoever countersigns, else the attending."""
        signer = signature(document, SignatureRole.COSIGNER)
        if signer is not None:
            return signer.staff_id
        return document.author_id or self.encounter.attending_id

    def practitioner(self, document: Document) -> str:
        """The responsible person if a practitioner, else the attending of the encounter."""
        found = self.responsible(document)
        return found if self.may_diagnose(found) else self.encounter.attending_id


def required(fact: Fact) -> bool:
    """Whether a key needs the fact; an optional one that no statement expresses any more is left out of the truth."""
    return fact.coding is None or fact.coding.standing is not Standing.OPTIONAL


def signature(document: Document, role: SignatureRole) -> Signature | None:
    """The document's signature line in a role."""
    return next((line for line in document.signatures if line.role is role), None)


def with_signature(document: Document, line: Signature) -> Document:
    """The document with the line of that role replaced."""
    lines = tuple(line if one.role is line.role else one for one in document.signatures)
    return replace(document, signatures=lines)


def renumbered(
    chart: Chart, planting: Planting, defects: tuple[Defect, ...], mess: tuple[Mess, ...] = ()
) -> tuple[Chart, ChartTruth]:
    """Number the documents anew by time of filing, so that a gap in the numbers betrays nothing."""
    ordered = sorted(planting.documents, key=lambda one: (one.filed_at, one.id))
    names = {one.id: f"d{number:02d}" for number, one in enumerate(ordered, 1)}
    kept = planting.stated()

    def moved(statement: str) -> str:
        document, _, rest = statement.partition(".")
        return f"{names[document]}.{rest}"

    def all_moved(statements: Iterable[str]) -> tuple[str, ...]:
        return tuple(moved(one) for one in statements if one in kept)

    truth = planting.truth
    facts = tuple(fact for fact in truth.facts if required(fact) or planting.evidence[fact.id])
    return (
        replace(chart, documents=tuple(_referring(_renamed(one, names[one.id]), names) for one in ordered)),
        replace(
            truth,
            facts=facts,
            evidence={
                fact.id: tuple(sorted(all_moved(planting.evidence[fact.id]), key=_reading_order)) for fact in facts
            },
            traps=tuple(replace(trap, evidence=all_moved(trap.evidence)) for trap in truth.traps),
            defects=tuple(
                replace(
                    one,
                    document_id=names[one.document_id] if one.document_id else "",
                    statements=all_moved(one.statements),
                    accepted_documents=tuple(names[other] for other in one.accepted_documents if other in names),
                )
                for one in defects
            ),
            mess=tuple(replace(one, document_id=names[one.document_id]) for one in mess),
            segments={moved(one): segment for one, segment in truth.segments.items() if one in kept},
        ),
    )


def _reading_order(statement: str) -> tuple[int, int]:
    document, _, number = statement.partition(".s")
    return int(document[1:]), int(number)


def _referring(document: Document, names: dict[str, str]) -> Document:
    """The document with what it refers to under its new name."""
    refers = names.get(document.refers_to, "")
    return document if document.refers_to == refers else replace(document, refers_to=refers)


def _renamed(document: Document, name: str) -> Document:
    """The document under another id, with its statements and the rest unchanged."""
    if document.id == name:
        return document
    old = len(document.id)
    sections = []
    for one in document.sections:
        rows = tuple(
            tuple([Statement(name + cell.id[old:], cell.text, cell.label, cell.flag) for cell in row])
            for row in one.rows
        )
        sections.append(Section(one.heading, one.layout, rows, one.columns))
    return replace(document, id=name, sections=tuple(sections))


def copied(document: Document, name: str) -> Document:
    """The document's text under another document's id."""
    return _renamed(document, name)


def named(document: Document) -> str:
    """The document in a sentence, so that it can be found: its title and when it reached the chart."""
    return f"The entry “{document.title}”, filed {document.filed_at:%m/%d/%Y %H:%M},"

"""What providers' deeds do to the charts: pages completed, completed in part, spoiled, or added."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, time, timedelta

from sandbox.charts.model import (
    Chart,
    Document,
    Encounter,
    Layout,
    Section,
    Signature,
    SignatureRole,
    Statement,
)
from sandbox.charts.truth import ChartTruth, CodeSystem, Standing
from sandbox.tasks.deficiencies.course import Deed
from sandbox.tasks.findings import name_of

Fields = Sequence[tuple[str, str]]


def applied(
    charts: Mapping[str, Chart], truths: Mapping[str, ChartTruth], deeds: Sequence[Deed]
) -> dict[str, tuple[Document, ...]]:
    """The pages that these deeds change or add, by slot, in the order in which they are first touched."""
    pages: dict[str, dict[str, Document]] = {}
    for deed in deeds:
        if deed.page:
            slot = deed.item.slot
            known = {one.id: one for one in charts[slot].documents} | pages.get(slot, {})
            page = _page(deed, known, charts[slot], truths[slot])
            pages.setdefault(slot, {})[page.id] = page
    return {slot: tuple(found.values()) for slot, found in pages.items()}


def _page(deed: Deed, known: Mapping[str, Document], chart: Chart, truth: ChartTruth) -> Document:
    """The page after the deed."""
    if deed.what == "handed_over":
        return _transfer(deed, chart)
    page = known.get(deed.page)
    need = deed.item.need
    if need == "document":
        return _summary(deed, chart, truth) if page is None else _finished(page, deed, chart)
    if need == "correction":
        flawed = known[deed.item.documents[0].partition(":")[2]]
        return _addendum(deed, chart, flawed) if page is None else _finished_addendum(page, deed, chart, flawed)
    if page is None:
        raise KeyError(deed.page)
    if need == "signature":
        return _signed(page, deed, chart)
    return _filled(page, deed, chart, truth)


def _signed(page: Document, deed: Deed, chart: Chart) -> Document:
    """Signed electronically; by hand without date; or by somebody else."""
    if deed.what == "partial":
        name = chart.facility.member(deed.by).signature
        return with_fields(page, "Signed by hand", (("Signature", name), ("Date", ""), ("Time", "")))
    who = _stranger(page, deed, chart) if deed.what == "worse" else deed.by
    empty = next(place for place, line in enumerate(chart.document(page.id).signatures) if line.signed_at is None)
    lines = [*page.signatures]
    lines[empty] = replace(lines[empty], staff_id=who, signed_at=deed.at)
    return replace(page, signatures=tuple(lines))


def _stranger(page: Document, deed: Deed, chart: Chart) -> str:
    """Who signs for the provider: another of the same role, who wrote nothing on the page."""
    mine = chart.facility.member(deed.by)
    here = {page.author_id, deed.by, *(line.staff_id for line in page.signatures)}
    others = [one.id for one in chart.facility.staff if one.id not in here]
    alike = [one.id for one in chart.facility.staff if one.role == mine.role and one.id not in here]
    return (alike or others)[0]


def _filled(page: Document, deed: Deed, chart: Chart, truth: ChartTruth) -> Document:
    """Date, time or final diagnoses written in, with a note of when and by whom unless it is done without a trace."""
    if deed.what == "partial":
        return with_fields(page, "Later note", (*_noted(deed, chart), ("Note", "Read again and found in order.")))
    spoiled = "worse" in deed.before
    page = page if spoiled else _written_in(page, deed, truth)
    if deed.what == "worse":
        return page
    return with_fields(page, "Added later", (*_noted(deed, chart), ("What was added", _what(deed))))


def _written_in(page: Document, deed: Deed, truth: ChartTruth) -> Document:
    if deed.item.need == "entry_time":
        return replace(page, timed=page.filed_at.time().replace(second=0, microsecond=0))
    if deed.item.need == "entry_date":
        return replace(page, dated=page.filed_at.date())
    return with_list(page, "Final diagnoses", diagnoses(truth))


def _what(deed: Deed) -> str:
    return {"entry_time": "Time of the entry", "entry_date": "Date of the entry"}.get(deed.item.need, "Final diagnoses")


def _noted(deed: Deed, chart: Chart) -> Fields:
    who = chart.facility.member(deed.by).signature
    return (("Added on", f"{deed.at:%m/%d/%Y}"), ("At", f"{deed.at:%H:%M}"), ("By", who))


def diagnoses(truth: ChartTruth) -> list[str]:
    """The diagnoses of the stay, the principal one first."""
    coded = [
        (fact.coding.rank, fact.text)
        for fact in truth.facts
        if fact.coding and fact.coding.system is CodeSystem.CM and fact.coding.standing is Standing.REQUIRED
    ]
    return [f"{text[:1].upper()}{text[1:]}." for _, text in sorted(coded, key=lambda each: each[0])]


def _summary(deed: Deed, chart: Chart, truth: ChartTruth) -> Document:
    """A discharge summary: signed; not signed; or dated back to the day of discharge."""
    stay = chart.encounters[0]
    left = stay.ended or stay.began
    page = _new(deed, chart, stay, "discharge_summary", "Discharge summary")
    stayed = f"Admitted {stay.began:%m/%d/%Y}, discharged {left:%m/%d/%Y}. Reason for admission: {stay.reason}."
    page = with_list(page, "Stay", [stayed])
    page = with_list(page, "Final diagnoses", diagnoses(truth))
    page = with_list(
        page,
        "Course, condition and follow-up",
        [
            "Treated as the notes and orders of the stay tell; no event beyond them.",
            "Condition at discharge as in the last entry; follow-up as in the discharge instructions.",
        ],
    )
    return _dated(page, deed, left)


def _addendum(deed: Deed, chart: Chart, flawed: Document) -> Document:
    """An addendum: whole; without saying which entry it concerns; or dated back to the day of that entry."""
    page = _new(deed, chart, chart.encounter(flawed.encounter_id), "addendum", "Addendum")
    page = with_fields(page, "", (("Reason", "The department found that the entry does not agree with the record."),))
    text = "What was observed is as the other entries of that day say. The earlier text stays as it was written."
    page = replace(with_list(page, "Addendum", [text]), signatures=_line(deed))
    if deed.what == "partial":
        return page
    then = datetime.combine(flawed.dated or flawed.filed_at.date(), flawed.timed or flawed.filed_at.time())
    page = _referring(page, flawed)
    return _backdated(page, then + timedelta(hours=2)) if deed.what == "worse" else page


def _finished_addendum(page: Document, deed: Deed, chart: Chart, flawed: Document) -> Document:
    if "worse" in deed.before:
        return _finished(page, deed, chart)
    return with_fields(_referring(page, flawed), "Added later", (*_noted(deed, chart), ("What was added", "Reference")))


def _referring(page: Document, flawed: Document) -> Document:
    return with_fields(replace(page, refers_to=flawed.id), "", (("Concerns", name_of(flawed)),))


def _finished(page: Document, deed: Deed, chart: Chart) -> Document:
    """A page that was not signed is signed; one that was dated back says when it was written."""
    if "worse" not in deed.before:
        return replace(page, signatures=_line(deed))
    note = (*_noted(deed, chart), ("Note", "Written on the day on which it was received, not on the date above."))
    return with_fields(page, "Correction of the date", note)


def _dated(page: Document, deed: Deed, earlier: datetime) -> Document:
    """Dated and signed as the deed has it."""
    if deed.what == "worse":
        return _backdated(replace(page, signatures=_line(deed)), earlier)
    signatures = (Signature(SignatureRole.AUTHOR, deed.by, None),) if deed.what == "partial" else _line(deed)
    return replace(page, signatures=signatures)


def _backdated(page: Document, at: datetime) -> Document:
    lines = tuple(replace(line, signed_at=at) for line in page.signatures)
    return replace(page, dated=at.date(), timed=at.time().replace(second=0, microsecond=0), signatures=lines)


def _line(deed: Deed) -> tuple[Signature, ...]:
    return (Signature(SignatureRole.AUTHOR, deed.by, deed.at),)


def _transfer(deed: Deed, chart: Chart) -> Document:
    """The note by which the patient was handed over the day before discharge; it reaches the chart only now."""
    stay = chart.encounters[0]
    left = stay.ended or stay.began
    at = datetime.combine(max(stay.began.date(), left.date() - timedelta(days=1)), time(7, 30))
    page = _new(deed, chart, stay, "progress_note", "Transfer of service")
    to = chart.facility.member(deed.item.successor)
    text = [
        f"Care of this patient passes today to {to.signature}, {to.specialty or 'physician'}, who has accepted it.",
        f"{to.name} is the attending physician from now on and at discharge.",
    ]
    page = _backdated(replace(with_list(page, "Transfer", text), signatures=_line(deed)), at)
    scanned = f"{deed.at:%m/%d/%Y}, a paper page from the unit, by Health Information Management"
    return with_fields(page, "Scanned", (("Received and scanned", scanned),))


def _new(deed: Deed, chart: Chart, stay: Encounter, kind: str, title: str) -> Document:
    patient, at = chart.patient, deed.at
    return Document(
        deed.page, kind, title, stay.id, deed.by, at.date(), at.time(), at, patient.name, patient.mrn, patient.born, ()
    )


def with_fields(page: Document, heading: str, fields: Fields) -> Document:
    """The page with a section of labelled fields at its end; the statements before keep their ids."""
    number = _next(page)
    row = tuple(Statement(f"{page.id}.s{number + place}", text, label) for place, (label, text) in enumerate(fields))
    return replace(page, sections=(*page.sections, Section(heading, Layout.FIELDS, (row,))))


def with_list(page: Document, heading: str, lines: Sequence[str]) -> Document:
    """The page with a section of lines at its end."""
    number = _next(page)
    rows = tuple((Statement(f"{page.id}.s{number + place}", text),) for place, text in enumerate(lines))
    return replace(page, sections=(*page.sections, Section(heading, Layout.LIST, rows)))


def _next(page: Document) -> int:
    return 1 + max((int(line.id.rpartition(".s")[2]) for line in page.statements), default=0)

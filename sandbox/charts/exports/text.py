"""A chart as plain text: what a trainee would see, without any of the truth."""

from __future__ import annotations

from collections.abc import Iterator

from sandbox.charts.exports.printed import signer
from sandbox.charts.model import SYNTHETIC_MARK, Chart, Document, Facility, Layout, Section, Signature

_WIDTH = 100


def chart_text(chart: Chart) -> str:
    """The whole chart: patient, encounters, and every document in filing order. Ends with a line feed."""
    lines = [SYNTHETIC_MARK, chart.facility.name, "", *_patient(chart), *_encounters(chart)]
    for document in chart.documents:
        lines += ["", "=" * _WIDTH, *document_lines(document, chart.facility)]
    return "\n".join(lines) + "\n"


def document_lines(document: Document, facility: Facility) -> Iterator[str]:
    """One document: heading, label, sections with the ids of their statements, signature lines."""
    dated = document.dated.isoformat() if document.dated else "________"
    timed = document.timed.strftime("%H:%M") if document.timed else "_____"
    yield f"{document.id}  {document.title}  [{document.type}]  {dated} {timed}"
    yield f"{document.label_name} · MRN {document.label_mrn} · born {document.label_born.isoformat()}"
    yield f"Received {document.filed_at:%Y-%m-%d %H:%M} · segment {document.segment}" + (
        f" · refers to {document.refers_to}" if document.refers_to else ""
    )
    for section in document.sections:
        yield ""
        if section.heading:
            yield section.heading.upper()
        yield from _section(section)
    if document.signatures:
        yield ""
    for signature in document.signatures:
        yield _signature(signature, facility)


def _patient(chart: Chart) -> Iterator[str]:
    patient = chart.patient
    yield f"{patient.name} · MRN {patient.mrn} · born {patient.born.isoformat()} · {patient.sex} · SSN {patient.ssn}"
    yield f"{patient.address} · {patient.phone} · {patient.email}"
    yield f"Payer {patient.payer} · member {patient.member_id}"


def _encounters(chart: Chart) -> Iterator[str]:
    for stay in chart.encounters:
        ended = f"{stay.ended:%Y-%m-%d %H:%M}" if stay.ended else "still here"
        yield f"{stay.id}  {stay.setting.value}  {stay.began:%Y-%m-%d %H:%M} to {ended}  {stay.unit}  {stay.reason}"


def _section(section: Section) -> Iterator[str]:
    if section.layout is Layout.TABLE:
        yield "  " + " | ".join(section.columns)
    for row in section.rows:
        cells = [f"{each.label}: {each.text}" if each.label else each.text for each in row]
        flagged = [f"{cell} {each.flag}" if each.flag else cell for cell, each in zip(cells, row, strict=True)]
        first = row[0].id if row else ""
        joint = " " if section.layout is Layout.PROSE else " | "
        yield f"  {joint.join(flagged)}  ({first})"


def _signature(signature: Signature, facility: Facility) -> str:
    name = signature.name or signer(facility, signature.staff_id, "")
    when = f"{signature.signed_at:%Y-%m-%d %H:%M}" if signature.signed_at else "________________"
    return f"  {signature.role.value}: {name}  signed {when}"

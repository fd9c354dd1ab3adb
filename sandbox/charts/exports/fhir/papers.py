"""Documents: one section of the Composition and one DocumentReference each."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable

from sandbox.charts.exports.binder import type_title
from sandbox.charts.exports.fhir.naming import Naming, instant, when
from sandbox.charts.exports.fhir.narrative import told
from sandbox.charts.exports.fhir.terms import LOINC, OWN, Plain, coding, concept, hl7, labels, terms
from sandbox.charts.exports.printed import printed
from sandbox.charts.exports.text import document_lines
from sandbox.charts.model import SYNTHETIC_MARK, Document, SignatureRole


def composition(names: Naming, sections: Iterable[Plain]) -> Plain:
    """The Composition that heads the bundle: who made it, about whom, and a section for each document."""
    chart = names.chart
    first = min(chart.encounters, key=lambda stay: (stay.began, stay.id), default=None)
    restricted = any(document.segment in terms("sensitive") for document in chart.documents)
    content = {
        "identifier": {"system": f"{OWN}/compositions", "value": names.id("Composition", "record")},
        "status": "final",
        "type": concept("Medical records", coding(LOINC, "11503-0", "Medical records")),
        "subject": names.patient,
        "encounter": names.to("Encounter", first.id) if first and len(chart.encounters) == 1 else None,
        "date": last_moment(names),
        "author": [names.facility],
        "title": f"Record of {chart.patient.name} ({SYNTHETIC_MARK})",
        "confidentiality": "R" if restricted else "N",
        "custodian": names.facility,
        "section": list(sections),
    }
    shown = [hl7("v3-Confidentiality", "R", "restricted")] if restricted else [hl7("v3-Confidentiality", "N", "normal")]
    return names.resource("Composition", "record", content, shown)


def last_moment(names: Naming) -> str:
    """When the last entry reached the chart: charts know no other clock."""
    chart = names.chart
    moments = [document.filed_at for document in chart.documents]
    moments += [stay.ended or stay.began for stay in chart.encounters]
    return instant(max(moments)) if moments else f"{chart.patient.born.isoformat()}T00:00:00+00:00"


def section(document: Document, names: Naming, entries: Iterable[Plain]) -> Plain:
    """A section with the whole document as narrative; ``entries`` are the resources that were read from it."""
    author = names.person(document.author_id)
    found = [names.to("DocumentReference", document.id)]
    found += [{"reference": f"urn:uuid:{entry['id']}"} for entry in entries]
    made = {
        "title": document.title,
        "code": _type(document),
        "author": [author] if author else [],
        "text": told(printed(document, names.chart.facility, names.chart)),
        "entry": found,
    }
    return {key: value for key, value in made.items() if value}


def reference(document: Document, names: Naming) -> Plain:
    """DocumentReference: type, author, signatures, sensitivity, and the text as an attachment."""
    facility = names.chart.facility
    author = names.person(document.author_id)
    text = "\n".join([SYNTHETIC_MARK, *document_lines(document, facility)]) + "\n"
    signer = next((line for line in document.signatures if line.signed_at and line.staff_id), None)
    encounter = names.encounter(document)
    known = {other.id for other in names.chart.documents}
    content = {
        "identifier": [{"system": f"{OWN}/documents", "value": document.id}],
        "status": "current",
        "docStatus": "final" if _authenticated(document) else "preliminary",
        "type": _type(document),
        "subject": names.patient,
        "date": instant(document.filed_at),
        "author": [author] if author else [],
        "authenticator": names.person(signer.staff_id, signer.name) if signer else None,
        "custodian": names.facility,
        "relatesTo": [{"code": "appends", "target": names.to("DocumentReference", document.refers_to)}]
        if document.refers_to in known
        else [],
        "description": document.title,
        "securityLabel": [concept("", label) for label in labels(document.segment)],
        "content": [
            {
                "attachment": {
                    "contentType": "text/plain; charset=utf-8",
                    "language": "en-US",
                    "data": b64encode(text.encode(errors="replace")).decode(),
                    "title": document.title,
                    "creation": when(document),
                }
            }
        ],
        "context": {"encounter": [encounter], "period": {"start": when(document)}} if encounter else None,
    }
    return names.resource("DocumentReference", document.id, content, labels(document.segment))


def _authenticated(document: Document) -> bool:
    """Whether nothing but a patient's or witness's line is still empty."""
    wanted = (SignatureRole.AUTHOR, SignatureRole.COSIGNER, SignatureRole.ORDERING)
    return all(line.signed_at for line in document.signatures if line.role in wanted)


def _type(document: Document) -> Plain:
    loinc = terms("documents").get(document.type)
    own = coding(f"{OWN}/document-types", document.type, type_title(document.type))
    return concept(document.title, *([coding(LOINC, loinc)] if loinc else []), own)

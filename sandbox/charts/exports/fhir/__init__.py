"""A chart as a FHIR R4 document: a Bundle of plain dictionaries, the Composition first.

Everything carries the security label HTEST (test data). Ids are UUIDv5, identifiers lie in systems of example.org.
Diagnoses and procedures in codes are the key of the exercises: they are written only when the truth is passed.
"""

from __future__ import annotations

from collections.abc import Iterator

from sandbox.charts.exports.fhir.doses import medications
from sandbox.charts.exports.fhir.naming import Naming
from sandbox.charts.exports.fhir.papers import composition, last_moment, reference, section
from sandbox.charts.exports.fhir.people import encounters, organization, patient, practitioners
from sandbox.charts.exports.fhir.results import observations
from sandbox.charts.exports.fhir.terms import TEST_MARK, Plain, coding, concept, hl7
from sandbox.charts.model import Chart
from sandbox.charts.truth import ChartTruth, CodeSystem, Fact, Standing

SYSTEMS = {
    CodeSystem.CM: ("Condition", "http://hl7.org/fhir/sid/icd-10-cm"),
    CodeSystem.PCS: ("Procedure", "http://www.cms.gov/Medicare/Coding/ICD10"),
}


def bundle(chart: Chart, truth: ChartTruth | None = None) -> Plain:
    """The document Bundle. With ``truth`` it also holds conditions and procedures in codes: never for a trainee.

    https://hl7.org/fhir/R4/documents.html
    """
    names = Naming(chart)
    read = {
        document.id: [*observations(document, names), *medications(document, names)] for document in chart.documents
    }
    sections = [section(document, names, read[document.id]) for document in chart.documents]
    papers = [reference(document, names) for document in chart.documents]
    stays = list(encounters(chart, names))
    resources: list[Plain] = [composition(names, sections), patient(chart, names), organization(chart, names)]
    resources += [*practitioners(chart, names), *stays, *papers]
    resources += [one for found in read.values() for one in found]
    resources += _coded(truth, names) if truth else []
    return {
        "resourceType": "Bundle",
        "id": names.id("Bundle", "record"),
        "meta": {"security": [TEST_MARK]},
        "identifier": {"system": "urn:ietf:rfc:3986", "value": f"urn:uuid:{names.id('Bundle', 'record')}"},
        "type": "document",
        "timestamp": last_moment(names),
        "entry": [{"fullUrl": f"urn:uuid:{one['id']}", "resource": one} for one in resources],
    }


def _coded(truth: ChartTruth, names: Naming) -> Iterator[Plain]:
    """Required codes of the key as conditions and procedures."""
    for fact in truth.facts:
        if fact.coding and fact.coding.standing is Standing.REQUIRED and fact.coding.system in SYSTEMS:
            yield _coded_fact(fact, names)


def _coded_fact(fact: Fact, names: Naming) -> Plain:
    assert fact.coding is not None  # noqa: S101 - the caller looked
    kind, system = SYSTEMS[fact.coding.system]
    known = {stay.id for stay in names.chart.encounters}
    content: Plain = {
        "code": concept(fact.text, coding(system, fact.coding.code)),
        "subject": names.patient,
        "encounter": names.to("Encounter", fact.encounter_id) if fact.encounter_id in known else None,
    }
    if kind == "Condition":
        content["clinicalStatus"] = concept("", hl7("condition-clinical", "active"))
        content["verificationStatus"] = concept("", hl7("condition-ver-status", "confirmed"))
        content["category"] = [concept("", hl7("condition-category", "encounter-diagnosis"))]
    else:
        content["status"] = "completed"
        content["performedDateTime"] = fact.coding.date
    return names.resource(kind, fact.id, content)

"""People: plausible, of the right sex and role, and never mistaken for anybody real."""

from __future__ import annotations

import re

from sandbox.charts.documents import TYPES
from sandbox.charts.facility import PRACTITIONERS
from sandbox.charts.lint.registry import Faults, Specimen, check
from sandbox.charts.model import SignatureRole

PROVIDER_DOCUMENTS = frozenset(
    (
        "history_and_physical",
        "hp_update",
        "discharge_summary",
        "operative_report",
        "brief_operative_note",
        "orders",
        "clinic_note",
        "emergency_note",
        "consult_note",
        "psychiatric_evaluation",
        "physician_visit",
        "restraint_evaluation",
    )
)
NURSING_DOCUMENTS = frozenset(["nursing_note", "nursing_assessment", "medication_record"])
NURSES = ("nurse", "medical_assistant", "nursing_assistant", "mds_coordinator")
OTHERS_TOO = frozenset(["labor_record", "delivery_note", "correspondence", "newborn_record", "psychotherapy_notes"])
"""Documents that speak of the child, of relatives or of others as well."""

_PRONOUNS = {
    "male": re.compile(r"\b(she|her|hers|herself|Ms\.|Mrs\.)\b", re.IGNORECASE),
    "female": re.compile(r"\b(he|his|him|himself|Mr\.)\b", re.IGNORECASE),
}
_RELATIVE = re.compile(
    r"\b(mother|father|parent|wife|husband|daughter|son|sister|brother|partner|friend|girlfriend|boyfriend|aunt|uncle|"
    r"grand\w+|caregiver|roommate|driver|baby|infant|child|newborn|fetus|neighbor|boss|supervisor|colleague)s?\b",
    re.IGNORECASE,
)
_SSN = re.compile(r"\b(\d{3})-\d{2}-\d{4}\b")
_PHONE = re.compile(r"\b(?:\d{3}-)?\d{3}-\d{4}\b")
_RESERVED = re.compile(r"\b(?:202-)?555-01\d\d\b")
_MAIL = re.compile(r"[\w.+-]+@([\w.-]+)")


@check("pronouns")
def pronouns(one: Specimen) -> Faults:
    """Words fit the patient's sex; a sentence that names a relative may speak of that person."""
    wrong = _PRONOUNS[one.chart.patient.sex]
    kin = one.chart.patient.next_of_kin.split()[0]
    for each in one.chart.documents:
        if each.type in OTHERS_TOO:
            continue
        for section in each.sections:
            for row in section.rows:
                said = " ".join(line.text for line in row)
                found = wrong.search(said)
                if found and not _RELATIVE.search(said) and kin not in said:
                    yield row[0].id, f"“{found[0]}” of a {one.chart.patient.sex} patient: {said[:120]}"


@check("roles")
def roles(one: Specimen) -> Faults:
    """Authors are on the roster and may write what they wrote; only patients and relatives sign without being staff."""
    for each in one.chart.documents:
        if each.type not in TYPES:
            yield each.id, f"{each.type} is no document type."
            continue
        outside = not each.author_id and TYPES[each.type].segment == "other_provider_records"
        if outside or each.type == "correspondence":
            continue
        role = one.chart.facility.member(each.author_id).role
        if each.type in PROVIDER_DOCUMENTS and role not in PRACTITIONERS:
            yield each.id, f"{each.title} is written by a {role.replace('_', ' ')}."
        if each.type in NURSING_DOCUMENTS and role not in NURSES:
            yield each.id, f"{each.title} is written by a {role.replace('_', ' ')}."
        for line in each.signatures:
            if (line.staff_id == "") is not (line.role is SignatureRole.PATIENT):
                yield each.id, f"The {line.role.value} of {each.title} is not a person of the roster."


@check("reserved-numbers")
def reserved_numbers(one: Specimen) -> Faults:
    """Numbers and addresses lie in ranges that no real person holds."""
    patient, facility = one.chart.patient, one.chart.facility
    if not re.fullmatch(r"9\d\d-\d\d-\d{4}", patient.ssn):
        yield "", f"Social security number {patient.ssn} could be assigned."
    for phone in (patient.phone, patient.next_of_kin_phone, facility.phone):
        if not re.fullmatch(r"202-555-01\d\d", phone):
            yield "", f"Phone {phone} could be real."
    if not patient.email.endswith("@example.org"):
        yield "", f"Address {patient.email} could be real."


@check("reserved-in-prose")
def reserved_in_prose(one: Specimen) -> Faults:
    """No number or mail address in the prose could be somebody's."""
    for line in (line for each in one.chart.documents for line in each.statements):
        real = [found for found in _SSN.findall(line.text) if not found.startswith("9")]
        real += [found for found in _PHONE.findall(line.text) if not _RESERVED.fullmatch(found)]
        real += [found for found in _MAIL.findall(line.text) if not found.endswith(("example.org", "example.com"))]
        if real:
            yield line.id, f"{real[0]} could be real: {line.text[:100]}"

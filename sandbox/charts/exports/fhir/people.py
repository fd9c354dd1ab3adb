"""The patient, the facility and its people as FHIR resources."""

from __future__ import annotations

from collections.abc import Iterator

from sandbox.charts.exports.fhir.naming import Naming, instant
from sandbox.charts.exports.fhir.terms import OWN, Plain, concept, hl7
from sandbox.charts.model import Chart, Staff

GENDERS = {"female": "female", "male": "male"}


def patient(chart: Chart, names: Naming) -> Plain:
    """Patient, with numbers in systems of example.org: none of them was issued by anybody."""
    one = chart.patient
    ids = [
        _identifier("MR", "Medical record number", f"facilities/{chart.facility.id}/mrn", one.mrn),
        _identifier("SS", "Social Security number", "invalid-ssn", one.ssn),
        _identifier("MB", "Member number", "members", one.member_id),
    ]
    kin = {"name": {"text": one.next_of_kin}, "relationship": [concept(one.next_of_kin_relation)]}
    content = {
        "identifier": [each for each in ids if each["value"]],
        "active": True,
        "name": [_name(one.name)],
        "telecom": _telecom(phone=one.phone, email=one.email),
        "gender": GENDERS.get(one.sex, "unknown"),
        "birthDate": one.born.isoformat(),
        "address": [{"use": "home", "text": one.address}] if one.address else [],
        "maritalStatus": concept(one.marital_status) if one.marital_status else None,
        "contact": [{**kin, "telecom": _telecom(phone=one.next_of_kin_phone)}] if one.next_of_kin else [],
        "communication": [{"language": concept(one.language)}] if one.language else [],
        "managingOrganization": names.facility,
    }
    return names.resource("Patient", "patient", content)


def organization(chart: Chart, names: Naming) -> Plain:
    """Organization: the simulated facility."""
    facility = chart.facility
    content = {
        "identifier": [{"system": f"{OWN}/facilities", "value": facility.id}],
        "active": True,
        "name": facility.name,
        "telecom": _telecom(phone=facility.phone),
        "address": [{"text": facility.address}],
    }
    return names.resource("Organization", "facility", content)


def practitioners(chart: Chart, names: Naming) -> Iterator[Plain]:
    """Practitioner and PractitionerRole for everybody of the roster to whom anything referred so far."""
    for person in chart.facility.staff:
        if person.id in names.named:
            yield _practitioner(person, names)
            yield _role(person, names)


def encounters(chart: Chart, names: Naming) -> Iterator[Plain]:
    """Encounter, one a stay or visit."""
    for stay in chart.encounters:
        attending = names.person(stay.attending_id)
        kind, shown = CLASSES.get(stay.setting.value, ("AMB", "ambulatory"))
        leaving = {
            "admitSource": _billing("PointOfOriginForAdmissionOrVisit", stay.point_of_origin),
            "dischargeDisposition": _billing("PatDischargeStatus", stay.disposition),
        }
        content = {
            "identifier": [{"system": f"{OWN}/facilities/{chart.facility.id}/accounts", "value": stay.account}],
            "status": "finished" if stay.ended else "in-progress",
            "class": hl7("v3-ActCode", kind, shown),
            "type": [concept(stay.setting.value.replace("_", " "))],
            "serviceType": concept(stay.service.replace("_", " ")) if stay.service else None,
            "subject": names.patient,
            "participant": [{"type": [concept("", hl7("v3-ParticipationType", "ATND", "attender"))],
                             "individual": attending}] if attending else [],
            "period": {"start": instant(stay.began), **({"end": instant(stay.ended)} if stay.ended else {})},
            "reasonCode": [concept(stay.reason)] if stay.reason else [],
            "hospitalization": {key: value for key, value in leaving.items() if value},
            "serviceProvider": names.facility,
        }  # fmt: skip
        yield names.resource("Encounter", stay.id, content)


CLASSES = {
    "inpatient": ("IMP", "inpatient encounter"),
    "nursing_facility": ("IMP", "inpatient encounter"),
    "emergency": ("EMER", "emergency"),
    "home_health": ("HH", "home health"),
}


def _practitioner(person: Staff, names: Naming) -> Plain:
    qualified = [{"code": concept(person.credential)}] if person.credential else []
    content = {
        "identifier": [{"system": f"{OWN}/staff", "value": person.id}],
        "name": [_name(person.name)],
        "qualification": qualified,
    }
    return names.resource("Practitioner", person.id, content)


def _role(person: Staff, names: Naming) -> Plain:
    content = {
        "practitioner": names.to("Practitioner", person.id, person.signature),
        "organization": names.facility,
        "code": [concept(person.role.replace("_", " "))],
        "specialty": [concept(person.specialty)] if person.specialty else [],
    }
    return names.resource("PractitionerRole", person.id, content)


def _identifier(code: str, shown: str, path: str, value: str) -> Plain:
    return {"type": concept(shown, hl7("v2-0203", code)), "system": f"{OWN}/{path}", "value": value}


def _name(spoken: str) -> Plain:
    """``Given Family`` apart; a name of one word is the family name."""
    given, _, family = spoken.strip().rpartition(" ")
    return {"text": spoken, "family": family or spoken, **({"given": given.split()} if given else {})}


def _telecom(phone: str = "", email: str = "") -> list[Plain]:
    given = (("phone", phone), ("email", email))
    return [{"system": system, "value": value} for system, value in given if value]


def _billing(system: str, code: str) -> Plain | None:
    """A UB-04 code in the National Uniform Billing Committee's system, without its licensed text."""
    return {"coding": [{"system": f"https://www.nubc.org/CodeSystem/{system}", "code": code}]} if code else None

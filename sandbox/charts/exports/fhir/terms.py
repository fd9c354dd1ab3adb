"""Codes of exchange: LOINC, UCUM and security labels, read once from ``terms.yaml``, and how they are written."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import yaml

Plain = dict[str, Any]
OWN = "https://example.org/mrt-sandbox"
HL7 = "http://terminology.hl7.org/CodeSystem"
LOINC = "http://loinc.org"
UCUM = "http://unitsofmeasure.org"
TEST_MARK = {"system": f"{HL7}/v3-ActReason", "code": "HTEST", "display": "test health data"}


@cache
def terms(part: str) -> dict[str, Any]:
    """One part of the map."""
    read: dict[str, dict[str, Any]] = _all()
    return read[part]


@cache
def _all() -> dict[str, dict[str, Any]]:
    file = Path(__file__).parent / "terms.yaml"
    return dict(yaml.safe_load(file.read_text(encoding="utf-8")))


def concept(text: str, *codings: Plain) -> Plain:
    """A CodeableConcept: what is printed, with its codes where there are any."""
    made: Plain = {"coding": list(codings)} if codings else {}
    return {**made, "text": text} if text else made


def coding(system: str, code: str, display: str = "") -> Plain:
    """A Coding."""
    return {"system": system, "code": code, **({"display": display} if display else {})}


def hl7(system: str, code: str, display: str = "") -> Plain:
    """A Coding of an HL7 code system."""
    return coding(f"{HL7}/{system}", code, display)


def labels(segment: str) -> list[Plain]:
    """Confidentiality and sensitivity of a segment of the record.

    HL7 Healthcare Privacy and Security Classification System; 42 CFR 2.32 asks that Part 2 records say what they are.
    """
    found = terms("sensitive").get(segment)
    if found is None:
        return [hl7("v3-Confidentiality", "N", "normal")]
    return [hl7("v3-Confidentiality", "R", "restricted"), *(hl7("v3-ActCode", code) for code in found)]

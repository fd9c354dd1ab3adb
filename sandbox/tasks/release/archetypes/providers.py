"""Other hospitals and clinics that treat the patient."""

from __future__ import annotations

from typing import Any

from sandbox.tasks.release import sheets
from sandbox.tasks.release.archetypes.catalogue import Plan, archetype
from sandbox.tasks.release.outside import HOSPITALS, PROGRAMS
from sandbox.tasks.release.tray import Tray, boxes, prose, said

PASSED_ON = (
    "Recipients bound by HIPAA may pass the records on as HIPAA allows, but not for use against me in any civil, "
    "criminal, administrative or legislative proceeding."
)
TREATING = (
    "We are now treating your former patient.",
    "Your former patient has been in our care since yesterday.",
    "The above patient has come to us for treatment.",
)
VARIANTS = ("plain", "psychotherapy", "part2", "part2_consent", "part2_emergency")


@archetype("hospital_treatment", "Another hospital treats the patient", *VARIANTS)
def hospital_treatment(tray: Tray, variant: str) -> Plan:
    """All that treatment needs, without authorization; psychotherapy notes and Part 2 records have their own rules."""
    labels = tray.holdings()
    place, doctor = tray.outside.one_of(HOSPITALS), tray.outside.person()
    urgent = variant == "part2_emergency"
    lines: list[Any] = [
        "We are now treating your former patient." if urgent else tray.say(*TREATING),
        (f"For that we need the complete record of {tray.stay}, whatever you hold.", "request"),
    ]
    if urgent:
        lines.append(
            (
                "The patient is unconscious after a suspected overdose; consent cannot be had and minutes count.",
                "urgent",
            )
        )
    sheets.letter(
        tray,
        "provider_letter",
        f"Fax of {place}",
        (place, tray.outside.phone()),
        prose(lines),
        sender=(f"{doctor.name}, MD", place),
        way="by fax",
    )
    parts, papers, deciding = _special(tray, variant, labels, place)
    asked = {"scope": "entire_record"}
    made = tray.request("provider", "treatment", *papers, labels=labels, asked=asked, **parts)
    return Plan(made, labels, deciding)


def _special(
    tray: Tray, variant: str, labels: dict[str, str], place: str
) -> tuple[dict[str, Any], list[dict[str, Any]], tuple[str, ...]]:
    """What a variant adds: to the request, to its papers, and what then decides."""
    if variant == "plain":
        return {}, [], ("request",)
    if variant == "psychotherapy":
        labels[sheets.held_psychotherapy(tray)] = "psychotherapy_notes"
        return {}, [], ("held", "request")
    program = tray.outside.one_of(PROGRAMS)
    labels[sheets.held_part2(tray, program)] = "part2_sud"
    if variant == "part2_emergency":
        flags = {"bona_fide_emergency": True, "consent_obtainable": False}
        return {"patient": {"capacity": "no"}, "circumstances": flags}, [], ("urgent", "held")
    if variant == "part2_consent":
        _consent(tray, program)
        stated = {"signed": True, "single_tpo": True, "elements_missing": [], "covers": ["part2_sud"]}
        return {}, [{"type": "part2_consent", "attributes": stated}], ("consent", "held")
    return {}, [], ("held",)


def _consent(tray: Tray, program: str) -> None:
    """One consent for all future treatment, payment and operations (42 CFR 2.31, 2.33)."""
    text = (
        f"I allow {program} to give my substance use treatment records to my treating providers, health plans, "
        "third-party payers, and people helping to operate this program, for treatment, payment and health care "
        "operations."
    )
    day = (tray.encounter.ended or tray.encounter.began).date()
    tray.add(
        "consent_form",
        "Consent for substance use disorder treatment records",
        boxes([("Patient", tray.patient.name), ("Born", said(tray.patient.born))]),
        prose(
            [(text, "consent")],
            [
                "I may revoke this in writing at any time at the program's office.",
                "It ends when my treatment here ends.",
                PASSED_ON,
                "If I do not sign I am still treated, but I must take care of payment myself.",
            ],
        ),
        boxes([("Signature", f"{tray.patient.name} (handwritten)"), ("Date", said(day))]),
        dated=day,
    )

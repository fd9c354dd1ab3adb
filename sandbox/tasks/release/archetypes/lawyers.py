"""Lawyers who write with an authorization, in order or not."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sandbox.tasks.release import sheets
from sandbox.tasks.release.archetypes.catalogue import Plan, archetype
from sandbox.tasks.release.outside import FIRMS, PROGRAMS
from sandbox.tasks.release.sheets import Form
from sandbox.tasks.release.tray import Tray, prose, said

MISSING = {
    "unsigned": "MISSING_SIGNATURE",
    "undated": "MISSING_SIGNATURE_DATE",
    "no_expiration": "MISSING_EXPIRATION",
    "no_purpose": "MISSING_PURPOSE",
    "no_revocation": "MISSING_REVOCATION_STATEMENT",
    "no_redisclosure": "MISSING_REDISCLOSURE_STATEMENT",
    "no_conditioning": "MISSING_CONDITIONING_STATEMENT",
}
SUMMARIES = (
    "discharge_summary",
    "emergency_note",
    "clinic_note",
    "history_and_physical",
    "imaging_report",
    "face_sheet",
)


def write(tray: Tray, wanted: str, enclosed: str = "the signed authorization of my client") -> str:
    """The lawyer's letter; gives the name of the firm."""
    lawyer, firm = tray.outside.person(), tray.outside.one_of(FIRMS)
    sheets.letter(
        tray,
        "attorney_letter",
        f"Letter of {firm}",
        (firm, tray.outside.address(), tray.outside.phone()),
        prose(
            [
                tray.say(
                    "This office represents the above patient in a claim for injuries.", "We act for your patient."
                ),
                (f"Please send us {wanted} of {tray.stay}.", "request"),
                f"Enclosed is {enclosed}.",
            ],
            [tray.say("We need them within ten days.", "Our file number is " + tray.outside.number("F") + ".")],
        ),
        sender=(lawyer.name, "Attorney at Law"),
    )
    return firm


@dataclass(frozen=True, slots=True)
class Filled:
    """An authorization form as filled in, and what the release rules read in it."""

    form: Form
    attributes: dict[str, Any]
    deciding: tuple[str, ...] = ("request",)


def filled(tray: Tray, variant: str, recipient: str, information: str, purpose: str) -> Filled:
    """The form in one of its flawed states (``MISSING``, ``expired``, ``wife_signed``), or complete."""
    attributes: dict[str, Any] = {"signed": variant != "unsigned", "elements_missing": []}
    if variant in MISSING:
        code = MISSING[variant]
        attributes["elements_missing"] = [code]
        shown = "signature" if code == "MISSING_SIGNATURE" else code
        return Filled(Form(recipient, information, purpose, (code,)), attributes, (shown, "scope"))
    if variant == "expired":
        ended = tray.received - timedelta(days=tray.random.randrange(12, 80))
        signed = ended - timedelta(days=365)
        attributes |= {"expires": ended.isoformat(), "signed_date": signed.isoformat()}
        form = Form(recipient, information, purpose, expires=said(ended), signed_on=signed)
        return Filled(form, attributes, ("MISSING_EXPIRATION",))
    if variant == "relative_signed":
        kin = tray.patient.next_of_kin
        attributes |= {"signer": "relative", "elements_missing": ["MISSING_REP_AUTHORITY"]}
        return Filled(Form(recipient, information, purpose, signer=kin), attributes, ("signature",))
    return Filled(Form(recipient, information, purpose), attributes, ("request", "scope"))


VARIANTS = ("valid", "valid", "narrow", "expired", "relative_signed", "revoked", *MISSING)


@archetype("attorney_authorization", "A lawyer with an authorization", *dict.fromkeys(VARIANTS))
def attorney_authorization(tray: Tray, variant: str) -> Plan:
    """What the authorization says, if it is whole; back to the sender if not."""
    labels = tray.holdings()
    information, wanted = f"my complete medical record {tray.until_now}", "the complete medical record"
    if variant == "narrow":
        allowed = tray.of_types(SUMMARIES, 2)
        information = f"{tray.titles(allowed)} {tray.until_now}; nothing else"
        labels = {ref: label if ref in allowed else f"other {label}" for ref, label in labels.items()}
    firm = write(tray, wanted)
    state = filled(tray, variant, firm, information, "my claim for damages")
    sheets.authorization(tray, state.form)
    attributes, deciding = dict(state.attributes), state.deciding
    if variant == "narrow":
        attributes["covers"] = sorted({label for ref, label in labels.items() if ref in allowed})
        deciding = ("scope",)
    if variant == "revoked":
        attributes["revoked"] = True
        _revocation(tray, firm, tray.received)
        deciding = ("revoked",)
    paper = {"type": "authorization", "attributes": attributes}
    asked = {"scope": "entire_record"}
    return Plan(tray.request("attorney", "litigation", paper, labels=labels, asked=asked), labels, deciding)


def _revocation(tray: Tray, firm: str, day: date) -> None:
    tray.add(
        "patient_letter",
        "Letter of the patient",
        prose(
            [
                tray.say("I have changed my mind.", "I no longer want this."),
                (f"I take back the permission I gave you to send my records to {firm}.", "revoked"),
            ],
            [f"{tray.patient.name} (signed by hand)"],
        ),
        tray.stamp("by mail"),
        dated=day,
    )


@archetype("attorney_psychotherapy", "A lawyer wants the therapist's notes too", "one_form", "general_form")
def attorney_psychotherapy(tray: Tray, variant: str) -> Plan:
    """One form for chart and psychotherapy notes is a compound one; a form for the chart does not reach the notes."""
    labels = tray.holdings()
    whole = f"my complete medical record {tray.until_now}"
    both = f"{whole} and the psychotherapy notes of my therapist"
    firm = write(tray, "everything you hold, psychotherapy notes included,")
    sheets.authorization(tray, Form(firm, both if variant == "one_form" else whole, "my claim for damages"))
    chart = sorted(set(labels.values()))
    labels |= {sheets.held_psychotherapy(tray): "psychotherapy_notes"}
    attributes: dict[str, Any] = {"signed": True, "elements_missing": [], "covers": chart}
    if variant == "one_form":
        attributes |= {"covers": [*chart, "psychotherapy_notes"], "combined_with": "general_record_authorization"}
    paper = {"type": "authorization", "attributes": attributes}
    asked = {"scope": "entire_record"}
    return Plan(tray.request("attorney", "litigation", paper, labels=labels, asked=asked), labels, ("scope", "held"))


@archetype("part2_general_form", "A general form and a substance use record", "chart_and_program")
def part2_general_form(tray: Tray, variant: str) -> Plan:
    """A general authorization does not describe the substance use record: that part stays."""
    labels = tray.holdings()
    firm = write(tray, "the entire record, in every department,")
    sheets.authorization(tray, Form(firm, f"my medical record {tray.until_now}", "my claim for damages"))
    covers = sorted(set(labels.values()))
    labels |= {sheets.held_part2(tray, tray.outside.one_of(PROGRAMS)): "part2_sud"}
    paper = {"type": "authorization", "attributes": {"signed": True, "elements_missing": [], "covers": covers}}
    asked = {"scope": "entire_record"}
    return Plan(tray.request("attorney", "litigation", paper, labels=labels, asked=asked), labels, ("held", "scope"))

"""What patients ask for themselves: copies for themselves, and copies for somebody else."""

from __future__ import annotations

from typing import Any

from sandbox.tasks.release import sheets
from sandbox.tasks.release.archetypes.catalogue import Plan, archetype
from sandbox.tasks.release.tray import Tray, boxes, prose

SELF = {"relation": "self"}


def write_for_own(tray: Tray, *extra: str, electronic: bool = True) -> None:
    """The patient's own letter asking for the whole record."""
    form = "as a PDF by e-mail" if electronic else "on paper, by mail to my address"
    opening = tray.say(
        "I was your patient and would like a copy of my medical record.",
        "Please send me my own records.",
        "I am asking for a copy of everything in my chart.",
    )
    tray.add(
        "patient_letter",
        "Request from the patient",
        prose(
            [opening, (f"I mean the complete record of {tray.extent}, {form}.", "request"), *extra],
            [tray.say("Thank you.", "Many thanks for your help."), f"{tray.patient.name}, {tray.patient.phone}"],
        ),
        boxes([("Signature", f"{tray.patient.name} (handwritten)", "signature")]),
        tray.stamp(),
    )


def own(tray: Tray, labels: dict[str, str], **parts: Any) -> dict[str, Any]:
    asked = {"scope": "entire_record"} | parts.pop("asked", {})
    documents = [{"type": "access_request", "attributes": {"signed": True}}]
    kind = parts.pop("kind", "access_copy")
    return tray.request(
        "individual",
        "self",
        *parts.pop("papers", documents),
        labels=labels,
        kind=kind,
        initiated_by="individual",
        requester=SELF | parts.pop("requester", {}),
        asked=asked,
        **parts,
    )


@archetype("patient_access", "A patient asks for the record", "electronic", "paper", "unpaid_bill", "no_identification")
def patient_access(tray: Tray, variant: str) -> Plan:
    """The whole record; a bill that is not paid is no reason to keep it, an unknown caller is."""
    labels = tray.own_holdings()
    if variant == "no_identification":
        write_for_own(tray, "A friend will pick it up; I have no identification with me at the moment.")
        tray.add(
            "desk_note",
            "Note of the front desk",
            prose([("Letter left at the desk by a person unknown to us; no identification shown.", "identity")]),
            dated=tray.received,
        )
        return Plan(own(tray, labels, requester={"identity_verified": False}), labels, ("identity",))
    write_for_own(tray, electronic=variant != "paper")
    sheets.identification(tray)
    parts: dict[str, Any] = {}
    if variant == "paper":
        parts = {"asked": {"form": "paper"}, "record": {"source_system": "mixed"}}
    if variant == "unpaid_bill":
        amount = tray.random.randrange(180, 2400)
        tray.add(
            "desk_note",
            "Note of the billing office",
            prose([(f"Open balance for this account: ${amount}. Please hold anything she or he asks for.", "bill")]),
            dated=tray.received,
        )
        parts = {"circumstances": {"unpaid_bill": True}}
    return Plan(own(tray, labels, **parts), labels)


@archetype("patient_psychotherapy", "A patient asks for the record and the therapist's notes", "whole", "notes_named")
def patient_psychotherapy(tray: Tray, variant: str) -> Plan:
    """Everything but the psychotherapy notes, with a letter that says so."""
    named = ["I also want the notes my therapist keeps about our sessions."] if variant == "notes_named" else []
    write_for_own(tray, *named)
    sheets.identification(tray)
    labels = tray.own_holdings() | {sheets.held_psychotherapy(tray): "psychotherapy_notes"}
    return Plan(own(tray, labels), labels, ("held", "request"))


DIRECTED = ("signed", "unsigned", "no_address", "paper_copy", "telephone")


@archetype("patient_directive", "A patient wants a copy sent to somebody else", *DIRECTED)
def patient_directive(tray: Tray, variant: str) -> Plan:
    """A right, if written and signed, clear about who and where, and for an electronic copy."""
    helper = tray.outside.person()
    labels = tray.holdings()
    parts: dict[str, Any] = {"kind": "access_third_party_directive", "recipient": "family_friend"}
    attributes: dict[str, Any] = {"signed": True, "recipient_identified": True, "destination": True}
    if variant == "telephone":
        sheets.phone_note(
            tray,
            "Note of a telephone call",
            [
                (f"{tray.patient.name} called and asks us to e-mail the whole record to {helper.mail}.", "request"),
                ("Caller gave date of birth and address correctly. Nothing in writing so far.", "identity"),
            ],
        )
        parts["circumstances"] = {"oral_request": True}
        return Plan(own(tray, labels, papers=[], **parts), labels)
    where = f"to {helper.name}, {helper.mail}" if variant != "no_address" else f"to my friend {helper.given}"
    how = "a paper copy, by mail" if variant == "paper_copy" else "an electronic copy"
    signature = "" if variant == "unsigned" else f"{tray.patient.name} (handwritten)"
    tray.add(
        "patient_letter",
        "Direction of the patient",
        prose(
            [
                tray.say("I would like somebody else to have my record.", "Please send my record on for me."),
                (f"Send {how} of the complete record of {tray.stay} {where}.", "request"),
            ]
        ),
        boxes([("Printed name", tray.patient.name), ("Signature", signature, "DIRECTIVE_UNSIGNED")]),
        tray.stamp(),
    )
    sheets.identification(tray)
    attributes["signed"] = variant != "unsigned"
    attributes["destination"] = variant != "no_address"
    if variant == "paper_copy":
        parts |= {"asked": {"form": "paper", "delivery": "to_third_party"}}
    paper = {"type": "third_party_directive", "attributes": attributes}
    deciding = ("DIRECTIVE_UNSIGNED",) if variant == "unsigned" else ("request",)
    return Plan(own(tray, labels, papers=[paper], **parts), labels, deciding)

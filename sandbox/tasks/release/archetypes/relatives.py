"""Family, health care agents and executors."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from sandbox.tasks.release import days, sheets
from sandbox.tasks.release.archetypes.catalogue import Plan, archetype
from sandbox.tasks.release.tray import Tray, boxes, prose, said

RELATIONS = {
    "wife": "spouse", "husband": "spouse", "mother": "parent", "father": "parent", "son": "child", "daughter": "child",
    "sister": "sibling", "brother": "sibling",
}  # fmt: skip


def _asks(tray: Tray, name: str, as_what: str, *extra: str) -> None:
    tray.add(
        "family_letter",
        "Letter from the family",
        prose(
            [
                tray.say(f"I am writing for {tray.patient.name}.", f"This is about {tray.patient.name}."),
                f"I am the patient's {as_what}.",
                (f"Please give me a copy of the whole record of {tray.stay}.", "request"),
                *extra,
            ],
            [f"{name} (signed by hand)"],
        ),
        tray.stamp(),
    )


@archetype("relative", "A relative asks without authority", "letter", "at_the_desk")
def relative(tray: Tray, variant: str) -> Plan:
    """Being the parent, spouse or child of an adult gives no right to the record."""
    patient = tray.patient
    why = tray.say(
        "I pay the bills, so I am entitled to it.",
        "I was at the bedside the whole time.",
        "We have no secrets in our family.",
    )
    if variant == "letter":
        _asks(tray, patient.next_of_kin, patient.next_of_kin_relation, why)
    else:
        sheets.phone_note(
            tray,
            "Note of the front desk",
            [
                f"{patient.next_of_kin} came to the window, {patient.next_of_kin_relation} of {patient.name}.",
                (f"Wants a copy of the whole record of {tray.stay} to take along.", "request"),
                "Patient is not here. No paper of any kind was shown but a driver license.",
            ],
            way="in person, at the window",
        )
    sheets.identification(tray, patient.next_of_kin)
    labels = tray.holdings()
    relation = RELATIONS.get(patient.next_of_kin_relation, "none")
    who = "parent_guardian" if relation == "parent" else "family_friend"
    made = tray.request(
        who,
        "self",
        labels=labels,
        kind="access_copy",
        requester={"relation": relation, "authority_verified": False},
        asked={"scope": "entire_record", "delivery": "pickup"},
    )
    return Plan(made, labels)


POWERS = {
    "valid": "to make any decision about my health care that I could make, and to see and obtain my medical records",
    "financial": "to run my bank accounts, pay my bills, and sell or let my property",
    "unsigned": "to make any decision about my health care that I could make, and to see and obtain my medical records",
}


@archetype("health_care_agent", "An agent with a power of attorney", *POWERS)
def health_care_agent(tray: Tray, variant: str) -> Plan:
    """A health care agent stands in the patient's place; who only looks after the money does not."""
    agent = tray.patient.next_of_kin
    _asks(tray, agent, "agent", "My power of attorney is enclosed.", "The patient cannot speak at the moment.")
    day = days.back(tray.encounter.began.date() - timedelta(days=tray.random.randint(200, 1500)))
    signature = "" if variant == "unsigned" else f"{tray.patient.name} (handwritten)"
    tray.add(
        "power_of_attorney",
        "Power of attorney",
        prose(
            [
                f"I, {tray.patient.name}, appoint {agent}, my {tray.patient.next_of_kin_relation}, as my agent",
                (f"{POWERS[variant]}.", "power"),
                "It takes effect when I cannot decide for myself.",
            ]
        ),
        boxes(
            [("Signature of the principal", signature, "power_signature")],
            [("Notary", f"State of XX, {said(day)}" if signature else "")],
        ),
        dated=day,
    )
    sheets.identification(tray, agent)
    labels = tray.holdings()
    stated: dict[str, dict[str, Any]] = {"financial": {"kind": "financial"}, "unsigned": {"signed": False}}
    made = tray.request(
        "personal_representative",
        "self",
        {"type": "health_care_poa", "attributes": stated.get(variant, {})},
        labels=labels,
        kind="access_copy",
        initiated_by="individual",
        requester={"relation": "health_care_agent"},
        patient={"capacity": "no"},
        asked={"scope": "entire_record"},
    )
    return Plan(made, labels, ("power_signature",) if variant == "unsigned" else ("power",))

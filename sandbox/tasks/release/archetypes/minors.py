"""Requests about children: parents, others who bring them up, schools, child protection."""

from __future__ import annotations

from typing import Any

from sandbox.charts.model import Chart
from sandbox.tasks.release import sheets
from sandbox.tasks.release.archetypes.catalogue import Plan, archetype, minor
from sandbox.tasks.release.tray import Tray, boxes, prose, said

MINOR = {"age_class": "minor"}
SCHOOLS = ("Heron Way Elementary School", "Quarry Road School", "Fairmeadow Middle School")


def vaccinated(chart: Chart) -> bool:
    """A child whose chart holds an immunization record."""
    return minor(chart) and any(document.segment == "immunization" for document in chart.documents)


@archetype("parent", "A parent asks for the child's record", "at_the_window", "by_portal", fits=minor)
def parent(tray: Tray, variant: str) -> Plan:
    """A parent with authority stands in the child's place (45 CFR 164.502(g)(3)(i))."""
    name, relation = tray.patient.next_of_kin, tray.patient.next_of_kin_relation
    wanted = (f"Wants a copy of the complete record of {tray.stay}.", "request")
    if variant == "by_portal":
        tray.add(
            "portal_message",
            "Message through the patient portal",
            boxes(
                [("From", f"{name}, proxy account for {tray.patient.name}", "identity"), ("Sent", said(tray.written))]
            ),
            prose(
                [
                    tray.say("Hello,", "Good morning,"),
                    (f"please send me everything you have about {tray.stay} through the portal.", "request"),
                    (f"I am the {relation}, as you can see from the proxy account.", "power"),
                ]
            ),
            tray.stamp("through the portal; proxy account verified at enrollment"),
        )
    else:
        sheets.phone_note(
            tray,
            "Note of the front desk",
            [f"{name} came to the window, {relation} of {tray.patient.name}.", wanted],
            [("Named on the registration as parent, with whom the child lives; no court papers on file.", "power")],
            way="in person, at the window",
        )
        sheets.identification(tray, name, tray.patient.address)
    labels = tray.holdings()
    made = tray.request(
        "parent_guardian",
        "self",
        labels=labels,
        kind="access_copy",
        initiated_by="individual",
        requester={"relation": "parent"},
        patient=MINOR,
        asked={"scope": "entire_record", "delivery": "portal" if variant == "by_portal" else "pickup"},
    )
    return Plan(made, labels)


@archetype("grandparent", "A grandparent asks for a child's record", "no_papers", "guardian", fits=minor)
def grandparent(tray: Tray, variant: str) -> Plan:
    """Kinship gives no authority; an order of guardianship does (45 CFR 164.502(g)(3))."""
    elder = tray.outside.person()
    tray.add(
        "family_letter",
        "Letter of a grandparent",
        prose(
            [
                f"I am {tray.patient.name}'s grandmother and look after the child most days.",
                (f"Please mail me the whole record of {tray.stay}.", "request"),
                "The order of the court is enclosed." if variant == "guardian" else "The parents have no objection.",
            ],
            [f"{elder.name} (signed by hand)"],
        ),
        tray.stamp(),
    )
    sheets.identification(tray, elder.name)
    papers: list[dict[str, Any]] = []
    if variant == "guardian":
        tray.add(
            "guardianship_order",
            "Order appointing a guardian",
            prose(
                [
                    f"{elder.name} is appointed guardian of the person of {tray.about()}, a minor,",
                    ("with full authority over the child's health care until majority.", "power"),
                ]
            ),
            boxes([("Judge", f"{tray.outside.person().name} (handwritten, seal of the court)", "power_signature")]),
            dated=tray.encounter.began.date(),
        )
        papers = [{"type": "guardianship", "attributes": {}}]
    labels = tray.holdings()
    made = tray.request(
        "parent_guardian",
        "self",
        *papers,
        labels=labels,
        kind="access_copy",
        initiated_by="individual" if variant == "guardian" else "third_party",
        requester={"relation": "guardian" if papers else "none", "authority_verified": bool(papers)},
        patient=MINOR,
        asked={"scope": "entire_record"},
    )
    return Plan(made, labels, ("power",) if papers else ("request",))


@archetype("school", "A school wants proof of immunization", "agreed", "not_agreed", fits=vaccinated)
def school(tray: Tray, variant: str) -> Plan:
    """Proof of immunization alone, and only when a parent's agreement is documented (45 CFR 164.512(b)(1)(vi))."""
    name = tray.outside.one_of(SCHOOLS)
    sheets.letter(
        tray,
        "school_letter",
        f"Letter of {name}",
        (name, "School nurse", tray.outside.phone()),
        prose(
            [
                f"{tray.patient.name} is to be admitted to our school.",
                ("State law requires proof of immunization before admission; please send it to us.", "law"),
                ("If it is easier for you, send the whole chart.", "request"),
            ]
        ),
        sender=(tray.outside.person().name, "School nurse"),
    )
    agreed = variant == "agreed"
    told = (
        f"Spoke with {tray.patient.next_of_kin} ({tray.patient.next_of_kin_relation}), who agrees that the school gets "
        "proof of immunization; noted in the chart."
        if agreed
        else f"Tried to reach {tray.patient.next_of_kin} ({tray.patient.next_of_kin_relation}) twice; no answer yet."
    )
    sheets.phone_note(tray, "Note of a telephone call", [(told, "NO_DOCUMENTED_AGREEMENT")])
    labels = tray.holdings()
    papers = [{"type": "oral_agreement", "attributes": {"documented": True}}] if agreed else []
    made = tray.request(
        "school",
        "immunization_proof",
        *papers,
        labels=labels,
        patient=MINOR,
        asked={"scope": "entire_record"},
        circumstances={"state_law_requires_proof": True},
    )
    return Plan(made, labels, ("NO_DOCUMENTED_AGREEMENT", "law"))


@archetype("child_protection", "Child protection investigates", "letterhead", fits=minor)
def child_protection(tray: Tray, variant: str) -> Plan:
    """Nobody's agreement is needed, and nobody is told (45 CFR 164.512(b)(1)(ii))."""
    office = "Tansy County Child Protective Services"
    labels = tray.of_types(("emergency_note", "history_and_physical", "discharge_summary", "clinic_note"), 2)
    sheets.letter(
        tray,
        "official_letter",
        f"Letter of {office}",
        (office, tray.outside.phone()),
        prose(
            [
                (
                    "A report of suspected abuse or neglect of this child is being investigated under the state's "
                    "child protection law, which authorizes this office to receive such information."
                ),
                (f"Please send the {tray.titles(labels)} of {tray.stay}, which the caseworker needs.", "request"),
                "The parents have not been told of this request.",
            ]
        ),
        sender=(tray.outside.person().name, "Caseworker"),
        way="by fax",
    )
    stated = {"letterhead": True, "authority": True}
    made = tray.request(
        "protective_services",
        "child_abuse",
        {"type": "official_statement", "attributes": stated},
        labels=labels,
        patient=MINOR,
    )
    return Plan(made, labels)

"""Police and health authorities."""

from __future__ import annotations

from typing import Any

from sandbox.tasks.release import sheets
from sandbox.tasks.release.archetypes.catalogue import Plan, archetype
from sandbox.tasks.release.outside import COURTS, POLICE
from sandbox.tasks.release.tray import Tray, boxes, prose

RECORDS = ("emergency_note", "discharge_summary", "clinic_note", "triage_note", "history_and_physical")


def _badge(tray: Tray, force: str, *sentences: Any) -> None:
    officer = tray.outside.person()
    tray.goes_to(f"Detective {officer.name}, {force}")
    tray.add(
        "desk_note",
        f"Request of the {force}",
        prose(
            [
                (f"Detective {officer.name}, {force}, badge {tray.random.randrange(1000, 9999)}, badge seen.", "badge"),
                *sentences,
            ]
        ),
        tray.stamp("in person, at the window"),
        dated=tray.received,
    )


@archetype("police_locate", "Police look for somebody", "whole_chart", spoken=True)
def police_locate(tray: Tray, variant: str) -> Plan:
    """Eight sorts of particulars may be told to find a suspect; no page of the chart goes."""
    labels = tray.everything()
    _badge(
        tray,
        tray.outside.one_of(POLICE),
        f"They look for {tray.patient.name} as a suspect and believe the person was treated here.",
        ("Asks for the chart, so that they can find the person and see what else is in it.", "request"),
        ("No warrant, no subpoena, no court order.", "process"),
    )
    made = tray.request("law_enforcement", "le_identify_locate", labels=labels, asked={"scope": "entire_record"})
    return Plan(made, labels, ("process", "request"))


@archetype("police_warrant", "Police with a warrant", "search_warrant")
def police_warrant(tray: Tray, variant: str) -> Plan:
    """A judge's warrant is obeyed within its terms."""
    named = tray.of_types(RECORDS, 2)
    labels = {ref: label if ref in named else f"other {label}" for ref, label in tray.everything().items()}
    force = tray.outside.one_of(POLICE)
    tray.add(
        "warrant",
        "Search warrant",
        prose(
            [tray.outside.one_of(COURTS)],
            [
                f"To any officer of the {force}: you may search for and seize at {tray.hospital}",
                (f"the {tray.titles(named)} of {tray.stay} concerning {tray.about()}.", "scope"),
            ],
        ),
        boxes([("Judge", f"{tray.outside.person().name} (handwritten, seal of the court)", "signature")]),
        dated=tray.received,
    )
    _badge(tray, force, ("Would like the whole chart while they are here.", "request"))
    paper = {"type": "warrant", "attributes": {"kind": "search", "covers": sorted({labels[ref] for ref in named})}}
    made = tray.request("law_enforcement", "le_process", paper, labels=labels, asked={"scope": "entire_record"})
    return Plan(made, labels, ("scope", "signature"))


@archetype("police_demand", "An agency's own demand", "test_not_shown", "test_shown")
def police_demand(tray: Tray, variant: str) -> Plan:
    """An administrative demand shows the three-part test or goes back."""
    labels = tray.of_types(RECORDS, 2)
    met = variant == "test_shown"
    shown = (
        "The records are relevant and material to a lawful inquiry into false billing; the demand is limited to the "
        "pages named; records without names would not do, because each visit has to be matched."
        if met
        else "The records are wanted for an inquiry of this office."
    )
    office = "State Fraud Investigation Office"
    sheets.letter(
        tray,
        "administrative_demand",
        f"Administrative subpoena of the {office}",
        (office, tray.outside.phone()),
        prose(
            [
                (f"Produce the {tray.titles(labels)} of {tray.stay}.", "request"),
                (shown, "LE_ADMIN_TEST_NOT_MET"),
            ]
        ),
        sender=(tray.outside.person().name, "Special Investigator"),
    )
    stated = {"relevant_material": met, "specific_limited": met, "deidentified_insufficient": met}
    paper = {"type": "administrative_request", "attributes": stated if met else {}}
    made = tray.request("law_enforcement", "le_process", paper, labels=labels)
    return Plan(made, labels, ("LE_ADMIN_TEST_NOT_MET",))


@archetype("licensing_board", "A licensing board investigates", "letterhead")
def licensing_board(tray: Tray, variant: str) -> Plan:
    """Health oversight: what the investigation needs, and it is accounted for."""
    labels = tray.of_types(RECORDS, 3)
    board = "State Board of Medicine"
    sheets.letter(
        tray,
        "official_letter",
        f"Letter of the {board}",
        (board, "Capitol Annex", tray.outside.phone()),
        prose(
            [
                "The Board licenses physicians and is investigating a complaint against one of your staff.",
                (
                    f"For that it requires the {tray.titles(labels)} of {tray.stay}; this is the minimum it needs.",
                    "request",
                ),
            ]
        ),
        sender=(tray.outside.person().name, "Investigator"),
    )
    stated = {"letterhead": True, "authority": True, "minimum_represented": True}
    paper = {"type": "official_statement", "attributes": stated}
    made = tray.request("oversight_agency", "oversight", paper, labels=labels)
    return Plan(made, labels)

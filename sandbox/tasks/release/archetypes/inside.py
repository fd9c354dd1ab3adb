"""Requests from inside the house, and callers for the directory: colleagues, the foundation, clergy."""

from __future__ import annotations

from typing import Any

from sandbox.tasks.release import sheets
from sandbox.tasks.release.archetypes.catalogue import Plan, archetype, living
from sandbox.tasks.release.tray import Tray, boxes, prose

DIRECTORY = {"scope": "directory_info", "segments": ["directory"], "form": "oral"}
LISTED = {"segments": ["directory"]}


@archetype("colleague", "A colleague at the window", "neighbor", "celebrity", fits=living)
def colleague(tray: Tray, variant: str) -> Plan:
    """A badge opens only what the work needs (45 CFR 164.502(a), 164.530(e))."""
    staff = [one for one in tray.chart.facility.staff if one.role in ("nurse", "technologist", "registrar")]
    who = tray.random.choice(staff)
    why = {
        "neighbor": "They are neighbors, and the whole street is worried.",
        "celebrity": "Everybody talks about it since the local news, and there is a bet on the ward.",
    }[variant]
    labels = tray.holdings()
    tray.add(
        "desk_note",
        "Note of the front desk",
        prose(
            [
                (f"{who.signature}, {who.unit or 'another unit'}, showed the staff badge at the window.", "badge"),
                (f"Asks to look through the chart of {tray.patient.name}, {tray.stay}.", "request"),
                (why, "reason"),
                "Was not on this patient's care team at any time, and no task of the department is open.",
            ]
        ),
        tray.stamp("in person, at the window"),
        dated=tray.received,
    )
    made = tray.request(
        "workforce_member", "curiosity", labels=labels, kind="internal_use", asked={"scope": "entire_record"}
    )
    return Plan(made, labels, ("reason", "badge"))


@archetype("directory", "A caller asks how the patient is", "by_name", "objected", "clergy", fits=living, spoken=True)
def directory(tray: Tray, variant: str) -> Plan:
    """The directory tells a caller who asks by name where and how the patient is; no page goes."""
    caller = tray.outside.person()
    if variant == "clergy":
        asked = f"Reverend {caller.name} is making rounds and asks for the list of patients of the congregation."
    else:
        asked = f"{caller.name} asks for {tray.patient.name} by name: on which unit, and how is the patient doing?"
    sheets.phone_note(
        tray,
        "Note of the switchboard" if variant != "clergy" else "Note of the front desk",
        [(asked, "request"), f"It concerns {tray.patient.name}, {tray.stay}."],
    )
    listed = {
        "by_name": "Patient agreed to be listed in the facility directory.",
        "objected": "Patient does not want to be listed in the facility directory.",
        "clergy": "Patient agreed to be listed, religious affiliation included.",
    }[variant]
    tray.add(
        "desk_note",
        "From the registration",
        boxes([("Facility directory", listed, "listed")]),
        dated=tray.encounter.began.date(),
    )
    patient: dict[str, Any] = {"objects": variant == "objected", "agrees": variant != "objected"}
    made = tray.request(
        "clergy" if variant == "clergy" else "general_public",
        "directory",
        labels={},
        asked=DIRECTORY,
        record=LISTED,
        patient=patient,
        circumstances={"asked_by_name": variant != "clergy"},
    )
    return Plan(made, {}, ("listed", "request"))


@archetype("foundation", "The hospital's foundation raises funds", "in_the_notice", "opted_out", spoken=True)
def foundation(tray: Tray, variant: str) -> Plan:
    """Six sorts of particulars and no page, if the notice says so and the patient has not opted out."""
    sheets.letter(
        tray,
        "internal_memo",
        "Memo of the hospital's foundation",
        ("Cedar Hollow Foundation", tray.outside.phone()),
        prose(
            [
                "For the spring letter we write to grateful patients.",
                (
                    (
                        "We would like the name, address, dates of care, department, treating physician and outcome of "
                        f"{tray.patient.name}, and the chart to quote from."
                    ),
                    "request",
                ),
                "The notice of privacy practices tells patients that we may write to them.",
            ]
        ),
        sender=(tray.outside.person().name, "Annual giving"),
    )
    opted = variant == "opted_out"
    if opted:
        tray.add(
            "patient_letter",
            "Card sent back by the patient",
            prose([("Please do not ask me for donations again.", "opted"), f"{tray.patient.name} (handwritten)"]),
        )
    labels = tray.everything()
    made = tray.request(
        "fundraiser",
        "fundraising",
        labels=labels,
        initiated_by="covered_entity",
        asked={"scope": "demographic_list"},
        circumstances={"npp_statement": True, "opted_out": opted},
    )
    return Plan(made, labels, ("opted",) if opted else ("request",))

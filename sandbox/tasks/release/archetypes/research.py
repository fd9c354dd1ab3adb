"""Researchers: waivers of a review board, preparation of a study, limited data sets."""

from __future__ import annotations

from typing import Any

from sandbox.tasks.release import sheets
from sandbox.tasks.release.archetypes.catalogue import Plan, archetype
from sandbox.tasks.release.tray import Tray, boxes, prose, said

RECORDS = ("discharge_summary", "clinic_note", "emergency_note", "lab_report")


@archetype("researcher", "A researcher asks", "waiver", "waiver_unsigned", "preparing", "data_set_no_agreement")
def researcher(tray: Tray, variant: str) -> Plan:
    """Without authorization only on a complete waiver, to prepare on the spot, or as a limited data set."""
    labels = tray.of_types(RECORDS, 2)
    wanted = f"the {tray.titles(labels)} of {tray.stay}"
    asks = {
        "waiver": f"Please copy {wanted} for our study; the waiver of the review board is enclosed.",
        "waiver_unsigned": f"Please copy {wanted} for our study; the waiver of the review board is enclosed.",
        "preparing": f"To prepare a study we would like to take {wanted} to our office and see whether it is worth it.",
        "data_set_no_agreement": f"We need {wanted} with dates and towns but without names, for a study of outcomes.",
    }[variant]
    sheets.letter(
        tray,
        "research_letter",
        "Letter of a researcher",
        ("Institute for Outcomes Research, Port Linden", tray.outside.phone()),
        prose([f"We study the care of patients like {tray.patient.name}.", (asks, "request")]),
        sender=(tray.outside.person().name, "Principal investigator"),
    )
    papers: list[dict[str, Any]] = []
    asked: dict[str, Any] = {}
    deciding: tuple[str, ...] = ("request",)
    if variant.startswith("waiver"):
        signed = variant == "waiver"
        papers = [_waiver(tray, wanted, signed)]
        deciding = ("IRB_NO_SIGNATURE",)
    elif variant == "preparing":
        stated = {"solely": True, "necessary": True, "no_phi_removed": False}
        papers = [{"type": "prep_research_rep", "attributes": stated}]
    else:
        asked = {"scope": "limited_data_set"}
    return Plan(tray.request("researcher", "research", *papers, labels=labels, asked=asked), labels, deciding)


def _waiver(tray: Tray, wanted: str, signed: bool) -> dict[str, Any]:
    chair = f"{tray.outside.person().name} (handwritten)" if signed else ""
    tray.add(
        "board_waiver",
        "Waiver of authorization",
        boxes([("Review board", "Linden Valley Review Board"), ("Approved", said(tray.written), "board")]),
        prose(
            [
                (
                    "The board finds that privacy risk is minimal, with a plan to protect and destroy identifiers and "
                    "written assurance against reuse; that the research is not practicable without the waiver, nor "
                    f"without the information; and that what is needed is {wanted}. Reviewed by expedited procedure."
                ),
            ]
        ),
        boxes([("Chair", chair, "IRB_NO_SIGNATURE")]),
    )
    attributes = {"date": True, "criteria": True, "phi_description": True, "review_procedure": True, "signed": signed}
    return {"type": "irb_waiver", "attributes": attributes}

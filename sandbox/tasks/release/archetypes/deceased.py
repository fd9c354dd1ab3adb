"""Requests about patients who died: executors, the bereaved, coroner, funeral director, organ procurement."""

from __future__ import annotations

from typing import Any

from sandbox.tasks.release import sheets
from sandbox.tasks.release.archetypes.catalogue import Plan, archetype, died
from sandbox.tasks.release.tray import Tray, boxes, prose, said

DEAD = {"status": "deceased", "years_since_death": 0}
LAST = ("death_note", "discharge_summary", "physician_visit", "progress_note")


@archetype("executor", "An executor asks for the record", "letters", "will_only", fits=died)
def executor(tray: Tray, variant: str) -> Plan:
    """Whoever has authority over the estate stands in the patient's place (45 CFR 164.502(g)(4)); a will gives none."""
    name = tray.patient.next_of_kin
    letters = variant == "letters"
    tray.add(
        "family_letter",
        "Letter of the executor",
        prose(
            [
                f"I am settling the estate of {tray.patient.name}.",
                (f"For that I need a copy of the whole record of {tray.stay}.", "request"),
                "The letters of the probate court are enclosed." if letters else "A copy of the will is enclosed.",
            ],
            [f"{name} (signed by hand)"],
        ),
        tray.stamp(),
    )
    if letters:
        tray.add(
            "letters_testamentary",
            "Letters testamentary",
            prose(
                [
                    f"{name} is appointed executor of the estate of {tray.patient.name}, deceased,",
                    ("with full authority to act for the estate.", "power"),
                ]
            ),
            boxes([("Clerk of the probate court", f"{tray.outside.person().name} (seal)", "power_signature")]),
        )
    else:
        tray.add(
            "will",
            "Last will (copy)",
            prose([(f"I name {name}, my {tray.patient.next_of_kin_relation}, as executor of this will.", "power")]),
            boxes([("Signature", f"{tray.patient.name} (handwritten)"), ("Admitted to probate", "")]),
        )
    sheets.identification(tray, name)
    labels = tray.holdings()
    papers = [{"type": "letters_testamentary", "attributes": {}}] if letters else []
    made = tray.request(
        "personal_representative",
        "self",
        *papers,
        labels=labels,
        kind="access_copy",
        initiated_by="individual",
        requester={"relation": "executor" if letters else "none", "authority_verified": letters},
        patient=DEAD,
        asked={"scope": "entire_record"},
    )
    return Plan(made, labels, ("power",))


@archetype("bereaved", "A relative asks how it ended", "at_the_bedside", "wished_otherwise", fits=died)
def bereaved(tray: Tray, variant: str) -> Plan:
    """Family who took part in the care may be told what bears on it, unless the patient wished otherwise."""
    name, relation = tray.patient.next_of_kin, tray.patient.next_of_kin_relation
    labels = tray.of_types(LAST, 1)
    sheets.phone_note(
        tray,
        "Note of the front desk",
        [
            f"{name}, {relation} of the late {tray.patient.name}, came to the window.",
            ("Took part in the care to the end, as the notes of the ward confirm.", "involved"),
            (f"Would like to read how it ended: the {tray.titles(labels)}.", "request"),
        ],
        way="in person, at the window",
    )
    objected = variant == "wished_otherwise"
    if objected:
        tray.add(
            "desk_note",
            "Note on the registration",
            prose([("Patient asked that the family be told nothing about the illness. This was to stay so.", "wish")]),
            dated=tray.encounter.began.date(),
        )
    patient: dict[str, Any] = {**DEAD, "prior_preference": "tell the family nothing"} if objected else dict(DEAD)
    made = tray.request(
        "family_friend",
        "involvement_in_care",
        labels=labels,
        requester={"relation": "child", "identity_verified": "known"},
        patient=patient,
        circumstances={"involved_in_care": True},
    )
    return Plan(made, labels, ("wish",) if objected else ("involved", "request"))


@archetype("coroner", "The coroner investigates a death", "letterhead", fits=died)
def coroner(tray: Tray, variant: str) -> Plan:
    """A coroner gets what the duty of the office needs (45 CFR 164.512(g)(1))."""
    office = "Tansy County Coroner"
    labels = tray.holdings()
    sheets.letter(
        tray,
        "official_letter",
        f"Letter of the {office}",
        (office, "County Annex", tray.outside.phone()),
        prose(
            [
                f"This office is determining the cause and manner of the death of {tray.patient.name}.",
                (f"Please send the complete record of {tray.stay}, all of which is needed for it.", "request"),
            ]
        ),
        sender=(tray.outside.person().name, "Deputy Coroner"),
        way="by fax",
    )
    paper = {"type": "official_statement", "attributes": {"letterhead": True, "authority": True}}
    made = tray.request(
        "coroner_me", "death_investigation", paper, labels=labels, patient=DEAD, asked={"scope": "entire_record"}
    )
    return Plan(made, labels)


@archetype("funeral_director", "A funeral director asks", "by_telephone", fits=died)
def funeral_director(tray: Tray, variant: str) -> Plan:
    """What a funeral director needs for the work may be told (45 CFR 164.512(g)(2))."""
    labels = tray.of_types(("death_note",), 1)
    person = tray.outside.person()
    tray.goes_to(f"{person.name}, {person.family} Funeral Home", "The county register")
    sheets.phone_note(
        tray,
        "Note of a telephone call",
        [
            (
                (
                    f"{person.name} of {person.family} Funeral Home called about the late {tray.patient.name}; called "
                    "back at the number in the county register."
                ),
                "identity",
            ),
            (f"Needs the {tray.titles(labels)}, for the time of death and whether precautions are needed.", "request"),
        ],
    )
    made = tray.request("funeral_director", "funeral", labels=labels, patient=DEAD)
    return Plan(made, labels)


@archetype("organ_procurement", "An organ procurement organization asks", "tissue", fits=died)
def organ_procurement(tray: Tray, variant: str) -> Plan:
    """To facilitate donation after death (45 CFR 164.512(h))."""
    labels = tray.of_types(("history_and_physical", "lab_report", "discharge_summary", "death_note"), 3)
    ended = (tray.encounter.ended or tray.encounter.began).date()
    sheets.letter(
        tray,
        "official_letter",
        "Letter of Linden Valley Donor Services",
        ("Linden Valley Donor Services", "organ and tissue procurement", tray.outside.phone()),
        prose(
            [
                f"The family of {tray.patient.name}, who died on {said(ended)}, has agreed to a donation of tissue.",
                (f"To judge whether it is suitable we need the {tray.titles(labels)}.", "request"),
            ]
        ),
        sender=(tray.outside.person().name, "Donor coordinator"),
        way="by fax",
    )
    made = tray.request("organ_procurement", "organ_donation", labels=labels, patient=DEAD)
    return Plan(made, labels)

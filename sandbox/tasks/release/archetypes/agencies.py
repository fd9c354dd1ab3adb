"""Public authorities: health department, adult protection, HHS, prisons, police about a victim, grand juries."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from sandbox.tasks.release import sheets
from sandbox.tasks.release.archetypes.catalogue import Plan, archetype, living
from sandbox.tasks.release.outside import COURTS, POLICE
from sandbox.tasks.release.tray import Tray, boxes, prose, said

RECORDS = ("emergency_note", "discharge_summary", "clinic_note", "history_and_physical", "lab_report")


@archetype("public_health", "The health department asks", "letterhead", "private_address", fits=living)
def public_health(tray: Tray, variant: str) -> Plan:
    """An authority that the law empowers to collect reports gets them, once it is known to be that authority."""
    labels = tray.of_types(("lab_report", "microbiology_report", "emergency_note", "discharge_summary"), 2)
    office = "Tansy County Health Department"
    shown = variant == "letterhead"
    writer = tray.outside.person()
    head = (office, "Communicable Disease Control", tray.outside.phone()) if shown else (writer.mail,)
    why = (
        "Under the state's disease reporting law this department investigates a cluster of infections."
        if shown
        else "I work for the county and am writing from home about a cluster of infections."
    )
    sheets.letter(
        tray,
        "official_letter",
        f"Letter of the {office}" if shown else "An e-mail",
        head,
        prose([(why, "OFFICIAL_NOT_VERIFIED"), (f"Please send the {tray.titles(labels)} of {tray.stay}.", "request")]),
        sender=(writer.name, "Epidemiologist") if shown else (writer.name,),
        way="" if shown else "by e-mail",
    )
    papers: list[dict[str, Any]] = []
    if shown:
        papers = [{"type": "official_statement", "attributes": {"letterhead": True, "authority": True}}]
    made = tray.request(
        "public_health_authority",
        "public_health",
        *papers,
        labels=labels,
        requester={} if shown else {"identity_verified": False, "authority_verified": False},
    )
    return Plan(made, labels, ("OFFICIAL_NOT_VERIFIED", "request"))


@archetype("adult_protection", "Adult protective services ask", "law_requires", "patient_refuses")
def adult_protection(tray: Tray, variant: str) -> Plan:
    """By duty of law, or with agreement, or to prevent serious harm; otherwise the patient's no stands."""
    office = "State Adult Protective Services"
    labels = tray.of_types(RECORDS, 2)
    required = variant == "law_requires"
    statute = (
        "The state's reporting statute requires facilities to furnish records of a reported adult to this office."
        if required
        else "The state's reporting statute allows facilities to furnish records to this office."
    )
    sheets.letter(
        tray,
        "official_letter",
        f"Letter of {office}",
        (office, tray.outside.phone()),
        prose(
            [
                "We have received a report that this adult may be a victim of neglect.",
                (statute, "statute"),
                (f"Please send the {tray.titles(labels)} of {tray.stay}.", "request"),
            ]
        ),
        sender=(tray.outside.person().name, "Caseworker"),
        way="by fax",
    )
    patient: dict[str, Any] = {}
    circumstances: dict[str, Any] = {"law": "requires", "required_by_law": True}
    if not required:
        sheets.phone_note(
            tray,
            "Note of the social worker",
            [
                (f"Spoke with {tray.patient.name}, who is clear in mind and wants nothing sent to anybody.", "refuses"),
                ("The treating physician sees no danger of serious harm at present.", "refuses"),
            ],
        )
        patient = {"agrees": False}
        circumstances = {"law": "expressly_authorizes", "serious_harm_belief": False}
    paper = {"type": "official_statement", "attributes": {"letterhead": True, "authority": True}}
    made = tray.request(
        "protective_services", "adult_abuse", paper, labels=labels, patient=patient, circumstances=circumstances
    )
    return Plan(made, labels, ("statute",) if required else ("refuses", "statute"))


@archetype("hhs", "HHS reviews compliance", "data_request", fits=living)
def hhs(tray: Tray, variant: str) -> Plan:
    """What HHS needs to investigate compliance must be given (45 CFR 164.502(a)(2)(ii))."""
    labels = tray.holdings()
    office = "Office for Civil Rights, U.S. Department of Health and Human Services"
    sheets.letter(
        tray,
        "official_letter",
        "Data request of the Office for Civil Rights",
        (office, tray.outside.phone()),
        prose(
            [
                "This office is investigating a complaint under the Privacy Rule (45 CFR part 160, subpart C).",
                (f"Produce the complete record of {tray.stay} concerning {tray.about()}.", "request"),
            ]
        ),
        sender=(tray.outside.person().name, "Investigator"),
    )
    paper = {"type": "official_statement", "attributes": {"letterhead": True, "authority": True}}
    made = tray.request(
        "hhs_secretary", "compliance_investigation", paper, labels=labels, asked={"scope": "entire_record"}
    )
    return Plan(made, labels)


@archetype("prison", "A prison that has the patient in custody", "need_stated")
def prison(tray: Tray, variant: str) -> Plan:
    """For care and safety in custody, on the prison's word that it is needed (45 CFR 164.512(k)(5))."""
    labels = tray.of_types(("discharge_summary", "medication_list", "clinic_note", "discharge_instructions"), 2)
    sheets.letter(
        tray,
        "official_letter",
        "Letter of the Linden County Jail",
        ("Linden County Jail", "Health Services", tray.outside.phone()),
        prose(
            [
                f"{tray.patient.name} has been in our lawful custody since yesterday.",
                ("It is needed to give proper care and to keep the inmate and others safe.", "need"),
                (f"Please send the {tray.titles(labels)} of {tray.stay}.", "request"),
            ]
        ),
        sender=(tray.outside.person().name, "Nurse in charge"),
        way="by fax",
    )
    paper = {"type": "official_statement", "attributes": {"represents_need": "care", "letterhead": True}}
    made = tray.request("correctional", "custody_care", paper, labels=labels, patient={"in_custody": True})
    return Plan(made, labels, ("need", "request"))


@archetype("police_victim", "Police ask about a victim", "agrees", "refuses")
def police_victim(tray: Tray, variant: str) -> Plan:
    """A victim who can speak decides (45 CFR 164.512(f)(3)(i))."""
    agrees = variant == "agrees"
    labels = tray.of_types(("emergency_note", "history_and_physical", "triage_note", "clinic_note"), 1)
    force = tray.outside.one_of(POLICE)
    officer = tray.outside.person()
    tray.goes_to(f"Detective {officer.name}, {force}")
    told = (
        f"{tray.patient.name} was asked by telephone and agrees that the police get it."
        if agrees
        else f"{tray.patient.name} was asked by telephone and does not want the police to get anything."
    )
    tray.add(
        "desk_note",
        f"Request of the {force}",
        prose(
            [
                (f"Detective {officer.name}, {force}, badge {tray.random.randrange(1000, 9999)}, badge seen.", "badge"),
                f"Investigates a crime of which {tray.patient.name} may be the victim.",
                (f"Asks for the {tray.titles(labels)} of {tray.stay}. No warrant or court order.", "request"),
                (told, "victim"),
            ]
        ),
        tray.stamp("in person, at the window"),
        dated=tray.received,
    )
    made = tray.request("law_enforcement", "le_victim", labels=labels, patient={"agrees": agrees})
    return Plan(made, labels, ("victim", "request"))


@archetype("grand_jury", "A grand jury subpoena", "named_pages")
def grand_jury(tray: Tray, variant: str) -> Plan:
    """Obeyed within its terms, without notice to the patient (45 CFR 164.512(f)(1)(ii)(B))."""
    named = tray.of_types(RECORDS, 2)
    labels = {ref: label if ref in named else f"other {label}" for ref, label in tray.everything().items()}
    court = tray.outside.one_of(COURTS)
    tray.goes_to(f"Grand Jury, {court}", "Attorney for the state")
    tray.returns = tray.received + timedelta(days=14)
    tray.add(
        "grand_jury_subpoena",
        "Grand jury subpoena",
        prose(
            [(court, "recipient"), ("Grand Jury", "recipient")],
            [
                f"To the custodian of records of {tray.hospital}: produce before the grand jury",
                (f"the {tray.titles(named)} of {tray.stay} concerning {tray.about()},", "scope"),
                (f"on or before {said(tray.returns)}.", "returns"),
                ("The attorney for the state would welcome whatever else the chart holds.", "request"),
            ],
        ),
        boxes([("Foreperson", f"{tray.outside.person().name} (handwritten)", "signature")]),
        tray.stamp("served in person"),
    )
    paper = {"type": "grand_jury_subpoena", "attributes": {"covers": sorted({labels[ref] for ref in named})}}
    made = tray.request("law_enforcement", "le_process", paper, labels=labels, asked={"scope": "entire_record"})
    return Plan(made, labels, ("scope", "request"))

"""Those who pay: health plans, life insurers, workers' compensation."""

from __future__ import annotations

from typing import Any

from sandbox.tasks.release import sheets
from sandbox.tasks.release.archetypes.catalogue import Plan, archetype, working
from sandbox.tasks.release.archetypes.lawyers import filled
from sandbox.tasks.release.outside import LIFE_INSURERS
from sandbox.tasks.release.tray import Tray, boxes, prose, said

CLAIM = ("discharge_summary", "emergency_note", "clinic_note", "operative_report", "history_and_physical", "face_sheet")


def _letter(tray: Tray, title: str, head: str, *sentences: Any, office: str = "Claims") -> None:
    clerk = tray.outside.person()
    sheets.letter(
        tray, "payer_letter", title, (head, tray.outside.phone()), prose(sentences), sender=(clerk.name, office)
    )


@archetype("insurer_payment", "The health plan wants papers for a claim", "needed", "self_pay")
def insurer_payment(tray: Tray, variant: str) -> Plan:
    """What the claim needs and no more; nothing if the patient paid and asked that the plan not be told."""
    labels = tray.of_types(CLAIM, 2)
    plan = tray.patient.payer
    _letter(
        tray,
        f"Letter of {plan}",
        plan,
        tray.say("We are processing a claim for your patient, our member.", "A claim for this member is pending."),
        (f"To decide on payment we need: {tray.titles(labels)} of {tray.stay}.", "request"),
        f"Member number {tray.patient.member_id}, claim {tray.outside.number('C')}.",
    )
    parts: dict[str, Any] = {}
    if variant == "self_pay":
        paid = (tray.encounter.ended or tray.encounter.began).date()
        tray.add(
            "restriction_form",
            "Request to restrict disclosure",
            prose(
                [(f"I paid for {tray.stay} in full myself. Do not tell my health plan anything of it.", "restriction")]
            ),
            boxes(
                [("Signed", f"{tray.patient.name} (handwritten)"), ("Date", said(paid))],
                [("Cashier", f"paid in full on {said(paid)}", "restriction"), ("Privacy office", "agreed")],
            ),
            dated=paid,
        )
        parts = {
            "patient": {"restriction": "self_pay_plan"},
            "circumstances": {"paid_in_full": True, "required_by_law": False},
        }
    deciding = ("restriction",) if variant == "self_pay" else ("request",)
    return Plan(tray.request("health_plan", "payment_recipient", labels=labels, **parts), labels, deciding)


@archetype("life_insurer", "A life insurer wants the record", "no_authorization", "valid", "expired", "undated")
def life_insurer(tray: Tray, variant: str) -> Plan:
    """An application for life insurance permits nothing by itself."""
    labels = tray.holdings()
    company = tray.outside.one_of(LIFE_INSURERS)
    enclosed = (
        "The policy application, in which the applicant agreed to our terms, is on file with us."
        if variant == "no_authorization"
        else "A signed authorization is enclosed."
    )
    _letter(
        tray,
        f"Letter of {company}",
        company,
        tray.say("The above person has applied to us for life insurance.", "We are underwriting a life policy."),
        (f"Please send the complete record of {tray.stay}.", "request"),
        (enclosed, "enclosed"),
        office="Underwriting",
    )
    papers: list[dict[str, Any]] = []
    deciding: tuple[str, ...] = ("enclosed",)
    if variant != "no_authorization":
        state = filled(tray, variant, company, f"my complete record {tray.until_now}", "an application for insurance")
        sheets.authorization(tray, state.form)
        papers, deciding = [{"type": "authorization", "attributes": state.attributes}], state.deciding
    asked = {"scope": "entire_record"}
    made = tray.request("insurer_non_health", "insurance_underwriting", *papers, labels=labels, asked=asked)
    return Plan(made, labels, deciding)


@archetype(
    "workers_compensation", "A workers' compensation carrier wants papers", "covered", "not_covered", fits=working
)
def workers_compensation(tray: Tray, variant: str) -> Plan:
    """What state law lets the carrier have for a claim it covers; nothing when the claim is none."""
    covered = variant == "covered"
    labels = tray.of_types(CLAIM, 3)
    claim = tray.outside.number("WC")
    basis = (
        f"State workers' compensation law, section 12 (fictional), entitles us to them; the claim {claim} is accepted."
        if covered
        else "The injury did not happen at work and the claim was closed as not covered; we want to look at it again."
    )
    _letter(
        tray,
        "Letter of the compensation carrier",
        "Quarry State Compensation Fund",
        tray.say("Your patient was injured.", "We write about an injury of your patient."),
        (f"Please send {tray.titles(labels)} of {tray.stay}.", "request"),
        (basis, "law"),
    )
    flags = {"claim_covered": covered, "state_wc_law_authorizes": covered}
    made = tray.request("workers_comp", "workers_comp", labels=labels, circumstances=flags)
    return Plan(made, labels, ("law", "request"))

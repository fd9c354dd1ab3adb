"""Psychotherapy notes, kept apart from the rest of the record. 45 CFR 164.501, 164.508(a)(2)."""

from __future__ import annotations

from sandbox.privacy.case import Case
from sandbox.privacy.public_health import by_law
from sandbox.privacy.reading import covers, denied
from sandbox.privacy.request import Paper
from sandbox.privacy.rules import rule

NOTES = "psychotherapy_notes"
ORDERS = ("court_order", "warrant", "judicial_subpoena", "grand_jury_subpoena")
NEVER_BY_LAW = ("treatment", "payment_recipient", "operations_recipient", "operations_own")


def excepted(case: Case) -> bool:
    """Whether one of the few uses without authorization applies (164.508(a)(2)(i)-(ii))."""
    if case.purpose == "death_investigation":
        return case.who == "coroner_me"
    if case.purpose in ("compliance_investigation", "oversight"):
        return case.who == "hhs_secretary" or case.any_true("oversight_of_originator", "originator")
    if case.purpose == "serious_threat":
        return True
    if case.request.request_type == "internal_use":
        return case.any_true("originator_treatment_use", "originator", "supervised_training", "training")
    return (
        case.any_true("defends_action_by_individual", "defense_of_action", "patient_sues_originator")
        or (by_law(case) and case.purpose not in NEVER_BY_LAW)
        or any(_orders_notes(case, paper) for paper in case.documents)
    )


def _orders_notes(case: Case, paper: Paper) -> bool:
    """Whether a judge or grand jury orders the notes: by name, or because nothing else is asked for."""
    if paper.type not in ORDERS or denied(paper, "signed", "signed_by_judge"):
        return False
    return NOTES in covers(paper) or (not covers(paper) and case.requested == (NOTES,))


@rule(
    "psychotherapy.excepted",
    "45 CFR 164.508(a)(2)(i)-(ii)",
    "Psychotherapy notes may go without authorization to their originator, for training, in defence against the "
    "patient's suit, to HHS, where law requires it, to oversight of the originator, a coroner, and to avert a threat.",
)
def without_authorization(case: Case) -> bool:
    if not excepted(case):
        return False
    if case.rule:
        case.cite("45 CFR 164.508(a)(2)(ii)")
    return True


@rule(
    "psychotherapy.withheld",
    "45 CFR 164.508(a)(2)",
    "Psychotherapy notes need an authorization of their own; treatment, payment and subpoenas do not reach them.",
)
def withheld(case: Case) -> bool:
    if NOTES in case.grounds or without_authorization(case):
        return False
    return case.withhold([NOTES])

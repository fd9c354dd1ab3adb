"""Clocks, fees and conditions of access. 45 CFR 164.524(b)(2), (c)(2)-(4)."""

from __future__ import annotations

from sandbox.privacy.case import Case
from sandbox.privacy.reading import labels, whole
from sandbox.privacy.rules import rule

DAYS, EXTENSION = 30, 30
CHARGES_BARRED = (
    "search", "retriev", "review", "verif", "document", "storage", "system", "maintenance", "certif",
)  # fmt: skip
PER_PAGE = ("per_page", "per page", "page_fee")
CONDITIONS_BARRED = ("person", "portal", "mail", "authorization", "notar", "reason", "fee_for_treatment", "bill")


@rule(
    "access.clock",
    "45 CFR 164.524(b)(2)",
    "The hospital acts within 30 calendar days of receipt; one extension of 30 if it says why in writing before then.",
)
def access_clock(case: Case) -> bool:
    case.deadline, case.extension = DAYS, EXTENSION
    return True


@rule(
    "access.state_clock",
    "45 CFR 160.202; 45 CFR 160.203(b)",
    "A shorter state deadline for the patient's own copy governs.",
)
def state_clock(case: Case) -> bool:
    state = whole(case.flag("state_deadline_days"))
    if state is None or state <= 0 or case.deadline is None or state >= case.deadline:
        return False
    case.deadline = state
    return True


@rule(
    "access.overdue",
    "45 CFR 164.524(b)(2)",
    "The time allowed has passed: the failure to act is itself a violation, and the copy goes at once.",
)
def overdue(case: Case) -> bool:
    elapsed = whole(case.flag("days_elapsed"))
    if elapsed is None or case.deadline is None:
        return False
    allowed = case.deadline + (case.extension or 0 if _extended(case, case.deadline) else 0)
    case.extra["overdue"] = late = elapsed > allowed
    return late and case.cite_rule()


def _extended(case: Case, deadline: int) -> bool:
    """Whether the statement of delay went out in writing while the first period still ran."""
    written = whole(case.flag("extension_day"))
    return case.true("extension_written") and (written is None or written <= deadline)


@rule(
    "access.fee",
    "45 CFR 164.524(c)(4)",
    "The patient pays at most for copying labor, supplies and postage; nothing to look, or to use a portal.",
)
def access_fee(case: Case) -> bool:
    asked = case.request.asked
    if asked.form in ("inspect", "oral") or asked.delivery == "portal" or case.request.request_type == "access_inspect":
        case.fee = "none"
    elif asked.form == "electronic" and case.request.record.source_system == "ehr":
        case.fee = "flat_6_50_option"
    else:
        case.fee = "cost_based_limited"
    return True


@rule(
    "access.charge_barred",
    "45 CFR 164.524(c)(4)",
    "Search, retrieval, review, verification and storage may never be charged to the patient, nor pages of an "
    "electronic copy.",
)
def charge_barred(case: Case) -> bool:
    charged = labels(case.flag("fee_charged"))
    words = CHARGES_BARRED + (PER_PAGE if case.request.asked.form == "electronic" else ())
    barred = tuple(item for item in charged if any(word in item.lower() for word in words))
    if barred:
        case.extra["refused_conditions"] = (*case.extra.get("refused_conditions", ()), *barred)
    return bool(barred) and case.cite_rule()


@rule(
    "access.condition_barred",
    "45 CFR 164.524(b)(1), (c)(2)-(3)",
    "Coming in person, using the portal, a notary, an authorization form or a reason may not be demanded.",
)
def condition_barred(case: Case) -> bool:
    demanded = labels(case.flag("ce_requires"))
    barred = tuple(item for item in demanded if any(word in item.lower() for word in CONDITIONS_BARRED))
    if barred:
        case.extra["refused_conditions"] = (*case.extra.get("refused_conditions", ()), *barred)
    return bool(barred) and case.cite_rule()


@rule(
    "access.unpaid_bill",
    "45 CFR 164.524(a)",
    "A copy may not be held back because a bill for treatment is unpaid.",
)
def unpaid_bill(case: Case) -> bool:
    return case.true("unpaid_bill") and case.cite_rule()


def conditions(case: Case) -> None:
    """Look at the clock and at what the hospital demands for it."""
    flags = case.flags
    if not flags:
        return
    if "state_deadline_days" in flags:
        state_clock(case)
    if "days_elapsed" in flags:
        overdue(case)
    if "fee_charged" in flags:
        charge_barred(case)
    if "ce_requires" in flags:
        condition_barred(case)
    if "unpaid_bill" in flags:
        unpaid_bill(case)

"""Fundraising, marketing, sale, and uses that nothing permits. 45 CFR 164.508(a)(3)-(4), 164.514(f)."""

from __future__ import annotations

from sandbox.privacy.case import Case
from sandbox.privacy.part2_labels import is_part2
from sandbox.privacy.rules import rule

FUNDRAISING_WORDS = frozenset(
    """demographic demographics name names address contact age gender dob birth date dates department physician outcome
    outcomes insurance""".split()  # noqa: SIM905 - one word a line would say less
)


def _fundraising(segment: str) -> bool:
    words = segment.lower().split("_")
    return not FUNDRAISING_WORDS.isdisjoint(words) and "diagnosis" not in words and not is_part2(segment)


@rule(
    "fundraising.opted_out",
    "45 CFR 164.514(f)(2)(iv)",
    "Nobody who opted out is approached again.",
)
def opted_out(case: Case) -> bool:
    return case.true("opted_out") and case.settle("deny")


@rule(
    "fundraising.notice",
    "45 CFR 164.514(f)(2)(i)",
    "The notice of privacy practices must have told patients of fundraising.",
)
def notice_silent(case: Case) -> bool:
    return case.false("npp_statement") and case.settle("deny", "return_for_correction")


@rule(
    "fundraising.given",
    "45 CFR 164.514(f)(1)",
    "The hospital's own foundation may have demographics, dates, department, physician, outcome and insurance status; "
    "never a diagnosis.",
)
def fundraising_given(case: Case) -> bool:
    if case.recipient not in ("fundraiser", "business_associate", "workforce_member"):
        return False
    case.carve(_fundraising)
    return case.permit(minimum=True, accounting=False)


@rule(
    "marketing.face_to_face",
    "45 CFR 164.508(a)(3)(i)",
    "Speaking face to face, or a gift of nominal value, needs no authorization.",
)
def face_to_face(case: Case) -> bool:
    if not (case.true("face_to_face") or case.true("nominal_gift")):
        return False
    return case.permit(minimum=True, accounting=False)


@rule(
    "marketing.refill",
    "45 CFR 164.501 (marketing, paragraph (2))",
    "Refill reminders are not marketing while payment for them covers no more than their cost.",
)
def refill(case: Case) -> bool:
    return (
        case.true("refill_reminder") and not case.true("remuneration") and case.permit(minimum=True, accounting=False)
    )


@rule(
    "marketing.own_service",
    "45 CFR 164.501 (marketing, paragraph (2))",
    "Speaking of the patient's treatment, of case management or of the hospital's own services is not marketing as "
    "long as no third party pays for it.",
)
def own_service(case: Case) -> bool:
    named = case.any_true("own_product", "own_service", "treatment_communication", "case_management")
    return named and not case.true("remuneration") and case.permit(minimum=True, accounting=False)


@rule(
    "marketing.barred",
    "45 CFR 164.508(a)(3)",
    "Marketing needs an authorization.",
)
def marketing_barred(case: Case) -> bool:
    return case.settle("deny", "return_for_correction")


@rule(
    "sale.barred",
    "45 CFR 164.502(a)(5)(ii); 45 CFR 164.508(a)(4)",
    "Information is not sold without an authorization that says so.",
)
def sale_barred(case: Case) -> bool:
    return case.settle("deny", "return_for_correction")


@rule(
    "curiosity.barred",
    "45 CFR 164.502(a)(1); 45 CFR 164.530(e)",
    "Curiosity is no purpose: the record stays closed, and somebody who looked is sanctioned.",
)
def curiosity_barred(case: Case) -> bool:
    case.letters.append("sanction_review")
    return case.settle("deny", "escalate")


@rule(
    "none.media",
    "45 CFR 164.508(a)(1)",
    "The press gets nothing beyond the directory without the patient's authorization.",
)
def media_barred(case: Case) -> bool:
    return case.recipient == "media" and case.settle("deny", "escalate", "return_for_correction")


@rule(
    "none.authorization_needed",
    "45 CFR 164.508(a)(1)",
    "What no rule permits or requires needs the patient's authorization.",
)
def authorization_needed(case: Case) -> bool:
    return case.settle("deny", "return_for_correction")


def fundraising(case: Case) -> bool:
    """Fundraising for the hospital's own benefit."""
    case.track = "fundraising"
    return opted_out(case) or notice_silent(case) or fundraising_given(case)


def marketing(case: Case) -> bool:
    """Marketing."""
    case.track = "marketing"
    return face_to_face(case) or refill(case) or own_service(case) or marketing_barred(case)


def sale(case: Case) -> bool:
    """Sale."""
    case.track = "sale"
    return sale_barred(case)


def curiosity(case: Case) -> bool:
    """Workforce curiosity."""
    case.track = "none"
    return curiosity_barred(case)


def nothing_permits(case: Case) -> bool:
    """The last resort of every track."""
    case.track = "none"
    return media_barred(case) or authorization_needed(case)

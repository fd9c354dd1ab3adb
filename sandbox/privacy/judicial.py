"""Judicial and administrative proceedings. 45 CFR 164.512(e)."""

from __future__ import annotations

from sandbox.privacy.case import Case
from sandbox.privacy.law_enforcement import grand_jury
from sandbox.privacy.reading import affirmed, attributes, covers, denied
from sandbox.privacy.request import Paper
from sandbox.privacy.rules import rule

ORDERS = ("court_order", "part2_court_order", "judicial_subpoena")
PROCESS = ("subpoena", "administrative_request")


def order_paper(case: Case) -> Paper | None:
    """The order: one of a court, or a subpoena that a judge signed; None for one that lacks the signature."""
    paper = case.paper(*ORDERS)
    if paper is None:
        subpoena = case.paper("subpoena")
        paper = subpoena if attributes(subpoena).get("signed_by") == "judge" else None
    return None if denied(paper, "signed", "signed_by_judge") else paper


@rule(
    "judicial.order",
    "45 CFR 164.512(e)(1)(i)",
    "On the order of a court or tribunal, what the order expressly authorises may go, and nothing more.",
)
def order(case: Case) -> bool:
    paper = order_paper(case)
    if paper is None or not case.within(covers(paper)):
        return False
    case.permit(minimum=False, accounting=True)
    if paper.type not in ("court_order", "part2_court_order"):
        case.cite("45 CFR 164.512(f)(1)(ii)(A)")
    return True


@rule(
    "judicial.order_exceeded",
    "45 CFR 164.512(e)(1)(i)",
    "An order that names nothing of what is asked for permits nothing of it.",
)
def order_exceeded(case: Case) -> bool:
    return order_paper(case) is not None and case.settle("return_for_correction", "deny", defect="ORDER_SCOPE_EXCEEDED")


@rule(
    "judicial.no_process",
    "45 CFR 164.512(e)(1)",
    "Without an order, a subpoena or an authorization a lawyer's letter permits nothing.",
)
def no_process(case: Case) -> bool:
    if case.paper(*PROCESS, "judicial_subpoena", "grand_jury_subpoena"):
        return False
    return case.settle("deny", "return_for_correction")


@rule(
    "judicial.notice_documented",
    "45 CFR 164.512(e)(1)(iii)",
    "Assurance of notice must be a written statement with documents that show it.",
)
def notice_undocumented(case: Case) -> bool:
    paper = case.paper("notice_assurance")
    return denied(paper, "written_statement", "documentation") and _lacking(case, "NO_SATISFACTORY_ASSURANCE")


@rule(
    "judicial.notice_content",
    "45 CFR 164.512(e)(1)(iii)(B)",
    "The notice must say enough about the proceeding for the patient to object in it.",
)
def notice_insufficient(case: Case) -> bool:
    paper = case.paper("notice_assurance")
    return denied(paper, "notice_content_ok", "content_ok") and _lacking(case, "NOTICE_CONTENT_INSUFFICIENT")


@rule(
    "judicial.objection_period",
    "45 CFR 164.512(e)(1)(iii)(C)",
    "The time to object must have passed.",
)
def objection_period_open(case: Case) -> bool:
    paper = case.paper("notice_assurance")
    return denied(paper, "objection_period_over") and _lacking(case, "OBJECTION_PERIOD_OPEN")


@rule(
    "judicial.objections",
    "45 CFR 164.512(e)(1)(iii)(C)",
    "No objection may be open: none was filed, or all were resolved in favour of the disclosure.",
)
def objection_pending(case: Case) -> bool:
    stated = attributes(case.paper("notice_assurance")).get("objections", "none")
    if stated in (None, False, "none", "resolved", "overruled", "resolved_for_disclosure", "withdrawn"):
        return False
    if stated in ("sustained", "upheld", "resolved_against_disclosure"):
        return case.settle("deny")
    return _lacking(case, "OBJECTION_PENDING")


@rule(
    "judicial.qpo_documented",
    "45 CFR 164.512(e)(1)(iv)",
    "A protective order must be agreed and put before the tribunal, or asked of it; statement and documents show that.",
)
def qpo_undocumented(case: Case) -> bool:
    paper = case.paper("qpo_assurance")
    stated = attributes(paper)
    presented = stated.get("stipulated_and_presented")
    sought = affirmed(paper, "requested_from_tribunal", "requested", "order_signed", "motion_filed")
    unpresented = presented is False and not sought
    return (unpresented or denied(paper, "written_statement", "documentation")) and _lacking(
        case, "NO_SATISFACTORY_ASSURANCE"
    )


@rule(
    "judicial.qpo_use",
    "45 CFR 164.512(e)(1)(v)(A)",
    "A qualified protective order must forbid any use outside the proceeding.",
)
def qpo_use(case: Case) -> bool:
    return denied(case.paper("qpo_assurance"), "prohibits_other_use") and _lacking(case, "QPO_NO_USE_LIMIT")


@rule(
    "judicial.qpo_return",
    "45 CFR 164.512(e)(1)(v)(B)",
    "A qualified protective order must demand return or destruction at the end.",
)
def qpo_return(case: Case) -> bool:
    return denied(case.paper("qpo_assurance"), "return_or_destroy") and _lacking(case, "QPO_NO_RETURN_DESTROY")


def _lacking(case: Case, code: str) -> bool:
    return case.settle("return_for_correction", "deny", defect=code)


FLAWS = {
    "notice_assurance": (notice_undocumented, notice_insufficient, objection_period_open, objection_pending),
    "qpo_assurance": (qpo_undocumented, qpo_use, qpo_return),
}


def _assured(case: Case) -> str:
    """The kind of assurance that came without flaw; flaws of another one are then forgotten."""
    for kind, tests in FLAWS.items():
        flawed = [test(case) for test in tests] if case.paper(kind) else [True]
        if not any(flawed) and case.outcome != "deny":
            case.defects.clear()
            case.reset()
            return kind
    return ""


@rule(
    "judicial.assured_notice",
    "45 CFR 164.512(e)(1)(iii)",
    "A subpoena with satisfactory assurance of notice permits what it asks for; minimum necessary applies.",
)
def assured_notice(case: Case) -> bool:
    return case.permit(minimum=True, accounting=True)


@rule(
    "judicial.assured_qpo",
    "45 CFR 164.512(e)(1)(iv)",
    "A subpoena with satisfactory assurance of a protective order permits what it asks for; it need not be signed yet.",
)
def assured_qpo(case: Case) -> bool:
    return case.permit(minimum=True, accounting=True)


@rule(
    "judicial.notice_on_face",
    "45 CFR 164.512(e)(1)(iii)",
    "A subpoena that itself shows that notice was given and the time to object has passed documents the assurance.",
)
def notice_on_face(case: Case) -> bool:
    if not affirmed(case.paper("subpoena"), "shows_notice", "notice_on_face", "notice_shown"):
        return False
    case.defects.clear()
    return case.permit(minimum=True, accounting=True)


@rule(
    "judicial.own_effort",
    "45 CFR 164.512(e)(1)(vi)",
    "The hospital may itself give the notice or seek the protective order.",
)
def own_effort(case: Case) -> bool:
    if not (case.any_true("ce_notice", "ce_gave_notice", "ce_seeks_qpo", "ce_sought_qpo", "ce_reasonable_efforts")):
        return False
    case.defects.clear()
    return case.permit(minimum=True, accounting=True)


@rule(
    "judicial.subpoena_alone",
    "45 CFR 164.512(e)(1)(ii)",
    "A subpoena signed by a lawyer or clerk is no court order: it needs assurance of notice or of a protective order.",
)
def subpoena_alone(case: Case) -> bool:
    return case.settle("return_for_correction", "deny", defect="NO_SATISFACTORY_ASSURANCE")


def apply(case: Case) -> bool:
    """The track for lawsuits and hearings. An order that reaches part only yields to a subpoena that reaches all."""
    case.track = "judicial"
    paper = order_paper(case)
    if (paper is None or case.covered_by(covers(paper))) and order(case):
        return True
    if case.paper("grand_jury_subpoena") and grand_jury(case):
        return True
    kind = _assured(case) if case.paper(*PROCESS) else ""
    if kind == "notice_assurance":
        return assured_notice(case)
    if kind == "qpo_assurance":
        return assured_qpo(case)
    if notice_on_face(case) or own_effort(case):
        return True
    if paper is not None:
        case.reset()
        case.defects.clear()
        return order(case) or order_exceeded(case)
    return no_process(case) or bool(case.outcome) or subpoena_alone(case)

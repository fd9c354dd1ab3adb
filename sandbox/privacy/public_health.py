"""Public health, abuse, and health oversight. 45 CFR 164.512(a)-(d)."""

from __future__ import annotations

from sandbox.privacy.case import Case
from sandbox.privacy.reading import denied, mentions
from sandbox.privacy.rules import rule


def by_law(case: Case) -> bool:
    """Whether a law requires the disclosure: then minimum necessary does not apply (164.502(b)(2)(v))."""
    return (
        case.true("required_by_law")
        or mentions(case.flag("law"), ("requir", "mandat"))
        or (case.paper("reporting_statute") is not None)
    )


@rule(
    "public_health.authority",
    "45 CFR 164.512(b)(1)(i)",
    "A public health authority may have what the law lets it collect on disease, injury and vital events.",
)
def authority(case: Case) -> bool:
    if case.recipient != "public_health_authority" or case.false("authorized_by_law"):
        return False
    return case.permit(minimum=not by_law(case), accounting=True)


@rule(
    "public_health.child_abuse",
    "45 CFR 164.512(b)(1)(ii)",
    "Suspected child abuse may be reported to the authority that receives such reports; nobody has to agree.",
)
def child_abuse(case: Case) -> bool:
    if case.recipient not in ("protective_services", "public_health_authority", "law_enforcement"):
        return False
    return case.permit(minimum=not by_law(case), accounting=True)


@rule(
    "public_health.product",
    "45 CFR 164.512(b)(1)(iii)",
    "A maker subject to FDA may have what it needs for the safety of the product that it answers for.",
)
def product(case: Case) -> bool:
    if case.recipient != "fda_regulated" or case.false("product_responsibility"):
        return False
    return case.permit(minimum=True, accounting=True)


@rule(
    "public_health.exposed",
    "45 CFR 164.512(b)(1)(iv)",
    "A person exposed to a communicable disease may be told if the law authorises the hospital to notify.",
)
def exposed(case: Case) -> bool:
    if case.recipient not in ("general_public", "family_friend", "individual"):
        return False
    if not (case.true("ce_authorized_to_notify") or case.true("authorized_by_law")):
        return False
    return case.permit(minimum=True, accounting=True)


def _finding(segment: str) -> bool:
    return "workplace" in segment or "finding" in segment or "surveillance" in segment


@rule(
    "public_health.workplace_notice",
    "45 CFR 164.512(b)(1)(v)(D)",
    "Workplace findings need a written notice to the worker at the time of care, or posted at the worksite.",
)
def workplace_notice(case: Case) -> bool:
    if not _workplace(case) or case.true("written_notice_given"):
        return False
    return case.settle("return_for_correction", "deny", defect="NO_WRITTEN_NOTICE_WORKPLACE")


def _workplace(case: Case) -> bool:
    employed = case.true("provider_in_employer_workforce") or case.true("at_employer_request")
    return case.recipient == "employer" and employed and case.true("osha_need")


@rule(
    "public_health.workplace",
    "45 CFR 164.512(b)(1)(v)",
    "An employer's own or engaged provider may give it the findings that OSHA, MSHA or a like law makes it need; "
    "nothing else.",
)
def workplace(case: Case) -> bool:
    if not _workplace(case):
        return False
    case.carve(_finding)
    return case.permit(minimum=True, accounting=True)


@rule(
    "public_health.school_agreement",
    "45 CFR 164.512(b)(1)(vi)(C)",
    "Proof of immunisation to a school needs the parent's or adult student's agreement, documented; oral is enough.",
)
def school_agreement(case: Case) -> bool:
    if case.recipient != "school" or case.false("state_law_requires_proof"):
        return False
    oral, written = case.paper("oral_agreement"), case.paper("authorization")
    noted = oral is not None and not denied(oral, "documented")
    if case.true("agreement_documented") or noted or (written is not None and not denied(written, "signed")):
        return False
    return case.settle("return_for_correction", "deny", defect="NO_DOCUMENTED_AGREEMENT")


@rule(
    "public_health.school",
    "45 CFR 164.512(b)(1)(vi)",
    "A school that the law obliges to have it may get proof of immunisation, and only that.",
)
def school(case: Case) -> bool:
    if case.recipient != "school" or case.false("state_law_requires_proof"):
        return False
    case.carve(lambda segment: segment.startswith("immuni"))
    return case.permit(minimum=True, accounting=True)


@rule(
    "abuse.required",
    "45 CFR 164.512(c)(1)(i)",
    "Abuse of an adult is reported where a law requires the report, to the extent it requires.",
)
def abuse_required(case: Case) -> bool:
    return by_law(case) and case.permit(minimum=False, accounting=True)


@rule(
    "abuse.agreed",
    "45 CFR 164.512(c)(1)(ii)",
    "Abuse of an adult may be reported if the victim agrees.",
)
def abuse_agreed(case: Case) -> bool:
    return case.patient.agrees is True and case.permit(minimum=True, accounting=True)


@rule(
    "abuse.authorised",
    "45 CFR 164.512(c)(1)(iii)",
    "Without agreement a law must expressly authorise the report, and it must be needed to prevent serious harm or, "
    "for an incapacitated victim, not be meant against them and not bear waiting.",
)
def abuse_authorised(case: Case) -> bool:
    if not mentions(case.flag("law"), ("authori", "allow", "permit")):
        return False
    if case.true("serious_harm_belief"):
        return case.permit(minimum=True, accounting=True)
    incapable = case.patient.capacity != "yes"
    if incapable and case.true("not_used_against_victim") and case.true("immediate_activity"):
        return case.permit(minimum=True, accounting=True)
    return case.flag("serious_harm_belief") is None and case.settle("escalate", "deny")


@rule(
    "abuse.refused",
    "45 CFR 164.512(c)(1)(iii)",
    "A capable victim's refusal stands when no law requires the report and no serious harm is to be prevented.",
)
def abuse_refused(case: Case) -> bool:
    return case.settle("deny")


@rule(
    "abuse.inform",
    "45 CFR 164.512(c)(2)",
    "The victim is promptly told of the report, unless telling would put them at risk.",
)
def abuse_inform(case: Case) -> bool:
    case.letters.append("inform_individual")
    return True


@rule(
    "oversight.whistleblower",
    "45 CFR 164.502(j)(1)",
    "A workforce member may in good faith bring unlawful or dangerous conduct to an oversight agency, a public health "
    "authority, an accreditor or their own attorney.",
)
def whistleblower(case: Case) -> bool:
    if not case.true("whistleblower") or case.false("good_faith"):
        return False
    if case.recipient not in ("oversight_agency", "public_health_authority", "attorney"):
        return False
    case.permit(minimum=False, accounting=False)
    case.extra["also_right"] = ("escalate",)
    return True


@rule(
    "oversight.patient_is_subject",
    "45 CFR 164.512(d)(2)",
    "It is not oversight when the patient is the one investigated and it does not arise from care or benefits.",
)
def patient_is_subject(case: Case) -> bool:
    subject = case.any_true("individual_is_subject", "individual_subject", "patient_is_subject", "individual_is_target")
    arises = case.any_true("arises_from_care", "related_to_care", "public_benefit_claim", "joint_investigation")
    if not subject or arises:
        return False
    return case.settle("deny", "return_for_correction")


@rule(
    "oversight.agency",
    "45 CFR 164.512(d)(1)",
    "An agency that the law charges with oversight of health care may have what its audit or investigation needs.",
)
def agency(case: Case) -> bool:
    if case.recipient not in ("oversight_agency", "public_health_authority", "hhs_secretary", "law_enforcement"):
        return False
    return case.permit(minimum=not by_law(case), accounting=True)


def public_health(case: Case) -> bool:
    """Public health activities."""
    case.track = "public_health"
    return (
        whistleblower(case)
        or authority(case)
        or product(case)
        or workplace_notice(case)
        or workplace(case)
        or exposed(case)
    )


def immunization(case: Case) -> bool:
    """Proof of immunisation."""
    case.track = "public_health"
    return school_agreement(case) or school(case)


def children(case: Case) -> bool:
    """Child abuse reports."""
    case.track = "public_health"
    return child_abuse(case)


def adult_abuse(case: Case) -> bool:
    """Adult victims of abuse, neglect or domestic violence."""
    case.track = "abuse"
    if case.recipient not in ("protective_services", "law_enforcement", "public_health_authority"):
        return False
    settled = abuse_required(case) or abuse_agreed(case) or abuse_authorised(case) or abuse_refused(case)
    if case.outcome == "permit":
        abuse_inform(case)
    return settled


def oversight(case: Case) -> bool:
    """Health oversight and whistleblowers."""
    case.track = "oversight"
    return whistleblower(case) or patient_is_subject(case) or agency(case)

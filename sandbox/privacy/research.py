"""Research without authorization, and limited data sets. 45 CFR 164.512(i), 164.514(e)."""

from __future__ import annotations

from sandbox.privacy.case import Case
from sandbox.privacy.reading import affirmed, attributes, denied
from sandbox.privacy.rules import rule

WAIVER = (
    ("IRB_NO_DATE", "45 CFR 164.512(i)(2)(i)", ("date", "dated")),
    ("IRB_NO_CRITERIA", "45 CFR 164.512(i)(2)(ii)", ("criteria",)),
    ("IRB_NO_PHI_DESCRIPTION", "45 CFR 164.512(i)(2)(iii)", ("phi_description",)),
    ("IRB_NO_REVIEW_PROC", "45 CFR 164.512(i)(2)(iv)", ("review_procedure", "review_proc")),
    ("IRB_NO_SIGNATURE", "45 CFR 164.512(i)(2)(v)", ("signed_by_chair", "signed")),
)
REMOVAL_DENIED = ("no_phi_removed", "no_removal", "phi_not_removed", "phi_stays", "no_phi_removal")
REMOVAL_WANTED = ("phi_removed", "removes_phi", "wants_to_remove", "wants_removal", "remove_phi", "phi_will_be_removed")
SOLELY = ("solely", "solely_preparatory", "solely_to_prepare", "solely_prep", "necessary", "phi_necessary")
DATA_SET_PURPOSES = frozenset(
    {"research", "public_health", "operations_recipient", "operations_own", "payment_recipient", "treatment"}
)
# fmt: off
DIRECT_IDENTIFIERS = frozenset({
    "name", "names", "street_address", "address", "postal_address", "phone", "telephone", "fax", "email",
    "ssn", "mrn", "medical_record_number", "plan_number", "beneficiary_number", "member_id", "account",
    "account_number", "certificate", "license", "licence", "vehicle", "device", "device_id", "url", "ip",
    "ip_address", "biometric", "biometrics", "photo", "photos", "full_face_images",
})
# fmt: on
"""Labels of the 16 kinds of identifiers that a limited data set may not hold (164.514(e)(2)(i)-(xvi))."""


@rule(
    "research.waiver_incomplete",
    "45 CFR 164.512(i)(2)",
    "A waiver must name board and date, criteria, the information needed and the review, and be signed by the chair.",
)
def waiver_incomplete(case: Case) -> bool:
    paper = case.paper("irb_waiver")
    lacking = [(code, cite) for code, cite, names in WAIVER if denied(paper, *names)]
    listed = attributes(paper).get("elements_missing") or ()
    lacking += [(code, cite) for code, cite, _ in WAIVER if code in listed]
    if not lacking:
        return False
    for code, cite in lacking:
        case.cite(cite)
        case.defect(code)
    return case.settle("return_for_correction", "deny")


@rule(
    "research.waiver",
    "45 CFR 164.512(i)(1)(i)",
    "A complete waiver of an IRB or privacy board permits what it describes, and may be relied on as the minimum.",
)
def waiver(case: Case) -> bool:
    return case.paper("irb_waiver") is not None and case.permit(minimum=True, accounting=True)


@rule(
    "research.takes_away",
    "45 CFR 164.512(i)(1)(ii)(B)",
    "Who prepares research may look, but takes nothing away.",
)
def takes_away(case: Case) -> bool:
    paper = case.paper("prep_research_rep")
    if not (denied(paper, *REMOVAL_DENIED) or affirmed(paper, *REMOVAL_WANTED)):
        return False
    return case.settle("deny", "return_for_correction", defect="PREP_PHI_REMOVED")


@rule(
    "research.not_solely",
    "45 CFR 164.512(i)(1)(ii)(A), (C)",
    "A review preparatory to research is solely for that, and needs the information.",
)
def not_solely(case: Case) -> bool:
    if not denied(case.paper("prep_research_rep"), *SOLELY):
        return False
    return case.settle("return_for_correction", "deny", defect="PREP_NOT_SOLELY")


@rule(
    "research.preparatory",
    "45 CFR 164.512(i)(1)(ii)",
    "With the three representations a researcher may look at records to prepare a protocol.",
)
def preparatory(case: Case) -> bool:
    return case.paper("prep_research_rep") is not None and case.permit(minimum=True, accounting=True)


@rule(
    "research.decedents",
    "45 CFR 164.512(i)(1)(iii)",
    "Research on the dead alone needs the researcher's representations, and proof of death if asked for.",
)
def decedents(case: Case) -> bool:
    paper = case.paper("decedent_research_rep")
    if paper is None:
        return False
    if case.patient.status != "deceased":
        return case.settle("deny", "return_for_correction")
    if denied(paper, "solely_decedents", "solely", "necessary", "proof_of_death"):
        return case.settle("return_for_correction", "deny")
    return case.permit(minimum=True, accounting=True)


@rule(
    "research.none",
    "45 CFR 164.512(i)(1); 45 CFR 164.508(a)(1)",
    "Research needs an authorization, a waiver, representations, or a limited data set.",
)
def without_paper(case: Case) -> bool:
    return case.settle("deny", "return_for_correction")


@rule(
    "data_set.purpose",
    "45 CFR 164.514(e)(3)(i)",
    "A limited data set is for research, public health or health care operations only.",
)
def wrong_purpose(case: Case) -> bool:
    return case.purpose not in DATA_SET_PURPOSES and case.settle("deny", "return_for_correction")


@rule(
    "data_set.agreement",
    "45 CFR 164.514(e)(4)",
    "A limited data set needs a complete data use agreement.",
)
def no_agreement(case: Case) -> bool:
    paper = case.paper("dua")
    if paper is None:
        return case.settle("return_for_correction", "deny", defect="NO_DUA")
    flawed = any(value is False for value in paper.attributes.values()) or paper.attributes.get("elements_missing")
    return bool(flawed) and case.settle("return_for_correction", "deny", defect="DUA_INCOMPLETE")


@rule(
    "data_set.identifiers",
    "45 CFR 164.514(e)(2)",
    "The sixteen direct identifiers come out; dates, town, state and ZIP code may stay.",
)
def identifiers(case: Case) -> bool:
    found = [segment for segment in case.requested if segment.lower() in DIRECT_IDENTIFIERS]
    if "mrn" in found:
        case.cite("45 CFR 164.514(e)(2)(vii)")
    return case.withhold(found)


@rule(
    "data_set.given",
    "45 CFR 164.514(e); 45 CFR 164.528(a)(1)(viii)",
    "A limited data set goes under its agreement; minimum necessary applies, and it is not accounted for.",
)
def data_set(case: Case) -> bool:
    return case.permit(minimum=True, accounting=False)


def limited_data_set(case: Case) -> bool:
    """The track of a limited data set."""
    case.track = "limited_data_set"
    if wrong_purpose(case) or no_agreement(case):
        return True
    identifiers(case)
    return data_set(case)


def apply(case: Case) -> bool:
    """Research without authorization."""
    case.track = "research"
    if case.paper("irb_waiver"):
        return waiver_incomplete(case) or waiver(case)
    if case.paper("prep_research_rep"):
        return takes_away(case) or not_solely(case) or preparatory(case)
    return decedents(case) or without_paper(case)

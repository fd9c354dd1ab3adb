"""The patient's direction to send an electronic copy to somebody else. 45 CFR 164.524(c)(3)(ii) after Ciox (2020)."""

from __future__ import annotations

from sandbox.privacy import access, fees_deadlines, representatives
from sandbox.privacy.case import Case
from sandbox.privacy.part2_labels import is_part2
from sandbox.privacy.reading import attributes, denied
from sandbox.privacy.rules import rule

RECIPIENT_WORDS = ("recip", "person", "where", "dest", "address", "identif", "place", "whom")


@rule(
    "directive.written",
    "45 CFR 164.524(c)(3)(ii)",
    "The direction must be in writing.",
)
def written(case: Case) -> bool:
    paper = case.paper("third_party_directive", "access_request")
    if paper is not None and not denied(paper, "written") and not case.true("oral_request"):
        return False
    return case.settle("return_for_correction", defect="DIRECTIVE_NOT_WRITTEN")


@rule(
    "directive.signed",
    "45 CFR 164.524(c)(3)(ii)",
    "The direction must be signed by the patient.",
)
def signed(case: Case) -> bool:
    paper = case.paper("third_party_directive", "access_request")
    if paper is not None and not denied(paper, "signed") and not case.true("oral_request"):
        return False
    return case.settle("return_for_correction", defect="DIRECTIVE_UNSIGNED")


@rule(
    "directive.recipient",
    "45 CFR 164.524(c)(3)(ii)",
    "The direction must clearly say to whom and where to send the copy.",
)
def recipient(case: Case) -> bool:
    stated = attributes(case.paper("third_party_directive", "access_request"))
    unclear = [name for name in stated if any(word in name for word in RECIPIENT_WORDS)]
    if not any(stated[name] in (False, None, "") for name in unclear):
        return False
    return case.settle("return_for_correction", defect="DIRECTIVE_NO_RECIPIENT")


@rule(
    "directive.electronic",
    "45 CFR 164.524(c)(3)(ii); Ciox Health v. Azar (D.D.C. 2020)",
    "The right reaches an electronic copy from an electronic record only; paper needs an authorization.",
)
def electronic(case: Case) -> bool:
    if case.request.record.source_system != "paper" and case.request.asked.form == "electronic":
        return False
    return case.settle("return_for_correction", "deny", defect="DIRECTIVE_NOT_EHR_ELECTRONIC")


@rule(
    "directive.part2_needs_consent",
    "42 CFR 2.31; 42 CFR 2.13(a)",
    "Substance use treatment records go to a third party only with a consent that meets Part 2.",
)
def part2_needs_consent(case: Case) -> bool:
    if case.open_part2:
        return False
    return case.withhold([segment for segment in case.requested if is_part2(segment)])


@rule(
    "directive.complied",
    "45 CFR 164.524(c)(3)(ii); Ciox Health v. Azar (D.D.C. 2020)",
    "A signed written direction for an electronic copy must be complied with within 30 days; HIPAA's fee limit is for "
    "the patient's own copy only.",
)
def complied(case: Case) -> bool:
    fees_deadlines.access_clock(case)
    case.fee = "not_limited_by_hipaa"
    return case.permit(minimum=False, accounting=False, mandatory=True)


def apply(case: Case) -> bool:
    """Decide a direction to a third party; every flaw is named before it goes back."""
    case.track = "directive"
    if representatives.stands_in(case) or access.not_held(case):
        return True
    if any([written(case), signed(case), recipient(case), electronic(case)]):
        case.accept = ("return_for_correction",) if "DIRECTIVE_NOT_WRITTEN" in case.defects else case.accept
        return True
    access.remove_excluded(case)
    part2_needs_consent(case)
    return complied(case)

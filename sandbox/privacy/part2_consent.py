"""Consent to disclose substance use disorder records. 42 CFR 2.31-2.33 as amended in 2024."""

from __future__ import annotations

from sandbox.privacy.authorization import missing_elements
from sandbox.privacy.case import Case
from sandbox.privacy.part2_labels import COUNSELING, is_part2
from sandbox.privacy.reading import affirmed, attributes, covers, day_of, denied, mentions
from sandbox.privacy.request import Paper
from sandbox.privacy.rules import rule

TPO = frozenset({"treatment", "payment_recipient", "operations_recipient", "operations_own"})
PROCEEDINGS = frozenset({"litigation", "le_process", "le_identify_locate", "le_crime_on_premises"})


@rule(
    "part2.consent_deficient",
    "42 CFR 2.31(c); 42 CFR 2.31(a)",
    "Nothing goes on a consent that lacks an element of Part 2, has expired, was revoked or is known to be false.",
)
def deficient(case: Case) -> bool:
    paper = case.reading
    if paper is None:
        return False
    found = _defects(case, paper)
    if not found:
        return False
    case.defect(*found)
    if "REVOKED" in found or "KNOWN_FALSE" in found:
        return case.settle("deny", "return_for_correction")
    if "EXPIRED" in found:
        return case.settle("return_for_correction", "deny")
    return case.settle("return_for_correction")


def _defects(case: Case, paper: Paper) -> list[str]:
    missing = missing_elements(case, paper)
    if attributes(paper).get("expires") == "none" and _for_tpo(case, paper):
        missing = [code for code in missing if code != "MISSING_EXPIRATION"]
    ends = day_of(attributes(paper).get("expires"))
    if affirmed(paper, "event_occurred_known", "expired") or (ends is not None and ends < case.day):
        missing.append("EXPIRED")
    if affirmed(paper, "revoked"):
        missing.append("REVOKED")
    if affirmed(paper, "known_false"):
        missing.append("KNOWN_FALSE")
    if denied(paper, "intermediary_named"):
        missing.append("P2_INTERMEDIARY_NOT_NAMED")
    return missing


def _for_tpo(case: Case, paper: Paper) -> bool:
    return affirmed(paper, "single_tpo") or case.purpose in TPO or mentions(attributes(paper).get("purpose"), ("tpo",))


@rule(
    "part2.consent_combined",
    "42 CFR 2.31(d); 42 CFR 2.31(b)",
    "Consent to use in a proceeding stands alone, and so does consent for counselling notes.",
)
def combined(case: Case) -> bool:
    paper = case.reading
    stated, named = attributes(paper), covers(paper)
    other = stated.get("combined_with")
    proceeding = affirmed(paper, "covers_proceeding") and (
        affirmed(paper, "single_tpo") or (bool(other) and other != "none")
    )
    apart = other in (None, "", "none") or mentions(other, ("counsel",))
    counselling = COUNSELING in named and (len(named) > 1 or not apart)
    if not (proceeding or counselling):
        return False
    return case.settle("return_for_correction", "deny", defect="COMPOUND")


@rule(
    "part2.consent_not_specific",
    "42 CFR 2.31(a)(3)",
    "A general release form that does not describe the substance use records does not reach them.",
)
def not_specific(case: Case) -> bool:
    paper = case.reading
    if paper is None or paper.type != "authorization":
        return False
    if any(is_part2(segment) for segment in covers(paper)):
        return False
    return case.settle("return_for_correction", "deny", defect="MISSING_INFO_DESCRIPTION")


@rule(
    "part2.consent_other_purpose",
    "42 CFR 2.31(a)(5); 42 CFR 2.31(d); 42 CFR 2.33(a)",
    "A consent serves its own purpose: one for treatment, payment and operations does not reach a proceeding or an "
    "employer.",
)
def other_purpose(case: Case) -> bool:
    paper = case.reading
    proceeding = case.purpose in PROCEEDINGS
    if proceeding and not affirmed(paper, "covers_proceeding"):
        return True
    return affirmed(paper, "single_tpo") and case.purpose not in TPO and not proceeding


@rule(
    "part2.consent_valid",
    "42 CFR 2.33(a)(2); 42 CFR 2.32; 42 CFR 2.31",
    "A valid consent opens what it names, one consent for all future treatment, payment and operations too; the notice "
    "and a copy of the consent go along.",
)
def valid(case: Case) -> bool:
    case.open_part2 = True
    case.consent = case.reading
    case.cite("42 CFR 2.33(a)(2)", "42 CFR 2.32")
    for notice in ("part2_2_32", "consent_copy"):
        if notice not in case.notices:
            case.notices.append(notice)
    return True


@rule(
    "part2.counselling_notes",
    "42 CFR 2.31(b)",
    "Counselling notes need a consent of their own; one for treatment, payment and operations does not reach them.",
)
def counselling_notes(case: Case) -> bool:
    if covers(case.reading) == (COUNSELING,):
        return False
    return case.withhold([COUNSELING])


@rule(
    "part2.consent_reach",
    "42 CFR 2.13(a); 42 CFR 2.31(a)(3)",
    "What the consent does not name stays.",
)
def beyond_reach(case: Case) -> bool:
    named = covers(case.reading)
    if not named:
        return False
    return case.withhold([item for item in case.requested if is_part2(item) and item not in named])


def candidates(case: Case, alone: bool) -> list[Paper]:
    """Papers that may be a Part 2 consent: consents, and authorizations that name such records, or must (``alone``)."""
    return [
        paper
        for paper in case.documents
        if paper.type == "part2_consent"
        or (paper.type == "authorization" and (alone or any(is_part2(item) for item in covers(paper))))
    ]


def opened(case: Case, alone: bool) -> bool:
    """Whether a consent opens the records; if not, the case carries the outcome of the last one judged."""
    for paper in candidates(case, alone):
        case.reading = paper
        flawed = [deficient(case), combined(case)]
        if not any(flawed) and not not_specific(case) and not other_purpose(case):
            case.reset()
            case.defects.clear()
            valid(case)
            counselling_notes(case)
            beyond_reach(case)
            case.reading = None
            return True
    case.reading = None
    return False

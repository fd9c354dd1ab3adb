"""Who stands in for the patient, and how far. 45 CFR 164.502(g)."""

from __future__ import annotations

from sandbox.privacy.case import PERSONAL, Case
from sandbox.privacy.reading import attributes, covers, denied, mentions
from sandbox.privacy.rules import rule

MINOR_SERVICE = "minor_consented_service"
PAPERS = ("health_care_poa", "guardianship", "letters_testamentary")
LEGAL_RELATIONS = frozenset({"guardian", "health_care_agent", "executor", "administrator", "conservator"})


@rule(
    "representative.abuse_suspected",
    "45 CFR 164.502(g)(5)",
    "Someone believed to have abused or to endanger the patient may be refused as representative, when professional "
    "judgment finds that treating them so is not in the patient's interest.",
)
def abuse_suspected(case: Case) -> bool:
    if case.who == "individual" or not case.true("abuse_suspected_by_requester"):
        return False
    if case.true("professional_judgment_not_in_interest"):
        return case.settle("deny", "escalate")
    return not case.false("professional_judgment_not_in_interest") and case.settle("escalate", "deny")


@rule(
    "representative.too_narrow",
    "45 CFR 164.502(g)(2)",
    "A power over money is no power over health care decisions.",
)
def too_narrow(case: Case) -> bool:
    paper = case.paper(*PAPERS)
    stated = attributes(paper)
    texts = [case.requester.relation, *(stated.get(name) for name in ("kind", "scope", "type", "powers"))]
    elsewhere = any(mentions(text, ("financ", "property", "business")) for text in texts)
    unrelated = denied(paper, "covers_health_care", "health_care", "health_care_decisions", "relevant")
    named = covers(paper)
    reaches_nothing = bool(named) and not any(segment in named for segment in case.requested)
    if not (elsewhere or unrelated or reaches_nothing or case.false("relevant_to_representation")):
        return False
    return case.settle("return_for_correction", "deny", defect="PR_SCOPE_TOO_NARROW")


@rule(
    "representative.ended",
    "45 CFR 164.502(g)(2); 45 CFR 164.514(h)",
    "A power that is unsigned, revoked, or not yet or no longer in effect shows no authority.",
)
def not_in_effect(case: Case) -> bool:
    paper = case.paper(*PAPERS)
    if paper is None:
        return False
    stated = paper.attributes
    lapsed = any(
        stated.get(name) is False for name in ("signed", "in_effect", "valid", "effective", "active", "triggered")
    )
    if not lapsed and stated.get("revoked") is not True:
        return False
    return case.settle("return_for_correction", "deny", defect="PR_AUTHORITY_NOT_SHOWN")


@rule(
    "representative.relevant_only",
    "45 CFR 164.502(g)(2)-(4)",
    "A representative gets only what is relevant to the representation.",
)
def relevant_only(case: Case) -> bool:
    named = covers(case.paper(*PAPERS))
    return bool(named) and case.withhold([segment for segment in case.requested if segment not in named])


@rule(
    "representative.parent_of_adult",
    "45 CFR 164.502(g)(2)-(3)",
    "A parent does not represent an adult or emancipated child without an authority of another kind.",
)
def parent_of_adult(case: Case) -> bool:
    if case.who != "parent_guardian" or case.patient.age_class == "minor" or case.patient.status == "deceased":
        return False
    if case.requester.relation in LEGAL_RELATIONS or case.paper(*PAPERS):
        return False
    return case.settle("deny", "return_for_correction")


@rule(
    "representative.kin_of_deceased",
    "45 CFR 164.502(g)(4); 45 CFR 164.510(b)(5)",
    "Next of kin without authority over the estate do not represent the dead.",
)
def kin_of_deceased(case: Case) -> bool:
    if case.patient.status != "deceased" or case.requester.relation in LEGAL_RELATIONS or case.paper(*PAPERS):
        return False
    if case.who == "personal_representative" and case.requester.authority_verified is True:
        return False
    return case.settle("return_for_correction", "deny", defect="PR_AUTHORITY_NOT_SHOWN")


def _shows_authority(case: Case) -> bool:
    """Whether somebody who is called family brings the papers, or holds the office, of a representative."""
    verified = case.requester.authority_verified is not False
    return verified and (case.paper(*PAPERS) is not None or case.requester.relation in LEGAL_RELATIONS)


@rule(
    "representative.no_authority",
    "45 CFR 164.502(g)(2); 45 CFR 164.508(a)(1)",
    "A spouse, child or friend has no right of access in the patient's place without authority or authorization.",
)
def no_authority(case: Case) -> bool:
    if case.who in PERSONAL or _shows_authority(case):
        return False
    if case.requester.authority_verified is False:
        return case.settle("return_for_correction", "deny", defect="PR_AUTHORITY_NOT_SHOWN")
    return case.settle("deny", "return_for_correction")


def consented_alone(case: Case) -> bool:
    """Whether the parent is not the representative for a service, by one of the three ways of 164.502(g)(3)(i)."""
    alone = case.flag("minor_consented_alone")
    if case.true("minor_asked_parent_as_representative"):
        return False
    return MINOR_SERVICE in case.requested or alone is True or case.true("parent_assented_confidentiality")


@rule(
    "representative.minor_service",
    "45 CFR 164.502(g)(3)(i)-(ii)",
    "For a service that the minor lawfully consented to alone, state law says whether the parent may see it; where it "
    "is silent a licensed professional decides.",
)
def minor_service(case: Case) -> bool:
    if case.who != "parent_guardian" or case.patient.age_class != "minor" or not consented_alone(case):
        return False
    state = case.flag("state_parent_access") or case.state_access
    if state == "permitted":
        case.cite("45 CFR 164.502(g)(3)(ii)(A)")
        return True
    private = [MINOR_SERVICE] if MINOR_SERVICE in case.requested else list(case.requested)
    if state == "prohibited" or case.flag("licensed_determination") == "decline":
        case.cite("45 CFR 164.502(g)(3)(ii)(B)" if state == "prohibited" else "45 CFR 164.502(g)(3)(ii)(C)")
        return case.withhold(private)
    case.cite("45 CFR 164.502(g)(3)(ii)(C)")
    return case.settle("escalate")


def stands_in(case: Case) -> bool:
    """Whether the requester's standing settles the case, so that it need not be looked at further."""
    if case.who == "individual":
        return False
    if no_authority(case) or abuse_suspected(case) or too_narrow(case) or not_in_effect(case):
        return True
    if case.patient.status == "deceased" and kin_of_deceased(case):
        return True
    if case.who == "parent_guardian" and (parent_of_adult(case) or (minor_service(case) and bool(case.outcome))):
        return True
    relevant_only(case)
    return False

"""Is an authorization valid, and what does it reach? 45 CFR 164.508(b)-(c)."""

from __future__ import annotations

from sandbox.privacy.case import Case
from sandbox.privacy.reading import affirmed, attributes, covers, day_of, denied, labels, mentions
from sandbox.privacy.request import Paper
from sandbox.privacy.rules import rule

ELEMENTS = {
    "MISSING_INFO_DESCRIPTION": "45 CFR 164.508(c)(1)(i)",
    "MISSING_DISCLOSER": "45 CFR 164.508(c)(1)(ii)",
    "MISSING_RECIPIENT": "45 CFR 164.508(c)(1)(iii)",
    "MISSING_PURPOSE": "45 CFR 164.508(c)(1)(iv)",
    "MISSING_EXPIRATION": "45 CFR 164.508(c)(1)(v)",
    "MISSING_SIGNATURE": "45 CFR 164.508(c)(1)(vi)",
    "MISSING_SIGNATURE_DATE": "45 CFR 164.508(c)(1)(vi)",
    "MISSING_REP_AUTHORITY": "45 CFR 164.508(c)(1)(vi)",
    "MISSING_REVOCATION_STATEMENT": "45 CFR 164.508(c)(2)(i)",
    "MISSING_CONDITIONING_STATEMENT": "45 CFR 164.508(c)(2)(ii)",
    "MISSING_REDISCLOSURE_STATEMENT": "45 CFR 164.508(c)(2)(iii)",
    "MISSING_MARKETING_REMUNERATION": "45 CFR 164.508(a)(3)(ii)",
    "MISSING_SALE_REMUNERATION": "45 CFR 164.508(a)(4)(ii)",
    "NOT_PLAIN_LANGUAGE": "45 CFR 164.508(c)(3)",
}
"""What an authorization must contain, by the code of its absence, with the paragraph that demands it."""

SIGNER_WITHOUT_AUTHORITY = frozenset(
    {"spouse", "wife", "husband", "child", "son", "daughter", "sibling", "brother", "sister", "friend", "relative"}
)
CONDITIONS_ALLOWED = ("solely", "research", "enrol", "underwriting", "eligib")
VAGUE = ("all protected health information", "all phi", "any and all phi")


@rule(
    "authorization.revoked",
    "45 CFR 164.508(b)(2)(iii); 45 CFR 164.508(b)(5)",
    "An authorization known to be revoked in writing is no authorization.",
)
def revoked(case: Case) -> bool:
    if not affirmed(case.reading, "revoked"):
        return False
    return case.settle("deny", "return_for_correction", defect="REVOKED")


@rule(
    "authorization.known_false",
    "45 CFR 164.508(b)(2)(v)",
    "An authorization with material information known to be false is no authorization.",
)
def known_false(case: Case) -> bool:
    if not affirmed(case.reading, "known_false"):
        return False
    case.letters.append("privacy_officer_referral")
    return case.settle("deny", "escalate", "return_for_correction", defect="KNOWN_FALSE")


@rule(
    "authorization.expired",
    "45 CFR 164.508(b)(2)(i)",
    "An authorization ends on its expiry date, or when its expiry event is known to have occurred.",
)
def expired(case: Case) -> bool:
    stated = attributes(case.reading)
    ends = day_of(stated.get("expires"))
    if not (affirmed(case.reading, "event_occurred_known", "expired") or (ends is not None and ends < case.day)):
        return False
    return case.settle("return_for_correction", "deny", defect="EXPIRED")


def missing_elements(case: Case, paper: Paper) -> list[str]:
    """Codes of what the authorization lacks: as listed, and as its other attributes show."""
    stated = attributes(paper)
    missing = list(labels(stated.get("elements_missing")))
    if denied(paper, "signed"):
        missing.append("MISSING_SIGNATURE")
    elif denied(paper, "signed_date"):
        missing.append("MISSING_SIGNATURE_DATE")
    missing += [code for code, absent in _derived(case, paper) if absent]
    return list(dict.fromkeys(missing))


def _derived(case: Case, paper: Paper) -> tuple[tuple[str, bool], ...]:
    stated = attributes(paper)
    ends = stated.get("expires")
    open_end = (ends == "none" or mentions(ends, ("research study",))) and not _for_research(case, paper)
    blank_end = denied(paper, "expires") and not stated.get("expires_event")
    unentitled = stated.get("signer") in SIGNER_WITHOUT_AUTHORITY and not affirmed(paper, "rep_authority")
    return (
        ("MISSING_EXPIRATION", open_end or blank_end),
        ("MISSING_REP_AUTHORITY", unentitled or denied(paper, "rep_authority")),
        ("MISSING_PURPOSE", denied(paper, "purpose") or _request_of_nobody(case, paper)),
        ("MISSING_RECIPIENT", denied(paper, "recipient")),
        ("MISSING_SALE_REMUNERATION", case.purpose == "sale" and denied(paper, "remuneration_stated")),
        ("MISSING_MARKETING_REMUNERATION", case.purpose == "marketing" and denied(paper, "remuneration_stated")),
    )


def _request_of_nobody(case: Case, paper: Paper) -> bool:
    """Whether "at the request of the individual" stands for a purpose though somebody else started it ((c)(1)(iv))."""
    said = mentions(attributes(paper).get("purpose"), ("request of the individual", "request of the patient"))
    return said and case.request.initiated_by != "individual"


def _for_research(case: Case, paper: Paper) -> bool:
    return case.purpose == "research" or mentions(attributes(paper).get("purpose"), ("research",))


@rule(
    "authorization.incomplete",
    "45 CFR 164.508(b)(2)(ii)",
    "An authorization not filled out completely, or lacking a required statement, goes back for correction.",
)
def incomplete(case: Case) -> bool:
    missing = missing_elements(case, case.reading) if case.reading else []
    if not missing:
        return False
    case.cite(*(ELEMENTS[code] for code in missing if code in ELEMENTS))
    case.defect(*missing)
    return case.settle("return_for_correction")


def _compound(case: Case, paper: Paper) -> bool:
    reach, other = covers(paper), attributes(paper).get("combined_with")
    notes = "psychotherapy_notes" in reach
    if notes and len(reach) > 1:
        return True
    if not other or other == "none":
        return False
    if mentions(other, ("psychotherapy",)):
        return not notes
    if mentions(other, ("research",)) and _for_research(case, paper):
        return notes or affirmed(paper, "parts_not_distinguishable")
    return notes or affirmed(paper, "conditioned") or not mentions(other, ("authorization",))


@rule(
    "authorization.compound",
    "45 CFR 164.508(b)(3)(ii); 45 CFR 164.508(b)(2)(iv)",
    "An authorization may not be combined with another document, and one for psychotherapy notes with nothing but "
    "another of its kind.",
)
def compound(case: Case) -> bool:
    if case.reading is None or not _compound(case, case.reading):
        return False
    return case.settle("return_for_correction", defect="COMPOUND")


@rule(
    "authorization.conditioned_lawfully",
    "45 CFR 164.508(b)(4)(i)-(iii)",
    "Research treatment, enrolment in a plan (not for psychotherapy notes), and care given solely to inform a third "
    "party may depend on signing.",
)
def conditioned_lawfully(case: Case) -> bool:
    stated = attributes(case.reading)
    allowed = [name for name in stated if any(word in name for word in CONDITIONS_ALLOWED) and stated[name] is True]
    if "psychotherapy_notes" in (*covers(case.reading), *case.requested):
        allowed = [name for name in allowed if "solely" in name or "research" in name]
    if not allowed and not case.true("care_solely_for_third_party"):
        return False
    case.cite("45 CFR 164.508(b)(4)(iii)" if case.purpose == "employment" else "45 CFR 164.508(b)(4)")
    return True


@rule(
    "authorization.conditioned",
    "45 CFR 164.508(b)(4)",
    "Treatment, payment or enrolment may not depend on signing an authorization.",
)
def conditioned(case: Case) -> bool:
    if not affirmed(case.reading, "conditioned") or conditioned_lawfully(case):
        return False
    case.letters.append("privacy_officer_referral")
    return case.settle("return_for_correction", "deny", "escalate", defect="CONDITIONED")


@rule(
    "authorization.vague",
    "45 CFR 164.508(c)(1)(i); 45 CFR 164.514(h)",
    "“All protected health information” may not be specific enough: somebody who may judge has to decide.",
)
def vague(case: Case) -> bool:
    stated = attributes(case.reading)
    described = [stated.get(name) for name in ("description", "info_description", "information")]
    described += covers(case.reading)
    if not affirmed(case.reading, "vague_description") and not any(mentions(text, VAGUE) for text in described):
        return False
    return case.settle("escalate", "return_for_correction")


def judge(case: Case, paper: Paper) -> bool:
    """Whether the authorization is defective; every defect is named, the gravest decides the outcome."""
    case.reading = paper
    found = [
        (case.outcome, case.accept, case.decided_by)
        for test in (known_false, revoked, conditioned, expired)
        if test(case)
    ]
    if incomplete(case):
        found.append((case.outcome, case.accept, case.decided_by))
    if compound(case):
        found.append((case.outcome, case.accept, case.decided_by))
    if not found and vague(case):
        found.append((case.outcome, case.accept, case.decided_by))
    case.reading = None
    if found:
        case.outcome, case.accept, case.decided_by = found[0]
    return bool(found)

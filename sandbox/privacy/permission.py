"""The authorization track: which authorization counts, and how far it goes. 45 CFR 164.508(a)(1)."""

from __future__ import annotations

from sandbox.privacy import authorization, psychotherapy
from sandbox.privacy.case import Case
from sandbox.privacy.part2_labels import is_part2
from sandbox.privacy.reading import attributes, covers
from sandbox.privacy.request import Paper
from sandbox.privacy.rules import rule
from sandbox.privacy.vocabulary import REQUESTER_TYPES


def reach(case: Case, paper: Paper) -> tuple[str, ...]:
    """The requested segments that an authorization reaches.

    One that does not list what it covers reaches what is asked, but psychotherapy notes only if nothing else is
    asked: they need an authorization of their own (45 CFR 164.508(b)(3)(ii)).
    """
    named = covers(paper)
    if not named or "entire_record" in named:
        others = tuple(segment for segment in case.requested if segment != "psychotherapy_notes")
        return others or case.requested
    return tuple(segment for segment in case.requested if segment in named)


@rule(
    "authorization.reach",
    "45 CFR 164.508(a)(1)",
    "A disclosure must be consistent with the authorization: less is allowed, more is a violation.",
)
def beyond_reach(case: Case) -> bool:
    if case.reading is None:
        return False
    reached = reach(case, case.reading)
    return case.withhold([segment for segment in case.requested if segment not in reached])


@rule(
    "authorization.other_recipient",
    "45 CFR 164.508(c)(1)(iii); 45 CFR 164.508(a)(1)",
    "An authorization serves the recipient that it names, and what it names; nobody and nothing else.",
)
def reaches_nothing(case: Case) -> bool:
    if case.reading is None:
        return False
    named = attributes(case.reading).get("recipient")
    elsewhere = named in REQUESTER_TYPES and named not in (case.recipient, case.who)
    if not elsewhere and reach(case, case.reading):
        return False
    return case.settle("return_for_correction", "deny", defect="SCOPE_EXCEEDS_AUTHORIZATION")


@rule(
    "authorization.valid",
    "45 CFR 164.508(a)(1); 45 CFR 164.502(b)(2)(iii); 45 CFR 164.528(a)(1)(iv)",
    "A valid authorization permits what it names; minimum necessary does not apply and nothing is accounted for.",
)
def valid(case: Case) -> bool:
    case.track = "authorization"
    if case.reading is not None and attributes(case.reading).get("expires") == "none":
        case.cite("45 CFR 164.508(c)(1)(v)")
    return case.permit(minimum=False, accounting=False)


@rule(
    "authorization.part2_consent",
    "45 CFR 164.508(a)(1); 42 CFR 2.31; 42 CFR 2.33",
    "A consent that meets Part 2 serves as authorization for the records that it opens.",
)
def part2_consent(case: Case) -> bool:
    case.track = "authorization"
    case.withhold([segment for segment in case.requested if not is_part2(segment)])
    return case.permit(minimum=False, accounting=False)


def apply(case: Case) -> Paper | None:
    """Try the authorizations that came with the request: one that is valid, or None with the case settled or open."""
    for paper in case.documents:
        if paper.type != "authorization":
            continue
        case.reset()
        case.defects.clear()
        flawed = authorization.judge(case, paper)
        case.reading = paper
        if not flawed and not reaches_nothing(case):
            case.reading = None
            return paper
        case.reading = None
    return None


def grant(case: Case, paper: Paper) -> None:
    """Permit what a valid authorization reaches, and withhold the rest."""
    case.reading = paper
    valid(case)
    if psychotherapy.NOTES not in reach(case, paper):
        psychotherapy.withheld(case)
    beyond_reach(case)
    case.reading = None


def by_part2_consent(case: Case) -> None:
    """Permit what a Part 2 consent opened, where HIPAA would want an authorization for it."""
    case.reset()
    case.defects.clear()
    part2_consent(case)

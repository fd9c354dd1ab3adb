"""Turns the effects that the rules left on a case into a decision."""

from __future__ import annotations

from sandbox.privacy import blocking
from sandbox.privacy.case import PERMIT, Case
from sandbox.privacy.decision import Decision

LETTERS = {"deny": "denial", "return_for_correction": "correction_request", "escalate": "privacy_officer_referral"}
RIGHTS_OF_PATIENT = ("access", "directive")


def _release(case: Case) -> None:
    """Full, part or nothing, from what was withheld."""
    if not case.remaining() and case.requested:
        case.outcome, case.accept = "deny", ("deny",)
        case.decided_by = next(iter(case.grounds.values()))
    elif case.grounds or case.items_only or case.minimum:
        case.outcome = "release_part"
        case.accept = ("release_part",) if case.grounds else ("release_part", "release_full")
    else:
        case.outcome, case.accept = "release_full", ("release_full",)
    if case.outcome != "deny":
        also = case.extra.pop("also_right", ())
        referred = ("escalate",) if case.flags and (case.true("vip") or case.true("legal_hold")) else ()
        case.accept = (*case.accept, *also, *(item for item in referred if item not in also))


def _withheld(case: Case) -> tuple[str, ...]:
    """What is reported as withheld: parts of a release, or all of a request that was emptied segment by segment."""
    if case.outcome.startswith("release"):
        return tuple(case.grounds)
    if case.outcome == "deny" and case.grounds and not case.remaining():
        return tuple(case.grounds)
    return ()


def _notices(case: Case, releases: bool) -> tuple[str, ...]:
    notices = list(case.notices) if releases else []
    if releases and case.grounds and case.track in RIGHTS_OF_PATIENT:
        notices.append("denial_letter")
    return tuple(notices)


def _letters(case: Case, releases: bool) -> tuple[str, ...]:
    letters = list(case.letters)
    usual = LETTERS.get(case.outcome)
    if usual and usual not in letters:
        letters.append(usual)
    if releases and case.grounds and case.track in RIGHTS_OF_PATIENT:
        letters.append("denial")
    return tuple(letters)


def conclude(case: Case) -> Decision:
    """The decision. A case that nothing settled is denied: what no rule permits stays."""
    if case.outcome == PERMIT:
        _release(case)
    elif not case.outcome:
        case.outcome = "deny"
    if case.outcome == "deny":
        case.extra.pop("also_right", None)
        case.extra.pop("released", None)
    releases = case.outcome in ("release_full", "release_part")
    withheld = _withheld(case)
    kept = releases or case.outcome in ("grant", "notify")
    short = case.outcome in ("deny", "return_for_correction", "escalate", "release_part")
    going = case.remaining() if releases and not case.items_only and case.track else ()
    return Decision(
        outcome=case.outcome,
        mandatory=kept and (case.mandatory or (releases and case.compelled)),
        basis_citation=tuple(case.basis),
        withheld=withheld,
        grounds=tuple((segment, case.grounds[segment]) for segment in withheld),
        defects=tuple(case.defects),
        minimum_necessary=releases and case.minimum,
        accounting=(releases or case.outcome in ("notify", "no_notify")) and case.accounting,
        deadline_days=case.deadline,
        extension_days=case.extension,
        fee=case.fee if releases else "none",
        notice_to_accompany=_notices(case, releases),
        review_right=case.review and case.outcome in ("deny", "release_part"),
        letters=_letters(case, releases),
        trace=tuple(case.trace),
        segments_going=going,
        decided_by=case.decided_by or next(iter(case.grounds.values()), ""),
        accept=case.accept or (case.outcome,),
        unrecognised=case.request.unrecognised,
        information_blocking=blocking.exception(case) if short and (withheld or not releases) else None,
        **case.extra,
    )

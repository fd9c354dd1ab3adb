"""What goes along with a decision and what is written: enclosures, letters, and what each letter has to say."""

from __future__ import annotations

from collections.abc import Iterator

from sandbox.privacy import Decision
from sandbox.privacy.outcome import LETTERS as USUAL
from sandbox.tasks.release.answer import KeySending
from sandbox.tasks.release.wording import CONTENT

ALWAYS_ALLOWED = ("request",)
OF_LETTER: dict[str, tuple[str, ...]] = {
    "denial": ("request", "basis"),
    "correction_request": ("request", "missing", "acceptable"),
    "privacy_officer_referral": ("request", "open_question"),
    "inform_individual": ("informed",),
    "sanction_review": ("facts",),
    "extension": ("delay_reasons", "delay_date"),
}
"""What each letter says at the least; of an extension 45 CFR 164.524(b)(2)(iii)."""
OF_ACCESS_DENIAL = ("complain_entity", "complain_secretary")
"""What 45 CFR 164.524(d)(2) wants beside the basis when the right of access is denied."""
MAY: dict[str, tuple[str, ...]] = {
    "denial": ("acceptable", "missing", *OF_ACCESS_DENIAL),
    "correction_request": ("complain_entity", "basis"),
    "privacy_officer_referral": ("missing", "facts", "basis"),
    "sanction_review": ("basis",),
}
CITES = {
    "denial": "45 CFR 164.524(d)(2)",
    "correction_request": "45 CFR 164.508(b)(2); 45 CFR 164.514(h)",
    "privacy_officer_referral": "45 CFR 164.530(a)(1)",
    "inform_individual": "45 CFR 164.512(c)(2)",
    "sanction_review": "45 CFR 164.530(e)",
    "extension": "45 CFR 164.524(b)(2)(iii)",
}
CITES_OF_ENCLOSURES = {
    "part2_2_32": "42 CFR 2.32",
    "consent_copy": "42 CFR 2.32; 42 CFR 2.31",
    "denial_letter": "45 CFR 164.524(d)(1)-(2)",
}
TO_WHO_ASKED = frozenset({"denial", "correction_request"})
RELEASED = ("release_full", "release_part")


def sendings(decision: Decision, *, own_access: bool, spoken: bool) -> Iterator[KeySending]:
    """What goes along with each outcome that is right, the first for the best one.

    ``own_access`` says that the right of access applies, so that a denial has the content of 164.524(d)(2);
    ``spoken`` that somebody without such a right asked by word of mouth, so that no letter need be written. Where a
    part goes and a flaw of the papers keeps back the rest, one may write what is wanted for it, and need not.
    """
    usual = USUAL.get(decision.outcome)
    kept = [letter for letter in decision.letters if letter != usual or (usual == "denial" and decision.releases)]
    for outcome in decision.accept:
        if outcome == decision.outcome:
            letters = decision.letters
        else:
            also = USUAL.get(outcome)
            letters = (*kept, *((also,) if also and also not in kept else ()))
        given = outcome in RELEASED
        part_lacks = given and not letters and bool(decision.defects)
        if part_lacks:
            letters = ("correction_request",)
        optional = part_lacks or (spoken and bool(letters) and set(letters) <= TO_WHO_ASKED)
        yield KeySending(
            outcome=outcome,
            enclosures=decision.notice_to_accompany if given else (),
            letters=letters,
            **_content(letters, own_access, decision.review_right, given, optional),
            optional=optional,
        )


def _content(
    letters: tuple[str, ...], own: bool, reviewable: bool, given: bool, optional: bool
) -> dict[str, tuple[str, ...]]:
    """What the letters must say and what they may say; whatever else stands in one does not belong there."""
    must = {each for letter in letters for each in OF_LETTER[letter]}
    may = {each for letter in letters for each in (*MAY.get(letter, ()), *ALWAYS_ALLOWED)}
    if "denial" in letters and own:
        must |= {*OF_ACCESS_DENIAL, *(("review",) if reviewable else ()), *(("rest",) if given else ())}
    if optional:
        must, may = set(), must | may
    return {
        "content": tuple(code for code in CONTENT if code in must),
        "allowed": tuple(code for code in CONTENT if code in may - must),
    }

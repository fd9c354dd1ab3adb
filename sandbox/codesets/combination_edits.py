"""Rules of combination codes: what one code should say, and codes that say contrary things."""

from __future__ import annotations

from collections.abc import Iterator

from sandbox.codesets.claim import Claim, Edit, Rule, Severity
from sandbox.codesets.code import Code
from sandbox.codesets.spelling import normal

_DIABETES = ("E08", "E09", "E10", "E11", "E13")
_HEART = ("I50", "I51.4", "I51.5", "I51.6", "I51.7", "I51.89", "I51.9")
_WITH_FAILURE = ("I11.0", "I13.0", "I13.2")
_LATE = ("N18.5", "N18.6")
_VAGUE = {"I48.91": "I48", "I50.9": "I50", "J44.9": "J44"}
_EARLY = ("N18.1", "N18.2", "N18.3", "N18.4", "N18.9")


def _edit(name: str, code: tuple[int, Code], other: Code, said: str, citation: str, *, sure: bool) -> Edit:
    severity = Severity.ERROR if sure else Severity.WARNING
    return Edit(name, severity, code[1].code, code[0], said, f"Official Guidelines {citation}", other.code)


def _uncomplicated(claim: Claim) -> Iterator[Edit]:
    """Diabetes without complications contradicts a complication of the same type (Official Guidelines I.C.4.a)."""
    for kind in _DIABETES:
        plain = claim.within(f"{kind}.9")
        others = [code for _, code in claim.within(kind) if code.code != f"{kind}.9"]
        for found in plain if others else ():
            said = f"{found[1].code} is diabetes without complications, and {others[0].code} names one. Drop it."
            yield _edit("WITHOUT_COMPLICATIONS", found, others[0], said, "I.C.4.a", sure=True)


def _presumed(claim: Claim) -> Iterator[Edit]:
    """Links that the classification presumes unless the record denies them (Official Guidelines I.A.15, I.C.9.a)."""
    kidney, heart = claim.within("N18"), claim.within(*_HEART)
    pairs = [
        (claim.within("I10"), [*heart, *kidney], "I11, I12 or I13", "I.C.9.a"),
        (claim.within("I11"), kidney, "I13", "I.C.9.a.3"),
        (claim.within("I12"), heart, "I13", "I.C.9.a.3"),
        *((claim.within(f"{kind}.9"), kidney, f"{kind}.22", "I.A.15") for kind in _DIABETES),
    ]
    for found, beside, better, citation in pairs:
        for one in found if beside else ():
            other = beside[0][1]
            said = f"{one[1].code} with {other.code}: the link is presumed. Use {better} unless the record denies it."
            yield _edit("PRESUMED_LINK", one, other, said, citation, sure=False)


def _contrary(claim: Claim) -> Iterator[Edit]:
    """Hypertensive disease agrees with the heart failure and the kidney's stage beside it (I.C.9.a.1 to a.3)."""
    failure, late, early = claim.within("I50"), claim.within(*_LATE), claim.within(*_EARLY)
    checks = [
        (("I11.9", "I13.1"), failure, "is without heart failure", "I.C.9.a.1"),
        (("I12.9", "I13.0", "I13.10"), late, "is for stages 1 to 4", "I.C.9.a.2"),
        (("I12.0", "I13.11", "I13.2"), early if not late else [], "is for stage 5 and end-stage disease", "I.C.9.a.2"),
    ]
    for prefixes, beside, meaning, citation in checks:
        for one in claim.within(*prefixes) if beside else ():
            other = beside[0][1]
            said = f"{one[1].code} {meaning}, and {other.code} says otherwise. Choose the code that agrees."
            yield _edit("COMBINATION_CONTRARY", one, other, said, citation, sure=True)


def _one_hypertension(claim: Claim) -> Iterator[Edit]:
    """Hypertension, heart and kidney disease are one code of I13, not two (Official Guidelines I.C.9.a.3)."""
    found = claim.within("I10", "I11", "I12", "I13")
    for one in found[1:]:
        if normal(one[1].code)[:3] != normal(found[0][1].code)[:3]:
            said = f"{found[0][1].code} and {one[1].code} are one disease. Use the one code that says it all."
            yield _edit("ONE_HYPERTENSION", one, found[0][1], said, "I.C.9.a", sure=True)


def _end_stage(claim: Claim) -> Iterator[Edit]:
    """With end-stage renal disease the stage is not coded too (Official Guidelines I.C.14.a.1)."""
    ended = claim.within("N18.6")
    for one in claim.within("N18.1", "N18.2", "N18.3", "N18.4", "N18.5", "N18.9") if ended else ():
        said = f"{one[1].code} is not coded beside N18.6. Drop it."
        yield _edit("STAGE_BESIDE_END_STAGE", one, ended[0][1], said, "I.C.14.a.1", sure=True)


def _unspecified_beside(claim: Claim) -> Iterator[Edit]:
    """An unspecified code is not reported beside a specific one of the same disease (Official Guidelines I.B.18)."""
    for vague, family in _VAGUE.items():
        others = [code for _, code in claim.within(family) if code.code != vague]
        for one in claim.within(vague) if others else ():
            said = f"{one[1].code} says less than {others[0].code} of the same disease. Drop it."
            yield _edit("UNSPECIFIED_BESIDE", one, others[0], said, "I.B.18", sure=False)


def _subsequent_infarction(claim: Claim) -> Iterator[Edit]:
    """A subsequent infarction is used with a code of I21 (Official Guidelines I.C.9.e.4)."""
    if claim.within("I21"):
        return
    for n, code in claim.within("I22"):
        said = f"{code.code} is used together with a code of I21 for the first infarction. Add it."
        yield Edit("I22_ALONE", Severity.ERROR, code.code, n, said, "Official Guidelines I.C.9.e.4")


RULES: tuple[Rule, ...] = (
    _uncomplicated,
    _presumed,
    _contrary,
    _one_hypertension,
    _end_stage,
    _unspecified_beside,
    _subsequent_infarction,
)

"""Rules of birth: the mother's record with chapter 15 first, the outcome and the weeks; the newborn's apart."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sandbox.codesets.claim import Claim, Edit, Rule, Severity
from sandbox.codesets.code import Code

_DELIVERED = re.compile(r"(complicating|in) childbirth\b")
_AFTER = re.compile(r"postpartum|puerper|lactation", re.IGNORECASE)
_TRIMESTER = re.compile(r"(first|second|third) trimester\b")
_ABORTIVE = ("O00", "O01", "O02", "O03", "O04", "O07", "O08", "Z33.2")
_NEWBORN = "16"
_MOTHER = "15"


def _of_chapter(claim: Claim, *chapters: str) -> list[tuple[int, Code]]:
    return [(n, code) for n, code in claim.listed() if code.chapter in chapters]


def _mother_first(claim: Claim) -> Iterator[Edit]:
    """Codes of chapter 15 have priority over those of other chapters (Official Guidelines I.C.15.a.1)."""
    first = claim.first
    obstetric = [(n, code) for n, code in _of_chapter(claim, _MOTHER) if not code.code.startswith("O94")]
    if first and obstetric and first.chapter != _MOTHER and first.code[0] not in "VWXYZ":
        n, code = obstetric[0]
        said = f"{code.code} comes before {first.code}: codes of chapter 15 have priority. Put it first."
        yield Edit("CHAPTER15_FIRST", Severity.ERROR, code.code, n, said, "Official Guidelines I.C.15.a.1", first.code)


def _normal_delivery(claim: Claim) -> Iterator[Edit]:
    """O80 is always principal, and its only outcome is Z37.0 (Official Guidelines I.C.15.n.1 and n.3)."""
    normal = claim.within("O80")
    for n, code in normal:
        if n:
            said = "O80 always stands first. Put it there, or choose the code of the complication."
            yield Edit("O80_NOT_FIRST", Severity.ERROR, code.code, n, said, "Official Guidelines I.C.15.n.1")
    for n, code in claim.within("Z37") if normal else ():
        if code.code != "Z37.0":
            said = f"{code.code} does not go with O80, which is for one liveborn child: Z37.0. Check which is right."
            yield Edit("O80_OUTCOME", Severity.ERROR, code.code, n, said, "Official Guidelines I.C.15.n.3", "O80")


def _outcome(claim: Claim) -> Iterator[Edit]:
    """Every record of a delivery has the outcome, Z37 (Official Guidelines I.C.15.b.5)."""
    if claim.within("Z37"):
        return
    for n, code in _of_chapter(claim, _MOTHER):
        if code.code in ("O80", "O82") or _DELIVERED.search(code.title):
            said = f"{code.code} tells of a delivery. Add the outcome, a code of Z37."
            yield Edit("OUTCOME_MISSING", Severity.ERROR, code.code, n, said, "Official Guidelines I.C.15.b.5")
            return


def _weeks(claim: Claim) -> Iterator[Edit]:
    """The weeks go with a pregnancy, not with an abortive outcome (Official Guidelines I.C.21.c.11; chapter 15)."""
    abortive, weeks = claim.within(*_ABORTIVE), claim.within("Z3A")
    obstetric = [(n, code) for n, code in _of_chapter(claim, _MOTHER) if not code.code.startswith((*_ABORTIVE, "O94"))]
    if weeks and abortive and not obstetric:
        n, code = weeks[0]
        said = f"{code.code} is not used with {abortive[0][1].code}. Drop the weeks of gestation."
        yield Edit("WEEKS_NOT_USED", Severity.ERROR, code.code, n, said, "Official Guidelines I.C.21.c.11")
    pregnant = [(n, code) for n, code in obstetric if not _AFTER.search(code.title)]
    if pregnant and not weeks:
        n, code = pregnant[0]
        said = f"{code.code}: add the weeks of gestation, Z3A, if they are known."
        yield Edit("WEEKS_MISSING", Severity.REMINDER, code.code, n, said, "Use additional code note at chapter 15")


def _trimester(claim: Claim) -> Iterator[Edit]:
    """Trimesters begin at 14 and 28 weeks (chapter 15; Official Guidelines I.C.15.a.3)."""
    counted = [int(code.code[4:]) for _, code in claim.within("Z3A") if code.code != "Z3A.00"]
    for n, code in _of_chapter(claim, _MOTHER) if counted else ():
        named = _TRIMESTER.findall(code.title)
        told = "first" if counted[0] < 14 else "second" if counted[0] < 28 else "third"
        if len(named) == 1 and named[0] != told:
            said = f"{code.code} is for the {named[0]} trimester; the weeks given lie in the {told}. Check both."
            yield Edit("TRIMESTER", Severity.WARNING, code.code, n, said, "Official Guidelines I.C.15.a.3")


def _two_records(claim: Claim) -> Iterator[Edit]:
    """The mother's codes and the newborn's never share a record (Official Guidelines I.C.15.a.2, I.C.16.a.1)."""
    mother = [*_of_chapter(claim, _MOTHER), *claim.within("Z37", "Z3A")]
    for n, code in [*_of_chapter(claim, _NEWBORN), *claim.within("Z38")] if mother else ():
        said = f"{code.code} is for the newborn's record and {mother[0][1].code} for the mother's. Keep them apart."
        citation = "Official Guidelines I.C.15.a.2, I.C.16.a.1"
        yield Edit("TWO_RECORDS", Severity.ERROR, code.code, n, said, citation, mother[0][1].code)


def _birth_weight(claim: Claim) -> Iterator[Edit]:
    """Birth weight comes before gestational age (Official Guidelines I.C.16.d; note at P07)."""
    age = claim.within("P07.2", "P07.3")
    for n, code in claim.within("P07.0", "P07.1") if age else ():
        if n > age[0][0]:
            said = f"{code.code} is the birth weight and comes before the gestational age {age[0][1].code}."
            citation = "Note at P07; Official Guidelines I.C.16.d"
            yield Edit("BIRTH_WEIGHT_ORDER", Severity.ERROR, code.code, n, said, citation, age[0][1].code)


RULES: tuple[Rule, ...] = (_mother_first, _normal_delivery, _outcome, _weeks, _trimester, _two_records, _birth_weight)

"""Rules of sequence: what never stands first, what must, and what must come before a code."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sandbox.codesets.claim import INPATIENT, Claim, Edit, Rule, Severity
from sandbox.codesets.code import Code
from sandbox.codesets.spelling import normal

_POISONING = ("Poisoning by", "Toxic effect of")
_SYSTEMIC = re.compile(r"sepsis|septic|bloodstream|disseminated|meningococcemia|toxic shock", re.IGNORECASE)
_LOCAL = ("J09", "J1", "J2", "J69.0", "J85", "J86", "K35", "K65", "K81", "K83.0", "L0", "M00", "M86")
_URINARY = ("N10", "N30", "N39.0", "N41")
# I.C.21.c.16: only first, unless the records of two encounters on one day are combined
_EXAMINED = ("Z00", "Z01", "Z02", "Z04", "Z34", "Z38", "Z39", "Z76.1", "Z76.2", "Z99.12")
_TREATED = ("Z31.81", "Z31.82", "Z31.83", "Z31.84", "Z33.2", "Z40", "Z42", "Z51.0", "Z51.1", "Z52")
_NOT_IN_FIRST = ("Z52.9",)
_CHRONIC = (
    "C",
    "E03",
    "E10.9",
    "E11.9",
    "E78",
    "G20",
    "G30",
    "I10",
    "I12",
    "I25.10",
    "J43",
    "J44.9",
    "M81",
    "N18",
    "Q",
)


# What a code never stands before: beginnings of codes or of titles, what comes first, and where that is said.
_ADDED: tuple[tuple[tuple[str, ...], str, str], ...] = (
    (("R65.2",), "the code of the systemic infection", "I.C.1.d.3"),
    (("B95", "B96", "B97"), "the infection that the organism causes", "I.C.1.b"),
    (("Z37",), "the condition or the normal delivery", "I.C.15.b.5"),
    (("Z3A",), "the code of the pregnancy", "I.C.21.c.11"),
    (("Z68",), "the condition that the body mass index belongs to", "I.B.14"),
    (("O94",), "the condition that remained", "I.B.10"),
)
_ADDED_TITLES = (
    (("Adverse effect of",), "the nature of the adverse effect", "I.C.19.e.5.a"),
    (("Underdosing of",), "the condition that got worse", "I.C.19.e.5.c"),
)


def _reason_never_first(code: Code) -> tuple[str, str] | None:
    """What comes before a code that never stands first, and the guideline; None for all others."""
    reasons = [(before, section) for starts, before, section in _ADDED if code.code.startswith(starts)]
    reasons += [(before, section) for starts, before, section in _ADDED_TITLES if code.title.startswith(starts)]
    if code.code[0] in "ST" and len(normal(code.code)) == 7 and code.code.endswith("S"):
        reasons.append(("the condition that remained", "I.B.10"))
    return reasons[0] if reasons else None


def _never_first(claim: Claim) -> Iterator[Edit]:
    """Codes that only add to another (Official Guidelines I.B.10, I.B.14, I.C.1.b, I.C.1.d.3, I.C.15, I.C.19.e.5).

    For inpatients the editor's own list of unacceptable principal diagnoses comes first (MCE edit 9).
    """
    first = claim.first
    if first is None or (claim.context.setting == INPATIENT and "unacceptable" in first.marks):
        return
    reason = _reason_never_first(first)
    if reason:
        before, section = reason
        citation = f"Official Guidelines {section}"
        said = f"{first.code} never stands first. Put {before} before it."
        yield Edit("NEVER_FIRST", Severity.ERROR, first.code, 0, said, citation)


def _only_first(claim: Claim) -> Iterator[Edit]:
    """Z codes that may only be principal or first-listed (Official Guidelines I.C.21.c.16)."""
    only = [(n, code) for n, code in claim.within(*_EXAMINED, *_TREATED) if not code.code.startswith(_NOT_IN_FIRST)]
    if any(n == 0 for n, _ in only):
        return
    for n, code in only:
        said = f"{code.code} is only for the first place, unless two encounters of one day are on one record."
        yield Edit("ONLY_FIRST", Severity.WARNING, code.code, n, said, "Official Guidelines I.C.21.c.16")


def _poisoning_order(claim: Claim) -> Iterator[Edit]:
    """A poisoning or toxic effect comes before what it did (Official Guidelines I.C.19.e.5.b and e.6).

    Chapters 15 and 16 have priority over it, and so has the failure of a device such as a pump (I.C.4.a.5).
    """
    first = claim.first
    if first is None or first.chapter in ("15", "16") or first.title.startswith(_POISONING):
        return
    if first.code.startswith("T8"):
        return
    for n, code in claim.listed():
        if n and code.title.startswith(_POISONING) and not code.code.endswith(("D", "S")):
            said = f"{code.code} comes before its manifestations. Check whether {first.code} is one of them."
            citation = "Official Guidelines I.C.19.e.5.b, I.C.19.e.6"
            yield Edit("POISONING_ORDER", Severity.WARNING, code.code, n, said, citation, first.code)


def _severe_sepsis(claim: Claim) -> Iterator[Edit]:
    """Severe sepsis takes two codes, the systemic infection first (Official Guidelines I.C.1.d.1.b)."""
    for n, code in claim.within("R65.2"):
        before = (other for other in claim.known[:n] if other is not None)
        if n and not any(_SYSTEMIC.search(other.title) for other in before):
            said = f"{code.code} follows the code of the systemic infection, such as A41.9. Put that before it."
            yield Edit("SEVERE_SEPSIS_ALONE", Severity.ERROR, code.code, n, said, "Official Guidelines I.C.1.d.1.b")


def _sirs_beside_sepsis(claim: Claim) -> Iterator[Edit]:
    """R65.1- is for a process without infection (Official Guidelines I.C.18.g; Excludes1 at R65.1)."""
    infected = claim.within("A40", "A41", "R65.2")
    for n, code in claim.within("R65.1") if infected else ():
        said = f"{code.code} is for a process without infection, and {infected[0][1].code} is an infection. Drop it."
        citation = "Excludes1 note at R65.1; Official Guidelines I.C.18.g"
        yield Edit("SIRS_BESIDE_SEPSIS", Severity.ERROR, code.code, n, said, citation, infected[0][1].code)


def _sepsis_before_site(claim: Claim) -> Iterator[Edit]:
    """Sepsis that was present on admission comes before the local infection (Official Guidelines I.C.1.d.4)."""
    local = next((code for n, code in claim.within(*_LOCAL, *_URINARY) if n == 0), None)
    if local is None or claim.indicator(0) == "N":
        return
    for n, code in claim.within("A40", "A41"):
        if claim.indicator(n) == "Y":
            said = f"{code.code} was present on admission and comes before the local infection {local.code}."
            citation = "Official Guidelines I.C.1.d.4"
            yield Edit("SEPSIS_AFTER_SITE", Severity.WARNING, code.code, n, said, citation, local.code)


def _aftercare_of_injury(claim: Claim) -> Iterator[Edit]:
    """Aftercare of an injury is the injury's code with a later seventh character (Official Guidelines I.C.21.c.7)."""
    later = [c for _, c in claim.within("S", "T") if len(normal(c.code)) == 7 and "D" <= c.code[-1] <= "R"]
    for n, code in claim.within("Z47", "Z48") if later else ():
        said = f"{code.code} is not for the aftercare of an injury, which {later[0].code} tells already. Check it."
        citation = "Official Guidelines I.C.21.c.7, I.C.19.a"
        yield Edit("AFTERCARE_OF_INJURY", Severity.WARNING, code.code, n, said, citation, later[0].code)


def _poa_doubts(claim: Claim) -> Iterator[Edit]:
    """What brought the patient in was there at admission, and so was a chronic condition (Appendix I)."""
    if claim.context.setting != INPATIENT:
        return
    citation = "Official Guidelines, Appendix I"
    first = claim.first
    if first and claim.indicator(0) == "N" and first.chapter not in ("15", "16"):
        said = f"{first.code} is principal and marked as not present on admission. Check its place and its indicator."
        yield Edit("POA_PRINCIPAL", Severity.WARNING, first.code, 0, said, citation)
    for n, code in claim.within(*_CHRONIC):
        if n and claim.indicator(n) == "N":
            said = f"{code.code} is a chronic or congenital condition: present on admission even if found later. Use Y."
            yield Edit("POA_CHRONIC", Severity.WARNING, code.code, n, said, citation)


RULES: tuple[Rule, ...] = (
    _never_first,
    _only_first,
    _poisoning_order,
    _severe_sepsis,
    _sirs_beside_sepsis,
    _sepsis_before_site,
    _aftercare_of_injury,
    _poa_doubts,
)

"""Claim edits: what a claim editor, or a careful colleague, says of a list of diagnosis codes.

One rule is one function with its citation. ``check`` applies all of them. Rules read the edition's notes and the lists
of the Medicare Code Editor that the built file holds; those of ``combination_edits``, ``obstetric_edits`` and
``sequence_edits`` hold single guidelines. They decide nothing about the chart.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sandbox.codesets.claim import INPATIENT, Claim, Context, Edit, Rule, Severity
from sandbox.codesets.code import Code, Note
from sandbox.codesets.combination_edits import RULES as COMBINATION
from sandbox.codesets.editions import edition
from sandbox.codesets.obstetric_edits import RULES as OBSTETRIC
from sandbox.codesets.references import references
from sandbox.codesets.sequence_edits import RULES as SEQUENCE
from sandbox.codesets.spelling import CM, dotted, normal

__all__ = ["INPATIENT", "RULES", "Context", "Edit", "Severity", "check"]

POA_LETTERS = ("Y", "N", "U", "W")
_NAMED = 3  # lines of a note that a reminder repeats
_SHOWN = 20  # characters of a text that is no code


def check(codes: Sequence[str], context: Context | None = None) -> list[Edit]:
    """All edits of ICD-10-CM codes in the order given, principal or first-listed first; errors come first.

    Never raises on the text of a code: what is no code is an edit.
    """
    context = context or Context()
    codeset = context.codeset or edition()
    given = tuple(codes)
    claim = Claim(given, tuple(codeset.get(code, CM) for code in given), context, codeset)
    found = [edit for rule in RULES for edit in rule(claim)]
    order = list(Severity)
    return sorted(found, key=lambda edit: (order.index(edit.severity), edit.position, edit.name, edit.other))


def _invalid(claim: Claim) -> Iterator[Edit]:
    """Codes are reported to the highest number of characters available (Official Guidelines I.B.2; MCE edit 1)."""
    for n, (given, code) in enumerate(zip(claim.given, claim.known, strict=True)):
        if code is None or code.kind in ("chapter", "block"):
            shown = " ".join(given.split())[:_SHOWN]
            said = (
                f"{shown or 'An empty line'} is not an ICD-10-CM code of {claim.codeset.name}. Look the code up again."
            )
            yield Edit("INVALID_CODE", Severity.ERROR, shown, n, said, "Medicare Code Editor, edit 1")
        elif not code.billable:
            yield _incomplete(claim, n, code)


def _incomplete(claim: Claim, n: int, code: Code) -> Edit:
    """A heading instead of a code; the missing seventh character is told apart (Official Guidelines I.A.5)."""
    below = claim.codeset.children(code.code)
    endings = [hit.code[-1] for hit in below if len(normal(hit.code)) == 7]
    if endings:
        said = f"{code.code} lacks its seventh character. It takes one of {', '.join(endings)}, as in {below[0].code}."
        citation = "Official Guidelines I.A.5; Medicare Code Editor, edit 1"
        return Edit("MISSING_SEVENTH", Severity.ERROR, code.code, n, said, citation)
    said = f"{code.code} is a heading, not a complete code. Choose among {', '.join(hit.code for hit in below[:4])}."
    citation = "Official Guidelines I.B.2; Medicare Code Editor, edit 1"
    return Edit("INCOMPLETE_CODE", Severity.ERROR, code.code, n, said, citation)


def _duplicate(claim: Claim) -> Iterator[Edit]:
    """A diagnosis code is reported only once for an encounter (Official Guidelines I.B.12; MCE edit 3)."""
    seen: set[str] = set()
    for n, given in enumerate(claim.given):
        plain = normal(given)
        if plain and plain in seen:
            said = f"{dotted(given)} is listed more than once. Keep the first."
            citation = "Official Guidelines I.B.12; Medicare Code Editor, edit 3"
            yield Edit("DUPLICATE", Severity.ERROR, dotted(given), n, said, citation)
        seen.add(plain)


def _external_first(claim: Claim) -> Iterator[Edit]:
    """An external cause code never stands first (Official Guidelines I.C.20.a.6; MCE edit 2)."""
    if claim.first and claim.first.code[0] in "VWXY":
        said = f"{claim.first.code} says how an injury came about. Put the injury or condition first."
        citation = "Official Guidelines I.C.20.a.6; Medicare Code Editor, edit 2"
        yield Edit("EXTERNAL_CAUSE_FIRST", Severity.ERROR, claim.first.code, 0, said, citation)


def _manifestation_first(claim: Claim) -> Iterator[Edit]:
    """A manifestation follows its cause (Official Guidelines I.A.13; MCE edit 6)."""
    first = claim.first
    if first and ("manifestation" in first.marks or "in diseases classified elsewhere" in first.title):
        said = f"{first.code} is a manifestation of another disease. Put the code of that disease first."
        citation = "Official Guidelines I.A.13; Medicare Code Editor, edit 6"
        yield Edit("MANIFESTATION_FIRST", Severity.ERROR, first.code, 0, said, citation)


def _unacceptable_first(claim: Claim) -> Iterator[Edit]:
    """Codes that the editor refuses or doubts as principal diagnosis of an inpatient (MCE edits 8 and 9)."""
    first = claim.first
    if first is None or claim.context.setting != INPATIENT:
        return
    if "unacceptable" in first.marks:
        said = f"{first.code} does not say why a patient was admitted. Look for the condition behind the admission."
        citation = "Medicare Code Editor, edit 9; Official Guidelines II"
        yield Edit("UNACCEPTABLE_PRINCIPAL", Severity.ERROR, first.code, 0, said, citation)
    elif "needs_secondary" in first.marks and len(claim.given) < 2:
        said = f"{first.code} may be principal only with a secondary diagnosis. Add the condition it was given for."
        yield Edit("NEEDS_SECONDARY", Severity.ERROR, first.code, 0, said, "Medicare Code Editor, edit 9")
    elif "questionable" in first.marks:
        said = f"{first.code} alone seldom justifies an admission. Check that no other condition did."
        yield Edit("QUESTIONABLE_ADMISSION", Severity.WARNING, first.code, 0, said, "Medicare Code Editor, edit 8")


def _excludes1(claim: Claim) -> Iterator[Edit]:
    """An Excludes1 note forbids both codes together unless they are unrelated (Official Guidelines I.A.12.a)."""
    told: set[frozenset[str]] = set()
    for n, code in claim.listed():
        for m, other in claim.listed():
            pair = frozenset((code.code, other.code))
            note = _forbidding(code, other) if m != n and pair not in told else None
            if note:
                told.add(pair)
                said = (
                    f"{code.code} and {other.code} do not go together: {note.at} excludes “{note.text}”. "
                    "Keep the one that the record supports, unless the two conditions are unrelated."
                )
                citation = f"Excludes1 note at {note.at}; Official Guidelines I.A.12.a"
                yield Edit("EXCLUDES1", Severity.ERROR, code.code, n, said, citation, other.code)


def _forbidding(code: Code, other: Code) -> Note | None:
    """The Excludes1 note of a code, own or inherited, that means another code.

    A reference that also covers the noting code itself is to a neighbourhood, not to the other code.
    """
    for note in code.excludes1:
        meant = [ref for ref in references(note.text) if ref.covers(other.code)]
        if any(not ref.covers(code.code) for ref in meant):
            return note
    return None


_AGES = {"newborn": (0, 0), "pediatric": (0, 17), "maternity": (9, 64), "adult": (15, 124)}


def _age(claim: Claim) -> Iterator[Edit]:
    """Newborn 0, pediatric 0-17, maternity 9-64, adult 15-124 years (MCE v43 edit 4)."""
    age = claim.context.age
    if age is None:
        return
    for n, code in claim.listed():
        for mark in code.marks:
            low, high = _AGES.get(mark, (0, 124))
            if not low <= age <= high:
                said = f"{code.code} is a {mark} diagnosis (age {low} to {high}); the patient is {age}."
                yield Edit("AGE_CONFLICT", Severity.ERROR, code.code, n, said, "Medicare Code Editor, edit 4")


def _sex(claim: Claim) -> Iterator[Edit]:
    """Chapter 15 codes belong to the mother's record only (Official Guidelines I.C.15.a.2).

    A warning: the editor's own sex conflict edit is switched off since October 2024.
    """
    if claim.context.sex != "male":
        return
    for n, code in claim.listed():
        if code.chapter == "15":
            said = (
                f"{code.code} is for the mother's record, and the patient is registered as male. Check which is right."
            )
            yield Edit("SEX_CONFLICT", Severity.WARNING, code.code, n, said, "Official Guidelines I.C.15.a.2")


def _alone(claim: Claim) -> Iterator[Edit]:
    """O80 is not used with any other code of chapter 15 (Official Guidelines I.C.15.n.1)."""
    obstetric = [(n, code) for n, code in claim.listed() if code.chapter == "15"]
    others = [code.code for _, code in obstetric if code.code != "O80"]
    for n, code in obstetric:
        if code.code == "O80" and others:
            said = f"O80 is for an uncomplicated delivery and not used with {', '.join(others)}. Drop O80."
            yield Edit("NOT_ALONE", Severity.ERROR, code.code, n, said, "Official Guidelines I.C.15.n.1", others[0])


def _unspecified_side(claim: Claim) -> Iterator[Edit]:
    """The side is nearly always known for an inpatient (Official Guidelines I.B.13; MCE edit 20)."""
    if claim.context.setting != INPATIENT:
        return
    for n, code in claim.listed():
        if "unspecified" in code.marks:
            said = f"{code.code} leaves the side open. Look for right or left in the record."
            citation = "Official Guidelines I.B.13; Medicare Code Editor, edit 20"
            yield Edit("UNSPECIFIED_SIDE", Severity.WARNING, code.code, n, said, citation)


def _poa(claim: Claim) -> Iterator[Edit]:
    """Every inpatient diagnosis has Y, N, U or W, or is exempt and has none (Official Guidelines, Appendix I)."""
    context = claim.context
    if context.setting != INPATIENT or not context.poa:
        return
    citation = "Official Guidelines, Appendix I"
    for n, code in claim.listed():
        given = claim.indicator(n)
        if code.poa_exempt and given:
            said = f"{code.code} is exempt from present-on-admission reporting. Leave its indicator empty."
            yield Edit("POA_ON_EXEMPT", Severity.WARNING, code.code, n, said, citation)
        elif not code.poa_exempt and given not in POA_LETTERS:
            said = f"{code.code} needs a present-on-admission indicator: Y, N, U or W."
            yield Edit("POA_MISSING", Severity.ERROR, code.code, n, said, citation)


def _code_first(claim: Claim) -> Iterator[Edit]:
    """A "code first" note puts the underlying condition before the code (Official Guidelines I.A.13).

    A reminder while no such condition is listed; an error where one is, but after the code.
    """
    for n, code in claim.listed():
        notes = [note for note in code.code_first if _is_near(note)]
        if not notes or _mentioned(notes, claim.known[:n]):
            continue
        later = next((other for other in claim.known[n + 1 :] if other and _mentioned(notes, [other])), None)
        if later:
            said = f"{code.code} follows {later.code}, which is coded first. Put {later.code} before it."
            cited = _cited("Code first", notes)
            yield Edit("CODE_FIRST", Severity.ERROR, code.code, n, said, cited, later.code)
        else:
            said = f"{code.code}: code first {_told(notes)}."
            yield Edit("CODE_FIRST", Severity.REMINDER, code.code, n, said, _cited("Code first", notes))


def _use_additional(claim: Claim) -> Iterator[Edit]:
    """A "use additional code" note asks for a second code after this one (Official Guidelines I.A.13)."""
    for n, code in claim.listed():
        notes = [note for note in code.use_additional if _is_near(note)]
        if notes and not _mentioned(notes, claim.known):
            said = f"{code.code}: use an additional {_told(notes)}."
            yield Edit("USE_ADDITIONAL", Severity.REMINDER, code.code, n, said, _cited("Use additional code", notes))


def _is_near(note: Note) -> bool:
    """Whether a note stands at a category or below: those of chapters and blocks would remind on every claim."""
    return "-" not in note.at and not note.at.isdigit()


def _mentioned(notes: Sequence[Note], codes: Sequence[Code | None]) -> bool:
    refs = [ref for note in notes for ref in references(note.text)]
    return any(ref.covers(code.code) for ref in refs for code in codes if code)


def _told(notes: Sequence[Note]) -> str:
    lines = [note.text.strip(" ,") for note in notes[:_NAMED]]
    more = " …" if len(notes) > _NAMED else ""
    head = f"{lines.pop(0)} " if lines[0].endswith(":") and len(lines) > 1 else ""
    return head + "; ".join(line.rstrip(":") for line in lines) + more


def _cited(kind: str, notes: Sequence[Note]) -> str:
    return f"{kind} note at {notes[0].at}; Official Guidelines I.A.13"


RULES: tuple[Rule, ...] = (
    _invalid,
    _duplicate,
    _external_first,
    _manifestation_first,
    _unacceptable_first,
    _excludes1,
    _age,
    _sex,
    _alone,
    _unspecified_side,
    _poa,
    _code_first,
    _use_additional,
    *SEQUENCE,
    *COMBINATION,
    *OBSTETRIC,
)

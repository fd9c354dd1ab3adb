"""A colleague's coded claims: what each record should hold, with errors planted in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from random import Random
from typing import Any

from sandbox import codesets
from sandbox.charts.truth import CodeSystem
from sandbox.tasks.audit.answer import AuditSpec
from sandbox.tasks.audit.classes import CLASSES
from sandbox.tasks.base import World
from sandbox.tasks.record import KeyItem, KeyTrap, Scope, items_of, scope_of, traps_of

_CHARACTERS = "0123456789ABCDEFGHJKLMNPQRSTUVWXYZ"
# Plausible leftovers of an earlier stay, used when the chart lays no trap.
_NEVER_FIRST = "VWXYZ"  # external causes, and status codes that hardly any coder would put first
_LEFTOVERS = ("K21.9", "M19.90", "E78.5", "D64.9", "R53.83", "E55.9")


@dataclass(slots=True)
class Line:
    """One line of a claim while it is being made."""

    code: str
    system: CodeSystem
    poa: str
    item: KeyItem | None
    error: str = ""
    why: str = ""
    citation: str = ""
    evidence: tuple[str, ...] = ()


@dataclass(slots=True)
class Claim:
    """A record as the colleague coded it."""

    slot: str
    scope: Scope
    items: tuple[KeyItem, ...]
    traps: tuple[KeyTrap, ...]
    lines: list[Line]
    omitted: list[str] = field(default_factory=list)
    swapped: list[tuple[str, Line, Line]] = field(default_factory=list)

    @property
    def sound(self) -> list[Line]:
        """Lines without an error that a new error may be planted in."""
        busy = [id(line) for _, *pair in self.swapped for line in pair]
        return [line for line in self.lines if line.item and not line.error and id(line) not in busy]

    @property
    def used(self) -> set[str]:
        """Every code that means something in this record, in comparison form."""
        codes = [code.code for item in self.items for code in (item, *item.alternatives)]
        codes += [trap.code for trap in self.traps] + [line.code for line in self.lines]
        return {codesets.normal(code) for code in codes}


def right_claim(world: World, slot: str) -> Claim:
    """The claim of a chart's first encounter, all required codes in report order."""
    scope = scope_of(world.charts, slot)
    items = items_of(world, scope)
    lines = [Line(item.code, item.system, item.poa or "", item) for item in items if item.required]
    return Claim(slot, scope, items, traps_of(world, scope, items), lines)


def plant(spec: AuditSpec, world: World, random: Random) -> list[Claim]:
    """The charts' claims with errors spread over them; each line carries at most one error."""
    claims = [right_claim(world, slot) for slot in spec.charts]
    edition = codesets.edition(world.edition)
    classes = [name for name in CLASSES if name in PLANTERS and name in (spec.error_types or CLASSES)]
    wanted = random.randint(*spec.errors)
    turn: list[str] = []
    for _ in range(wanted * 12):
        if wanted == 0:
            break
        if not turn:
            turn = random.sample(classes, len(classes))
        claim = claims[random.randrange(len(claims))]
        name = turn.pop()
        # One line at least stays right; an unsupported code spoils none.
        if (len(claim.sound) > 1 or name == "unsupported") and PLANTERS[name](claim, edition, random):
            wanted -= 1
    return claims


Planter = Callable[[Claim, codesets.CodeSet, Random], bool]


def _omit(claim: Claim, edition: codesets.CodeSet, random: Random) -> bool:
    """Leave out a code that is not principal and that no other code must follow."""
    needed = {name for line in claim.lines if line.item for name in line.item.after}
    lines = [line for line in claim.sound if line.item and not line.item.first and line.item.id not in needed]
    if not lines:
        return False
    line = random.choice(lines)
    claim.lines.remove(line)
    if line.item:
        claim.omitted.append(line.item.id)
    return True


def _unsupported(claim: Claim, edition: codesets.CodeSet, random: Random) -> bool:
    """Add a trap of the chart, or a leftover that nothing supports."""
    present = {codesets.normal(line.code) for line in claim.lines}
    poa = "Y" if claim.scope.poa else ""
    traps = [trap for trap in claim.traps if codesets.normal(trap.code) not in present]
    if traps:
        trap = random.choice(traps)
        line = Line(trap.code, trap.system, poa if trap.system == CodeSystem.CM else "", None, "unsupported")
        line.why, line.citation, line.evidence = trap.why, trap.citation, trap.evidence
    else:
        families = {code[:3] for code in claim.used}
        codes = [code for code in _LEFTOVERS if code[:3] not in families and edition.valid(code)]
        if not codes or not claim.scope.diagnoses:
            return False
        line = Line(random.choice(codes), CodeSystem.CM, poa, None, "unsupported")
        line.why = "Nothing in this encounter's record documents it as a condition that was evaluated or treated."
        line.citation = "ICD-10-CM Official Guidelines III; IV.J"
    same = [number for number, other in enumerate(claim.lines) if other.system == line.system]
    if not same:
        claim.lines.append(line)
    else:
        claim.lines.insert(random.randint(min(same) + 1, max(same) + 1), line)
    return True


def _change(claim: Claim, lines: list[tuple[Line, list[str]]], error: str, random: Random) -> bool:
    choices = [(line, codes) for line, codes in lines if codes]
    if not choices:
        return False
    line, codes = random.choice(choices)
    line.code, line.error = random.choice(codes), error
    return True


def _specificity(claim: Claim, edition: codesets.CodeSet, random: Random) -> bool:
    """Another code of the same subcategory."""
    used = claim.used
    lines = [(line, _siblings(line, used, edition)) for line in claim.sound if line.system == CodeSystem.CM]
    return _change(claim, lines, "wrong_specificity", random)


def _siblings(line: Line, used: set[str], edition: codesets.CodeSet) -> list[str]:
    """Valid codes that differ in the last character before the seventh, so that it is not an episode error."""
    plain = codesets.normal(line.code)
    place = 5 if len(plain) == 7 else len(plain) - 1
    if place < 3:
        return []
    near = (plain[:place] + character + plain[place + 1 :] for character in _CHARACTERS)
    codes = [codesets.dotted(code) for code in near if code not in used and edition.valid(code)]
    return [code for code in codes if not line.poa or edition.poa_exempt(code) == (line.poa == "exempt")]


def _seventh(claim: Claim, edition: codesets.CodeSet, random: Random) -> bool:
    """The right code with another valid 7th character."""
    used, lines = claim.used, []
    for line in claim.sound:
        plain = codesets.normal(line.code)
        if line.system == CodeSystem.CM and len(plain) == 7:
            codes = (plain[:6] + character for character in _CHARACTERS)
            lines.append((line, [codesets.dotted(c) for c in codes if c not in used and edition.valid(c)]))
    return _change(claim, lines, "wrong_seventh", random)


def _axis(claim: Claim, edition: codesets.CodeSet, random: Random) -> bool:
    """A valid ICD-10-PCS code that differs in one of the last four characters."""
    used, lines = claim.used, []
    for line in claim.sound:
        if line.system == CodeSystem.PCS:
            plain = codesets.normal(line.code)
            near = (plain[:at] + c + plain[at + 1 :] for at in range(3, 7) for c in _CHARACTERS)
            lines.append((line, [c for c in near if c not in used and edition.valid(c, CodeSystem.PCS)]))
    return _change(claim, lines, "pcs_axis", random)


def _poa(claim: Claim, edition: codesets.CodeSet, random: Random) -> bool:
    """The other indicator; for an exempt code, an indicator at all."""
    lines = [line for line in claim.sound if line.item and line.item.poa is not None]
    if not lines:
        return False
    line = random.choice(lines)
    line.poa, line.error = "N" if line.poa == "Y" else "Y", "wrong_poa"
    return True


def _principal(claim: Claim, edition: codesets.CodeSet, random: Random) -> bool:
    """A secondary diagnosis in first place, and the principal one in its place."""
    sound = [line for line in claim.sound if line.item and line.system == CodeSystem.CM]
    first = next((line for line in sound if line is claim.lines[0] and line.item and line.item.first), None)
    if first is None:
        return False
    others = [line for line in sound if line.item and not line.item.first and line.code[0] not in _NEVER_FIRST]
    others = [line for line in others if _alone(claim, first, line)]
    return bool(others) and _swap(claim, first, random.choice(others), "wrong_principal")


def _sequence(claim: Claim, edition: codesets.CodeSet, random: Random) -> bool:
    """A code before the one that an instruction puts first; never one that touches the first place."""
    sound = {line.item.id: line for line in claim.sound if line.item}
    pairs = [
        (sound[name], line)
        for line in sound.values()
        for name in (line.item.after if line.item else ())
        if name in sound and sound[name] is not claim.lines[0] and _alone(claim, sound[name], line)
    ]
    return bool(pairs) and _swap(claim, *random.choice(pairs), "wrong_sequence")


def _alone(claim: Claim, earlier: Line, later: Line) -> bool:
    """Whether swapping two lines breaks no demanded order of the lines between them, which nobody could then tell."""
    at, to = _place(claim, earlier), _place(claim, later)
    between = [line.item for line in claim.lines[at + 1 : to] if line.item]
    after = later.item.after if later.item else ()
    start = earlier.item.id if earlier.item else ""
    return not any(start in item.after or item.id in after for item in between)


def _place(claim: Claim, wanted: Line) -> int:
    return next(number for number, line in enumerate(claim.lines) if line is wanted)


def _swap(claim: Claim, one: Line, other: Line, error: str) -> bool:
    at, to = _place(claim, one), _place(claim, other)
    claim.lines[at], claim.lines[to] = other, one
    claim.swapped.append((error, one, other))
    return True


PLANTERS: dict[str, Planter] = {
    "omitted": _omit,
    "unsupported": _unsupported,
    "wrong_specificity": _specificity,
    "wrong_principal": _principal,
    "wrong_sequence": _sequence,
    "wrong_seventh": _seventh,
    "wrong_poa": _poa,
    "pcs_axis": _axis,
}


def as_given(claims: list[Claim], world: World, coder: str) -> list[dict[str, Any]]:
    """The claims as the trainee sees them, plain; lines are numbered over all claims from 0."""
    edition, shown, number = codesets.edition(world.edition), [], 0
    for claim in claims:
        rows = []
        for place, line in enumerate(claim.lines, 1):
            title = edition.title(line.code, line.system)
            rows.append(
                {
                    "row": number,
                    "place": place,
                    "system": line.system.value,
                    "code": line.code,
                    "title": title,
                    "poa": line.poa,
                }
            )
            number += 1
        chart = world.charts[claim.slot]
        shown.append(
            {
                "slot": claim.slot,
                "patient": chart.patient.name,
                "mrn": chart.patient.mrn,
                "account": claim.scope.encounter.account,
                "coder": coder,
                "poa": claim.scope.poa,
                "systems": [s.value for s in CodeSystem if claim.scope.asks(s)],
                "rows": rows,
            }
        )
    return shown


def as_truth(claims: list[Claim]) -> dict[str, Any]:
    """What was planted, plain, by line number."""
    lines = [line for claim in claims for line in claim.lines]
    number = {id(line): n for n, line in enumerate(lines)}
    return {
        "lines": [
            {
                "fact": line.item.id if line.item else "",
                "error": line.error,
                "why": line.why,
                "citation": line.citation,
                "evidence": list(line.evidence),
            }
            for line in lines
        ],
        "omitted": [{"slot": claim.slot, "fact": fact} for claim in claims for fact in claim.omitted],
        "swapped": [
            {"slot": claim.slot, "error": error, "rows": sorted((number[id(one)], number[id(other)]))}
            for claim in claims
            for error, one, other in claim.swapped
        ],
    }


def planted(claims: Mapping[str, Any]) -> Iterator[str]:
    """The classes planted, one for each error."""
    yield from (line["error"] for line in claims["lines"] if line["error"])
    yield from ("omitted" for _ in claims["omitted"])
    yield from (swap["error"] for swap in claims["swapped"])

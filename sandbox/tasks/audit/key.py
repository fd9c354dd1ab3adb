"""Making the material of an audit, and deriving its key from what was planted."""

from __future__ import annotations

from collections.abc import Mapping
from random import Random
from typing import Any

from sandbox.charts.model import Document
from sandbox.scoring.accuracy import METHODS
from sandbox.tasks.audit import claims, log, papers
from sandbox.tasks.audit.answer import (
    AuditKey,
    AuditSpec,
    Explained,
    Incident,
    MissingKey,
    RowKey,
    SequenceKey,
    SlotTrap,
)
from sandbox.tasks.audit.figures import tally
from sandbox.tasks.audit.flags import FLAGS
from sandbox.tasks.base import Prepared, World
from sandbox.tasks.record import KeyCode, KeyItem, items_of, scope_of, traps_of

COUNTING = (
    "Count codes only: a line corrected to another code is wrong, a code left out is missed, a line removed should not "
    "be there. Errors of sequence and POA do not count."
)
RATE_NOTES = {
    "case_over_case": "A record with any error counts as wrong.",
    "principal_accuracy": "A record counts as right when the right code stands in first place.",
    "poa_accuracy": "Count the indicators of all diagnoses that should be coded; one left out has no right indicator.",
}


def prepare(spec: AuditSpec, world: World, random: Random) -> Prepared:
    """The colleague's claims, the access log, or both."""
    given: dict[str, Any] = {}
    truth: dict[str, Any] = {}
    shown: tuple[Document, ...] = ()
    if spec.coding:
        planted = claims.plant(spec, world, random)
        given["claims"] = claims.as_given(planted, world, _coder(world, random))
        given["rate"] = {
            "title": METHODS[spec.method].title,
            "formula": METHODS[spec.method].formula,
            "note": RATE_NOTES.get(spec.method, COUNTING),
        }
        truth["claims"] = claims.as_truth(planted)
    if spec.access:
        made = log.make(spec, world, random)
        laid = papers.lay_out(made, spec.id, world.today)
        shown = tuple(laid.documents)
        given["access"] = log.as_given(made)
        truth["access"] = {
            "incidents": [
                {"flag": flag, "rows": [n + 1 for n in rows], "why": why, "cells": papers.shows(laid, made, flag, rows)}
                for flag, rows, why in made.incidents
            ],
            "explained": [
                {"row": row + 1, "why": why, "cells": papers.explains(laid, made, row)} for row, why in made.explained
            ],
            "entries": len(made.entries),
        }
    return Prepared(shown, given, truth)


def _coder(world: World, random: Random) -> str:
    coders = [user.signature for user in world.facility.staff if user.role == "coder"]
    return random.choice(coders) if coders else "Coder 2"


def derive(spec: AuditSpec, world: World, prepared: Prepared) -> AuditKey:
    """What was planted, with what each record should hold."""
    key: dict[str, Any] = {"edition": world.edition, "method": spec.method}
    if spec.coding:
        key.update(_coding(spec, world, prepared))
    if spec.access:
        key.update(_access(prepared.truth["access"]))
    return AuditKey(**key)


def _coding(spec: AuditSpec, world: World, prepared: Prepared) -> dict[str, Any]:
    truth = prepared.truth["claims"]
    scopes = {slot: scope_of(world.charts, slot) for slot in spec.charts}
    items = {slot: {item.id: item for item in items_of(world, scope)} for slot, scope in scopes.items()}
    traps = {slot: traps_of(world, scope, items[slot].values()) for slot, scope in scopes.items()}
    rows = _rows(prepared.given["claims"], truth["lines"], items)
    missing = tuple(MissingKey(slot=each["slot"], item=items[each["slot"]][each["fact"]]) for each in truth["omitted"])
    sequences = tuple(_sequence(number, each, rows) for number, each in enumerate(truth["swapped"], 1))
    return {
        "rows": rows,
        "sequences": sequences,
        "missing": missing,
        "traps": tuple(SlotTrap(slot=slot, trap=trap) for slot in spec.charts for trap in traps[slot]),
        "optional": tuple(
            (slot, KeyCode(code=item.code, title=item.title))
            for slot in spec.charts
            for item in items[slot].values()
            if not item.required
        ),
        "rate": METHODS[spec.method].rate(tally(spec.charts, rows, sequences, missing)),
    }


def _rows(
    shown: list[Mapping[str, Any]], lines: list[Mapping[str, Any]], items: Mapping[str, Mapping[str, KeyItem]]
) -> tuple[RowKey, ...]:
    found = []
    for claim in shown:
        for row in claim["rows"]:
            line = lines[row["row"]]
            item = items[claim["slot"]].get(line["fact"])
            found.append(
                RowKey(
                    row=row["row"],
                    slot=claim["slot"],
                    system=row["system"],
                    code=row["code"],
                    title=row["title"],
                    poa=row["poa"],
                    error=line["error"],
                    item=item,
                    why=line["why"] or (item.rationale if item else ""),
                    citation=line["citation"] or (item.citation if item else ""),
                    evidence=item.evidence if item else tuple(line["evidence"]),
                )
            )
    return tuple(found)


def _sequence(number: int, swap: Mapping[str, Any], rows: tuple[RowKey, ...]) -> SequenceKey:
    one, other = (rows[row].item for row in swap["rows"])
    assert one is not None  # noqa: S101 - only lines with an item are ever swapped
    assert other is not None  # noqa: S101
    # The later of the two stood earlier in the right record.
    if swap["error"] == "wrong_principal":
        section = "II" if other.poa is not None else "IV.G"
        why = f"{other.full} is the principal or first-listed diagnosis: {other.text}."
        citation = f"ICD-10-CM Official Guidelines, Section {section}"
    else:
        why = f"{other.code} must come before {one.code}."
        citation = one.citation or "ICD-10-CM Official Guidelines I.A.13"
    return SequenceKey(
        id=f"{swap['slot']}:{number}",
        slot=swap["slot"],
        rows=tuple(swap["rows"]),
        error=swap["error"],
        why=f"{why} {other.rationale}".strip(),
        citation=citation,
        evidence=tuple(dict.fromkeys((*other.evidence, *one.evidence))),
    )


def _access(truth: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "incidents": tuple(
            Incident(
                id=f"{number}:{each['flag']}",
                rows=tuple(each["rows"]),
                flag=each["flag"],
                outcome=FLAGS[each["flag"]].outcome,  # type: ignore[arg-type]
                why=each["why"],
                evidence=tuple(each["cells"]),
            )
            for number, each in enumerate(sorted(truth["incidents"], key=lambda each: each["rows"]), 1)
        ),
        "explained": tuple(
            Explained(row=each["row"], why=each["why"], evidence=tuple(each["cells"])) for each in truth["explained"]
        ),
        "entries": truth["entries"],
    }

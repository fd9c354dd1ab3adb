"""Answers that prove a release key. What each mistake costs is reckoned from the weights alone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sandbox.tasks.base import FormData, Mistake, Samples
from sandbox.tasks.release import samples_redaction, samples_sending
from sandbox.tasks.release.answer import ReleaseAnswer, ReleaseKey
from sandbox.tasks.release.choices import BASES, DECISIONS, DEFECTS, FEES
from sandbox.tasks.release.score import (
    BASIS,
    DEADLINE,
    DECISION,
    DEFECT,
    DOCUMENTS,
    EXTRA_DEFECT,
    FEE,
    LOGGED,
    of_page,
    total,
)
from sandbox.tasks.release.score_sending import ENTRY

MOST_PAGES = 6  # pages left out, and pages too much, that are tried one by one

INVALID: tuple[FormData, ...] = (
    {"decision": ["perhaps"]},
    {"basis": ["common_sense"]},
    {"documents": ["main:d999"]},
    {"defects": ["UGLY"]},
    {"defects": ["none", "EXPIRED"]},
    {"clock": ["runs"], "deadline": ["31 June"]},
    {"clock": ["runs"], "deadline": [""]},
    {"clock": ["none"], "deadline": ["2026-03-10"]},
    {"evidence": ["main:d01.s99999"]},
    *samples_sending.INVALID,
    *samples_redaction.INVALID,
)


def ideal(key: ReleaseKey) -> ReleaseAnswer:
    """The answer that earns everything."""
    going = tuple(document.ref for document in key.going)
    return ReleaseAnswer(
        decision=key.outcome,
        basis=key.bases[0],
        documents=going,
        redacted=samples_redaction.ideal(key),
        nothing=not going,
        defects=tuple(code for code in DEFECTS if code in {defect.code for defect in key.defects}),
        no_defects=not key.defects,
        deadline=key.deadlines[0],
        fee=key.fees[0],
        accounting="yes" if key.accounting else "no",
        **samples_sending.ideal(key),
    )


def samples(key: ReleaseKey) -> Samples[ReleaseAnswer]:
    """Ideal, empty, single mistakes and forms that cannot be read."""
    best = ideal(key)
    return Samples(best, ReleaseAnswer(), tuple(_mistakes(best, key)), INVALID)


def _mistakes(best: ReleaseAnswer, key: ReleaseKey) -> Iterator[Mistake[ReleaseAnswer]]:
    yield from _choices(best, key)
    yield from _pages(best, key)
    yield from _flaws(best, key)
    for wrong in (*samples_sending.mistakes(key), *samples_redaction.too_much(key, of_page(key))):
        yield _changed(wrong.name, best, key, wrong.lost, **wrong.fields)
    for wrong in samples_redaction.missed(key):
        yield _changed(wrong.name, best, key, wrong.lost, True, **wrong.fields)


def _changed(
    name: str, best: ReleaseAnswer, key: ReleaseKey, lost: float, critical: bool = False, **wrong: object
) -> Mistake[ReleaseAnswer]:
    answer = ReleaseAnswer.model_validate({**best.model_dump(), **wrong})
    return Mistake(name, answer, 1.0 if critical else lost / total(key), critical)


def _choices(best: ReleaseAnswer, key: ReleaseKey) -> Iterator[Mistake[ReleaseAnswer]]:
    for code in DECISIONS:
        if code not in key.accept:
            yield _changed(f"decision {code}", best, key, DECISION, decision=code)
    wrong_basis = next(code for code in BASES if code not in key.bases)
    yield _changed(f"basis {wrong_basis}", best, key, BASIS, basis=wrong_basis)
    yield _changed("no basis", best, key, BASIS, basis="")
    other = "none" if "none" not in key.deadlines else "2020-01-15"
    yield _changed(f"deadline {other}", best, key, DEADLINE, deadline=other)
    wrong_fee = next(code for code in FEES if code not in key.fees)
    yield _changed(f"fee {wrong_fee}", best, key, FEE, fee=wrong_fee)
    no_entry: dict[str, Any] = dict.fromkeys(("entry_day", "entry_recipient", "entry_what", "entry_purpose"), "")
    lost = LOGGED + (ENTRY if key.entry else 0.0)
    yield _changed("wrong accounting", best, key, lost, accounting="no" if key.accounting else "yes", **no_entry)
    yield _changed("accounting not answered", best, key, LOGGED, accounting="")


def _pages(best: ReleaseAnswer, key: ReleaseKey) -> Iterator[Mistake[ReleaseAnswer]]:
    going = key.going
    for page in going[:MOST_PAGES]:
        left = tuple(other for other in best.documents if other != page.ref)
        lost = of_page(key) + samples_redaction.with_page(key, page)
        yield _changed(f"{page.ref} left out", best, key, lost, documents=left)
    if not going:
        yield _changed("does not say that nothing goes", best, key, DOCUMENTS, nothing=False)
    order = [document.ref for document in key.documents]
    for ref in [document.ref for document in key.documents if not document.goes][-MOST_PAGES:]:
        more = tuple(other for other in order if other in {*best.documents, ref})
        yield _changed(f"{ref} goes too", best, key, 0.0, True, documents=more, nothing=False)
    if not going and order:
        everything = {"decision": "release_full", "documents": tuple(order), "nothing": False}
        yield _changed("lets everything go", best, key, 0.0, True, **everything)


def _flaws(best: ReleaseAnswer, key: ReleaseKey) -> Iterator[Mistake[ReleaseAnswer]]:
    flaws = {defect.code for defect in key.defects}
    for code in best.defects:
        left = tuple(other for other in best.defects if other != code)
        yield _changed(f"{code} not named", best, key, DEFECT / len(flaws), defects=left)
    extra = next(code for code in DEFECTS if code not in flaws)
    named = tuple(code for code in DEFECTS if code in {*flaws, extra})
    lost = EXTRA_DEFECT + (0.0 if flaws else DEFECT)
    yield _changed(f"{extra} named", best, key, lost, defects=named, no_defects=False)
    if not flaws:
        yield _changed("does not say that the papers are in order", best, key, DEFECT, no_defects=False)

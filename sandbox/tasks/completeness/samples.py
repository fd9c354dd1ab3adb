"""Answers that prove a completeness key. What each mistake costs is reckoned from the weights, not by scoring."""

from __future__ import annotations

from collections.abc import Iterator

from sandbox.tasks.base import FormData, Mistake, Samples
from sandbox.tasks.completeness.answer import (
    MISSING,
    CompletenessAnswer,
    CompletenessKey,
    Finding,
    KeyFinding,
)
from sandbox.tasks.completeness.score import FALSE_FLAG, FOUND, RESPONSIBLE, SHOWN, WRONG_TYPE_CREDIT


def worth(item: KeyFinding) -> float:
    """What one deficiency is worth with all its parts."""
    return FOUND + RESPONSIBLE * bool(item.responsible) + SHOWN * bool(item.shows)


def ideal(key: CompletenessKey) -> CompletenessAnswer:
    """Every deficiency with its document, person and proof, or the statement that there is none."""
    findings = tuple(
        Finding(
            type=item.type,
            document=item.documents[0],
            responsible=item.responsible[0] if item.responsible else "",
            evidence=item.shows[:1],
        )
        for item in key.findings
    )
    return CompletenessAnswer(findings=findings, complete=not findings)


def samples(key: CompletenessKey) -> Samples[CompletenessAnswer]:
    """The ideal answer, the empty one, single mistakes with their cost, and submissions that must be refused."""
    best = ideal(key)
    possible = sum(worth(item) for item in key.findings) or FOUND
    mistakes = (Mistake(name, answer, min(1.0, lost / possible)) for name, answer, lost in _mistakes(key, best))
    return Samples(best, CompletenessAnswer(), tuple(mistakes), _invalid(key))


Change = tuple[str, CompletenessAnswer, float]


def _with(best: CompletenessAnswer, number: int, **changed: object) -> CompletenessAnswer:
    rows = list(best.findings)
    rows[number] = rows[number].model_copy(update=changed)
    return CompletenessAnswer(findings=tuple(rows))


def _mistakes(key: CompletenessKey, best: CompletenessAnswer) -> Iterator[Change]:
    for number, item in enumerate(key.findings):
        left = best.findings[:number] + best.findings[number + 1 :]
        yield f"miss {item.id}", CompletenessAnswer(findings=left), worth(item)
        other = next((code for code in key.types if code not in item.types), "")
        if other and MISSING not in item.documents:
            yield f"{other} for {item.id}", _with(best, number, type=other), FOUND * (1 - WRONG_TYPE_CREDIT)
        if item.responsible and key.nobody:
            yield f"wrong person for {item.id}", _with(best, number, responsible=key.nobody), RESPONSIBLE
        if item.responsible:
            yield f"nobody for {item.id}", _with(best, number, responsible=""), RESPONSIBLE
        if item.shows:
            yield f"no proof of {item.id}", _with(best, number, evidence=()), SHOWN
    flag = Finding(type=key.types[0], document=key.spare)
    flagged = CompletenessAnswer(findings=(*best.findings, flag))
    yield "flag what is fine", flagged, FALSE_FLAG if key.findings else FOUND
    if best.findings:
        twice = CompletenessAnswer(findings=(*best.findings, best.findings[-1]))
        yield "flag the same twice", twice, FALSE_FLAG


def _invalid(key: CompletenessKey) -> tuple[FormData, ...]:
    known = key.types[0]
    many = {f"findings-{number}-type": [known] for number in range(200)}
    return (
        {"findings-0-type": [known]},
        {"findings-0-type": ["NO_SUCH_TYPE"], "findings-0-document": [key.spare]},
        {"findings-0-type": [known], "findings-0-document": ["d99x"]},
        {"findings-0-document": [key.spare], "findings-0-note": ["x" * 100_000]},
        many,
    )

"""Answers that prove a tracking's key. After each mistake the rest is done right, as the world then stands."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from sandbox.tasks.base import FormData, Mistake, Samples
from sandbox.tasks.deficiencies import course
from sandbox.tasks.deficiencies.answer import (
    Decision,
    DeficienciesAnswer,
    DeficienciesKey,
    Finding,
    KeyItem,
    Month,
    Round,
)
from sandbox.tasks.deficiencies.course import Desk, Row, right, walk
from sandbox.tasks.deficiencies.form import STEPS
from sandbox.tasks.deficiencies.mending import LACKS
from sandbox.tasks.deficiencies.month import due, figures
from sandbox.tasks.deficiencies.score_list import standing
from sandbox.tasks.deficiencies.weights import (
    DECISION,
    EXTRA_LETTER,
    FALSE_FLAG,
    FIGURES,
    FOLLOWED,
    FOUND,
    HALF,
    LATE_CREDIT,
    LETTERS,
    RESPONSIBLE,
    STATUS,
    STEP,
    WRONG_TYPE_CREDIT,
)
from sandbox.tasks.findings import is_missing

Change = tuple[str, DeficienciesAnswer, float]


def samples(key: DeficienciesKey) -> Samples[DeficienciesAnswer]:
    """The ideal answer, the empty one, single mistakes with their cost, and submissions that must be refused."""
    possible = len(key.items) * (FOUND + RESPONSIBLE + FOLLOWED) or FOUND
    possible += (LETTERS + sum(FIGURES.values())) if key.month else 0.0
    mistakes = (Mistake(name, answer, min(1.0, lost / possible)) for name, answer, lost in _mistakes(key))
    return Samples(finished(key, ()), DeficienciesAnswer(), tuple(mistakes), _invalid(key))


def finished(key: DeficienciesKey, rounds: Sequence[Round]) -> DeficienciesAnswer:
    """These rounds, and all later ones done right."""
    done = [*rounds]
    while len(done) <= len(key.days):
        done.append(best_round(key, done))
    return DeficienciesAnswer(rounds=tuple(done))


def best_round(key: DeficienciesKey, before: Sequence[Round]) -> Round:
    """What is right in the next round, given the rounds before."""
    if not before:
        return Round(findings=tuple(_finding(item) for item in key.items), complete=not key.items)
    desk = walk(key, before)[len(before)]
    given = Round(decisions=tuple(_decision(key, row, desk) for row in desk.open))
    if key.month is None or desk.number <= len(key.days):
        return given
    wanted = tuple(due(key, key.month, desk))
    month = figures(key, key.month, desk, given).plain()
    return given.model_copy(update={"suspend": wanted, "nobody": not wanted, "month": month})


def _finding(item: KeyItem, **changed: str) -> Finding:
    return Finding(**{"type": item.type, "document": item.documents[0], "responsible": item.owner, **changed})


def _decision(key: DeficienciesKey, row: Row, desk: Desk) -> Decision:
    wanted = right(key, row, desk.today)
    counts = {} if wanted.act == course.CLEAR else {"age": wanted.age, "held": wanted.held}
    return Decision(
        row=row.id, act=wanted.act, lacks=wanted.lacks, to=wanted.to, status=wanted.status, step=wanted.step, **counts
    )


def _mistakes(key: DeficienciesKey) -> Iterator[Change]:
    yield from _first(key)
    best = finished(key, ()).rounds
    for number in range(2, len(best) + 1):
        yield from _listed(key, best, number)
    if key.month:
        yield from _month(key, best)


def _first(key: DeficienciesKey) -> Iterator[Change]:
    """Mistakes in finding and assigning."""
    best = best_round(key, ())

    def with_rows(rows: Sequence[Finding]) -> DeficienciesAnswer:
        return finished(key, (Round(findings=tuple(rows)),))

    for place, item in enumerate(key.items):
        rows = [*best.findings]
        left = rows[:place] + rows[place + 1 :]
        yield f"miss {item.id}", with_rows(left), FOUND + RESPONSIBLE + FOLLOWED
        if key.nobody:
            changed = [*left, _finding(item, responsible=key.nobody)]
            yield f"wrong person for {item.id}", with_rows(changed), RESPONSIBLE
        yield f"nobody for {item.id}", with_rows([*left, _finding(item, responsible="")]), RESPONSIBLE
        other = next((code for code in key.types if code not in item.types), "")
        if other and not is_missing(item.documents[0]):
            wrong = FOUND * (1 - WRONG_TYPE_CREDIT)
            yield f"{other} for {item.id}", with_rows([*left, _finding(item, type=other)]), wrong
        if len(key.days) > 1:
            yield f"find {item.id} late", _late(key, left, item), FOUND * (1 - LATE_CREDIT)
    flag = Finding(type=key.types[0], document=key.spare, responsible=key.nobody)
    yield "flag what is fine", with_rows([*best.findings, flag]), FALSE_FLAG if key.items else FOUND


def _late(key: DeficienciesKey, others: Sequence[Finding], item: KeyItem) -> DeficienciesAnswer:
    first = Round(findings=tuple(others))
    second = best_round(key, (first,))
    return finished(key, (first, second.model_copy(update={"findings": (_finding(item),)})))


def _listed(key: DeficienciesKey, best: Sequence[Round], number: int) -> Iterator[Change]:
    """Mistakes in the decisions of one round."""
    desk = walk(key, best)[number - 1]
    for place, row in enumerate(desk.open):
        wanted = right(key, row, desk.today)
        for name, change, lost in _changes(key, wanted):
            decisions = [*best[number - 1].decisions]
            decisions[place] = decisions[place].model_copy(update=change)
            given = best[number - 1].model_copy(update={"decisions": tuple(decisions)})
            answer = finished(key, (*best[: number - 1], _in_step(key, best[: number - 1], given)))
            if row.item:
                share = FOLLOWED / len(standing(row.item, walk(key, answer.rounds)))
                yield f"round {number}: {name} for {row.item.id}", answer, lost * share


def _in_step(key: DeficienciesKey, before: Sequence[Round], given: Round) -> Round:
    """The last round with the month's figures as they are once its decisions are these."""
    if key.month is None or len(before) < len(key.days):
        return given
    desk = walk(key, before)[len(before)]
    return given.model_copy(update={"month": figures(key, key.month, desk, given).plain()})


def _changes(key: DeficienciesKey, wanted: course.Right) -> Iterator[tuple[str, dict[str, object], float]]:
    """Single mistakes in a decision, each with what it loses of the round's share."""
    wrong = course.KEEP if wanted.act == course.CLEAR else course.CLEAR
    yield f"{wrong} instead of {wanted.act}", {"act": wrong}, DECISION
    if wanted.act == course.KEEP:
        other = next(word for word in LACKS if word != wanted.lacks)
        yield f"{other} instead of {wanted.lacks}", {"lacks": other}, DECISION * HALF
        yield "a wrong number of days", {"age": wanted.age + 1}, STATUS / 3
    if wanted.act == course.REASSIGN and key.nobody:
        yield "reassigned to the wrong person", {"to": key.nobody}, DECISION * HALF
    step = next(word for word in STEPS if word not in (wanted.step, course.SUSPENSION))
    yield f"{step} instead of {wanted.step}", {"step": step}, STEP
    status = next(word for word in (course.INCOMPLETE, course.DELINQUENT) if word != wanted.status)
    yield f"{status} instead of {wanted.status}", {"status": status}, STATUS / (1 if wanted.act == course.CLEAR else 3)


def _month(key: DeficienciesKey, best: Sequence[Round]) -> Iterator[Change]:
    """Mistakes at the month's end."""
    last = best[-1]

    def with_last(**changed: object) -> DeficienciesAnswer:
        return DeficienciesAnswer(rounds=(*best[:-1], last.model_copy(update=changed)))

    wrong: dict[str, Callable[[Month], object]] = {
        "delinquent": lambda month: (month.delinquent or 0) + 7,
        "average": lambda month: round((month.average or 0) * 12, 1),
        "rate": lambda month: round((month.rate or 0) + 9, 1),
        "mean": lambda month: round((month.mean or 0) + 9, 1),
        "compliant": lambda month: "no" if month.compliant == "yes" else "yes",
    }
    for name, change in wrong.items():
        month = last.month.model_copy(update={name: change(last.month)})
        yield f"wrong {name}", with_last(month=month), FIGURES[name]
    if last.suspend:
        left = last.suspend[1:]
        yield "leave out a suspension", with_last(suspend=left), LETTERS / len(last.suspend)
    if last.suspend and key.nobody:
        yield "suspend somebody else too", with_last(suspend=(*last.suspend, key.nobody)), EXTRA_LETTER
    if not last.suspend:
        yield "say nothing of suspensions", with_last(nobody=False), LETTERS


def _invalid(key: DeficienciesKey) -> tuple[FormData, ...]:
    known = key.types[0]
    return (
        {"findings-0-type": [known]},
        {"findings-0-type": ["NO_SUCH_TYPE"], "findings-0-document": [key.spare]},
        {"findings-0-type": [known], "findings-0-document": ["main:d99x"]},
        {"findings-0-type": [known], "findings-0-document": [key.spare], "findings-0-responsible": ["nobody-known"]},
        {"findings-0-document": [key.spare], "findings-0-note": ["x" * 100_000]},
        {"findings-0-type": [known], "findings-0-document": [key.spare], "complete": ["y"]},
        {f"findings-{number}-type": [known] for number in range(200)},
    )

"""Marks of the month's end: letters of suspension, the rate and the verdict."""

from __future__ import annotations

from collections.abc import Iterator

from sandbox.scoring.marks import Mark, Reason, as_evidence
from sandbox.tasks.deficiencies.answer import DeficienciesAnswer, DeficienciesKey, Month, MonthKey, Round
from sandbox.tasks.deficiencies.course import Desk
from sandbox.tasks.deficiencies.form import FIGURES as LABELS
from sandbox.tasks.deficiencies.form import VERDICTS
from sandbox.tasks.deficiencies.month import Figures, due, figures, right_figures
from sandbox.tasks.deficiencies.score_list import BYLAWS
from sandbox.tasks.deficiencies.weights import EXTRA_LETTER, FIGURES, LETTERS

LETTERS_GROUP, RATE_GROUP = "Month’s end: letters of suspension", "Month’s end: delinquency rate"


def month_marks(desk: Desk, answer: DeficienciesAnswer, key: DeficienciesKey) -> Iterator[Mark]:
    """The marks of the last round's month; none if it was not asked for."""
    if key.month is None:
        return
    given = answer.rounds[desk.number - 1] if len(answer.rounds) >= desk.number else Round()
    yield from _letters(due(key, key.month, desk), given, key)
    yield from _rate(key.month, figures(key, key.month, desk, given), given.month, key)


def _letters(wanted: dict[str, tuple[str, ...]], given: Round, key: DeficienciesKey) -> Iterator[Mark]:
    proof = as_evidence((key.limits.said["suspension"], key.limits.said["count"]))
    for person, records in wanted.items():
        right, name = person in given.suspend, key.staff[person]
        yield Mark(
            f"suspend:{person}", LETTERS_GROUP, name, LETTERS / len(wanted), float(right),
            Reason.CORRECT if right else Reason.MISSED, f"Delinquent and held too long: {'; '.join(records)}.",
            "Letter" if right else "No letter", "Letter", evidence=proof, citation=BYLAWS,
        )  # fmt: skip
    if not wanted:
        right = given.nobody and not given.suspend
        yield Mark(
            "suspend:nobody", LETTERS_GROUP, "Nobody is suspended", LETTERS, float(right),
            Reason.CORRECT if right else Reason.MISSED, "No delinquent record has been held so long.",
            "Nobody" if given.nobody else "", "Nobody", evidence=proof, citation=BYLAWS,
        )  # fmt: skip
    for number, person in enumerate((each for each in given.suspend if each not in wanted), 1):
        yield Mark(
            f"suspend-extra-{number}", LETTERS_GROUP, key.staff.get(person, person), 0.0, 0.0, Reason.EXTRA,
            "Privileges rest only where the record is delinquent and was held long enough by a provider not on leave.",
            "Letter", "No letter", penalty=EXTRA_LETTER, evidence=proof, citation=BYLAWS,
        )  # fmt: skip


def _rate(month: MonthKey, best: Figures, given: Month, key: DeficienciesKey) -> Iterator[Mark]:
    right, said = right_figures(key, month, best, given), _sentences(month, best, key)
    wanted = best.plain()
    for name, weight in FIGURES.items():
        value, best_value = getattr(given, name), getattr(wanted, name)
        shown = VERDICTS if name == "compliant" else {}
        missing = value is None or value == ""
        yield Mark(
            f"month:{name}", RATE_GROUP, LABELS.get(name, "Compliance"), weight, float(right[name]),
            Reason.CORRECT if right[name] else Reason.MISSED if missing else Reason.WRONG, said[name],
            "" if missing else shown.get(value, str(value)), shown.get(best_value, str(best_value)),
            evidence=as_evidence((key.limits.said["rate"],)), citation="Joint Commission RC.01.04.01",
        )  # fmt: skip


def _sentences(month: MonthKey, best: Figures, key: DeficienciesKey) -> dict[str, str]:
    """How each figure is worked out."""
    mine, total = best.delinquent - month.elsewhere, sum(month.discharges)
    quarters = " + ".join(f"{each:g}" for each in month.quarters)
    limit = key.limits.percent
    return {
        "delinquent": f"{month.elsewhere} elsewhere and {mine} of your charts.",
        "average": f"{total:,} discharges in {len(month.discharges)} months.",
        "rate": f"{best.delinquent} / {best.average:.1f} x 100 = {best.rate:.1f} %.",
        "mean": f"({quarters} + {best.rate:.1f}) / {len(month.quarters) + 1} = {best.mean:.1f} %.",
        "compliant": f"Each of the four quarters and their mean must be {limit} % or less.",
    }

"""The month's end: who gets a letter of suspension, the delinquency rate, and whether the hospital complies."""

from __future__ import annotations

from dataclasses import dataclass

from sandbox.tasks.deficiencies import course
from sandbox.tasks.deficiencies.answer import DeficienciesKey, Month, MonthKey, Round
from sandbox.tasks.deficiencies.course import Desk, Row

NEAR = 0.051  # percent points and discharges: what rounding to one decimal may differ by


@dataclass(frozen=True, slots=True)
class Figures:
    """The right figures. ``own`` is the count of delinquent records by the trainee's own list."""

    delinquent: int
    own: int
    average: float
    rate: float
    mean: float
    compliant: str

    def plain(self) -> Month:
        """The figures as an answer gives them."""
        return Month(
            delinquent=self.delinquent,
            average=round(self.average, 1),
            rate=round(self.rate, 1),
            mean=round(self.mean, 1),
            compliant=self.compliant,
        )


def due(key: DeficienciesKey, month: MonthKey, desk: Desk) -> dict[str, tuple[str, ...]]:
    """Who gets a letter of suspension on the last day, each with the records that call for it."""
    found: dict[str, list[str]] = {}
    for row in desk.open:
        wanted = course.right(key, row, desk.today)
        if wanted.step == course.SUSPENSION and row.item:
            record = key.patients[row.item.slot]
            found.setdefault(row.assignee, []).append(f"{record}, held {wanted.held} days")
    for each in month.records:
        age, held = (desk.today - each.discharged).days, (desk.today - each.assigned).days
        status = course.DELINQUENT if age > key.limits.delinquent else course.INCOMPLETE
        if not each.excused and course.step_due(key, status, held, each.provider) == course.SUSPENSION:
            found.setdefault(each.provider, []).append(f"record {each.number}, held {held} days")
    return {person: tuple(records) for person, records in found.items()}


def figures(key: DeficienciesKey, month: MonthKey, desk: Desk, given: Round) -> Figures:
    """The right figures on the last day, given how the tracking went and what the last round decided."""
    delinquent = month.elsewhere + len(_delinquent(key, desk))
    average = sum(month.discharges) / len(month.discharges)
    rate = 100 * delinquent / average
    mean = (sum(month.quarters) + rate) / (len(month.quarters) + 1)
    own = month.elsewhere + len(_own(key, desk, given))
    return Figures(delinquent, own, average, rate, mean, verdict(key, month, rate, mean))


def verdict(key: DeficienciesKey, month: MonthKey, rate: float, mean: float) -> str:
    """Whether each quarter and the mean keep the limit."""
    return "yes" if all(each <= key.limits.percent for each in (*month.quarters, rate, mean)) else "no"


def _late(key: DeficienciesKey, desk: Desk, slot: str) -> bool:
    return (desk.today - key.discharged[slot]).days > key.limits.delinquent


def _delinquent(key: DeficienciesKey, desk: Desk) -> set[str]:
    """The charts that still lack something and are past the limit, whether or not it was ever tracked."""
    rows: dict[str, Row] = {row.item.id: row for row in desk.rows if row.item}
    lacking = {item.slot for item in key.items if item.id not in rows or rows[item.id].lack}
    return {slot for slot in lacking if _late(key, desk, slot)}


def _own(key: DeficienciesKey, desk: Desk, given: Round) -> set[str]:
    """The charts that are delinquent by what the trainee keeps open."""
    kept = [row for row in course.closed(key, desk, given) if row.open]
    slots = {row.finding.document.partition(":")[0] for row in kept}
    return {slot for slot in slots if slot in key.discharged and _late(key, desk, slot)}


def right_figures(key: DeficienciesKey, month: MonthKey, best: Figures, given: Month) -> dict[str, bool]:
    """Which figures are right; one that follows from the trainee's own earlier figures is."""
    rates, means = [best.rate], [best.mean]
    if given.delinquent is not None and given.average:
        rates.append(100 * given.delinquent / given.average)
    if given.rate is not None:
        means.append((sum(month.quarters) + given.rate) / (len(month.quarters) + 1))
    verdicts = {best.compliant}
    if given.rate is not None and given.mean is not None:
        verdicts.add(verdict(key, month, given.rate, given.mean))
    return {
        "delinquent": given.delinquent in (best.delinquent, best.own),
        "average": _near(given.average, [best.average]),
        "rate": _near(given.rate, rates),
        "mean": _near(given.mean, means),
        "compliant": given.compliant in verdicts,
    }


def _near(given: float | None, right: list[float]) -> bool:
    return given is not None and any(abs(given - each) <= NEAR for each in right)

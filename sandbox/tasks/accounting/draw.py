"""Draws what happened to one patient's information: the lines of the log, and the papers of the file."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from sandbox.charts.model import Staff
from sandbox.charts.review.clocks import business_day_by, is_business_day
from sandbox.tasks.accounting import catalogue
from sandbox.tasks.accounting.answer import AccountingSpec
from sandbox.tasks.accounting.desk import Desk, ago
from sandbox.tasks.accounting.outsiders import Outsiders, Recipient
from sandbox.tasks.accounting.sorts import Sort

NOBODY = {"portal": "the portal itself"}
"""Who sends what no member of staff sends."""
SENDERS = ("him", "registrar", "nurse", "social_worker")
LOGGED, MISSING, ASIDE = "logged", "missing", "aside"
MOST_PAPERS = 7
MARGIN = 12  # days by which nothing comes near the edge of the period
Kept = tuple[str, "Row"]
"""A paper of the file: what it is to the log, and what it is a copy of."""


@dataclass(slots=True)
class Row:
    """One disclosure (or what looks like one). ``number`` fills {number}; ``series`` marks repeated ones."""

    sort: Sort
    day: date
    recipient: Recipient
    what: str
    authority: str
    by: str
    says: tuple[str, ...]
    series: bool = False
    suspended: bool = False


@dataclass(slots=True)
class Drawn:
    """The rows of a log and a file, by day."""

    log: list[Row] = field(default_factory=list)
    file: list[Kept] = field(default_factory=list)


class Draw:
    """Draws the rows of one task. Every day and every sort is used once, but for what is repeated on purpose."""

    def __init__(self, spec: AccountingSpec, desk: Desk, roster: Sequence[Staff], random: Random) -> None:
        self.spec, self.desk, self.random = spec, desk, random
        self.outsiders = Outsiders(desk.chart, random)
        senders = sorted((one for one in roster if one.role in SENDERS), key=lambda one: SENDERS.index(one.role))
        self.roster = roster
        self.senders = [one.signature for one in (senders or list(roster))[:3]]
        self.days: set[date] = set()
        age = desk.chart.patient.age_on(desk.today)
        self.open = self._shuffled(catalogue.accountable(age))
        self.closed = self._shuffled(catalogue.left_out(age))
        self.undone = self._shuffled(catalogue.undone(age))

    def _shuffled(self, sorts: Iterable[Sort]) -> list[Sort]:
        """The sorts that the author asks for in a drawn order; those of the others that are needed come last."""
        mixed = list(sorts)
        self.random.shuffle(mixed)
        return sorted(mixed, key=lambda sort: bool(self.spec.sorts) and sort.name not in self.spec.sorts)

    def all(self) -> Drawn:
        """Every row. What is asked for by the turns comes first; the rest of the log is filled up."""
        drawn = Drawn()
        total = self.random.randint(*self.spec.lines)
        if self.desk.statement:
            drawn.log.append(self._suspended())
        if self.desk.turns["series"] == "repeated":
            drawn.log += self._series()
        missing = [self._take(self.open, lambda sort: bool(sort.paper)) for _ in range(self._count())]
        drawn.file += [(MISSING, self._row(sort)) for sort in missing]
        twin = next((sort for sort in missing if sort.repeats), None)
        if twin is not None:
            drawn.log.append(self._row(twin))
        drawn.log.append(self._row(self._take(self.open, _plain), outside=True))
        told = [self._row(self._take(self.open, lambda sort: True)) for _ in range(2 if total < 12 else 3)]
        drawn.log += told
        drawn.file += self._aside(told)
        while len(drawn.log) < total:
            drawn.log.append(self._row(self._take(self.closed, lambda sort: True), outside=self.random.random() < 0.12))
        drawn.log.sort(key=lambda row: row.day)
        drawn.file.sort(key=lambda kept: kept[1].day)
        return drawn

    def _count(self) -> int:
        return self.random.randint(*self.spec.missing)

    def _take(self, sorts: list[Sort], wanted: object) -> Sort:
        """The next sort that is wanted; of what is left when none is."""
        found = next((sort for sort in sorts if callable(wanted) and wanted(sort)), sorts[0])
        sorts.remove(found)
        return found

    def _suspended(self) -> Row:
        """What an agency asked to have left out."""
        statement = self.desk.statement or self.desk.before
        sort = self._take(self.open, lambda sort: sort.suspendable)
        day = business_day_by(ago(self.random.randint(3, 30), min(statement, self.desk.before)))
        row = self._row(sort, day=day)
        row.suspended = True
        return row

    def _series(self) -> list[Row]:
        """Three or four to one recipient for one purpose, a month or so apart."""
        sort = self._take(self.open, lambda sort: sort.series)
        step, count = 7 * self.random.randint(4, 5), self.random.randint(3, 4)
        last = self._day(sort, after=self.desk.begins + timedelta(days=step * count))
        number = self.outsiders.number()
        days = [business_day_by(ago(step * back, last)) for back in reversed(range(count))]
        rows = [self._row(sort, day=day, number=number) for day in days]
        for row in rows:
            row.series = True
        return rows

    def _aside(self, told: Sequence[Row]) -> list[Kept]:
        """Copies of what is in the log, and papers that nothing has to be accounted for."""
        copies: list[Kept] = [(LOGGED, row) for row in told if row.sort.paper][: self.random.randint(1, 2)]
        room = MOST_PAPERS - self.spec.missing[1] - len(copies)
        others = [self._take(self.closed, lambda sort: bool(sort.paper)) for _ in range(min(2, room))]
        rows = [self._row(sort) for sort in others] + [self._row(self.undone[0])]
        if room > 3 and self.random.random() < 0.4:
            rows.append(self._row(self._take(self.open, _plain), outside=True))
        return copies + [(ASIDE, row) for row in rows]

    def _row(self, sort: Sort, *, day: date | None = None, outside: bool = False, number: str = "") -> Row:
        day = day or (self._outside(sort) if outside else self._day(sort))
        self.days.add(day)
        recipient = self.outsiders.recipient(sort.to)
        words = {
            "patient": self.desk.chart.patient.name,
            "stay": self._stay(sort, day),
            "year": str(day.year),
            "person": self.desk.chart.patient.next_of_kin,
            "plan": self.desk.chart.patient.payer,
            "number": number or self.outsiders.number(),
        }
        return Row(
            sort,
            day,
            recipient,
            self.random.choice(sort.what).format(**words),
            self.random.choice(sort.authority).format(**words),
            self._by(sort),
            tuple(sentence.format(**words) for sentence in sort.says),
        )

    def _by(self, sort: Sort) -> str:
        """Whoever sends such things, as the roster has them."""
        able = [one.signature for one in self.roster if one.role == sort.by] if sort.by else []
        return NOBODY.get(sort.by) or self.random.choice(able[:3] or self.senders)

    def _day(self, sort: Sort, after: date | None = None) -> date:
        """A free day within the period."""
        first = max(after or date.min, self.desk.begins + timedelta(days=MARGIN))
        return self._free(sort, first, self.desk.before)

    def _outside(self, sort: Sort) -> date:
        """A free day before the period, in the lifetime of the patient."""
        last = self.desk.begins - timedelta(days=MARGIN)
        return self._free(sort, last - timedelta(days=330), last)

    def _free(self, sort: Sort, first: date, last: date) -> date:
        while True:
            day = first + timedelta(days=self.random.randrange(max(1, (last - first).days)))
            if day not in self.days and (sort.any_day or is_business_day(day)):
                return day

    def _stay(self, sort: Sort, day: date) -> str:
        """The care that it was about: the chart's own encounter, or an earlier visit."""
        encounter = self.desk.chart.encounters[0]
        if day >= (encounter.ended or encounter.began).date():
            return f"the stay from {encounter.began:%m/%d/%Y}"
        return f"the visit of {ago(0 if sort.prompt else self.random.randint(2, 20), day):%m/%d/%Y}"


def _plain(sort: Sort) -> bool:
    """A sort whose own rule is all there is to it, so that only its day decides."""
    return bool(sort.paper) and not sort.study and sort.purpose != "mistake"

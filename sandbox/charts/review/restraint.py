"""Restraint and seclusion: order, evaluation within the hour, renewals, what the record says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from sandbox.charts.model import Document, Statement
from sandbox.charts.review.entries import named
from sandbox.charts.review.rule import HOSPITAL, Flag, rule
from sandbox.charts.review.stay import Stay, labeled, moment_in, written

CODE = "RESTRAINT_DOC"
FIELDS = ("Behavior", "Alternatives tried", "Response", "Rationale")
_HOUR = timedelta(hours=1)
_STANDING = re.compile(r"\bprn\b|as needed|standing order", re.IGNORECASE)
LIMITS = ((18, 4), (9, 2), (0, 1))
"""From an age on, hours for which an order to restrain violent behavior holds (42 CFR 482.13(e)(8)(i))."""


@dataclass(frozen=True, slots=True)
class Episode:
    """One use of restraint as its record tells it."""

    record: Document
    begun: datetime
    ended: datetime | None
    violent: bool


def limit(stay: Stay, violent: bool) -> timedelta:
    """How long an order holds for this patient."""
    if not violent:
        return timedelta(hours=stay.policy.restraint_renewal_hours)
    age = stay.chart.patient.age_on(stay.began.date())
    return timedelta(hours=next(hours for years, hours in LIMITS if age >= years))


def episodes(stay: Stay) -> list[Episode]:
    """The uses of restraint whose beginning can be read."""
    found = []
    for one in stay.of("restraint_record"):
        begun, ended, behavior = labeled(one, "Begun"), labeled(one, "Ended"), labeled(one, "Behavior")
        at = moment_in(begun.text) if begun else None
        if at is not None:
            text = behavior.text.lower() if behavior else ""
            violent = "violent or self-destructive" in text and "non-violent or" not in text
            found.append(Episode(one, at, moment_in(ended.text) if ended else None, violent))
    return found


def _restrains(statement: Statement) -> bool:
    return f"{statement.label} {statement.text}".strip().lower().startswith("restraint order")


def orders(stay: Stay) -> list[Document]:
    """The orders for restraint, in order of time."""
    found = [
        one for one in stay.of("orders", "verbal_order") if any(_restrains(statement) for statement in one.statements)
    ]
    return sorted(found, key=written)


def _ordering(stay: Stay) -> tuple[str, ...]:
    given = orders(stay)
    return stay.owners(given[0]) if given else stay.attending


@rule(
    "restraint.record",
    CODE,
    "The record of restraint states behavior, alternatives tried, response and rationale, and when it began.",
    "42 CFR 482.13(e)(16)",
    settings=HOSPITAL,
)
def record(stay: Stay) -> Iterator[Flag]:
    """42 CFR 482.13(e)(16)(ii)-(v)."""
    for one in stay.of("restraint_record"):
        begun = labeled(one, "Begun")
        lacking = [word.lower() for word in FIELDS if labeled(one, word) is None]
        if begun is None or moment_in(begun.text) is None:
            lacking.insert(0, "when it began")
        if lacking:
            yield Flag(f"{named(one)} does not state {', '.join(lacking)}.", stay.owners(one), one)


@rule(
    "restraint.order",
    CODE,
    "Restraint is ordered by a practitioner, before it or at once in an emergency.",
    "42 CFR 482.13(e)(5)",
    clock="within 1 hour of its beginning",
    settings=HOSPITAL,
)
def ordered(stay: Stay) -> Iterator[Flag]:
    """42 CFR 482.13(e)(5)."""
    for one in episodes(stay):
        due = one.begun + _HOUR
        if not any(one.begun - timedelta(hours=24) <= written(order) <= due for order in orders(stay)):
            sentence = f"The patient was restrained from {one.begun:%m/%d/%Y %H:%M} without an order."
            yield Flag(sentence, stay.attending, None, "orders", due)


@rule(
    "restraint.renewal",
    CODE,
    "An order to restrain violent behavior holds 4 hours for an adult, 2 from age 9 to 17, 1 under 9; it is renewed or "
    "restraint ends. Otherwise policy sets the time.",
    "42 CFR 482.13(e)(8)",
    clock="4, 2 or 1 hours by age; policy: restraint_renewal_hours",
    settings=HOSPITAL,
)
def renewal(stay: Stay) -> Iterator[Flag]:
    """42 CFR 482.13(e)(8)(i) and (iii)."""
    for one in episodes(stay):
        until = one.ended or stay.now
        held = limit(stay, one.violent)
        given = [written(order) for order in orders(stay) if written(order) <= until]
        first = [moment for moment in given if moment <= one.begun + _HOUR]
        if not first:
            continue
        expires = max(first[-1], one.begun) + held
        for moment in given:
            if first[-1] < moment <= expires:
                expires = moment + held
        if until > expires:
            sentence = f"The order for restraint expired on {expires:%m/%d/%Y %H:%M} and restraint went on."
            yield Flag(sentence, _ordering(stay), one.record, due=expires, done=until)


@rule(
    "restraint.evaluation",
    CODE,
    "A patient who is restrained for violent behavior is seen face to face within an hour.",
    "42 CFR 482.13(e)(12)",
    clock="1 hour after it began",
    settings=HOSPITAL,
)
def evaluation(stay: Stay) -> Iterator[Flag]:
    """42 CFR 482.13(e)(12)."""
    done = sorted(stay.of("restraint_evaluation"), key=written)
    for one in episodes(stay):
        due = one.begun + _HOUR
        if not one.violent or any(one.begun <= written(each) <= due for each in done):
            continue
        late = next((each for each in done if written(each) > due), None)
        if late is not None:
            sentence = f"{named(late)} came later than one hour after restraint began."
            yield Flag(sentence, stay.owners(late), late, due=due, done=written(late))
        else:
            sentence = "The patient was restrained for violent behavior and not evaluated face to face."
            yield Flag(sentence, _ordering(stay), None, "restraint_evaluation", due)


@rule(
    "restraint.standing",
    CODE,
    "Restraint is never ordered as a standing order or as needed.",
    "42 CFR 482.13(e)(6)",
    settings=HOSPITAL,
)
def standing(stay: Stay) -> Iterator[Flag]:
    """42 CFR 482.13(e)(6)."""
    for one in orders(stay):
        if any(_restrains(statement) and _STANDING.search(statement.text) for statement in one.statements):
            yield Flag(f"{named(one)} orders restraint as needed.", stay.owners(one), one)

"""The history and physical: there, in time, not too old, brought up to date."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from sandbox.charts.model import Document, Setting
from sandbox.charts.review.rule import SURGICAL, Flag, rule
from sandbox.charts.review.stay import Stay, received, written
from sandbox.charts.review.surgery import first_operation

_TYPE, _UPDATE = "history_and_physical", "hp_update"
_DAY, _DAYS = timedelta(hours=24), 30
_CITE = "42 CFR 482.24(c)(4)(i)(A); 482.22(c)(5)(i)"
_CITE_UPDATE = "42 CFR 482.24(c)(4)(i)(B); 482.22(c)(5)(ii)"
_CLOCK = "at most 30 days before and at most 24 hours after admission, and before surgery"


def _required(stay: Stay) -> bool:
    """Inpatients, and outpatients who are operated on in a hospital; a surgery center follows its own policy."""
    if stay.setting is Setting.AMBULATORY_SURGERY:
        return first_operation(stay) is not None and not stay.policy.surgery_center
    return True


def _due(stay: Stay) -> datetime:
    first = first_operation(stay)
    limit = stay.began + _DAY
    return min(limit, first) if first is not None and first >= stay.began else limit


def _too_old(stay: Stay, one: Document) -> bool:
    return (stay.began.date() - written(one).date()).days > _DAYS


def _late(stay: Stay, one: Document) -> bool:
    first = first_operation(stay)
    return received(one) > stay.began + _DAY or (first is not None and written(one) > first)


def _judged(stay: Stay) -> tuple[Document, str] | None:
    """The history that serves best, with what is wrong with it (``""``, ``late`` or ``old``); None of none."""
    verdicts = [(one, "old" if _too_old(stay, one) else "late" if _late(stay, one) else "") for one in stay.of(_TYPE)]
    return min(verdicts, key=lambda each: (each[1] != "", written(each[0]))) if verdicts else None


@rule("history.there", "MISSING_HP", "There is a history and physical.", _CITE, clock=_CLOCK, settings=SURGICAL)
def there(stay: Stay) -> Iterator[Flag]:
    """42 CFR 482.24(c)(4)(i)(A)."""
    due = _due(stay)
    if _required(stay) and not stay.of(_TYPE) and stay.due(due):
        yield Flag("There is no history and physical on the chart.", stay.attending, None, _TYPE, due)


@rule(
    "history.in_time",
    "HP_LATE",
    "The history and physical is on the chart within 24 hours after admission and before surgery.",
    _CITE,
    clock=_CLOCK,
    settings=SURGICAL,
)
def in_time(stay: Stay) -> Iterator[Flag]:
    """42 CFR 482.24(c)(4)(i)(A): completed and documented within 24 hours after admission, but prior to surgery."""
    judged = _judged(stay) if _required(stay) else None
    if judged is not None and judged[1] == "late":
        one, due, done = judged[0], _due(stay), received(judged[0])
        hours = int((done - stay.began) / timedelta(hours=1))
        after = f"{hours} hours after admission" if done > stay.began + _DAY else "after the operation had begun"
        yield Flag(f"The history and physical was written {after}.", stay.owners(one), one, due=due, done=done)


@rule(
    "history.recent",
    "HP_TOO_OLD",
    "A history and physical done before admission is at most 30 days old.",
    _CITE,
    clock=_CLOCK,
    settings=SURGICAL,
)
def recent(stay: Stay) -> Iterator[Flag]:
    """42 CFR 482.24(c)(4)(i)(A)."""
    judged = _judged(stay) if _required(stay) else None
    if judged is not None and judged[1] == "old":
        days = (stay.began.date() - written(judged[0]).date()).days
        sentence = f"The history and physical is dated {days} days before admission; the limit is {_DAYS} days."
        yield Flag(sentence, stay.owners(judged[0]), judged[0])


def _earlier(stay: Stay) -> Document | None:
    """The usable history from before admission that needs an update."""
    judged = _judged(stay) if _required(stay) else None
    return judged[0] if judged is not None and written(judged[0]) < stay.began else None


@rule(
    "history.updated",
    "HP_NO_UPDATE",
    "A history and physical from before admission has an update.",
    _CITE_UPDATE,
    clock="within 24 hours after admission and before surgery",
    settings=SURGICAL,
)
def updated(stay: Stay) -> Iterator[Flag]:
    """42 CFR 482.24(c)(4)(i)(B)."""
    one, due = _earlier(stay), _due(stay)
    if one is not None and not stay.of(_UPDATE) and stay.due(due):
        sentence = "The history and physical was done before admission and has no update after admission."
        yield Flag(sentence, stay.owners(one), None, _UPDATE, due)


@rule(
    "history.updated_in_time",
    "HP_UPDATE_LATE",
    "The update is written within 24 hours after admission and before surgery.",
    _CITE_UPDATE,
    clock="within 24 hours after admission and before surgery",
    settings=SURGICAL,
)
def updated_in_time(stay: Stay) -> Iterator[Flag]:
    """42 CFR 482.24(c)(4)(i)(B)."""
    if _earlier(stay) is None:
        return
    updates = stay.of(_UPDATE)
    if updates and all(_late(stay, one) for one in updates):
        one = min(updates, key=written)
        sentence = "The update of the history and physical was written too late."
        yield Flag(sentence, stay.owners(one), one, due=_due(stay), done=received(one))

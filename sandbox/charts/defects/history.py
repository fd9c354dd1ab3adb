"""Flaws of the history and physical."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from sandbox.charts.defects.moving import by_day, moved, redated, shifted
from sandbox.charts.defects.planting import Flaw, Planting
from sandbox.charts.defects.registry import defect
from sandbox.charts.model import Document, Setting
from sandbox.charts.review.stay import written
from sandbox.charts.review.surgery import first_operation

_TYPE = "history_and_physical"


def _required(planting: Planting) -> list[Document]:
    """The history and physical, where a rule demands one: hospital inpatients and surgery."""
    surgery = planting.of("operative_report", "procedure_report")
    if planting.encounter.setting is not Setting.INPATIENT and not (
        planting.encounter.setting is Setting.AMBULATORY_SURGERY and surgery
    ):
        return []
    return planting.of(_TYPE)


@defect(
    "MISSING_HP",
    "History and physical missing",
    "42 CFR 482.24(c)(4)(i)(A)",
    "A history and physical must be on the chart within 24 hours after admission and before surgery.",
    group="history",
)
def missing(planting: Planting) -> Flaw | None:
    """Take the history and physical out."""
    found = planting.pick([one for one in planting.removable(_TYPE) if one in _required(planting)])
    if found is None or planting.of("hp_update"):  # an update that updates nothing would be a second flaw
        return None
    planting.remove(found)
    return Flaw(_TYPE, planting.practitioner(found), "There is no history and physical on the chart.")


@defect(
    "HP_LATE",
    "History and physical late",
    "42 CFR 482.24(c)(4)(i)(A)",
    "The history and physical must be done within 24 hours after admission and before surgery.",
    group="history",
)
def late(planting: Planting) -> Flaw | None:
    """Write it more than 24 hours after admission."""
    stay = planting.encounter
    found = planting.pick([one for one in planting.free(_TYPE) if one in _required(planting)])
    if stay.setting is not Setting.INPATIENT or found is None or written(found) < stay.began or stay.ended is None:
        return None
    delay = by_day(stay.began, planting.between(26, 34))
    moved = shifted(found, stay.began + delay - written(found))
    if moved.filed_at > stay.ended - timedelta(hours=3):
        return None
    planting.replace(moved)
    return Flaw(
        _TYPE,
        planting.practitioner(found),
        f"The history and physical was written {int(delay.total_seconds() // 3600)} hours after admission; "
        "the limit is 24 hours.",
        found.id,
    )


@defect(
    "HP_TOO_OLD",
    "History and physical older than 30 days",
    "42 CFR 482.24(c)(4)(i)(A)",
    "A history and physical done before admission may be at most 30 days old.",
    group="history",
)
def too_old(planting: Planting) -> Flaw | None:
    """Put the visit of an earlier history and physical, with its tests, more than 30 days before admission."""
    stay = planting.encounter
    earlier = [one for one in planting.free(_TYPE) if one in _required(planting) and written(one) < stay.began]
    found = planting.pick(earlier)
    if found is None:
        return None
    days = planting.between(33, 58)
    back = timedelta(days=days - (stay.began.date() - written(found).date()).days)
    visit = written(found).date()
    for one in planting.documents:
        quoted = redated(one, visit, visit - back)
        if written(one).date() == visit and written(one) < stay.began:
            quoted = replace(shifted(quoted, -back), filed_at=one.filed_at)
        if quoted != one:
            planting.replace(quoted)
    return Flaw(
        _TYPE,
        planting.practitioner(found),
        f"The history and physical is dated {days} days before admission; the limit is 30 days.",
        found.id,
    )


@defect(
    "HP_NO_UPDATE",
    "Update of the history and physical missing",
    "42 CFR 482.24(c)(4)(i)(B)",
    "A history and physical from before admission needs an update after admission and before surgery.",
    group="history",
)
def no_update(planting: Planting) -> Flaw | None:
    """Take the interval update out."""
    stay = planting.encounter
    found = planting.pick(planting.removable("hp_update"))
    earlier = [one for one in planting.free(_TYPE) if written(one) < stay.began]
    if found is None or not earlier:
        return None
    planting.remove(found)
    planting.lean_on(earlier)
    return Flaw(
        "hp_update",
        planting.practitioner(found),
        "The history and physical was done before admission and has no update after admission.",
        accepted_documents=tuple(one.id for one in earlier),
    )


@defect(
    "HP_UPDATE_LATE",
    "Update of the history and physical late",
    "42 CFR 482.24(c)(4)(i)(B)",
    "The update is written within 24 hours after admission and before surgery.",
    group="history",
)
def late_update(planting: Planting) -> Flaw | None:
    """Write the interval update after the operation."""
    found = planting.pick(planting.free("hp_update"))
    operation = first_operation(planting.stay())
    if found is None or operation is None:
        return None
    late = operation + timedelta(minutes=planting.between(100, 300))
    if planting.encounter.ended is not None and late > planting.encounter.ended - timedelta(minutes=30):
        return None
    planting.replace(moved(found, late))
    return Flaw(
        found.type,
        planting.practitioner(found),
        "The update of the history and physical was written after the operation had begun.",
        found.id,
    )

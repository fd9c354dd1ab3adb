"""Flaws after discharge: a late summary, a record completed late; what is missing when a patient went or died."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, time, timedelta

from sandbox.charts.defects.moving import moved
from sandbox.charts.defects.planting import Flaw, Planting, named, signature, with_signature
from sandbox.charts.defects.registry import defect
from sandbox.charts.model import SignatureRole
from sandbox.charts.review.clocks import days_after
from sandbox.charts.review.discharge import summary_due

_NOTES = ("progress_note", "nursing_note", "therapy_note", "case_management", "social_work_note", "home_visit")


def after(planting: Planting, due: datetime, least: int, most: int) -> datetime:
    """A time of an office day, so many days after a limit."""
    day = due.date() + timedelta(days=planting.between(least, most))
    return datetime.combine(day, time(planting.between(9, 16), planting.between(0, 59)))


@defect(
    "DS_LATE",
    "Discharge summary late",
    "42 CFR 482.24(c)(4)(vii)-(viii)",
    "The discharge summary is on the chart within the facility's limit.",
    group="summary",
)
def late_summary(planting: Planting) -> Flaw | None:
    """Write the summary after its limit."""
    found = planting.pick(planting.free("discharge_summary"))
    due = summary_due(planting.stay())
    if found is None or due is None or len(planting.of("discharge_summary")) > 1:
        return None
    late = after(planting, due, 2, 12)
    planting.replace(moved(found, late))
    what = f"The discharge summary was written on {late:%m/%d/%Y}; it was due on {due:%m/%d/%Y}."
    return Flaw(found.type, planting.practitioner(found), what, found.id)


@defect(
    "COMPLETED_LATE",
    "Entry signed after the record had to be complete",
    "42 CFR 482.24(c)(4)(viii)",
    "The record is complete, with every signature, within 30 days after discharge or sooner if policy says so.",
)
def completed_late(planting: Planting) -> Flaw | None:
    """Put the last signature of a note after the limit."""
    found = planting.pick(planting.free(*_NOTES))
    ended = planting.encounter.ended
    line = found and (signature(found, SignatureRole.COSIGNER) or signature(found, SignatureRole.AUTHOR))
    if found is None or not line or ended is None:
        return None
    late = after(planting, days_after(ended, planting.chart.facility.policy.complete_record_days), 1, 14)
    planting.replace(with_signature(found, replace(line, signed_at=late)))
    what = f"{named(found)} was signed on {late:%m/%d/%Y}, after the record had to be complete."
    return Flaw(found.type, line.staff_id, what, found.id)

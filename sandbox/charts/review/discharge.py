"""Discharge: summary, final diagnosis, completion of the record, death."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from sandbox.charts.model import Setting
from sandbox.charts.review.clocks import business_days_after, days_after, end_of
from sandbox.charts.review.corrections import CORRECTIONS
from sandbox.charts.review.entries import named
from sandbox.charts.review.rule import Flag, rule
from sandbox.charts.review.stay import TRANSFERRED, Stay, received, written

_SUMMARY = "discharge_summary"
_STAYS = (Setting.INPATIENT, Setting.NURSING_FACILITY, Setting.HOME_HEALTH, Setting.HOSPICE)
_LAWS = {
    Setting.NURSING_FACILITY: "42 CFR 483.21(c)(2)",
    Setting.HOME_HEALTH: "42 CFR 484.110(a)(6)",
    Setting.HOSPICE: "42 CFR 418.104(e)",
}
_CLOCK = (
    "policy: discharge_summary_days; home health: 5 business days after discharge, 2 after transfer (484.110(a)(6))"
)


def summary_due(stay: Stay) -> datetime | None:
    """When the summary is due; None where none is."""
    ended = stay.ended
    if ended is None or stay.setting not in _STAYS:
        return None
    if stay.setting is Setting.HOME_HEALTH:
        days = 2 if stay.encounter.disposition in TRANSFERRED else 5
        return end_of(business_days_after(ended.date(), days))
    if stay.setting is Setting.INPATIENT or not stay.left:
        return days_after(ended, stay.policy.discharge_summary_days)
    return None


def short(stay: Stay) -> bool:
    """Whether a final progress note may stand for the summary: short stay, uncomplicated delivery, normal newborn."""
    if stay.setting is not Setting.INPATIENT or stay.ended is None or stay.died:
        return False
    brief = stay.ended - stay.began < timedelta(hours=stay.policy.short_stay_hours)
    return brief or bool(stay.of("delivery_note", "newborn_record"))


def _closing_note(stay: Stay) -> bool:
    """Whether a note of the last day tells how the stay ended."""
    return any(
        stay.ended is not None and stay.ended - written(one) <= timedelta(hours=24) for one in stay.of("progress_note")
    )


@rule(
    "discharge.summary",
    "MISSING_DS",
    "A stay has a summary of outcome, disposition and follow-up; after a short stay, a normal birth or delivery a "
    "final progress note may stand for it.",
    "42 CFR 482.24(c)(4)(vii)",
    clock=_CLOCK,
    settings=_STAYS,
    laws=_LAWS,
)
def summary(stay: Stay) -> Iterator[Flag]:
    """42 CFR 482.24(c)(4)(vii)."""
    due = summary_due(stay)
    if due is None or stay.of(_SUMMARY):
        return
    if short(stay):
        if not _closing_note(stay):
            sentence = "There is neither a discharge summary nor a final progress note."
            yield Flag(sentence, stay.attending, None, _SUMMARY, due)
        return
    yield Flag("The patient was discharged and there is no discharge summary.", stay.attending, None, _SUMMARY, due)


@rule(
    "discharge.summary_in_time",
    "DS_LATE",
    "The discharge summary is on the chart in time.",
    "42 CFR 482.24(c)(4)(vii)-(viii)",
    clock=_CLOCK,
    settings=_STAYS,
    laws=_LAWS,
)
def summary_in_time(stay: Stay) -> Iterator[Flag]:
    """42 CFR 482.24(c)(4)(viii): the record is complete within 30 days after discharge; policy may ask for less."""
    due = summary_due(stay)
    summaries = stay.of(_SUMMARY)
    if due is None or not summaries or any(received(one) <= due for one in summaries):
        return
    one = min(summaries, key=received)
    sentence = f"The discharge summary reached the chart on {received(one):%m/%d/%Y}; it was due on {due:%m/%d/%Y}."
    yield Flag(sentence, stay.owners(one), one, due=due, done=received(one))


@rule(
    "discharge.final_diagnosis",
    "MISSING_FINAL_DX",
    "The final diagnosis is on the chart.",
    "42 CFR 482.24(c)(4)(viii)",
    clock="30 days after discharge",
    settings=(Setting.INPATIENT, Setting.NURSING_FACILITY),
    laws={Setting.NURSING_FACILITY: "42 CFR 483.21(c)(2)(i)"},
)
def final_diagnosis(stay: Stay) -> Iterator[Flag]:
    """42 CFR 482.24(c)(4)(viii)."""
    summaries = stay.of(_SUMMARY)
    stated = any(
        "diagnos" in section.heading.lower() or any("diagnos" in one.label.lower() for one in section.statements)
        for document in summaries
        for section in document.sections
        if section.rows
    )
    if summaries and not stated:
        one = summaries[-1]
        due = days_after(stay.ended, stay.policy.complete_record_days) if stay.ended else None
        yield Flag("The discharge summary does not state the final diagnoses.", stay.owners(one), one, due=due)


@rule(
    "discharge.complete",
    "COMPLETED_LATE",
    "The record is complete, with every signature, within 30 days after discharge.",
    "42 CFR 482.24(c)(4)(viii)",
    clock="policy: complete_record_days after discharge",
    settings=(*_STAYS, Setting.EMERGENCY, Setting.AMBULATORY_SURGERY),
    laws={**_LAWS, Setting.NURSING_FACILITY: "42 CFR 483.70(h); facility policy"},
)
def complete(stay: Stay) -> Iterator[Flag]:
    """42 CFR 482.24(c)(4)(viii). Clocks of their own run on the summary, operative reports and verbal orders."""
    if stay.ended is None:
        return
    due = days_after(stay.ended, stay.policy.complete_record_days)
    for one in stay.documents:
        if one.type in (_SUMMARY, "operative_report", "verbal_order", *CORRECTIONS) or one.author_id not in stay.staff:
            continue
        last = max((line.signed_at for line in one.signatures if line.signed_at), default=None)
        if last is not None and last > due and received(one) <= due:
            whose = tuple(line.staff_id for line in one.signatures if line.signed_at == last)
            sentence = f"{named(one)} was signed on {last:%m/%d/%Y}, after the record had to be complete."
            yield Flag(sentence, whose, one, due=due, done=last)


@rule(
    "discharge.death",
    "MISSING_DEATH_NOTE",
    "A death is pronounced in the record.",
    "42 CFR 482.24(c)(4)(vii); facility policy",
    settings=(*_STAYS, Setting.EMERGENCY),
    laws={Setting.HOSPICE: "42 CFR 418.104(a); facility policy"},
)
def death(stay: Stay) -> Iterator[Flag]:
    """42 CFR 482.24(c)(4)(vii): outcome of the hospitalization."""
    if stay.died and not stay.of("death_note"):
        yield Flag(
            "The patient died, and there is no note of the death.", stay.attending, None, "death_note", stay.ended
        )

"""Outpatient surgery: assessment on admission, discharge order, instructions to the patient."""

from __future__ import annotations

from collections.abc import Iterator

from sandbox.charts.model import Setting
from sandbox.charts.review.rule import Flag, rule
from sandbox.charts.review.stay import Stay, says, written
from sandbox.charts.review.surgery import first_operation

_OUTPATIENT = (Setting.AMBULATORY_SURGERY,)
_ASSESSMENTS = ("history_and_physical", "hp_update", "anesthesia_pre")


@rule(
    "ambulatory.assessment",
    "MISSING_HP",
    "In a surgery center a physician assesses the patient on admission, before surgery.",
    "42 CFR 416.52(a)",
    clock="on admission, before surgery",
    settings=_OUTPATIENT,
)
def assessment(stay: Stay) -> Iterator[Flag]:
    """42 CFR 416.52(a). Which patients need a history and physical is policy of the center since 2019."""
    first = first_operation(stay)
    if not stay.policy.surgery_center or first is None:
        return
    if not any(stay.began <= written(one) <= first for one in stay.of(*_ASSESSMENTS)):
        sentence = "Nobody assessed the patient on admission, before surgery."
        yield Flag(sentence, stay.attending, None, "history_and_physical", first)


@rule(
    "ambulatory.allergies",
    "MISSING_ALLERGIES",
    "The record of outpatient surgery names allergies and abnormal drug reactions, or that there are none.",
    "42 CFR 482.24(c)(1)",
    settings=_OUTPATIENT,
    center="42 CFR 416.47(b)(5)",
)
def allergies(stay: Stay) -> Iterator[Flag]:
    """42 CFR 416.47(b)(5)."""
    if stay.of("operative_report", "anesthesia_record") and not any(
        True for one in stay.documents for _ in says(one, "allerg")
    ):
        yield Flag("No page names the patient's allergies.", stay.attending, None, "nursing_assessment")


@rule(
    "ambulatory.instructions",
    "MISSING_INSTRUCTIONS",
    "The patient goes home with written instructions.",
    "42 CFR 482.43(a)",
    clock="at discharge",
    settings=_OUTPATIENT,
    center="42 CFR 416.52(c)(1)",
)
def instructions(stay: Stay) -> Iterator[Flag]:
    """42 CFR 416.52(c)(1)."""
    if stay.ended is not None and not stay.left and not stay.of("discharge_instructions"):
        sentence = "The patient went home, and there are no discharge instructions on the chart."
        yield Flag(sentence, stay.attending, None, "discharge_instructions", stay.ended)


@rule(
    "ambulatory.discharge_order",
    "MISSING_DISCHARGE_ORDER",
    "The practitioner who operated orders the discharge.",
    "42 CFR 482.24(c)(2)",
    clock="at discharge",
    settings=_OUTPATIENT,
    center="42 CFR 416.52(c)(2)",
)
def discharge_order(stay: Stay) -> Iterator[Flag]:
    """42 CFR 416.52(c)(2)."""
    if stay.ended is None or stay.left:
        return
    ordered = any(
        "discharge" in one.title.lower() or any(True for _ in says(one, "discharge"))
        for one in stay.of("orders", "verbal_order")
    )
    if not ordered:
        yield Flag("No order discharges the patient.", stay.attending, None, "orders", stay.ended)

"""Worked cases of restraint, 42 CFR 482.13(e)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from sandbox.charts.model import Document, Patient
from tests.charts.review.hand import at, chart, codes, page
from tests.factories.charts import PATIENT

BEGUN = at(hours=5)
VIOLENT = "Behavior: violent or self-destructive, struck a nurse"
ADULT, TEEN, CHILD = PATIENT, replace(PATIENT, born=date(2012, 1, 1)), replace(PATIENT, born=date(2019, 1, 1))


def record(ended: datetime, behavior: str = VIOLENT, *left_out: str) -> Document:
    lines = [
        behavior, f"Begun: {BEGUN:%m/%d/%Y %H:%M}", f"Ended: {ended:%m/%d/%Y %H:%M}",
        "Alternatives tried: quiet room", "Response: calmer", "Rationale: danger to others",
    ]  # fmt: skip
    return page("restraint_record", ended, *(line for line in lines if not line.startswith(left_out or ("\0",))))


def order(when: datetime, text: str = "Restraint order: wrists, up to 4 hours.") -> Document:
    return page("orders", when, f"Seen. {text}" if not text.startswith("Restraint") else text)


def seen(minutes: int) -> Document:
    return page("restraint_evaluation", BEGUN + timedelta(minutes=minutes))


def held(patient: Patient, hours: float, *renewals: float) -> list[str]:
    """What a review finds of violent behavior restrained for some hours, with renewals so many hours on."""
    pages = [order(BEGUN), seen(30), *(order(BEGUN + timedelta(hours=one)) for one in renewals)]
    return codes(
        chart(*pages, record(BEGUN + timedelta(hours=hours)), patient=patient, ended=at(days=4)), "RESTRAINT_DOC"
    )


@pytest.mark.parametrize(
    ("patient", "hours", "renewals", "kept"),
    [
        (ADULT, 4, (), True),
        (ADULT, 4.1, (), False),
        (ADULT, 8, (4,), True),
        (ADULT, 8, (4.1,), False),
        (TEEN, 2, (), True),
        (TEEN, 2.1, (), False),
        (TEEN, 4, (1.9,), False),  # the renewal itself holds for two hours
        (TEEN, 3.9, (1.9,), True),
        (CHILD, 1, (), True),
        (CHILD, 1.1, (), False),
        (CHILD, 2, (1,), True),
    ],
)  # fmt: skip
def test_orders_hold_by_age(patient: Patient, hours: float, renewals: tuple[float, ...], kept: bool) -> None:
    assert bool(held(patient, hours, *renewals)) is not kept


@pytest.mark.parametrize(("minutes", "found"), [(60, []), (61, ["RESTRAINT_DOC d02"])])
def test_the_patient_is_seen_within_the_hour(minutes: int, found: list[str]) -> None:
    pages = [order(BEGUN), seen(minutes), record(BEGUN + timedelta(hours=2))]
    assert codes(chart(*pages, ended=at(days=4)), "RESTRAINT_DOC") == found


def test_what_must_be_there() -> None:
    end = BEGUN + timedelta(hours=2)
    missing = [order(BEGUN), record(end)]
    assert codes(chart(*missing, ended=at(days=4)), "RESTRAINT_DOC") == ["RESTRAINT_DOC restraint_evaluation"]
    gentle = [order(BEGUN), record(end, "Behavior: non-violent, pulls at lines")]
    assert codes(chart(*gentle, ended=at(days=4)), "RESTRAINT_DOC") == []
    unordered = [record(end, "Behavior: non-violent, pulls at lines")]
    assert codes(chart(*unordered, ended=at(days=4)), "RESTRAINT_DOC") == ["RESTRAINT_DOC orders"]
    bare = [order(BEGUN), seen(10), record(end, VIOLENT, "Alternatives")]
    assert codes(chart(*bare, ended=at(days=4)), "RESTRAINT_DOC") == ["RESTRAINT_DOC d03"]
    needed = [order(BEGUN, "Restraint order: wrists as needed."), seen(10), record(end)]
    assert codes(chart(*needed, ended=at(days=4)), "RESTRAINT_DOC") == ["RESTRAINT_DOC d01"]


def test_policy_renews_what_is_not_for_violence() -> None:
    pages = [order(BEGUN), record(BEGUN + timedelta(hours=30), "Behavior: non-violent, pulls at lines")]
    assert codes(chart(*pages, ended=at(days=4)), "RESTRAINT_DOC") == ["RESTRAINT_DOC d02"]
    assert codes(chart(*pages, ended=at(days=4), restraint_renewal_hours=48), "RESTRAINT_DOC") == []

"""Worked cases of nursing facilities, home health and hospice: 42 CFR 483, 484, 424.22, 418."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from sandbox.charts.model import Document, Setting, Signature, SignatureRole
from sandbox.charts.review.clocks import business_days_after, holidays
from tests.charts.review.hand import BEGAN, at, chart, codes, page

END_OF_DAY = timedelta(hours=13, minutes=59)  # BEGAN is at 10:00


def in_days(days: int, past_midnight: int = 0) -> datetime:
    """The last minute of a day after admission, or some minutes into the next."""
    return BEGAN + timedelta(days=days) + END_OF_DAY + timedelta(minutes=past_midnight)


@pytest.mark.parametrize(
    ("day", "count", "due"),
    [
        (date(2026, 3, 6), 1, date(2026, 3, 9)),  # Friday to Monday
        (date(2026, 3, 7), 1, date(2026, 3, 9)),  # Saturday to Monday
        (date(2026, 3, 2), 5, date(2026, 3, 9)),
        (date(2026, 7, 1), 2, date(2026, 7, 6)),  # July 4 is a Saturday, observed on Friday
        (date(2026, 11, 25), 1, date(2026, 11, 27)),  # Thanksgiving
        (date(2027, 12, 30), 1, date(2028, 1, 3)),  # New Year's Day 2028 is a Saturday, observed on December 31
    ],
)  # fmt: skip
def test_business_days(day: date, count: int, due: date) -> None:
    assert business_days_after(day, count) == due


def test_holidays_of_a_year() -> None:
    assert sorted(holidays(2026))[:4] == [date(2026, 1, 1), date(2026, 1, 19), date(2026, 2, 16), date(2026, 5, 25)]
    assert len(holidays(2026)) == 11


HOME = ("MISSING_BASELINE_PLAN", "BASELINE_PLAN_LATE", "MISSING_MDS", "MDS_LATE", "MISSING_CARE_PLAN", "CARE_PLAN_LATE",
        "PHYSICIAN_VISIT_LATE")  # fmt: skip


def resident(*dropped: str, days: int = 30, **moved: datetime) -> list[str]:
    """What a review finds of a resident whose pages are all timely but those moved or dropped."""
    times = {
        "baseline_care_plan": at(hours=40),
        "mds": at(days=8),
        "care_plan": at(days=14),
        "physician_visit": at(days=2),
    }
    pages = [page(kind, when) for kind, when in (times | moved).items() if kind not in dropped]
    return codes(chart(*pages, setting=Setting.NURSING_FACILITY, ended=at(days=days)), *HOME)


@pytest.mark.parametrize(
    ("moved", "found"),
    [
        ({}, []),
        ({"baseline_care_plan": at(hours=48)}, []),
        ({"baseline_care_plan": at(hours=48, minutes=1)}, ["BASELINE_PLAN_LATE d01"]),
        ({"mds": in_days(14), "care_plan": at(days=20)}, []),
        ({"mds": in_days(14, 1), "care_plan": at(days=20)}, ["MDS_LATE d02"]),
        ({"care_plan": in_days(15)}, []),
        ({"care_plan": in_days(15, 1)}, ["CARE_PLAN_LATE d03"]),
    ],
)  # fmt: skip
def test_nursing_facility(moved: dict[str, datetime], found: list[str]) -> None:
    assert resident(**moved) == found


@pytest.mark.parametrize(
    ("dropped", "days", "found"),
    [
        ("baseline_care_plan", 30, ["MISSING_BASELINE_PLAN baseline_care_plan"]),
        ("baseline_care_plan", 1, []),
        ("mds", 30, ["MISSING_MDS mds"]),
        ("mds", 13, []),  # gone before it was due
        ("care_plan", 30, ["MISSING_CARE_PLAN care_plan"]),
        ("physician_visit", 40, []),  # ten days of grace
        ("physician_visit", 41, ["PHYSICIAN_VISIT_LATE physician_visit"]),
        ("", 42, []),
        ("", 43, ["PHYSICIAN_VISIT_LATE physician_visit"]),
    ],
)  # fmt: skip
def test_nursing_facility_without_a_page(dropped: str, days: int, found: list[str]) -> None:
    assert resident(dropped, days=days) == found


def test_visits_are_every_sixty_days_after_ninety() -> None:
    pages = [page("physician_visit", at(days=days)) for days in (1, 31, 61, 91, 151, 211)]
    pages += [page("baseline_care_plan", at(days=1)), *(page("mds", at(days=days)) for days in (5, 90, 180))]
    made = chart(*pages, page("care_plan", at(days=9)), setting=Setting.NURSING_FACILITY, ended=at(days=240))
    assert codes(made, *HOME) == []


def test_a_quarterly_assessment_is_due_in_three_months() -> None:
    pages = [page("mds", at(days=days)) for days in (5, 98)]
    made = chart(*pages, setting=Setting.NURSING_FACILITY, ended=at(days=100))
    assert codes(made, "MDS_LATE") == ["MDS_LATE d02"]


CERTIFY = Signature(SignatureRole.ORDERING, "doctor", at(days=3))
HOME_HEALTH = ("HOME_VISIT_LATE", "MISSING_OASIS", "OASIS_LATE", "MISSING_CERTIFICATION", "CERTIFICATION_UNSIGNED",
               "FACE_TO_FACE_MISSING", "FACE_TO_FACE_LATE", "DS_LATE", "MISSING_DS")  # fmt: skip


def visited(*dropped: str, disposition: str = "01", days: int = 31, **moved: Document) -> list[str]:
    pages = {
        "home_health_referral": page("home_health_referral", at(hours=-24)),
        "face_to_face": page("face_to_face", at(days=-10)),
        "home_visit": page("home_visit", BEGAN, by="nurse"),
        "oasis": page("oasis", at(days=2), by="nurse"),
        "home_health_certification": page("home_health_certification", at(days=2), by="nurse", more=(CERTIFY,)),
        "discharge_summary": page("discharge_summary", at(days=days)),
    } | moved
    kept = [one for kind, one in pages.items() if kind not in dropped]
    made = chart(*kept, setting=Setting.HOME_HEALTH, ended=at(days=days), disposition=disposition)
    return codes(made, *HOME_HEALTH)


@pytest.mark.parametrize(
    ("moved", "found"),
    [
        ({}, []),
        ({"home_health_referral": page("home_health_referral", at(hours=-48))}, []),
        ({"home_health_referral": page("home_health_referral", at(hours=-48, minutes=-1))}, ["HOME_VISIT_LATE d03"]),
        ({"home_health_referral": page("home_health_referral", at(hours=-90), "Return home: 02/28/2026 12:00")}, []),
        ({"home_health_referral": page("home_health_referral", at(hours=-90), "Ordered start: 03/02/2026")}, []),
        ({"oasis": page("oasis", in_days(5))}, []),
        ({"oasis": page("oasis", in_days(5, 1))}, ["OASIS_LATE d04"]),
        ({"face_to_face": page("face_to_face", at(days=-90))}, []),
        ({"face_to_face": page("face_to_face", at(days=-91))}, ["FACE_TO_FACE_LATE d02"]),
        ({"face_to_face": page("face_to_face", at(days=30))}, []),
        ({"face_to_face": page("face_to_face", at(days=31))}, ["FACE_TO_FACE_LATE d02"]),
        ({"face_to_face": page("face_to_face", at(days=31), "Encounter date: 02/20/2026")}, []),
        ({"home_health_certification": page("home_health_certification", at(days=2), by="nurse")},
         ["CERTIFICATION_UNSIGNED d05"]),
        ({"home_health_certification": page("home_health_certification", at(days=2), signed=None)},
         ["CERTIFICATION_UNSIGNED d05"]),
        # discharged on Thursday 04/02/2026: five business days end on 04/09
        ({"discharge_summary": page("discharge_summary", datetime(2026, 4, 9, 23, 59))}, []),
        ({"discharge_summary": page("discharge_summary", datetime(2026, 4, 10, 0, 1))}, ["DS_LATE d06"]),
    ],
)  # fmt: skip
def test_home_health(moved: dict[str, Document], found: list[str]) -> None:
    assert visited(**moved) == found


@pytest.mark.parametrize(
    ("dropped", "found"),
    [
        ("oasis", ["MISSING_OASIS oasis"]),
        ("face_to_face", ["FACE_TO_FACE_MISSING face_to_face"]),
        ("home_health_certification", ["MISSING_CERTIFICATION home_health_certification"]),
        ("discharge_summary", ["MISSING_DS discharge_summary"]),
    ],
)  # fmt: skip
def test_home_health_without_a_page(dropped: str, found: list[str]) -> None:
    assert visited(dropped) == found


def test_after_a_transfer_the_summary_is_due_in_two_business_days() -> None:
    late = page("discharge_summary", datetime(2026, 4, 7, 0, 1))
    assert visited(discharge_summary=late) == []
    assert visited(discharge_summary=late, disposition="02") == ["DS_LATE d06"]


def test_recertification_is_assessed_in_the_last_five_days_of_sixty() -> None:
    for day, found in ((54, ["OASIS_LATE oasis"]), (55, []), (59, []), (60, ["OASIS_LATE oasis"])):
        again = page("therapy_note", at(days=day), type="oasis")
        assert visited(again=again, days=70) == found, day


HOSPICE = ("MISSING_ELECTION", "MISSING_CERTIFICATION", "CERTIFICATION_LATE", "CERTIFICATION_UNSIGNED",
           "MISSING_HOSPICE_ASSESSMENT", "HOSPICE_ASSESSMENT_LATE", "HOSPICE_PLAN_LATE", "MISSING_BEREAVEMENT",
           "MISSING_DEATH_NOTE", "MISSING_DS")  # fmt: skip


def dying(*dropped: str, days: int = 20, disposition: str = "40", **moved: Document) -> list[str]:
    pages = {
        "election": page("hospice_election", BEGAN),
        "certification": page("hospice_certification", at(days=1)),
        "initial": page("hospice_assessment", at(hours=9), title="Initial Assessment", by="nurse"),
        "comprehensive": page("hospice_assessment", at(days=3), title="Comprehensive Assessment", by="nurse"),
        "plan": page("hospice_plan", at(days=5)),
        "death": page("death_note", at(days=days), by="nurse"),
        "grief": page("bereavement_note", at(days=days + 1), by="nurse"),
    } | moved
    kept = [one for name, one in pages.items() if name not in dropped]
    return codes(chart(*kept, setting=Setting.HOSPICE, ended=at(days=days), disposition=disposition), *HOSPICE)


def initial(when: datetime, word: str = "Initial") -> Document:
    return page("hospice_assessment", when, title=f"{word} Assessment", by="nurse")


@pytest.mark.parametrize(
    ("given", "found"),
    [
        ({}, []),
        ({"initial": initial(at(hours=48))}, []),
        ({"initial": initial(at(hours=48, minutes=1))}, ["HOSPICE_ASSESSMENT_LATE d03"]),
        ({"comprehensive": initial(in_days(5), "Comprehensive")}, []),
        ({"comprehensive": initial(in_days(5, 1), "Comprehensive")}, ["HOSPICE_ASSESSMENT_LATE d04"]),
        ({"plan": page("hospice_plan", in_days(15))}, []),
        ({"plan": page("hospice_plan", in_days(15, 1))}, ["HOSPICE_PLAN_LATE d05"]),
        ({"days": 21}, ["HOSPICE_PLAN_LATE hospice_plan"]),
        ({"certification": page("hospice_certification", in_days(2))}, []),
        ({"certification": page("hospice_certification", in_days(2, 1))}, ["CERTIFICATION_LATE d02"]),
        ({"certification": page("hospice_certification", at(days=4), "Oral certification: 03/03/2026 09:00")}, []),
        ({"certification": page("hospice_certification", at(days=1), signed=None)}, ["CERTIFICATION_UNSIGNED d02"]),
        ({"disposition": "01"}, ["MISSING_DS discharge_summary"]),
    ],
)  # fmt: skip
def test_hospice(given: dict[str, Any], found: list[str]) -> None:
    assert dying(**given) == found


@pytest.mark.parametrize(
    ("dropped", "found"),
    [
        ("election", ["MISSING_ELECTION hospice_election"]),
        ("certification", ["MISSING_CERTIFICATION hospice_certification"]),
        ("initial", ["MISSING_HOSPICE_ASSESSMENT hospice_assessment"]),
        ("death", ["MISSING_DEATH_NOTE death_note"]),
        ("grief", ["MISSING_BEREAVEMENT bereavement_note"]),
    ],
)  # fmt: skip
def test_hospice_without_a_page(dropped: str, found: list[str]) -> None:
    assert dying(dropped) == found

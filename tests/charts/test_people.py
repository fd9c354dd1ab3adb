"""Synthetic people, rosters and the cast of a chart."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sandbox.charts.facility import PARTS, ROLES, Cast, Part, facilities, facility_for, on_duty, shift_at, workday
from sandbox.charts.model import Facility, Setting, Staff
from sandbox.charts.people import person
from sandbox.errors import SandboxError

DAYS = st.dates(date(2025, 10, 1), date(2026, 9, 30))


@given(st.integers(), st.sampled_from(["female", "male"]), st.integers(0, 104), DAYS)
def test_people_have_the_age_and_sex_asked_for_and_unassignable_numbers(seed, sex, age, on):
    made = person(Random(seed), sex=sex, age=age, on=on)
    assert made.age_on(on) == age
    assert made.sex == sex
    assert re.fullmatch(r"9\d\d-[1-4]\d-(?!0000)\d{4}", made.ssn)
    assert re.fullmatch(r"202-555-01\d\d", made.phone)
    assert re.fullmatch(r"202-555-01\d\d", made.next_of_kin_phone)
    assert re.fullmatch(r"[a-z.]+@example\.org", made.email)
    assert "XX 00" in made.address
    assert "(synthetic)" in made.payer
    for name in (made.name, made.next_of_kin):
        assert len(set(name.split())) == len(name.split())


@given(st.integers(), st.integers(0, 17))
def test_a_minor_has_a_parent_and_no_employer(seed, age):
    made = person(Random(seed), sex="male", age=age, on=date(2026, 3, 1))
    assert made.next_of_kin_relation in ("mother", "father")
    assert (made.employer, made.marital_status) == ("Not applicable", "single")


@given(st.integers(), st.sampled_from(["female", "male"]))
def test_kin_fit_the_marital_status(seed, sex):
    made = person(Random(seed), sex=sex, age=72, on=date(2026, 3, 1))
    spouse = "husband" if sex == "female" else "wife"
    assert (made.next_of_kin_relation == spouse) is (made.marital_status == "married")
    assert made.payer == "Medicare (synthetic)"


def test_faker_elsewhere_does_not_disturb_people():
    from faker import Faker

    one = person(Random(5), sex="male", age=40, on=date(2026, 3, 1))
    Faker.seed(99)
    Faker("en_US").name()
    assert person(Random(5), sex="male", age=40, on=date(2026, 3, 1)) == one


@pytest.mark.parametrize(
    ("hour", "shift"),
    [(0, "night"), (6, "night"), (7, "day"), (14, "day"), (15, "evening"), (22, "evening"), (23, "night")],
)
def test_shifts(hour, shift):
    assert shift_at(datetime(2026, 3, 1, hour, 59)) == shift


def test_every_staff_member_has_a_known_role_and_a_place_for_every_setting_exists():
    for place in facilities().values():
        assert {one.role for one in place.staff} <= set(ROLES)
        assert {one.shift for one in place.staff} <= {"day", "evening", "night"}
    assert {facility_for(setting).id for setting in Setting} == set(facilities()) - {"fernbrook-surgery-center"}


def test_every_unit_that_never_closes_has_two_nurses_a_shift_with_initials_of_their_own():
    for place in (facilities()[name] for name in ("cedar-hollow", "larkspur-manor")):
        for unit in place.units:
            there = [one for one in place.staff if one.unit == unit and one.role in ("nurse", "nursing_assistant")]
            initials = ["".join(word[0] for word in one.name.split()) for one in there]
            assert len(initials) == len(set(initials)), f"{unit}: a medication record could not tell them apart"
            for shift in ("day", "evening", "night"):
                assert sum(one.shift == shift and one.role == "nurse" for one in there) >= 2, f"{unit}, {shift}"


def cast(seed: int = 1) -> Cast:
    return Cast(facilities()["cedar-hollow"], "3 West", PARTS, Random(seed))


@given(st.integers(), st.datetimes(datetime(2026, 3, 1), datetime(2026, 3, 5)))
def test_nurses_work_on_the_unit_and_shift(seed, when):
    found = cast(seed).player("nurse", when)
    assert (found.role, found.unit, found.shift) == ("nurse", "3 West", shift_at(when))


def test_a_part_keeps_its_person_and_a_shift_its_nurse():
    players = cast()
    noon = datetime(2026, 3, 1, 12)
    assert players.player("radiologist", noon) is players.player("radiologist", noon + timedelta(days=3))
    assert players.player("nurse", noon) is players.player("nurse", noon + timedelta(hours=2))


@given(st.integers(1, 4), st.integers(700000, 800000))
def test_nobody_works_more_than_five_days_in_a_row_and_two_cover_every_day(count, day):
    staff = facilities()["cedar-hollow"].staff[:count]
    on = [on_duty(staff, day + later) for later in range(14)]
    for nurse in staff:
        worked = "".join("x" if nurse in there else " " for there in on)
        assert "xxxxxx" not in worked
    assert count < 2 or all(on)


def test_a_night_belongs_to_the_day_on_which_it_began():
    assert workday(datetime(2026, 3, 2, 6, 59)) == workday(datetime(2026, 3, 1, 23, 0))
    players = cast()
    assert players.player("nurse", datetime(2026, 3, 1, 23, 30)) is players.player("nurse", datetime(2026, 3, 2, 5, 0))


def test_the_nurse_comes_from_the_unit_on_which_the_patient_lies():
    moved = datetime(2026, 3, 2, 9)
    players = Cast(
        facilities()["cedar-hollow"],
        "3 West",
        PARTS,
        Random(1),
        lambda when: "Intensive Care Unit" if when < moved else "3 West",
    )
    assert players.player("nurse", datetime(2026, 3, 1, 12)).unit == "Intensive Care Unit"
    assert players.player("nurse", datetime(2026, 3, 2, 12)).unit == "3 West"


def test_every_part_of_a_hospital_can_be_played_there():
    players = cast()
    absent = {"aide", "mds_coordinator", "nurse_practitioner"}
    for part in sorted(set(PARTS) - absent):
        assert players.player(part, datetime(2026, 3, 1, 12)).role in PARTS[part].roles


def test_a_part_that_nobody_can_play_is_refused_with_the_remedy():
    lonely = Facility("here", "Here", "", "202-555-0199", ("A",), (Staff("s", "Sam Poe", "MD", "physician"),))
    with pytest.raises(SandboxError, match=r"Here has nobody who can be 'dancer'.*Add a crna to its roster"):
        Cast(lonely, "A", {"dancer": Part(("crna",))}, Random(1)).player("dancer", datetime(2026, 3, 1))

"""What is planted can be told from what is shown, and the key says what the rules make of it."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta

import pytest

from sandbox.charts.plain import to_plain
from sandbox.charts.review.clocks import is_business_day
from sandbox.errors import Invalid
from sandbox.scoring.points import points_of
from sandbox.tasks.accounting import KIND
from sandbox.tasks.accounting import choices as c
from sandbox.tasks.accounting.catalogue import SORTS
from sandbox.tasks.accounting.desk import set_up
from sandbox.tasks.accounting.turns import TURNS
from tests.factories.accounting import TODAY, Made, made

DAY = timedelta(days=1)


def test_samples_prove_the_key_in_every_turn() -> None:
    for seed in range(12):
        one = made(seed, turns=())
        found = KIND.samples(one.spec, one.key)
        assert points_of(KIND.score(found.ideal, one.key)).fraction == pytest.approx(1)
        assert points_of(KIND.score(found.empty, one.key)).fraction == 0
        for mistake in found.mistakes:
            fraction = points_of(KIND.score(mistake.answer, one.key)).fraction
            assert fraction == pytest.approx(1 - mistake.costs), mistake.name
        assert KIND.check(one.spec, one.key, one.world) == []


def test_all_turns_and_most_sorts_come_up() -> None:
    turns, sorts = set(), set()
    for seed in range(60):
        one = made(seed, turns=())
        turns |= set(one.prepared.truth["turns"].values())
        sorts |= {row.sort for row in (*one.key.lines, *one.key.papers)}
    assert turns == {name for group in TURNS.values() for name in group}
    assert len(sorts) > 35


def test_a_missing_disclosure_is_in_no_line_and_a_logged_one_is_in_one() -> None:
    for seed in range(10):
        one = made(seed)
        lines = {(row.day, row.recipient, row.what) for row in one.key.lines}
        for paper in one.key.papers:
            there = (paper.day, paper.recipient, paper.what) in lines
            assert there == (paper.verdict == c.LOGGED)


def test_what_is_shown_names_no_rule() -> None:
    for seed in range(10):
        one = made(seed, turns=())
        shown = json.dumps([to_plain(one.prepared.papers), one.prepared.given])
        assert "CFR" not in shown
        assert "HIPAA" not in shown


def test_lines_before_the_period_stay_out_and_none_comes_near_its_edge() -> None:
    for seed in range(10):
        one = made(seed, "short")
        begins = date.fromisoformat(one.key.starts[0])
        for row in one.key.lines:
            day = date.fromisoformat(row.day)
            assert abs((day - begins).days) > 10
            assert (c.PERIOD in row.reasons) == (day < begins)
        assert any(row.reasons == (c.PERIOD,) for row in one.key.lines)


def test_six_years_back_from_the_request() -> None:
    one = made(1, "everything")
    requested = date.fromisoformat(one.key.requested)
    assert one.key.starts[0] == requested.replace(year=requested.year - 6).isoformat()
    assert one.key.starts[1] == (requested.replace(year=requested.year - 6) + DAY).isoformat()


@pytest.mark.parametrize(("turn", "days"), [("fresh", 60), ("extended", 90), ("bare_extension", 60)])
def test_the_last_day_to_answer(turn: str, days: int) -> None:
    for seed in range(6):
        one = made(seed, turn)
        received = date.fromisoformat(one.key.received)
        assert one.key.due == (received + days * DAY).isoformat() >= TODAY.isoformat()
        letters = [paper for paper in one.prepared.papers if paper.id == "acct-delay"]
        assert bool(letters) == (turn != "fresh")
        assert all((paper.dated or TODAY) <= received + 60 * DAY for paper in letters)


@pytest.mark.parametrize(("turn", "fee"), [("first", c.FREE), ("recent", c.COST), ("long_ago", c.FREE)])
def test_the_fee(turn: str, fee: str) -> None:
    assert {made(seed, turn).key.fee for seed in range(5)} == {fee}


@pytest.mark.parametrize("turn", ["written", "oral"])
def test_a_line_is_held_back_while_the_statement_runs(turn: str) -> None:
    for seed in range(6):
        one = made(seed, turn)
        (row,) = [line for line in one.key.lines if line.verdict == c.HELD]
        assert row.until > TODAY.isoformat()
        texts = [
            line.text for paper in one.prepared.papers if paper.id == "acct-statement" for line in paper.statements
        ]
        assert any(row.recipient in text for text in texts)
        assert any("/".join((row.day[5:7], row.day[8:], row.day[:4])) in text for text in texts)


@pytest.mark.parametrize("turn", ["written_over", "oral_over"])
def test_a_statement_that_is_over_holds_nothing_back(turn: str) -> None:
    for seed in range(6):
        one = made(seed, turn)
        assert not [line for line in one.key.lines if line.verdict == c.HELD]
        assert [line.verdict for line in one.key.lines if line.state == "lapsed"] == [c.ON]


def test_repeated_disclosures_are_lines_of_the_log_within_the_period() -> None:
    for seed in range(6):
        one = made(seed, "repeated")
        series = one.key.series
        assert series is not None
        days = sorted(row.day for row in one.key.lines if row.recipient == series.recipient and row.verdict == c.ON)
        assert (days[0], days[-1], len(days)) == (series.first, series.last, series.number)
        assert series.number >= 3
        assert made(seed).key.series is None


def test_without_repeats_nobody_stands_in_the_log_three_times_for_one_purpose() -> None:
    for seed in range(20):
        told = [(row.recipient, row.sort) for row in made(seed).key.lines if row.verdict == c.ON]
        assert all(told.count(each) < 3 for each in told)


def test_offices_are_open_when_records_staff_send_and_when_the_request_comes() -> None:
    for seed in range(12):
        one = made(seed, turns=())
        for row in (*one.key.lines, *one.key.papers):
            assert SORTS[row.sort].any_day or is_business_day(date.fromisoformat(row.day)), row
        assert is_business_day(date.fromisoformat(one.key.received))
        assert all(is_business_day(paper.dated or TODAY) for paper in one.prepared.papers if "-delay" in paper.id)


def test_who_sent_it_is_somebody_who_does_such_things() -> None:
    drawn = [pair for seed in range(30) for pair in sent(made(seed, turns=()))]
    assert {by for sort, by in drawn if sort == "portal"} == {"the portal itself"}
    nurses = {one.signature for one in made().world.facility.staff if one.role == "nurse"}
    assert {by for sort, by in drawn if sort == "bedside"} <= nurses


def sent(one: Made) -> list[tuple[str, str]]:
    """Each row's sort with who sent it."""
    shown, kept = one.prepared.given["lines"], one.prepared.given["file"]
    return [
        (row.sort, each["by"]) for row, each in zip((*one.key.lines, *one.key.papers), (*shown, *kept), strict=True)
    ]


def test_what_is_true_of_a_row_for_two_reasons_may_be_said_either_way() -> None:
    reasons = {row.sort: row.reasons for seed in range(60) for row in made(seed, turns=()).key.papers if row.reasons}
    assert reasons["inside"][:2] == ("nothing", "tpo")
    assert reasons["jail"][:2] == ("custody", "tpo")


def test_a_child_or_a_dead_patient_is_refused() -> None:
    from random import Random

    one = made()
    chart = one.world.charts["main"]
    child = replace(chart, patient=replace(chart.patient, born=date(2015, 1, 1)))
    dead = replace(chart, encounters=(replace(chart.encounters[0], disposition="20"),))
    for bad in (child, dead):
        with pytest.raises(Invalid, match="cannot ask"):
            set_up(one.spec, replace(one.world, charts={"main": bad}), Random(1))


def test_unknown_words_are_refused_with_the_known_ones() -> None:
    with pytest.raises(ValueError, match="six_years"):
        made(1, sorts=("gossip",))
    with pytest.raises(ValueError, match="8 to 16"):
        made(1, lines=(2, 30))


def test_a_waiting_request_tells_its_clock() -> None:
    one = made(3, "extended")
    matter = KIND.matter(one.spec, one.world, one.prepared)
    assert matter is not None
    assert matter.due[0].isoformat() == one.key.due
    assert [paper.id for paper in matter.papers] == ["acct-request", "acct-delay"]
    assert "new day" in matter.clock

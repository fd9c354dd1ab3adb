"""Keys proved seed by seed, marks round by round, and the month's end."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sandbox.scoring.marks import Mark, Reason
from sandbox.scoring.points import points_of
from sandbox.tasks.base import FieldErrors
from sandbox.tasks.deficiencies import KIND, course
from sandbox.tasks.deficiencies.answer import (
    DeficienciesAnswer,
    DeficienciesKey,
    Finding,
    Month,
    MonthKey,
    OtherRecord,
    Round,
)
from sandbox.tasks.deficiencies.course import walk
from sandbox.tasks.deficiencies.mending import BEHAVIORS, NEEDS
from sandbox.tasks.deficiencies.month import figures
from sandbox.tasks.deficiencies.samples import best_round, finished
from tests.factories.tracking import TODAY, Tracking, tracking

MEND = tuple(NEEDS)


def marks(key: DeficienciesKey, *rounds: Round) -> dict[str, Mark]:
    return {mark.item: mark for mark in KIND.score(DeficienciesAnswer(rounds=rounds), key)}


def fraction(answer: DeficienciesAnswer, key: DeficienciesKey) -> float:
    return points_of(KIND.score(answer, key)).fraction


def proved(made: Tracking) -> None:
    key = made.key
    samples = KIND.samples(made.spec, key)
    assert fraction(samples.ideal, key) == pytest.approx(1)
    assert fraction(samples.empty, key) == 0
    for mistake in samples.mistakes:
        assert fraction(mistake.answer, key) == pytest.approx(1 - mistake.costs), mistake.name
    for number, piece in enumerate(KIND.split(samples.ideal), 1):
        room = made.room_after(samples.ideal.rounds[: number - 1])
        assert KIND.parse(made.spec, room, KIND.fill(piece)) == piece
    for refused in samples.invalid:
        assert isinstance(KIND.parse(made.spec, made.room, refused), FieldErrors)
    assert list(KIND.check(made.spec, key, made.world)) == []


@pytest.mark.parametrize("pathway", ["pneumonia_copd", "hip_fracture", "knee_replacement"])
@pytest.mark.parametrize("days", [(10,), (7, 20), (5, 10, 20)])
def test_the_key_is_proved(pathway: str, days: tuple[int, ...]) -> None:
    for seed in range(3):
        proved(tracking(*MEND, pathway=pathway, seed=seed, count=seed + 1, days=days, month_end=seed % 2 == 0))


@pytest.mark.parametrize("behavior", BEHAVIORS)
def test_the_key_is_proved_whatever_providers_do(behavior: str) -> None:
    made = tracking(*MEND, seed=4, count=4, behaviors=(behavior,))
    proved(made)
    firsts = {item.plan[0].what for item in made.key.items}
    assert firsts <= {behavior, "complete"}


def test_a_chart_without_deficiencies_is_called_complete() -> None:
    proved(tracking())
    key = tracking().key
    assert fraction(DeficienciesAnswer(rounds=(Round(complete=True),)), key) == 1


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_any_course_is_answered_alike_and_worth_the_same(data: st.DataObject) -> None:
    made = tracking(*MEND, seed=data.draw(st.integers(0, 3)), count=3)
    key = made.key
    rounds: list[Round] = []
    for _ in range(3):
        best = best_round(key, rounds)
        findings = tuple(
            each.model_copy(update={"responsible": data.draw(st.sampled_from([each.responsible, key.nobody, ""]))})
            for each in best.findings
            if data.draw(st.booleans())
        )
        decisions = tuple(
            each.model_copy(
                update={
                    "act": data.draw(st.sampled_from(["", "clear", "keep", "reassign"])),
                    "to": data.draw(st.sampled_from([key.nobody, *(item.owner for item in key.items)])),
                    "step": data.draw(st.sampled_from(["", "none", "suspension"])),
                }
            )
            for each in best.decisions
        )
        rounds.append(best.model_copy(update={"findings": findings, "decisions": decisions}))
    assert made.reply(rounds[:2]) == made.reply(rounds[:2])
    scored = KIND.score(DeficienciesAnswer(rounds=tuple(rounds)), key)
    points = points_of(scored)
    assert points.possible == pytest.approx(8.0 * len(key.items))
    assert 0 <= points.fraction <= 1
    room = made.room_after(rounds[:2])
    known = {
        f"{slot}:{line.id}" for slot, chart in room.charts.items() for d in chart.documents for line in d.statements
    }
    known |= {f"papers:{line.id}" for paper in room.papers for line in paper.statements}
    shown = {f"{each.chart}:{each.statement}" for mark in scored for each in mark.evidence}
    assert shown <= known


def test_the_wrong_person_costs_only_the_assignment_when_it_is_put_right() -> None:
    made = tracking("UNTIMED", plan={"UNTIMED": ("complete", "complete")})
    found = best_round(made.key, ()).findings[0].model_copy(update={"responsible": made.key.nobody})
    answer = finished(made.key, (Round(findings=(found,)),))
    scored = {mark.item: mark for mark in KIND.score(answer, made.key)}
    lost = [mark for mark in scored.values() if mark.credit < 1]
    assert [mark.reason for mark in lost] == [Reason.WRONG_RESPONSIBLE]
    assert fraction(answer, made.key) == pytest.approx(7 / 8)


def test_trusting_the_word_done_costs_the_decision() -> None:
    made = tracking("UNTIMED", plan={"UNTIMED": ("worse", "complete")})
    key = made.key
    first = best_round(key, ())
    second = best_round(key, (first,))
    trusting = second.decisions[0].model_copy(update={"act": "clear", "lacks": ""})
    mark = marks(key, first, Round(decisions=(trusting,)))[f"{key.items[0].id}:r2:decision"]
    assert (mark.credit, mark.reason) == (0, Reason.WRONG)
    assert "without a trace" in mark.feedback


def test_the_right_decision_with_the_wrong_detail_earns_half() -> None:
    made = tracking("UNTIMED", plan={"UNTIMED": ("nothing", "complete")})
    key = made.key
    first = best_round(key, ())
    decision = best_round(key, (first,)).decisions[0]
    name = f"{key.items[0].id}:r2"
    half = marks(key, first, Round(decisions=(decision.model_copy(update={"lacks": "signature"}),)))
    assert (half[f"{name}:decision"].credit, half[f"{name}:decision"].reason) == (0.5, Reason.PARTIAL)
    off = marks(key, first, Round(decisions=(decision.model_copy(update={"held": 8, "step": "notice"}),)))
    assert off[f"{name}:status"].credit == pytest.approx(2 / 3)
    assert (off[f"{name}:letter"].credit, off[f"{name}:letter"].expected) == (0, "Reminder")


def test_a_round_that_was_never_reached_is_missed() -> None:
    made = tracking("UNTIMED", plan={"UNTIMED": ("nothing", "nothing")})
    key = made.key
    scored = marks(key, best_round(key, ()))
    assert {scored[f"{key.items[0].id}:r{number}:decision"].reason for number in (2, 3)} == {Reason.MISSED}
    assert fraction(DeficienciesAnswer(rounds=(best_round(key, ()),)), key) == pytest.approx(0.5)


def test_flags_on_what_is_fine_cost_and_are_named() -> None:
    made = tracking("UNTIMED")
    key = made.key
    first = best_round(key, ())
    flag = Finding(type="UNDATED", document=key.spare)
    extra = marks(key, first.model_copy(update={"findings": (*first.findings, flag)}))["extra-1"]
    assert (extra.reason, extra.penalty) == (Reason.EXTRA, 1.5)


def month(key: DeficienciesKey, **changes: Any) -> DeficienciesKey:
    """The key with a month of round numbers: 40 delinquent elsewhere, 100 discharges a month."""
    plain = {"elsewhere": 40, "discharges": (100,) * 12, "quarters": (30.0, 40.0, 50.0), "records": ()}
    return key.model_copy(update={"month": MonthKey(**{**plain, **changes})})


def ended(made: Tracking, given: Month, **changes: Any) -> dict[str, Mark]:
    """The marks of the month, all else done right."""
    key = month(made.key, **changes)
    rounds = finished(key, ()).rounds
    return marks(key, *rounds[:-1], rounds[-1].model_copy(update={"month": given}))


def test_the_rate_is_worked_out_by_the_formula() -> None:
    made = tracking("UNTIMED", days=(20, 20), plan={"UNTIMED": ("nothing", "nothing")}, month_end=True)
    key = month(made.key)
    best = figures(key, key.month, walk(key, finished(key, ()).rounds)[-1], Round())  # type: ignore[arg-type]
    assert (best.delinquent, best.average, best.rate, best.mean) == (41, 100.0, 41.0, 40.25)
    assert best.compliant == "yes"
    above = month(made.key, quarters=(30.0, 40.0, 50.1))
    assert figures(above, above.month, walk(above, ())[-1], Round()).compliant == "no"  # type: ignore[arg-type]


def test_figures_that_follow_from_ones_own_count_as_right() -> None:
    made = tracking("UNTIMED", days=(20, 20), plan={"UNTIMED": ("nothing", "nothing")}, month_end=True)
    own = Month(delinquent=60, average=100.0, rate=60.0, mean=45.0, compliant="no")
    scored = ended(made, own)
    assert [scored[f"month:{name}"].credit for name in ("delinquent", "average", "rate", "mean", "compliant")] == [
        0, 1, 1, 1, 1,
    ]  # fmt: skip
    assert "41 / 100.0 x 100 = 41.0 %" in scored["month:rate"].feedback


def test_who_is_suspended() -> None:
    made = tracking("UNTIMED", days=(20, 20), month_end=True)
    doctors = [one.id for one in made.world.facility.staff if one.role == "physician"][:4]
    nurse = next(one.id for one in made.world.facility.staff if one.role == "nurse")
    long_ago, lately = "2026-02-20", "2026-04-10"
    records = tuple(
        OtherRecord(number=str(number), provider=who, discharged=left, assigned=since, excused=excused)  # type: ignore[arg-type]
        for number, (who, left, since, excused) in enumerate(
            [
                (doctors[0], "2026-02-10", long_ago, ""),  # delinquent and held long
                (doctors[1], "2026-02-10", lately, ""),  # held too short
                (doctors[2], "2026-03-20", "2026-03-21", ""),  # not delinquent
                (doctors[3], "2026-02-10", long_ago, "on approved leave"),
                (nurse, "2026-02-10", long_ago, ""),
            ]
        )
    )
    key = month(made.key, records=records)
    last = finished(key, ()).rounds[-1]
    assert doctors[0] in last.suspend
    assert not set(last.suspend) & {*doctors[1:], nurse} - {item.owner for item in key.items}
    rounds = finished(key, ()).rounds[:-1]
    scored = marks(key, *rounds, last.model_copy(update={"suspend": (*last.suspend, doctors[3])}))
    assert scored["suspend-extra-1"].penalty == 1


def test_nobody_is_suspended_when_nothing_is_late() -> None:
    made = tracking("UNTIMED", days=(3, 3), month_end=True)
    key = month(made.key)
    last = finished(key, ()).rounds[-1]
    assert (last.suspend, last.nobody) == ((), True)


def test_what_is_sent_holds_nothing_of_the_key() -> None:
    made = tracking(*MEND, seed=2, count=5, month_end=True)
    rounds = finished(made.key, ()).rounds
    sent = json.dumps([dict(made.prepared.given), made.reply(rounds[:1]).plain(), made.reply(rounds[:2]).plain()])
    for item in made.key.items:
        assert item.id not in sent
        assert item.explanation not in sent


def test_the_last_day_is_the_first_with_all_days_gone_by() -> None:
    made = tracking("UNTIMED")
    assert [desk.today for desk in walk(made.key, ())] == [TODAY, made.room_after((Round(),)).today, desk_end(made)]
    assert KIND.stage(made.spec, made.room_after((Round(), Round()))) == "Day 28 of the follow-up"


def desk_end(made: Tracking) -> object:
    return made.room_after((Round(), Round())).today


def test_the_summary_follows_the_list() -> None:
    made = tracking("UNTIMED", plan={"UNTIMED": ("complete", "complete")})
    summary = KIND.summary(finished(made.key, ()), made.key)
    assert summary == {
        "planted": 1,
        "rounds": [{"day": 8, "listed": 1, "complete": 1}, {"day": 28, "listed": 0, "complete": 1}],
    }
    assert course.CLEAR in {each.act for each in finished(made.key, ()).rounds[1].decisions}

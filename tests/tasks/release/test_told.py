"""What a request is to a queue: how it came, which clock runs, and whether it can wait."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

import pytest
from pydantic import ValidationError

from sandbox.charts.model import Document
from sandbox.tasks.matters import ACCESS, ACCOUNTING, AMENDMENT, NO_CLOCK, PROCESS, Matter
from sandbox.tasks.release import KIND, told
from sandbox.tasks.release.answer import ReleaseSpec
from sandbox.tasks.release.urgency import urgency
from tests.factories.release import EVERY, fitting, made, world_of


def matter(archetype: str) -> Matter:
    task = made(archetype)
    return KIND.matter(task.spec, task.world, task.prepared)


def words(papers: tuple[Document, ...], references: tuple[str, ...]) -> str:
    """What the papers say in these places."""
    lines = {f"papers:{line.id}": line.text for paper in papers for line in paper.statements}
    return " ".join(lines[reference] for reference in references)


@pytest.mark.parametrize("archetype", EVERY)
def test_every_request_tells_its_clock_and_where_the_papers_show_it(archetype: str) -> None:
    waits = matter(archetype)
    assert waits.came
    assert waits.clock
    assert waits.citation.startswith("45 CFR 16")
    assert words(waits.papers, waits.evidence)
    assert words(waits.papers, waits.asked)
    assert bool(words(waits.papers, waits.pressing)) == bool(waits.urgent)
    assert bool(waits.due) == (set(waits.clocks) != {NO_CLOCK})
    assert not [paper for paper in waits.papers if paper.type == "held_record"], "kept apart; it did not come by mail"


@pytest.mark.parametrize(
    ("archetype", "clocks", "days", "citation"),
    [
        ("patient_access:electronic", (ACCESS,), 30, "45 CFR 164.524(b)(2)"),
        ("patient_access:no_identification", (ACCESS,), 30, "45 CFR 164.524(b)(2)"),
        ("patient_directive:signed", (ACCESS,), 30, "45 CFR 164.524(c)(3)(ii); 45 CFR 164.524(b)(2)"),
        ("patient_directive:paper_copy", (NO_CLOCK,), None, "45 CFR 164.524(c)(3)(ii)"),
        ("health_care_agent:valid", (ACCESS,), 30, "45 CFR 164.524(b)(2)"),
        ("relative:letter", (ACCESS, NO_CLOCK), 30, "45 CFR 164.524(b)(2)"),
        ("attorney_authorization:valid", (NO_CLOCK,), None, "45 CFR 164.502(a)(1)"),
        ("subpoena:alone", (PROCESS,), None, "45 CFR 164.512(e)(1)"),
        ("court_order:limited", (PROCESS,), None, "45 CFR 164.512(e)(1)"),
        ("grand_jury:named_pages", (PROCESS,), None, "45 CFR 164.512(f)(1)(ii)"),
        ("police_demand:test_shown", (NO_CLOCK,), None, "45 CFR 164.502(a)(1)"),
        ("hhs:data_request", (NO_CLOCK,), None, "45 CFR 164.502(a)(2)(ii)"),
    ],
)
def test_rights_have_a_clock_courts_set_a_day_and_permission_has_neither(
    archetype: str, clocks: tuple[str, ...], days: int | None, citation: str
) -> None:
    waits = matter(archetype)
    assert (waits.clocks, waits.days, waits.citation) == (clocks, days, citation)
    if days:
        assert waits.due == (waits.received + timedelta(days=days),)


@pytest.mark.parametrize("archetype", ["subpoena:notice", "court_order:part2", "grand_jury:named_pages"])
def test_the_day_that_a_court_sets_stands_on_its_paper(archetype: str) -> None:
    waits = matter(archetype)
    day = waits.due[0]
    assert f"{day:%B} {day.day}, {day.year}" in words(waits.papers, waits.asked)


@pytest.mark.parametrize(("kind", "clock"), [("accounting", ACCOUNTING), ("amendment", AMENDMENT)])
def test_rights_with_sixty_days_are_told_as_such(kind: str, clock: str) -> None:
    task = made("patient_access:electronic")
    truth = {**task.prepared.truth, "request": {**task.prepared.truth["request"], "request_type": kind}}
    key = task.key.model_copy(update={"deadlines": ("2026-05-13",), "deadline_days": 60})
    waits = told.matter(task.spec, key, type(task.prepared)(task.prepared.papers, task.prepared.given, truth))
    assert (waits.clocks, waits.days, waits.due) == ((clock,), 60, (date(2026, 5, 13),))
    assert waits.citation in ("45 CFR 164.528(c)(1)", "45 CFR 164.526(b)(2)")


@pytest.mark.parametrize(
    ("archetype", "shows"),
    [
        ("hospital_treatment:plain", "For that we need"),
        ("prison:need_stated", "proper care"),
        ("coroner:letterhead", "complete record"),
        ("child_protection:letterhead", "caseworker"),
        ("police_warrant:search_warrant", "badge seen"),
        ("police_victim:refuses", "badge seen"),
    ],
)
def test_what_cannot_wait_says_so_in_its_papers(archetype: str, shows: str) -> None:
    waits = matter(archetype)
    assert waits.urgent
    assert not waits.danger
    assert shows in words(waits.papers, waits.pressing)


def test_an_emergency_and_a_threat_are_a_danger() -> None:
    waits = matter("hospital_treatment:part2_emergency")
    assert waits.danger
    assert "minutes count" in words(waits.papers, waits.pressing)
    threat = {"purpose": "serious_threat", "circumstances": {}, "requester": {"type": "law_enforcement"}}
    found = urgency(threat, {"request": ["papers:x.s1"]})
    assert found is not None
    assert found.danger


@pytest.mark.parametrize(
    "archetype", ["colleague:neighbor", "relative:at_the_desk", "press:telephone", "employer:valid"]
)
def test_who_only_stands_at_the_window_takes_a_turn(archetype: str) -> None:
    assert not matter(archetype).urgent


def test_a_request_lies_as_long_as_its_author_says() -> None:
    chart = fitting("patient_access:electronic")
    ended = (chart.encounters[0].ended or chart.encounters[0].began).date()
    world = world_of(chart, ended + timedelta(days=60))
    spec = ReleaseSpec(id="roi", title="R", charts=("main",), archetype="patient_access:electronic", age=(31, 40))
    ages = set()
    for seed in range(20):
        prepared = KIND.prepare(spec, world, Random(seed))
        ages.add((world.today - date.fromisoformat(prepared.given["received"])).days)
        assert KIND.received(spec, prepared.given) == date.fromisoformat(prepared.given["received"])
        assert KIND.check(spec, KIND.derive(spec, world, prepared), world) == []
    assert ages <= set(range(31, 41))
    assert len(ages) > 4


def test_lint_finds_a_chart_that_ended_too_late_for_the_age() -> None:
    task = made("patient_access:electronic")
    spec = task.spec.model_copy(update={"age": (20, 30)})
    prepared = KIND.prepare(spec, task.world, Random(1))
    (fault,) = KIND.check(spec, KIND.derive(spec, task.world, prepared), task.world)
    assert "not 20 to 30; let the chart end earlier (ended_by)" in fault


@pytest.mark.parametrize("age", [(5, 3), (-1, 3), (0, 46)])
def test_an_age_that_makes_no_sense_is_refused(age: tuple[int, int]) -> None:
    with pytest.raises(ValidationError, match="the least and the most days, 0 to 45"):
        ReleaseSpec(id="roi", title="R", charts=("main",), age=age)

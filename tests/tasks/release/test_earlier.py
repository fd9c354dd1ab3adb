"""Requests about one stay in a record of several: what the letter names is what the key lets go."""

from __future__ import annotations

from functools import cache

import pytest

from sandbox.charts import Earlier, generate
from sandbox.charts.model import Chart
from sandbox.charts.review.stay import DIED
from sandbox.tasks.release import KIND
from sandbox.tasks.release.archetypes import catalogue
from sandbox.tasks.release.tray import said
from tests.factories.release import EVERY, Made, made

BOTH = "all my visits"


@cache
def chart() -> Chart:
    """A stay for an appendectomy, after a visit to the emergency department."""
    found = (
        generate("appendectomy", seed, options={"age": 30}, earlier=[Earlier(("ankle_fracture_ed",), (60, 200))])[0]
        for seed in range(20)
    )
    return next(one for one in found if len(one.encounters) == 2 and one.encounters[0].disposition not in DIED)


def asked(archetype: str, seed: int = 1) -> Made:
    return made(archetype, seed, chart())


def pages(task: Made) -> tuple[set[str], set[str]]:
    """References of pages that go: of the stay, and of the earlier visit."""
    now = {f"main:{one.id}" for one in chart().current}
    going = {one.ref for one in task.key.going if one.ref.startswith("main:")}
    return going & now, going - now


@pytest.mark.parametrize("name", [one for one in EVERY if catalogue.resolve(one)[0].fits(chart())])
def test_no_request_that_names_the_stay_gets_pages_of_another(name: str) -> None:
    task = asked(name)
    if BOTH not in task.text:
        assert not pages(task)[1]


def test_the_patient_who_wants_the_stay_gets_the_stay_and_who_wants_all_gets_all() -> None:
    wanted = {}
    for seed in range(12):
        task = asked("patient_access:electronic", seed)
        wanted[BOTH in task.text] = task
    stay, whole = wanted[False], wanted[True]
    assert pages(stay) == ({f"main:{one.id}" for one in chart().current}, set())
    assert sum(map(len, pages(whole))) == len(chart().documents)
    assert said(chart().encounters[1].began.date()) in whole.text


def test_a_page_of_the_earlier_visit_with_the_stay_fails_the_task() -> None:
    task = next(one for one in (asked("attorney_authorization:valid", seed) for seed in range(5)))
    ideal = KIND.samples(task.spec, task.key).ideal
    over = ideal.model_copy(update={"documents": (*ideal.documents, "main:x1d01")})
    marks = KIND.score(over, task.key)
    assert any(one.critical and one.credit < 1 for one in marks)
    assert next(one for one in task.key.documents if one.ref == "main:x1d01").because == "It was not asked for."


def test_a_chart_with_one_encounter_asks_as_before() -> None:
    assert all(BOTH not in made("patient_access:electronic", seed).text for seed in range(8))

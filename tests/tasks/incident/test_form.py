"""The form of an assessment: what can be said in it, and the letter as it stands."""

from __future__ import annotations

import pytest

from sandbox.tasks.base import FieldErrors
from sandbox.tasks.incident import KIND
from sandbox.tasks.incident.answer import COLLEAGUE, IncidentAnswer
from sandbox.web.workbench.fields import left_open
from tests.factories.incidents import made
from tests.factories.panels import Page, render

TASK = made("wrong_fax")


def read(**given: list[str]) -> IncidentAnswer | FieldErrors:
    return KIND.parse(TASK.spec, TASK.room, given)


def test_which_incident_it_is_cannot_be_typed() -> None:
    answer = read(found=["own:self"], course=["own:self"], standing=["presumed"])
    assert isinstance(answer, IncidentAnswer)
    assert answer.found.course == COLLEAGUE


def test_an_empty_form_is_an_answer_that_earns_nothing() -> None:
    answer = read()
    assert isinstance(answer, IncidentAnswer)
    assert sum(mark.credit for mark in KIND.score(answer, TASK.key)) == 0


@pytest.mark.parametrize(
    ("given", "field", "says"),
    [
        ({"clock": ["none"], "individuals": ["2026-07-01"]}, "individuals", "Keep one of them"),
        ({"clock": ["runs"]}, "individuals", "Give the last day"),
        ({"hhs": ["none"], "hhs_day": ["2027-03-01"]}, "hhs_day", "Keep one of them"),
        ({"discovered": ["May 1"]}, "discovered", "year-month-day"),
        ({"notice": ["none", "types"]}, "notice", "Keep one of them"),
        ({"steps": ["x" * 9000]}, "steps", "not on the list"),
        ({"standing": ["x"]}, "standing", "Choose again"),
        ({"nature_evidence": ["papers:nowhere.s1"]}, "nature_evidence", "not a statement"),
    ],
)
def test_what_cannot_be_read_says_why(given: dict[str, list[str]], field: str, says: str) -> None:
    errors = read(**given)
    assert isinstance(errors, FieldErrors)
    assert says in errors.fields[field][0]


def panel(given: dict[str, list[str]] | None = None) -> Page:
    """The panel, blank or filled."""
    form = KIND.form(TASK.spec, TASK.room, given) if given else KIND.blank(TASK.spec, TASK.room)
    return render("incident/panel.html", form=form, errors={}, room=TASK.room, spec=TASK.spec, task_id="case")


def test_the_panel_is_whole() -> None:
    page = panel()
    assert [name for name, count in page.ids.items() if count > 1] == []
    assert page.unnamed == []
    assert page.inline == []
    assert {"standing", "nature", "nature_evidence", "conclusion", "clock", "hhs_day", "steps", "notice"} <= set(
        page.names
    )


def test_the_letter_grows_with_what_is_ticked() -> None:
    text = panel({"notice": ["contact", "happened"], "discovered": ["2026-05-12"]}).text
    assert "We learned of it on 05/12/2026" in text
    assert TASK.world.facility.address in text
    assert "These types of information" not in text
    assert "The letter as it stands" not in panel().text


def test_a_letter_without_a_readable_day_leaves_it_open() -> None:
    assert "learned of it on ________" in panel({"notice": ["happened"], "discovered": ["soon"]}).text


def test_feedback_tells_the_rules_and_the_days() -> None:
    answer = KIND.samples(TASK.spec, TASK.key).ideal
    text = " ".join(render("incident/feedback.html", summary=KIND.summary(answer, TASK.key)).text.split())
    assert "45 CFR 164.404" in text
    assert "HHS by 03/01/2027" in text
    assert "release of yours" not in text


def test_concealment_is_no_choice() -> None:
    assert "delete" not in panel().text.lower()


def left(given: dict[str, list[str]]) -> set[str]:
    return {field for one in left_open(KIND.form(TASK.spec, TASK.room, given)) for field, _ in one.fields}


def test_what_is_left_open_depends_on_what_is_chosen() -> None:
    open_now = left({"hhs": ["annual"], "nature": ["higher"]})
    assert {"standing", "hhs_day", "clock", "steps", "notice"} <= open_now
    assert not {"individuals", "nature", "nature_evidence"} & open_now
    assert "hhs_day" not in left({"hhs": ["none"]})

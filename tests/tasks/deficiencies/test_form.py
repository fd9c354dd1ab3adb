"""Reading and drawing the form of each round."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from sandbox.charts.defects import DEFECTS
from sandbox.tasks.base import FieldErrors
from sandbox.tasks.deficiencies import KIND
from sandbox.tasks.deficiencies.answer import Decision, DeficienciesAnswer, DeficienciesSpec, Month, Round
from sandbox.tasks.deficiencies.mending import NEEDS
from sandbox.tasks.deficiencies.samples import best_round, finished
from tests.factories.panels import Page, render
from tests.factories.tracking import Tracking, tracking

TYPES = ("UNTIMED", "UNSIGNED_ENTRY", "MISSING_DS")


def made() -> Tracking:
    return tracking(*TYPES, month_end=True, plan={"UNTIMED": ("nothing", "nothing")})


def later(number: int) -> tuple[Tracking, tuple[Round, ...]]:
    """The tracking with so many rounds closed, all done right."""
    task = made()
    return task, finished(task.key, ()).rounds[:number]


def test_every_type_that_can_be_tracked_is_a_deficiency() -> None:
    assert set(NEEDS) <= set(DEFECTS)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"types": ("HP_LATE",)}, "cannot be tracked"),
        ({"behaviors": ("sleeps",)}, "nothing that providers do"),
        ({"days": ()}, "at least 1 item"),
        ({"days": (0,)}, "from 1 to 120"),
        ({"days": (1, 2, 3, 4)}, "at most 3 items"),
    ],
)
def test_a_task_that_makes_no_sense_is_refused(changes: dict[str, object], message: str) -> None:
    with pytest.raises(ValidationError, match=message):
        DeficienciesSpec(id="t", title="T", charts=("main",), **changes)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("decisions-0-act", "shout"),
        ("decisions-1-lacks", "patience"),
        ("decisions-0-to", "nobody-known"),
        ("decisions-0-status", "x"),
        ("decisions-2-age", "twelve"),
        ("decisions-2-held", "-1"),
        ("decisions-0-age", "٣"),
        ("decisions-0-age", "999999"),
        ("decisions-0-step", "fire"),
        ("month_rate", "half"),
        ("month_average", "1.2.3"),
        ("month_mean", "."),
        ("month_delinquent", "4.5"),
        ("month_compliant", "perhaps"),
        ("suspend-0-person", "nobody-known"),
    ],
)
def test_what_cannot_be_read_is_named_with_its_field(field: str, value: str) -> None:
    task = tracking(*TYPES, month_end=True, plan=dict.fromkeys(TYPES, ("nothing", "nothing")))
    room = task.room_after(finished(task.key, ()).rounds[:2])
    assert len(room.given["open"]) == 3
    read = KIND.parse(task.spec, room, {field: [value]})
    assert isinstance(read, FieldErrors)
    assert set(read.fields) == {field}


def test_suspending_somebody_and_nobody_is_refused() -> None:
    task, rounds = later(2)
    given = {"suspend-0-person": [task.key.nobody], "nobody": ["y"]}
    read = KIND.parse(task.spec, task.room_after(rounds), given)
    assert isinstance(read, FieldErrors)
    assert set(read.fields) == {"nobody"}


def test_a_month_before_the_last_round_is_not_read() -> None:
    task, rounds = later(1)
    read = KIND.parse(task.spec, task.room_after(rounds), {"month_rate": ["12"], "suspend-0-person": ["x"]})
    assert isinstance(read, DeficienciesAnswer)
    assert (read.rounds[0].month, read.rounds[0].suspend) == (Month(), ())


def test_a_round_left_empty_decides_nothing() -> None:
    task, rounds = later(1)
    read = KIND.parse(task.spec, task.room_after(rounds), {})
    assert isinstance(read, DeficienciesAnswer)
    assert read.rounds[0].decisions == tuple(Decision(row=f"1.{place}") for place in range(3))


def test_decisions_on_rows_that_are_not_there_are_ignored() -> None:
    task, rounds = later(1)
    room = task.room_after(rounds)
    given = {"decisions-7-act": ["clear"], "decisions-x-act": ["clear"], "decisions-0-act": ["keep"]}
    read = KIND.parse(task.spec, room, given)
    assert isinstance(read, DeficienciesAnswer)
    assert [each.act for each in read.rounds[0].decisions] == ["keep", "", ""]
    assert len(KIND.form(task.spec, room, given).decisions) == 3


def test_a_percent_sign_is_read_over() -> None:
    task, rounds = later(2)
    read = KIND.parse(task.spec, task.room_after(rounds), {"month_rate": ["48.2 %"], "month_delinquent": ["81"]})
    assert isinstance(read, DeficienciesAnswer)
    assert (read.rounds[0].month.rate, read.rounds[0].month.delinquent) == (48.2, 81)


def test_documents_that_arrived_can_be_named_in_a_later_round() -> None:
    task = tracking("MISSING_DS", plan={"MISSING_DS": ("partial", "complete")})
    room = task.room_after((best_round(task.key, ()),))
    (new,) = (name for name in room.news if name.startswith("main:"))
    given = {"findings-0-type": ["UNSIGNED_ENTRY"], "findings-0-document": [new]}
    assert isinstance(KIND.parse(task.spec, room, given), DeficienciesAnswer)
    assert isinstance(KIND.parse(task.spec, task.room, given), FieldErrors)


def panel(number: int, given: dict[str, list[str]] | None = None) -> Page:
    """The panel of a round."""
    task, rounds = later(number - 1)
    room = task.room_after(rounds)
    form = KIND.form(task.spec, room, given) if given else KIND.blank(task.spec, room)
    return render("deficiencies/panel.html", form=form, errors={}, room=room, spec=task.spec, task_id="track")


@pytest.mark.parametrize("number", [1, 2, 3])
def test_the_panel_is_whole_in_every_round(number: int) -> None:
    page = panel(number)
    assert [name for name, count in page.ids.items() if count > 1] == []
    assert page.unnamed == []
    assert page.inline == []
    assert ("decisions-0-act" in page.names) is (number > 1)
    assert ("month_rate" in page.names) is (number == 3)
    assert ("complete" in page.names) is (number == 1)


def test_the_panel_shows_the_list_and_what_came_back() -> None:
    page = panel(2, {"decisions-1-held": ["9"]})
    assert "Assigned to" in page.text
    assert "No answer." in page.text
    held = next(each for each in page.controls if each.get("name") == "decisions-1-held")
    assert held["value"] == "9"


def test_the_last_panel_states_the_formula_and_the_figures() -> None:
    task = made()
    month = task.key.month
    assert month is not None
    page = panel(3)
    assert "average monthly discharges" in page.text
    assert str(month.elsewhere) in page.text
    assert all(str(count) in page.text for count in month.discharges)


def test_the_feedback_counts_round_by_round() -> None:
    task = made()
    answer = finished(task.key, ())
    page = render("deficiencies/feedback.html", summary=KIND.summary(answer, task.key))
    assert "3 deficiencies were in the charts." in " ".join(page.text.split())


def test_every_card_opens_its_document_and_says_what_it_is_about() -> None:
    task, rounds = later(1)
    room = task.room_after(rounds)
    rows = room.given["open"]
    cards = KIND.blank(task.spec, room)["decisions"]
    assert [card.form.row_title for card in cards] == [
        f"{row['title']}: {row['place']}" if row["document"] else row["title"] for row in rows
    ]
    page = panel(2)
    assert all(f"Open {row['place']}" in page.text for row in rows if row["document"])
    assert any(row["document"] for row in rows)

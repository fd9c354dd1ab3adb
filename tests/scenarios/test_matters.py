"""Tasks that list others: prepared after them, with what waits in each; what an author may not write."""

from __future__ import annotations

from datetime import date

import pytest

from sandbox.errors import Invalid
from sandbox.scenarios.load import ScenarioInvalid, parse
from sandbox.scenarios.materialise import Made, materialise
from tests.factories import queues
from tests.factories.queues import SOURCE

MAKERS = queues.makers()


def sorting(text: str = SOURCE) -> Made:
    """The sorting shift, as this text has it."""
    return materialise(parse(text, makers=MAKERS), 1, makers=MAKERS)


def test_what_waits_is_there_whatever_the_order_of_the_file() -> None:
    assert sorting().shown.given["sort"] == {"one": 1, "two": 1}
    lines = SOURCE.splitlines(keepends=True)
    turned = "".join([*lines[:-3], *reversed(lines[-3:])])
    made = sorting(turned)
    assert made.shown.given["sort"] == {"one": 1, "two": 1}
    assert [task.id for task in made.tasks] == ["two", "one", "sort"]


def test_matters_come_in_the_order_in_which_they_are_listed() -> None:
    made = sorting(SOURCE.replace("[one, two]", "[two, one]"))
    assert list(made.world("sort").matters) == ["two", "one"]
    assert made.world("one").matters == {}
    assert made.world().matters == {}


def test_matters_are_the_same_once_the_variant_is_read_back() -> None:
    made = sorting()
    again = Made.from_text(made.scenario, *made.texts(), kinds=MAKERS.kinds)
    assert again.world("sort").matters == made.world("sort").matters
    assert made.world("sort").matters["one"].received == date(2026, 3, 19)


def test_listing_changes_nothing_in_the_tasks_that_are_listed() -> None:
    made = sorting()
    alone = sorting(SOURCE.replace(", wanted: [one, two]", ""))
    assert alone.shown.given["sort"] == {}
    assert [len(made.prepared(task).papers) for task in ("one", "two")] == [1, 1]


def test_a_task_in_which_nothing_waits_cannot_be_listed() -> None:
    text = SOURCE.replace("title: The second", "title: The second, greeting: Nothing")
    with pytest.raises(Invalid, match="Nothing waits for an answer in task “two”") as told:
        sorting(text)
    assert "List tasks that hold a request" in str(told.value)


@pytest.mark.parametrize(
    ("wanted", "message"),
    [
        ("[one, too]", "tasks[0]: there is no other task to list “too”; did you mean “two”?"),
        ("[sort]", "tasks[0]: there is no other task to list “sort”; use one of: one, two"),
    ],
)
def test_only_other_tasks_can_be_listed(wanted: str, message: str) -> None:
    with pytest.raises(ScenarioInvalid) as told:
        parse(SOURCE.replace("[one, two]", wanted), makers=MAKERS)
    assert message in str(told.value)


def test_a_task_that_lists_others_is_not_listed_itself() -> None:
    second = "  - {kind: sorter, id: again, title: Sort again, charts: [first], wanted: [sort]}\n"
    with pytest.raises(ScenarioInvalid, match="there is no other task to list “sort”"):
        parse(SOURCE + second, makers=MAKERS)

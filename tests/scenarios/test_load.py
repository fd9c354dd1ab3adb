"""Scenario files and the errors they give."""

from __future__ import annotations

from pathlib import Path

import pytest

from sandbox.errors import NotFound
from sandbox.scenarios.load import ScenarioInvalid, load, parse
from sandbox.scenarios.makers import Makers
from sandbox.scenarios.source import MOST_BYTES
from tests.factories.scenarios import SOURCE, ToySpec


def problems(text: str) -> list[str]:
    with pytest.raises(ScenarioInvalid) as caught:
        parse(text, "library/x.yaml")
    return [str(problem) for problem in caught.value.problems]


def test_a_scenario_is_read_with_its_tasks_as_their_kind(toys: Makers) -> None:
    scenario = parse(SOURCE)
    assert scenario.scenario == "toy-shift"
    assert [type(task) for task in scenario.tasks] == [ToySpec, ToySpec]
    assert scenario.charts["second"].defects is not None
    assert scenario.expected_minutes == 25


def test_the_shift_may_state_its_own_minutes(toys: Makers) -> None:
    assert parse(SOURCE + "minutes: 90\n").expected_minutes == 90


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("    minutes: 5", "    minuts: 5", "18: tasks[0].minuts: is not a known key; did you mean “minutes”?"),
        ("    minutes: 5", "    minutes: soon", "18: tasks[0].minutes: must be a whole number; write digits only"),
        ("    minutes: 5", "    minutes: 0", "18: tasks[0].minutes: 0 is not between 1 and 480"),
        ("    minutes: 5", "    most: 0", "18: tasks[0].most: should be greater than or equal to 1"),
        ("level: 1", "level: 4", "4: level: 4 is not allowed here; use one of: 1, 2 or 3"),
        ("level: 1\n", "", "1: level: is missing; add it"),
        ("title: A toy shift", "title: 12", "2: title: must be text; put the value in quotes"),
        ("setting: inpatient", "setting: inpatent", "5: setting: 'inpatent' is not allowed here"),
        ("today: 2026-03-20", "today: soon", "6: today: must be a date; write it as 2026-03-14"),
        ("today: 2026-03-20", "today: 2026-11-20", "6: today: 2026-11-20 is outside FY2026 (2025-10-01 to 2026-09-30)"),
        ("today: 2026", "edition: FY1999\ntoday: 2026", "6: edition: there is no edition “FY1999”"),
        ("today: 2026", "facility: nowhere\ntoday: 2026", "6: facility: there is no facility “nowhere”"),
        ("toy-shift", "Toy Shift", "1: scenario: 'Toy Shift' is not a name"),
        ("  first: {", "  First: {", "8: charts.First: 'First' is not a name"),
        (
            "  first: {",
            "  papers: {pathway: hand_made}\n  first: {",
            "8: charts.papers: “papers” is kept for the papers of a task",
        ),
        (
            "hand_made}",
            "handmade}",
            "8: charts.first.pathway: there is no pathway “handmade”; did you mean “hand_made”?",
        ),
        (
            "{pathway: hand_made}",
            "{pathway: [hand_made, handmade]}",
            "8: charts.first.pathway: there is no pathway “handmade”",
        ),
        ("severity:", "sevrity:", "11: charts.second.options.sevrity: there is no option of hand_made “sevrity”"),
        ("severity: high", "severity: higher", "11: charts.second.options.severity: there is no severity “higher”"),
        ("first: {", "first: {facility: nowhere, ", "8: charts.first.facility: there is no facility “nowhere”"),
        (
            "[UNSIGNED_ENTRY]",
            "[UNSIGNED]",
            "12: charts.second.defects.types[0]: there is no deficiency code “UNSIGNED”",
        ),
        ("[UNSIGNED_ENTRY]", "[]", "12: charts.second.defects.types: is empty; write at least one"),
        ("[1, 2]", "[2, 1]", "12: charts.second.defects.count: [2, 1] is not a range"),
        ("count: [1, 2]", "cont: [1, 2]", "12: charts.second.defects.cont: is not a known key; did you mean “count”?"),
        ("[first]", "[frist]", "17: tasks[0].charts[0]: there is no chart “frist”; did you mean “first”?"),
        ("[first]", "[]", "17: tasks[0].charts: names no chart; list the charts to show: first, second"),
        ("id: name-more", "id: name-them", "20: tasks[1].id: “name-them” is already the id of another task"),
        ("id: name-more", "id: Name More", "20: tasks[1].id: “Name More” is not an id"),
        ("weight: 2", "weight: -1", "23: tasks[1].weight: -1 is not above 0 and at most 100"),
        ("  - kind: toy\n    id: name-more", "  - kind: tou\n    id: name-more", "there is no kind of task “tou”"),
        ("  - kind: toy\n    id: name-more", "  - id: name-more", "tasks[1]: does not say what kind of task it is"),
    ],
)
def test_an_error_names_file_line_path_and_remedy(toys: Makers, old: str, new: str, expected: str) -> None:
    assert old in SOURCE
    found = problems(SOURCE.replace(old, new))
    assert len(found) == 1, found
    assert found[0].startswith("library/x.yaml:")
    assert expected in found[0]
    assert "; " in found[0], "no remedy"


def test_every_problem_is_told_at_once_in_the_order_of_the_file(toys: Makers) -> None:
    found = problems(SOURCE.replace("level: 1", "level: 9").replace("    minutes: 5", "    minuts: 5"))
    assert [each.split(":")[1] for each in found] == ["4", "18"]


@pytest.mark.parametrize("text", ["", "# nothing\n", "just words\n", "- a\n- b\n"])
def test_a_file_without_a_scenario_is_refused(toys: Makers, text: str) -> None:
    assert problems(text) == ["library/x.yaml:1: the file holds no scenario; begin with “scenario: a-short-name”"]


def test_tasks_that_are_no_list_are_one_problem(toys: Makers) -> None:
    text = SOURCE[: SOURCE.index("tasks:")]
    assert [each.split(": ", 1)[1] for each in problems(text + "tasks: 3\n")] == [
        "tasks: must be a list; write one “- ” line for each item, or [a, b]"
    ]
    assert len(problems(text + "tasks: [3]\n")) == 1


def test_the_fields_of_the_error_can_be_shown_beside_a_form(toys: Makers) -> None:
    with pytest.raises(ScenarioInvalid) as caught:
        parse(SOURCE.replace("level: 1", "level: 9"))
    assert caught.value.fields == {"level": ["9 is not allowed here; use one of: 1, 2 or 3"]}


def test_files_are_read_as_utf8_with_or_without_a_mark(toys: Makers, tmp_path: Path) -> None:
    file = tmp_path / "x.yaml"
    file.write_bytes(b"\xef\xbb\xbf" + SOURCE.replace("A toy", "Ä toy").encode())
    assert load(file).title == "Ä toy shift"


def test_a_file_that_is_not_utf8_names_the_line(toys: Makers, tmp_path: Path) -> None:
    file = tmp_path / "x.yaml"
    file.write_bytes(b"scenario: a\ntitle: caf\xe9\n")
    with pytest.raises(ScenarioInvalid, match=r"x\.yaml:2: the file is not UTF-8 text; save the file as UTF-8"):
        load(file)


def test_a_huge_file_is_refused_without_being_read_whole(toys: Makers, tmp_path: Path) -> None:
    file = tmp_path / "x.yaml"
    file.write_bytes(b"a: " + b"\xc3\xa9" * MOST_BYTES)
    with pytest.raises(ScenarioInvalid, match="larger than 256 KB"):
        load(file)


def test_a_missing_file_is_told(toys: Makers, tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="cannot be read"):
        load(tmp_path / "nowhere.yaml")

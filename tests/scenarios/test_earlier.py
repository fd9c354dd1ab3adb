"""Earlier encounters in scenario files: how they are written, what is refused, and what comes of them."""

from __future__ import annotations

from datetime import date

import pytest

from sandbox.errors import Invalid
from sandbox.scenarios.load import parse
from sandbox.scenarios.materialise import materialise
from sandbox.tasks.coding import KIND as CODING
from tests.factories.panels import render

LINE = "earlier: [{pathway: [chest_pain_ed, renal_colic_ed], days: [40, 200]}]"
SOURCE = f"""\
scenario: two-visits
title: Two visits
summary: Code the stay; the earlier visit is over.
level: 2
setting: inpatient
today: 2026-03-20
charts:
  stay:
    pathway: colonoscopy_polypectomy
    {LINE.replace("renal_colic_ed", "ankle_fracture_ed")}
tasks:
  - kind: coding
    id: code
    title: Code it
    charts: [stay]
    minutes: 5
  - kind: completeness
    id: review
    title: Review it
    charts: [stay]
    minutes: 5
"""


def test_a_chart_has_the_earlier_encounter_and_the_keys_are_about_the_main_one() -> None:
    made = materialise(parse(SOURCE), 3)
    chart = made.shown.charts["stay"]
    main, before = chart.encounters
    assert before.ended is not None
    assert 40 <= (main.began.date() - before.ended.date()).days <= 200
    codes = [item.id for item in made.key("code").items]  # type: ignore[attr-defined]
    assert codes
    assert not any(name.startswith("e2.") for name in codes)
    places = made.key("review").documents  # type: ignore[attr-defined]
    assert not any(name.startswith("x1") for name in places)


def test_the_task_says_which_encounter_it_is_about() -> None:
    made = materialise(parse(SOURCE), 3)
    room, spec = made.room("code"), made.spec("code")
    main = room.charts["stay"].encounters[0].began
    page = render("coding/panel.html", form=CODING.blank(spec, room), room=room, spec=spec, task_id="code", errors=None)
    assert f"The task is about one encounter: Ambulatory surgery {main:%m/%d/%Y}, " in page.text


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("chest_pain_ed", "chest_pain", ":10: charts.stay.earlier[0].pathway: there is no pathway “chest_pain”"),
        ("[40, 200]", "[200, 40]", ":10: charts.stay.earlier[0]: [200, 40] is no span of days from 14 to 330"),
        (
            "[chest_pain_ed, ankle_fracture_ed]",
            "delivery",
            ":10: charts.stay.earlier[0]: None of delivery can come before colonoscopy_polypectomy",
        ),
        (
            "days: [40",
            "options: {age: 40}, days: [40",
            ":10: charts.stay.earlier[0].options.age: there is no option of chest_pain_ed “age”",
        ),
        ("days: [40, 200]", "day: [40, 200]", ":10: charts.stay.earlier[0].day: is not a known key"),
    ],
)
def test_what_cannot_be_is_refused_with_its_line(old: str, new: str, expected: str) -> None:
    with pytest.raises(Invalid) as refused:
        parse(SOURCE.replace(old, new))
    assert expected in refused.value.message


def test_a_file_without_earlier_encounters_keeps_its_hash() -> None:
    plain = parse(SOURCE.replace(f"    {LINE.replace('renal_colic_ed', 'ankle_fracture_ed')}\n", ""))
    assert "earlier" not in plain.model_dump(exclude_unset=True)["charts"]["stay"]
    assert plain.today == date(2026, 3, 20)

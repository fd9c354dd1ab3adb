"""The panel and the feedback of a coding task, rendered with the shared macros."""

from __future__ import annotations

import pytest

from sandbox.charts.model import Setting
from sandbox.tasks.base import FieldErrors
from sandbox.tasks.coding import KIND
from tests.factories.coding import answer, coded_world, key, room, spec
from tests.factories.panels import Page, render


def panel(given: dict[str, list[str]] | None = None, setting: Setting = Setting.INPATIENT) -> Page:
    """The panel for a stay, blank or filled."""
    a_room, a_spec = room(coded_world(["J18.9"], setting=setting)), spec()
    form = KIND.form(a_spec, a_room, given) if given else KIND.blank(a_spec, a_room)
    errors = KIND.parse(a_spec, a_room, given) if given else None
    fields = errors.fields if isinstance(errors, FieldErrors) else {}
    return render("coding/panel.html", form=form, errors=fields, room=a_room, spec=a_spec, task_id="code")


@pytest.mark.parametrize("setting", list(Setting))
def test_the_panel_is_whole(setting: Setting) -> None:
    page = panel(setting=setting)
    assert [name for name, count in page.ids.items() if count > 1] == []
    assert page.unnamed == []
    assert page.inline == []


def test_the_panel_asks_for_what_the_setting_needs() -> None:
    assert "diagnoses-0-poa" in panel().names
    assert "diagnoses-0-poa" not in panel(setting=Setting.CLINIC).names
    assert "procedures-0-code" in panel(setting=Setting.CLINIC).names
    assert "procedures-0-code" not in panel(setting=Setting.NURSING_FACILITY).names
    assert "ICD-10-PCS" in panel().text
    assert "HCPCS" in panel(setting=Setting.CLINIC).text


def test_the_panel_shows_what_was_given_and_too_many_rows_say_so() -> None:
    page = panel({"diagnoses-4-code": ["J18.9"], "diagnoses-9-code": ["I10"]})
    assert [c["value"] for c in page.controls if c.get("name", "").endswith("-code")][:2] == ["J18.9", "I10"]
    many = panel({f"diagnoses-{n}-code": ["R69"] for n in range(10_000)})
    assert "10,000 rows were sent; at most 60 are read" in many.text
    assert len(many.names) < 60 * 3 + 20


def test_feedback_shows_every_method_and_the_graded_one() -> None:
    a_key = key(spec(method="code_over_code"))
    page = render("coding/feedback.html", summary=KIND.summary(answer("J18.9"), a_key))
    assert "Graded here: Code over code" in " ".join(page.text.split())
    assert "33.3 %" in page.text
    assert "(graded)" in page.text
    assert "(unverified)" in page.text
    assert page.inline == []

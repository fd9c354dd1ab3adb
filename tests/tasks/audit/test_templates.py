"""The panel and the feedback of an audit, rendered with the shared macros."""

from __future__ import annotations

import pytest

from sandbox.tasks.audit import KIND
from sandbox.tasks.audit.answer import AuditSpec
from sandbox.tasks.base import FieldErrors
from tests.factories.audits import made, spec, world
from tests.factories.panels import Page, render


def panel(a_spec: AuditSpec, given: dict[str, list[str]] | None = None) -> Page:
    """The panel, blank or filled."""
    _, _, room = made(a_spec, world(slots=a_spec.charts))
    form = KIND.form(a_spec, room, given or {})
    errors = KIND.parse(a_spec, room, given or {})
    fields = errors.fields if isinstance(errors, FieldErrors) else {}
    for field in form.log if a_spec.access else ():
        field.form.tick.errors = fields.get(field.form.tick.name, [])
    return render("audit/panel.html", form=form, errors=fields, room=room, spec=a_spec, task_id="audit")


@pytest.mark.parametrize("part", ["coding", "access", "both"])
@pytest.mark.parametrize("charts", [("main",), ("main", "other")])
def test_the_panel_is_whole(part: str, charts: tuple[str, ...]) -> None:
    page = panel(spec(part=part, charts=charts))
    assert [name for name, count in page.ids.items() if count > 1] == []
    assert page.unnamed == []
    assert page.inline == []


def test_the_panel_shows_what_was_given() -> None:
    page = panel(spec(part="both"), {"log-2-tick": ["y"], "log-2-flag": ["vip"], "log-4-flag": ["vip"], "rate": ["80"]})
    controls = {control["name"]: control for control in page.controls if control.get("name")}
    assert "checked" in controls["log-2-tick"]
    assert "checked" not in controls["log-3-tick"]
    assert controls["rate"]["value"] == "80"
    assert "Line 5 has a flag or an outcome but no tick" in page.text


def test_feedback_shows_the_colleagues_rates_and_the_log_in_numbers() -> None:
    a_spec = spec(part="both")
    _, key, _ = made(a_spec)
    page = render("audit/feedback.html", summary=KIND.summary(KIND.samples(a_spec, key).ideal, key))
    text = " ".join(page.text.split())
    assert f"You found {len(key.incidents)} of them" in text
    assert "(asked for)" in text
    assert page.inline == []

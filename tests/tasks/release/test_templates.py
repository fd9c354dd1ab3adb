"""The panel and the feedback of a release task, rendered with the shared macros."""

from __future__ import annotations

from sandbox.tasks.base import FieldErrors
from sandbox.tasks.release import KIND
from tests.factories.panels import Page, render
from tests.factories.release import made

TASK = made("hospital_treatment:part2")


def panel(given: dict[str, list[str]] | None = None) -> Page:
    """The panel, blank or filled."""
    form = KIND.form(TASK.spec, TASK.room, given) if given else KIND.blank(TASK.spec, TASK.room)
    errors = KIND.parse(TASK.spec, TASK.room, given) if given else None
    fields = errors.fields if isinstance(errors, FieldErrors) else {}
    return render("release/panel.html", form=form, errors=fields, room=TASK.room, spec=TASK.spec, task_id="roi")


def test_the_panel_is_whole() -> None:
    page = panel()
    assert [name for name, count in page.ids.items() if count > 1] == []
    assert page.unnamed == []
    assert page.inline == []
    assert {"decision", "basis", "documents", "defects", "clock", "deadline", "fee", "accounting"} <= set(page.names)


def test_the_panel_lists_every_page_with_its_date() -> None:
    text = " ".join(panel().text.split())
    for document in TASK.world.charts["main"].documents:
        assert document.title in text
    assert "03/11/2026" in text
    assert "Treatment record" in text


def test_the_panel_shows_what_was_ticked() -> None:
    page = panel({"documents": ["main:d02"], "defects": ["EXPIRED"], "decision": ["deny"]})
    ticked = {control.get("value") for control in page.controls if "checked" in control}
    assert ticked == {"main:d02", "EXPIRED", "deny"}


def test_feedback_tells_what_applied_and_what_was_looked_at() -> None:
    page = render("release/feedback.html", summary=KIND.summary(KIND.samples(TASK.spec, TASK.key).ideal, TASK.key))
    text = " ".join(page.text.split())
    assert "Any health care provider, covered by HIPAA or not" in text
    assert "45 CFR 164.506(c)(2)" in text
    assert "42 CFR 2.13(a)" in text
    assert "did not apply" in text
    assert page.inline == []

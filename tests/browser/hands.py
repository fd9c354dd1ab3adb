"""What a person does on a form: fills fields, adds rows, ticks boxes, picks from lists."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import closing

from playwright.sync_api import Page, expect
from sqlalchemy.orm import Session

from sandbox.attempts.models import Attempt
from sandbox.database import connect
from sandbox.scenarios import variants
from sandbox.tasks.base import FormData


def ideal(database: str, attempt_id: int, task: str, number: int = 1) -> FormData:
    """What a perfect trainee would give in a round of this task, read from the truth that the browser never sees."""
    engine = connect(database)
    try:
        with closing(Session(engine)) as session:
            attempt = session.get_one(Attempt, attempt_id)
            made = variants.made(session, attempt.variant)
            kind = made.kind(task)
            answer = kind.samples(made.spec(task), made.key(task)).ideal
            return {name: list(values) for name, values in kind.fill(kind.split(answer)[number - 1]).items()}
    finally:
        engine.dispose()


def fill_in(page: Page, given: Mapping[str, Sequence[str]]) -> None:
    """Fill the task's form as a person does. Evidence is attached by selecting sentences, so it is left out here."""
    closed = page.locator("form details:not([open]) > summary")
    while closed.count():
        closed.first.click()
    for name, values in given.items():
        if name.endswith("evidence") or values == [""]:
            continue
        control = page.locator(f'[name="{name}"]')
        while control.count() == 0:
            page.locator(f'[data-add-row="{name.split("-")[0]}"]').click()
        _set(page, name, control.first.evaluate("e => e.type || e.tagName.toLowerCase()"), values)
    page.evaluate("document.activeElement?.blur()")  # what a field does when it is left must not move what is next


def _set(page: Page, name: str, kind: str, values: Sequence[str]) -> None:
    control = page.locator(f'[name="{name}"]')
    if kind in {"radio", "checkbox"}:
        for value in values:
            box = page.locator(f'[name="{name}"][value="{value}"]')
            (box if box.count() else control).first.check()
    elif kind.startswith("select"):
        control.first.select_option(list(values))
    elif kind != "hidden":
        control.first.fill(values[0])
        control.first.press("Escape")  # a list of suggestions may have opened


def saved(page: Page) -> None:
    """Wait until the desk says that everything is saved."""
    expect(page.locator("[data-saved]")).to_contain_text("Saved")


def number_in(address: str) -> int:
    """The attempt's number in an address such as ``/attempts/7/tasks/code``."""
    return int(address.split("/attempts/")[1].split("/")[0].split("?")[0])

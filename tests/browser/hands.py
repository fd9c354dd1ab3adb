"""What a person does on a form: fills fields, adds rows, ticks boxes, picks from lists."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager

from playwright.sync_api import Page, expect
from sqlalchemy.orm import Session

from sandbox.attempts import work
from sandbox.attempts.models import Attempt
from sandbox.database import connect
from sandbox.scenarios import variants
from sandbox.scenarios.materialise import Made
from sandbox.tasks.base import Answer, FormData


def ideal(database: str, attempt_id: int, task: str, number: int = 1) -> FormData:
    """What a perfect trainee would give in a round of this task, read from the truth that the browser never sees."""
    with behind(database, attempt_id) as (_, made):
        kind = made.kind(task)
        answer = kind.samples(made.spec(task), made.key(task)).ideal
        return filled(made, task, kind.split(answer)[number - 1])


def ideal_as_found(database: str, attempt_id: int, task: str) -> FormData:
    """What a perfect trainee would give in an open task that follows others, as these were answered."""
    with behind(database, attempt_id) as (attempt, made):
        room = work.at(attempt, task).room
        return filled(made, task, made.kind(task).samples_in(made.spec(task), made.key(task), room).ideal)


@contextmanager
def behind(database: str, attempt_id: int) -> Iterator[tuple[Attempt, Made]]:
    """The attempt with its variant and the truth, which the browser never sees."""
    engine = connect(database)
    try:
        with closing(Session(engine)) as session:
            attempt = session.get_one(Attempt, attempt_id)
            yield attempt, variants.made(session, attempt.variant)
    finally:
        engine.dispose()


def filled(made: Made, task: str, answer: Answer) -> FormData:
    """The form data of an answer of one round."""
    return {name: list(values) for name, values in made.kind(task).fill(answer).items()}


def fill_at_once(page: Page, given: Mapping[str, Sequence[str]]) -> None:
    """Fill the task's form in one go, for forms that another test fills by hand."""
    page.evaluate(
        """given => {
          for (const [name, values] of Object.entries(given)) {
            for (const control of document.querySelectorAll(`#answer [name="${name}"]`)) {
              if (["radio", "checkbox"].includes(control.type)) control.checked = values.includes(control.value);
              else control.value = values[0] ?? "";
              control.dispatchEvent(new Event("input", { bubbles: true }));
              control.dispatchEvent(new Event("change", { bubbles: true }));
            }
          }
        }""",
        {name: list(values) for name, values in given.items()},
    )


def fill_in(page: Page, given: Mapping[str, Sequence[str]]) -> None:
    """Fill the task's form as a person does. Evidence is attached by selecting sentences, so it is left out here."""
    closed = page.locator("form details:not([open]) > summary")
    while closed.count():
        closed.first.click()
    for name, values in given.items():
        if name.endswith(("evidence", "redacted")) or values == [""]:
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

"""A shift whose last task finds what the trainee let go and did not log, in a real browser and on a phone."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser import hands
from tests.browser.fixtures import PHONE
from tests.browser.serving import Site
from tests.browser.test_trainee_shift import start, submit

pytestmark = pytest.mark.browser
TITLE, LAST = "What you sent comes back", "accounting"
NOT_LOGGED = {
    "accounting": ["no"],
    "entry_day": [""],
    "entry_recipient": [""],
    "entry_what": [""],
    "entry_purpose": [""],
}


def test_what_was_not_logged_turns_up_in_the_file(
    page: Page, site: Site, sign_in: Callable[[Page, str], None], accessible: Callable[[Page], None]
) -> None:
    sign_in(page, "trainee")
    attempt = start(page, TITLE)
    for task in ("authority", "other-desk"):
        given = {**hands.ideal(site.database, attempt, task), **NOT_LOGGED}
        page.goto(f"/attempts/{attempt}/tasks/{task}")
        hands.fill_at_once(page, given)
        hands.saved(page)
        submit(page)
    page.goto(f"/attempts/{attempt}/tasks/{LAST}")
    expect(page.locator("#what-happened")).to_contain_text("an accounting of disclosures is asked for")
    expect(page.locator("#what-happened")).to_contain_text("Copy of our cover letter")
    accessible(page)
    hands.fill_at_once(page, hands.ideal_as_found(site.database, attempt, LAST))
    hands.saved(page)
    accessible(page)
    submit(page)
    page.goto(f"/attempts/{attempt}/feedback/{LAST}")
    expect(page.locator("#task").get_by_text("100 %").first).to_be_visible()
    expect(page.locator("#task")).to_contain_text("The accounting as it goes to the patient")
    accessible(page)


def test_lines_are_judged_with_the_keyboard_on_a_phone(
    page: Page, site: Site, sign_in: Callable[[Page, str], None], accessible: Callable[[Page], None]
) -> None:
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    sign_in(page, "trainee")
    attempt = start(page, "Who had my record?")
    page.goto(f"/attempts/{attempt}/tasks/{LAST}")
    page.get_by_role("button", name="Task", exact=True).click()
    line = page.get_by_role("group", name="Line 1:")
    line.get_by_label("Judgment").focus()
    page.keyboard.press("n")  # as one types to choose: “Not on the accounting”
    page.keyboard.press("Tab")
    page.keyboard.press("T")
    expect(line.get_by_label("Judgment")).to_have_value("off")
    expect(line.get_by_label("Why it stays out")).to_be_focused()
    expect(line.get_by_label("Why it stays out")).to_have_value("tpo")
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    accessible(page)

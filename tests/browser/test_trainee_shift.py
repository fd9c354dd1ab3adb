"""A trainee's whole shift in a real browser: four tasks on generated charts, each marked and explained."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser import hands
from tests.browser.fixtures import PHONE
from tests.browser.serving import Site

pytestmark = pytest.mark.browser
TASKS = ("review-the-chart", "code-the-stay", "answer-the-lawyer", "check-a-colleague")


def start(page: Page, title: str) -> int:
    """Start a practice shift from the catalogue; the attempt's number."""
    page.goto("/practice")
    page.get_by_role("button", name=re.compile(rf"^Start\s+{re.escape(title)}")).click()
    page.wait_for_url("**/attempts/*")
    return hands.number_in(page.url)


def submit(page: Page) -> None:
    """Look over and submit the open task."""
    page.get_by_role("button", name="Check and submit").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Look over before you submit")
    page.get_by_role("button", name="Submit this task").click()
    expect(page.get_by_role("button", name="Submit this task")).to_have_count(0)
    page.wait_for_load_state()


def test_a_whole_shift_is_worked_marked_and_explained(
    page: Page, site: Site, sign_in: Callable[[Page, str], None], accessible: Callable[[Page], None]
) -> None:
    sign_in(page, "trainee")
    accessible(page)
    attempt = start(page, "Your first shift")
    accessible(page)
    for task in TASKS:
        page.goto(f"/attempts/{attempt}/tasks/{task}")
        accessible(page)
        hands.fill_in(page, hands.ideal(site.database, attempt, task))
        hands.saved(page)
        accessible(page)
        page.reload()
        submit(page)
        page.goto(f"/attempts/{attempt}/feedback/{task}")
        expect(page.locator("#task").get_by_text("100 %").first).to_be_visible()
        accessible(page)
    page.goto(f"/attempts/{attempt}/feedback")
    expect(page.get_by_text("100 %").first).to_be_visible()
    accessible(page)
    page.get_by_role("button", name="Again, with a new patient").click()
    page.wait_for_url("**/attempts/*")
    assert hands.number_in(page.url) != attempt


def test_evidence_is_attached_by_selecting_a_sentence(page: Page, sign_in: Callable[[Page, str], None]) -> None:
    sign_in(page, "trainee")
    attempt = start(page, "Your first shift")
    page.goto(f"/attempts/{attempt}/tasks/code-the-stay")
    page.get_by_role("link", name=re.compile("Discharge Summary")).first.click()
    page.locator('[name="diagnoses-0-code"]').fill("J18.9")
    page.locator('[name="diagnoses-0-code"]').press("Escape")
    page.locator("[data-sheet]:not([hidden])").get_by_role("button", name=re.compile("neumonia")).first.click()
    page.get_by_role("button", name="Attach selected evidence").first.click()
    expect(page.locator("[data-chips] li").first).to_contain_text("neumonia")
    hands.saved(page)


def test_a_wrong_format_costs_nothing_and_keeps_what_was_typed(
    page: Page, sign_in: Callable[[Page, str], None], accessible: Callable[[Page], None]
) -> None:
    sign_in(page, "trainee")
    attempt = start(page, "Your first shift")
    page.goto(f"/attempts/{attempt}/tasks/code-the-stay")
    page.locator('[name="diagnoses-0-code"]').fill("J44.9X")
    page.locator('[name="diagnoses-0-code"]').press("Escape")
    hands.saved(page)
    page.get_by_role("button", name="Check and submit").click()
    expect(page.get_by_role("alert").first).to_contain_text("J44.9X")
    expect(page.locator('[name="diagnoses-0-code"]')).to_have_value("J44.9X")
    accessible(page)


def test_somebody_elses_attempt_does_not_exist(page: Page, sign_in: Callable[[Page, str], None]) -> None:
    sign_in(page, "trainee")
    attempt = start(page, "Your first shift")
    page.get_by_role("button", name="Sign out").click()
    sign_in(page, "trainee2")
    for address in (f"/attempts/{attempt}", f"/attempts/{attempt}/tasks/code-the-stay"):
        answer = page.goto(address)
        assert answer is not None
        assert answer.status == 404


def test_the_desk_works_on_a_phone(
    page: Page, sign_in: Callable[[Page, str], None], accessible: Callable[[Page], None]
) -> None:
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    sign_in(page, "trainee")
    attempt = start(page, "Your first shift")
    page.goto(f"/attempts/{attempt}/tasks/review-the-chart")
    accessible(page)
    page.get_by_role("button", name="Task", exact=True).click()
    expect(page.locator('[name="findings-0-type"]')).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]

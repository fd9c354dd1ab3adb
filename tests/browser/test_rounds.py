"""A staged task in a real browser: every round with its changed chart, two tabs, and the feedback on all of them."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser import hands
from tests.browser.fixtures import PHONE
from tests.browser.serving import Site
from tests.browser.test_trainee_shift import start, submit

pytestmark = pytest.mark.browser
FOLLOW_UP = ("Until the record is complete", "follow-up", ("Day 1", "Day 8", "Day 28"))
MONTH_END = ("Month’s end in the record room", "month-end", ("Day 1", "Day 32", "Day 40"))


def close(page: Page) -> None:
    """Look over and close the open round."""
    page.get_by_role("button", name="Check and close this round").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Look over before you close this round")
    page.get_by_role("button", name="Close this round").click()
    expect(page.locator("#what-happened")).to_be_attached()  # a phone shows the chart first


@pytest.mark.parametrize(("title", "task", "days"), [FOLLOW_UP, MONTH_END])
def test_all_rounds_are_worked_and_explained(
    page: Page,
    site: Site,
    sign_in: Callable[[Page, str], None],
    accessible: Callable[[Page], None],
    title: str,
    task: str,
    days: tuple[str, ...],
) -> None:
    sign_in(page, "trainee")
    attempt = start(page, title)
    page.goto(f"/attempts/{attempt}/tasks/{task}")
    for number, day in enumerate(days, 1):
        expect(page.locator(".stage")).to_contain_text(f"{day} of the follow-up")
        accessible(page)
        hands.fill_in(page, hands.ideal(site.database, attempt, task, number))
        hands.saved(page)
        accessible(page)
        if number < len(days):
            close(page)
    submit(page)
    page.goto(f"/attempts/{attempt}/feedback/{task}")
    expect(page.locator("#task").get_by_text("100 %").first).to_be_visible()
    accessible(page)
    page.get_by_role("navigation", name="The chart in each round").get_by_role("link", name=days[0]).click()
    expect(page.locator(".listed-news")).to_have_count(0)
    accessible(page)


def test_the_changed_documents_open_from_what_happened(
    page: Page, site: Site, sign_in: Callable[[Page, str], None]
) -> None:
    sign_in(page, "trainee")
    attempt = start(page, "Month’s end in the record room")
    page.goto(f"/attempts/{attempt}/tasks/month-end")
    hands.fill_in(page, hands.ideal(site.database, attempt, "month-end"))
    hands.saved(page)
    close(page)
    link = page.locator(".stage-news a").first
    wanted = link.get_attribute("data-show")
    assert wanted is not None
    page.evaluate("window.stayed = true")
    link.click()
    expect(page.locator("[data-sheet]:not([hidden])")).to_have_attribute("data-sheet", wanted)
    expect(page.locator(f'[data-listed="{wanted}"] .listed-news')).to_be_visible()
    assert page.evaluate("window.stayed"), "the page was loaded anew, and what is typed might be lost"


def test_a_tab_that_still_shows_the_closed_round_saves_nothing(
    page: Page, sign_in: Callable[[Page, str], None]
) -> None:
    sign_in(page, "trainee")
    attempt = start(page, "Until the record is complete")
    address = f"/attempts/{attempt}/tasks/follow-up"
    page.goto(address)
    old = page.context.new_page()
    old.goto(address)
    page.locator('[name="findings-0-note"]').fill("mine")
    page.locator('[name="findings-0-note"]').fill("")
    close(page)
    old.locator('[name="findings-0-note"]').fill("from the other tab")
    expect(old.get_by_text("Round 1 of this task is closed; round 2 is open.")).to_be_visible()
    old.get_by_role("button", name="Reload").click()
    expect(old.locator(".stage")).to_contain_text("Day 8")
    expect(old.locator('[name="findings-0-note"]')).to_have_value("")
    expect(old.get_by_text("This browser holds work")).to_have_count(0)


def test_a_round_fits_a_phone(
    page: Page, site: Site, sign_in: Callable[[Page, str], None], accessible: Callable[[Page], None]
) -> None:
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    sign_in(page, "trainee")
    attempt = start(page, "Month’s end in the record room")
    page.goto(f"/attempts/{attempt}/tasks/month-end")
    page.get_by_role("button", name="Task", exact=True).click()
    for number in (1, 2):
        hands.fill_in(page, hands.ideal(site.database, attempt, "month-end", number))
        hands.saved(page)
        close(page)
        page.get_by_role("button", name="Task", exact=True).click()
    expect(page.get_by_role("heading", name="Delinquency rate")).to_be_visible()
    accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]

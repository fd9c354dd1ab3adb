"""Comparing and printing in a real browser: the way there by keyboard, a narrow screen, axe, paper."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from sandbox.charts.model import SYNTHETIC_MARK
from tests.browser.fixtures import PHONE
from tests.web.desks import Bench
from tests.web.workbench.test_in_browser import page, served, session

__all__ = ["page", "served", "session"]  # fixtures

pytestmark = pytest.mark.browser


def test_from_the_open_document_to_a_comparison_and_back(
    page: Page, bench: Bench, accessible: Callable[[Page], None]
) -> None:
    page.get_by_role("link", name="History and physical").click()
    link = page.get_by_role("link", name="Compare")
    expect(link).to_have_attribute("href", f"{page.url.split('/attempts')[0]}{bench.task}/compare?left=main%3Ad02")
    link.focus()
    page.keyboard.press("Enter")
    page.get_by_label("Second document").select_option("main:d05")
    page.get_by_role("button", name="Compare").click()
    expect(page.locator(".differs").first).to_be_visible()
    accessible(page)
    first, second = (page.locator(".compare > section").nth(place).bounding_box() for place in (0, 1))
    assert first is not None
    assert second is not None
    assert first["x"] + first["width"] <= second["x"]
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    first, second = (page.locator(".compare > section").nth(place).bounding_box() for place in (0, 1))
    assert first is not None
    assert second is not None
    assert first["y"] + first["height"] <= second["y"]
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.get_by_role("link", name="Back to the task").click()
    expect(page.locator("[data-sheet]:not([hidden])")).to_have_attribute("data-sheet", "main:d02")


def test_a_list_that_the_server_ordered_goes_back_to_the_binder(page: Page, bench: Bench) -> None:
    page.goto(f"{bench.task}?order=latest")
    first = page.locator("[data-shelf=main] [data-listed]").first
    latest = first.get_attribute("data-listed")
    page.get_by_label("Sort").select_option("")
    page.wait_for_url(lambda address: "order=&" in address)
    assert first.get_attribute("data-listed") != latest


def test_every_printed_page_carries_the_mark(page: Page, bench: Bench, accessible: Callable[[Page], None]) -> None:
    page.goto(f"{bench.task}/print?chart=main")
    expect(page.get_by_role("button", name="Print")).to_be_visible()
    accessible(page)
    pages = PdfReader(BytesIO(page.pdf(format="Letter"))).pages
    documents = page.locator("article").count()
    assert len(pages) >= documents
    texts = [each.extract_text() for each in pages]
    assert all(SYNTHETIC_MARK in text for text in texts)
    assert not any("Back to the task" in text or "Sign out" in text for text in texts)

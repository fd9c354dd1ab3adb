"""Redacting in a real browser: with the mouse, with the keyboard, taken back, and in the packet that would go out."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

import pytest
from playwright.sync_api import Locator, Page, expect
from pypdf import PdfReader

from tests.browser import hands
from tests.browser.serving import Site
from tests.browser.test_trainee_shift import start, submit

pytestmark = pytest.mark.browser


def statement(page: Page, ref: str) -> Locator:
    return page.locator(f'[id="{ref}"]')


def test_sentences_are_redacted_and_taken_back(
    page: Page, site: Site, sign_in: Callable[[Page, str], None], accessible: Callable[[Page], None]
) -> None:
    sign_in(page, "trainee")
    attempt = start(page, "One line on the page")
    ideal = hands.ideal(site.database, attempt, "treating")
    first, second = ideal["redacted"][0].split()
    page.goto(f"/attempts/{attempt}/tasks/treating?document={first.rpartition('.')[0]}")
    field = page.locator('[name="redacted"]')

    statement(page, first).click()
    page.get_by_role("button", name="Redact", exact=True).click()
    expect(statement(page, first)).to_have_class("st st-redacted")
    statement(page, second).focus()
    page.keyboard.press("Enter")
    page.keyboard.press("r")
    expect(field).to_have_value(f"{first} {second}")
    accessible(page)
    page.get_by_role("button", name="Leave legible").last.click()
    expect(statement(page, second)).to_have_class("st")
    expect(field).to_have_value(first)

    statement(page, second).click()
    page.get_by_role("button", name="Redact what is selected").click()
    hands.fill_in(page, ideal)
    hands.saved(page)
    packet = page.request.get(f"/attempts/{attempt}/tasks/treating/packet").body()
    text = " ".join(" ".join(one.extract_text() for one in PdfReader(BytesIO(packet)).pages).split())
    assert text.count("Redacted") == 2
    assert statement(page, first).inner_text()[:60] not in text

    submit(page)
    page.goto(f"/attempts/{attempt}/feedback/treating")
    expect(page.get_by_role("heading", name="Redactions")).to_be_visible()
    expect(page.get_by_text("100 %").first).to_be_visible()
    accessible(page)

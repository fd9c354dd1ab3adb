"""A queue of five requests in a real browser. One is answered wrongly, and that becomes the incident of the shift."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from sandbox.scenarios.play import after_mistakes
from sandbox.tasks.base import FormData
from tests.browser import hands
from tests.browser.fixtures import PHONE
from tests.browser.serving import Site
from tests.browser.test_trainee_shift import start, submit

pytestmark = pytest.mark.browser
TITLE, QUEUE, INCIDENT = "Monday morning at the request desk", "sort-the-queue", "incident"


def one_gone_wrong(site: Site, attempt: int) -> dict[str, FormData]:
    """Answers to the five requests, right but for one that lets out what had to stay."""
    with hands.behind(site.database, attempt) as (_, made):
        _, answers = next(after_mistakes(made, INCIDENT, 1))
        return {task: hands.filled(made, task, answer) for task, answer in answers.items()}


def test_a_queue_is_worked_and_a_wrong_release_becomes_the_incident(
    page: Page, site: Site, sign_in: Callable[[Page, str], None], accessible: Callable[[Page], None]
) -> None:
    sign_in(page, "trainee")
    attempt = start(page, TITLE)
    page.goto(f"/attempts/{attempt}/tasks/{QUEUE}")
    hands.fill_in(page, hands.ideal(site.database, attempt, QUEUE))
    hands.saved(page)
    submit(page)
    requests = one_gone_wrong(site, attempt)
    assert len(requests) == 5
    for task, given in requests.items():
        page.goto(f"/attempts/{attempt}/tasks/{INCIDENT}")
        expect(page.get_by_role("heading", name="Breach risk assessment")).to_have_count(0)
        page.goto(f"/attempts/{attempt}/tasks/{task}")
        hands.fill_at_once(page, given)
        hands.saved(page)
        submit(page)
    page.goto(f"/attempts/{attempt}/tasks/{INCIDENT}")
    expect(page.locator("#what-happened")).to_contain_text("a release of yours comes back")
    expect(page.locator("#what-happened")).to_contain_text("Incident report")
    accessible(page)
    hands.fill_in(page, hands.ideal_as_found(site.database, attempt, INCIDENT))
    hands.saved(page)
    submit(page)
    page.goto(f"/attempts/{attempt}/feedback/{INCIDENT}")
    expect(page.locator("#task").get_by_text("100 %").first).to_be_visible()
    expect(page.locator("#task")).to_contain_text("This incident came of a release of yours")
    accessible(page)


def test_an_assessment_fits_a_phone(
    page: Page, site: Site, sign_in: Callable[[Page, str], None], accessible: Callable[[Page], None]
) -> None:
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    sign_in(page, "trainee")
    attempt = start(page, "Something went wrong")
    page.goto(f"/attempts/{attempt}/tasks/second-report")
    page.get_by_role("button", name="Task", exact=True).click()
    hands.fill_in(page, hands.ideal(site.database, attempt, "second-report"))
    hands.saved(page)
    page.reload()
    page.get_by_role("button", name="Task", exact=True).click()
    expect(page.get_by_role("heading", name="The letter as it stands")).to_be_visible()
    accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    submit(page)
    page.goto(f"/attempts/{attempt}/feedback/second-report")
    expect(page.locator("#task").get_by_text("100 %").first).to_be_visible()

"""An instructor sets a shift up and judges it: course, join code, assignment, gradebook, override, download."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser import hands
from tests.browser.fixtures import window
from tests.browser.serving import Site
from tests.browser.test_trainee_shift import submit

pytestmark = pytest.mark.browser


def make_course(page: Page, title: str) -> str:
    """Make a course; its join code as printed."""
    page.goto("/courses")
    page.get_by_role("link", name=re.compile("Make a course")).first.click()
    page.get_by_label("Title").fill(title)
    page.get_by_role("button", name="Make the course").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(title)
    return page.locator("[data-join-code], .join-code").first.inner_text().strip()


def assign(page: Page, scenario: str) -> None:
    """Assign a scenario to the open course with the policy that the form suggests."""
    page.get_by_role("link", name="Assign a scenario").first.click()
    option = page.locator("select[name=version] option", has_text=scenario).first
    page.get_by_label("Scenario").select_option(option.get_attribute("value"))
    page.get_by_role("button", name="Assign", exact=True).click()
    expect(page.get_by_text(scenario).first).to_be_visible()


def work(page: Page, site: Site, code: str, scenario: str) -> int:
    """Join with the code, and do the assignment perfectly but for its last code; the attempt's number."""
    page.goto("/courses/join")
    page.get_by_label(re.compile("code", re.IGNORECASE)).fill(code)
    page.get_by_role("button", name="Join").click()
    page.goto("/today")
    page.get_by_role("button", name=re.compile(f"Start.*{scenario}", re.DOTALL)).first.click()
    page.wait_for_url("**/attempts/*")
    attempt = hands.number_in(page.url)
    tasks = [link.get_attribute("href") or "" for link in page.locator("main table a[href*='/tasks/']").all()]
    for address in dict.fromkeys(tasks):
        page.goto(address)
        given = hands.ideal(site.database, attempt, address.rsplit("/", 1)[1])
        last = max(int(name.split("-")[1]) for name in given if name.startswith("diagnoses-"))
        hands.fill_in(page, {name: values for name, values in given.items() if f"diagnoses-{last}-" not in name})
        hands.saved(page)
        submit(page)
    return attempt


@pytest.fixture
def theirs(chromium_browser: Browser, site: Site) -> Iterator[BrowserContext]:
    """The trainee's own window."""
    with window(chromium_browser, site.url) as opened:
        yield opened


def test_a_shift_is_set_up_worked_and_judged(
    page: Page,
    site: Site,
    theirs: BrowserContext,
    sign_in: Callable[[Page, str], None],
    accessible: Callable[[Page], None],
) -> None:
    sign_in(page, "instructor")
    accessible(page)
    code = make_course(page, "Coding clinic, section B")
    accessible(page)
    assign(page, "Code a clinic visit for diabetes")
    accessible(page)
    course = page.url

    trainee = theirs.new_page()
    sign_in(trainee, "trainee3")
    attempt = work(trainee, site, code, "Code a clinic visit for diabetes")

    page.goto(course)
    page.get_by_role("link", name="Gradebook").click()
    accessible(page)
    with page.expect_download() as waiting:
        page.get_by_role("link", name="Download as CSV").click()
    assert "Almeida" in waiting.value.path().read_text(encoding="utf-8-sig")

    page.goto(f"/attempts/{attempt}/marks")
    accessible(page)
    page.get_by_role("link", name=re.compile("Override")).last.click()
    accessible(page)
    page.get_by_label(re.compile("Credit|percent", re.IGNORECASE)).first.fill("100")
    page.get_by_label(re.compile("Reason|Why")).fill("The note can be read either way.")
    page.get_by_role("button", name="Override the mark").click()
    expect(page.get_by_text("The note can be read either way.").first).to_be_visible()
    accessible(page)

    trainee.goto(f"/attempts/{attempt}/feedback")
    accessible(trainee)


def test_every_page_of_an_instructor_is_without_barriers(
    page: Page, sign_in: Callable[[Page, str], None], accessible: Callable[[Page], None]
) -> None:
    sign_in(page, "instructor")
    seen: set[str] = set()
    waiting = ["/courses", "/today", "/practice", "/account"]
    while waiting and len(seen) < 40:
        address = waiting.pop(0)
        shape = re.sub(r"\d+", "#", address)
        if shape in seen:
            continue
        seen.add(shape)
        page.goto(address)
        accessible(page)
        links = [link.get_attribute("href") or "" for link in page.locator("main a[href^='/']").all()]
        waiting += [link.split("#")[0].split("?")[0] for link in links if ".csv" not in link]
    assert "/courses/#/gradebook" in seen

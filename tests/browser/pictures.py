"""Takes the README's pictures from the running product: ``python -m tests.browser.pictures``."""

from __future__ import annotations

import re
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from sandbox.charts import generate
from sandbox.charts.exports import FORMATS
from tests.browser import chromium, hands
from tests.browser.fixtures import LAPTOP
from tests.browser.serving import Site, served_demo

FOLDER = Path("docs/pictures")
CHARTS = (
    ("hip_fracture", 7, "operative_report"),
    ("sepsis_urinary", 3, "medication_record"),
    ("preterm_newborn", 4, "newborn_record"),
    ("wound_care_home_health", 2, "home_health_certification"),
    ("schizophrenia_inpatient", 5, "restraint_record"),
)
"""Pathway, seed and document type of the pages that ``docs/charts.md`` shows."""


def desk(page: Page, site: Site) -> None:
    """The coding task with the discharge summary open and a sentence attached to the first code."""
    page.goto("/practice")
    page.get_by_role("button", name=re.compile(r"^Start\s+Your first shift")).click()
    page.wait_for_url("**/attempts/*")
    attempt = hands.number_in(page.url)
    page.goto(f"/attempts/{attempt}/tasks/code-the-stay")
    page.get_by_role("link", name=re.compile("Discharge Summary")).first.click()
    ideal = hands.ideal(site.database, attempt, "code-the-stay")
    last = max(int(name.split("-")[1]) for name in ideal if name.startswith("diagnoses-"))
    given = {name: values for name, values in ideal.items() if f"diagnoses-{last}-" not in name}
    hands.fill_in(page, {**given, "diagnoses-1-poa": ["N"]})
    page.locator('[name="diagnoses-0-code"]').focus()
    page.locator("[data-sheet]:not([hidden])").get_by_role("button", name=re.compile("neumonia")).first.click()
    page.locator("[data-evidence-for]").first.click()
    hands.saved(page)
    page.screenshot(path=FOLDER / "desk.png")
    page.get_by_role("button", name="Check and submit").click()
    page.get_by_role("button", name="Submit this task").click()
    page.wait_for_load_state()
    page.goto(f"/attempts/{attempt}/feedback/code-the-stay")
    page.locator("a[href*='#']", has_text="neumonia").first.click()
    page.screenshot(path=FOLDER / "feedback.png")


def release(page: Page, site: Site) -> None:
    """A request letter beside the decision."""
    page.goto("/practice")
    page.get_by_role("button", name=re.compile(r"^Start\s+Your first shift")).click()
    page.wait_for_url("**/attempts/*")
    attempt = hands.number_in(page.url)
    page.goto(f"/attempts/{attempt}/tasks/answer-the-lawyer")
    page.screenshot(path=FOLDER / "release.png")


def gradebook(page: Page, site: Site) -> None:
    """An instructor's view of a course."""
    page.get_by_role("button", name="Sign out").click()
    site.sign_in(page, "instructor")
    page.goto("/courses/1/gradebook")
    page.screenshot(path=FOLDER / "gradebook.png")


def chart_pages(browser: Browser) -> None:
    """One page of five charts, as the web page of the chart prints it."""
    page = browser.new_page(viewport={"width": 900, "height": 1200})
    for pathway, seed, kind in CHARTS:
        chart, _ = generate(pathway, seed)
        document = next(one for one in chart.documents if one.type == kind)
        page.set_content(FORMATS["html"].render(chart, None).decode())
        page.locator(f"#chart-{document.id}").screenshot(path=FOLDER / f"chart-{pathway.replace('_', '-')}.png")
    page.close()


def main() -> None:
    """Serve a demo, walk to each page, and keep what is seen."""
    path = chromium.find()
    if path is None:
        raise SystemExit(chromium.REMEDY)
    FOLDER.mkdir(exist_ok=True)
    with (
        tempfile.TemporaryDirectory(prefix="mrt-pictures-") as folder,
        served_demo(Path(folder)) as site,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=path, args=list(chromium.ARGUMENTS))
        page = browser.new_page(viewport=LAPTOP, base_url=site.url)  # type: ignore[arg-type]
        site.sign_in(page, "trainee")
        for picture in (desk, release, gradebook):
            picture(page, site)
        chart_pages(browser)
        browser.close()


if __name__ == "__main__":
    main()

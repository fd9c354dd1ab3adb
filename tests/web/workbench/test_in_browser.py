"""The desk with script, in a real browser: evidence, rows, search, saving through every mishap, the keyboard."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Thread, current_thread, main_thread

import pytest
from flask import Flask, request_started
from playwright.sync_api import Browser, Page, Route, expect
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.serving import make_server

from sandbox.attempts import autosave
from sandbox.attempts.models import AttemptEvent, Draft
from sandbox.clock import utc_now
from sandbox.database import writing
from sandbox.extensions import db
from tests.browser.fixtures import LAPTOP, PHONE, window
from tests.client import Client
from tests.factories.people import PASSWORD
from tests.web import desks
from tests.web.desks import Bench

pytestmark = pytest.mark.browser


@pytest.fixture
def session(app: Flask) -> Iterator[Session]:
    """A session that pages leave alone: here they come from other threads, in the middle of what a test does."""
    with app.app_context():
        maker = db.sessionmaker
    with maker() as opened:

        def look_afresh(_app: Flask, **_rest: object) -> None:
            if current_thread() is main_thread():
                opened.rollback()

        with request_started.connected_to(look_afresh, app):
            yield opened


@contextmanager
def beside(session: Session) -> Iterator[None]:
    """Write to the database beside the server, as another window would."""
    session.rollback()
    before = writing.set(True)
    yield
    session.commit()
    writing.reset(before)


@pytest.fixture
def served(app: Flask) -> Iterator[str]:
    """The application, served by a thread of this test."""
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def page(chromium_browser: Browser, served: str, trainee: Client, bench: Bench) -> Iterator[Page]:
    """Bo's desk, open in a browser that fails the test when a script does."""
    with window(chromium_browser, served) as context:
        cookie = trainee.flask.get_cookie("mrt")
        assert cookie is not None
        context.add_cookies([{"name": "mrt", "value": cookie.value, "url": served}])
        made = context.new_page()
        faults: list[str] = []
        made.on("pageerror", lambda error: faults.append(str(error)))
        made.goto(bench.task)
        yield made
    assert not faults


def write(page: Page, text: str) -> None:
    """Type a note."""
    page.get_by_role("textbox", name="Note").fill(text)


def saved(page: Page, words: str = "Saved") -> None:
    """Wait until the desk says so."""
    expect(page.locator("[data-saved]")).to_contain_text(words)


def current(page: Page) -> str | None:
    """The key of the document that is open."""
    return page.locator("[data-sheet]:not([hidden])").get_attribute("data-sheet")


def drafted(session: Session) -> dict[str, list[str]]:
    """What the server holds of the task."""
    session.rollback()
    form = session.scalars(select(Draft)).one().form
    session.rollback()
    return form


def test_clicked_sentences_become_evidence_of_the_row_worked_on(page: Page, session: Session) -> None:
    page.get_by_role("link", name="History and physical").click()
    page.get_by_role("button", name="COPD with acute exacerbation.").click()
    page.get_by_role("button", name="Assessment: community-acquired pneumonia.").click()
    expect(page.locator("[data-picked-count]")).to_have_text("2 sentences selected")
    page.get_by_role("button", name="Attach to Code 1").click()
    chips = page.locator("[data-chips] li")
    expect(chips).to_have_count(2)
    expect(chips.first).to_contain_text("History and physical Assessment: community-acquired pneumonia.")
    page.get_by_role("button", name="Remove evidence: COPD with acute exacerbation.").click()
    saved(page)
    assert drafted(session)["codes-0-evidence"] == ["main:d02.s2"]


def test_sentences_marked_with_the_mouse_are_selected_whole(page: Page) -> None:
    page.get_by_role("link", name="Discharge summary").click()
    first = page.locator("[id='main:d05.s1']").bounding_box()
    second = page.locator("[id='main:d05.s2']").bounding_box()
    assert first is not None
    assert second is not None
    page.mouse.move(first["x"] + 30, first["y"] + 6)
    page.mouse.down()
    page.mouse.move(second["x"] + 40, second["y"] + second["height"] - 6, steps=4)
    page.mouse.up()
    expect(page.locator("[data-picked-count]")).to_have_text("2 sentences selected")


def test_the_whole_chart_by_keyboard(page: Page, session: Session) -> None:
    page.keyboard.press("/")
    page.keyboard.type("copd")
    expect(page.locator("[data-chart-hits]")).to_contain_text("2 places in 2 documents")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    assert current(page) == "main:d05"
    page.keyboard.press("k")
    assert current(page) == "main:d02"
    page.locator("[data-sheets]").focus()
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Space")
    page.keyboard.press("a")
    saved(page)
    assert drafted(session)["codes-0-evidence"] == ["main:d02.s3"]


def test_letters_typed_into_a_field_are_no_shortcuts(page: Page) -> None:
    before = current(page)
    page.get_by_role("textbox", name="Note").press_sequentially("jk/a")
    assert current(page) == before
    expect(page.get_by_role("textbox", name="Note")).to_have_value("jk/a")


def test_rows_are_added_moved_and_removed_and_keep_their_order(page: Page, session: Session) -> None:
    page.get_by_label("Code", exact=True).fill("A00")
    page.get_by_role("button", name="Add a code").click()
    page.keyboard.type("B00")
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Add a code").click()
    page.keyboard.type("C00")
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Move up").nth(2).click()
    page.get_by_role("button", name="Remove", exact=True).first.click()
    expect(page.locator(".row-title")).to_have_text(["Code 1", "Code 2"])
    saved(page)
    form = drafted(session)
    codes = [form[name][0] for name in sorted(form) if name.endswith("-code")]
    assert codes == ["C00", "B00"]
    page.reload()
    assert [each.input_value() for each in page.get_by_label("Code", exact=True).all()] == ["C00", "B00"]


def test_a_code_is_found_and_taken_by_keyboard(page: Page) -> None:
    field = page.get_by_label("Code", exact=True)
    field.press_sequentially("J18")
    expect(page.locator("[role=option]").first).to_be_visible()
    assert field.get_attribute("aria-expanded") == "true"
    field.press("ArrowDown")
    field.press("ArrowDown")
    chosen = page.locator("[role=option][aria-selected=true]")
    assert field.get_attribute("aria-activedescendant") == chosen.get_attribute("id")
    code = chosen.locator("b").inner_text()
    field.press("Enter")
    expect(field).to_have_value(code)
    expect(page.get_by_role("listbox")).to_be_hidden()


def test_work_typed_while_offline_is_saved_when_the_line_is_back(page: Page, session: Session) -> None:
    page.context.set_offline(True)
    write(page, "Typed in a tunnel")
    saved(page, "Kept in this browser")
    expect(page.get_by_text("You are offline.")).to_be_visible()
    page.context.set_offline(False)
    page.evaluate("dispatchEvent(new Event('online'))")
    expect(page.locator("[data-save-banner]")).to_be_hidden()
    assert drafted(session)["note"] == ["Typed in a tunnel"]


def test_a_page_that_answered_a_form_is_opened_afresh_without_sending_the_form_again(page: Page) -> None:
    code = page.locator("[name=codes-0-code]")
    code.fill("99")
    code.press("Escape")
    saved(page)
    page.get_by_role("button", name="Check and submit").click()
    expect(page.get_by_role("alert")).to_contain_text("“99” is no code.")
    with page.expect_request(lambda request: request.is_navigation_request()) as asked:
        page.evaluate("import('/static/js/afresh.js').then((made) => made.openAfresh())")
    assert asked.value.method == "GET"
    expect(page.get_by_role("alert")).to_have_count(0)


def test_an_expired_session_loses_nothing(page: Page, session: Session) -> None:
    page.wait_for_load_state("networkidle")  # an answer still on its way would bring the cookie back
    page.context.clear_cookies()
    write(page, "Typed after the session ended")
    expect(page.get_by_text("You are signed out")).to_be_visible()
    with page.context.expect_page() as opened:
        page.get_by_role("link", name="Sign in in a new tab").click()
    sign_in_there = opened.value
    sign_in_there.get_by_label("E-mail").fill("bo@example.org")
    sign_in_there.get_by_label("Password", exact=True).fill(PASSWORD)
    sign_in_there.get_by_role("button", name="Sign in").click()
    expect(sign_in_there.get_by_role("heading", name="A quiet morning")).to_be_visible()
    page.bring_to_front()
    page.evaluate("dispatchEvent(new Event('focus'))")
    saved(page, "Saved ")
    expect(page.locator("[data-save-banner]")).to_be_hidden()
    assert drafted(session)["note"] == ["Typed after the session ended"]


def test_another_windows_save_is_kept_until_one_decides(page: Page, session: Session, bench: Bench) -> None:
    with beside(session):
        autosave.save_draft(session, bench.attempt, "letter", {"note": ["Theirs"]}, 0, utc_now())
    write(page, "Mine")
    expect(page.get_by_text("Another window saved this task")).to_be_visible()
    assert drafted(session)["note"] == ["Theirs"]
    page.get_by_role("button", name="Keep mine").click()
    saved(page)
    assert drafted(session)["note"] == ["Mine"]


def test_loading_the_other_version_shows_it(page: Page, session: Session, bench: Bench) -> None:
    with beside(session):
        autosave.save_draft(session, bench.attempt, "letter", {"note": ["Theirs"]}, 0, utc_now())
    write(page, "Mine")
    page.get_by_role("button", name="Load the other version").click()
    expect(page.get_by_role("textbox", name="Note")).to_have_value("Theirs")
    expect(page.locator("[data-save-banner]")).to_be_hidden()


def test_work_that_a_closed_window_could_not_save_is_offered_again(page: Page, session: Session) -> None:
    kept = "{body: 'note=Before+the+power+went', revision: '0', at: Date.now()}"
    page.evaluate(f"localStorage.setItem(document.forms.answer.dataset.keep + '~gone', JSON.stringify({kept}))")
    page.reload()
    page.get_by_role("button", name="Put it back").click()
    expect(page.get_by_role("textbox", name="Note")).to_have_value("Before the power went")
    expect(page.locator("[data-save-banner]")).to_be_hidden()
    assert drafted(session)["note"] == ["Before the power went"]


def test_what_cannot_be_saved_is_kept_in_the_browser_until_it_is(page: Page) -> None:
    page.route("**/draft", lambda route: route.fulfill(status=503))
    write(page, "While the server is busy")
    saved(page, "Kept in this browser")
    stored = "Object.entries(localStorage).filter(([name]) => name.includes('~')).map(([, text]) => text).join()"
    assert "While+the+server+is+busy" in page.evaluate(stored)
    page.unroute("**/draft")
    page.evaluate("dispatchEvent(new Event('online'))")
    expect(page.locator("[data-save-banner]")).to_be_hidden()
    assert page.evaluate(stored) == ""


def test_checking_waits_for_a_save_that_is_on_its_way(page: Page, session: Session) -> None:
    held: list[Route] = []
    page.route("**/draft", lambda route: held.append(route))
    with page.expect_request("**/draft"):
        write(page, "Half a")
    write(page, "Half a sentence, and the rest")
    page.get_by_role("button", name="Check and submit").click(no_wait_after=True)
    held[0].continue_()
    expect(page.get_by_role("heading", level=1)).to_have_text("Look over before you submit")
    assert drafted(session)["note"] == ["Half a sentence, and the rest"]


def test_openings_are_reported_with_what_was_open_at_first(page: Page, session: Session, bench: Bench) -> None:
    with page.expect_response(f"**{bench.shift}/opened"):
        page.get_by_role("link", name="Chest X-ray").click()
    session.rollback()
    query = select(AttemptEvent).where(AttemptEvent.kind == "document_opened").order_by(AttemptEvent.sequence)
    assert [event.detail["document"] for event in session.scalars(query)] == ["letter-p1", "d03"]


def test_the_list_is_filtered_and_sorted(page: Page) -> None:
    page.get_by_label("Show", exact=True).select_option("Progress Note")
    assert [each.inner_text() for each in page.locator("[data-listed]:not([hidden]) .listed-title").all()] == [
        "Progress note"
    ]
    page.get_by_label("Show", exact=True).select_option("")
    page.get_by_label("Sort", exact=True).select_option("latest")
    titles = [each.inner_text() for each in page.locator("[data-shelf=main] .listed-title").all()]
    assert titles[:2] == ["Discharge summary", "Chemistry panel"]
    page.get_by_label("Sort", exact=True).select_option("")
    assert page.locator("[data-shelf=main] h5:visible").first.inner_text() == "Registration"


def test_evidence_of_feedback_opens_where_it_stands(page: Page, session: Session, bench: Bench) -> None:
    with beside(session):
        desks.submit(session, bench)
    page.goto(bench.feedback)
    page.get_by_role("link", name="Fever and cough for three days.").click()
    assert current(page) == "main:d02"
    statement = page.locator("[id='main:d02.s1']")
    expect(statement).to_be_focused()
    assert "st-evidence" in (statement.get_attribute("class") or "")


@pytest.mark.parametrize("size", [LAPTOP, PHONE])
def test_no_page_of_a_shift_has_a_barrier(
    page: Page, session: Session, bench: Bench, size: dict[str, int], accessible: Callable[[Page], None]
) -> None:
    page.set_viewport_size(size)  # type: ignore[arg-type]
    for address in (bench.task, bench.shift, "/today", "/practice"):
        page.goto(address)
        accessible(page)
    page.goto(bench.task)
    if size is PHONE:
        page.get_by_role("button", name="Task", exact=True).click()
        expect(page.locator("[data-sheets]")).to_be_hidden()
    page.get_by_label("Code", exact=True).fill("99")
    accessible(page)
    page.get_by_label("Code", exact=True).press("Escape")
    page.get_by_role("button", name="Check and submit").click()
    expect(page.get_by_role("alert")).to_be_focused()
    accessible(page)
    with beside(session):
        desks.submit(session, bench)
    page.goto(bench.feedback)
    accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]


def test_a_table_that_is_too_wide_says_so_and_can_be_reached_until_it_fits(page: Page) -> None:
    page.get_by_role("link", name="Chemistry panel").click()
    table = page.locator("[data-sheet]:not([hidden]) .sheet-table").first
    expect(table).not_to_have_attribute("tabindex", "0")
    table.locator("table").evaluate("table => (table.style.width = '90rem')")
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    expect(table).to_have_attribute("tabindex", "0")
    expect(table).to_have_attribute("role", "region")
    table.locator("table").evaluate("table => (table.style.width = '')")
    page.set_viewport_size(LAPTOP)  # type: ignore[arg-type]
    expect(table).not_to_have_attribute("role", "region")


def test_what_is_still_open_leads_back_to_its_field(page: Page) -> None:
    write(page, "Only a note")
    page.get_by_role("button", name="Check and submit").click()
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    page.get_by_role("region", name="Still open").get_by_role("link").first.click()
    field = page.locator("#answer :focus")
    expect(field).to_be_visible()
    expect(field).to_be_in_viewport()

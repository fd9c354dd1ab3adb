"""Other ways to read the chart on the desk: ordered, two documents side by side, on paper; without script."""

from __future__ import annotations

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from sandbox.attempts.models import AttemptEvent
from sandbox.charts.model import SYNTHETIC_MARK
from sandbox.programs.models import FeedbackMoment
from tests.client import Client
from tests.factories import desk
from tests.factories.programs import School
from tests.page import Page
from tests.web import desks
from tests.web.desks import Assign, Bench

BOTH = "compare?left=main:d02&right=main:d05"


def listed(page: Page) -> list[str]:
    """Keys of the chart's documents in the list, in order."""
    return [each["data-listed"] for each in page.all("li") if each["data-listed"].startswith("main:")]


def opened(session: Session) -> list[str]:
    """Keys of the documents that were logged as opened, in order."""
    session.rollback()
    events = session.scalars(select(AttemptEvent).order_by(AttemptEvent.id)).all()
    return [f"{each.detail['chart']}:{each.detail['document']}" for each in events if each.kind == "document_opened"]


def headings(page: Page, level: str) -> list[str]:
    return [" ".join(each.text.split()) for each in page.all(level)]


def test_the_list_is_ordered_by_date_either_way(trainee: Client, bench: Bench) -> None:
    filed = {f"main:{one.id}": (one.filed_at, one.id) for one in desk.chart().documents}
    oldest = listed(trainee.get(f"{bench.task}?order=date"))
    assert oldest == sorted(filed, key=filed.__getitem__)
    assert listed(trainee.get(f"{bench.task}?order=latest")) == oldest[::-1]
    assert listed(trainee.get(f"{bench.task}?order=nonsense")) == listed(trainee.get(bench.task))


def test_the_list_is_ordered_by_author_under_their_names(trainee: Client, bench: Bench) -> None:
    page = trainee.get(f"{bench.task}?order=author")
    assert "Ana Ruiz, MD" in headings(page, "h5")
    links = [each["href"] for each in page.all("a") if each["data-open"]]
    assert links
    assert all("order=author" in link for link in links)


def test_two_documents_stand_side_by_side_with_what_differs(trainee: Client, bench: Bench, session: Session) -> None:
    page = trainee.get(f"{bench.task}/{BOTH}")
    assert "First: History and physical" in page.text
    assert "Second: Discharge summary" in page.text
    assert page.html.count(SYNTHETIC_MARK) == 2
    differing = [" ".join(each.text.split()) for each in page.all("span") if "st-differs" in each["class"]]
    assert "COPD with acute exacerbation, resolved." in differing
    assert {each.text for each in page.all("span") if each["class"] == "differs"} == {"changed", "only here"}
    assert "resolved" in "".join(each.text for each in page.all("mark"))
    assert opened(session) == ["main:d02", "main:d05"]


def test_a_document_alone_is_compared_with_the_next_of_its_type(trainee: Client, bench: Bench) -> None:
    page = trainee.get(f"{bench.task}/compare?left=main:d01")
    assert [text.split(":")[0] for text in headings(page, "h2")] == ["First", "Second"]
    assert "Choose two documents." in trainee.get(f"{bench.task}/compare?left=main:d09").text


@pytest.mark.parametrize("asked", ["", "?left=main:d999&right=x", "?left=<b>", "?left=main:d02&right=main:d02"])
def test_a_comparison_of_nothing_asks_what_to_compare(trainee: Client, bench: Bench, asked: str) -> None:
    page = trainee.get(f"{bench.task}/compare{asked}")
    assert "Choose" in page.text
    assert not page.all("article")


def test_one_document_or_the_whole_chart_is_printed(trainee: Client, bench: Bench, session: Session) -> None:
    assert len(trainee.get(f"{bench.task}/print?document=main:d02").all("article")) == 1
    whole = trainee.get(f"{bench.task}/print?chart=main")
    documents = desk.chart().documents
    assert len(whole.all("article")) == len(documents)
    assert whole.html.count(f'<p class="print-mark" aria-hidden="true">{SYNTHETIC_MARK}</p>') == len(documents)
    assert opened(session)[0] == "main:d02"
    assert sorted(opened(session)[1:]) == sorted(f"main:{one.id}" for one in documents)


def test_nothing_to_print_leads_back_to_the_desk(trainee: Client, bench: Bench) -> None:
    assert trainee.redirected(f"{bench.task}/print?document=main:d999") == bench.task


def test_a_done_task_is_read_beside_its_feedback(trainee: Client, bench: Bench, session: Session) -> None:
    assert trainee.redirected(f"{bench.feedback}/{BOTH}") == bench.feedback
    desks.submit(session, bench, decision=["release"])
    assert trainee.redirected(f"{bench.task}/{BOTH}") == bench.task
    assert trainee.redirected(f"{bench.task}/print?chart=main") == bench.task
    assert "changed" in trainee.get(f"{bench.feedback}/{BOTH}").text
    assert len(trainee.get(f"{bench.feedback}/print?document=main:d05").all("article")) == 1
    assert listed(trainee.get(f"{bench.feedback}?order=latest"))[0] != listed(trainee.get(bench.feedback))[0]


def test_a_done_task_that_waits_for_release_is_read_nowhere(
    trainee: Client, instructor: Client, session: Session, school: School, assign: Assign
) -> None:
    bench = desks.start(session, school, assign(feedback=FeedbackMoment.WHEN_RELEASED))
    desks.submit(session, bench)
    for page in (BOTH, "print?chart=main"):
        assert trainee.redirected(f"{bench.task}/{page}") == bench.task
        assert trainee.redirected(f"{bench.feedback}/{page}") == bench.feedback
        instructor.get(f"{bench.task}/{page}", status=404)
    assert "changed" in instructor.get(f"{bench.feedback}/{BOTH}").text

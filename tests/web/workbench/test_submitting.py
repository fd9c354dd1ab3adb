"""From what was typed to a submitted task: correcting, looking over, submitting once."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from sandbox.attempts import autosave
from sandbox.attempts.models import AttemptEvent, Draft, SubmittedAnswer
from sandbox.clock import utc_now
from tests.client import Client
from tests.factories.programs import School
from tests.web import desks
from tests.web.desks import Assign, Bench


def answers(session: Session) -> int:
    """How many answers are stored."""
    return session.scalar(select(func.count()).select_from(SubmittedAnswer)) or 0


def fill(trainee: Client, bench: Bench, **changes: str) -> None:
    """Fill the desk in and go on to the summary."""
    trainee.get(bench.task)
    trainee.submit("Check and submit", **{"decision": "deny", "codes-0-code": "J18.9", **changes})


def test_what_was_typed_is_shown_in_words_before_it_counts(trainee: Client, bench: Bench, session: Session) -> None:
    fill(trainee, bench, note="As asked.", **{"codes-0-evidence": "main:d02.s2"})
    page = trainee.page
    assert page is not None
    assert page.heading() == "Look over before you submit"
    assert "Decision Deny" in page.text
    assert "Note As asked." in page.text
    assert "Evidence History and physical: “Assessment: community-acquired pneumonia.”" in page.text
    assert answers(session) == 0


def test_submitting_leads_to_the_feedback(trainee: Client, bench: Bench, session: Session) -> None:
    fill(trainee, bench)
    page = trainee.submit("Submit this task")
    assert page.heading() == "Feedback: Answer the letter"
    answer = session.scalars(select(SubmittedAnswer)).one()
    assert answer.answer["decision"] == "deny"


def test_an_empty_task_can_be_submitted_after_a_warning(trainee: Client, bench: Bench) -> None:
    trainee.get(bench.task)
    page = trainee.submit("Check and submit")
    assert "Nothing is filled in" in page.text
    assert trainee.submit("Submit this task").heading() == "Feedback: Answer the letter"


def test_what_cannot_be_read_is_shown_beside_its_field_and_in_a_summary(
    trainee: Client, bench: Bench, session: Session
) -> None:
    trainee.get(bench.task)
    page = trainee.submit("Check and submit", 422, note="Keep this.", **{"codes-0-code": "99"})
    assert page.links()["Code, row 1: “99” is no code."] == "#codes-0-code"
    field = next(each for each in page.all("input") if each["name"] == "codes-0-code")
    assert field["value"] == "99"
    assert field["aria-invalid"] == "true"
    assert "codes-0-code-error" in field["aria-describedby"].split()
    assert page.form("Check and submit").fields["note"] == ["Keep this."]
    assert answers(session) == 0
    assert session.scalars(select(Draft)).one().form["note"] == ["Keep this."]


def test_a_summary_of_what_cannot_be_read_leads_back_to_the_desk(
    trainee: Client, bench: Bench, session: Session
) -> None:
    autosave.save_draft(session, bench.attempt, "letter", {"codes-0-code": ["99"]}, 0, utc_now())
    session.commit()
    page = trainee.get(f"{bench.task}/submit", status=422)
    assert page.heading() == "Answer the letter"
    assert "“99” is no code." in page.text


def test_a_second_press_of_submit_counts_once(trainee: Client, bench: Bench, session: Session) -> None:
    fill(trainee, bench)
    summary = trainee.page
    trainee.submit("Submit this task", page=summary)
    page = trainee.submit("Submit this task", page=summary)
    assert "already submitted; it counts once" in page.text
    assert answers(session) == 1


def test_a_draft_that_changed_after_the_summary_is_looked_over_again(
    trainee: Client, bench: Bench, session: Session
) -> None:
    fill(trainee, bench)
    summary = trainee.page
    autosave.save_draft(session, bench.attempt, "letter", {"note": ["Changed elsewhere."]}, 1, utc_now())
    session.commit()
    page = trainee.submit("Submit this task", page=summary)
    assert "changed after you looked it over" in page.text
    assert "Changed elsewhere." in page.text
    assert answers(session) == 0


def test_another_windows_save_is_not_overwritten_unasked(trainee: Client, bench: Bench, session: Session) -> None:
    trainee.get(bench.task)
    mine = trainee.page
    autosave.save_draft(session, bench.attempt, "letter", {"note": ["Theirs."]}, 0, utc_now())
    session.commit()
    page = trainee.submit("Check and submit", 409, page=mine, note="Mine.")
    assert "Another window saved this task" in page.text
    assert page.form("Check and submit").fields["note"] == ["Mine."]
    assert page.links()["Load the other version"] == bench.task
    trainee.submit("Check and submit", page=page)
    session.expire_all()
    assert session.scalars(select(Draft)).one().form["note"] == ["Mine."]


def test_saving_without_script_stays_on_the_desk(trainee: Client, bench: Bench, session: Session) -> None:
    page = trainee.post(bench.task, note="For later.", _revision="0", _act="save")
    assert "Your work is saved." in page.text
    assert page.form("Check and submit").fields["note"] == ["For later."]
    assert "In progress" in page.text


def test_a_submitted_task_shows_its_feedback_instead_of_a_desk(trainee: Client, bench: Bench, session: Session) -> None:
    desks.submit(session, bench)
    assert trainee.redirected(bench.task) == bench.feedback
    assert trainee.redirected(f"{bench.task}/submit") == bench.task


def test_a_graded_shift_goes_on_to_the_next_task_and_then_to_its_end(
    trainee: Client, session: Session, school: School, assign: Assign
) -> None:
    bench = desks.start(session, school, assign())
    fill(trainee, bench)
    assert trainee.submit("Submit this task").heading() == "Answer it again"
    trainee.submit("Check and submit")
    assert trainee.submit("Submit this task").heading() == "Feedback: Answer it again"


def test_work_sent_after_the_deadline_is_refused_but_what_was_saved_counts(
    trainee: Client, session: Session, school: School, assign: Assign
) -> None:
    bench = desks.start(session, school, assign(minutes=30))
    page = trainee.get(bench.task)
    autosave.save_draft(session, bench.attempt, "letter", {"decision": ["deny"]}, 0, utc_now())
    bench.attempt.limit_at = utc_now() - timedelta(minutes=1)
    session.commit()
    late = trainee.submit("Check and submit", 410, page=page, decision="release")
    assert "submitted as it stood" in late.text
    session.expire_all()
    assert session.scalars(select(SubmittedAnswer)).one().answer["decision"] == "deny"
    assert "The time for this shift is over." in trainee.get(bench.task).text
    ended = select(AttemptEvent).where(AttemptEvent.kind == "shift_finished")
    assert session.scalars(ended).one().detail == {"how": "time_over"}


def test_the_time_left_is_on_the_desk(trainee: Client, session: Session, school: School, assign: Assign) -> None:
    bench = desks.start(session, school, assign(minutes=30))
    page = trainee.get(bench.task)
    timer = next(each for each in page.elements if each["data-timer"])
    assert 1700 < int(timer["data-timer"]) <= 1800
    assert any(each["role"] == "status" and "data-timer-said" in each.attributes for each in page.elements)


@pytest.mark.parametrize("revision", ["", "-1", "x", "９", "1" * 40])
def test_a_revision_that_is_no_number_is_as_none(trainee: Client, bench: Bench, revision: str) -> None:
    assert trainee.post(bench.task, note="A", _revision=revision).heading() == "Look over before you submit"

"""The journal: append-only, in the transaction of the act."""

from __future__ import annotations

from datetime import datetime

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from sandbox.journal import entries
from sandbox.journal.models import JournalEntry
from tests.factories import people, programs


def test_an_entry_tells_who_what_and_when(session: Session, now: datetime) -> None:
    ada = people.account(session)
    made = entries.write(session, actor=ada, act="thing.done", subject="thing:7", detail={"why": "test"}, now=now)
    session.expire_all()
    assert (made.actor_id, made.act, made.subject, made.detail, made.at, made.program_id) == (
        ada.id,
        "thing.done",
        "thing:7",
        {"why": "test"},
        now,
        None,
    )


def test_entries_about_a_row_come_in_order(session: Session, now: datetime) -> None:
    ada, bo = people.account(session, "Ada Byrne"), people.account(session, "Bo Tran")
    for act in ("first.act", "second.act"):
        entries.write(session, actor=None, act=act, subject=bo, detail={}, now=now)
    assert [entry.act for entry in entries.about(session, bo)][-2:] == ["first.act", "second.act"]
    assert [entry.act for entry in entries.about(session, ada)] == ["account.created"]


@pytest.mark.parametrize("act", ["change", "delete"])
def test_entries_cannot_be_changed_or_deleted(session: Session, now: datetime, act: str) -> None:
    entry = entries.write(session, actor=None, act="thing.done", subject="thing:7", detail={}, now=now)
    if act == "change":
        entry.act = "thing.undone"
    else:
        session.delete(entry)
    with pytest.raises(TypeError, match="append-only"):
        session.flush()
    session.rollback()


def test_an_act_that_is_rolled_back_leaves_no_entry(session: Session, now: datetime) -> None:
    act = session.begin_nested()
    entries.write(session, actor=None, act="thing.done", subject="thing:7", detail={}, now=now)
    act.rollback()
    assert session.scalars(select(JournalEntry)).all() == []


def test_a_program_reads_its_own_entries_newest_first_in_pages(session: Session, now: datetime) -> None:
    here, there = programs.school(session), programs.school(session, name="Elsewhere", domain="else.example.org")
    for number in range(5):
        entries.write(
            session, actor=None, act=f"act.{number}", subject="x:1", detail={}, now=now, program_id=here.program.id
        )
    page = entries.of_program(session, here.program.id, limit=3)
    assert [entry.act for entry in page] == ["act.4", "act.3", "act.2"]
    more = entries.of_program(session, here.program.id, limit=3, before=page[-1].id)
    assert [entry.act for entry in more][:2] == ["act.1", "act.0"]
    assert all(entry.program_id == there.program.id for entry in entries.of_program(session, there.program.id))

"""Accounts: creation, sign-in, password change, sessions."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from argon2 import PasswordHasher
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from sandbox.errors import Conflict, Invalid
from sandbox.journal import entries
from sandbox.people import accounts, passwords
from tests.factories import people
from tests.factories.people import PASSWORD

NEW = "another quiet lantern"


@pytest.mark.parametrize("typed", ["Ada@Example.ORG", " ada@example.org ", "ADA@EXAMPLE.ORG"])
def test_addresses_are_the_same_in_any_spelling(session: Session, now: datetime, typed: str) -> None:
    ada = people.account(session, "Ada Byrne")
    assert accounts.find(session, typed) == ada
    assert accounts.authenticate(session, typed, PASSWORD, now) == ada


@pytest.mark.parametrize(
    "typed", ["", "ada", "ada@", "a b@example.org", "ada@localhost", "ädä@example.org", "a\0@b.org"]
)
def test_malformed_addresses_are_refused_by_name_of_the_field(session: Session, now: datetime, typed: str) -> None:
    with pytest.raises(Invalid) as refused:
        accounts.create(session, email=typed, name="Ada", password=PASSWORD, now=now)
    assert "email" in refused.value.fields
    assert accounts.find(session, typed) is None


def test_an_address_is_taken_once(session: Session, now: datetime) -> None:
    people.account(session, "Ada Byrne")
    with pytest.raises(Conflict, match="already an account"):
        accounts.create(session, email="ADA@example.org", name="Other", password=PASSWORD, now=now)
    assert accounts.find(session, "ada@example.org").name == "Ada Byrne"  # type: ignore[union-attr]


def test_the_database_itself_refuses_an_address_in_capitals(session: Session) -> None:
    ada = people.account(session, "Ada Byrne")
    with pytest.raises(IntegrityError), session.begin_nested():
        session.execute(text("UPDATE account SET email = 'Ada@example.org' WHERE id = :id"), {"id": ada.id})


def test_names_are_one_tidy_line(session: Session, now: datetime) -> None:
    made = accounts.create(session, email="ada@example.org", name="  Ada\n\0 Byrne ", password=PASSWORD, now=now)
    assert made.name == "Ada Byrne"
    with pytest.raises(Invalid) as refused:
        accounts.create(session, email="bo@example.org", name=" \t", password=PASSWORD, now=now)
    assert "name" in refused.value.fields


def test_signing_in_records_when(session: Session, now: datetime) -> None:
    ada = people.account(session)
    assert ada.last_seen_at is None
    accounts.authenticate(session, ada.email, PASSWORD, now)
    assert ada.last_seen_at == now


@pytest.mark.parametrize("password", ["", "wrong", PASSWORD.upper(), PASSWORD + " ", "x" * 100_000])
def test_a_wrong_password_does_not_sign_in(session: Session, now: datetime, password: str) -> None:
    ada = people.account(session)
    assert accounts.authenticate(session, ada.email, password, now) is None
    assert ada.last_seen_at is None


def test_an_unknown_address_costs_one_verification_too(
    session: Session, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    people.account(session)
    verified: list[str] = []
    real = passwords.matches
    monkeypatch.setattr(passwords, "matches", lambda hashed, given: verified.append(hashed) or real(hashed, given))
    for address in ("ada@example.org", "nobody@example.org", "not an address"):
        verified.clear()
        assert accounts.authenticate(session, address, "wrong", now) is None
        assert len(verified) == 1
        assert verified[0].startswith("$argon2id$")


def test_a_closed_account_does_not_sign_in(session: Session, now: datetime) -> None:
    ada = people.account(session)
    token = accounts.session_token(ada)
    accounts.set_active(session, ada, False, now, by=None)
    assert accounts.authenticate(session, ada.email, PASSWORD, now) is None
    accounts.set_active(session, ada, True, now, by=None)
    assert accounts.authenticate(session, ada.email, PASSWORD, now) == ada
    assert accounts.of_session_token(session, token) is None


def test_signing_in_renews_an_outdated_hash(session: Session, now: datetime) -> None:
    ada = people.account(session)
    old = ada.password_hash
    before = passwords.use_hasher(PasswordHasher(time_cost=2, memory_cost=16, parallelism=1))
    try:
        assert accounts.authenticate(session, ada.email, "wrong", now) is None
        assert ada.password_hash == old
        accounts.authenticate(session, ada.email, PASSWORD, now)
        assert ada.password_hash != old
        assert accounts.authenticate(session, ada.email, PASSWORD, now) == ada
    finally:
        passwords.use_hasher(before)


def test_changing_the_password_ends_every_session(session: Session, now: datetime) -> None:
    ada = people.account(session)
    token = accounts.session_token(ada)
    assert accounts.of_session_token(session, token) == ada
    accounts.change_password(session, ada, PASSWORD, NEW, now)
    assert accounts.of_session_token(session, token) is None
    assert accounts.of_session_token(session, accounts.session_token(ada)) == ada
    assert accounts.authenticate(session, ada.email, PASSWORD, now) is None
    assert accounts.authenticate(session, ada.email, NEW, now) == ada


@pytest.mark.parametrize(
    ("old", "new", "field"),
    [("wrong", NEW, "old"), (PASSWORD, "short", "password"), (PASSWORD, PASSWORD, "password")],
)
def test_a_refused_change_of_password_changes_nothing(
    session: Session, now: datetime, old: str, new: str, field: str
) -> None:
    ada = people.account(session)
    with pytest.raises(Invalid) as refused:
        accounts.change_password(session, ada, old, new, now)
    assert set(refused.value.fields) == {field}
    assert ada.session_epoch == 0
    assert accounts.authenticate(session, ada.email, PASSWORD, now) == ada


@pytest.mark.parametrize("token", ["", "1", "x.0", "1.x", "-1.0", "1.0.0", "99999999999999999999.0", "².0", "999.0"])
def test_forged_session_tokens_are_nobody(session: Session, token: str) -> None:
    people.account(session)
    assert accounts.of_session_token(session, token) is None


def test_time_factors_are_bounded_and_journaled(session: Session, now: datetime) -> None:
    ada, ines = people.account(session), people.account(session, "Ines Lehrer")
    accounts.set_time_factor(session, ada, 1.5, now, by=ines)
    assert ada.time_factor == 1.5
    for factor in (0.5, 5.5, float("nan")):
        with pytest.raises(Invalid):
            accounts.set_time_factor(session, ada, factor, now, by=ines)
    last = entries.about(session, ada)[-1]
    assert (last.act, last.detail) == ("account.time_factor_changed", {"before": 1.0, "after": 1.5})


def test_the_journal_tells_of_accounts_but_never_a_password(session: Session, now: datetime) -> None:
    ada = people.account(session)
    accounts.change_password(session, ada, PASSWORD, NEW, now + timedelta(hours=1))
    written = entries.about(session, ada)
    assert [entry.act for entry in written] == ["account.created", "account.password_changed"]
    assert [entry.actor_id for entry in written] == [ada.id, ada.id]
    assert PASSWORD not in str([entry.detail for entry in written])

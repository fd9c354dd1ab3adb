"""The password policy and hashing."""

from __future__ import annotations

import pytest
from argon2 import PasswordHasher
from hypothesis import given
from hypothesis import strategies as st

from sandbox.errors import Invalid
from sandbox.people import passwords

EMAIL = "bartholomew.tran@example.org"


@pytest.mark.parametrize(
    ("password", "fault"),
    [
        ("short", "at least 12"),
        ("x" * 11, "at least 12"),
        ("word " * 30, "at most 128"),
        ("Bartholomew.Tran@example.org", "e-mail address"),
        (" bartholomew.tran ", "e-mail address"),
        ("abababababab", "different characters"),
    ],
)
def test_weak_passwords_are_refused_with_the_reason(password: str, fault: str) -> None:
    with pytest.raises(Invalid) as refused:
        passwords.check(password, EMAIL)
    assert fault in refused.value.fields["password"][0]


@pytest.mark.parametrize("password", ["quiet lantern", "x1y2z3a4b5c6", "ключ от дома", "word" * 32])
def test_long_passwords_of_any_letters_are_accepted(password: str) -> None:
    passwords.check(password, EMAIL)


@given(st.text(max_size=128))
def test_a_hash_verifies_its_own_password_only(password: str) -> None:
    hashed = passwords.hashed(password)
    assert passwords.matches(hashed, password)
    assert not passwords.matches(hashed, password + "x")


def test_hashes_are_argon2id_and_never_equal() -> None:
    first, second = passwords.hashed("quiet lantern"), passwords.hashed("quiet lantern")
    assert first.startswith("$argon2id$")
    assert first != second


def test_an_overlong_password_is_refused_without_hashing_it() -> None:
    long = "x" * 129
    assert not passwords.matches(passwords._hasher.hash(long), long)


def test_a_broken_hash_refuses() -> None:
    assert not passwords.matches("-", "quiet lantern")


def test_hashes_with_older_costs_are_outdated() -> None:
    old = passwords.hashed("quiet lantern")
    before = passwords.use_hasher(PasswordHasher(time_cost=2, memory_cost=16, parallelism=1))
    try:
        assert passwords.is_outdated(old)
        assert passwords.matches(old, "quiet lantern")
    finally:
        passwords.use_hasher(before)
    assert not passwords.is_outdated(old)

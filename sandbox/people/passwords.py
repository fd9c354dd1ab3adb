"""Passwords: the policy, and argon2id hashing. Nothing here knows a database."""

from __future__ import annotations

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from sandbox.errors import Invalid

SHORTEST = 12
LONGEST = 128  # bounds the work that one sign-in can cause

_hasher = PasswordHasher()
_nobody: dict[PasswordHasher, str] = {}


def use_hasher(hasher: PasswordHasher) -> PasswordHasher:
    """Hash with other costs from now on; returns the hasher used before. Old hashes still verify."""
    global _hasher
    before, _hasher = _hasher, hasher
    return before


def check(password: str, email: str) -> None:
    """Raise ``Invalid`` on the field ``password`` unless the password is long enough and not the e-mail address.

    Length over composition rules follows NIST SP 800-63B §3.1.1.2.
    """
    fault = ""
    if len(password) < SHORTEST:
        fault = f"Use at least {SHORTEST} characters; a few words in a row work well."
    elif len(password) > LONGEST:
        fault = f"Use at most {LONGEST} characters."
    elif _resembles(password, email):
        fault = "Do not use your e-mail address as password."
    elif len(set(password)) < 4:
        fault = "Use more different characters."
    if fault:
        raise Invalid("This password cannot be used.", fault, {"password": [fault]})


def _resembles(password: str, email: str) -> bool:
    given = password.strip().casefold()
    return given in {email.casefold(), email.split("@", 1)[0].casefold()}


def hashed(password: str) -> str:
    """The argon2id hash of a password, with its parameters."""
    return _hasher.hash(password)


def matches(password_hash: str, password: str) -> bool:
    """Whether the password belongs to the hash. Over-long input is refused without hashing it."""
    if len(password) > LONGEST:
        return False
    try:
        return _hasher.verify(password_hash, password)
    except (VerificationError, InvalidHashError):
        return False


def matches_nobody(password: str) -> bool:
    """Spend the time of a verification and refuse: an unknown e-mail answers no faster than a wrong password."""
    if _hasher not in _nobody:
        _nobody[_hasher] = _hasher.hash("nobody has this password")
    matches(_nobody[_hasher], password)
    return False


def is_outdated(password_hash: str) -> bool:
    """Whether the hash was made with other costs than today's."""
    return _hasher.check_needs_rehash(password_hash)

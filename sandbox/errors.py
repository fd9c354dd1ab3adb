"""Errors that a person can act on. Each names the thing and the remedy."""

from __future__ import annotations


class SandboxError(Exception):
    """Base of all expected errors. ``message`` says what is wrong, ``remedy`` what to do about it."""

    def __init__(self, message: str, remedy: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy

    def __str__(self) -> str:
        return f"{self.message} {self.remedy}".strip()


class NotFound(SandboxError):
    """The thing does not exist, or belongs to somebody else (which must look the same)."""


class NotAllowed(SandboxError):
    """The person may know of the thing but not do this with it."""


class Conflict(SandboxError):
    """Somebody else changed it first, or it is already done (double submit, stale form)."""


class Closed(SandboxError):
    """Too late, too early, or no attempts left."""


class Invalid(SandboxError):
    """The input is malformed. ``fields`` maps a field's name to what is wrong with it."""

    def __init__(self, message: str, remedy: str = "", fields: dict[str, list[str]] | None = None) -> None:
        super().__init__(message, remedy)
        self.fields = fields or {}

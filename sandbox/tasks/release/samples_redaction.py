"""Samples for what is blacked out: each line left open, sentences hidden in vain, and what cannot be read."""

from __future__ import annotations

from collections.abc import Iterator

from sandbox.tasks.base import FormData
from sandbox.tasks.release.answer import KeyDocument, ReleaseKey
from sandbox.tasks.release.redaction import page_of
from sandbox.tasks.release.samples_sending import Wrong
from sandbox.tasks.release.score_redaction import REDACTED, TOO_MUCH

MOST = 5  # lines, and pages, that are tried one by one

INVALID: tuple[FormData, ...] = (
    {"redacted": ["main:d01.s99999"]},
    {"redacted": ["the line about the test"]},
)


def ideal(key: ReleaseKey) -> tuple[str, ...]:
    """The statements to black out."""
    return tuple(ref for line in key.hidden for ref in line.refs)


def missed(key: ReleaseKey) -> Iterator[Wrong]:
    """Lines that stay legible: each fails the task."""
    due = ideal(key)
    for line in key.hidden[:MOST]:
        left = tuple(ref for ref in due if ref != line.refs[-1])
        yield Wrong(f"redaction missed: {line.refs[-1]}", 0.0, {"redacted": left})
    if len(key.hidden) > 1:
        yield Wrong("redaction missed: all", 0.0, {"redacted": ()})


def too_much(key: ReleaseKey, page: float) -> Iterator[Wrong]:
    """A sentence blacked out that may go; cells beside a hidden one cost nothing and are no mistake."""
    due = ideal(key)
    for ref in [ref for document in key.going[:MOST] for ref in document.evidence if _free(ref, document)]:
        yield Wrong(f"redacted too much: {ref}", min(TOO_MUCH, page), {"redacted": (*due, ref)})


def _free(ref: str, document: KeyDocument) -> bool:
    """Whether a statement stands on a document, and neither in nor beside a line that must be hidden."""
    return page_of(ref) == document.ref and not any(ref in (*line.refs, *line.beside) for line in document.hide)


def with_page(key: ReleaseKey, document: KeyDocument) -> float:
    """What is lost of the redactions when the page they are on is held back."""
    return REDACTED * len(document.hide) / max(1, len(key.hidden))

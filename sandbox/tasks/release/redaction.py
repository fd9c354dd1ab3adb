"""Reading which statements are blacked out, and which of them count."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sandbox.tasks import reading
from sandbox.tasks.base import Room

MOST_LINES = 300  # blacked out in one packet
LONGEST = MOST_LINES * 40  # characters of their references


def page_of(ref: str) -> str:
    """The document of a statement, as references: ``main:d07`` of ``main:d07.s12``."""
    return ref.rpartition(".")[0]


def on_pages(refs: Sequence[str], pages: Collection[str]) -> tuple[str, ...]:
    """Those of some statements that stand on some pages; what is blacked out on a page that stays matters to nobody."""
    return tuple(ref for ref in refs if page_of(ref) in pages)


def read(text: str, room: Room, pages: Collection[str], problems: reading.Problems) -> tuple[str, ...]:
    """The statements blacked out, in order and once each; what cannot be is noted under ``redacted``."""
    if message := reading.too_long(text, LONGEST):
        problems.add("redacted", message)
        return ()
    refs = tuple(dict.fromkeys(text.replace(",", " ").split()))
    if len(refs) > MOST_LINES:
        problems.add("redacted", f"{len(refs)} sentences are redacted; at most {MOST_LINES} are read. Withhold pages.")
        return ()
    for ref in refs:
        shown = ref if len(ref) <= 60 else f"{ref[:57]}…"
        if not reading.exists(ref, room):
            problems.add("redacted", f"“{shown}” is not a sentence of this chart. Select the sentence and redact it.")
        elif page_of(ref) not in pages:
            problems.add("redacted", f"“{shown}” is on a paper that stays here anyway. Remove it from the list.")
    return refs

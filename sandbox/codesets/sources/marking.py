"""What is known of a code beyond the tabular list: exemption from POA reporting, and the lists of the code editor."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from sandbox.codesets.schema import Entry
from sandbox.codesets.sources.bundled import ExemptRule


def mark_exempt(entries: Iterable[Entry], rules: Sequence[ExemptRule]) -> None:
    """Mark the codes that need no present-on-admission indicator (Official Guidelines, Appendix I)."""
    by_letter: dict[str, list[ExemptRule]] = {}
    for rule in rules:
        by_letter.setdefault(rule.prefix[0], []).append(rule)
    for entry in entries:
        if entry.billable:
            entry.poa_exempt = any(rule.covers(entry.plain) for rule in by_letter.get(entry.plain[0], ()))


def mark_edited(entries: Iterable[Entry], marks: Mapping[str, Sequence[str]]) -> None:
    """Note on each billable code the editor's lists that it stands on."""
    for entry in entries:
        if entry.billable:
            lists = {mark for length in range(3, len(entry.plain) + 1) for mark in marks.get(entry.plain[:length], ())}
            entry.marks = tuple(sorted(lists))

"""Late entries, addenda, amendments and retractions done as they should be."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from sandbox.charts.model import Document
from sandbox.charts.review.entries import CENTER, ENTRY, named
from sandbox.charts.review.rule import Flag, rule
from sandbox.charts.review.stay import Stay, headed, labeled, moment_in, received, written

_CITE = "42 CFR 482.24(c)(1); AHIMA, amendments and corrections in the record"
_MARGIN = timedelta(minutes=1)
CORRECTIONS = ("late_entry", "addendum", "amendment", "retraction")


def is_late_entry(document: Document) -> bool:
    """Whether an entry is labeled as late."""
    return document.type == "late_entry" or "late entry" in document.title.lower()


def _reason(document: Document) -> bool:
    return labeled(document, "Reason") is not None or headed(document, "reason")


@rule(
    "corrections.late_entry",
    "LATE_ENTRY_IMPROPER",
    "What is written long afterwards is labeled a late entry, bears the date of writing and names that of the event.",
    _CITE,
    clock="policy: late_entry_hours between the time an entry bears and its filing",
    laws=ENTRY,
    center=CENTER,
)
def late_entry(stay: Stay) -> Iterator[Flag]:
    """Entries are made when the event happens; one that is made later says so and is never back-dated."""
    limit = timedelta(hours=stay.policy.late_entry_hours)
    for one in stay.documents:
        behind = one.filed_at - written(one)
        if is_late_entry(one):
            event = any(moment_in(statement.text) for statement in one.statements)
            if behind > limit:
                yield Flag(f"{named(one)} is labeled a late entry but back-dated to the event.", stay.owners(one), one)
            elif not event:
                yield Flag(f"{named(one)} does not say when what it tells happened.", stay.owners(one), one)
        elif behind > limit and written(one) >= stay.began and one.author_id in stay.staff:
            hours = int(behind / timedelta(hours=1))
            sentence = f"{named(one)} bears a time {hours} hours before and is not labeled a late entry."
            yield Flag(sentence, stay.owners(one), one)


@rule(
    "corrections.addendum",
    "ADDENDUM_IMPROPER",
    "An addendum or amendment names the entry that it concerns and the reason.",
    _CITE,
    laws=ENTRY,
    center=CENTER,
)
def addendum(stay: Stay) -> Iterator[Flag]:
    """AHIMA: reference to the original entry, current date and time, reason, signature; the original stays readable."""
    known = {one.id for one in stay.chart.documents}
    for one in stay.of("addendum", "amendment"):
        refers = one.refers_to in known or labeled(one, "Original entry", "Refers to", "Concerns", "Entry") is not None
        lacking = [
            word for word, there in (("the entry that it concerns", refers), ("its reason", _reason(one))) if not there
        ]
        if lacking:
            yield Flag(f"{named(one)} does not name {' or '.join(lacking)}.", stay.owners(one), one)


@rule(
    "corrections.retraction",
    "RETRACTION_IMPROPER",
    "A page is retracted with notice: the page stays retrievable, and the notice names it and the reason.",
    _CITE,
    laws=ENTRY,
    center=CENTER,
)
def retraction(stay: Stay) -> Iterator[Flag]:
    """AHIMA: the original is retained and retrievable; reason, who and when, notice to recipients."""
    known = {one.id: one for one in stay.chart.documents}
    for one in stay.of("retraction"):
        page = known.get(one.refers_to)
        if page is None or page is one:
            yield Flag(f"{named(one)} retracts a page that is no longer retrievable.", stay.owners(one), one)
        elif not _reason(one):
            yield Flag(f"{named(one)} gives no reason.", stay.owners(one), one)
        elif received(one) + _MARGIN < page.filed_at:
            yield Flag(f"{named(one)} is older than the page it retracts.", stay.owners(one), one)

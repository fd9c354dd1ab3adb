"""Lines that the law protects by themselves on a page that is asked for: shown to the rules, and what they then say.

The release rules know segments of a record. A page has one; a sentence on it may have another
(``ChartTruth.segments``). Those are laid before the rules with the pages, so that the law decides of each line as it
does of a page.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sandbox.charts.model import Document, Layout, Statement
from sandbox.privacy import RULES, Decision
from sandbox.tasks.base import World
from sandbox.tasks.release.answer import KeyLine

CONFIDED = {"promise_of_confidentiality": True, "source_is_provider": False, "likely_reveals_source": True}
"""What a line of this segment says itself: it was promised, by whom it was told, and that both are named."""
FACTS: Mapping[str, Mapping[str, Any]] = {"confidential_source": CONFIDED}
NAMED_ALWAYS = ("part2", "sud_counseling_notes", "psychotherapy_notes")
"""Segments that no paper reaches unless it names them (42 CFR 2.31(a)(3); 45 CFR 164.508(b)(3)(ii))."""
LISTS = ("needed_segments", "harm_segments", "determination_covers")
"""Circumstances that list segments: a line goes along with its page."""
LONGEST = 200  # characters of a line in feedback

Held = Mapping[str, Mapping[str, str]]
"""Of each page that is asked for, its telling statements with their segment, by references."""


def held(world: World, slot: str, labels: Mapping[str, str]) -> dict[str, dict[str, str]]:
    """The telling statements on the pages that are asked for, unless the page is of that segment itself."""
    found: dict[str, dict[str, str]] = {}
    for statement, segment in world.truths[slot].segments.items():
        page = f"{slot}:{statement.partition('.')[0]}"
        if page in labels and labels[page] != segment:
            found.setdefault(page, {})[f"{slot}:{statement}"] = segment
    return found


def laid_before(request: Mapping[str, Any], labels: Mapping[str, str], lines: Held) -> dict[str, Any]:
    """The request with the segments of the lines: in the record, among what is asked, and on the pages papers cover."""
    inside: dict[str, list[str]] = {}  # label of a page -> segments of lines on such pages
    for page, telling in lines.items():
        known = inside.setdefault(labels[page], [])
        known += [segment for segment in dict.fromkeys(telling.values()) if segment not in known]
    segments = sorted({segment for found in inside.values() for segment in found})
    if not segments:
        return dict(request)
    made = dict(request)
    for name in ("record", "asked"):
        made[name] = {**made[name], "segments": _joined(made[name]["segments"], segments)}
    made["documents"] = [_covering(paper, inside) for paper in made["documents"]]
    flags = {name: _with(value, inside) if name in LISTS else value for name, value in made["circumstances"].items()}
    for segment in segments:
        flags = {**FACTS.get(segment, {}), **flags}
    return {**made, "circumstances": flags}


def _joined(known: Sequence[str], more: Sequence[str]) -> list[str]:
    return [*known, *(segment for segment in more if segment not in known)]


def _with(named: Any, inside: Mapping[str, Sequence[str]]) -> list[str]:
    """A list of labels with the segments of the lines on pages so labelled."""
    listed = [named] if isinstance(named, str) else list(named)
    return _joined(listed, [segment for label in listed for segment in inside.get(label, ())])


def _covering(paper: Mapping[str, Any], inside: Mapping[str, Sequence[str]]) -> Mapping[str, Any]:
    """A paper that covers some pages reaches the lines on them, without naming what they tell."""
    stated = paper.get("attributes") or {}
    named = list(stated.get("covers") or ())
    more = [each for each in _with(named, inside)[len(named) :] if not each.startswith(NAMED_ALWAYS)]
    if not named or not more:
        return paper
    return {**paper, "attributes": {**stated, "covers": [*named, *more], "unnamed": more}}


def hidden(document: Document, telling: Mapping[str, str], slot: str, decision: Decision) -> tuple[KeyLine, ...]:
    """The lines of a page that the decision withholds."""
    return tuple(_hidden(document, telling, slot, decision))


def _hidden(document: Document, telling: Mapping[str, str], slot: str, decision: Decision) -> Iterator[KeyLine]:
    grounds = dict(decision.grounds)
    for line in _lines(document):
        refs = [f"{slot}:{one.id}" for one in line]
        kept = [ref for ref in refs if ref in telling and telling[ref] not in decision.segments_going]
        if kept:
            rule = RULES.get(grounds.get(telling[kept[0]], ""))
            yield KeyLine(
                refs=tuple(kept),
                beside=tuple(ref for ref in refs if ref not in kept),
                text=_cut(_shown(line)),
                because=rule.text if rule else "It was not asked for.",
                citation=rule.cite if rule else "45 CFR 164.502(b)",
            )


def _lines(document: Document) -> Iterator[tuple[Statement, ...]]:
    """What is blacked out as one: a row of a table, else a single statement."""
    for section in document.sections:
        for row in section.rows:
            if section.layout is Layout.TABLE:
                yield row
            else:
                yield from ((one,) for one in row)


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1].rstrip()}…"


def _shown(line: Sequence[Statement]) -> str:
    return " · ".join(f"{one.label}: {one.text}" if one.label else one.text for one in line if one.text)


def whole(document: Document, slot: str, lines: Sequence[KeyLine]) -> bool:
    """Whether nothing of substance is left: labelled fields (specimen, dates) tell nothing without the rest."""
    gone = {ref for line in lines for ref in (*line.refs, *line.beside)}
    rest = [
        one
        for section in document.sections
        if section.layout is not Layout.FIELDS
        for row in section.rows
        for one in row
        if one.text.strip()
    ]
    return bool(lines) and all(f"{slot}:{one.id}" in gone for one in rest)

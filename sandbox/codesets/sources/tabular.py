"""ICD-10-CM entries from the tabular list (XML) and its code list."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree import ElementTree

from sandbox.codesets.code import NoteKind
from sandbox.codesets.schema import Entry
from sandbox.codesets.spelling import CM, dotted, normal

_CODE = re.compile(r"[A-Z][0-9A-Z]{2}[0-9A-Z]{0,4}")
_NOTES = {
    "includes": NoteKind.INCLUDES,
    "inclusionTerm": NoteKind.INCLUSION_TERM,
    "excludes1": NoteKind.EXCLUDES1,
    "excludes2": NoteKind.EXCLUDES2,
    "codeFirst": NoteKind.CODE_FIRST,
    "useAdditionalCode": NoteKind.USE_ADDITIONAL,
    "codeAlso": NoteKind.CODE_ALSO,
    "sevenChrNote": NoteKind.SEVENTH,
    "notes": NoteKind.NOTE,
}


@dataclass(frozen=True, slots=True)
class _Above:
    """What a node inherits while the tree is walked."""

    parent: str | None = None
    chapter: str = ""
    seventh: dict[str, str] = field(default_factory=dict)
    terms: tuple[str, ...] = ()


def listed_codes(path: Path) -> set[str]:
    """Every code of the code list without dots. Chapter numbers and blocks (``A00-A09``) are left out."""
    first_words = (line.split(maxsplit=1)[0] for line in path.read_text(encoding="utf-8").splitlines() if line.strip())
    return {normal(word) for word in first_words if _CODE.fullmatch(normal(word))}


def billable_codes(listed: set[str]) -> set[str]:
    """The codes that no other code extends: only these are valid on a claim (Official Guidelines I.B.2)."""
    extended = {code[:length] for code in listed for length in range(3, len(code))}
    return listed - extended


def entries(xml: Path, codes: Path) -> list[Entry]:
    """All chapters, blocks, categories and codes with their own notes, in the order of the book."""
    listed = listed_codes(codes)
    billable = billable_codes(listed)
    root = ElementTree.parse(xml).getroot()  # noqa: S314 a file of an installed package, not of a stranger
    found: list[Entry] = []
    for chapter in root.iter("chapter"):
        found.extend(_walk(chapter, _Above(chapter=_text(chapter, "name")), listed, billable))
    return found


def _text(node: ElementTree.Element, tag: str) -> str:
    return " ".join((node.findtext(tag) or "").split())


def _walk(node: ElementTree.Element, above: _Above, listed: set[str], billable: set[str]) -> Iterator[Entry]:
    entry = _entry(node, above, billable)
    yield entry
    here = _Above(
        parent=entry.code,
        chapter=above.chapter,
        seventh=_seventh(node) or above.seventh,
        terms=tuple(entry.terms) if entry.kind in ("category", "subcategory", "code") else (),
    )
    below = [child for child in node if child.tag in ("section", "diag")]
    for child in below:
        yield from _walk(child, here, listed, billable)
    if not below and here.seventh:
        yield from _extended(entry, here, listed)


def _entry(node: ElementTree.Element, above: _Above, billable: set[str]) -> Entry:
    notes = [
        (kind, " ".join(note.text.split()))
        for tag, kind in _NOTES.items()
        for group in node.findall(tag)
        for note in group.iter("note")
        if note.text and note.text.strip()
    ]
    code, kind = _name(node, billable)
    own = [text for kind_, text in notes if kind_ in (NoteKind.INCLUDES, NoteKind.INCLUSION_TERM)]
    return Entry(
        system=CM,
        code=code,
        title=_text(node, "desc"),
        kind=kind,
        billable=normal(code) in billable and kind not in ("chapter", "block"),
        parent=above.parent,
        chapter=above.chapter,
        notes=notes,
        terms=[*above.terms, *own] if node.tag == "diag" else [],
    )


def _name(node: ElementTree.Element, billable: set[str]) -> tuple[str, str]:
    """The code and kind of a node. A block of one category gets a range (``B99-B99``) to keep the two apart."""
    if node.tag == "chapter":
        return _text(node, "name"), "chapter"
    if node.tag == "section":
        block = node.attrib["id"]
        return (block if "-" in block else f"{block}-{block}"), "block"
    code = _text(node, "name")
    if normal(code) in billable:
        return code, "code"
    return code, "category" if len(code) == 3 else "subcategory"


def _seventh(node: ElementTree.Element) -> dict[str, str]:
    """Seventh characters defined at this node: character to meaning. A note continues the one before it."""
    meanings: dict[str, str] = {}
    last = ""
    for line in node.iterfind("sevenChrDef/*"):
        text = " ".join((line.text or "").split())
        if line.tag == "extension":
            last = line.attrib["char"]
            meanings[last] = text
        elif last:
            meanings[last] = f"{meanings[last]}/{text}"
    return meanings


def _extended(entry: Entry, here: _Above, listed: set[str]) -> Iterator[Entry]:
    """The codes made by a seventh character, placeholder X filling gaps (Official Guidelines I.A.4-5)."""
    for character, meaning in here.seventh.items():
        plain = entry.plain.ljust(6, "X") + character
        if plain in listed:
            yield Entry(
                system=CM,
                code=dotted(plain),
                title=f"{entry.title}, {meaning}",
                kind="code",
                billable=True,
                parent=entry.code,
                chapter=here.chapter,
                terms=list(here.terms),
            )

"""New entries and new statements, written as the chart's own people would write them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from sandbox.charts.defects.planting import Planting
from sandbox.charts.documents import TYPES
from sandbox.charts.model import Document, Layout, Section, Signature, SignatureRole, Statement

Part = tuple[str, Layout, Sequence[tuple[str, str]]]
"""Heading, layout, and (label, text) of each row."""


def entry(
    planting: Planting, kind: str, title: str, author: str, at: datetime, parts: Sequence[Part], minutes: int = 6
) -> Document:
    """A signed entry of this encounter, in the chart, filed some minutes after it was written."""
    sections, number = [], 0
    for heading, layout, rows in parts:
        cells = []
        for label, text in rows:
            number += 1
            cells.append((Statement(f"d00.s{number}", text, label),))
        sections.append(Section(heading, layout, tuple(cells)))
    patient, filed = planting.chart.patient, at + timedelta(minutes=minutes)
    document = Document(
        "d00",
        kind,
        title,
        planting.encounter.id,
        author,
        at.date(),
        at.time(),
        filed,
        patient.name,
        patient.mrn,
        patient.born,
        tuple(sections),
        (Signature(SignatureRole.AUTHOR, author, filed),),
        TYPES[kind].segment,
    )
    return planting.add(document)


def with_statement(document: Document, text: str, headings: Sequence[str]) -> tuple[Document, str] | None:
    """The document with one more statement at the end of the section headed by one of some words, and its id.

    None if it has no such section of prose or list.
    """
    number = max((int(one.id.partition(".s")[2]) for one in document.statements), default=0) + 1
    added = Statement(f"{document.id}.s{number}", text)
    for place, section in enumerate(document.sections):
        plain = section.layout in (Layout.PROSE, Layout.LIST)
        if plain and any(word in section.heading.lower() for word in headings):
            more = replace(section, rows=(*section.rows, (added,)))
            return replace(
                document, sections=(*document.sections[:place], more, *document.sections[place + 1 :])
            ), added.id
    return None


def reworded(document: Document, texts: dict[str, str]) -> Document:
    """The document with other texts for some of its statements."""
    sections = tuple(
        replace(
            section,
            rows=tuple(
                tuple(replace(cell, text=texts[cell.id]) if cell.id in texts else cell for cell in row)
                for row in section.rows
            ),
        )
        for section in document.sections
    )
    return replace(document, sections=sections)

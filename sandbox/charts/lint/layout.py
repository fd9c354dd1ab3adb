"""Layout: sections filled, tables square, ids unique, as many documents as such a chart has."""

from __future__ import annotations

from sandbox.charts.lint.registry import Faults, Specimen, check
from sandbox.charts.model import Layout, Setting

FEWEST_INPATIENT, MOST = 15, 40
FEWEST_BRIEF = 10
"""A birth or a stay of one night has fewer documents than other stays."""


@check("sections")
def sections(one: Specimen) -> Faults:
    """No document without sections, no section without rows, no ragged table."""
    for each in one.chart.documents:
        if not each.sections:
            yield each.id, f"{each.title} is empty."
        for section in each.sections:
            if not section.rows:
                yield each.id, f"{each.title}: {section.heading or 'a section'} is empty."
            if section.layout is Layout.TABLE and {len(row) for row in section.rows} != {len(section.columns)}:
                yield each.id, f"{each.title}: the table under {section.heading or 'no heading'} is not square."


@check("statement-ids")
def statement_ids(one: Specimen) -> Faults:
    """Statement ids are unique in the chart and begin with their document's."""
    seen: set[str] = set()
    for each in one.chart.documents:
        for line in each.statements:
            if line.id in seen or not line.id.startswith(f"{each.id}.s"):
                yield line.id, "The statement id is used twice or belongs to another document."
            seen.add(line.id)


@check("size")
def size(one: Specimen) -> Faults:
    """A hospital stay has 15 to 40 documents, a newborn's or overnight stay at least 10; no chart has more than 40."""
    count, stay = len(one.chart.documents), one.encounter
    if count > MOST:
        yield "", f"{count} documents; a chart has at most {MOST}."
    if stay.setting is Setting.INPATIENT:
        brief = stay.service == "newborn" or (stay.ended is not None and (stay.ended - stay.began).days < 2)
        fewest = FEWEST_BRIEF if brief else FEWEST_INPATIENT
        if count < fewest:
            yield "", f"{count} documents; such a stay has at least {fewest}."

"""A document as the XHTML that FHIR allows in a narrative; statement ids are kept, for pointing at evidence."""

from __future__ import annotations

from collections.abc import Iterator
from xml.sax.saxutils import escape, quoteattr

from sandbox.charts.exports.fhir.terms import Plain
from sandbox.charts.exports.printed import Printed, short_day, short_moment
from sandbox.charts.model import SYNTHETIC_MARK, Layout, Section, Statement


def narrative(body: str) -> Plain:
    """A Narrative of finished XHTML."""
    return {"status": "generated", "div": f'<div xmlns="http://www.w3.org/1999/xhtml">{body}</div>'}


def told(page: Printed) -> Plain:
    """A whole document: mark, identification, sections, signature lines."""
    document = page.document
    dated = f"{short_day(document.dated) or '(no date)'} {document.timed:%H:%M}" if document.timed else (
        f"{short_day(document.dated) or '(no date)'} (no time)")  # fmt: skip
    head = [
        f"{document.label_name} · MRN {document.label_mrn} · born {short_day(document.label_born)}",
        f"{dated} · {page.author} · received {short_moment(document.filed_at)}",
    ]
    parts = [f"<p><b>{SYNTHETIC_MARK}</b></p>", *(f"<p>{said(line)}</p>" for line in head)]
    parts += [part for section in document.sections for part in _section(section)]
    for line in page.lines:
        when = f"{line.name} — {line.signed_as} {short_moment(line.when)}" if line.when else (
            f"{line.wanted_as}: {line.name} — not signed")  # fmt: skip
        parts.append(f"<p>{said(when)}</p>")
    return narrative("".join(parts))


def said(text: str) -> str:
    """Text escaped; characters that XML forbids are left out."""
    return escape("".join(each for each in text if each in "\t\n\r" or (each >= " " and not _forbidden(each))))


def _forbidden(each: str) -> bool:
    return "\ud800" <= each <= "\udfff" or each in "\ufffe\uffff"


def _section(section: Section) -> Iterator[str]:
    if section.heading:
        yield f"<h4>{said(section.heading)}</h4>"
    if section.layout is Layout.TABLE:
        yield _table(section)
    elif section.layout is Layout.LIST:
        items = "".join(f"<li>{_row(row)}</li>" for row in section.rows)
        yield f"<ul>{items}</ul>" if items else ""
    else:
        yield from (f"<p>{_row(row)}</p>" for row in section.rows)


def _table(section: Section) -> str:
    head = "".join(f"<th>{said(column)}</th>" for column in section.columns)
    rows = "".join("<tr>" + "".join(f"<td>{_one(cell)}</td>" for cell in row) + "</tr>" for row in section.rows if row)
    if not head and not rows:
        return ""
    return f"<table>{f'<thead><tr>{head}</tr></thead>' if head else ''}<tbody>{rows}</tbody></table>" if rows else (
        f"<table><thead><tr>{head}</tr></thead><tbody><tr><td></td></tr></tbody></table>")  # fmt: skip


def _row(row: tuple[Statement, ...]) -> str:
    return " ".join(f"<b>{said(one.label)}:</b> {_one(one)}" if one.label else _one(one) for one in row)


def _one(statement: Statement) -> str:
    flag = f" <b>{said(statement.flag)}</b>" if statement.flag else ""
    return f"<span id={quoteattr(statement.id)}>{said(statement.text)}</span>{flag}"

"""Downloads of the gradebook."""

from __future__ import annotations

import csv
import io

from sqlalchemy.orm import Session

from sandbox.gradebook.table import Cell, course_table
from sandbox.programs.models import Course

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "%")


def plain_cell(text: str) -> str:
    """Text that no spreadsheet takes for a formula: a leading apostrophe marks it as text (OWASP, CSV injection)."""
    return f"'{text}" if text.lstrip(" ").startswith(FORMULA_STARTS) or text.startswith(FORMULA_STARTS) else text


def gradebook_csv(session: Session, course: Course) -> str:
    """The course's gradebook as CSV (RFC 4180): name, e-mail, one percentage column an assignment, mean.

    A cell is empty when nothing is finished. Numbers use a decimal point.
    """
    table = course_table(session, course)
    out = io.StringIO()
    rows = csv.writer(out, lineterminator="\r\n")
    titles = [plain_cell(assignment.title) for assignment in table.assignments]
    rows.writerow(["Name", "E-mail", *titles, "Mean"])
    for line in table.lines:
        results = [_percent(cell) for cell in line.cells]
        mean = "" if line.mean is None else f"{line.mean:.1f}"
        rows.writerow([plain_cell(line.account.name), plain_cell(line.account.email), *results, mean])
    return out.getvalue()


def _percent(cell: Cell) -> str:
    return "" if cell.points is None else f"{cell.points.percent:.1f}"

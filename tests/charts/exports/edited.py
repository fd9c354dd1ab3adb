"""Charts as people leave them: nothing dated, nobody signed, odd characters, rows of any length, no such author."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from sandbox.charts.documents import TYPES
from sandbox.charts.model import Chart, Layout, Section, Statement
from tests.factories import charts

ODD = 'Zoë <b>&amp; "quoted"</b> ≥ 38.5 °C — 10³/µL 患者 😀 \u0007 ]]> {{ 7 * 7 }}'


def odd_sections(name: str, words: int) -> tuple[Section, ...]:
    """One section of each layout, with texts and rows that no generator would write."""
    long = "word " * words
    made = iter(range(1, 100))

    def cell(text: str, label: str = "", flag: str = "") -> Statement:
        return Statement(f"{name}.s{next(made)}", text, label, flag)

    ragged = (
        (cell("Potassium"), cell("5.9", flag="H")),
        (cell("only one"),),
        (),
        (cell(long), cell("x"), cell("extra")),
    )
    fields = (cell("", "Empty"), cell(ODD, "Odd"), cell("180/95", "BP"))
    return (
        Section("Prose", Layout.PROSE, ((cell(ODD), cell(long)), (), (cell(""),))),
        Section("", Layout.LIST, ((cell("one", "Label"),), ())),
        Section("Fields", Layout.FIELDS, (fields, (cell("x" * 300),))),
        Section("Vital signs", Layout.TABLE, ((cell("99/99, 25:61"), cell("eighty", flag="?")),), ("Time", "HR")),
        Section("Ragged", Layout.TABLE, ragged, ("Test", "Result")),
        Section("Doses", Layout.TABLE, ((cell("Drug"), cell("2561 XX, 0900 HB")),), ("Medication", "02/30")),
        Section("Nothing", Layout.TABLE, (), ()),
        Section("Medications", Layout.LIST, ((cell("Aspirin 81 mg by mouth daily."),),)),
    )


def of_every_type() -> Chart:
    """The hand-made chart with one odd document of every type, undated, unsigned and by nobody of the roster."""
    base = charts.chart()
    first = base.documents[1]
    odd = [
        replace(
            first,
            id=f"x{number:02d}",
            type=kind,
            title=f"{ODD} {number}",
            encounter_id="nowhere" if number % 7 == 0 else first.encounter_id,
            author_id="nobody" if number % 5 == 0 else first.author_id,
            dated=None if number % 2 else date(2026, 3, 10),
            timed=None,
            sections=odd_sections(f"x{number:02d}", 900 if number % 30 == 0 else 9),
            signatures=(replace(first.signatures[0], signed_at=None),) * (number % 3),
            segment=("general", "part2_sud", "hiv", "no such segment")[number % 4],
            refers_to=("", "d02", "gone")[number % 3],
        )
        for number, kind in enumerate([*TYPES, "ransom_note"], 1)
    ]
    return replace(base, documents=(*base.documents, *odd))

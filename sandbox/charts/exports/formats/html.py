"""One self-contained web page of the whole record: opens from disk, needs no script, prints as a record."""

from __future__ import annotations

from functools import cache

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from sandbox.charts.exports import TEMPLATES
from sandbox.charts.exports.binder import flag_name
from sandbox.charts.exports.format import Format
from sandbox.charts.exports.printed import folders_of, identity, printed, short_day, short_moment, stays_of
from sandbox.charts.model import SYNTHETIC_MARK, Chart
from sandbox.charts.truth import ChartTruth


def render(chart: Chart, truth: ChartTruth | None = None) -> bytes:
    """The page as UTF-8. Everything written in the chart is escaped; it holds no truth, whatever is passed."""
    sheets = {document.id: printed(document, chart.facility, chart) for document in chart.documents}
    stays = [
        (heading, [(name, [sheets[one.id] for one in kept]) for name, kept in folders_of(mine)])
        for heading, mine in stays_of(chart, chart.documents)
    ]
    page = _templates().get_template("chart/page.html")
    text = page.render(
        patient=chart.patient, facility=chart.facility, about=identity(chart.patient), stays=stays, mark=SYNTHETIC_MARK
    )
    return text.encode()


@cache
def _templates() -> Environment:
    """Templates with the filters that sheets use; the viewer gives its own environment the same."""
    made = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    made.filters.update(short_day=short_day, short_moment=short_moment)
    made.globals.update(flag_name=flag_name)
    return made


FORMAT = Format("html", "one web page that opens from disk and prints as a record", ".html", render)

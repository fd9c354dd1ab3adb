"""What holds for every format."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys

import pytest

from sandbox import charts
from sandbox.charts.exports import FORMATS
from tests.charts.exports.edited import of_every_type
from tests.factories import charts as made


def test_formats_are_found_by_name() -> None:
    assert set(FORMATS) == {"text", "json", "html", "pdf", "fhir"}
    assert len(FORMATS) == len({one.suffix for one in FORMATS.values()})
    assert all(FORMATS[name].name == name and FORMATS[name].summary for name in FORMATS)
    with pytest.raises(KeyError):
        FORMATS["format"]


@pytest.mark.parametrize("name", sorted(FORMATS))
def test_a_chart_edited_in_any_way_is_written(name: str) -> None:
    chart = of_every_type()
    assert FORMATS[name].render(chart, None) == FORMATS[name].render(chart, None) != b""


@pytest.mark.parametrize("name", sorted(FORMATS))
def test_the_truth_is_in_no_format_that_was_not_given_it(name: str) -> None:
    chart, truth = made.chart(), made.truth()
    plain = FORMATS[name].render(chart, None)
    given = FORMATS[name].render(chart, truth)
    assert (given != plain) == FORMATS[name].takes_truth
    assert b"J18.9" not in plain
    if FORMATS[name].takes_truth:
        assert b"J18.9" in given


@pytest.mark.parametrize("name", sorted(FORMATS))
def test_formats_of_lines_write_one_line(name: str) -> None:
    if FORMATS[name].lines:
        assert FORMATS[name].render(made.chart(), None).count(b"\n") == 1


def test_the_bytes_do_not_depend_on_hashing_zone_or_locale() -> None:
    script = (
        "import hashlib; from sandbox import charts; from sandbox.charts.exports import FORMATS;"
        "chart = charts.generate('t2dm_clinic', 3)[0];"
        "print([hashlib.sha256(FORMATS[name].render(chart, None)).hexdigest() for name in FORMATS])"
    )
    printed = {
        subprocess.run(
            [sys.executable, "-c", script],
            env={**os.environ, "PYTHONHASHSEED": hashing, "TZ": zone, "LC_ALL": locale},
            check=True,
            capture_output=True,
            text=True,
        ).stdout.strip()
        for hashing, zone, locale in [("1", "UTC", "C"), ("2", "Asia/Tokyo", "de_DE.ISO-8859-1")]
    }
    chart = charts.generate("t2dm_clinic", 3)[0]
    here = [hashlib.sha256(FORMATS[name].render(chart, None)).hexdigest() for name in FORMATS]
    assert printed == {str(here)}

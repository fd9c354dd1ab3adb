"""Where ``mrt chart make`` writes, in which format, and what is left when it is stopped."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from sandbox import charts
from sandbox.charts.exports import FORMATS
from sandbox.charts.plain import chart_from_plain, to_plain
from sandbox.cli import _progress
from sandbox.cli.chart import group
from sandbox.cli.scenario import InvalidFile

SHORT = ("t2dm_clinic", "ankle_fracture_ed")


def mrt(*words: object, given: bytes | None = None) -> Result:
    return CliRunner().invoke(group, [str(word) for word in words], input=given)


@pytest.mark.parametrize("name", sorted(FORMATS))
def test_one_chart_is_printed_in_each_format(name: str) -> None:
    chart, truth = charts.generate("t2dm_clinic", 3)
    done = mrt("make", "--pathway", "t2dm_clinic", "--seed", 3, "--format", name)
    assert done.exit_code == 0
    assert done.stdout_bytes == FORMATS[name].render(chart, None)
    explained = [fact.coding.rationale for fact in truth.facts if fact.coding and fact.coding.rationale]
    assert explained
    assert not any(sentence.encode() in done.stdout_bytes for sentence in explained)


def test_json_is_short_for_a_format() -> None:
    words = ["make", "--pathway", "t2dm_clinic", "--seed", 3]
    assert mrt(*words, "--json").stdout_bytes == mrt(*words, "--format", "json").stdout_bytes
    assert mrt(*words, "--text").stdout_bytes == mrt(*words).stdout_bytes


def test_many_charts_are_lines_and_pathways_take_turns() -> None:
    done = mrt("make", "--pathway", SHORT[0], "--pathway", SHORT[1], "--seed", 4, "--count", 5, "--json")
    made = [chart_from_plain(json.loads(line)) for line in done.stdout.splitlines()]
    wanted = [(SHORT[0], 4), (SHORT[1], 4), (SHORT[0], 5), (SHORT[1], 5), (SHORT[0], 6)]
    assert made == [charts.generate(pathway, seed)[0] for pathway, seed in wanted]


def test_all_is_one_of_each_pathway() -> None:
    lines = mrt("make", "--pathway", "all", "--json").stdout.splitlines()
    assert len(lines) == len(charts.pathways())


@pytest.mark.parametrize("name", ["html", "pdf", "text", "json"])
def test_a_folder_gets_one_file_a_chart(tmp_path: Path, name: str) -> None:
    target = tmp_path / "made"
    done = mrt("make", "--pathway", "t2dm_clinic", "--count", 2, "--format", name, "--output", target)
    assert (done.exit_code, done.stdout) == (0, "")
    assert f"wrote 2 files to {target}" in done.stderr
    ending = FORMATS[name].suffix
    assert sorted(each.name for each in target.iterdir()) == [f"t2dm_clinic-0{ending}", f"t2dm_clinic-1{ending}"]
    second = charts.generate("t2dm_clinic", 1)[0]
    assert (target / f"t2dm_clinic-1{ending}").read_bytes() == FORMATS[name].render(second, None)


def test_a_file_gets_lines(tmp_path: Path) -> None:
    target = tmp_path / "made.jsonl"
    assert mrt("make", "--pathway", "t2dm_clinic", "--count", 3, "--json", "--output", target).exit_code == 0
    assert len(target.read_text(encoding="utf-8").splitlines()) == 3
    assert [each.name for each in tmp_path.iterdir()] == ["made.jsonl"]


def test_a_place_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    done = mrt("make", "--pathway", "t2dm_clinic", "--output", tmp_path / "nowhere" / "chart.txt")
    assert done.exit_code == InvalidFile.exit_code == 3
    assert "nowhere" in done.stderr
    assert "Choose another place with --output" in done.stderr
    taken = tmp_path / "file.txt"
    taken.write_text("x", encoding="utf-8")
    done = mrt("make", "--pathway", "t2dm_clinic", "--count", 2, "--format", "pdf", "--output", taken)
    assert (done.exit_code, "is a file. Name a folder" in done.stderr) == (2, True)
    assert taken.read_text(encoding="utf-8") == "x"


@pytest.mark.skipif(sys.platform == "win32", reason="stops with a POSIX signal")
def test_stopped_by_hand_every_file_is_whole(tmp_path: Path) -> None:
    target = tmp_path / "made"
    words = [
        "chart",
        "make",
        "--pathway",
        "t2dm_clinic",
        "--count",
        "5000",
        "--format",
        "json",
        "--output",
        str(target),
    ]
    running = subprocess.Popen(
        [sys.executable, "-c", "from sandbox.cli import main; main()", *words],
        stderr=subprocess.PIPE,
        # A run that a shell started in the background ignores Ctrl-C, and so would all that it starts.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )
    deadline = time.monotonic() + 60
    while (not target.exists() or len(list(target.iterdir())) < 5) and time.monotonic() < deadline:
        time.sleep(0.02)
    os.kill(running.pid, signal.SIGINT)
    told = running.communicate(timeout=60)[1].decode()
    assert running.returncode != 0
    assert "Traceback" not in told
    found = sorted(target.iterdir())
    assert 5 <= len(found) < 5000
    assert all(each.name.startswith("t2dm_clinic-") for each in found)
    for each in found:
        chart_from_plain(json.loads(each.read_bytes()))


def test_an_edited_chart_is_exported(tmp_path: Path) -> None:
    plain = to_plain(charts.generate("t2dm_clinic", 3)[0])
    plain["patient"]["name"] = "Zoë <Example>"
    plain["documents"][0]["dated"] = None
    done = mrt("export", "-", "--format", "html", given=json.dumps(plain).encode())
    assert "Record of Zoë &lt;Example&gt;" in done.stdout
    assert "Zoë <Example>" in mrt("export", "-", given=json.dumps({"chart": plain, "truth": {}}).encode()).stdout


@pytest.mark.parametrize(
    ("given", "told"), [(b"{", "is not one JSON value"), (b"{}", "is not a chart"), (b"[]", "not a chart")]
)
def test_what_is_not_a_chart_is_refused(given: bytes, told: str) -> None:
    for command in ("export", "review"):
        done = mrt(command, "-", given=given)
        assert (done.exit_code, told in done.stderr) == (3, True)
        assert "`mrt chart make --json` shows the shape" in done.stderr


def test_the_bar_shows_only_when_one_would_wonder(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert list(_progress.watched(range(3), 3, "Working")) == [0, 1, 2]
    assert capsys.readouterr().err == ""
    monkeypatch.setattr(_progress, "PATIENCE", -1.0)
    assert list(_progress.watched(range(3), 3, "Working")) == [0, 1, 2]
    assert capsys.readouterr().err == ""  # a log needs no bar
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    assert list(_progress.watched(range(3), 3, "Working")) == [0, 1, 2]
    shown = capsys.readouterr()
    assert (shown.out, "Working" in shown.err) == ("", True)

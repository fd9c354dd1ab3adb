"""Building the file of an edition."""

from __future__ import annotations

from pathlib import Path

import pytest

from sandbox import codesets
from sandbox.codesets import CM, PCS, CodeSet, build, editions
from sandbox.codesets.sources import packages
from sandbox.errors import NotFound
from tests.factories.codesets import EDITION, rows


@pytest.fixture
def no_packages(monkeypatch: pytest.MonkeyPatch) -> None:
    """An installation without the data packages."""
    for source in ("tabular_xml", "tabular_codes", "procedure_tree", "procedure_titles"):
        monkeypatch.setattr(packages, source, lambda: None)


@pytest.fixture
def here(tmp_path: Path) -> Path:
    """An empty folder to build in, put back afterwards."""
    return tmp_path / "built"


@pytest.mark.usefixtures("no_packages")
def test_without_packages_the_sample_is_built(here: Path) -> None:
    built = build.build(here)
    assert built.fresh
    assert built.path == here / "FY2026.sqlite"
    assert 1000 < built.counts[CM] < 10_000
    assert not editions.open_edition(EDITION, built.path).complete


@pytest.mark.usefixtures("no_packages")
def test_a_second_build_leaves_the_file_alone(here: Path) -> None:
    first = build.build(here)
    before = first.path.stat().st_mtime_ns
    again = build.build(here)
    assert not again.fresh
    assert again.counts == first.counts
    assert again.path.stat().st_mtime_ns == before


@pytest.mark.usefixtures("no_packages")
def test_force_builds_again_and_gives_the_same_rows(here: Path) -> None:
    first = rows(build.build(here).path, "SELECT * FROM code ORDER BY id")
    forced = build.build(here, force=True)
    assert forced.fresh
    assert rows(forced.path, "SELECT * FROM code ORDER BY id") == first


@pytest.mark.usefixtures("no_packages")
def test_another_stamp_builds_again(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    build.build(here)
    monkeypatch.setattr(build.schema, "SCHEMA_VERSION", "next")
    assert build.build(here).fresh


@pytest.mark.usefixtures("no_packages")
def test_a_damaged_file_is_replaced(here: Path) -> None:
    here.mkdir()
    build.file_of(here, EDITION).write_bytes(b"not a database" * 100)
    assert build.build(here).fresh


@pytest.mark.usefixtures("no_packages")
def test_a_build_that_fails_leaves_what_was_there(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = build.build(here).path
    before = path.read_bytes()

    def broken(*_: object) -> None:
        raise OSError("disk full")

    monkeypatch.setattr(build.schema, "finish", broken)
    with pytest.raises(OSError, match="disk full"):
        build.build(here, force=True)
    assert path.read_bytes() == before
    assert [file.name for file in here.iterdir()] == ["FY2026.sqlite"]


@pytest.mark.usefixtures("no_packages")
def test_progress_runs_to_the_end(here: Path) -> None:
    told: list[tuple[str, int, int]] = []
    build.build(here, progress=lambda step, done, total: told.append((step, done, total)))
    assert told[0][0] == "Reading sources"
    assert told[-1][1] == told[-1][2]
    assert [done for _, done, _ in told] == sorted(done for _, done, _ in told)


@pytest.mark.usefixtures("no_packages")
def test_a_relative_folder_will_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert build.build(Path("near")).path == tmp_path / "near" / "FY2026.sqlite"


def test_an_unknown_edition_is_refused(here: Path) -> None:
    with pytest.raises(NotFound, match="FY1999"):
        build.build(here, "FY1999")


def test_every_billable_code_of_the_edition_is_there(full: CodeSet) -> None:
    counted = dict(full._db.execute("SELECT system, count(*) FROM code WHERE billable GROUP BY system"))
    assert counted[CM] == 74_719
    assert counted[PCS] == 78_913


def test_every_code_but_chapters_has_a_parent_that_exists(full: CodeSet) -> None:
    rows = full._db.execute("SELECT code, kind, parent FROM code WHERE system = ?", (CM,)).fetchall()
    known = {code for code, _, _ in rows}
    assert [code for code, kind, parent in rows if kind != "chapter" and parent not in known] == []


def test_every_entry_has_a_title(full: CodeSet) -> None:
    assert full._db.execute("SELECT system, code FROM code WHERE title = ''").fetchall() == []


def test_twelve_blocks_that_look_like_leaves_are_no_codes(full: CodeSet) -> None:
    for block in ("V00-X58", "V00-V99", "W00-X58", "C00-C96", "C00-C75", "M00-M25", "T20-T32", "Y62-Y84"):
        assert not full.valid(block)


def test_edition_is_opened_once_and_follows_configure(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(editions, "_configured", here)
    first = codesets.edition()
    assert codesets.edition() is first
    codesets.configure(here / "elsewhere")
    assert codesets.edition() is not first


def test_the_environment_names_the_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(editions, "_configured", None)
    monkeypatch.delenv("MRT_CODESETS", raising=False)
    monkeypatch.setenv("MRT_INSTANCE", "/srv/mrt")
    assert editions.folder() == Path("/srv/mrt/codesets")
    monkeypatch.setenv("MRT_CODESETS", "/srv/codes")
    assert editions.folder() == Path("/srv/codes")

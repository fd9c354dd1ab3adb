"""``mrt serve`` and ``mrt demo``: a site that is up, with a school in it."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest
from click.testing import CliRunner
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from sandbox.attempts.models import Attempt
from sandbox.cli import group, serve
from sandbox.cli._place import engine_of
from sandbox.config import settled
from sandbox.database import connect
from sandbox.gradebook.table import State, course_table
from sandbox.people import accounts
from sandbox.programs.models import Assignment, Course
from sandbox.scenarios.models import Scenario

Seeded = tuple[Path, dict[str, dict[str, str]]]
MRT = [sys.executable, "-m", "sandbox.cli"]


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An installation of its own."""
    monkeypatch.setenv("MRT_INSTANCE", str(tmp_path))
    monkeypatch.delenv("DATABASE_URL", raising=False)
    return tmp_path


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def demo(*words: str, code: int = 0) -> str:
    result = CliRunner().invoke(group, ["demo", *words])
    assert result.exit_code == code, f"{result.output} {result.exception!r}"
    return result.output


@pytest.fixture(scope="module")
def seeded(tmp_path_factory: pytest.TempPathFactory) -> Seeded:
    """A seeded demo: its folder and its people by their part."""
    folder = tmp_path_factory.mktemp("demo")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MRT_INSTANCE", str(folder))
        patch.delenv("DATABASE_URL", raising=False)
        rows = json.loads(demo("--json"))["people"]
    return folder, {row["who"]: row for row in rows}


def test_the_demo_is_a_school_at_work(seeded: Seeded) -> None:
    folder, people = seeded
    assert {"trainee", "instructor", "admin"} <= set(people)
    engine = connect(f"sqlite:///{folder / 'sandbox.sqlite'}")
    with Session(engine) as session:
        course = session.scalars(select(Course)).one()
        table = course_table(session, course)
        assert len(table.lines) == 4
        assert len(table.assignments) == 3
        finished = [cell for line in table.lines for cell in line.cells if cell.state is State.FINISHED]
        assert len(finished) == 4
        assert len({cell.points.percent for cell in finished if cell.points}) > 1, "nobody differs from anybody"
        assert any(cell.points.percent == 100.0 for cell in finished if cell.points)
        assert session.scalar(select(func.count()).select_from(Scenario)) >= 3
        for row in people.values():
            assert row["email"].endswith(".example.org")
            assert accounts.find(session, row["email"]) is not None
    engine.dispose()


def test_the_demo_is_seeded_once(place: Path) -> None:
    first, second = demo(), demo()
    assert first == second
    engine = connect(f"sqlite:///{place / 'sandbox.sqlite'}")
    with Session(engine) as session:
        assert session.scalar(select(func.count()).select_from(Assignment)) == 3
        assert session.scalar(select(func.count()).select_from(Attempt)) == 4
    engine.dispose()
    path = place / "demo-sign-ins.json"
    assert path.stat().st_mode & 0o777 == 0o600
    path.unlink()
    assert "mrt user set-password" in demo(code=3)


def test_what_takes_long_is_said_before_it_begins(
    place: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    said: list[str] = []
    monkeypatch.setattr(serve, "publish_library", lambda _: said.append(capsys.readouterr().out))
    monkeypatch.setattr(serve, "ensure", lambda *_: said.append(capsys.readouterr().out))
    settings = settled()
    with engine_of(settings) as engine:
        serve.prepare(settings, engine, demo=True)
    assert "library of scenarios" in said[0]
    assert "Filling in the demo" in said[1]


def test_a_port_that_is_taken_is_named_with_a_remedy(place: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        result = CliRunner().invoke(group, ["serve", "--port", str(taken.getsockname()[1])])
    assert result.exit_code == 3
    assert "Choose another with --host or --port." in result.output


def page(url: str) -> tuple[int, str]:
    with urllib.request.urlopen(url, timeout=60) as answer:  # noqa: S310 -- an address of our own
        return answer.status, answer.read().decode()


@pytest.mark.skipif(sys.platform == "win32", reason="signals differ")
def test_a_served_site_answers_and_stops_when_told(place: Path, seeded: Seeded) -> None:
    port = free_port()
    codes = str(Path("instance/codesets").resolve())
    environment = {**os.environ, "MRT_INSTANCE": str(seeded[0]), "MRT_CODESETS": codes, "PYTHONUNBUFFERED": "1"}
    if not list(Path(codes).glob("*.sqlite")):
        pytest.skip("the code-set file is not built: run `mrt codes build`")
    with subprocess.Popen(
        [*MRT, "serve", "--demo", "--port", str(port)], env=environment, stdout=subprocess.PIPE, text=True
    ) as server:
        try:
            assert server.stdout is not None
            said = ""
            while "is on http" not in said:
                line = server.stdout.readline()
                assert line, said
                said += line
            assert re.search(rf"trainee +{re.escape(seeded[1]['trainee']['email'])} +\S+", said)
            status, text = answer_of(f"http://127.0.0.1:{port}/account/sign-in")
            assert status == 200
            assert "<h1>Sign in</h1>" in text
        finally:
            server.send_signal(signal.SIGTERM)
        assert server.wait(timeout=60) == 0


def answer_of(url: str) -> tuple[int, str]:
    """The first answer, within a minute of the server saying that it is there."""
    for _ in range(600):
        try:
            return page(url)
        except urllib.error.URLError:
            time.sleep(0.1)
    raise AssertionError(f"{url} never answered")

"""``mrt user`` and ``mrt program``: accounts, roles and programs from the command line."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import select
from sqlalchemy.orm import Session

from sandbox.cli import group
from sandbox.database import connect
from sandbox.journal.models import JournalEntry
from sandbox.programs import programs
from sandbox.scenarios.load import library, read_text

Run = Callable[..., Result]


@pytest.fixture
def mrt(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs ``mrt`` on an installation of its own; a failure shows what was printed."""
    monkeypatch.setenv("MRT_INSTANCE", str(tmp_path / "instance"))
    for name in ("DATABASE_URL", "MRT_CODESETS"):
        monkeypatch.delenv(name, raising=False)

    def run(*words: str, code: int = 0, **options: str) -> Result:
        result = CliRunner().invoke(group, words, **options)
        assert result.exit_code == code, f"mrt {' '.join(words)}: {result.output} {result.exception!r}"
        return result

    return run


def people(mrt: Run) -> dict[str, dict[str, object]]:
    return {row["email"]: row for row in json.loads(mrt("user", "list", "--json").output)}


def test_a_new_installation_gets_its_first_people(mrt: Run) -> None:
    said = mrt("user", "create", "--email", "Ines@Example.org", "--name", "Ines Lehrer", "--generate").output
    assert said.startswith("ines@example.org can sign in. Password: ")
    mrt("program", "create", "Fairhaven College", "--admin", "ines@example.org")
    mrt(
        *("user", "create", "--email", "omar@example.org", "--name", "Omar", "--program", "fairhaven-college"),
        "--password-stdin",
        input="a quiet lantern\n",
    )
    held = people(mrt)
    assert held["ines@example.org"]["programs"] == {"fairhaven-college": "program_admin"}
    assert held["omar@example.org"]["programs"] == {"fairhaven-college": "instructor"}
    assert "fairhaven-college" in mrt("program", "list").output
    listed = mrt("user", "list").output
    assert "program_admin of fairhaven-college" in listed
    assert "Omar" in listed


def test_a_password_is_asked_for_twice_and_never_shown(mrt: Run) -> None:
    typed = "a quiet lantern\na quiet lantern\n"
    said = mrt("user", "create", "--email", "ines@example.org", "--name", "Ines", input=typed).output
    assert "quiet" not in said


def test_generated_passwords_differ(mrt: Run) -> None:
    said = {
        mrt("user", "create", "--email", f"p{n}@example.org", "--name", "P", "--generate").output.split()[-1]
        for n in range(4)
    }
    assert len(said) == 4
    assert all(len(password.split("-")) == 4 for password in said)


def test_a_password_can_be_replaced(mrt: Run) -> None:
    mrt("user", "create", "--email", "ines@example.org", "--name", "Ines", "--generate")
    assert "is changed" in mrt("user", "set-password", "ines@example.org", "--generate").output


def test_a_closed_account_is_listed_as_closed_until_it_is_reopened(mrt: Run) -> None:
    mrt("user", "create", "--email", "ines@example.org", "--name", "Ines", "--generate")
    assert "closed" in mrt("user", "close", "ines@example.org").output
    assert people(mrt)["ines@example.org"]["active"] is False
    assert "again" in mrt("user", "close", "ines@example.org", "--reopen").output
    assert people(mrt)["ines@example.org"]["active"] is True


def test_a_role_can_be_changed(mrt: Run) -> None:
    mrt("user", "create", "--email", "ines@example.org", "--name", "Ines", "--generate")
    mrt("program", "create", "Fairhaven", "--slug", "fh")
    mrt("user", "role", "ines@example.org", "instructor", "--program", "fh")
    mrt("user", "role", "ines@example.org", "program_admin", "--program", "fh")
    assert people(mrt)["ines@example.org"]["programs"] == {"fh": "program_admin"}


def test_a_site_administrator_is_marked(mrt: Run) -> None:
    mrt("user", "create", "--email", "root@example.org", "--name", "Root", "--site-admin", "--generate")
    assert people(mrt)["root@example.org"]["site_admin"] is True
    assert "site administrator" in mrt("user", "list").output


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (
            ("user", "role", "who@example.org", "instructor", "--program", "fh"),
            3,
            "There is no account who@example.org",
        ),
        (("user", "set-password", "who@example.org", "--generate"), 3, "`mrt user list` shows them"),
        (("user", "close", "who@example.org"), 3, "`mrt user list` shows them"),
        (("user", "create", "--email", "nonsense", "--name", "N", "--generate"), 3, "not an e-mail address"),
        (
            ("user", "create", "--email", "n@example.org", "--name", "N", "--generate", "--program", "x"),
            3,
            "no program x",
        ),
        (
            ("user", "create", "--email", "n@example.org", "--name", "N", "--generate", "--password-stdin"),
            2,
            "Use one of",
        ),
        (("user", "create", "--name", "N"), 2, "--email"),
        (("user", "role", "n@example.org", "king", "--program", "x"), 2, "king"),
        (("nonsense",), 2, "No such command"),
        (("_demo",), 2, "No such command"),
    ],
)
def test_what_cannot_be_done_is_named_with_a_remedy(mrt: Run, words: tuple[str, ...], code: int, said: str) -> None:
    assert said in mrt(*words, code=code).output


def test_a_refused_account_leaves_nothing_behind(mrt: Run) -> None:
    mrt("user", "create", "--email", "n@example.org", "--name", "N", "--password-stdin", input="short\n", code=3)
    mrt("user", "create", "--email", "n@example.org", "--name", "N", "--program", "x", "--generate", code=3)
    assert people(mrt) == {}


def test_a_database_that_cannot_be_reached_is_named_without_its_password(
    mrt: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://mrt:hush@127.0.0.1:1/none?connect_timeout=2")
    said = mrt("user", "list", code=3).output
    assert "Check DATABASE_URL." in said
    assert "hush" not in said


def test_migrating_says_where_the_database_is(mrt: Run) -> None:
    assert "is at revision" in mrt("migrate").output
    assert "is at revision" in mrt("migrate").output


def test_a_program_publishes_its_own_scenario(mrt: Run, tmp_path: Path) -> None:
    mrt("program", "create", "Fairhaven", "--slug", "fh")
    file = tmp_path / "mine.yaml"
    source = read_text(library()["diabetes-visit"]).replace("scenario: diabetes-visit", "scenario: our-visit")
    file.write_text(source, encoding="utf-8")
    assert mrt("program", "publish", "fh", str(file)).output == "our-visit is version 1 in fh.\n"
    assert mrt("program", "publish", "fh", str(file)).output == "our-visit is version 1 in fh.\n"
    file.write_text(source.replace("level: 1", "level: 2"), encoding="utf-8")
    assert mrt("program", "publish", "fh", str(file)).output == "our-visit is version 2 in fh.\n"
    engine = connect(f"sqlite:///{tmp_path / 'instance' / 'sandbox.sqlite'}")
    with Session(engine) as session:
        acts = session.scalars(select(JournalEntry).where(JournalEntry.act == "scenario.published")).all()
        assert [entry.detail["version"] for entry in acts] == [1, 2]
        assert {entry.program_id for entry in acts} == {programs.by_slug(session, "fh").id}  # type: ignore[union-attr]
    engine.dispose()


def test_what_cannot_be_published_is_said(mrt: Run, tmp_path: Path) -> None:
    mrt("program", "create", "Fairhaven", "--slug", "fh")
    file = tmp_path / "mine.yaml"
    assert "cannot be read" in mrt("program", "publish", "fh", str(file), code=3).output
    file.write_text("scenario: x\nlevel: nine\n", encoding="utf-8")
    assert "mine.yaml:2: level" in mrt("program", "publish", "fh", str(file), code=3).output
    assert "mrt program list" in mrt("program", "publish", "nowhere", str(file), code=3).output

"""Every task kind is one complete folder, and the registry, the importer's rules and the tests know it."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from sandbox.tasks import registry
from sandbox.tasks.base import Answer, Key, Spec

ROOT = Path(__file__).parents[2]
TASKS = ROOT / "sandbox" / "tasks"
MODULES = ("answer.py", "key.py", "score.py", "form.py", "samples.py")
FOLDERS = sorted(path.name for path in TASKS.iterdir() if path.is_dir() and not path.name.startswith("__"))


def test_the_registry_finds_every_folder() -> None:
    assert sorted(registry.kinds()) == FOLDERS
    assert len(FOLDERS) >= 4


@pytest.mark.parametrize("name", FOLDERS)
def test_a_kind_has_every_part(name: str) -> None:
    folder = TASKS / name
    parts = [*MODULES, f"templates/{name}/panel.html", f"templates/{name}/feedback.html"]
    assert [part for part in parts if not (folder / part).is_file()] == []
    assert list((ROOT / "tests" / "tasks" / name).glob("test_*.py")), f"{name} has no tests beside it"


@pytest.mark.parametrize("name", FOLDERS)
def test_a_kind_says_what_it_is(name: str) -> None:
    kind = registry.kind(name)
    assert kind.name == name
    assert kind.title
    assert kind.key_version >= 1
    for made, base in ((kind.spec_type, Spec), (kind.answer_type, Answer), (kind.key_type, Key)):
        assert issubclass(made, base)
        assert made is not base
        assert made.model_config["extra"] == "forbid"
        assert made.model_config["frozen"] is True


def test_kinds_may_not_import_each_other() -> None:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"][
        "contracts"
    ]
    apart = next(each for each in contracts if each["type"] == "independence")
    assert sorted(apart["modules"]) == [f"sandbox.tasks.{name}" for name in FOLDERS]

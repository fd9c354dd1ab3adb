"""Every command explains itself."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator

import click
import pytest
from click.testing import CliRunner

from sandbox.cli import group

ISSUED = ["backup", "chart", "codes", "demo", "restore", "scenario", "serve", "user"]


def walk(command: click.Command, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    """Every command with the words that call it."""
    yield path, command
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in command.list_commands(context):
            inner = command.get_command(context, name)
            assert inner is not None
            yield from walk(inner, (*path, name))


COMMANDS = dict(walk(group))


def test_every_command_promised_is_there() -> None:
    assert set(ISSUED) <= {path[0] for path in COMMANDS if path}


@pytest.mark.parametrize("path", COMMANDS, ids=" ".join)
def test_help_teaches(path: tuple[str, ...]) -> None:
    result = CliRunner().invoke(group, [*path, "--help"])
    assert result.exit_code == 0
    command = COMMANDS[path]
    assert command.help, path
    if len(path) == 1:
        assert f"mrt {path[0]}" in result.output, f"{' '.join(path)} shows no example"
    for parameter in command.params:
        if isinstance(parameter, click.Option) and not parameter.help and len(path) < 2:
            assert parameter.show_default, f"{' '.join(path)} does not say what {parameter.name} is for"


@pytest.mark.parametrize("path", [path for path in COMMANDS if len(path) <= 1], ids=" ".join)
def test_help_names_the_exit_codes(path: tuple[str, ...]) -> None:
    assert "Exit codes:" in CliRunner().invoke(group, [*path, "--help"]).output


def test_it_runs_as_a_module() -> None:
    ran = subprocess.run([sys.executable, "-m", "sandbox.cli", "--version"], capture_output=True, text=True, check=True)
    assert ran.stdout.startswith("mrt, version ")


def test_a_command_without_a_server_loads_no_web_framework() -> None:
    asking = (
        "import sys; from sandbox.cli import group; group.get_command(None, 'chart'); print('flask' in sys.modules)"
    )
    ran = subprocess.run([sys.executable, "-c", asking], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "False"

"""The ``mrt`` command. Every module here that exports ``group`` or ``command`` is one of its commands."""

from __future__ import annotations

import sys
from importlib import import_module
from pkgutil import iter_modules
from typing import Any

import click

from sandbox.errors import SandboxError


class Failed(click.ClickException):
    """It could not be done; the message says why and what to do."""

    exit_code = 3


class Commands(click.Group):
    """Finds the commands beside this file and imports each only when wanted: ``mrt codes`` needs no web server."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of all commands, in alphabetical order."""
        names = sorted(module.name for module in iter_modules(__path__) if not module.name.startswith("_"))
        return [name for name in names if self.get_command(ctx, name) is not None]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command with this name, None if there is none."""
        if cmd_name.startswith("_") or cmd_name not in {module.name for module in iter_modules(__path__)}:
            return None
        module = import_module(f"{__name__}.{cmd_name}")
        found = getattr(module, "group", None) or getattr(module, "command", None)
        return found if isinstance(found, click.Command) else None

    def invoke(self, ctx: click.Context) -> Any:
        """Run; an error of ours becomes a message with its remedy and exit code 3."""
        try:
            return super().invoke(ctx)
        except SandboxError as error:
            raise Failed(str(error)) from None


@click.group(
    cls=Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Exit codes: 0 done, 1 findings, 2 wrong use, 3 it could not be done.",
)
@click.version_option(package_name="mrt-sandbox", prog_name="mrt")
def group() -> None:
    """A simulated medical-records department.

    \b
    To look around:     mrt serve --demo
    To add a person:    mrt user create
    To try a chart:     mrt chart make --pathway pneumonia_copd --seed 7
    To find a code:     mrt codes find "hip fracture"

    Every command explains itself with --help.
    """


def main() -> None:
    """The entry point of the ``mrt`` script."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")  # names and dashes print under any locale
    group(prog_name="mrt")

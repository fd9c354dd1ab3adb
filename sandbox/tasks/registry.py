"""Finds the task kinds: every folder beside this file that defines ``KIND``."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import Any

import sandbox.tasks
from sandbox.errors import NotFound
from sandbox.tasks.base import Kind


@cache
def kinds() -> dict[str, Kind[Any, Any, Any]]:
    """All kinds by name, in alphabetical order."""
    found: dict[str, Kind[Any, Any, Any]] = {}
    for module in sorted(iter_modules(sandbox.tasks.__path__), key=lambda entry: entry.name):
        if module.ispkg:
            kind = import_module(f"sandbox.tasks.{module.name}").KIND
            found[kind.name] = kind
    return found


def kind(name: str) -> Kind[Any, Any, Any]:
    """The kind with this name; ``NotFound`` lists the ones there are."""
    try:
        return kinds()[name]
    except KeyError:
        raise NotFound(f"There is no task kind “{name}”.", f"Use one of: {', '.join(kinds())}.") from None

"""Charts written for other programs and for paper. A format is one file in ``formats``; ``FORMATS`` finds it.

Nothing here knows Flask. Everything is deterministic: the same chart gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

from sandbox.charts.exports import formats
from sandbox.charts.exports.format import Format

__all__ = ["FORMATS", "TEMPLATES", "Format"]

TEMPLATES = Path(__file__).parent / "templates"
"""Jinja templates of documents: one drawing for the web page that is exported and for the viewer."""


class _Formats(Mapping[str, Format]):
    """Formats by name. Each is imported only when wanted: who writes JSON need not wait for a PDF library."""

    def __init__(self) -> None:
        self._names = tuple(sorted(module.name for module in iter_modules(formats.__path__)))

    def __getitem__(self, name: str) -> Format:
        if name not in self._names:
            raise KeyError(name)
        found: Format = import_module(f"{formats.__name__}.{name}").FORMAT
        return found

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)


FORMATS: Mapping[str, Format] = _Formats()

"""Texts with ``{slots}``: compiled to ``%`` formats, and the mapping that fills them while a chart is written.

A slot is a name. With a capital first letter (``{Lobe}``) it prints the value of ``lobe`` with a capital. A dotted slot
asks a source: ``{lab.wbc}``, ``{vital.bp}``, ``{staff.surgeon}``, ``{date.surgery}``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from sandbox.charts.compiled import Wording

_SLOT = re.compile(r"\{([^{}]*)\}")
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_.]*")


def slots_of(text: str) -> list[str]:
    """The slot names in a text, as written."""
    return _SLOT.findall(text)


def wording(text: str) -> Wording:
    """Compile a text. ``ValueError`` for a stray brace or a slot that is no name."""
    text = " ".join(text.split())
    for name in slots_of(text):
        if not _NAME.fullmatch(name):
            raise ValueError(f"'{{{name}}}' is no slot name")
    bare = _SLOT.sub("", text)
    if "{" in bare or "}" in bare:
        raise ValueError(f"a brace without its partner in '{text}'")
    if bare == text:
        return Wording(text, False)
    return Wording(_SLOT.sub(r"%(\1)s", text.replace("%", "%%")), True)


class Slots(dict[str, Any]):
    """The names of one patient: plain values, and sources for dotted slots. Missing names raise ``KeyError``."""

    __slots__ = ("sources",)

    def __init__(self) -> None:
        super().__init__()
        self.sources: Mapping[str, Callable[[str], str]] = {}

    def __missing__(self, name: str) -> str:
        source, dot, rest = name.partition(".")
        if dot:
            return self.sources[source](rest)
        if name[0].isupper():
            value = str(self[name[0].lower() + name[1:]])
            return value[:1].upper() + value[1:]
        raise KeyError(name)

    def fill(self, text: Wording) -> str:
        """The text with its slots filled."""
        return text.text % self if text.slotted else text.text

"""Rendering a kind's templates as the desk does, without an application."""

from __future__ import annotations

from collections import Counter
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

import sandbox
from sandbox.charts.exports.printed import stay_words
from sandbox.web.shared.templating import blank_row

ROOT = Path(sandbox.__file__).parent


class Page(HTMLParser):
    """What a rendered part holds: names and ids of controls, which controls have a name to be read out, text."""

    def __init__(self, markup: str) -> None:
        super().__init__()
        self.names: list[str] = []
        self.ids: Counter[str] = Counter()
        self.labelled: set[str] = set()
        self.controls: list[dict[str, str]] = []
        self.text = ""
        self.inline: list[str] = []
        self._in_template = 0
        self.feed(markup)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attributes}
        if tag == "template":
            self._in_template += 1
        if "id" in found:
            self.ids[found["id"]] += 1
        if "for" in found:
            self.labelled.add(found["for"])
        if tag in ("script", "style") or "style" in found or any(name.startswith("on") for name in found):
            self.inline.append(tag)
        if tag in ("input", "select", "textarea") and found.get("type") != "hidden":
            self.controls.append(found)
        if tag in ("input", "select", "textarea") and not self._in_template:
            self.names.append(found.get("name", ""))

    def handle_endtag(self, tag: str) -> None:
        if tag == "template":
            self._in_template -= 1

    def handle_data(self, text: str) -> None:
        self.text += text

    @property
    def unnamed(self) -> list[str]:
        """Controls that a screen reader could not name."""
        return [c.get("name", "") for c in self.controls if c.get("id") not in self.labelled and "aria-label" not in c]


def render(template: str, **context: Any) -> Page:
    """A template of a kind with the shared macros; an undefined name is an error, as far as the template allows."""
    folders = [ROOT / "web" / "shared" / "templates", *sorted((ROOT / "tasks").glob("*/templates"))]
    environment = Environment(loader=FileSystemLoader(folders), autoescape=True, undefined=StrictUndefined)
    environment.globals["blank_row"] = blank_row
    environment.filters["stay_words"] = stay_words
    return Page(environment.get_template(template).render(**context))

"""A page as a test reads it: its elements, its forms, and what is wrong with it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = frozenset({"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"})
SILENT = frozenset({"script", "style", "template", "title"})
UNLABELLED = frozenset({"hidden", "submit", "button", "image", "reset"})
IMPLIED_END = {"li": {"li"}, "dt": {"dt", "dd"}, "dd": {"dt", "dd"}, "option": {"option"}}


@dataclass
class Element:
    """One element with its attributes and all the text inside it."""

    tag: str
    attributes: dict[str, str]
    inside: tuple[str, ...]  # tags around it, outermost first
    pieces: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """All the text inside, as written."""
        return "".join(self.pieces)

    def __getitem__(self, name: str) -> str:
        return self.attributes.get(name, "")


@dataclass
class Form:
    """One form: where it goes, the values a browser would send untouched, and the words on its buttons."""

    action: str
    method: str
    fields: dict[str, list[str]] = field(default_factory=dict)
    names: set[str] = field(default_factory=set)
    buttons: list[str] = field(default_factory=list)


def note_input(form: Form, element: Element) -> None:
    """A browser sends boxes and buttons of a group only when they are on, and other inputs always."""
    kind = element["type"]
    checkable = kind in {"checkbox", "radio"}
    if kind not in {"submit", "button"} and (not checkable or "checked" in element.attributes):
        form.fields.setdefault(element["name"], []).append(element["value"] or ("on" if checkable else ""))


class Page(HTMLParser):
    """A parsed page. ``faults`` lists what no page of ours may have."""

    def __init__(self, html: str, address: str = "") -> None:
        super().__init__(convert_charrefs=True)
        self.html, self.address = html, address
        self.elements: list[Element] = []
        self.forms: list[Form] = []
        self.visible: list[str] = []
        self.nesting: list[str] = []
        self._open: list[Element] = []
        self._select: tuple[str, bool] | None = None
        self.feed(html)
        self.close()
        self.nesting += [f"<{element.tag}> is never closed" for element in self._open]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        repeated = [name for name, count in Counter(name for name, _ in attrs).items() if count > 1]
        self.nesting += [f"<{tag}> has two attributes {name}" for name in repeated]
        element = Element(tag, attributes, tuple(each.tag for each in self._open))
        self.elements.append(element)
        if "template" not in element.inside:
            self._note_form_part(element)
        if tag not in VOID:
            self._open.append(element)

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID:
            return
        while self._open and self._open[-1].tag != tag and tag in {each.tag for each in self._open[-2:]}:
            self.nesting.append(f"<{self._open.pop().tag}> is closed by </{tag}>")
        if not self._open or self._open[-1].tag != tag:
            self.nesting.append(f"</{tag}> closes nothing")
            return
        closed = self._open.pop()
        if tag == "button" and self.forms and "form" in closed.inside:
            self.forms[-1].buttons.append(" ".join(closed.text.split()))
        if tag == "select":
            self._select = None
        if tag == "textarea" and self.forms and "form" in closed.inside:
            text = closed.text.removeprefix("\r").removeprefix("\n")  # HTML ignores one line end after the tag
            self.forms[-1].fields[closed["name"]] = [text]

    def handle_data(self, data: str) -> None:
        for element in self._open:
            element.pieces.append(data)
        if not SILENT & {element.tag for element in self._open}:
            self.visible.append(data)

    def _note_form_part(self, element: Element) -> None:
        if element.tag == "form":
            self.forms.append(Form(element["action"], element["method"].upper() or "GET"))
        if not self.forms or "form" not in element.inside:
            return
        form, name = self.forms[-1], element["name"]
        if name and element.tag in {"input", "select", "textarea"}:
            form.names.add(name)
        if element.tag == "select":
            self._select = (name, False)
        elif element.tag == "option" and self._select:
            self._note_option(form, element)
        elif element.tag == "input" and name:
            note_input(form, element)

    def _note_option(self, form: Form, option: Element) -> None:
        """A browser sends the option selected, else the first."""
        assert self._select is not None
        select, chosen = self._select
        if "selected" in option.attributes or not chosen:
            form.fields[select] = [option["value"]]
            self._select = (select, True)

    # what tests ask

    @property
    def text(self) -> str:
        """All visible words, single-spaced."""
        return " ".join(" ".join(self.visible).split())

    def all(self, tag: str) -> list[Element]:
        """Every element with this tag, those in templates left out."""
        return [element for element in self.elements if element.tag == tag and "template" not in element.inside]

    def heading(self) -> str:
        """The main heading."""
        return " ".join(self.all("h1")[0].text.split())

    def links(self) -> dict[str, str]:
        """Addresses by the words of their links."""
        return {" ".join(link.text.split()): link["href"] for link in self.all("a")}

    def form(self, button: str) -> Form:
        """The form with this button."""
        for form in self.forms:
            if button in form.buttons:
                return form
        known = [each for form in self.forms for each in form.buttons]
        raise AssertionError(f"{self.address} has no button “{button}”, only {known}")

    # what no page may have

    def faults(self) -> list[str]:
        """Everything wrong with the page."""
        checks = (self._structure, self._identifiers, self._labels, self._inline, self._controls)
        return [*self.nesting, *(fault for check in checks for fault in check())]

    def _structure(self) -> list[str]:
        found = []
        if len(self.all("h1")) != 1 or not self.heading():
            found.append(f"{len(self.all('h1'))} main headings instead of one with words")
        if not any(title.text.strip() for title in self.all("title")):
            found.append("no title")
        if not any(html["lang"] for html in self.all("html")):
            found.append("no language")
        if len(self.all("main")) != 1:
            found.append("not one main part")
        return found

    def _identifiers(self) -> list[str]:
        ids = Counter(
            element["id"]
            for element in self.elements
            if "id" in element.attributes and "template" not in element.inside
        )
        found = [f"id “{name}” stands {count} times" for name, count in ids.items() if count > 1 or not name]
        for element in self.elements:
            if "template" in element.inside:
                continue
            for attribute in ("for", "aria-labelledby", "aria-describedby", "aria-controls"):
                missing = [name for name in element[attribute].split() if name not in ids]
                found += [f"<{element.tag} {attribute}> names “{name}”, which is not there" for name in missing]
        return found

    def _labels(self) -> list[str]:
        labelled = {label["for"] for label in self.all("label") if label.text.strip()}
        return [
            f"<{control.tag} name={control['name']!r}> has no label"
            for tag in ("input", "select", "textarea")
            for control in self.all(tag)
            if control["type"] not in UNLABELLED
            and control["id"] not in labelled
            and not (control["aria-label"] or control["aria-labelledby"] or "label" in control.inside)
        ]

    def _inline(self) -> list[str]:
        found = [f"inline script: {each.text[:60]}" for each in self.all("script") if each.text.strip()]
        found += ["a script without address" for each in self.all("script") if not each["src"]]
        found += ["an inline style sheet" for _ in self.all("style")]
        for element in self.elements:
            names = [name for name in element.attributes if name == "style" or name.startswith("on")]
            found += [f"<{element.tag}> has the attribute {name}" for name in names]
            if any(element[name].lower().startswith("javascript:") for name in ("href", "src", "action")):
                found.append(f"<{element.tag}> runs script by its address")
        return found

    def _controls(self) -> list[str]:
        found = []
        for tag in ("a", "button"):
            silent = [each for each in self.all(tag) if not each.text.strip() and not each["aria-label"]]
            found += [f"<{tag}> without words: {each.attributes}" for each in silent]
        found += [f"image without alt: {image['src']}" for image in self.all("img") if "alt" not in image.attributes]
        found += [
            "a form that posts has no CSRF token"
            for form in self.forms
            if form.method == "POST" and "csrf_token" not in form.names
        ]
        return found

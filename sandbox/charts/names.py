"""Check that every name in a pathway file is known: slots, conditions, facts, traps, parts, anchors, tests, blocks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from pydantic import BaseModel

from sandbox.charts import schema as s
from sandbox.charts.blocks import BLOCKS
from sandbox.charts.conditions import condition
from sandbox.charts.courses import catalogue
from sandbox.charts.facility import PARTS
from sandbox.charts.moments import moment
from sandbox.charts.wording import slots_of, wording

Path = tuple[str | int, ...]
Fault = tuple[Path, str]

PATIENT_SLOTS = frozenset(
    [
        "patient",
        "given",
        "family",
        "honorific",
        "he",
        "him",
        "his",
        "man",
        "age",
        "an_age",
        "aged",
        "an_aged",
        "sex",
        "born",
        "mrn",
    ]
) | frozenset(
    [
        "payer",
        "kin",
        "kin_relation",
        "pcp",
        "address",
        "phone",
        "comorbidities",
        "and_comorbidities",
        "facility",
        "unit",
        "reason",
        "nights",
    ]
)
"""Slots about the patient and the stay, the same in every document."""

DOCUMENT_SLOTS = frozenset(("author", "today", "yesterday", "time", "day", "days_left", "hospital_day", "collected"))
"""Slots that change from document to document. ``day`` is 0 on the calendar day of arrival."""

CONDITION_NAMES = frozenset(("sex", "age", "day", "days_left", "nights", "setting", "month"))
"""Names that conditions may use besides options and values."""

_WORDED = {"any", "text", "drug", "dose", "frequency", "reason", "discharge_as", "heading", "title", "disposition"}
_MOMENTS = ("at", "start", "stop", "date")
_NOT_WORDED = {"OptionSpec", "ComorbiditySpec", "CourseSpec", "PathwaySpec"}


class _Known:
    """What may be referred to in one pathway."""

    def __init__(
        self,
        spec: s.PathwaySpec,
        library: Mapping[str, s.ComorbiditySpec],
        values: Mapping[str, s.ValueSpec],
    ) -> None:
        used = [library[name] for name in spec.comorbidities]
        self.options = spec.options
        self.values = {*spec.options, *spec.values, *values, *(name for one in used for name in one.values)}
        self.facts = {*spec.facts, *(name for one in used for name in one.facts)}
        self.traps = {*spec.traps, *(name for one in used for name in one.traps)}
        self.conditions = {*self.facts, *library, *spec.is_}
        self.shared = False  # shared files may ask for conditions and their values that this pathway does not have
        self.elsewhere = {name for one in library.values() for name in one.values}
        self.parts = {*PARTS, "attending", *spec.cast}
        self.anchors = {"arrival", "admit", "discharge", *spec.timeline}
        self.slots = self.values | PATIENT_SLOTS | DOCUMENT_SLOTS
        self.sources: dict[str, set[str]] = {
            "lab": set(catalogue().labs),
            "first": set(catalogue().labs),
            "lowest": set(catalogue().labs),
            "highest": set(catalogue().labs),
            "vital": {*catalogue().vitals, "bp", "bmi"},
            "staff": self.parts,
            "date": self.anchors,
            "time": self.anchors,
            "when": self.anchors,
        }
        self.tests = {*catalogue().labs, *catalogue().panels}

    def slot(self, name: str) -> str:
        """What is wrong with a slot, or nothing."""
        source, dot, rest = name.partition(".")
        if dot:
            good = rest in self.sources.get(source, ())
            return "" if good else f"unknown slot {{{name}}}; sources are {', '.join(sorted(self.sources))}"
        lower = name[0].lower() + name[1:]
        return "" if name in self.slots or lower in self.slots else f"unknown slot {{{name}}}"

    def when(self, text: str) -> Iterator[str]:
        """What is wrong with a condition."""
        parsed = condition(text)
        for name, words in sorted(parsed.names.items()):
            if self.shared and name in self.elsewhere:
                continue
            if name not in self.values and name not in CONDITION_NAMES:
                yield f"'{text}': unknown name {name}"
            elif name in self.options:
                strange = words - set(self.options[name].choices) - {"none"}
                yield from (f"'{text}': {name} has no choice {word}" for word in sorted(strange))
        if not self.shared:
            yield from (f"'{text}': unknown condition {word}" for word in sorted(parsed.conditions - self.conditions))


def _texts(value: object) -> Iterable[str]:
    if isinstance(value, str):
        return (value,)
    return (one for one in value if isinstance(one, str)) if isinstance(value, tuple) else ()


def _wording_faults(known: _Known, text: str) -> Iterator[str]:
    try:
        wording(text)
    except ValueError as error:
        yield str(error)
        return
    yield from (fault for name in slots_of(text) if (fault := known.slot(name)))


def _moment_faults(known: _Known, text: str) -> Iterator[str]:
    anchor = moment(text).anchor
    if anchor and anchor not in known.anchors:
        yield f"unknown anchor '{anchor}'; there are {', '.join(sorted(known.anchors))}"


def _references(known: _Known, node: BaseModel) -> Iterator[tuple[str, str]]:
    """Faults of one node's own keys, each with the key."""
    if isinstance(node, s.SentenceSpec):
        yield from (("express", f"unknown fact '{one}'") for one in node.express if one not in known.facts)
        yield from (("tempt", f"unknown trap '{one}'") for one in node.tempt if one not in known.traps)
    if isinstance(node, s.MedicationSpec):
        yield from (("express", f"unknown fact '{one}'") for one in node.express if one not in known.facts)
    if isinstance(node, s.SectionSpec):
        yield from (("labs", f"unknown test or panel '{one}'") for one in node.labs or () if one not in known.tests)
        if node.block is not None and node.block not in BLOCKS:
            yield "block", f"unknown block '{node.block}'; there are {', '.join(BLOCKS)}"
    if isinstance(node, s.DocumentSpec):
        yield from _document_references(known, node)


def _document_references(known: _Known, node: s.DocumentSpec) -> Iterator[tuple[str, str]]:
    if not node.author:
        yield "author", "a document needs an author: a part of the cast"
    for key in ("author", "cosigner", "ordering", "witness"):
        part = getattr(node, key)
        if part and part not in known.parts:
            yield key, f"unknown part '{part}'; there are {', '.join(sorted(known.parts))}"
    if not node.id:
        yield "id", "a document needs an id"
    if (node.at is None) == (not node.times):
        yield "at", "a document has either at, or repeat with times"
    if bool(node.times) != (node.repeat is not None):
        yield "repeat", "repeat and times go together"


def _own_faults(known: _Known, node: BaseModel, key: str, value: object) -> Iterator[str]:
    """Faults of one key whose value is a condition, a moment or a text."""
    if key == "when" and isinstance(value, str):
        yield from known.when(value)
    elif key in _MOMENTS and isinstance(value, str):
        yield from _moment_faults(known, value)
    elif key in _WORDED and type(node).__name__ not in _NOT_WORDED:
        yield from (fault for text in _texts(value) for fault in _wording_faults(known, text))


def _faults(known: _Known, node: object, path: Path) -> Iterator[Fault]:
    """Faults of a node and everything beneath it."""
    if isinstance(node, BaseModel):
        yield from (((*path, key), why) for key, why in _references(known, node))
        for key, field in type(node).model_fields.items():
            shown = (*path, field.alias or key)
            yield from ((shown, why) for why in _own_faults(known, node, key, getattr(node, key)))
            yield from _faults(known, getattr(node, key), shown)
    elif isinstance(node, Mapping):
        for key, inner in node.items():
            yield from _faults(known, inner, (*path, key))
    elif isinstance(node, tuple):
        for number, inner in enumerate(node):
            yield from _faults(known, inner, (*path, number))


def unknown_names(
    spec: s.PathwaySpec,
    documents: Sequence[s.DocumentSpec],
    library: Mapping[str, s.ComorbiditySpec],
    values: Mapping[str, s.ValueSpec],
) -> list[Fault]:
    """Every name that leads nowhere, with its path in the file; shared documents as the pathway uses them."""
    known = _Known(spec, library, values)
    own = spec.model_copy(update={"documents": ()})
    found = [*_faults(known, own, ()), *_faults(known, tuple(documents), ("documents",))]
    known.shared = True
    for name in spec.comorbidities:
        found += _faults(known, library[name], ("comorbidities", name))
    for test in {*spec.labs} - {*catalogue().labs}:
        found.append((("labs", test), "unknown test; see shared/tests.yaml"))
    for sign in {*spec.vitals} - {*catalogue().vitals}:
        found.append((("vitals", sign), "unknown vital sign; see shared/tests.yaml"))
    return sorted(set(found), key=str)

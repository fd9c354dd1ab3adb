"""Prose: no unfilled template, no doubled word, no broken grammar, no place or company that could be real."""

from __future__ import annotations

import re

from sandbox.charts.facility import facilities
from sandbox.charts.lint.registry import Faults, Specimen, check
from sandbox.charts.model import Layout

_BROKEN = re.compile(r"[{}]|%\(|\bNone\b|\bnan\b|\bnull\b|  | [,.;]|\.\.|\(\)|,,|;\.|\[\]")
_DOUBLED = re.compile(r"\b([A-Za-z]+) \1\b", re.IGNORECASE)
_ARTICLE = re.compile(
    r"\ba (?=[aeio]|8\d\b|11\b|18\b|8-)(?!one\b|once\b|one-|eu)|\ban (?=[bcdfgjkpqtvwyz][a-z])", re.IGNORECASE
)
_ENDS = ".!?:”)"
_INSTITUTION = re.compile(
    r"\b((?:[A-Z][\w’']+ )+(?:Hospital|Medical Center|Clinic|Health System|Nursing Home|Manor|Insurance|University))\b"
)
INVENTED = ("Fairmeadow", "Tansy", "Linden", "Eastmarsh", "Stonebrook", "Harrow Glen", "Bracken Ridge", "Saint Oriel")
"""First words of made-up institutions beyond the facilities themselves: the towns of the simulated county."""


@check("wording")
def wording(one: Specimen) -> Faults:
    """Nothing unfilled, doubled or misspelt by the template."""
    for line in (line for each in one.chart.documents for line in each.statements):
        text = line.text
        if not text or text.strip() != text:
            yield line.id, f"An empty or untrimmed text under {line.label or 'no label'}."
        for name, pattern in (("a stray mark", _BROKEN), ("a doubled word", _DOUBLED), ("a wrong article", _ARTICLE)):
            found = pattern.search(text)
            if found:
                yield line.id, f"{name} “{found[0]}” in: {text[:140]}"


@check("sentences")
def sentences(one: Specimen) -> Faults:
    """Sentences of prose begin with a capital and end with a stop."""
    for each in one.chart.documents:
        for section in each.sections:
            if section.layout is not Layout.PROSE:
                continue
            for line in section.statements:
                if line.text[-1:] not in _ENDS:
                    yield line.id, f"No full stop: {line.text[-60:]}"
                if line.text[:1].islower():
                    yield line.id, f"No capital: {line.text[:60]}"


@check("invented-places")
def invented_places(one: Specimen) -> Faults:
    """Only made-up institutions are named."""
    known = (*(place.name for place in facilities().values()), *INVENTED)
    for line in (line for each in one.chart.documents for line in each.statements):
        for found in _INSTITUTION.findall(line.text):
            if not _invented(found, known) and not _plain(found):
                yield line.id, f"“{found}” is no institution of the simulated county: {line.text[:100]}"


_PLAIN = frozenset(
    (
        "the",
        "our",
        "this",
        "your",
        "infusion",
        "specialty",
        "outpatient",
        "wound",
        "heart",
        "failure",
        "pain",
        "anticoagulation",
        "diabetes",
        "surgery",
        "dental",
        "eye",
        "follow-up",
        "oncology",
        "orthopedic",
        "primary",
        "care",
        "urology",
        "pulmonary",
        "children",
        "prenatal",
        "high-risk",
        "home",
        "stroke",
    )
)


def _plain(name: str) -> bool:
    """Whether a phrase such as ``Wound Clinic`` names a kind of place, not a place."""
    return all(word.lower() in _PLAIN for word in name.split()[:-1])


def _invented(name: str, known: tuple[str, ...]) -> bool:
    """Whether the name, or what is left of it after a word that only begins the sentence, is one of ours."""
    words = name.split()
    tails = [" ".join(words[start:]) for start in range(len(words) - 1)]
    return any(tail in one or one in tail for tail in tails for one in known)

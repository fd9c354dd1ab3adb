"""Whether two encounters of one patient can stand in one record: what each says of the past, compared."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sandbox.charts.defects.content import allergies_told, tobacco_told
from sandbox.charts.model import Chart, Document, Statement

_OPERATIONS = re.compile(
    r"append|tonsil|hernia repair|cataract|arthroscopy|cholecystectomy|gallbladder|wisdom teeth|hysterectomy|cesarean|"
    r"joint|knee was replaced|replacement|plates",
    re.IGNORECASE,
)
_NEVER_OPERATED = re.compile(r"No (?:earlier |other )?(?:operations?|surgery)(?: before| of note)?\.", re.IGNORECASE)
_RUNS_IN_FAMILY = re.compile(
    r"\b(?:father|mother|brother|sister|parents?|aunt|uncle)\b[^.]*\b(cancer|heart|stones?)", re.IGNORECASE
)
_NOT_IN_FAMILY = re.compile(r"\bno\b[^.;]*\b(?:in the family|first-degree relatives|family history of)", re.IGNORECASE)
_KINDS = re.compile(r"cancer|heart|stones?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Sayings:
    """What an encounter says that another one could contradict."""

    operations: frozenset[str]
    never_operated: bool
    in_family: frozenset[str]
    not_in_family: frozenset[str]
    allergies: frozenset[str]
    tobacco: frozenset[str]
    began: datetime
    last: datetime

    @classmethod
    def of(cls, chart: Chart) -> Sayings:
        """The sayings of a chart with one encounter."""
        stay = chart.encounters[0]
        past = [line.text for each in chart.documents for line in _of_the_past(each)]
        lines = [line.text for each in chart.documents for line in each.statements]
        moments = [each.filed_at for each in chart.documents if each.label_mrn == chart.patient.mrn]
        moments += [stay.ended or stay.began]
        return cls(
            frozenset(word.lower() for text in past for word in _OPERATIONS.findall(text)),
            any(_NEVER_OPERATED.fullmatch(text) for text in past),
            frozenset(word.lower() for text in lines for word in _RUNS_IN_FAMILY.findall(text)),
            frozenset(word.lower() for text in lines if _NOT_IN_FAMILY.search(text) for word in _KINDS.findall(text)),
            allergies_told(chart.documents),
            tobacco_told(chart.documents),
            stay.began,
            max(moments),
        )


def _of_the_past(document: Document) -> list[Statement]:
    """Statements of the patient's own history, without that of the present illness."""
    found: list[Statement] = []
    for section in document.sections:
        heading = section.heading.lower()
        if "history" in heading and not any(word in heading for word in ("present", "family", "interval")):
            found += section.statements
    return found


def agree(earlier: Sayings, later: Sayings) -> bool:
    """Whether nothing that the later encounter says of the past is contradicted by the earlier one, or the reverse."""
    operated = earlier.operations <= later.operations and not (earlier.never_operated and later.operations)
    family = not (earlier.in_family & later.not_in_family or earlier.not_in_family & later.in_family)
    habits = len(earlier.allergies | later.allergies) <= 1 and len(earlier.tobacco | later.tobacco) <= 1
    return operated and family and habits and earlier.last < later.began


def speaks_of(chart: Chart, words: Sequence[str]) -> bool:
    """Whether any page has one of these words, in small letters."""
    said = (f"{line.label} {line.text}".lower() for each in chart.documents for line in each.statements)
    return bool(words) and any(word in text for text in said for word in words)

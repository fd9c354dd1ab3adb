"""What a rule is, what it finds, and the register of all rules."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sandbox.charts.model import Document, Setting
from sandbox.charts.review.stay import Stay

ANYWHERE = tuple(Setting)
HOSPITAL = (Setting.INPATIENT, Setting.EMERGENCY)
SURGICAL = (Setting.INPATIENT, Setting.AMBULATORY_SURGERY)


@dataclass(frozen=True, slots=True)
class Flag:
    """What a rule finds: a document that breaks it, or the type of one that is not there.

    ``due`` is the end of the rule's clock and ``done`` when it was done after all, where it was.
    """

    sentence: str
    responsible: tuple[str, ...]
    document: Document | None = None
    missing: str = ""
    due: datetime | None = None
    done: datetime | None = None


@dataclass(frozen=True, slots=True)
class Deficiency:
    """A finding of the review, routed and timed.

    ``code`` is a deficiency type (``MISSING_HP`` …), ``rule`` the id of the rule. ``document_id`` is empty where
    ``document_type`` is missing. ``responsible`` are ids of staff who can mend it, the first before the others.
    ``late_by`` is how long after ``due`` it was done, or by the day of the review was not done; None if in time.
    """

    code: str
    rule: str
    encounter_id: str
    document_id: str
    document_type: str
    responsible: tuple[str, ...]
    due: datetime | None
    late_by: timedelta | None
    sentence: str
    citation: str


Check = Callable[[Stay], Iterator[Flag]]


@dataclass(frozen=True, slots=True)
class Rule:
    """One requirement of the law or of policy. ``laws`` cites what takes the place of ``cite`` in other settings."""

    id: str
    code: str
    text: str
    clock: str
    cite: str
    settings: tuple[Setting, ...]
    check: Check
    laws: Mapping[Setting, str] = field(default_factory=dict)
    center: str = ""  # what a surgery center is held to instead

    @property
    def part(self) -> str:
        """The part of the law, which is the file that holds the rule."""
        return self.id.partition(".")[0]

    def citation(self, stay: Stay) -> str:
        """What binds this encounter."""
        if stay.policy.surgery_center and self.center:
            return self.center
        return self.laws.get(stay.setting, self.cite)

    def find(self, stay: Stay) -> Iterator[Deficiency]:
        """The deficiencies that the rule finds in an encounter; none where it does not apply."""
        if stay.setting in self.settings:
            for flag in self.check(stay):
                yield self._stated(flag, stay)

    def _stated(self, flag: Flag, stay: Stay) -> Deficiency:
        late = None if flag.due is None else (flag.done or stay.now) - flag.due
        return Deficiency(
            self.code,
            self.id,
            stay.encounter.id,
            flag.document.id if flag.document else "",
            flag.document.type if flag.document else flag.missing,
            tuple(dict.fromkeys(one for one in flag.responsible if one)),
            flag.due,
            late if late and late > timedelta() else None,
            flag.sentence,
            self.citation(stay),
        )


RULES: dict[str, Rule] = {}
BY_CODE: dict[str, list[Rule]] = {}
"""The same rules, by the deficiency code that they report."""


def rule(
    name: str,
    code: str,
    text: str,
    cite: str,
    *,
    clock: str = "",
    settings: tuple[Setting, ...] = ANYWHERE,
    laws: Mapping[Setting, str] | None = None,
    center: str = "",
) -> Callable[[Check], Check]:
    """Register a check under its id, with its deficiency code, what it says in plain words, and what binds."""

    def register(check: Check) -> Check:
        made = RULES[name] = Rule(name, code, text, clock, cite, settings, check, laws or {}, center)
        BY_CODE.setdefault(code, []).append(made)
        return check

    return register

"""A request while it is being decided, and a rule that decides about it: what it reads, and the effects it leaves."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from sandbox.privacy.request import Paper, Request

PERMIT = "permit"
"""Something may go; how much is known only when the record has been segmented."""

PERSONAL = frozenset({"individual", "personal_representative", "parent_guardian"})


LISTS_OF_THE_RECORD = ("entire_record", "directory_info", "demographic_list")
"""Scopes that are looked for in all that the record holds, whatever segments are named with them."""


def requested_segments(request: Request) -> tuple[str, ...]:
    """The segments that the request reaches: all for the entire record, else those asked that the record holds."""
    held, asked = request.record.segments, request.asked.segments
    if request.asked.scope in LISTS_OF_THE_RECORD:
        return held or asked
    return tuple(segment for segment in asked if segment in held) or held or asked


class Case:
    """Working state of one decision. Rules read the request through it and record effects on it."""

    __slots__ = (
        "accept",
        "accounting",
        "basis",
        "compelled",
        "consent",
        "day",
        "deadline",
        "decided_by",
        "defects",
        "documents",
        "extension",
        "extra",
        "fee",
        "flags",
        "grounds",
        "items_only",
        "letters",
        "mandatory",
        "minimum",
        "notices",
        "open_part2",
        "outcome",
        "patient",
        "purpose",
        "reading",
        "recipient",
        "request",
        "requested",
        "requester",
        "review",
        "rule",
        "settled_law",
        "state_access",
        "trace",
        "track",
        "who",
    )

    def __init__(self, request: Request, day: date) -> None:
        self.request = request
        self.day = day
        self.requester = request.requester
        self.who = request.requester.type
        self.recipient = request.recipient
        self.purpose = request.purpose
        self.patient = request.patient
        self.flags = request.circumstances
        self.documents = request.documents
        self.requested = requested_segments(request)
        self.rule: Rule | None = None
        self.reading: Paper | None = None
        self.trace: list[tuple[Rule, bool]] = []
        self.track = ""
        self.outcome = ""
        self.accept: tuple[str, ...] = ()
        self.basis: list[str] = []
        self.settled_law = 0
        self.decided_by = ""
        self.grounds: dict[str, str] = {}
        self.defects: list[str] = []
        self.notices: list[str] = []
        self.letters: list[str] = []
        self.minimum = False
        self.accounting = False
        self.mandatory = False
        self.items_only = False
        self.open_part2 = False
        self.compelled = False
        self.consent: Paper | None = None
        self.review = False
        self.deadline: int | None = None
        self.extension: int | None = None
        self.fee = "not_limited_by_hipaa"
        self.state_access = ""
        self.extra: dict[str, Any] = {}

    # Reading

    def flag(self, name: str) -> Any:
        """The value of a circumstance, None when not stated."""
        return self.flags.get(name)

    def true(self, name: str) -> bool:
        """Whether a circumstance is stated to be so."""
        return self.flags.get(name) is True

    def false(self, name: str) -> bool:
        """Whether a circumstance is stated not to be so."""
        return self.flags.get(name) is False

    def any_true(self, *names: str) -> bool:
        """Whether one of some circumstances, named differently by different people, is stated to be so."""
        return any(self.flags.get(name) is True for name in names)

    def paper(self, *types: str) -> Paper | None:
        """The first document of one of these types."""
        for paper in self.documents:
            if paper.type in types:
                return paper
        return None

    def remaining(self) -> tuple[str, ...]:
        """Requested segments that no rule has withheld so far."""
        grounds = self.grounds
        return tuple(segment for segment in self.requested if segment not in grounds) if grounds else self.requested

    # Effects

    def cite(self, *cites: str) -> None:
        """Name the law that the outcome rests on."""
        for cite in cites:
            if cite not in self.basis:
                self.basis.append(cite)

    def cite_rule(self) -> bool:
        """Name the current rule's law as part of the basis. Always returns True, so that a rule can end with it."""
        if self.rule:
            self.cite(*self.rule.cites)
        return True

    def withhold(self, segments: Iterable[str]) -> bool:
        """Withhold requested segments on the ground of the current rule; whether any was there to withhold."""
        rule = self.rule
        hit = False
        for segment in segments:
            if segment in self.requested and segment not in self.grounds:
                self.grounds[segment] = rule.id if rule else ""
                hit = True
        if hit and rule:
            self.cite(*rule.cites)
        return hit

    def covered_by(self, named: tuple[str, ...]) -> bool:
        """Whether a paper that names these segments (none: it does not say) reaches all that is asked for."""
        return not named or all(segment in named for segment in self.remaining())

    def within(self, named: tuple[str, ...]) -> bool:
        """Keep to what a paper names; whether that is anything of what is asked for."""
        if not named:
            return True
        if not any(segment in named for segment in self.requested):
            return False
        self.withhold([segment for segment in self.requested if segment not in named])
        return True

    def carve(self, allowed: Callable[[str], bool]) -> bool:
        """Keep what a list allows. Where no label names it, its items are drawn from the record, nothing else goes.

        Always returns True so that a rule can end with it.
        """
        if any(allowed(segment) for segment in self.requested):
            self.withhold([segment for segment in self.requested if not allowed(segment)])
        else:
            self.items_only = True
        return True

    def defect(self, *codes: str) -> None:
        """Name what is wrong with a paper."""
        for code in codes:
            if code not in self.defects:
                self.defects.append(code)

    def permit(self, *, minimum: bool, accounting: bool, mandatory: bool = False) -> bool:
        """The current rule lets (or makes) the information go. Returns True."""
        self.outcome = PERMIT
        self.minimum = minimum
        self.accounting = accounting
        self.mandatory = mandatory
        return self._settled()

    def settle(self, outcome: str, *also_right: str, defect: str = "") -> bool:
        """The current rule decides otherwise. ``also_right`` are outcomes that are accepted too. Returns True."""
        self.outcome = outcome
        self.accept = (outcome, *also_right)
        if defect:
            self.defect(defect)
        return self._settled()

    def reset(self) -> None:
        """Forget an outcome so that another track can be tried; what was cited before, and the trace, stay."""
        self.outcome = ""
        self.accept = ()
        del self.basis[self.settled_law :]

    def _settled(self) -> bool:
        if self.rule:
            self.cite(*self.rule.cites)
            self.decided_by = self.rule.id
        return True


Check = Callable[[Case], bool]


class Rule:
    """A rule of law; calling it records that it was considered and whether it applied.

    ``text`` says it in plain words, ``cite`` where to read it; "; " parts several citations.
    """

    __slots__ = ("check", "cite", "cites", "id", "module", "text")

    def __init__(self, rule_id: str, cite: str, text: str, check: Check) -> None:
        self.id = rule_id
        self.cite = cite
        self.cites = tuple(cite.split("; "))
        self.text = text
        self.check = check
        self.module = check.__module__.rsplit(".", 1)[1]

    def __call__(self, case: Case) -> bool:
        """Whether the rule applies to the case; its effects are on the case."""
        outer = case.rule
        case.rule = self
        fired = self.check(case)
        case.rule = outer
        case.trace.append((self, fired))
        return fired

    def __repr__(self) -> str:
        return f"<Rule {self.id}: {self.cite}>"

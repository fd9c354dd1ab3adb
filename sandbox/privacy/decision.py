"""What the rules say of a request, and how they came to it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sandbox.privacy.case import Rule

SHOWN_WHEN_SET = (
    "accept",
    "released",
    "inspection_allowed",
    "must_offer",
    "must_tell_where",
    "must_document",
    "notify_individuals",
    "notify_hhs",
    "notify_media",
    "refused_conditions",
    "information_blocking",
    "overdue",
    "unrecognised",
)


@dataclass(frozen=True, slots=True)
class Decision:
    """The decision on one request. Days are calendar days from receipt; None means that no clock runs.

    ``accept`` lists every outcome that is right (the first is ``outcome``); ``grounds`` pairs each withheld segment
    with the id of the rule that withholds it; ``decided_by`` is the id of the rule that settled the outcome; ``trace``
    holds every rule considered, in order, and whether it fired.
    """

    outcome: str
    mandatory: bool
    basis_citation: tuple[str, ...]
    withheld: tuple[str, ...]
    grounds: tuple[tuple[str, str], ...]
    defects: tuple[str, ...]
    minimum_necessary: bool
    accounting: bool
    deadline_days: int | None
    extension_days: int | None
    fee: str
    notice_to_accompany: tuple[str, ...]
    review_right: bool
    letters: tuple[str, ...]
    trace: tuple[tuple[Rule, bool], ...]
    segments_going: tuple[str, ...]
    decided_by: str = ""
    accept: tuple[str, ...] = ()
    released: tuple[str, ...] = ()
    inspection_allowed: bool | None = None
    must_offer: tuple[str, ...] = ()
    must_tell_where: bool | None = None
    must_document: tuple[str, ...] = ()
    notify_individuals: bool | None = None
    notify_hhs: str | None = None
    notify_media: bool | None = None
    refused_conditions: tuple[str, ...] = ()
    information_blocking: str | None = None
    overdue: bool | None = None
    unrecognised: tuple[str, ...] = ()

    @property
    def releases(self) -> bool:
        """Whether anything goes out."""
        return self.outcome in ("release_full", "release_part")

    @property
    def fired(self) -> tuple[Rule, ...]:
        """The rules that applied, in the order they were reached."""
        return tuple(rule for rule, fired in self.trace if fired)

    @property
    def considered(self) -> tuple[Rule, ...]:
        """The rules that were looked at and did not apply, in order."""
        return tuple(rule for rule, fired in self.trace if not fired)

    def plain(self) -> dict[str, Any]:
        """JSON-able, with the field names of the decision vocabulary."""
        shown: dict[str, Any] = {
            "outcome": self.outcome,
            "mandatory": self.mandatory,
            "basis_citation": list(self.basis_citation),
            "withheld": list(self.withheld),
            "grounds": dict(self.grounds),
            "defects": list(self.defects),
            "minimum_necessary": self.minimum_necessary,
            "accounting": self.accounting,
            "deadline_days": self.deadline_days,
            "extension_days": self.extension_days,
            "fee": self.fee,
            "notice_to_accompany": list(self.notice_to_accompany),
            "review_right": self.review_right,
            "letters": list(self.letters),
            "explain": [_step(rule) for rule in self.fired],
            "considered": [_step(rule) for rule in self.considered],
        }
        for name in SHOWN_WHEN_SET:
            value = getattr(self, name)
            if value not in (None, ()):
                shown[name] = list(value) if isinstance(value, tuple) else value
        return shown


def _step(rule: Rule) -> dict[str, str]:
    return {"rule_id": rule.id, "text": rule.text, "cite": rule.cite}

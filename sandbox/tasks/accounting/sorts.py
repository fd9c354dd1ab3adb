"""A sort of disclosure: what a log or a copy says of it in its own words, and what the rule says."""

from __future__ import annotations

from dataclasses import dataclass

from sandbox.privacy import accounting

NEVER_LEFT = "nothing_left"
"""The word for papers behind which no disclosure stands."""


@dataclass(frozen=True, slots=True)
class Sort:
    """One sort. ``kind`` is the word by which the accounting rules know it; ``purpose`` a name of ``choices``.

    ``to`` names the recipient (see ``outsiders``). ``what`` and ``authority`` are what the log says: the content, and
    the purpose or authority; ``paper`` is the title and ``says`` the sentences of the copy in the file, if it can turn
    up there. All may name {patient}, {stay}, {year}, {person}, {number} and {plan}. ``because`` is told in feedback.
    ``ages`` are the completed years between which a patient may be. ``also`` are other purposes that an entry may as
    truly give, or, where it stays out, other true reasons. ``by`` is who sends it, by role, if not the records staff.
    """

    name: str
    kind: str
    citation: str
    purpose: str
    to: str
    what: tuple[str, ...]
    authority: tuple[str, ...]
    because: str
    paper: str = ""
    says: tuple[str, ...] = ()
    repeats: bool = False  # several to one recipient are nothing odd
    series: bool = False  # one a month is nothing odd
    prompt: bool = False  # on the day of the care that it is about
    any_day: bool = False  # also when offices are closed
    also: tuple[str, ...] = ()
    by: str = ""
    study: bool = False  # fifty or more patients: the list of protocols
    ages: tuple[int, int] = (18, 120)

    @property
    def ground(self) -> str:
        """Why it stays out (a name of ``choices.REASONS``); empty when it is accounted for."""
        return "nothing" if self.kind == NEVER_LEFT else accounting.ground(self.kind)

    @property
    def suspendable(self) -> bool:
        """Whether an agency may have it left out for a time (45 CFR 164.528(a)(2))."""
        return accounting.suspendable(self.kind)

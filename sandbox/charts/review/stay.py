"""One encounter of a chart as the rules read it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from functools import cached_property

from sandbox.charts.model import Chart, Document, Encounter, Policy, Setting, SignatureRole, Statement

DIED = frozenset({"20", "40", "41", "42"})  # UB-04 FL17
TRANSFERRED = frozenset({"02", "03", "05", "43", "61", "62", "63", "65", "66", "70"})
LEFT = "07"  # against medical advice
CERTIFICATIONS = ("home_health_certification", "hospice_certification")
_MOMENT = re.compile(r"(\d\d)/(\d\d)/(\d{4})(?:,? (?:at )?(\d\d):(\d\d))?")
_RETRACTION = "retraction"


class Stay:
    """The documents of one encounter, with its clocks.

    ``today`` is the day of the review; without it everything that will ever be done is taken to be done. Nothing here
    fails on a chart that somebody edited: what cannot be read is as if it were not there.
    """

    def __init__(self, chart: Chart, encounter: Encounter, today: date | None = None) -> None:
        self.chart = chart
        self.encounter = encounter
        self.today = today
        self.staff = {one.id: one for one in chart.facility.staff}
        self.all = [one for one in chart.documents if one.encounter_id == encounter.id or self._belongs(one)]
        self.retracted = {one.refers_to for one in self.all if one.type == _RETRACTION and one.refers_to}
        self.documents = [one for one in self.all if one.id not in self.retracted]
        self.memo: dict[str, datetime | None] = {}  # moments that several rules ask for
        self._by_type: dict[str, list[Document]] = {}
        for one in self.documents:
            self._by_type.setdefault(one.type, []).append(one)

    def _belongs(self, document: Document) -> bool:
        """Pages that name no encounter of the chart are read with the first one."""
        known = {one.id for one in self.chart.encounters}
        return document.encounter_id not in known and self.encounter is self.chart.encounters[0]

    @property
    def policy(self) -> Policy:
        """The facility's policy."""
        return self.chart.facility.policy

    @property
    def setting(self) -> Setting:
        """The kind of care."""
        return self.encounter.setting

    @property
    def began(self) -> datetime:
        """Admission, registration or start of care."""
        return self.encounter.began

    @property
    def ended(self) -> datetime | None:
        """Discharge, if the patient has left by the day of the review."""
        ended = self.encounter.ended
        return ended if ended is not None and (self.today is None or ended.date() <= self.today) else None

    @cached_property
    def now(self) -> datetime:
        """The end of the day of the review; without one, of whatever the chart holds."""
        if self.today is not None:
            return datetime.combine(self.today, time(23, 59, 59))
        return max([self.encounter.ended or self.began, *(one.filed_at for one in self.all)])

    @property
    def died(self) -> bool:
        """Whether the encounter ended in death."""
        return self.ended is not None and self.encounter.disposition in DIED

    @property
    def left(self) -> bool:
        """Whether the patient was transferred, died or left against advice, so that no discharge was prepared."""
        return self.died or self.encounter.disposition in TRANSFERRED or self.encounter.disposition == LEFT

    def of(self, *types: str) -> list[Document]:
        """Documents of these types, pages that were retracted left out, in the order of the chart."""
        if len(types) == 1:
            return self._by_type.get(types[0], [])
        return [one for one in self.documents if one.type in types]

    def due(self, limit: datetime) -> bool:
        """Whether something with this limit must be there: the patient has left, or the limit has passed."""
        return self.ended is not None or self.now > limit

    def lasted(self, moment: datetime) -> bool:
        """Whether the encounter went on past a moment, so that a clock that ends then ran out within it."""
        return (self.ended or self.now) > moment

    def role(self, staff_id: str) -> str:
        """The role of a staff member; empty for anybody else."""
        return self.staff[staff_id].role if staff_id in self.staff else ""

    def specialty(self, staff_id: str) -> str:
        """The specialty of a staff member; empty for anybody else."""
        return self.staff[staff_id].specialty if staff_id in self.staff else ""

    @property
    def attending(self) -> tuple[str, ...]:
        """The attending practitioner, as whoever answers for what nobody wrote."""
        return (self.encounter.attending_id,) if self.encounter.attending_id in self.staff else ()

    def owners(self, document: Document) -> tuple[str, ...]:
        """Who can mend a document: whoever countersigns it and its author; the attending where neither is of the
        staff."""
        lines = [line.staff_id for line in document.signatures if line.role is SignatureRole.COSIGNER]
        people = [one for one in (*lines, document.author_id) if one in self.staff]
        return tuple(dict.fromkeys(people)) or self.attending

    def nearest(self, documents: Iterable[Document], before: datetime) -> Document | None:
        """The last of some documents written at or before a moment."""
        earlier = [one for one in documents if written(one) <= before]
        return max(earlier, key=written) if earlier else None


def written(document: Document) -> datetime:
    """The date and time that an entry bears; where one is blank, that of its filing."""
    return datetime.combine(document.dated or document.filed_at.date(), document.timed or document.filed_at.time())


def received(document: Document) -> datetime:
    """When an entry was both written and on the chart."""
    return max(written(document), document.filed_at)


def signed(document: Document, role: SignatureRole = SignatureRole.AUTHOR) -> datetime | None:
    """When a document was first signed in a role, or None."""
    return next((line.signed_at for line in document.signatures if line.role is role and line.signed_at), None)


def labeled(document: Document, *labels: str) -> Statement | None:
    """The first field whose label begins with one of some words and that says something."""
    for statement in document.statements:
        if statement.label.lower().startswith(tuple(word.lower() for word in labels)) and statement.text.strip(" _-—"):
            return statement
    return None


def headed(document: Document, *words: str) -> bool:
    """Whether a section has one of these words in its heading and says something."""
    return any(
        word in section.heading.lower() and any(one.text.strip() for one in section.statements)
        for section in document.sections
        for word in words
    )


def moment_in(text: str) -> datetime | None:
    """The first MM/DD/YYYY (HH:MM) of a text, at midnight where no time stands; None if there is none."""
    found = _MOMENT.search(text)
    if found is None:
        return None
    month, day, year, hour, minute = (int(one or 0) for one in found.groups())
    try:
        return datetime(year, month, day, hour, minute)
    except ValueError:
        return None


def clock_before(text: str, moment: datetime) -> datetime | None:
    """The last time before a moment at which a clock showed the first HH:MM of a text."""
    found = re.search(r"\b(\d{1,2}):(\d\d)\b", text)
    if found is None or int(found[1]) > 23 or int(found[2]) > 59:
        return None
    at = moment.replace(hour=int(found[1]), minute=int(found[2]))
    return at if at <= moment else at - timedelta(days=1)


def says(document: Document, *words: str) -> Iterator[Statement]:
    """The statements in which one of some words (small letters) stands."""
    for statement in document.statements:
        text = f"{statement.label} {statement.text}".lower()
        if any(word in text for word in words):
            yield statement

"""How resources of one chart are named, refer to each other and say when."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from uuid import NAMESPACE_URL, UUID, uuid5

from sandbox.charts.exports.fhir.terms import OWN, TEST_MARK, Plain
from sandbox.charts.exports.printed import signer
from sandbox.charts.model import SYNTHETIC_MARK, Chart, Document

ROOT = uuid5(NAMESPACE_URL, OWN)


class Naming:
    """Names for one chart. The same chart gives the same ids anywhere (UUIDv5 over facility, record and account)."""

    def __init__(self, chart: Chart) -> None:
        accounts = "|".join(encounter.account for encounter in chart.encounters)
        self.chart = chart
        self._root: UUID = uuid5(ROOT, f"{chart.facility.id}|{chart.patient.mrn}|{accounts}")
        self._encounters = {encounter.id for encounter in chart.encounters}
        self._staff = {person.id for person in chart.facility.staff}
        self.named: set[str] = set()

    def id(self, kind: str, name: str) -> str:
        """The id of a resource."""
        return str(uuid5(self._root, f"{kind}/{name}"))

    def resource(self, kind: str, name: str, content: Plain, labels: Iterable[Plain] = ()) -> Plain:
        """A resource with id, the mark of test data and its security labels. Empty values are left out."""
        meta = {
            "security": [TEST_MARK, *labels],
            "tag": [{"system": f"{OWN}/tags", "code": "synthetic", "display": SYNTHETIC_MARK}],
        }
        filled = {key: value for key, value in content.items() if value not in (None, "", [], {})}
        return {"resourceType": kind, "id": self.id(kind, name), "meta": meta, **filled}

    def to(self, kind: str, name: str, display: str = "") -> Plain:
        """A reference to a resource of this bundle."""
        return {"reference": f"urn:uuid:{self.id(kind, name)}", **({"display": display} if display else {})}

    @property
    def patient(self) -> Plain:
        """A reference to the patient."""
        return self.to("Patient", "patient")

    @property
    def facility(self) -> Plain:
        """A reference to the facility."""
        return self.to("Organization", "facility", self.chart.facility.name)

    def encounter(self, document: Document) -> Plain | None:
        """A reference to a document's encounter; None where it is filed to none."""
        return self.to("Encounter", document.encounter_id) if document.encounter_id in self._encounters else None

    def person(self, staff_id: str, name: str = "") -> Plain | None:
        """A reference to somebody of the roster, only a name for somebody else, None where nobody is named.

        Who was referred to is kept in ``named``.
        """
        said = signer(self.chart.facility, staff_id, name)
        if staff_id in self._staff:
            self.named.add(staff_id)
            return self.to("Practitioner", staff_id, said)
        return {"display": said} if said else None


def instant(moment: datetime) -> str:
    """A moment with seconds and offset, as FHIR wants. The fictional facility's wall clock is taken as UTC."""
    return moment.replace(microsecond=0).isoformat() + "+00:00"


def when(document: Document) -> str:
    """When a document says it is of; without a date on it, when it reached the chart."""
    if document.dated is None:
        return instant(document.filed_at)
    if document.timed is None:
        return document.dated.isoformat()
    return instant(datetime.combine(document.dated, document.timed))


def full_date(month: int, day: int, filed: date) -> date | None:
    """The latest such day not after the entry reached the chart: printed grids leave the year out."""
    for year in (filed.year, filed.year - 1):
        try:
            found = date(year, month, day)
        except ValueError:
            continue
        if found <= filed:
            return found
    return None

"""The papers of a tracking: the bylaws it follows, and the letters of suspension that go out or come back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time

from sandbox.charts.model import Document, Facility, Layout, Section, Statement
from sandbox.tasks.base import PAPERS
from sandbox.tasks.deficiencies.answer import DeficienciesKey, DeficienciesSpec
from sandbox.tasks.deficiencies.course import Row
from sandbox.tasks.findings import title

SECTIONS = ("record", "delinquent", "reminder", "notice", "suspension", "staff", "count", "entries", "summary", "rate")
"""What each sentence of the bylaws is about, in order."""


def said_in(task: str) -> dict[str, str]:
    """Where the bylaws say each thing, as ``papers:statement``."""
    return {name: f"{PAPERS}:{task}-bylaws.s{number}" for number, name in enumerate(SECTIONS, 1)}


def policy_lines(spec: DeficienciesSpec, facility: Facility) -> list[str]:
    """The bylaws, sentence by sentence, in the order of ``SECTIONS``."""
    policy = facility.policy
    suspension = (
        f"A provider who has held a deficiency of a delinquent record for {spec.suspension_days} days or more gets a "
        "letter of suspension instead: admitting privileges rest until it is completed."
    )
    staff = (
        "Privileges are held by physicians, physician assistants, nurse practitioners, midwives, nurse anesthetists "
        "and psychologists. Residents, nurses and all others are not suspended: their supervisor gets the notice."
    )
    count = (
        "Days held count from the assignment to the provider who holds the deficiency now. Whoever it is assigned to "
        "today gets no other letter, nor does anybody on approved leave."
    )
    entries = (
        "An entry is completed by the person responsible for it, and what is added later bears the date and time of "
        "the addition. An addendum names the entry that it concerns. Nobody signs for another, and nobody dates back."
    )
    rate = (
        f"Delinquency rate: {policy.delinquency_formula}. The hospital is compliant when this quarter, each of the "
        f"three quarters before and the mean of the four are {policy.delinquent_percent} % or less."
    )
    return [
        "A record is incomplete from discharge until every deficiency in it is cleared.",
        f"A record still incomplete more than {policy.delinquent_after_days} days after discharge is delinquent.",
        f"A provider who has held a deficiency for {spec.reminder_days} days or more gets a reminder.",
        "Once the record is delinquent, the provider gets a notice of delinquency instead of a reminder.",
        suspension,
        staff,
        count,
        entries,
        "The discharge summary is owed by the physician who is attending at discharge.",
        rate,
    ]


def bylaws(spec: DeficienciesSpec, facility: Facility, today: date) -> Document:
    """The excerpt that a task is worked by."""
    sentences = policy_lines(spec, facility)
    return paper(f"{spec.id}-bylaws", "policy", "Medical staff bylaws, article 4: medical records", sentences, today)


def letter(name: str, provider: str, rows: Sequence[Row], key: DeficienciesKey, today: date) -> Document:
    """A letter of suspension to a provider, as it went out. ``name`` is the paper's id."""
    records = [f"{title(row.finding.type)}, {_record(row, key)}, held since {row.since:%m/%d/%Y}" for row in rows]
    ends = (
        "Privileges return on the day on which all of them are completed. You may ask the chair of the credentials "
        "committee to review this letter within five days."
    )
    sentences = [
        f"{key.facility}, Office of the Chief of Staff",
        f"To {provider}.",
        f"Under article 4 of the bylaws your admitting privileges are suspended from {today:%m/%d/%Y}.",
        "You hold what delinquent records lack: " + "; ".join(records) + ".",
        ends,
        "The Chief of Staff, for the Medical Executive Committee",
    ]
    return paper(name, "correspondence", f"Letter of suspension: {provider}", sentences, today)


def returned(name: str, provider: str, today: date) -> Document:
    """A letter of suspension that the medical staff office does not send. ``name`` is the paper's id."""
    sentences = [
        "To Health Information Management.",
        f"Your letter of suspension to {provider} comes back unsigned: article 4 does not call for it yet.",
        "The Medical Staff Office",
    ]
    return paper(name, "correspondence", f"Letter not sent: {provider}", sentences, today)


def _record(row: Row, key: DeficienciesKey) -> str:
    slot = row.item.slot if row.item else ""
    return f"{key.patients[slot]}, discharged {key.discharged[slot]:%m/%d/%Y}"


def paper(name: str, kind: str, heading: str, sentences: Iterable[str], day: date) -> Document:
    """A paper of one paragraph a sentence."""
    rows = tuple((Statement(f"{name}.s{number}", text),) for number, text in enumerate(sentences, 1))
    at = datetime.combine(day, time(8))
    return Document(name, kind, heading, "", "", day, None, at, "", "", day, (Section("", Layout.PROSE, rows),))

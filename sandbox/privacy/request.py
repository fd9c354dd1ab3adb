"""A request for information as the rules read it: typed, immutable, quick to compare."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

Verified = bool | str
"""True, False, "known" (identity only) or "not_required"."""


@dataclass(frozen=True, slots=True)
class Requester:
    """Who asks, in what relation to the patient, and what has been verified of them (45 CFR 164.514(h))."""

    type: str
    relation: str = "none"
    identity_verified: Verified = True
    authority_verified: Verified = True


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked for, in which form, and how it should travel."""

    scope: str = "specific"
    segments: tuple[str, ...] = ("general",)
    form: str = "electronic"
    delivery: str = "mail"


@dataclass(frozen=True, slots=True)
class Paper:
    """A document that came with the request.

    ``attributes`` say what differs from a complete document of its type, or confirm what a rule asks about; an
    attribute that is not stated counts as in order on the paper's face (45 CFR 164.514(h)(2)).
    """

    type: str
    attributes: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Patient:
    """The individual whose information is asked for. ``years_since_death`` is None while not stated."""

    age_class: str = "adult"
    status: str = "living"
    capacity: str = "yes"
    present: bool = False
    objects: bool | None = None
    agrees: bool | None = None
    in_custody: bool = False
    restriction: str = "none"
    cc_on_file: bool = False
    prior_preference: str | None = None
    years_since_death: int | None = None


@dataclass(frozen=True, slots=True)
class Record:
    """What the record holds. ``state_overlay`` is the id of a bundled overlay, or overlay entries written out."""

    segments: tuple[str, ...] = ("general",)
    source_system: str = "mixed"
    state_overlay: str | tuple[Mapping[str, Any], ...] | None = None


@dataclass(frozen=True, slots=True)
class Request:
    """One request. ``recipient`` is who will receive; ``unrecognised`` lists fields and flags that no rule reads."""

    request_type: str
    requester: Requester
    recipient: str
    initiated_by: str
    purpose: str
    asked: Asked = field(default_factory=Asked)
    documents: tuple[Paper, ...] = ()
    patient: Patient = field(default_factory=Patient)
    record: Record = field(default_factory=Record)
    circumstances: Mapping[str, Any] = field(default_factory=dict)
    received_date: date | None = None
    unrecognised: tuple[str, ...] = ()

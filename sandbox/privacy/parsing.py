"""Reads a request from plain JSON-able material. Wrong enum values are errors; unknown things are carried and named."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from sandbox.errors import Invalid
from sandbox.privacy import overlays, vocabulary
from sandbox.privacy.flags import FLAGS
from sandbox.privacy.reading import day_of
from sandbox.privacy.request import Asked, Paper, Patient, Record, Request, Requester

TOP = ("request_type", "received_date", "requester", "recipient", "initiated_by", "purpose", "asked", "documents",
       "patient", "record", "circumstances")  # fmt: skip


class _Reader:
    """Reads fields, collecting every fault and every unknown name before anything is raised."""

    def __init__(self) -> None:
        self.faults: dict[str, list[str]] = {}
        self.unrecognised: list[str] = []

    def fault(self, path: str, message: str) -> None:
        self.faults.setdefault(path, []).append(message)

    def section(self, source: Mapping[str, Any], name: str, known: tuple[str, ...]) -> Mapping[str, Any]:
        """A nested object; unknown names in it are noted, an absent one is empty."""
        found = source.get(name)
        if found is None:
            return {}
        if not isinstance(found, Mapping):
            self.fault(name, "must be an object")
            return {}
        self.unrecognised += [f"{name}.{key}" for key in found if key not in known]
        return found

    def choice(self, source: Mapping[str, Any], path: str, allowed: tuple[Any, ...], default: Any) -> Any:
        """One of a closed list; ``default`` None makes the field required."""
        value = source.get(path.rsplit(".", 1)[-1])
        if value is None:
            if default is None:
                self.fault(path, f"is required: one of {_listed(allowed)}")
            return default
        if not any(value is item or (value == item and type(value) is type(item)) for item in allowed):
            self.fault(path, f"{value!r} is not known; use one of {_listed(allowed)}")
            return default
        return value

    def truth(self, source: Mapping[str, Any], path: str, default: bool | None) -> bool | None:
        """True, False, or null where the field may be unknown (its default is then None)."""
        value = source.get(path.rsplit(".", 1)[-1], default)
        if value is None or isinstance(value, bool):
            return default if value is None else value
        self.fault(path, f"{value!r} is not known; use true, false or null")
        return default

    def texts(self, source: Mapping[str, Any], path: str, default: tuple[str, ...]) -> tuple[str, ...]:
        """A list of labels, without repeats; an empty or absent list gives the default."""
        value = source.get(path.rsplit(".", 1)[-1])
        if value is None:
            return default
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            self.fault(path, "must be a list of labels (texts)")
            return default
        return tuple(dict.fromkeys(value)) or default

    def typed(self, source: Mapping[str, Any], path: str, kind: type[Any], said: str) -> Any:
        """A value of one type, or None."""
        value = source.get(path.rsplit(".", 1)[-1])
        if value is None or (isinstance(value, kind) and not (kind is int and isinstance(value, bool))):
            return value
        self.fault(path, f"must be {said}")
        return None


def _listed(allowed: tuple[Any, ...]) -> str:
    return ", ".join(str(item).lower() if isinstance(item, bool) else item for item in allowed)


def parse(source: Any) -> Request:
    """A request from the vocabulary. ``Invalid`` maps each faulty field to what is wrong and what is allowed."""
    if not isinstance(source, Mapping):
        raise Invalid("A request is a JSON object.", "Give an object with request_type, requester, purpose and so on.")
    read = _Reader()
    read.unrecognised += [key for key in source if key not in TOP]
    kind = read.choice(source, "request_type", vocabulary.REQUEST_TYPES, None)
    requester = _requester(read, source)
    recipient = read.choice(source, "recipient", vocabulary.REQUESTER_TYPES, requester.type)
    own = requester.type in ("individual", "personal_representative", "parent_guardian")
    initiated = read.choice(source, "initiated_by", vocabulary.INITIATORS, "individual" if own else "third_party")
    purpose = read.choice(source, "purpose", vocabulary.PURPOSES, "self" if kind != "disclosure" or own else None)
    request = Request(
        kind or "disclosure",
        requester,
        recipient,
        initiated,
        purpose or "self",
        _asked(read, source),
        _documents(read, source),
        _patient(read, source),
        _record(read, source),
        _circumstances(read, source),
        _received(read, source),
        tuple(read.unrecognised),
    )
    if read.faults:
        told = "; ".join(f"{path} {message}" for path, messages in read.faults.items() for message in messages)
        raise Invalid(f"The request cannot be read: {told}.", "Correct the fields named.", read.faults)
    return request


def _requester(read: _Reader, source: Mapping[str, Any]) -> Requester:
    part = read.section(source, "requester", ("type", "relation", "identity_verified", "authority_verified"))
    return Requester(
        read.choice(part, "requester.type", vocabulary.REQUESTER_TYPES, None) or "general_public",
        read.typed(part, "requester.relation", str, "a text") or "none",
        read.choice(part, "requester.identity_verified", vocabulary.IDENTITY, True),
        read.choice(part, "requester.authority_verified", vocabulary.AUTHORITY, True),
    )


def _asked(read: _Reader, source: Mapping[str, Any]) -> Asked:
    part = read.section(source, "asked", ("scope", "segments", "form", "delivery"))
    return Asked(
        read.choice(part, "asked.scope", vocabulary.SCOPES, "specific"),
        read.texts(part, "asked.segments", ("general",)),
        read.choice(part, "asked.form", vocabulary.FORMS, "electronic"),
        read.choice(part, "asked.delivery", vocabulary.DELIVERIES, "mail"),
    )


def _documents(read: _Reader, source: Mapping[str, Any]) -> tuple[Paper, ...]:
    listed = source.get("documents")
    if listed is None:
        return ()
    if not isinstance(listed, list):
        read.fault("documents", "must be a list")
        return ()
    papers = []
    for number, item in enumerate(listed):
        path = f"documents[{number}]"
        if not isinstance(item, Mapping):
            read.fault(path, "must be an object with type and attributes")
            continue
        read.unrecognised += [f"{path}.{key}" for key in item if key not in ("type", "attributes")]
        kind = read.choice(item, f"{path}.type", vocabulary.DOCUMENT_TYPES, None)
        stated = read.typed(item, f"{path}.attributes", dict, "an object")
        papers.append(Paper(kind or "none", stated or {}))
    return tuple(papers)


def _patient(read: _Reader, source: Mapping[str, Any]) -> Patient:
    part = read.section(source, "patient", tuple(Patient.__dataclass_fields__))
    return Patient(
        read.choice(part, "patient.age_class", vocabulary.AGE_CLASSES, "adult"),
        read.choice(part, "patient.status", vocabulary.STATUSES, "living"),
        read.choice(part, "patient.capacity", vocabulary.CAPACITIES, "yes"),
        bool(read.truth(part, "patient.present", False)),
        read.truth(part, "patient.objects", None),
        read.truth(part, "patient.agrees", None),
        bool(read.truth(part, "patient.in_custody", False)),
        read.choice(part, "patient.restriction", vocabulary.RESTRICTIONS, "none"),
        bool(read.truth(part, "patient.cc_on_file", False)),
        read.typed(part, "patient.prior_preference", str, "a text or null"),
        read.typed(part, "patient.years_since_death", int, "a whole number of years"),
    )


def _record(read: _Reader, source: Mapping[str, Any]) -> Record:
    part = read.section(source, "record", ("segments", "source_system", "state_overlay"))
    return Record(
        read.texts(part, "record.segments", ("general",)),
        read.choice(part, "record.source_system", vocabulary.SOURCE_SYSTEMS, "mixed"),
        _overlay(read, part.get("state_overlay")),
    )


def _overlay(read: _Reader, value: Any) -> str | tuple[Mapping[str, Any], ...] | None:
    if value is None:
        return None
    if isinstance(value, str):
        if value not in overlays.bundled():
            read.unrecognised.append(f"record.state_overlay {value}")
        return value
    written = [value] if isinstance(value, Mapping) else value
    if isinstance(written, list) and all(isinstance(entry, Mapping) for entry in written):
        return tuple(written)
    read.fault("record.state_overlay", "must be an overlay id, overlay entries, or null")
    return None


def _circumstances(read: _Reader, source: Mapping[str, Any]) -> Mapping[str, Any]:
    found = source.get("circumstances")
    if found is None:
        return {}
    if not isinstance(found, Mapping):
        read.fault("circumstances", "must be an object of flags")
        return {}
    read.unrecognised += [f"circumstances.{name}" for name in found if name not in FLAGS]
    return dict(found)


def _received(read: _Reader, source: Mapping[str, Any]) -> date | None:
    value = source.get("received_date")
    if value is None:
        return None
    day = day_of(value)
    if day is None:
        read.fault("received_date", f"{value!r} is not a date; write it as 2026-03-31")
    return day

"""Reading a request: what is wrong is named with what is allowed, what is unknown is carried and named."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import sandbox.privacy
from sandbox import privacy
from sandbox.errors import Invalid
from sandbox.privacy.flags import FLAGS
from tests.factories.requests import plain


def faults(source: Any) -> dict[str, list[str]]:
    with pytest.raises(Invalid) as raised:
        privacy.parse(source)
    return raised.value.fields


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("request_type", "give_me"),
        ("requester.type", "lawyer"),
        ("requester.identity_verified", "maybe"),
        ("recipient", "nobody"),
        ("initiated_by", "god"),
        ("purpose", "fun"),
        ("asked.scope", "all"),
        ("asked.form", "carrier pigeon"),
        ("asked.delivery", "teleport"),
        ("patient.age_class", "old"),
        ("patient.status", "undead"),
        ("patient.capacity", "some"),
        ("patient.restriction", "yes"),
        ("patient.objects", "no"),
        ("record.source_system", "cloud"),
    ],
)
def test_a_wrong_value_names_the_field_and_what_is_allowed(path: str, value: str) -> None:
    source = plain()
    part, _, name = path.rpartition(".")
    (source[part] if part else source)[name] = value
    found = faults(source)
    assert set(found) == {path}
    assert value in found[path][0]
    assert "use " in found[path][0]


def test_a_wrong_document_type_is_named_by_its_place() -> None:
    found = faults(plain("attorney", "litigation", {"type": "authorization"}, {"type": "napkin"}))
    assert "authorization, part2_consent" in found["documents[1].type"][0]


def test_every_fault_is_told_at_once() -> None:
    assert set(faults({"purpose": "fun"})) == {"request_type", "requester.type", "purpose"}


@pytest.mark.parametrize("source", [None, [], "text", 3])
def test_a_request_is_an_object(source: Any) -> None:
    assert faults(source) == {}


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("requester", []),
        ("documents", {}),
        ("documents", ["authorization"]),
        ("circumstances", [1]),
        ("received_date", "yesterday"),
        ("asked.segments", "general"),
        ("asked.segments", [1]),
        ("patient.years_since_death", True),
        ("patient.prior_preference", 3),
        ("record.state_overlay", 7),
    ],
)
def test_a_wrong_shape_is_refused(path: str, value: Any) -> None:
    source = plain()
    part, _, name = path.rpartition(".")
    (source[part] if part else source)[name] = value
    assert any(fault.startswith(path) for fault in faults(source))


def test_unknown_names_are_carried_and_named() -> None:
    source = plain(mood="grim")
    source["colour"] = "red"
    source["asked"]["font"] = "large"
    source["record"]["segments"] = source["asked"]["segments"] = ["general", "aura_photographs"]
    source["record"]["state_overlay"] = "atlantis"
    request = privacy.parse(source)
    named = set(request.unrecognised)
    assert named == {"colour", "asked.font", "circumstances.mood", "record.state_overlay atlantis"}
    assert privacy.decide(request).unrecognised == request.unrecognised
    assert request.record.segments == ("general", "aura_photographs")


def test_what_is_left_out_has_its_usual_value() -> None:
    request = privacy.parse({"request_type": "access_copy", "requester": {"type": "individual"}})
    assert (request.recipient, request.initiated_by, request.purpose) == ("individual", "individual", "self")
    assert (request.patient.age_class, request.record.segments) == ("adult", ("general",))
    assert privacy.decide(request).outcome == "release_full"


def test_a_date_is_read() -> None:
    assert privacy.parse(plain() | {"received_date": "2026-03-09"}).received_date == date(2026, 3, 9)


def test_every_circumstance_that_a_rule_reads_is_known() -> None:
    """A flag that some rule reads must not be reported as unrecognised."""
    call = re.compile(r"case\.(?:flag|true|false|any_true)\(([^()]*)\)")
    read: set[str] = set()
    for path in Path(sandbox.privacy.__path__[0]).glob("*.py"):
        for arguments in call.findall(path.read_text(encoding="utf-8")):
            read |= set(re.findall(r'"([a-z0-9_]+)"', arguments))
    assert len(read) > 100
    assert read - FLAGS == set()

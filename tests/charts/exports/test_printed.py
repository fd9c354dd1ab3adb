"""What documents print beside their statements."""

from __future__ import annotations

import pytest

from sandbox.charts.documents import TYPES
from sandbox.charts.exports import binder
from sandbox.charts.exports.printed import line_of
from sandbox.charts.model import Signature, SignatureRole
from tests.factories import charts


@pytest.mark.parametrize("role", list(SignatureRole))
def test_every_role_of_a_signature_has_words(role: SignatureRole) -> None:
    line = line_of(charts.FACILITY, Signature(role, "nobody-known", None, "Outside Person"))
    assert line.name == "Outside Person"
    assert line.signed_as
    assert line.wanted_as


def test_every_document_type_has_a_folder_and_a_title() -> None:
    assert {name for name in TYPES if binder.folder_of(name)[1] == "Other"} == set()
    assert binder.type_title("face_sheet") == TYPES["face_sheet"].title
    assert binder.type_title("ransom_note") == "Ransom note"
    assert binder.folder_of("ransom_note")[1] == "Other"


@pytest.mark.parametrize(("flag", "name"), [("H", "high"), ("l", "low"), ("!", "critical"), ("?", "flagged")])
def test_flags_have_words(flag: str, name: str) -> None:
    assert binder.flag_name(flag) == name

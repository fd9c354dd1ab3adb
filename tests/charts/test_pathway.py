"""Pathway files with faults are refused with file, line, path and reason, all faults together."""

from __future__ import annotations

import pytest

from sandbox.charts.pathway import library, names, parse, pathway
from sandbox.errors import Invalid
from tests.factories.generated import SURGICAL

TEXT = SURGICAL.read_text(encoding="utf-8")


def line_of(text: str, words: str) -> int:
    return next(number for number, line in enumerate(text.splitlines(), 1) if words in line)


@pytest.mark.parametrize(
    ("old", "new", "place", "why"),
    [
        ("title: Planned", "titel: Planned", "titel", "Extra inputs are not permitted"),
        ("setting: inpatient", "setting: spa", "setting", "Input should be"),
        ("type: hp_update", "type: hp_updat", "documents.3.type", "'hp_updat' is no document type"),
        (
            "express: gallstones}\n          - {part: history}",
            "express: stones}\n          - {part: history}",
            "express",
            "unknown fact 'stones'",
        ),
        (
            "Hospital day {hospital_day}, eating.",
            "Hospital day {hospitalday}, eating.",
            "any",
            "unknown slot {hospitalday}",
        ),
        ("at: surgery + 1h", "at: surgeri + 1h", "at", "unknown anchor 'surgeri'"),
        ("at: surgery + 3h", "at: after lunch", "at", "'after lunch' is no moment"),
        ("author: pathologist", "author: undertaker", "author", "unknown part 'undertaker'"),
        ("- use: face_sheet", "- use: face_sheat", "documents.0.use", "no shared document 'face_sheat'"),
        (
            "comorbidities: {hypertension: 0.5}",
            "comorbidities: {hypertenson: 0.5}",
            "comorbidities.hypertenson",
            "no shared condition",
        ),
        (
            "comorbidities: {hypertension: 0.5}",
            "comorbidities: {hypertension: 1.5}",
            "comorbidities.hypertension",
            "less than or equal to 1",
        ),
        ("    repeat: {from: 1, to: last}\n", "", "documents.13.repeat", "repeat and times go together"),
        ("rank: 1, poa: Y", "rank: 1, poa: Y, when: has goiter", "when", "unknown condition goiter"),
        ("rank: 1, poa: Y", "rank: 1, poa: Y, when: specimen is lost", "when", "specimen has no choice lost"),
        (
            "rank: 1, poa: Y",
            "rank: 1, poa: Y, when: specimen was sent",
            "when",
            "after specimen expected is, in or a comparison",
        ),
    ],
)
def test_faults_are_named_with_file_line_and_path(old, new, place, why):
    assert TEXT.count(old) >= 1
    text = TEXT.replace(old, new, 1)
    with pytest.raises(Invalid) as refused:
        parse(text, "mine.yaml")
    message = refused.value.message
    assert message.startswith("mine.yaml:")
    assert place in message
    assert why in message
    if new and "\n" not in new:
        assert f"mine.yaml:{line_of(text, new)}:" in message


def test_text_that_is_no_yaml_is_refused_with_its_line():
    with pytest.raises(Invalid, match=r"mine.yaml:\d+: not YAML"):
        parse(TEXT + "\n  odd: [\n", "mine.yaml")


def test_all_faults_come_together():
    text = TEXT.replace("author: pathologist", "author: undertaker").replace("at: surgery + 1h", "at: surgeri + 1h")
    with pytest.raises(Invalid) as refused:
        parse(text, "mine.yaml")
    assert len(refused.value.message.splitlines()) == 2


def test_every_file_of_the_folder_compiles_and_bears_its_name():
    for name in names():
        assert pathway(name).name == name


def test_every_shared_condition_says_what_an_inpatient_chart_asks_for():
    """A condition that is drawn but stated nowhere would be coded without evidence."""
    for name, one in library().comorbidities.items():
        coded = {key for key, fact in one.facts.items() if fact.code or any(case.code for case in fact.cases)}
        said = {fact for part in one.says.values() for sentence in part for fact in sentence.express}
        assert coded <= said, f"{name}: {coded - said} is never expressed"
        assert not coded or {"history", "final"} <= set(one.says), name

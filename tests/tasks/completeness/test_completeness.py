"""The completeness review on generated charts: keys proved seed by seed, marks part by part, submissions read."""

from __future__ import annotations

import json
from datetime import date

import pytest

from sandbox import charts
from sandbox.charts.defects import DEFECTS, DefectPlan
from sandbox.scoring.marks import Reason
from sandbox.scoring.points import points_of
from sandbox.tasks.base import FieldErrors, Room, World
from sandbox.tasks.completeness import KIND
from sandbox.tasks.completeness.answer import MISSING, CompletenessAnswer, CompletenessKey, CompletenessSpec, Finding

PATHWAYS = sorted(charts.pathways())
UNTIMED = {"findings-0-type": ["UNTIMED"], "findings-0-document": ["d01"]}


def world(pathway: str = "hip_fracture", seed: int = 1, types: tuple[str, ...] = (), count: int = 5) -> World:
    plan = DefectPlan(types, (count, count) if count else (0, 0))
    chart, truth = charts.generate(pathway, seed, defects=plan if count or types else None)
    return World(chart.facility, date(2026, 4, 1), "FY2026", {"main": chart}, {"main": truth})


def room(of: World) -> Room:
    given = KIND.prepare(CompletenessSpec(id="t", title="T", charts=("main",)), of, None).given  # type: ignore[arg-type]
    return Room(of.facility, of.today, of.edition, of.charts, (), given)


def spec(**more: object) -> CompletenessSpec:
    return CompletenessSpec(id="review", title="Review", charts=("main",), **more)  # type: ignore[arg-type]


def key_of(of: World, asked: CompletenessSpec | None = None) -> CompletenessKey:
    asked = asked or spec()
    return KIND.derive(asked, of, KIND.prepare(asked, of, None))  # type: ignore[arg-type]


def fraction(answer: CompletenessAnswer, key: CompletenessKey) -> float:
    return points_of(KIND.score(answer, key)).fraction


@pytest.mark.parametrize("pathway", PATHWAYS)
@pytest.mark.parametrize("evidence", [False, True])
def test_the_key_is_proved_on_every_pathway(pathway: str, evidence: bool) -> None:
    for seed in range(12):
        of = world(pathway, seed, count=seed % 7)
        asked = spec(evidence=evidence)
        key = key_of(of, asked)
        samples = KIND.samples(asked, key)
        assert fraction(samples.ideal, key) == 1
        assert fraction(samples.empty, key) == 0
        for mistake in samples.mistakes:
            assert fraction(mistake.answer, key) == pytest.approx(1 - mistake.costs), (pathway, seed, mistake.name)
            assert KIND.parse(asked, room(of), KIND.fill(mistake.answer)) == mistake.answer
        assert KIND.parse(asked, room(of), KIND.fill(samples.ideal)) == samples.ideal
        for refused in samples.invalid:
            assert isinstance(KIND.parse(asked, room(of), refused), FieldErrors)
        assert list(KIND.check(asked, key, of)) == []


def test_a_key_is_proved_when_only_few_types_are_asked() -> None:
    of = world("hip_fracture", 3, ("UNSIGNED_ENTRY", "UNTIMED"), 4)
    for types in (("UNSIGNED_ENTRY",), ("UNSIGNED_ENTRY", "UNTIMED")):
        asked = spec(types=types)
        samples = KIND.samples(asked, key_of(of, asked))
        for mistake in samples.mistakes:
            assert KIND.parse(asked, room(of), KIND.fill(mistake.answer)) == mistake.answer
        assert all(isinstance(KIND.parse(asked, room(of), one), FieldErrors) for one in samples.invalid)


@pytest.mark.parametrize("code", sorted(set(DEFECTS) - {"PROGRESS_NOTE_LATE"}))  # needs a stay of more than a week
def test_every_type_of_deficiency_can_be_found(code: str) -> None:
    tries = (world(pathway, seed, (code,), 0) for seed in range(8) for pathway in PATHWAYS)
    of = next(made for made in tries if made.truths["main"].defects)
    key = key_of(of)
    assert [item.type for item in key.findings] == [code]
    assert fraction(KIND.samples(spec(), key).ideal, key) == 1


def test_a_complete_chart_must_be_called_complete() -> None:
    key = key_of(world(count=0))
    assert key.findings == ()
    assert fraction(CompletenessAnswer(complete=True), key) == 1
    assert fraction(CompletenessAnswer(), key) == 0


def test_a_false_flag_on_a_complete_chart_fails_it() -> None:
    key = key_of(world(count=0))
    assert fraction(CompletenessAnswer(findings=(Finding(type="UNTIMED", document=key.spare),)), key) == 0


def unsigned() -> tuple[CompletenessKey, Finding]:
    key = key_of(world("pneumonia_copd", 3, ("UNSIGNED_ENTRY",), 0))
    (item,) = key.findings
    return key, Finding(type=item.type, document=item.documents[0], responsible=item.responsible[0])


def test_the_right_place_under_another_name_earns_part() -> None:
    key, right = unsigned()
    wrong = right.model_copy(update={"type": "UNDATED"})
    (found, assigned) = KIND.score(CompletenessAnswer(findings=(wrong,)), key)
    assert (found.reason, found.credit) == (Reason.WRONG_TYPE, 0.4)
    assert assigned.credit == 1


def test_the_wrong_place_is_a_miss_and_a_false_flag() -> None:
    key, right = unsigned()
    marks = KIND.score(CompletenessAnswer(findings=(right.model_copy(update={"document": key.spare}),)), key)
    assert [mark.reason for mark in marks] == [Reason.MISSED, Reason.MISSED, Reason.EXTRA]
    assert marks[-1].penalty > 0


def test_the_person_must_be_able_to_complete_it() -> None:
    key, right = unsigned()
    marks = KIND.score(CompletenessAnswer(findings=(right.model_copy(update={"responsible": key.nobody}),)), key)
    assert marks[1].reason is Reason.WRONG_RESPONSIBLE
    assert marks[1].expected == key.staff[right.responsible]


def test_a_missing_document_is_known_by_its_type() -> None:
    key = key_of(world("hip_fracture", 2, ("MISSING_ANES_PRE", "MISSING_CONSENT"), 0))
    assert len(key.findings) == 2
    one = key.findings[0]
    marks = KIND.score(CompletenessAnswer(findings=(Finding(type=one.type, document=MISSING),)), key)
    assert [mark.credit for mark in marks if mark.item.endswith(":found")] == [1, 0]


def test_a_misfiled_page_is_nobodys_debt() -> None:
    key = key_of(world("pneumonia_copd", 4, ("WRONG_PATIENT",), 0))
    assert key.findings[0].responsible == ()


def test_types_that_are_not_asked_are_neither_offered_nor_marked() -> None:
    of = world("hip_fracture", 5, count=6)
    asked = spec(types=("UNSIGNED_ENTRY", "UNTIMED"))
    form = KIND.blank(asked, room(of))
    offered = {choice.value for choice in form.findings[0].form.type.choices}
    assert offered == {"", "UNSIGNED_ENTRY", "UNTIMED"}
    assert {item.type for item in key_of(of, asked).findings} <= {"UNSIGNED_ENTRY", "UNTIMED"}


def test_an_unknown_type_in_a_scenario_is_refused() -> None:
    with pytest.raises(ValueError, match="NO_SUCH"):
        spec(types=("NO_SUCH",))


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"findings-0-type": ["UNTIMED"]}, "findings-0-document"),
        ({"findings-3-document": ["missing"]}, "findings-0-type"),
        ({**UNTIMED, "findings-0-responsible": ["x"]}, "findings-0-responsible"),
        ({**UNTIMED, "complete": ["y"]}, "complete"),
        ({**UNTIMED, "findings-0-evidence": ["main:d99.s1"]}, "findings-0-evidence"),
        ({f"findings-{n}-type": ["UNTIMED"] for n in range(5000)}, "findings"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_named_with_its_field(given: dict[str, list[str]], field: str) -> None:
    read = KIND.parse(spec(), room(world()), given)
    assert isinstance(read, FieldErrors)
    assert field in read.fields


def test_empty_rows_and_gaps_are_fine() -> None:
    of = world()
    given = {"findings-0-type": [""], "findings-7-type": ["UNTIMED"], "findings-7-document": ["d01"]}
    read = KIND.parse(spec(), room(of), given)
    assert read == CompletenessAnswer(findings=(Finding(type="UNTIMED", document="d01"),))


def test_the_form_keeps_what_was_typed_and_offers_the_whole_roster() -> None:
    of = world()
    form = KIND.form(spec(), room(of), {"findings-4-note": ["no signature"], "complete": ["y"]})
    assert form.findings[0].form.note.data == "no signature"
    assert form.complete.data is True
    people = {choice.value for choice in form.findings[0].form.responsible.choices}
    assert people == {"", *(one.id for one in of.facility.staff)}


def test_the_summary_counts() -> None:
    key, right = unsigned()
    flag = Finding(type="UNTIMED", document=key.spare)
    assert KIND.summary(CompletenessAnswer(findings=(right, flag)), key) == {
        "planted": 1, "found": 1, "named": 1, "false_flags": 1,
    }  # fmt: skip


def test_what_is_given_holds_nothing_of_the_key() -> None:
    of = world(count=6)
    given = json.dumps(dict(room(of).given))
    assert not any(defect.id in given or defect.explanation in given for defect in of.truths["main"].defects)

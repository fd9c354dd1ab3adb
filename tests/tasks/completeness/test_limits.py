"""The limits of each setting, the types that it knows, and that rules and planted defects tell the same."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from sandbox import charts
from sandbox.charts.defects import DefectPlan
from sandbox.charts.model import SignatureRole
from sandbox.tasks.base import World
from sandbox.tasks.completeness import KIND
from sandbox.tasks.completeness.answer import MISSING, CompletenessAnswer, CompletenessSpec, Finding
from sandbox.tasks.completeness.limits import asked, limits

SPEC = CompletenessSpec(id="review", title="Review", charts=("main",))


def world(pathway: str, seed: int = 1, plan: DefectPlan | None = None) -> World:
    chart, truth = charts.generate(pathway, seed, defects=plan)
    return World(chart.facility, date(2026, 9, 30), "FY2026", {"main": chart}, {"main": truth})


def key_of(made: World):
    return KIND.derive(SPEC, made, KIND.prepare(SPEC, made, None))


def said(pathway: str) -> str:
    return "\n".join(" ".join(row) for row in limits(world(pathway).charts["main"]))


@pytest.mark.parametrize(
    ("pathway", "there", "not_there"),
    [
        ("hip_fracture", ("42 CFR 482.24(c)(4)", "within 24 hours (policy)", "30 days after"), ("483", "484", "418")),
        ("stroke_rehab_snf", ("483.21(a)", "483.30(c)", "within 72 hours (policy)"), ("482", "Operative")),
        ("hospice_cancer", ("every 15 days", "within 168 hours (policy)", "within 7 days"), ("482", "OASIS", "MDS")),
        ("wound_care_home_health", ("5 business days", "424.22"), ("482", "Operative", "15 days")),
        ("major_depression_inpatient", ("60 hours", "482.13(e)"), ("483", "484")),
        ("colonoscopy_polypectomy", ("Anesthesia evaluations",), ("24 hours after admission, and", "MDS")),
        ("t2dm_clinic", ("Verbal and telephone orders",), ("482", "History", "30 days")),
    ],
)  # fmt: skip
def test_the_limits_are_those_of_the_setting(pathway: str, there: tuple[str, ...], not_there: tuple[str, ...]) -> None:
    text = said(pathway)
    assert all(word in text for word in there), text
    assert not any(word in text for word in not_there), text


def test_only_types_of_the_setting_are_offered() -> None:
    home = asked(SPEC, world("stroke_rehab_snf").charts["main"])
    hospital = asked(SPEC, world("hip_fracture").charts["main"])
    assert {"MDS_LATE", "UNTIMED", "CONFLICT"} <= set(home)
    assert not {"MISSING_HP", "OPNOTE_LATE", "OASIS_LATE"} & set(home)
    assert {"MISSING_HP", "OPNOTE_LATE"} <= set(hospital)
    assert not {"MDS_LATE", "HOSPICE_PLAN_LATE"} & set(hospital)


def test_the_author_may_name_any_types() -> None:
    spec = CompletenessSpec(id="review", title="Review", charts=("main",), types=("UNTIMED", "MDS_LATE"))
    assert asked(spec, world("hip_fracture").charts["main"]) == ("UNTIMED", "MDS_LATE")


def test_lint_fails_where_a_rule_sees_what_nobody_planted() -> None:
    made = world("hip_fracture")
    chart = made.charts["main"]
    torn = replace(chart, documents=tuple(one for one in chart.documents if one.type != "operative_report"))
    faults = KIND.check(SPEC, key_of(made), replace(made, charts={"main": torn}))
    assert any("surgery.report" in fault for fault in faults)


def test_lint_fails_where_no_rule_sees_what_was_planted() -> None:
    made = world("hip_fracture", 1, DefectPlan(("UNSIGNED_ENTRY",)))
    chart, (defect,) = made.charts["main"], made.truths["main"].defects
    assert list(KIND.check(SPEC, key_of(made), made)) == []
    mended = tuple(
        replace(one, signatures=tuple(replace(line, signed_at=one.filed_at) for line in one.signatures))
        if one.id == defect.document_id
        else one
        for one in chart.documents
    )
    faults = KIND.check(SPEC, key_of(made), replace(made, charts={"main": replace(chart, documents=mended)}))
    assert [fault for fault in faults if fault.startswith("No completeness rule sees")]


def test_feedback_cites_what_binds_the_setting() -> None:
    key = key_of(world("stroke_rehab_snf", 1, DefectPlan(("UNTIMED", "MISSING_DS"))))
    assert {item.type: item.citation for item in key.findings} == {
        "UNTIMED": "42 CFR 483.70(h)",
        "MISSING_DS": "42 CFR 483.21(c)(2)",
    }
    (_, flag) = KIND.score(
        CompletenessAnswer(findings=(Finding(type="UNDATED", document=key.spare),)),
        key.model_copy(update={"findings": ()}),
    )
    assert flag.citation == "42 CFR 483.70(h)"


def test_whoever_flags_mess_learns_why_it_is_in_order() -> None:
    made = world("hip_fracture", 1, DefectPlan(mess=(5, 5), only_mess=True))
    key = key_of(made)
    odd = next(one for one in made.truths["main"].mess if one.kind == "retracted_page")
    marks = KIND.score(CompletenessAnswer(findings=(Finding(type="WRONG_PATIENT", document=odd.document_id),)), key)
    assert "retracted with notice" in marks[-1].feedback
    assert key.findings == ()
    assert list(KIND.check(SPEC, key, made)) == []


def test_what_is_missing_may_be_routed_to_whoever_the_record_leads_to() -> None:
    made = world("hip_fracture", 2, DefectPlan(("MISSING_ANES_RECORD",)))
    (item,) = key_of(made).findings
    given = [one for one in made.charts["main"].documents if one.type in ("anesthesia_pre", "anesthesia_post")]
    assert item.documents == (MISSING,)
    assert {one.author_id for one in given} <= set(item.responsible)
    assert all(line.role is SignatureRole.AUTHOR for one in given for line in one.signatures)

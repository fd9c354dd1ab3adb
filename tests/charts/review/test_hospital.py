"""Worked cases of the hospital rules at their boundaries, from 42 CFR 482.24, 482.51, 482.52, 482.61."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from sandbox.charts.model import Document, Setting, Signature, SignatureRole
from sandbox.charts.review import review
from tests.charts.review.hand import BEGAN, at, chart, codes, page

LEFT = at(days=4)
HISTORY = ("MISSING_HP", "HP_LATE", "HP_TOO_OLD", "HP_NO_UPDATE", "HP_UPDATE_LATE")


def history(when: datetime, kind: str = "history_and_physical") -> Document:
    return page(kind, when, filed=max(when, BEGAN))


def operation(when: datetime, minutes: int = 60) -> Document:
    """An anesthesia record of an operation that began at a time."""
    start = f"Start: {when:%H:%M}"
    return page("anesthesia_record", when + timedelta(minutes=minutes), start, by="sleep")


@pytest.mark.parametrize(
    ("pages", "found"),
    [
        ([], ["MISSING_HP history_and_physical"]),
        ([history(at(hours=24))], []),
        ([history(at(hours=24, minutes=1))], ["HP_LATE d01"]),
        ([page("history_and_physical", at(hours=23), filed=at(hours=25))], ["HP_LATE d01"]),
        ([history(at(days=-30)), history(at(hours=1), "hp_update")], []),
        ([history(at(days=-31)), history(at(hours=1), "hp_update")], ["HP_TOO_OLD d01"]),
        ([history(at(days=-3))], ["HP_NO_UPDATE hp_update"]),
        ([history(at(days=-3)), history(at(hours=24), "hp_update")], []),
        ([history(at(days=-3)), history(at(hours=24, minutes=1), "hp_update")], ["HP_UPDATE_LATE d02"]),
        ([history(at(hours=5)), operation(at(hours=4))], ["HP_LATE d01"]),  # in 24 hours, but after surgery
        ([history(at(hours=4)), operation(at(hours=4))], []),
        ([history(at(days=-3)), operation(at(hours=4)), history(at(hours=5), "hp_update")], ["HP_UPDATE_LATE d03"]),
        ([history(at(days=-40)), history(at(hours=2))], []),  # a fresh one was written
    ],
)  # fmt: skip
def test_history(pages: list[Document], found: list[str]) -> None:
    assert codes(chart(*pages, ended=LEFT), *HISTORY) == found


def verbal(signed: datetime | None) -> Document:
    line = Signature(SignatureRole.ORDERING, "doctor", signed)
    return page("verbal_order", at(hours=1), by="nurse", more=(line,))


@pytest.mark.parametrize(
    ("signed", "policy", "late"),
    [
        (at(hours=49), {}, False),
        (at(hours=49, minutes=1), {}, True),
        (at(hours=49), {"verbal_order_hours": 24}, True),
        (at(hours=72), {"verbal_order_hours": 72}, False),
        (None, {}, True),
    ],
)  # fmt: skip
def test_verbal_orders(signed: datetime | None, policy: dict[str, Any], late: bool) -> None:
    found = codes(chart(verbal(signed), ended=LEFT, **policy), "VERBAL_ORDER_UNAUTH")
    assert found == (["VERBAL_ORDER_UNAUTH d01"] if late else [])


def test_a_verbal_order_is_not_owed_before_its_time_while_the_patient_is_there() -> None:
    made = chart(verbal(None))
    assert codes(made, "VERBAL_ORDER_UNAUTH", today=date(2026, 3, 3)) == []
    assert codes(made, "VERBAL_ORDER_UNAUTH", today=date(2026, 3, 4)) == ["VERBAL_ORDER_UNAUTH d01"]


def test_entries() -> None:
    made = chart(
        page("progress_note", at(hours=1), dated=None),
        page("progress_note", at(hours=2), timed=None),
        page("progress_note", at(hours=3), signed=None),
        page("progress_note", at(hours=4), label_mrn="1"),
        page("progress_note", at(hours=5), more=(Signature(SignatureRole.COSIGNER, "doctor", None),), by="resident"),
        page("progress_note", at(hours=6), by="resident"),
        page(
            "progress_note", at(hours=7), by="resident", more=(Signature(SignatureRole.COSIGNER, "nurse", at(days=1)),)
        ),
        page("progress_note", at(hours=8), author_id="nurse"),
        page("outside_record", at(hours=9), label_mrn="1", author_id=""),
        page("outside_record", at(hours=9), label_name="Somebody Else", author_id=""),
    )
    assert codes(made) == [
        "UNDATED d01", "UNTIMED d02", "UNSIGNED_ENTRY d03", "WRONG_PATIENT d04", "UNSIGNED_ENTRY d05",
        "UNSIGNED_ENTRY d06", "UNSIGNED_ENTRY d07", "SIGNED_BY_ANOTHER d08", "WRONG_PATIENT d10",
    ]  # fmt: skip


def test_whether_residents_need_a_countersignature_is_policy() -> None:
    note = page("progress_note", at(hours=6), by="resident")
    assert codes(chart(note), "UNSIGNED_ENTRY") == ["UNSIGNED_ENTRY d01"]
    assert codes(chart(note, residents_need_cosign=False), "UNSIGNED_ENTRY") == []


SURGERY = ("MISSING_OPNOTE", "OPNOTE_LATE", "OPNOTE_UNSIGNED", "MISSING_CONSENT", "CONSENT_LATE", "MISSING_ANES_PRE",
           "ANES_PRE_LATE", "MISSING_ANES_POST", "ANES_POST_LATE", "MISSING_ANES_RECORD")  # fmt: skip
CUT = at(days=1)


def surgery(**changed: Document | None) -> list[Document]:
    """An operation that began at ``CUT`` and took an hour, with all its pages."""
    pages: dict[str, Document | None] = {
        "consent": page("consent_procedure", at(hours=20), by="surgeon"),
        "pre": page("anesthesia_pre", at(hours=21), by="sleep"),
        "record": operation(CUT),
        "report": page("operative_report", at(hours=26), by="surgeon"),
        "post": page("anesthesia_post", at(hours=27), by="sleep"),
    } | changed
    return [one for one in pages.values() if one is not None]


@pytest.mark.parametrize(
    ("changed", "found"),
    [
        ({}, []),
        ({"report": None}, ["MISSING_OPNOTE operative_report"]),
        ({"report": page("operative_report", at(hours=49), by="surgeon")}, []),
        ({"report": page("operative_report", at(hours=49, minutes=1), by="surgeon")}, ["OPNOTE_LATE d04"]),
        ({"report": page("operative_report", at(hours=26), by="surgeon", signed=None)}, ["OPNOTE_UNSIGNED d04"]),
        ({"consent": None}, ["MISSING_CONSENT consent_procedure"]),
        ({"consent": page("consent_procedure", at(hours=20), by="sleep")}, ["MISSING_CONSENT consent_procedure"]),
        ({"consent": page("consent_procedure", CUT, by="surgeon")}, []),
        ({"consent": page("consent_procedure", CUT + timedelta(minutes=1), by="surgeon")}, ["CONSENT_LATE d01"]),
        ({"consent": page("progress_note", at(hours=20), "Emergency: consent could not be had.")}, []),
        ({"pre": None}, ["MISSING_ANES_PRE anesthesia_pre"]),
        ({"pre": page("anesthesia_pre", CUT - timedelta(hours=48), by="sleep")}, []),
        ({"pre": page("anesthesia_pre", CUT - timedelta(hours=48, minutes=1), by="sleep")}, ["ANES_PRE_LATE d02"]),
        ({"pre": page("anesthesia_pre", CUT + timedelta(minutes=1), by="sleep")}, ["ANES_PRE_LATE d02"]),
        ({"post": None}, ["MISSING_ANES_POST anesthesia_post"]),
        ({"post": page("anesthesia_post", at(hours=25 + 48), by="sleep")}, []),
        ({"post": page("anesthesia_post", at(hours=25 + 48, minutes=1), by="sleep")}, ["ANES_POST_LATE d05"]),
        ({"record": page("brief_operative_note", at(hours=25), by="surgeon")},
         ["MISSING_ANES_RECORD anesthesia_record"]),
    ],
)  # fmt: skip
def test_surgery(changed: dict[str, Document | None], found: list[str]) -> None:
    assert codes(chart(*surgery(**changed), ended=at(days=6)), *SURGERY) == found


def test_each_brief_note_needs_its_own_report() -> None:
    notes = [page("brief_operative_note", at(hours=hours), by="surgeon") for hours in (25, 60)]
    assert codes(chart(*surgery(), *notes, ended=at(days=6)), "MISSING_OPNOTE") == ["MISSING_OPNOTE operative_report"]


def test_results() -> None:
    order = page("orders", at(hours=1), "Cardiology consultation for heart failure.")
    later = page("orders", at(hours=1), "Consult cardiology as an outpatient.")
    answer = page("consult_note", at(hours=9), by="heart")
    assert codes(chart(order, ended=LEFT), "MISSING_CONSULT") == ["MISSING_CONSULT consult_note"]
    assert codes(chart(order, answer, ended=LEFT), "MISSING_CONSULT") == []
    assert codes(chart(later, ended=LEFT), "MISSING_CONSULT") == []
    assert codes(chart(order), "MISSING_CONSULT") == []  # the patient is still there
    sent = page("operative_report", at(hours=9), "Specimens: Gallbladder to pathology", by="surgeon")
    none = page("operative_report", at(hours=9), "Specimens: None", by="surgeon")
    assert codes(chart(sent, ended=LEFT), "MISSING_PATH") == ["MISSING_PATH pathology_report"]
    assert codes(chart(sent, page("pathology_report", at(days=2)), ended=LEFT), "MISSING_PATH") == []
    assert codes(chart(none, ended=LEFT), "MISSING_PATH") == []


def summary(when: datetime, heading: str = "Final diagnoses") -> Document:
    return page("discharge_summary", when, heading=heading)


CLOSING = ("MISSING_DS", "DS_LATE", "MISSING_FINAL_DX")


@pytest.mark.parametrize(
    ("pages", "more", "found"),
    [
        ([], {}, ["MISSING_DS discharge_summary"]),
        ([summary(LEFT)], {}, []),
        ([summary(LEFT + timedelta(days=30))], {}, []),
        ([summary(datetime(2026, 4, 5, 23, 59))], {}, []),  # the thirtieth day after 03/06/2026, to its end
        ([summary(datetime(2026, 4, 6, 0, 1))], {}, ["DS_LATE d01"]),
        ([summary(LEFT + timedelta(days=8))], {"discharge_summary_days": 7}, ["DS_LATE d01"]),
        ([summary(LEFT, "Course")], {}, ["MISSING_FINAL_DX d01"]),
        ([], {"ended": at(hours=47)}, ["MISSING_DS discharge_summary"]),  # not even a final note
        ([page("progress_note", at(hours=40))], {"ended": at(hours=47)}, []),
        ([page("progress_note", at(hours=40))], {"ended": at(hours=48)}, ["MISSING_DS discharge_summary"]),
        ([page("progress_note", at(hours=40))], {"ended": at(hours=47), "short_stay_hours": 24},
         ["MISSING_DS discharge_summary"]),
        ([page("progress_note", at(hours=90)), page("delivery_note", at(hours=9))], {}, []),
        ([page("progress_note", at(hours=40))], {"ended": at(hours=47), "disposition": "20"},
         ["MISSING_DS discharge_summary"]),
    ],
)  # fmt: skip
def test_discharge(pages: list[Document], more: dict[str, Any], found: list[str]) -> None:
    assert codes(chart(*pages, **({"ended": LEFT} | more)), *CLOSING) == found


def test_the_record_is_complete_within_the_days_of_policy() -> None:
    late = page("progress_note", at(hours=9), signed=LEFT + timedelta(days=31))
    assert codes(chart(late, ended=LEFT), "COMPLETED_LATE") == ["COMPLETED_LATE d01"]
    assert codes(chart(late, ended=LEFT, complete_record_days=40), "COMPLETED_LATE") == []


def test_a_missing_summary_says_when_it_was_due_and_by_how_much_it_is_late() -> None:
    made = chart(ended=LEFT)
    (early,) = (one for one in review(made, date(2026, 3, 10)) if one.code == "MISSING_DS")
    (late,) = (one for one in review(made, date(2026, 4, 8)) if one.code == "MISSING_DS")
    assert early.due == late.due == datetime(2026, 4, 5, 23, 59, 59)
    assert early.late_by is None
    assert late.late_by == timedelta(days=3)
    assert late.responsible == ("doctor",)
    assert not [one for one in review(made, date(2026, 3, 5)) if one.code == "MISSING_DS"]  # not yet discharged


PSYCHIATRIC = ("MISSING_PSYCH_EVAL", "PSYCH_EVAL_LATE", "MISSING_TREATMENT_PLAN", "PROGRESS_NOTE_LATE")


@pytest.mark.parametrize(
    ("pages", "more", "found"),
    [
        ([("psychiatric_evaluation", 60)], {}, []),
        ([("psychiatric_evaluation", 61)], {}, ["PSYCH_EVAL_LATE d02"]),
        ([], {}, ["MISSING_PSYCH_EVAL psychiatric_evaluation"]),
        ([], {"ended": at(hours=50)}, []),  # left before the hours had passed
        ([("psychiatric_evaluation", 20)], {"ended": at(days=9)}, ["PROGRESS_NOTE_LATE progress_note"]),
        ([("psychiatric_evaluation", 20), ("progress_note", 90)], {"ended": at(days=10)}, []),
    ],
)  # fmt: skip
def test_psychiatry(pages: list[tuple[str, int]], more: dict[str, Any], found: list[str]) -> None:
    made = [page("treatment_plan", at(hours=10)), *(page(kind, at(hours=hours)) for kind, hours in pages)]
    assert codes(chart(*made, service="psychiatry", **({"ended": LEFT} | more)), *PSYCHIATRIC) == found


def test_a_ward_of_medicine_needs_no_psychiatric_evaluation() -> None:
    assert codes(chart(ended=LEFT), *PSYCHIATRIC) == []


def test_a_surgery_center_follows_part_416() -> None:
    record = page("anesthesia_record", at(hours=2), "No known allergies.", by="sleep")
    made = chart(record, ended=at(hours=4), setting=Setting.AMBULATORY_SURGERY, surgery_center=True)
    found = {one.code: one.citation for one in review(made)}
    assert found["MISSING_HP"] == "42 CFR 416.52(a)"
    assert found["MISSING_INSTRUCTIONS"] == "42 CFR 416.52(c)(1)"
    assert found["MISSING_DISCHARGE_ORDER"] == "42 CFR 416.52(c)(2)"
    assert found["MISSING_CONSENT"] == "42 CFR 416.47(b)(7)"
    assert "MISSING_ALLERGIES" not in found

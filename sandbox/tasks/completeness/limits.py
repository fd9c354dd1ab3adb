"""The time limits that count in a chart, by its setting and its facility's policy, and the types that can occur."""

from __future__ import annotations

from collections.abc import Iterator

from sandbox.charts.model import Chart, Encounter, Policy, Setting
from sandbox.charts.review import settings_of
from sandbox.tasks.completeness.answer import CompletenessSpec

Limit = list[str]
"""What is limited, and the limit in words."""


def asked(spec: CompletenessSpec, chart: Chart) -> tuple[str, ...]:
    """The types that the review is about: those that the author names, else all that this setting knows."""
    setting = chart.encounters[0].setting
    return spec.types or tuple(code for code in spec.asked if setting in settings_of(code))


def limits(chart: Chart) -> list[Limit]:
    """One row for each limit, the settings' own first."""
    policy = chart.facility.policy
    return [*_own(chart.encounters[0], policy), *_everywhere(chart, policy)]


def _own(stay: Encounter, policy: Policy) -> Iterator[Limit]:
    setting = stay.setting
    if setting in (Setting.INPATIENT, Setting.AMBULATORY_SURGERY):
        yield from _hospital(setting, policy)
    if stay.service == "psychiatry" and setting is Setting.INPATIENT:
        yield ["Psychiatric evaluation", "within 60 hours after admission (42 CFR 482.61(b))"]
        yield ["Progress notes in psychiatry", "weekly in the first two months (42 CFR 482.61(d))"]
    if setting in (Setting.INPATIENT, Setting.EMERGENCY):
        held = "seen face to face within 1 hour; an order holds 4 hours, 2 from age 9 to 17, 1 under 9"
        yield ["Restraint for violent behavior", f"{held} (42 CFR 482.13(e))"]
        yield ["Other restraint", f"ordered anew every {policy.restraint_renewal_hours} hours (policy)"]
    if setting in _OWN:
        yield from ([what, limit] for what, limit in _OWN[setting])
    days = policy.discharge_summary_days
    if setting in (Setting.INPATIENT, Setting.NURSING_FACILITY, Setting.HOSPICE):
        yield ["Discharge summary", f"within {days} days after discharge (policy)"]
    if setting is Setting.INPATIENT:
        short = f"a final progress note may replace it after less than {policy.short_stay_hours} hours, a normal birth"
        yield ["Short stays", f"{short} or an uncomplicated delivery (policy)"]


def _hospital(setting: Setting, policy: Policy) -> Iterator[Limit]:
    if setting is Setting.INPATIENT:
        taken = "at most 30 days before and 24 hours after admission, and before surgery"
        yield ["History and physical", f"{taken} (42 CFR 482.24(c)(4))"]
    elif policy.surgery_center:
        yield ["Assessment by a physician", "on admission, before surgery (42 CFR 416.52(a))"]
    else:
        yield ["History and physical", "at most 30 days old, and before surgery (42 CFR 482.24(c)(4))"]
    if not policy.surgery_center:
        yield ["Its update, if it is older", "within 24 hours after admission and before surgery"]
    yield ["Operative report", f"at once, at the latest within {policy.operative_report_hours} hours (policy)"]
    yield ["Anesthesia evaluations", "within 48 hours before and after (42 CFR 482.52(b))"]


_OWN: dict[Setting, tuple[tuple[str, str], ...]] = {
    Setting.NURSING_FACILITY: (
        ("Baseline care plan", "within 48 hours after admission (42 CFR 483.21(a))"),
        ("Admission assessment (MDS)", "within 14 days after admission (42 CFR 483.20(b)(2))"),
        ("Further assessments", "at least every 92 days (42 CFR 483.20(c))"),
        ("Comprehensive care plan", "within 7 days after the assessment (42 CFR 483.21(b)(2))"),
        (
            "Physician visits",
            "every 30 days for 90 days, then every 60 days, with 10 days of grace (42 CFR 483.30(c))",
        ),
    ),
    Setting.HOME_HEALTH: (
        ("First visit", "within 48 hours after referral or return home (42 CFR 484.55(a)(1))"),
        ("Comprehensive assessment (OASIS)", "within 5 days after start of care (42 CFR 484.55(b)(1))"),
        ("Face-to-face encounter", "90 days before to 30 days after start of care (42 CFR 424.22(a)(1)(v))"),
        ("Recertification assessment", "in the last 5 days of every 60 days (42 CFR 484.55(d)(1))"),
        (
            "Discharge summary",
            "within 5 business days after discharge, 2 after a transfer (42 CFR 484.110(a)(6))",
        ),
    ),
    Setting.HOSPICE: (
        ("Certification", "within 2 days after election, orally if need be (42 CFR 418.22(a))"),
        ("Initial assessment", "within 48 hours after election (42 CFR 418.54(a))"),
        ("Comprehensive assessment", "within 5 days after election (42 CFR 418.54(b))"),
        ("Review of the plan of care", "at least every 15 days (42 CFR 418.56(d))"),
    ),
}


def _everywhere(chart: Chart, policy: Policy) -> Iterator[Limit]:
    yield ["Verbal and telephone orders", f"authenticated within {policy.verbal_order_hours} hours (policy)"]
    residents = any(one.role == "resident" for one in chart.facility.staff)
    if residents and policy.residents_need_cosign:
        yield ["Residents' notes", "countersigned by the attending physician (policy)"]
    yield ["Late entries", f"labeled as such when filed more than {policy.late_entry_hours} hours after (policy)"]
    if chart.encounters[0].setting not in (Setting.CLINIC, Setting.BEHAVIORAL_HEALTH):
        yield ["Complete record", f"within {policy.complete_record_days} days after discharge (policy)"]

"""Lines that must not go on a page that goes: what the law says of each, how hiding is marked, and the packet."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from sandbox.charts.exports.pdf import pdf
from sandbox.charts.model import Chart, Layout, Section, Statement
from sandbox.charts.segments import SEGMENTS
from sandbox.scoring.marks import Mark, Reason
from sandbox.scoring.points import Points, points_of
from sandbox.tasks.base import FieldErrors
from sandbox.tasks.release import KIND, redaction
from sandbox.tasks.release.answer import ReleaseAnswer
from sandbox.tasks.release.archetypes import catalogue
from tests.factories.charts import chart as hand_made
from tests.factories.panels import render
from tests.factories.release import EVERY, Made, child, dead, made
from tests.tasks.release.test_samples import prove

FULL, PART, ESCALATE = "release_full", "release_part", "escalate"
LINE = "d02.s2"  # the assessment in the history and physical

# archetype:variant, segment of the line -> outcome, what withholds it ("" when it goes)
LAW = {
    ("patient_access:electronic", "confidential_source"): (PART, "164.524(a)(2)(v)"),
    ("patient_access:electronic", "hiv"): (FULL, ""),
    ("patient_access:electronic", "part2_received"): (FULL, ""),
    ("patient_access:electronic", "other_person_reference"): (FULL, ""),
    ("licensed_determination:harm_to_another", "other_person_reference"): (PART, "164.524(a)(3)(ii)"),
    ("licensed_determination:distress_only", "other_person_reference"): (FULL, ""),
    ("state_law:hiv_not_named", "hiv"): (PART, "160.203(b)"),
    ("state_law:hiv_not_named", "genetic"): (FULL, ""),
    ("state_law:hiv_named", "hiv"): (FULL, ""),
    ("state_law:genes_not_named", "genetic"): (PART, "160.203(b)"),
    ("state_law:genes_named", "genetic"): (FULL, ""),
    ("attorney_authorization:valid", "hiv"): (FULL, ""),
    ("attorney_authorization:valid", "confidential_source"): (FULL, ""),
    ("attorney_authorization:valid", "part2_received"): (PART, "42 CFR 2.12(d)"),
    ("attorney_authorization:narrow", "hiv"): (PART, ""),
    ("employer:valid", "part2_received"): (PART, "42 CFR 2.31"),
    ("hospital_treatment:plain", "part2_received"): (PART, "42 CFR 2.31"),
    ("hospital_treatment:plain", "confidential_source"): (FULL, ""),
    ("hospital_treatment:part2_consent", "part2_received"): (PART, "42 CFR 2.31(a)(3)"),
    ("hospital_treatment:part2_emergency", "part2_received"): (FULL, ""),
    ("insurer_payment:needed", "part2_received"): (PART, "42 CFR 2.31"),
    ("insurer_payment:needed", "hiv"): (PART, ""),
    ("subpoena:notice", "part2_received"): (PART, "42 CFR 2.12(d)"),
    ("subpoena:notice", "hiv"): (PART, ""),
    ("court_order:limited", "part2_received"): (PART, "42 CFR 2.61"),
    ("court_order:limited", "hiv"): (PART, ""),
    ("public_health:letterhead", "part2_received"): (PART, "42 CFR 2.54"),
    ("hhs:data_request", "part2_received"): (FULL, ""),
    ("parent_of_adolescent:state_prohibits", "minor_consented_service"): (PART, "164.502(g)(3)"),
    ("parent_of_adolescent:state_allows", "minor_consented_service"): (FULL, ""),
    ("parent_of_adolescent:state_silent", "minor_consented_service"): (ESCALATE, ""),
    ("parent:at_the_window", "minor_consented_service"): (ESCALATE, ""),
}


@pytest.mark.parametrize(("archetype", "segment"), LAW)
def test_the_law_decides_of_a_line(archetype: str, segment: str) -> None:
    outcome, citation = LAW[archetype, segment]
    key = made(archetype, lines={LINE: segment, "d05.s1": segment}).key
    assert key.outcome == outcome
    assert bool(key.hidden) == bool(citation)
    assert {line.refs for line in key.hidden} <= {(f"main:{LINE}",), ("main:d05.s1",)}
    assert all(citation in line.citation and line.because for line in key.hidden)


OWN = ("patient_access:paper", "patient_psychotherapy:whole", "executor:letters", "grandparent:guardian")


@pytest.mark.parametrize(
    ("archetype", "segment"),
    [*((name, "part2_received") for name in EVERY), *((name, "confidential_source") for name in OWN)],
)
def test_the_samples_prove_keys_with_lines(archetype: str, segment: str) -> None:
    prove(made(archetype, lines={LINE: segment, "d05.s1": segment}))


@settings(max_examples=80, deadline=None)
@given(
    st.sampled_from(EVERY),
    st.dictionaries(st.sampled_from(["d01.s1", "d02.s1", "d02.s2", "d04.s1", "d05.s1"]), st.sampled_from([*SEGMENTS])),
    st.sampled_from(["d02.s3", "d03.s1", "d05.s2"]),
    st.sampled_from([*SEGMENTS]),
)
def test_one_line_more_never_widens_what_goes(archetype: str, lines: dict[str, str], line: str, segment: str) -> None:
    before, after = made(archetype, lines=lines).key, made(archetype, lines={**lines, line: segment}).key
    assert {page.ref for page in after.going} <= {page.ref for page in before.going}
    gone = {page.ref for page in before.documents} - {page.ref for page in after.going}
    open_before = {ref for held in before.hidden for ref in held.refs}
    open_after = {ref for held in after.hidden for ref in held.refs}
    assert {ref for ref in open_before if redaction.page_of(ref) not in gone} <= open_after


TASK = made("hospital_treatment:plain", lines={LINE: "part2_received", "d05.s1": "part2_received"})
IDEAL: ReleaseAnswer = KIND.samples(TASK.spec, TASK.key).ideal


def marks(task: Made = TASK, **changed: object) -> dict[str, Mark]:
    ideal = KIND.samples(task.spec, task.key).ideal
    return {mark.item: mark for mark in KIND.score(ideal.model_copy(update=changed), task.key)}


def points(**changed: object) -> Points:
    return points_of(marks(**changed).values())


def test_a_line_left_legible_fails_the_release() -> None:
    found = marks(redacted=IDEAL.redacted[1:])
    mark = found[f"redaction:{IDEAL.redacted[0]}"]
    assert (mark.reason, mark.critical, mark.given) == (Reason.OVER_DISCLOSED, True, "legible")
    assert "community-acquired pneumonia" in mark.feedback
    assert points(redacted=IDEAL.redacted[1:]) == Points(0.0, points().possible, critical=True)


def test_what_is_redacted_in_vain_costs_at_most_its_page() -> None:
    page = 4.0 / len(TASK.key.going)
    one, all_of_it = points(redacted=(*IDEAL.redacted, "main:d02.s1")), [f"main:d01.s{n}" for n in range(1, 40)]
    assert points().earned - one.earned == pytest.approx(0.25)
    assert points().earned - points(redacted=(*IDEAL.redacted, *all_of_it)).earned == pytest.approx(page)
    assert not one.critical
    mark = marks(redacted=(*IDEAL.redacted, "main:d02.s1"))["redacted:main:d02"]
    assert (mark.reason, mark.given) == (Reason.UNDER_DISCLOSED, "blacked out")


def test_what_is_kept_from_the_patient_is_called_what_it_is() -> None:
    task = made("patient_access:electronic")
    mark = marks(task, redacted=("main:d02.s1",))["redacted:main:d02"]
    assert "violation of the right of access" in mark.feedback
    assert mark.citation.startswith("45 CFR 164.524")


def test_redactions_on_a_page_that_stays_do_not_count() -> None:
    left = tuple(ref for ref in IDEAL.documents if ref != "main:d02")
    found = marks(documents=left, redacted=("main:d05.s1", "main:d02.s1"))
    assert "redacted:main:d02" not in found
    assert (found[f"redaction:main:{LINE}"].reason, found[f"redaction:main:{LINE}"].critical) == (Reason.MISSED, False)


def tabled(*rows: tuple[str, ...]) -> Chart:
    """The hand-made chart with a table of results in its last document."""
    chart = hand_made()
    cells = tuple(tuple(Statement(f"d05.s{n}{m}", text) for m, text in enumerate(row)) for n, row in enumerate(rows, 1))
    section = Section("", Layout.TABLE, cells, ("Test", "Result", "Units"))
    return replace(chart, documents=(*chart.documents[:4], replace(chart.documents[4], sections=(section,))))


def test_cells_beside_the_telling_ones_may_go_or_stay() -> None:
    chart = tabled(("HIV-1 RNA", "Not detected", "copies/mL"), ("Sodium", "140", "mmol/L"))
    task = made("state_law:hiv_not_named", chart=chart, lines={"d05.s10": "hiv", "d05.s11": "hiv"})
    (line,) = task.key.hidden
    assert (line.refs, line.beside) == (("main:d05.s10", "main:d05.s11"), ("main:d05.s12",))
    assert points_of(marks(task, redacted=(*line.refs, *line.beside)).values()).fraction == pytest.approx(1)
    assert points_of(marks(task, redacted=line.refs[:1]).values()).critical


def test_a_page_with_nothing_else_on_it_stays_whole() -> None:
    task = made("state_law:hiv_not_named", chart=tabled(("HIV-1 RNA", "Not detected", "copies/mL")),
                lines={"d05.s10": "hiv", "d05.s11": "hiv"})  # fmt: skip
    page = task.key.documents[-1]
    assert not page.goes
    assert "Nothing else is on it" in page.because
    ticked = (*KIND.samples(task.spec, task.key).ideal.documents, page.ref)
    assert points_of(marks(task, documents=ticked).values()).critical
    assert not points_of(marks(task, documents=ticked, redacted=page.hide[0].refs).values()).critical


def test_a_page_of_the_segment_itself_is_decided_as_a_page() -> None:
    chart = hand_made()
    pages = tuple(replace(one, segment="hiv") if one.id == "d02" else one for one in chart.documents)
    key = made("state_law:hiv_not_named", chart=replace(chart, documents=pages), lines={LINE: "hiv"}).key
    assert "main:d02" not in {page.ref for page in key.going}
    assert key.hidden == ()


def test_the_whole_record_is_not_what_went_when_a_line_is_hidden() -> None:
    assert made("hhs:data_request", lines={LINE: "part2_received"}).key.entry.what == ("whole", "pages")  # type: ignore[union-attr]
    key = made("coroner:letterhead", lines={LINE: "hiv"}).key
    assert key.entry is not None
    assert key.entry.what == ("whole", "pages")
    assert made("adult_protection:law_requires", lines={LINE: "part2_received"}).key.entry.what == ("pages",)  # type: ignore[union-attr]


def test_an_answer_given_before_redaction_reads_and_earns_as_it_did() -> None:
    task = made("hospital_treatment:plain")
    stored = KIND.samples(task.spec, task.key).ideal.model_dump()
    del stored["redacted"]
    assert points_of(KIND.score(ReleaseAnswer.model_validate(stored), task.key)).fraction == pytest.approx(1)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("main:d02.s99", "is not a sentence of this chart"),
        ("papers:roi-p1.s1", "is on a paper that stays here anyway"),
        ("main:d02.s1 " * 1100, "Shorten it"),
    ],
    ids=["unknown", "a paper of the request", "too long"],
)
def test_what_cannot_be_redacted_is_refused_with_the_remedy(text: str, said: str) -> None:
    refused = KIND.parse(TASK.spec, TASK.room, {"redacted": [text]})
    assert isinstance(refused, FieldErrors)
    assert said in refused.fields["redacted"][0]


def test_the_field_takes_many_lines() -> None:
    refs = [f"main:{line.id}" for page in hand_made().documents for line in page.statements]
    read = KIND.parse(TASK.spec, TASK.room, {"redacted": [", ".join(refs * 20)]})
    assert isinstance(read, ReleaseAnswer)
    assert read.redacted == tuple(refs)


def test_the_packet_shows_black_boxes_and_nothing_under_them() -> None:
    packet = KIND.packet(TASK.spec, TASK.room, IDEAL)
    assert packet.hidden == {LINE, "d05.s1"}
    assert "2 passages are redacted." in packet.lines
    made_pdf = pdf(packet.chart, [page.id for page in packet.chart.documents], packet.hidden)
    text = " ".join(" ".join(page.extract_text() for page in PdfReader(BytesIO(made_pdf)).pages).split())
    assert "community-acquired pneumonia" not in text
    assert text.count("Redacted") == 2
    assert "Fever and cough for three days." in text


def test_what_is_redacted_on_a_page_that_stays_is_not_in_the_packet() -> None:
    packet = KIND.packet(TASK.spec, TASK.room, IDEAL.model_copy(update={"documents": ("main:d01",)}))
    assert packet.hidden == frozenset()


def test_nothing_tells_a_trainee_which_lines_they_are() -> None:
    plain = made("hospital_treatment:plain")
    assert TASK.prepared.given == plain.prepared.given
    assert TASK.prepared.papers == plain.prepared.papers
    form = KIND.blank(TASK.spec, TASK.room)
    page = render("release/panel.html", form=form, errors={}, room=TASK.room, spec=TASK.spec, task_id="roi")
    assert "part2_received" not in page.text
    assert "redacted" in page.names
    assert page.unnamed == []


@pytest.mark.parametrize("chart", [hand_made(), child(), dead()], ids=["adult", "child", "dead"])
def test_the_requests_about_protected_lines_fit_whom_they_are_about(chart: Chart) -> None:
    names = ("state_law", "licensed_determination", "parent_of_adolescent")
    fits = {name for name in names if catalogue.resolve(name)[0].fits(chart)}
    assert fits in ({"state_law", "licensed_determination"}, {"parent_of_adolescent"}, set())


def test_a_page_with_a_line_left_legible_left_wrongly_and_the_line_says_of_what_sort() -> None:
    it = made("patient_access:electronic", lines={LINE: "confidential_source"})
    page = f"main:{redaction.page_of(LINE)}"
    ideal = KIND.samples(it.spec, it.key).ideal
    careful = KIND.departure(it.spec, it.world, it.prepared, ideal)
    careless = KIND.departure(it.spec, it.world, it.prepared, ideal.model_copy(update={"redacted": ()}))
    assert careful
    assert not careful.wrongly
    assert not careful.accountable
    assert careless
    assert careless.wrongly == (page,)
    assert careless.accountable
    assert careless.segments == ("confidential_source",)
    assert "blacked out" in careless.because[0]

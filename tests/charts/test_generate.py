"""The generator as a function: same arguments, same bytes; options do what they say; bad ones are refused."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sandbox.charts import DefectPlan, facilities, generate, pathways
from sandbox.charts.model import Setting
from sandbox.charts.plain import chart_from_plain, document_from_plain, to_plain, truth_from_plain
from sandbox.errors import Invalid, NotFound
from tests.factories.generated import clean

SCRIPT = """
import hashlib, json
from sandbox.charts import DefectPlan, generate
from sandbox.charts.plain import to_plain
for pathway in ("pneumonia_copd", "t2dm_clinic"):
    for seed in (1, "b"):
        pair = generate(pathway, seed, defects=DefectPlan(count=(2, 5)))
        print(hashlib.sha256(json.dumps([to_plain(one) for one in pair], ensure_ascii=False).encode()).hexdigest())
"""


def digests(**environment: str) -> list[str]:
    """The digests of four charts made in a process of its own."""
    made = subprocess.run(
        [sys.executable, "-c", SCRIPT],
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=True,
    )
    return made.stdout.split()


def test_same_bytes_whatever_the_process_the_hash_seed_the_zone_and_the_language():
    first = digests(PYTHONHASHSEED="1", TZ="UTC", LANG="C")
    assert len(set(first)) == 4
    assert digests(PYTHONHASHSEED="77", TZ="Asia/Kolkata", LANG="de_DE.UTF-8", LC_ALL="C.UTF-8") == first


def test_charts_do_not_depend_on_what_was_made_before():
    alone = to_plain(generate("pneumonia_copd", 3))
    generate("t2dm_clinic", 3)
    assert to_plain(generate("pneumonia_copd", 3)) == alone


@settings(max_examples=25, deadline=None)
@given(st.sampled_from(sorted(pathways())), st.integers())
def test_plain_form_is_json_and_comes_back_whole(name, seed):
    chart, truth = generate(name, seed, defects=DefectPlan(count=(1, 4)))
    assert chart_from_plain(json.loads(json.dumps(to_plain(chart)))) == chart
    assert truth_from_plain(json.loads(json.dumps(to_plain(truth)))) == truth
    assert document_from_plain(to_plain(chart.documents[0])) == chart.documents[0]


def test_plain_form_refuses_what_it_does_not_know():
    with pytest.raises(TypeError, match="set has no plain form"):
        to_plain({"a": {1, 2}})


def test_options_fix_the_story():
    options = {
        "severity": "sepsis",
        "organism": "mrsa",
        "sex": "female",
        "age": 71,
        "comorbidities": ["ckd", "hypertension"],
        "ended_on": "2026-02-14",
    }
    for seed in range(6):
        chart, truth = generate("pneumonia_copd", seed, options=options)
        codes = {fact.coding.code for fact in truth.facts if fact.coding}
        assert {"A41.02", "J15.212", "I12.9"} <= codes
        assert not codes & {"E78.5", "I48.21", "E11.9"}
        assert chart.patient.sex == "female"
        assert chart.patient.age_on(chart.encounters[0].began.date()) == 71
        assert chart.encounters[0].ended.date() == date(2026, 2, 14)


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"weather": "mild"}, "no option 'weather'.*organism"),
        ({"organism": "ebola"}, "organism cannot be 'ebola'.*pneumococcus"),
        ({"age": 12}, "Age 12 does not fit.*56 to 88"),
        ({"sex": "unknown"}, "no unknown patients"),
        ({"comorbidities": ["gout"]}, "no comorbidity 'gout'"),
        ({"ended_by": "soon"}, "'soon' is no date"),
        ({"ended_on": "2027-01-01"}, "outside the edition's year"),
    ],
)
def test_options_that_cannot_be_are_refused_with_what_can(options, words):
    with pytest.raises(Invalid, match=words):
        generate("pneumonia_copd", 1, options=options)


def test_unknown_pathway_and_facility_are_refused_with_the_known_ones():
    with pytest.raises(NotFound, match=r"no pathway 'plague'.*pneumonia_copd"):
        generate("plague", 1)
    with pytest.raises(NotFound, match=r"no facility 'mars'.*cedar-hollow"):
        generate("pneumonia_copd", 1, facility="mars")


def test_a_facility_without_the_people_is_refused_by_name():
    with pytest.raises(Exception, match="Willow Creek Clinic has nobody who can be"):
        generate("pneumonia_copd", 1, facility="willow-creek")


def test_every_pathway_goes_to_a_facility_of_its_setting():
    homes = {
        Setting.INPATIENT: "cedar-hollow",
        Setting.EMERGENCY: "cedar-hollow",
        Setting.AMBULATORY_SURGERY: "cedar-hollow",
        Setting.CLINIC: "willow-creek",
        Setting.NURSING_FACILITY: "larkspur-manor",
        Setting.HOME_HEALTH: "hearthside-home-care",
        Setting.HOSPICE: "hearthside-home-care",
        Setting.BEHAVIORAL_HEALTH: "stillwater-counseling",
    }
    for name, pathway in pathways().items():
        assert clean(name, 0)[0].facility.id == (pathway.facility or homes[pathway.setting])
    assert clean("cataract_surgery", 0)[0].facility.policy.surgery_center


def test_rosters_are_large_enough_and_ids_unique():
    for place in facilities().values():
        ids = [person.id for person in place.staff]
        assert len(ids) == len(set(ids))
        assert all(person.name and person.credential for person in place.staff)
    assert len(facilities()["cedar-hollow"].staff) >= 40


def test_digest_changes_with_the_seed():
    seen = {hashlib.sha256(repr(generate("t2dm_clinic", seed)).encode()).hexdigest() for seed in range(8)}
    assert len(seen) == 8

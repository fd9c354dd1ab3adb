"""The FHIR document: valid by two independent checkers, whole, and without the key."""

from __future__ import annotations

import base64
import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as Xml

import pytest
from fhir.resources.R4B.bundle import Bundle

from sandbox import charts
from sandbox.charts.exports.fhir import bundle
from sandbox.charts.exports.fhir.terms import terms
from sandbox.charts.model import Chart
from tests.charts.exports.edited import of_every_type
from tests.factories import charts as made

NPM = Path(__file__).parent / "npm"
CACHE = Path(__file__).parents[3] / ".cache" / "npm-fhir"
SEEDS = (0, 11)


def resources(plain: dict[str, Any], kind: str) -> list[dict[str, Any]]:
    return [one["resource"] for one in plain["entry"] if one["resource"]["resourceType"] == kind]


def references(plain: Any) -> Iterator[str]:
    if isinstance(plain, dict):
        if isinstance(plain.get("reference"), str):
            yield plain["reference"]
        for value in plain.values():
            yield from references(value)
    elif isinstance(plain, list):
        for value in plain:
            yield from references(value)


def checked(plain: dict[str, Any]) -> dict[str, Any]:
    """The bundle again, if it is valid, its references lead somewhere and everything is marked as test data."""
    Bundle.model_validate(plain)
    names = [one["fullUrl"] for one in plain["entry"]]
    assert len(names) == len(set(names))
    assert set(references(plain)) <= set(names)
    for one in plain["entry"]:
        assert one["fullUrl"] == f"urn:uuid:{one['resource']['id']}"
        assert "HTEST" in [label["code"] for label in one["resource"]["meta"]["security"]]
    return plain


@pytest.mark.parametrize("pathway", sorted(charts.pathways()))
@pytest.mark.parametrize("seed", SEEDS)
def test_every_pathway_gives_a_valid_document(pathway: str, seed: int) -> None:
    chart, truth = charts.generate(pathway, seed, defects=charts.DefectPlan((), (2, 4)))
    plain = checked(bundle(chart, truth))
    assert plain["entry"][0]["resource"]["resourceType"] == "Composition"
    narratives(chart, plain)


def narratives(chart: Chart, plain: dict[str, Any]) -> None:
    """Every document is a section whose narrative is XHTML with every statement in its words."""
    sections = plain["entry"][0]["resource"]["section"]
    assert [one["title"] for one in sections] == [one.title for one in chart.documents]
    for document, section in zip(chart.documents, sections, strict=True):
        root = Xml.fromstring(section["text"]["div"])  # noqa: S314 - our own
        assert root.tag == "{http://www.w3.org/1999/xhtml}div"
        found = {one.get("id"): "".join(one.itertext()) for one in root.iter("{http://www.w3.org/1999/xhtml}span")}
        assert found == {one.id: one.text for one in document.statements}


def test_a_chart_edited_in_any_way_stays_valid() -> None:
    plain = checked(bundle(of_every_type()))
    for section in plain["entry"][0]["resource"]["section"]:
        Xml.fromstring(section["text"]["div"])  # noqa: S314 - our own


def test_codes_of_the_key_are_written_only_when_the_truth_is_passed() -> None:
    chart, truth = charts.generate("hip_fracture", 4)
    plain, told = bundle(chart), bundle(chart, truth)
    assert resources(plain, "Condition") == resources(plain, "Procedure") == []
    codes = {fact.coding.code for fact in truth.facts if fact.coding}
    assert not [code for code in codes if f'"{code}"' in json.dumps(plain)]
    coded = {one["code"]["coding"][0]["code"] for kind in ("Condition", "Procedure") for one in resources(told, kind)}
    assert coded
    assert coded <= codes


def test_laboratory_results_are_coded() -> None:
    chart = charts.generate("pneumonia_copd", 7)[0]
    report = next(one for one in chart.documents if one.type == "lab_report")
    [row] = [row for section in report.sections for row in section.rows if row[0].text == "White blood cells"]
    [found] = [
        one for one in resources(bundle(chart), "Observation")
        if one["code"]["text"] == "White blood cells" and one["valueQuantity"]["value"] == float(row[1].text)
        and one["issued"].startswith(report.filed_at.date().isoformat())
    ]  # fmt: skip
    assert found["code"]["coding"] == [{"system": "http://loinc.org", "code": "6690-2"}]
    assert found["valueQuantity"]["code"] == "10*3/uL"
    assert found["referenceRange"][0]["low"]["value"] == 4.0
    assert [one["coding"][0]["code"] for one in found.get("interpretation", [])] == [row[1].flag] * bool(row[1].flag)


def test_vital_signs_are_read_from_flowsheets() -> None:
    chart = charts.generate("pneumonia_copd", 7)[0]
    table = next(one for one in chart.documents if one.type == "vital_signs").sections[0]
    row = dict(zip(table.columns, table.rows[0], strict=True))
    found = {one["id"]: one for one in resources(bundle(chart), "Observation")}
    panels = [one for one in found.values() if one["code"]["text"] == "Blood pressure"]
    values = [[part["valueQuantity"]["value"] for part in one["component"]] for one in panels]
    assert [int(part) for part in row["BP mmHg"].text.split("/")] in values
    rates = [one["valueQuantity"]["value"] for one in found.values() if one["code"]["text"] == "Heart rate"]
    assert int(row["HR"].text) in rates


def test_doses_are_of_the_time_and_nurse_on_the_record() -> None:
    chart = charts.generate("pneumonia_copd", 7)[0]
    given = resources(bundle(chart), "MedicationAdministration")
    assert len(given) > 20
    began, ended = chart.encounters[0].began.isoformat(), (chart.encounters[0].ended or chart.encounters[0].began)
    assert all(began[:10] <= one["effectiveDateTime"][:10] <= ended.isoformat()[:10] for one in given)
    nurses = {person.signature for person in chart.facility.staff}
    assert {one["performer"][0]["actor"]["display"] for one in given} <= nurses


def test_sensitive_parts_are_labelled() -> None:
    base = made.chart()
    secret = made.document(6, "sud_progress_note", "Program note", "Group attended.", segment="part2_sud")
    plain = checked(bundle(type(base)(base.patient, base.facility, base.encounters, (*base.documents, secret))))
    marks = {one["description"]: {label["code"] for label in one["meta"]["security"]} for one in resources(
        plain, "DocumentReference")}  # fmt: skip
    assert marks["Program note"] == {"HTEST", "R", "ETH", "42CFRPart2"}
    assert marks["History and physical"] == {"HTEST", "N"}
    assert plain["entry"][0]["resource"]["confidentiality"] == "R"
    assert bundle(base)["entry"][0]["resource"]["confidentiality"] == "N"


def test_a_document_says_whether_it_is_signed_and_carries_its_text() -> None:
    found = {one["description"]: one for one in resources(bundle(made.chart()), "DocumentReference")}
    assert found["History and physical"]["docStatus"] == "final"
    assert found["History and physical"]["authenticator"]["display"] == "Ana Ruiz, MD"
    assert found["Progress note"]["docStatus"] == "preliminary"
    text = base64.b64decode(found["Progress note"]["content"][0]["attachment"]["data"]).decode()
    assert "Improving on antibiotics." in text


def test_identifiers_are_nobodys() -> None:
    [patient] = resources(bundle(made.chart()), "Patient")
    assert all(one["system"].startswith("https://example.org/") for one in patient["identifier"])
    ids = [one["id"] for one in (entry["resource"] for entry in bundle(made.chart())["entry"])]
    assert ids == [entry["resource"]["id"] for entry in bundle(made.chart())["entry"]]


def test_loinc_codes_have_the_right_check_digit() -> None:
    """LOINC users' guide, appendix C: the digit after the hyphen is a mod 10 check digit of those before it."""
    vitals = [code for code, _, _ in terms("measures").values()]
    codes = [*terms("labs").values(), *terms("documents").values(), *vitals, "11503-0", "85354-9"]
    assert len(codes) > 60
    for code in codes:
        digits, _, last = code.partition("-")
        doubled = "".join(str(int(digit) * (2 if place % 2 == 0 else 1)) for place, digit in enumerate(digits[::-1]))
        assert (10 - sum(map(int, doubled)) % 10) % 10 == int(last), code


def checker() -> Path:
    """The folder with the npm package ``fhir``, installed the first time. Without node: skipped, but an error in CI."""
    lacking = [name for name in ("node", "npm") if shutil.which(name) is None]
    if lacking:
        told = f"{' and '.join(lacking)} not found: install Node.js 18 or newer to check FHIR with a second validator"
        assert os.environ.get("CI") != "true", told
        pytest.skip(told)
    wanted = (NPM / "package.json").read_bytes()
    installed = CACHE / "package.json"
    if not (CACHE / "node_modules" / "fhir").is_dir() or installed.read_bytes() != wanted:
        CACHE.mkdir(parents=True, exist_ok=True)
        installed.write_bytes(wanted)
        subprocess.run(
            [
                "npm",
                "install",
                "--no-package-lock",
                "--no-audit",
                "--no-fund",
                "--ignore-scripts",
                "--prefix",
                str(CACHE),
            ],
            check=True,
            capture_output=True,
            timeout=300,
        )
    return CACHE


def test_another_validator_finds_no_error(tmp_path: Path) -> None:
    folder = checker()
    files = []
    for number, pathway in enumerate(charts.pathways()):
        for seed in SEEDS:
            chart, truth = charts.generate(pathway, seed + number, defects=charts.DefectPlan((), (1, 3)))
            files.append(tmp_path / f"{pathway}-{seed}.json")
            files[-1].write_text(json.dumps(bundle(chart, truth)), encoding="utf-8")
    files.append(tmp_path / "edited.json")
    files[-1].write_text(json.dumps(bundle(of_every_type())), encoding="utf-8")
    broken = bundle(made.chart())
    broken["entry"][0]["resource"]["status"] = ["final"]
    del broken["entry"][0]["resource"]["title"]
    bad = tmp_path / "broken.json"
    bad.write_text(json.dumps(broken), encoding="utf-8")
    done = subprocess.run(
        ["node", str(NPM / "validate.cjs"), *map(str, [*files, bad])],
        env={**os.environ, "NODE_PATH": str(folder / "node_modules")},
        check=True,
        capture_output=True,
        timeout=300,
    )
    found = json.loads(done.stdout)
    assert found.pop(str(bad)), "the validator finds nothing wrong with a broken file either"
    assert found == {str(file): [] for file in files}

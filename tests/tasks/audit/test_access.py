"""The access log: what is planted can be told from the lists, what is not planted is in order, and how it is marked."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from sandbox.charts import facilities
from sandbox.charts.model import Document
from sandbox.scoring.marks import Reason
from sandbox.tasks.audit import weights as w
from sandbox.tasks.audit.answer import AccessFinding, AuditAnswer, AuditKey
from sandbox.tasks.audit.flags import FLAGS, OUTCOMES
from sandbox.tasks.audit.plants import PLANTS
from sandbox.tasks.audit.score import score
from tests.factories.audits import made, spec, world

HOURS = {"day": (7, 15), "evening": (15, 23), "night": (0, 7)}


WORDS = {"Workstation": "station", "Home address": "address", "Next of kin": "kin", "Line": "row"}


def rows_of(paper: Document) -> list[dict[str, Any]]:
    """The table of a paper, by column in lower case."""
    table = next(section for section in paper.sections if section.columns)
    names = [WORDS.get(column, column.lower()) for column in table.columns]
    return [dict(zip(names, [cell.text for cell in row], strict=True)) for row in table.rows]


def shown_in(papers: tuple[Document, ...]) -> dict[str, Any]:
    """The lists of an access audit as the trainee has them."""
    shown: dict[str, Any] = {paper.id.rsplit("-", 1)[1]: rows_of(paper) for paper in papers}
    days = [name for name in shown["staff"][0] if name[2:3] == "/"]
    mrns = {one["name"]: one["mrn"] for one in shown["patients"]}
    for line in shown["log"]:
        line["row"], line["mrn"] = int(line["row"]), mrns[line["patient"]]
    for one in shown["staff"]:
        one["duty"] = [one[day] for day in days]
    return {**shown, "days": days, "roles": shown["policy"]}


def log_of(seed: int, facility: str = "cedar-hollow", **wanted: Any) -> tuple[Mapping[str, Any], AuditKey]:
    """What is shown of a log, and its key."""
    prepared, key, _ = made(spec(part="access", **wanted), world(facility), seed)
    return shown_in(prepared.papers), key


def in_order(shown: Mapping[str, Any], line: Mapping[str, Any]) -> bool:
    """The base test an auditor makes: connected by a list, on duty, in shift, in a section that the role needs."""
    user = next(one for one in shown["staff"] if one["name"] == line["user"])
    tied = any(t["mrn"] == line["mrn"] and line["user"].startswith(t["user"]) for t in shown["ties"])
    duty = user["duty"][shown["days"].index(line["time"][:5])] == "on duty"
    start, end = HOURS[user["shift"]]
    role = next(one for one in shown["roles"] if one["role"] == user["role"])
    inside = line["section"] in role["sections"].split(", ") and line["action"] in ("View", "Edit")
    return tied and duty and start <= int(line["time"][6:8]) < end and inside and line["station"] != "REMOTE"


def test_every_flag_has_a_plant_and_an_outcome() -> None:
    assert set(FLAGS) == set(PLANTS)
    assert {flag.outcome for flag in FLAGS.values()} <= set(OUTCOMES)
    assert all(near in FLAGS for flag in FLAGS.values() for near in flag.near)


@pytest.mark.parametrize("facility", sorted(facilities()))
def test_daily_work_passes_the_base_test(facility: str) -> None:
    for seed in range(15):
        shown, key = log_of(seed, facility)
        odd = {row for incident in key.incidents for row in incident.rows} | {each.row for each in key.explained}
        assert [line for line in shown["log"] if line["row"] not in odd and not in_order(shown, line)] == []


def test_explained_lines_are_connected_by_a_list() -> None:
    for seed in range(15):
        shown, key = log_of(seed)
        for each in key.explained:
            line = shown["log"][each.row - 1]
            assert any(t["mrn"] == line["mrn"] and line["user"].startswith(t["user"]) for t in shown["ties"]), each.why


# Flags whose lines are connected by a list: something else gives them away.
CONNECTED = {"role_mismatch", "sensitive", "export", "two_places"}


@pytest.mark.parametrize("flag", sorted(FLAGS))
def test_a_planted_access_shows_its_flag_in_what_is_given(flag: str) -> None:
    seen = 0
    for seed in range(6):
        shown, key = log_of(seed, flags=(flag,), incidents=(1, 1))
        for incident in key.incidents:
            seen += 1
            lines = [shown["log"][row - 1] for row in incident.rows]
            ties = [any(t["mrn"] == x["mrn"] and x["user"].startswith(t["user"]) for t in shown["ties"]) for x in lines]
            assert all(ties) == (flag in CONNECTED)
            assert TELLS[flag](shown, lines), incident.why
    assert seen >= 4


def _staff(shown: Mapping[str, Any], line: Mapping[str, Any]) -> Mapping[str, Any]:
    return next(one for one in shown["staff"] if one["name"] == line["user"])


def _patient(shown: Mapping[str, Any], line: Mapping[str, Any]) -> Mapping[str, Any]:
    return next(one for one in shown["patients"] if one["mrn"] == line["mrn"])


def _name(text: str) -> str:
    return text.split(",")[0]


def _next_door(one: str, other: str) -> bool:
    (a, street), (b, same) = one.split(" ", 1), other.split(" ", 1)
    return street == same and abs(int(a) - int(b)) <= 2


TELLS: dict[str, Any] = {
    "household": lambda s, x: (
        _staff(s, x[0])["address"] == _patient(s, x[0])["address"]
        and _name(x[0]["user"]).split()[-1] == x[0]["patient"].split()[-1]
    ),
    "own_record": lambda s, x: _name(x[0]["user"]) == x[0]["patient"],
    "coworker": lambda s, x: "Employee" in _patient(s, x[0])["note"] and _name(x[0]["user"]) != x[0]["patient"],
    "neighbour": lambda s, x: _next_door(_staff(s, x[0])["address"], _patient(s, x[0])["address"]),
    "vip": lambda s, x: "news" in _patient(s, x[0])["note"],
    "no_relationship": lambda s, x: (
        _patient(s, x[0])["note"] == "" and _staff(s, x[0])["unit"] != _patient(s, x[0])["unit"]
    ),
    "role_mismatch": lambda s, x: (
        x[0]["section"] == "Progress notes" and _staff(s, x[0])["role"] in ("registrar", "technologist")
    ),
    "off_duty": lambda s, x: _staff(s, x[0])["duty"][0] in ("on leave", "left"),
    "browsing": lambda s, x: (
        len(x) >= 4 and [n["patient"].split()[-1] for n in x] == sorted(n["patient"].split()[-1] for n in x)
    ),
    "break_glass": lambda s, x: x[0]["action"].startswith("Break the glass") and len(x[0]["reason"]) < 15,
    "long_discharged": lambda s, x: _patient(s, x[0])["stay"].endswith(("/2023", "/2024", "/2025")),
    "sensitive": lambda s, x: x[0]["section"] == "Psychotherapy notes",
    "export": lambda s, x: x[0]["action"] == "Export" and x[0]["station"] == "REMOTE",
    "two_places": lambda s, x: x[0]["time"] == x[1]["time"] and x[0]["station"] != x[1]["station"],
    "custody": lambda s, x: _name(x[0]["user"]) in _patient(s, x[0])["note"],
}


def test_nobody_is_in_two_places_by_accident() -> None:
    for seed in range(15):
        shown, key = log_of(seed)
        planted = {row for incident in key.incidents if incident.flag == "two_places" for row in incident.rows}
        stations: dict[str, set[str]] = {}
        for line in shown["log"]:
            if line["row"] not in planted and line["station"] != "REMOTE":
                stations.setdefault(line["user"], set()).add(line["station"])
        assert {user: found for user, found in stations.items() if len(found) > 1} == {}


def marks(key: AuditKey, *findings: AccessFinding) -> dict[str, Any]:
    """Marks by item for these findings."""
    return {mark.item: mark for mark in score(AuditAnswer(accesses=findings), key)}


def test_the_cells_that_show_an_incident_are_in_the_papers_and_say_it() -> None:
    for seed in range(10):
        prepared, key, room = made(spec(part="access"), world(), seed)
        texts = {f"papers:{line.id}": line.text for paper in prepared.papers for line in paper.statements}
        for incident in key.incidents:
            line = prepared.given["access"]["log"][incident.rows[0] - 1]
            cells = [texts[cell] for cell in incident.evidence]
            assert cells[:2] == [line["user"], line["patient"]]
            assert all(cells), incident.flag
        for each in key.explained:
            assert texts[each.evidence[0]] == prepared.given["access"]["log"][each.row - 1]["section"]
            assert len(each.evidence) >= 2
        assert all(paper.id.startswith("audit-") for paper in room.papers)


def test_a_flag_that_is_also_true_earns_half_and_so_does_a_sanction() -> None:
    _, key = log_of(1, flags=("vip",), incidents=(1, 1))
    (incident,) = key.incidents
    found = marks(key, AccessFinding(row=incident.rows[0], flag="no_relationship", outcome="sanction"))
    assert found[f"found:{incident.id}"].credit == 1.0
    assert found[f"flag:{incident.id}"].credit == 0.5
    assert found[f"outcome:{incident.id}"].credit == 0.5
    assert "164.402" in found[f"outcome:{incident.id}"].citation
    assert "164.312(b)" in found[f"flag:{incident.id}"].citation


def test_part_of_a_series_is_part_found() -> None:
    _, key = log_of(1, flags=("browsing",), incidents=(1, 1))
    (incident,) = key.incidents
    mark = marks(key, AccessFinding(row=incident.rows[0], flag="browsing", outcome="breach"))[f"found:{incident.id}"]
    assert mark.reason == Reason.PARTIAL
    assert mark.credit == pytest.approx(1 / len(incident.rows))


def test_false_alarms() -> None:
    _, key = log_of(2)
    explained = key.explained[0]
    planted = {row for incident in key.incidents for row in incident.rows} | {each.row for each in key.explained}
    daily = next(row for row in range(1, key.entries + 1) if row not in planted)
    found = marks(
        key, AccessFinding(row=explained.row, outcome="breach"), AccessFinding(row=daily, outcome="education")
    )
    assert found[f"alarm:{explained.row}"].penalty == w.EXPLAINED_ALARM
    assert explained.why in found[f"alarm:{explained.row}"].feedback
    assert found[f"alarm:{daily}"].penalty == w.FALSE_ALARM


def test_reviewing_a_line_and_finding_it_justified_costs_nothing() -> None:
    _, key = log_of(2)
    explained = key.explained[0]
    mark = marks(key, AccessFinding(row=explained.row, outcome="justified"))[f"alarm:{explained.row}"]
    assert (mark.penalty, mark.reason) == (0.0, Reason.OPTIONAL)

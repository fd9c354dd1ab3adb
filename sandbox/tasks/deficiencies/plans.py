"""What is drawn when a task is made: what each provider will do, and the department's month."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from random import Random
from typing import Any

from sandbox.charts.model import Chart, Staff
from sandbox.charts.truth import Defect
from sandbox.tasks.base import World
from sandbox.tasks.deficiencies.answer import DeficienciesSpec
from sandbox.tasks.deficiencies.mending import BEHAVIORS, NEEDS, able

CLEAR_OF = 0.04  # the month's rate keeps so far from the limit that one record more or less decides nothing


def tracked(spec: DeficienciesSpec, world: World) -> Iterator[tuple[str, Defect]]:
    """The planted flaws that the task tracks, chart by chart: those that can still be completed."""
    for slot in spec.charts:
        for defect in world.truths[slot].defects:
            if defect.type in spec.asked and not _too_late(defect, world.charts[slot]):
                yield slot, defect


def beyond(spec: DeficienciesSpec, world: World) -> Iterator[tuple[str, Defect]]:
    """The planted flaws of the types asked about that nobody can complete any more."""
    for slot in spec.charts:
        for defect in world.truths[slot].defects:
            if defect.type in spec.asked and _too_late(defect, world.charts[slot]):
                yield slot, defect


def _too_late(defect: Defect, chart: Chart) -> bool:
    """Whether nothing can be mended any more: an order that was authenticated, but late."""
    if NEEDS[defect.type] != "signature":
        return False
    return all(line.signed_at for line in chart.document(defect.document_id).signatures)


def draw(spec: DeficienciesSpec, world: World, random: Random) -> dict[str, Any]:
    """Plans by slot and defect, and the month if it is asked for. Plain, for the truth of the variant."""
    words = spec.behaviors or tuple(BEHAVIORS)
    turn = sorted(words, key=lambda _word: random.random())
    plans: dict[str, list[dict[str, Any]]] = {}
    for slot, defect in tracked(spec, world):
        need = NEEDS[defect.type]
        first = next((word for word in turn if word in able(need)), "complete")
        if need == "document" and "handed_over" in turn and successor(world.charts[slot]) and random.random() < 0.5:
            first = "handed_over"
        if first == "handed_over" and not successor(world.charts[slot]):
            first = "complete"
        if first in turn:  # another does something else, until everything was done
            turn = [*(word for word in turn if word != first), first]
        plans[f"{slot}:{defect.id}"] = _plan(first, len(spec.days), random)
    month = _month(spec, world, random) if spec.month_end else None
    return {"plans": plans, "month": month}


def _plan(first: str, times: int, random: Random) -> list[dict[str, Any]]:
    what, plan = first, []
    for _ in range(times):
        plan.append({"what": what, "share": round(random.random(), 3), "minute": int(random.random() * 540)})
        again = random.random()
        if what == "nothing":
            what = "nothing" if again < 0.6 else "complete"
        else:
            what = "nothing" if again < 0.25 else "complete"
    return plan


def successor(chart: Chart) -> str:
    """Another physician of the attending's specialty, who may have taken the patient over; empty if there is none."""
    attending = chart.facility.member(chart.encounters[0].attending_id)
    for person in chart.facility.staff:
        if person.role == "physician" and person.specialty == attending.specialty and person.id != attending.id:
            return person.id
    return ""


def _month(spec: DeficienciesSpec, world: World, random: Random) -> dict[str, Any]:
    """Discharges, earlier rates, delinquent records elsewhere, and some records of other patients."""
    last = world.today + timedelta(days=sum(spec.days))
    limit = world.facility.policy.delinquent_percent / 100
    discharges = [150 + int(random.random() * 110) for _ in range(12)]
    average = sum(discharges) / 12
    above = random.random() < 0.4
    share = limit + CLEAR_OF + random.random() * 0.08 if above else limit - CLEAR_OF - random.random() * 0.18
    quarters = [round(100 * (limit - CLEAR_OF - random.random() * 0.2), 1) for _ in range(3)]
    if random.random() < 0.4:  # one quarter above the limit is enough, whatever the mean says
        quarters[int(random.random() * 3)] = round(100 * (limit + CLEAR_OF + random.random() * 0.06), 1)
    records = [*_records(spec, world, last, random)]
    return {"elsewhere": int(share * average), "discharges": discharges, "quarters": quarters, "records": records}


def _records(spec: DeficienciesSpec, world: World, last: date, random: Random) -> Iterator[dict[str, Any]]:
    """Records that call for suspension, and records that nearly do, each of a provider of its own."""
    limit = world.facility.policy.delinquent_after_days
    here = {chart.encounters[0].attending_id for chart in (world.charts[slot] for slot in spec.charts)}
    able_to = [one for one in world.facility.staff if one.role == "physician" and one.id not in here]
    people: Sequence[Staff] = sorted(able_to, key=lambda _one: random.random())
    cases = [("due", 15, 2), ("recent", 12, 0), ("young", -8, 0), ("leave", 25, 4), ("due", 30, 6)]
    for (case, late, more), person in zip(cases[: 4 + (random.random() < 0.5)], people, strict=False):
        discharged = last - timedelta(days=limit + late + int(random.random() * 4))
        held = spec.suspension_days + more + int(random.random() * 3)
        if case == "recent":
            held = max(1, spec.suspension_days - 4 - int(random.random() * 4))
        held = min(held, (last - discharged).days - 1)
        yield {
            "number": f"{700000 + int(random.random() * 80_000)}",
            "provider": person.id,
            "discharged": discharged.isoformat(),
            "assigned": (last - timedelta(days=held)).isoformat(),
            "excused": f"on approved leave since {last - timedelta(days=20):%m/%d/%Y}" if case == "leave" else "",
        }

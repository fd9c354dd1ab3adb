"""What a scenario file must satisfy beyond its shape: known names, unique ids, numbers that make sense."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches

from sandbox.charts.defects import MESS
from sandbox.charts.earlier import Earlier
from sandbox.charts.earlier import faults as faults_before
from sandbox.charts.scene import RESERVED
from sandbox.scenarios.makers import Makers
from sandbox.scenarios.schema import ChartSpec, DefectSpec, EarlierSpec, ScenarioFile
from sandbox.scenarios.source import Path
from sandbox.tasks.base import PAPERS, Spec

EDITIONS = {"FY2026": (date(2025, 10, 1), date(2026, 9, 30))}
"""Days on which a code-set edition is valid (ICD-10-CM Official Guidelines FY2026, title page)."""

_TASK_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong in a scenario file: where, what, and what to do."""

    path: Path
    message: str
    remedy: str


def faults(scenario: ScenarioFile, makers: Makers) -> Iterator[Fault]:
    """Every fault of a well-shaped scenario, in the order of the file."""
    yield from _frame(scenario, makers)
    for slot, chart in scenario.charts.items():
        yield from _chart(slot, chart, makers)
    seen: set[str] = set()
    for number, task in enumerate(scenario.tasks):
        where = ("tasks", number)
        if task.id in seen:
            yield Fault((*where, "id"), f"“{task.id}” is already the id of another task", "give each task its own id")
        seen.add(task.id)
        yield from _task(where, task, scenario)
        yield from _links(where, number, scenario, makers)


def _frame(scenario: ScenarioFile, makers: Makers) -> Iterator[Fault]:
    if scenario.edition not in EDITIONS:
        yield _unknown(("edition",), "edition", scenario.edition, EDITIONS)
    else:
        first, last = EDITIONS[scenario.edition]
        if not first <= scenario.today <= last:
            yield Fault(
                ("today",),
                f"{scenario.today} is outside {scenario.edition} ({first} to {last})",
                "choose a day inside the edition",
            )
    if scenario.facility not in makers.facilities:
        yield _unknown(("facility",), "facility", scenario.facility, makers.facilities)


def _chart(slot: str, chart: ChartSpec, makers: Makers) -> Iterator[Fault]:
    where = ("charts", slot)
    if slot == PAPERS:
        yield Fault(where, f"“{PAPERS}” is kept for the papers of a task", "name the chart otherwise")
    for name in chart.pathways:
        if name not in makers.pathways:
            yield _unknown((*where, "pathway"), "pathway", name, makers.pathways)
        else:
            yield from _options((*where, "options"), chart, name, makers.pathways[name])
    if chart.facility is not None and chart.facility not in makers.facilities:
        yield _unknown((*where, "facility"), "facility", chart.facility, makers.facilities)
    if chart.defects is not None:
        yield from _defects((*where, "defects"), chart.defects, makers)
    for number, one in enumerate(chart.earlier):
        yield from _earlier((*where, "earlier", number), one, chart, makers)


def _earlier(where: Path, earlier: EarlierSpec, chart: ChartSpec, makers: Makers) -> Iterator[Fault]:
    """An earlier encounter must be known to go with every pathway that the chart may follow."""
    unknown = [name for name in earlier.pathways if name not in makers.pathways]
    for name in unknown:
        yield _unknown((*where, "pathway"), "pathway", name, makers.pathways)
    for name in (name for name in earlier.pathways if name not in unknown):
        own = {option: words for option, words in makers.pathways[name].items() if option not in RESERVED}
        yield from _options((*where, "options"), earlier, name, own)
    wanted = Earlier(earlier.pathways, earlier.days, earlier.options)
    for main in chart.pathways if not unknown else ():
        remedy = "see “earlier encounters” in docs/authoring.md"
        yield from (Fault(where, one.rstrip("."), remedy) for one in faults_before(main, wanted))


def _options(
    where: Path, chart: ChartSpec | EarlierSpec, pathway: str, known: Mapping[str, tuple[str, ...]]
) -> Iterator[Fault]:
    for option, given in chart.options.items():
        if option not in known:
            yield _unknown((*where, option), f"option of {pathway}", option, known)
        elif known[option] and given not in known[option]:
            yield _unknown((*where, option), option, str(given), known[option])


def _defects(where: Path, defects: DefectSpec, makers: Makers) -> Iterator[Fault]:
    for number, name in enumerate(defects.types):
        if name not in makers.defects:
            yield _unknown((*where, "types", number), "deficiency code", name, makers.defects)
    for key, asked, top in (("count", defects.count, 20), ("mess", defects.mess, len(MESS))):
        least, most = asked or (0, 0)
        if not 0 <= least <= most <= top:
            fault = f"[{least}, {most}] is not a range"
            yield Fault((*where, key), fault, f"write the least and the most, 0 to {top}")


def _task(where: Path, task: Spec, scenario: ScenarioFile) -> Iterator[Fault]:
    if not _TASK_ID.fullmatch(task.id) or len(task.id) > 80:
        yield Fault((*where, "id"), f"“{task.id}” is not an id", "use lower case letters, digits and hyphens")
    if not task.title.strip() or len(task.title) > 200:
        yield Fault((*where, "title"), "a title has 1 to 200 characters", "name the task as a trainee should read it")
    if not 0 < task.weight <= 100:
        yield Fault((*where, "weight"), f"{task.weight:g} is not above 0 and at most 100", "1 is usual")
    if not 1 <= task.minutes <= 480:
        yield Fault((*where, "minutes"), f"{task.minutes} is not between 1 and 480", "write the expected minutes")
    if not task.charts:
        yield Fault((*where, "charts"), "names no chart", f"list the charts to show: {', '.join(scenario.charts)}")
    for number, slot in enumerate(task.charts):
        if slot not in scenario.charts:
            yield _unknown((*where, "charts", number), "chart", slot, scenario.charts)


def _links(where: Path, number: int, scenario: ScenarioFile, makers: Makers) -> Iterator[Fault]:
    """A task follows earlier ones, and lists others that list none themselves."""
    task = scenario.tasks[number]
    kind = makers.kinds[task.kind]
    earlier = [each.id for each in scenario.tasks[:number]]
    for name in kind.follows(task):
        if name not in earlier:
            yield _unknown(where, "earlier task", name, earlier)
    others = [each.id for each in scenario.tasks if each.id != task.id and not makers.kinds[each.kind].lists(each)]
    for name in kind.lists(task):
        if name not in others:
            yield _unknown(where, "other task to list", name, others)


def _unknown(path: Path, what: str, given: str, known: Iterable[str]) -> Fault:
    return Fault(path, f"there is no {what} “{given}”", suggest(given, known))


def suggest(given: str, known: Iterable[str]) -> str:
    """A remedy for an unknown name: the nearest known one, or the list of them."""
    names = sorted(known)
    close = get_close_matches(given, names, 1)
    if close:
        return f"did you mean “{close[0]}”?"
    return f"use one of: {', '.join(names)}" if names else "there is none to name here; remove it"

"""Prepares a request with its log and its file, and derives what a right accounting of them holds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from random import Random
from typing import Any

from sandbox.privacy import accounting
from sandbox.tasks.accounting import choices as c
from sandbox.tasks.accounting import own, papers
from sandbox.tasks.accounting.answer import AccountingKey, AccountingSpec, KeyOwn, KeyRow, KeySeries, OwnSeen
from sandbox.tasks.accounting.catalogue import SORTS
from sandbox.tasks.accounting.desk import Desk, set_up
from sandbox.tasks.accounting.draw import LOGGED, MISSING, Draw, Row
from sandbox.tasks.accounting.papers import Shelf
from sandbox.tasks.accounting.sorts import Sort
from sandbox.tasks.base import PAPERS, Prepared, World

OUTSIDE, RUNNING, LAPSED = "outside", "running", "lapsed"
Plain = dict[str, Any]


def prepare(spec: AccountingSpec, world: World, random: Random) -> Prepared:
    """The papers, the rows as the panel shows them, and what stands behind each."""
    desk = set_up(spec, world, random)
    draw = Draw(spec, desk, desk.chart.facility.staff, random)
    drawn = draw.all()
    shelf = Shelf(spec.id, desk.chart.patient, desk.today)
    lines = [_shown(f"l{number}", row) for number, row in enumerate(drawn.log, 1)]
    kept = [_shown(f"p{number}", row) for number, (_, row) in enumerate(drawn.file, 1)]
    copies = []
    for plain, (_, row) in zip(kept, drawn.file, strict=True):
        copies.append(shelf.copy(plain, row.sort.paper, row.says))
        plain |= {"document": f"{PAPERS}:{copies[-1].id}", "title": row.sort.paper}
    held = next((line for line, row in zip(lines, drawn.log, strict=True) if row.suspended), None)
    truth = {
        "desk": _days(desk),
        "turns": dict(desk.turns),
        "lines": [_behind(plain, row, "") for plain, row in zip(lines, drawn.log, strict=True)],
        "file": [_behind(plain, row, state) for plain, (state, row) in zip(kept, drawn.file, strict=True)],
        "own": own.expected(spec, world),
    }
    given = {
        "received": desk.received.isoformat(),
        "lines": lines,
        "file": kept,
        "own": [],
        **own.choices(lines, kept),
    }
    others = papers.beside(shelf, desk, draw.outsiders.recipient("officer").name, held)
    return Prepared((papers.request(shelf, desk), shelf.log(lines), *others, *copies), given, truth)


def _days(desk: Desk) -> Plain:
    """The days of the desk as ISO dates; empty where there is none."""
    names = ("today", "received", "requested", "begins", "due", "earlier", "extension", "statement", "until")
    days = {name: getattr(desk, name) for name in names}
    return {name: day.isoformat() if day else "" for name, day in days.items()} | {"charged": desk.charged}


def _shown(name: str, row: Row) -> Plain:
    return {
        "id": name,
        "day": row.day.isoformat(),
        "recipient": row.recipient.name,
        "address": row.recipient.address,
        "what": row.what,
        "authority": row.authority,
        "by": row.by,
    }


def _behind(plain: Plain, row: Row, state: str) -> Plain:
    return {"id": plain["id"], "sort": row.sort.name, "state": state, "series": row.series, "held": row.suspended}


def derive(spec: AccountingSpec, world: World, prepared: Prepared) -> AccountingKey:
    """What the accounting rules make of what was planted."""
    truth, given = prepared.truth, prepared.given
    days, turns = truth["desk"], truth["turns"]
    lines = tuple(_line(spec, shown, behind, truth) for shown, behind in _pairs(given["lines"], truth["lines"]))
    kept = tuple(_paper(spec, shown, behind, truth) for shown, behind in _pairs(given["file"], truth["file"]))
    asks, dated, received = papers.reference(spec.id, "request", papers.ASKS, papers.DATED, papers.RECEIVED)
    late = papers.reference(spec.id, "delay", "s1", "s2") if days["extension"] else ()
    earlier = papers.reference(spec.id, "earlier", "s1") if days["earlier"] else ()
    return AccountingKey(
        task=spec.id,
        today=days["today"],
        received=days["received"],
        requested=days["requested"],
        starts=_starts(days, turns),
        period=turns["period"],
        due=days["due"],
        clock=turns["clock"],
        fee=c.COST if days["charged"] else c.FREE,
        earlier=days["earlier"],
        lines=lines,
        papers=kept,
        series=_series(spec, given["lines"], truth["lines"]),
        own=tuple(KeyOwn(**{**each, "ideal": each["ideal"] and OwnSeen(**each["ideal"])}) for each in truth["own"]),
        recipients=tuple(given["recipients"]),
        contents=tuple(given["contents"]),
        period_evidence=(asks, dated),
        due_evidence=(received, *late),
        fee_evidence=earlier or (asks,),
    )


def _pairs(shown: Sequence[Plain], behind: Sequence[Plain]) -> Iterable[tuple[Plain, Plain]]:
    return zip(shown, behind, strict=True)


def _starts(days: Mapping[str, str], turns: Mapping[str, str]) -> tuple[str, ...]:
    """The day asked for; or six years back from the request, where the day after and receipt are as good."""
    if turns["period"] == "short":
        return (days["begins"],)
    requested, received = date.fromisoformat(days["requested"]), date.fromisoformat(days["received"])
    back = (accounting.begins(requested), accounting.begins(received))
    near = [day + timedelta(days=more) for day in back for more in (0, 1)]
    return tuple(dict.fromkeys(day.isoformat() for day in near))


def _line(spec: AccountingSpec, shown: Plain, behind: Plain, truth: Mapping[str, Any]) -> KeyRow:
    """How one line of the log is judged."""
    sort, days = SORTS[behind["sort"]], truth["desk"]
    outside = shown["day"] < days["begins"]
    reasons = _reasons(sort, outside)
    running = behind["held"] and days["until"] >= days["today"]
    verdict = c.OFF if reasons else c.HELD if running else c.PROTOCOL if sort.study else c.ON
    state = OUTSIDE if outside else RUNNING if running else LAPSED if behind["held"] else ""
    cells = [f"{shown['id']}-{column}" for column in (papers.RECIPIENT, papers.PURPOSE)]
    evidence = papers.reference(spec.id, "log", *cells, *([f"{shown['id']}-2"] if outside else []))
    if behind["held"]:
        evidence += papers.reference(spec.id, "statement", *papers.STATEMENT)
    return _row(shown, sort.name, verdict, reasons, days["until"] if verdict == c.HELD else "", state, evidence)


def _reasons(sort: Sort, outside: bool) -> tuple[str, ...]:
    """Every true reason for which it stays out, the best first."""
    grounds = (sort.ground, *sort.also) if sort.ground else ()
    return (*grounds, *([c.PERIOD] if outside else []))


def _paper(spec: AccountingSpec, shown: Plain, behind: Plain, truth: Mapping[str, Any]) -> KeyRow:
    """How one paper of the file is judged."""
    sort, state = SORTS[behind["sort"]], behind["state"]
    outside = shown["day"] < truth["desk"]["begins"]
    reasons = _reasons(sort, outside)
    verdict = {LOGGED: c.LOGGED, MISSING: c.MISSING}.get(state, c.OFF)
    said = [f"s{len(papers.FIELDS) + number}" for number in range(1, len(sort.says) + 1)]
    evidence = papers.reference(spec.id, shown["id"], "s1", "s2", *said)
    if state == LOGGED:
        twin = next(line for line in _log(truth, shown) if line)
        evidence += papers.reference(spec.id, "log", f"{twin}-2", f"{twin}-{papers.RECIPIENT}")
    return _row(shown, sort.name, verdict, reasons if verdict == c.OFF else (), "", OUTSIDE * outside, evidence)


def _log(truth: Mapping[str, Any], shown: Plain) -> Iterable[str]:
    """The lines of the log of which a paper is a copy."""
    sort = next(each["sort"] for each in truth["file"] if each["id"] == shown["id"])
    return (line["id"] for line in truth["lines"] if line["sort"] == sort)


def _row(
    shown: Plain, sort: str, verdict: str, reasons: tuple[str, ...], until: str, state: str, evidence: tuple[str, ...]
) -> KeyRow:
    return KeyRow(
        id=shown["id"],
        sort=sort,
        day=shown["day"],
        recipient=shown["recipient"],
        what=shown["what"],
        verdict=verdict,
        reasons=reasons,
        until=until,
        state=state,
        evidence=evidence,
    )


def _series(spec: AccountingSpec, shown: Sequence[Plain], behind: Sequence[Plain]) -> KeySeries | None:
    """What may be told as one entry: first, number and last (45 CFR 164.528(b)(3))."""
    rows = [line for line, each in _pairs(shown, behind) if each["series"]]
    if not rows:
        return None
    cells = [f"{line['id']}-{column}" for line in rows for column in (2, papers.RECIPIENT)]
    return KeySeries(
        recipient=rows[0]["recipient"],
        number=len(rows),
        first=rows[0]["day"],
        last=rows[-1]["day"],
        evidence=papers.reference(spec.id, "log", *cells),
    )

"""Prepares a request and derives its key: the release rules decide, the chart says which pages that means."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from random import Random
from typing import Any

from sandbox import privacy
from sandbox.charts.model import Document
from sandbox.privacy import RULES, Decision
from sandbox.tasks.base import PAPERS, Prepared, World
from sandbox.tasks.release import lines
from sandbox.tasks.release.answer import KeyDefect, KeyDocument, KeySending, ReleaseKey, ReleaseSpec, Step
from sandbox.tasks.release.archetypes import catalogue
from sandbox.tasks.release.choices import bases_of
from sandbox.tasks.release.entry import entry_of
from sandbox.tasks.release.sending import sendings
from sandbox.tasks.release.standing import NOT_SHOWN, authority_of, identity_of
from sandbox.tasks.release.tray import AGE, Tray

HELD = "held_record"
NOTES = ("phone_note", "desk_note")
OPENED = ("part2.consent_valid", "part2.emergency", "part2.order", "part2.redisclosure")
NO_STANDING = ("representative.no_authority", "verification.representative", "representative.parent_of_adult")
EITHER_FEE = ("flat_6_50_option", "cost_based_limited")


def prepare(spec: ReleaseSpec, world: World, random: Random) -> Prepared:
    """The papers of one drawn request; the request itself, in the words of the rules, is the truth."""
    found, variant = catalogue.draw(spec.archetypes, random, world.charts[spec.charts[0]])
    tray = Tray(spec.id, spec.charts[0], world, random, spec.age or AGE)
    plan = found.build(tray, variant)
    truth = {
        "archetype": found.name,
        "variant": variant,
        "request": plan.request,
        "labels": plan.labels,
        "shown": tray.shown,
        "deciding": list(plan.deciding),
        "received": tray.received.isoformat(),
        "recipient": tray.recipient,
        "came": tray.came,
        "returns": tray.returns.isoformat() if tray.returns else "",
    }
    given = {"received": tray.received.isoformat(), "recipients": tray.recipients()}
    return Prepared(tuple(tray.papers), given, truth)


def documents(slot: str, charted: tuple[Document, ...], papers: tuple[Document, ...]) -> Iterator[tuple[str, Document]]:
    """What could go: the pages of the chart, and records held apart from it. Yields reference and document."""
    for document in charted:
        yield f"{slot}:{document.id}", document
    for paper in papers:
        if paper.type == HELD:
            yield f"{PAPERS}:{paper.id}", paper


def derive(spec: ReleaseSpec, world: World, prepared: Prepared) -> ReleaseKey:
    """The decision on the planted request, and what it means for this chart."""
    truth = prepared.truth
    telling = lines.held(world, spec.charts[0], truth["labels"])
    request = lines.laid_before(truth["request"], truth["labels"], telling)
    decision = privacy.decide(privacy.parse(request), world.today)
    shown: Mapping[str, list[str]] = truth["shown"]
    received = date.fromisoformat(truth["received"])
    days = decision.deadline_days
    deciding = [ref for name in truth["deciding"] for ref in shown.get(name, ())] or list(shown.get("request", ()))
    own = request["request_type"] in ("access_copy", "access_inspect")
    identity = identity_of(request, prepared.papers, decision, shown)
    authority = authority_of(request, decision, shown)
    pages = tuple(_documents(spec, world, prepared, decision, telling))
    fees = EITHER_FEE if decision.fee == EITHER_FEE[0] else (decision.fee,)
    return ReleaseKey(
        archetype=truth["archetype"],
        variant=truth["variant"],
        outcome=decision.outcome,
        accept=decision.accept,
        bases=bases_of(_resting_on(decision)),
        documents=pages,
        defects=tuple(_defects(decision, shown, deciding)),
        received=received.isoformat(),
        deadlines=_deadlines(decision, received),
        deadline_days=days,
        fees=fees,
        accounting=decision.accounting,
        own_access=own,
        because=" ".join(RULES[rule_id].text for rule_id in _resting_on(decision) if rule_id in RULES),
        citation=_citation(decision),
        path=tuple(Step(rule=r.id, text=r.text, citation=r.cite, fired=fired) for r, fired in decision.trace),
        evidence=tuple(dict.fromkeys(deciding)),
        request_evidence=tuple(shown.get("request", ())),
        received_evidence=tuple(shown.get("received", ())),
        identity=identity,
        authority=authority,
        sendings=_sendings(request, prepared, decision, own and NOT_SHOWN not in identity.accept + authority.accept),
        entry=entry_of(truth, world.today, decision, pages),
    )


def _sendings(
    request: Mapping[str, Any], prepared: Prepared, decision: Decision, own_access: bool
) -> tuple[KeySending, ...]:
    """What goes along with each right outcome of this request."""
    notes = all(paper.type in NOTES for paper in prepared.papers)
    spoken = notes and request["request_type"] == "disclosure"
    return tuple(sendings(decision, own_access=own_access, spoken=spoken))


def _resting_on(decision: Decision) -> tuple[str, ...]:
    """The rules that the decision rests on: the one that settled it, what opened Part 2, and what withholds."""
    opened = (rule.id for rule in decision.fired if rule.id in OPENED)
    return tuple(dict.fromkeys((decision.decided_by, *opened, *(rule for _, rule in decision.grounds))))


def _deadlines(decision: Decision, received: date) -> tuple[str, ...]:
    """When it has to be answered. Both are accepted where a clock may not run, for want of a right."""
    if not decision.deadline_days:
        return ("none",)
    day = (received + timedelta(days=decision.deadline_days)).isoformat()
    return (day, "none") if decision.decided_by in NO_STANDING else (day,)


def _citation(decision: Decision) -> str:
    return "; ".join(decision.basis_citation)[:250]


def _documents(
    spec: ReleaseSpec, world: World, prepared: Prepared, decision: Decision, telling: lines.Held
) -> Iterator[KeyDocument]:
    labels: Mapping[str, str] = prepared.truth["labels"]
    grounds = dict(decision.grounds)
    slot = spec.charts[0]
    chart = world.charts[slot]
    for ref, document in documents(slot, chart.documents, prepared.papers):
        label = labels.get(ref, "")
        goes = decision.releases and bool(label) and label in decision.segments_going
        because, citation = _reason(document, chart.patient.mrn, label, goes, decision, grounds)
        hide = lines.hidden(document, telling.get(ref, {}), slot, decision) if goes else ()
        if lines.whole(document, slot, hide):
            goes, because, citation = False, f"Nothing else is on it. {hide[0].because}", hide[0].citation
        first = next(iter(document.statements), None)
        source = PAPERS if ref.startswith(f"{PAPERS}:") else slot
        yield KeyDocument(
            ref=ref,
            title=document.title,
            goes=goes,
            because=because,
            citation=citation,
            evidence=(f"{source}:{first.id}",) if first else (),
            hide=hide,
        )


def _reason(
    document: Document, mrn: str, label: str, goes: bool, decision: Decision, grounds: Mapping[str, str]
) -> tuple[str, str]:
    """Why a page goes or stays, with the law."""
    if goes:
        return "It is asked for, and the rules let it go.", ""
    if document.label_mrn not in ("", mrn):
        return "This page belongs to another patient.", "45 CFR 164.530(c)"
    if not decision.releases:
        return _nothing_goes(decision), _citation(decision)
    if label in grounds:
        rule = RULES[grounds[label]]
        return rule.text, rule.cite
    if not label:
        return "It was not asked for.", "45 CFR 164.502(b)"
    return "Only the listed particulars may be told; no page of the chart goes.", _citation(decision)


def _nothing_goes(decision: Decision) -> str:
    """Why no page goes: the rule that settled it, in its own words."""
    settled = RULES.get(decision.decided_by)
    return f"Nothing goes on this request. {settled.text}" if settled else "Nothing goes on this request."


def _defects(decision: Decision, shown: Mapping[str, list[str]], deciding: list[str]) -> Iterator[KeyDefect]:
    cites: dict[str, Any] = {}
    if decision.decided_by in RULES:
        cites = dict.fromkeys(decision.defects, RULES[decision.decided_by].cite)
    for code in decision.defects:
        yield KeyDefect(
            code=code,
            evidence=tuple(shown.get(code, deciding)),
            citation=cites.get(code, ""),
        )

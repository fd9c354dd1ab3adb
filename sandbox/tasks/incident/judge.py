"""What is right of one incident: the release rules decide, the calendar says by when."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from sandbox import privacy
from sandbox.privacy import RULES, Decision, breach
from sandbox.tasks.incident.answer import Course, Step, Told
from sandbox.tasks.incident.choices import (
    ANNUAL,
    AT_ONCE,
    BREACH,
    DOCUMENT,
    LOW,
    NO,
    NO_BREACH,
    NONE,
    NOT_ASSESSED,
    PERMITTED,
    PRESUMED,
    SECURED,
    YES,
)
from sandbox.tasks.incident.story import FACTORS, Sort

STANDING_OF_RULE = {
    "breach.secured": SECURED,
    "breach.permitted": PERMITTED,
    "breach.good_faith_access": "good_faith",
    "breach.inside": "inadvertent",
    "breach.not_retained": "not_retained",
}
PRESUMED_CITE = "45 CFR 164.402 (breach, paragraph (2))"
HHS_OF_RULE = {"contemporaneous": AT_ONCE, "annual_log": ANNUAL}
FACTOR_CITE = {
    "nature": "45 CFR 164.402 (breach, paragraph (2)(i))",
    "recipient": "45 CFR 164.402 (breach, paragraph (2)(ii))",
    "acquired": "45 CFR 164.402 (breach, paragraph (2)(iii))",
    "mitigated": "45 CFR 164.402 (breach, paragraph (2)(iv))",
}
NO_NOTICE = "Nothing has to be told to anybody, because it is no breach that has to be notified."
LOGGED = {
    YES: "An impermissible disclosure belongs in the accounting of each person concerned.",
    NO: "It was no disclosure that an accounting would have to list.",
}
EITHER = "Whether it was a disclosure at all is judged differently; the other choice is accepted."


def course(sort: Sort, drawn: Mapping[str, Any]) -> Course:
    """What is right when this is the incident; ``drawn`` is what a scene laid out."""
    shown: Mapping[str, list[str]] = drawn["shown"]
    days = {name: date.fromisoformat(day) for name, day in drawn["days"].items()}
    decision = decide(sort, drawn)
    discovered = days[sort.discovered]
    limit = breach.delayed(breach.notice_by(discovered), days.get("until"), days.get("asked"))
    standing = STANDING_OF_RULE.get(decision.decided_by, PRESUMED)
    return Course(
        sort=drawn["sort"],
        standing=Told(
            accept=(standing,),
            because=sort.because["standing"],
            evidence=_refs(shown, "standing", "happened"),
            citation=PRESUMED_CITE if standing == PRESUMED else "; ".join(decision.basis_citation)[:250],
        ),
        factors=dict(_factors(sort, shown)),
        conclusion=_conclusion(decision, standing),
        discovered=_discovered(sort, discovered, shown),
        **_notices(sort, drawn, decision, discovered, limit),
        accounting=_accounting(sort, decision, shown),
        due=(DOCUMENT, *sort.due),
        may=sort.may,
        steps_evidence=_steps_evidence(shown),
        path=tuple(Step(rule=rule.id, text=rule.text, citation=rule.cite) for rule in decision.fired),
    )


def decide(sort: Sort, drawn: Mapping[str, Any]) -> Decision:
    """What the release rules say of the incident. Whether the probability is low follows from the ratings."""
    flags = {**sort.flags, "n_total": drawn["count"]}
    if drawn["residents"]:
        flags["residents"] = drawn["residents"]
    if sort.factors:
        flags["low_probability"] = breach.low_risk({name: sort.factors[name][0] for name in FACTORS})
    request = {
        "request_type": "breach_assessment",
        "requester": {"type": "workforce_member", "relation": "none"},
        "recipient": "workforce_member",
        "initiated_by": "covered_entity",
        "purpose": "operations_own",
        "circumstances": flags,
    }
    return privacy.decide(privacy.parse(request), date.fromisoformat(drawn["days"]["told"]))


def _refs(shown: Mapping[str, list[str]], *names: str) -> tuple[str, ...]:
    """Where the first of these details that shows at all is shown."""
    return tuple(next((shown[name] for name in names if shown.get(name)), ()))


def _factors(sort: Sort, shown: Mapping[str, list[str]]) -> Iterator[tuple[str, Told]]:
    needless = "What it is settles it: the four factors are only for what is presumed to be a breach."
    for name in FACTORS:
        if sort.factors:
            told = Told(accept=sort.factors[name], because=sort.because[name], evidence=_refs(shown, name))
        else:
            told = Told(accept=(NOT_ASSESSED,), because=needless, evidence=_refs(shown, "standing", "happened"))
        yield name, told.model_copy(update={"citation": FACTOR_CITE[name]})


def _conclusion(decision: Decision, standing: str) -> Told:
    if decision.outcome == "notify":
        best, rule = BREACH, "breach.individuals"
    elif standing == PRESUMED:
        best, rule = LOW, "breach.low_probability"
    else:
        best, rule = NO_BREACH, decision.decided_by
    if best == BREACH:
        because = f"{RULES[rule].text} The four factors do not show a low probability that it was compromised."
        return Told(accept=(best,), because=because, citation=f"{PRESUMED_CITE}; {RULES[rule].cite}")
    because = f"{RULES[rule].text} The hospital has to be able to prove it (164.414(b)): write it down."
    return Told(accept=(best,), because=because, citation=RULES[rule].cite)


def _discovered(sort: Sort, day: date, shown: Mapping[str, list[str]]) -> Told:
    return Told(
        accept=(day.isoformat(),),
        because=sort.because["discovered"],
        evidence=_refs(shown, sort.discovered),
        citation="45 CFR 164.404(a)(2)",
    )


def _notices(
    sort: Sort, drawn: Mapping[str, Any], decision: Decision, discovered: date, limit: date
) -> dict[str, Told]:
    """Individuals, HHS and media: who is told, and by when."""
    count = _refs(drawn["shown"], "count")
    if decision.outcome != "notify":
        none = Told(accept=(NONE,), because=NO_NOTICE, citation="45 CFR 164.404(a)(1)")
        media = none.model_copy(update={"accept": (NO,), "citation": "45 CFR 164.406(a)"})
        return {"individuals": none, "hhs": none, "hhs_day": none, "media": media}
    hhs = HHS_OF_RULE[str(decision.notify_hhs)]
    day = limit if hhs == AT_ONCE else breach.annual_log_by(discovered)
    people, most = drawn["count"], max(drawn["residents"].values(), default=drawn["count"])
    cite = "45 CFR 164.408(b)" if hhs == AT_ONCE else "45 CFR 164.408(c)"
    at_once = f"{people:,} people are concerned: {breach.HHS_AT_ONCE_FROM} or more go to HHS with the individuals."
    annual = f"Fewer than {breach.HHS_AT_ONCE_FROM} are concerned: the log goes to HHS after the end of the year."
    year = f"60 days after the end of {discovered.year}, the year of discovery."
    told = "more" if decision.notify_media else "not more"
    largest = f"The state with most of them has {most:,}: {told} than {breach.MEDIA_MORE_THAN} residents."
    if not drawn["residents"]:
        largest = (
            f"Media are told of more than {breach.MEDIA_MORE_THAN} residents of a state. Concerned in all: {people:,}."
        )
    return {
        "individuals": _individuals(sort, drawn, discovered, limit),
        "hhs": Told(accept=(hhs,), because=at_once if hhs == AT_ONCE else annual, evidence=count, citation=cite),
        "hhs_day": Told(
            accept=(day.isoformat(),),
            because="On the day on which the individuals are told at the latest." if hhs == AT_ONCE else year,
            evidence=_refs(drawn["shown"], sort.discovered),
            citation=cite,
        ),
        "media": Told(
            accept=(YES if decision.notify_media else NO,),
            because=largest,
            evidence=count,
            citation="45 CFR 164.406(a)",
        ),
    }


def _individuals(sort: Sort, drawn: Mapping[str, Any], discovered: date, limit: date) -> Told:
    counted = f"{breach.DAYS} calendar days from {discovered:%m/%d/%Y}, and without unreasonable delay before that."
    if not sort.delay:
        evidence = _refs(drawn["shown"], sort.discovered)
        return Told(accept=(limit.isoformat(),), because=counted, evidence=evidence, citation="45 CFR 164.404(b)")
    because = f"{sort.because['delay']} It ends on {limit:%m/%d/%Y}; then they are told without delay."
    evidence = _refs(drawn["shown"], "delay")
    return Told(accept=(limit.isoformat(),), because=because, evidence=evidence, citation="45 CFR 164.412")


def _accounting(sort: Sort, decision: Decision, shown: Mapping[str, list[str]]) -> Told:
    accept = sort.accounting or ((YES,) if decision.accounting else (NO,))
    because = sort.because.get("accounting") or LOGGED[accept[0]]
    if len(accept) > 1:
        because = f"{because} {EITHER}"
    evidence = _refs(shown, "happened")
    return Told(accept=accept, because=because, evidence=evidence, citation="45 CFR 164.528(a)(1)")


def _steps_evidence(shown: Mapping[str, list[str]]) -> dict[str, tuple[str, ...]]:
    named = {"mitigate": "mitigated", "sanction": "workforce", "delay": "delay", "part2": "part2"}
    return {step: refs for step, name in named.items() if (refs := _refs(shown, name))}

"""Answers that prove an incident's key, in the course that a room leads to."""

from __future__ import annotations

from collections.abc import Iterator

from sandbox.tasks.base import FormData, Mistake, Samples
from sandbox.tasks.incident import weights
from sandbox.tasks.incident.answer import Course, Found, IncidentAnswer, IncidentKey
from sandbox.tasks.incident.choices import (
    ACCOUNTING,
    ANNUAL,
    AT_ONCE,
    CONCLUSIONS,
    DUE_IN_NOTICE,
    FACTORS,
    MEDIA,
    NONE,
    NOT_ASSESSED,
    NOTICE,
    RATINGS,
    STANDINGS,
    STEPS,
)

LONG_AGO = "2020-01-15"
INVALID: tuple[FormData, ...] = (
    {"standing": ["perhaps"]},
    {"nature": ["medium"]},
    {"conclusion": ["delete the log"]},
    {"discovered": ["31 June"]},
    {"clock": ["runs"], "individuals": [""]},
    {"clock": ["none"], "individuals": ["2026-03-10"]},
    {"hhs": ["none"], "hhs_day": ["2026-03-10"]},
    {"steps": ["hide"]},
    {"notice": ["none", "happened"]},
    {"nature_evidence": ["papers:x-p1.s99999"]},
)
Change = tuple[str, dict[str, object], float]


def samples(key: IncidentKey, found: Found) -> Samples[IncidentAnswer]:
    """Ideal, empty, single mistakes and forms that cannot be read, for the incident that was found."""
    course = key.course(found)
    best = ideal(key, found)
    mistakes = tuple(
        Mistake(name, best.model_copy(update=wrong), lost / weights.total(key.evidence))
        for name, wrong, lost in _mistakes(best, course, key.evidence)
    )
    return Samples(best, IncidentAnswer(), mistakes, INVALID)


def ideal(key: IncidentKey, found: Found) -> IncidentAnswer:
    """The answer that earns everything."""
    course = key.course(found)
    ratings = {name: told.accept[0] for name, told in course.factors.items()}
    assessed = [name for name in FACTORS if ratings[name] != NOT_ASSESSED]
    return IncidentAnswer(
        found=found,
        standing=course.standing.accept[0],
        **ratings,
        evidence=tuple((name, course.factors[name].evidence[:1]) for name in assessed),
        conclusion=course.conclusion.accept[0],
        discovered=course.discovered.accept[0],
        individuals=course.individuals.accept[0],
        hhs=course.hhs.accept[0],
        hhs_day=course.hhs_day.accept[0],
        media=course.media.accept[0],
        accounting=course.accounting.accept[0],
        steps=tuple(code for code in STEPS if code in course.due),
        notice=DUE_IN_NOTICE if course.notifies else (),
        no_notice=not course.notifies,
    )


def _mistakes(best: IncidentAnswer, course: Course, evidence: bool) -> Iterator[Change]:
    yield from _judged(best, course, evidence)
    yield from _told(best, course)
    yield from _steps(best, course)
    yield from _notice(best, course)


def _other(choices: object, accept: tuple[str, ...]) -> str:
    """The first choice that is not right."""
    return next((code for code in dict.fromkeys(choices) if code not in accept), "")  # type: ignore[call-overload]


def _judged(best: IncidentAnswer, course: Course, evidence: bool) -> Iterator[Change]:
    for code in STANDINGS:
        if code not in course.standing.accept:
            yield f"{code} instead of {best.standing}", {"standing": code}, weights.STANDING
    for code in CONCLUSIONS:
        if code not in course.conclusion.accept:
            yield f"{code} concluded", {"conclusion": code}, weights.CONCLUSION
    yield "no conclusion", {"conclusion": ""}, weights.CONCLUSION
    for name in FACTORS:
        wrong = _other(RATINGS, course.factors[name].accept)
        lost = weights.FACTOR + (weights.FACTOR_EVIDENCE if evidence else 0.0)
        yield f"{name} rated {wrong}", {name: wrong}, lost
        if evidence and best.evidence_of(name):
            less = tuple(pair for pair in best.evidence if pair[0] != name)
            yield f"nothing shows {name}", {"evidence": less}, weights.FACTOR_EVIDENCE


def _told(best: IncidentAnswer, course: Course) -> Iterator[Change]:
    yield "another day of discovery", {"discovered": LONG_AGO}, weights.DISCOVERED
    if course.notifies:
        other = ANNUAL if best.hhs == AT_ONCE else AT_ONCE
        yield "nobody told", {"individuals": NONE}, weights.INDIVIDUALS
        yield "told too late", {"individuals": "2099-01-01"}, weights.INDIVIDUALS
        yield f"HHS {other}", {"hhs": other}, weights.HHS
        yield "HHS on another day", {"hhs_day": LONG_AGO}, weights.HHS_DAY
        yield "HHS not told", {"hhs": NONE, "hhs_day": NONE}, weights.HHS + weights.HHS_DAY
    else:
        yield "told needlessly", {"individuals": LONG_AGO}, weights.INDIVIDUALS
        yield "HHS told needlessly", {"hhs": ANNUAL, "hhs_day": LONG_AGO}, weights.HHS + weights.HHS_DAY
    yield "media the other way", {"media": _other(MEDIA, course.media.accept)}, weights.MEDIA
    wrong = _other(ACCOUNTING, course.accounting.accept)
    yield f"accounting {wrong or 'not answered'}", {"accounting": wrong}, weights.ACCOUNTING


def _steps(best: IncidentAnswer, course: Course) -> Iterator[Change]:
    for code in course.due:
        less = tuple(each for each in best.steps if each != code)
        yield f"{code} left out", {"steps": less}, weights.STEPS / len(course.due)
    extra = _other(STEPS, (*course.due, *course.may))
    if extra:
        more = tuple(code for code in STEPS if code in {*best.steps, extra})
        yield f"{extra} too", {"steps": more}, weights.EXTRA_STEP


def _notice(best: IncidentAnswer, course: Course) -> Iterator[Change]:
    if not course.notifies:
        yield "does not say that no letter is written", {"no_notice": False}, weights.NOTICE
        yield "a letter all the same", {"no_notice": False, "notice": DUE_IN_NOTICE}, weights.NOTICE
        return
    for code in DUE_IN_NOTICE:
        less = tuple(each for each in DUE_IN_NOTICE if each != code)
        yield f"letter without {code}", {"notice": less}, weights.NOTICE / len(DUE_IN_NOTICE)
    for extra in NOTICE:
        if extra not in DUE_IN_NOTICE:
            yield f"letter with {extra}", {"notice": (*DUE_IN_NOTICE, extra)}, weights.EXTRA_SENTENCE

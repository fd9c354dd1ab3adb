"""Turn a checked pathway file into the compiled form. References between its parts are checked in ``lint_names``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import timedelta
from itertools import accumulate

from sandbox.charts import compiled as c
from sandbox.charts import schema as s
from sandbox.charts.conditions import Test, condition
from sandbox.charts.documents import TYPES
from sandbox.charts.facility import PARTS, Part
from sandbox.charts.model import Layout
from sandbox.charts.moments import Moment, clock_time, moment
from sandbox.charts.truth import CodeSystem, FactKind, Standing
from sandbox.charts.wording import wording

_LAYOUTS = {"say": Layout.PROSE, "list": Layout.LIST, "fields": Layout.FIELDS}


def _test(text: str | None) -> Test | None:
    return None if text is None else condition(text).test


def _clocks(words: Iterable[str]) -> tuple[timedelta, ...]:
    return tuple(clock_time(word) for word in words)


def _minutes(words: tuple[str, str]) -> tuple[int, int]:
    first, last = (int(clock_time(word).total_seconds()) // 60 for word in words)
    return first, last


def _points(given: tuple[float, ...] | dict[float, float] | None) -> tuple[tuple[float, float], ...]:
    if given is None:
        return ()
    if isinstance(given, dict):
        return tuple(sorted((float(day), float(value)) for day, value in given.items()))
    return tuple((float(day), float(value)) for day, value in enumerate(given))


def _drawn(entries: list[tuple[float, str | None, str, str]]) -> c.Drawn:
    compiled = tuple((weight, _test(when), wording(text), word) for weight, when, text, word in entries)
    conditional = any(test is not None for _, test, _, _ in compiled)
    return c.Drawn(compiled, () if conditional else tuple(accumulate(weight for weight, _, _, _ in compiled)))


def option(name: str, spec: s.OptionSpec) -> c.OptionPlan:
    """An option of a pathway."""
    choices = {word: one if isinstance(one, s.Choice) else s.Choice(weight=one) for word, one in spec.choices.items()}
    entries = [(one.weight, one.when, word, word) for word, one in choices.items()]
    return c.OptionPlan(name, spec.title, tuple(choices), _test(spec.when), _drawn(entries))


def value(name: str, spec: s.ValueSpec) -> c.Value:
    """A value for slots."""
    if spec.any is not None:
        choices = [one if isinstance(one, s.Choice) else s.Choice(text=one) for one in spec.any]
        return c.Value(name, drawn=_drawn([(one.weight, one.when, one.text, one.text) for one in choices]))
    if spec.between is not None:
        return c.Value(name, between=spec.between, decimals=spec.decimals)
    if spec.by is not None and spec.map is not None:
        return c.Value(name, by=spec.by, map={key: wording(text) for key, text in spec.map.items()})
    return c.Value(name, cases=tuple((_test(case.when), wording(case.text)) for case in spec.cases or ()))


def fact(name: str, spec: s.FactSpec, *, inpatient: bool) -> c.FactPlan:
    """A fact with its ways to be coded; what a case leaves out, the fact itself says."""
    cases = list(spec.cases)
    if spec.code is not None or spec.kind is FactKind.FINDING:
        cases.append(s.Codes())
    return c.FactPlan(
        name,
        spec.kind,
        _test(spec.when),
        spec.chance,
        tuple(_codes(case, spec, inpatient=inpatient) for case in cases),
    )


def _codes(case: s.Codes, fallback: s.FactSpec, *, inpatient: bool) -> c.Codes:
    def said(key: str) -> object:
        given = getattr(case, key)
        return getattr(fallback, key) if given is None else given

    system = said("system") or _system(fallback.kind, inpatient=inpatient)
    date = said("date")
    poa = said("poa")
    return c.Codes(
        test=_test(case.when),
        text=wording(str(said("text") or "")),
        code=str(said("code") or ""),
        system=CodeSystem(str(system)),
        rank=int(str(said("rank") or 10)),
        poa=(None if poa is None else str(poa)) if inpatient and system == CodeSystem.CM else None,
        alternatives=case.alternatives if case.alternatives is not None else fallback.alternatives or (),
        standing=Standing(str(said("standing") or Standing.REQUIRED)),
        ordered=bool(said("ordered")),
        date=moment(str(date)) if date is not None else None,
        rationale=str(said("rationale") or ""),
        citation=str(said("citation") or ""),
    )


def _system(kind: FactKind, *, inpatient: bool) -> CodeSystem:
    if kind is FactKind.SERVICE or (kind is FactKind.PROCEDURE and not inpatient):
        return CodeSystem.HCPCS
    return CodeSystem.PCS if kind is FactKind.PROCEDURE else CodeSystem.CM


def trap(name: str, spec: s.TrapSpec) -> c.TrapPlan:
    """A trap."""
    return c.TrapPlan(name, spec.code, spec.system, _test(spec.when), spec.why, spec.citation)


def courses(given: Mapping[str, tuple[s.CourseSpec, ...]]) -> dict[str, tuple[c.CoursePlan, ...]]:
    """Courses of tests by their id."""
    return {key: tuple(_course(spec) for spec in specs) for key, specs in given.items()}


def _course(spec: s.CourseSpec) -> c.CoursePlan:
    words = _words(spec.text)
    points = _points(spec.course if spec.course is not None else spec.factor)
    return c.CoursePlan(
        _test(spec.when), spec.base, spec.egfr, points, spec.factor is not None, spec.spread, words, spec.flag
    )


def _words(given: tuple[str, ...] | dict[float, str] | str | None) -> tuple[tuple[float, str], ...]:
    """Results in words, each with the day (with fraction) from which it stands."""
    if isinstance(given, dict):
        return tuple(sorted(given.items()))
    return tuple(enumerate((given,) if isinstance(given, str) else given or ()))


def medication(spec: s.MedicationSpec) -> c.Medication:
    """A drug with its schedule."""
    return c.Medication(
        wording(spec.drug),
        wording(spec.dose),
        spec.route,
        wording(spec.frequency),
        _clocks(spec.times),
        spec.prn,
        spec.once,
        timedelta(hours=spec.every) if spec.every else None,
        spec.doses,
        spec.now,
        moment(spec.start),
        moment(spec.stop),
        _test(spec.when),
        wording(spec.reason),
        spec.home,
        spec.stay,
        spec.discharge,
        wording(spec.discharge_as),
        spec.express,
        spec.order,
    )


class Numbering:
    """Numbers sentences in reading order, so that a chart can remember which wording it used last."""

    def __init__(self) -> None:
        self.count = 0

    def sentence(self, spec: s.SentenceSpec) -> c.Sentence:
        """A sentence of a document or a shared part."""
        self.count += 1
        return c.Sentence(
            self.count - 1,
            tuple(wording(text) for text in spec.any),
            _test(spec.when),
            spec.chance,
            spec.express,
            spec.tempt,
            spec.flag,
            spec.part,
            spec.others,
            spec.segment,
        )

    def sentences(self, specs: Iterable[s.SentenceSpec]) -> tuple[c.Sentence, ...]:
        """Several."""
        return tuple(self.sentence(spec) for spec in specs)

    def section(self, spec: s.SectionSpec) -> c.SectionPlan:
        """A section with whichever content it has."""
        heading, test = wording(spec.heading), _test(spec.when)
        for kind in ("say", "list"):
            given = getattr(spec, kind)
            if given is not None:
                return c.SectionPlan(heading, test, kind, _LAYOUTS[kind], self.sentences(given))
        if spec.fields is not None:
            lines = tuple(
                c.Labelled(tuple((label, self.sentence(one)) for label, one in line.items())) for line in spec.fields
            )
            return c.SectionPlan(heading, test, "fields", Layout.FIELDS, lines=lines)
        if spec.table is not None:
            rows = tuple(self.sentences(row) for row in spec.table.rows)
            return c.SectionPlan(heading, test, "table", Layout.TABLE, columns=spec.table.columns, rows=rows)
        if spec.labs is not None:
            return c.SectionPlan(heading, test, "labs", Layout.TABLE, tests=spec.labs)
        if spec.vitals is not None:
            return c.SectionPlan(heading, test, "vitals", Layout.TABLE, clocks=_clocks(spec.vitals))
        return c.SectionPlan(heading, test, "block", Layout.PROSE, block=spec.block or "")

    def document(self, spec: s.DocumentSpec) -> c.DocumentPlan:
        """A document of the timeline."""
        repeat = None
        if spec.repeat is not None:
            to = None if spec.repeat.to == "last" else spec.repeat.to
            repeat = (spec.repeat.start, to, spec.repeat.every)
        return c.DocumentPlan(
            spec.id,
            spec.type,
            wording(spec.title or TYPES[spec.type].title),
            spec.segment or TYPES[spec.type].segment,
            spec.author,
            moment(spec.at or "arrival"),
            _clocks(spec.times),
            spec.spread,
            repeat,
            _test(spec.when),
            spec.cosigner or ("attending" if spec.author == "resident" else ""),
            spec.ordering,
            spec.witness,
            spec.patient_signs,
            spec.signed_after,
            spec.cosigned_after,
            tuple(self.section(section) for section in spec.sections),
        )

    def condition(
        self, name: str, spec: s.ComorbiditySpec, *, inpatient: bool, resume: s.ResumeSpec | None = None
    ) -> c.Condition:
        """A shared comorbidity; it is compiled anew for each pathway, because sentence numbers are the pathway's."""
        return c.Condition(
            name,
            spec.title,
            spec.ages,
            spec.sex,
            spec.excludes,
            tuple(value(key, one) for key, one in spec.values.items()),
            tuple(fact(key, one, inpatient=inpatient) for key, one in spec.facts.items()),
            tuple(trap(key, one) for key, one in spec.traps.items()),
            {part: self.sentences(said) for part, said in spec.says.items()},
            tuple(medication(_resumed(one, resume)) for one in spec.medications),
            courses(spec.labs),
            courses(spec.vitals),
        )


def _resumed(spec: s.MedicationSpec, resume: s.ResumeSpec | None) -> s.MedicationSpec:
    """A home drug as ordered where the pathway says so instead of in the admission orders."""
    if resume is None or spec.order != "admission_orders":
        return spec
    return spec.model_copy(update={"order": resume.order, "start": resume.at})


def part(spec: s.PartSpec) -> Part:
    """A part of the cast."""
    return Part(spec.roles, spec.specialties, spec.unit, spec.by_shift)


def stay(spec: s.StaySpec) -> c.Stay:
    """The stay."""
    return c.Stay(
        tuple((_test(one.when), one.days or one.minutes or (0, 0)) for one in spec.cases),
        spec.days,
        spec.minutes,
        _minutes(spec.arrival),
        spec.admit_after,
        _minutes(spec.discharge),
        spec.admission_type,
        spec.point_of_origin,
        wording(spec.disposition),
    )


def _anchors(
    given: Mapping[str, tuple[str | s.AnchorSpec, ...]],
) -> tuple[tuple[str, tuple[tuple[Test | None, Moment, int], ...]], ...]:
    named = []
    for name, specs in given.items():
        anchors = [one if isinstance(one, s.AnchorSpec) else s.AnchorSpec(at=one) for one in specs]
        named.append((name, tuple((_test(one.when), moment(one.at), one.spread) for one in anchors)))
    return tuple(named)


def _spans(specs: Iterable[s.SpanSpec]) -> tuple[c.Span, ...]:
    return tuple(
        c.Span(_test(one.when), moment(one.start), moment(one.stop), one.unit if isinstance(one, s.UnitSpec) else "")
        for one in specs
    )


def pathway(
    spec: s.PathwaySpec,
    library: Mapping[str, s.ComorbiditySpec],
    background: s.ComorbiditySpec,
    values: Mapping[str, s.ValueSpec],
    documents: tuple[s.DocumentSpec, ...],
) -> c.Pathway:
    """Compile a pathway with the shared comorbidities, values and documents that it uses (already merged)."""
    numbering = Numbering()
    inpatient = spec.setting == "inpatient"
    draws = []
    for name, draw in spec.comorbidities.items():
        one = draw if isinstance(draw, s.DrawSpec) else s.DrawSpec(chance=draw)
        shared = numbering.condition(name, library[name], inpatient=inpatient, resume=spec.resume)
        draws.append((shared, one.chance, _test(one.when)))
    parts = {**PARTS, "attending": part(spec.attending), **{name: part(one) for name, one in spec.cast.items()}}
    merged = {**values, **spec.values}
    return c.Pathway(
        name=spec.pathway,
        title=spec.title,
        summary=spec.summary,
        setting=spec.setting,
        reason=wording(spec.reason),
        unit=spec.unit,
        facility=spec.facility,
        service=spec.service,
        parts=parts,
        age=spec.patient.age,
        days=spec.patient.days,
        sex=spec.patient.sex,
        stay=stay(spec.stay),
        states=spec.is_,
        options={name: option(name, one) for name, one in spec.options.items()},
        draws=tuple(draws),
        values=tuple(value(name, one) for name, one in merged.items()),
        facts=tuple(fact(name, one, inpatient=inpatient) for name, one in spec.facts.items()),
        background=tuple(fact(name, one, inpatient=inpatient) for name, one in background.facts.items()),
        traps=tuple(trap(name, one) for name, one in spec.traps.items()),
        timeline=_anchors(spec.timeline),
        units=_spans(spec.units),
        away=_spans(spec.away),
        fasting=_spans(spec.fasting),
        unmeasured=_spans(spec.unmeasured),
        medications=tuple(medication(one) for one in spec.medications),
        labs=courses(spec.labs),
        vitals=courses(spec.vitals),
        documents=tuple(numbering.document(one) for one in documents),
        year=spec.year,
        sentence_count=numbering.count,
    )

"""One patient's story, drawn before a word is written: options, conditions, values, facts, times, courses."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from sandbox.charts import courses
from sandbox.charts.compiled import Condition, CoursePlan, Drawn, FactPlan, Medication, Pathway, Value
from sandbox.charts.conditions import Test
from sandbox.charts.courses import Course, Reading
from sandbox.charts.facility import Cast
from sandbox.charts.grammar import aged_words, continued, listed, with_article, word_for
from sandbox.charts.known import NOBODY, Known
from sandbox.charts.model import Facility, Patient, Setting
from sandbox.charts.people import person
from sandbox.charts.truth import Coding, Fact, Trap
from sandbox.charts.whereabouts import Whereabouts
from sandbox.charts.wording import Slots
from sandbox.errors import Invalid

RESERVED = ("sex", "age", "comorbidities", "also", "ended_by", "ended_on")
"""Options of every pathway: sex, age, exactly these comorbidities, these besides what is drawn, the latest last day or
the last day itself (ISO)."""

_BY_APPOINTMENT = (Setting.CLINIC, Setting.AMBULATORY_SURGERY, Setting.BEHAVIORAL_HEALTH)
"""Settings that are closed on Saturday and Sunday."""

_ELECTIVE = "3"
"""UB-04 admission type of planned stays."""

_DERIVED = {"hct": "hgb", "egfr": "creatinine"}


class Scene:
    """Everything that is settled about a patient and stay. ``names`` fills slots and answers conditions."""

    def __init__(
        self,
        pathway: Pathway,
        facility: Facility,
        options: Mapping[str, Any],
        random: Random,
        before: Known = NOBODY,
    ) -> None:
        self.pathway = pathway
        self.before = before
        self.facility = facility
        self.random = random
        self.names = Slots()
        self.active: set[str] = set(pathway.states)
        self.conditions: list[Condition] = []
        self.anchors: dict[str, datetime] = {}
        self.facts: list[Fact] = []
        self._check(options)
        self._patient(options)
        self._options(options)
        self._comorbidities(options.get("comorbidities"), options.get("also") or ())
        self._stay()
        for condition in self.conditions:
            self._values(condition.values)
        self._values(pathway.values)
        self._employment()
        self._timeline()
        self._facts()
        self.where = Whereabouts(pathway, self.anchors, self.holds)
        self.cast = Cast(facility, pathway.unit, pathway.parts, random, self.where.unit_at if pathway.units else None)
        self.medications = self._medications()
        self._spans: dict[int, tuple[datetime, datetime]] = {}
        self._described: dict[int, str] = {}
        self._courses: dict[tuple[str, str], Course] = {}

    def holds(self, test: Test | None) -> bool:
        """Whether a compiled condition holds now."""
        return test is None or test(self.names, self.active)

    def _check(self, options: Mapping[str, Any]) -> None:
        for name, word in options.items():
            plan = self.pathway.options.get(name)
            if plan is None and name not in RESERVED:
                known = ", ".join((*self.pathway.options, *RESERVED))
                raise Invalid(f"Pathway {self.pathway.name} has no option '{name}'.", f"Use one of: {known}.")
            if plan is not None and word not in plan.words:
                raise Invalid(f"Option {name} cannot be '{word}'.", f"Use one of: {', '.join(plan.words)}.")

    def _patient(self, options: Mapping[str, Any]) -> None:
        pathway, random = self.pathway, self.random
        sexes = ("female", "male") if pathway.sex == "any" else (pathway.sex,)
        sex = options.get("sex") or sexes[int(random.random() * len(sexes))]
        low, high = pathway.age
        age = options.get("age")
        if age is None:
            age = low + int(random.random() * (high - low + 1))
        if sex not in sexes:
            raise Invalid(f"Pathway {pathway.name} has no {sex} patients.", f"Use {' or '.join(sexes)}.")
        if not low <= int(age) <= high:
            raise Invalid(f"Age {age} does not fit {pathway.name}.", f"Use {low} to {high}.")
        self.last_day = self._last_day(options)
        self.names.update(sex=sex, age=int(age), setting=pathway.setting.value, month=self.last_day.month)

    def _last_day(self, options: Mapping[str, Any]) -> date:
        """The calendar day on which the encounter ends: within the edition's year, or as the options say."""
        first, last = self.pathway.year
        for name, reach in (("ended_by", 25), ("ended_on", 0)):
            if options.get(name) is None:
                continue
            latest = self._day_of(name, options[name])
            first, last = max(first, latest - timedelta(days=reach)), latest
        self.first_day = first
        day = first + timedelta(days=int(self.random.random() * ((last - first).days + 1)))
        friday = day - timedelta(days=max(0, day.weekday() - 4))
        return friday if self.pathway.setting in _BY_APPOINTMENT and friday >= first else day

    def _day_of(self, name: str, given: str | date) -> date:
        try:
            day = given if isinstance(given, date) else date.fromisoformat(given)
        except ValueError:
            raise Invalid(f"{name} '{given}' is no date.", "Write it as 2026-03-20.") from None
        first, last = self.pathway.year
        if not first <= day <= last:
            raise Invalid(f"{name} {day} is outside the edition's year.", f"Use {first} to {last}.")
        return day

    def _options(self, options: Mapping[str, Any]) -> None:
        for name, plan in self.pathway.options.items():
            if name in options:
                self.names[name] = str(options[name])
            else:
                self.names[name] = self._draw(plan.drawn) if self.holds(plan.test) else "none"

    def _draw(self, drawn: Drawn) -> str:
        point = self.random.random()
        if drawn.plain:
            point *= drawn.plain[-1]
            for reach, entry in zip(drawn.plain, drawn.entries, strict=True):
                if point < reach:
                    return self.names.fill(entry[2])
            return self.names.fill(drawn.entries[-1][2])
        able = [entry for entry in drawn.entries if self.holds(entry[1])]
        if not able:
            return "none"
        point *= sum(entry[0] for entry in able)
        for entry in able:
            point -= entry[0]
            if point < 0:
                return self.names.fill(entry[2])
        return self.names.fill(able[-1][2])

    def _comorbidities(self, exactly: list[str] | None, also: Sequence[str]) -> None:
        """Draw them. One with no chance stands only where it is asked for, and costs no draw."""
        known = {condition.id for condition, _, _ in self.pathway.draws}
        for word in (*(exactly or ()), *also):
            if word not in known:
                raise Invalid(f"Pathway {self.pathway.name} has no comorbidity '{word}'.", f"Use: {', '.join(known)}.")
        for condition, chance, test in self.pathway.draws:
            drawn = chance > 0 and self.random.random() < chance  # always, so that fixing one leaves the others alone
            wanted = drawn if exactly is None else condition.id in exactly or (chance >= 1 and test is not None)
            if (wanted or condition.id in also) and self._fits(condition) and self.holds(test):
                self.conditions.append(condition)
                self.active.add(condition.id)

    def _fits(self, condition: Condition) -> bool:
        low, high = condition.ages
        if not low <= self.names["age"] <= high or condition.sex not in ("any", self.names["sex"]):
            return False
        return not self.active.intersection(condition.excludes)

    def _values(self, values: tuple[Value, ...]) -> None:
        for value in values:
            self.names[value.name] = self.before.words.get(value.name) or self._value(value)

    def _value(self, value: Value) -> str:
        if value.drawn is not None:
            return self._draw(value.drawn)
        if value.between is not None:
            low, high = value.between
            if value.decimals == 0:
                return str(int(low) + int(self.random.random() * (int(high) - int(low) + 1)))
            return f"{low + (high - low) * self.random.random():.{value.decimals}f}"
        if value.map is not None:
            return self.names.fill(value.map[self.names[value.by]])
        for test, text in value.cases:
            if self.holds(test):
                return self.names.fill(text)
        return ""

    def _between(self, low: int, high: int) -> int:
        return low + int(self.random.random() * (high - low + 1))

    def _stay(self) -> None:
        stay = self.pathway.stay
        length = next((length for test, length in stay.cases if self.holds(test)), stay.days or stay.minutes or (0, 0))
        nights = self._between(*length) if stay.days else 0
        self._move_to_weekday(nights)
        midnight = datetime.combine(self.last_day - timedelta(days=nights), datetime.min.time())
        arrival = midnight + timedelta(minutes=self._between(*stay.arrival))
        admit = arrival + timedelta(minutes=self._between(*stay.admit_after))
        if stay.minutes:
            discharge = arrival + timedelta(minutes=self._between(*length))
        else:
            discharge = midnight + timedelta(days=nights, minutes=self._between(*stay.discharge))
        self.anchors = {"arrival": arrival, "admit": admit, "discharge": discharge}
        days = self._between(*self.pathway.days) if self.pathway.days else None
        self.patient: Patient = self.before.patient or person(
            self.random, sex=self.names["sex"], age=self.names["age"], on=arrival.date(), days=days
        )
        self.known = courses.catalogue((arrival.date() - self.patient.born).days)
        self._patient_slots(nights)

    def _move_to_weekday(self, nights: int) -> None:
        """A planned hospital stay that would begin on a weekend begins on the Friday before, if that day is allowed."""
        begins = self.last_day - timedelta(days=nights)
        moved = self.last_day - timedelta(days=max(0, begins.weekday() - 4))
        planned = self.pathway.setting is Setting.INPATIENT and self.pathway.stay.admission_type == _ELECTIVE
        if planned and moved >= self.first_day:
            self.last_day = moved
            self.names["month"] = moved.month

    def _timeline(self) -> None:
        for name, anchors in self.pathway.timeline:
            for test, moment, spread in anchors:
                if self.holds(test):
                    delay = timedelta(minutes=int(self.random.random() * (spread + 1)))
                    self.anchors[name] = moment.at(self.anchors) + delay
                    break

    def _patient_slots(self, nights: int) -> None:
        patient, age = self.patient, self.names["age"]
        female = patient.sex == "female"
        given, _, family = patient.name.partition(" ")
        titles = [condition.title for condition in self.conditions if condition.title]
        aged = aged_words(age, (self.anchors["arrival"].date() - patient.born).days)
        self.names.update(
            patient=patient.name,
            given=given,
            family=family,
            honorific="Ms." if female else "Mr.",
            he="she" if female else "he",
            him="her" if female else "him",
            his="her" if female else "his",
            man=word_for(age, female=female),
            an_age=with_article(str(age)),
            aged=aged,
            an_aged=with_article(aged),
            born=f"{patient.born:%m/%d/%Y}",
            mrn=patient.mrn,
            payer=patient.payer,
            kin=patient.next_of_kin,
            kin_relation=patient.next_of_kin_relation,
            address=patient.address,
            phone=patient.phone,
            comorbidities=listed(titles) or "no chronic conditions",
            and_comorbidities=continued(titles),
            facility=self.facility.name,
            unit=self.pathway.unit,
            nights=nights,
            pcp=self.before.words.get("pcp") or _outside_physician(self.random),
        )

    def _employment(self) -> None:
        """The value ``employer`` of a pathway stands on the face sheet, unless another story settled the patient."""
        if self.names.get("employer") and self.before.patient is None:
            self.patient = replace(self.patient, employer=str(self.names["employer"]))

    def _facts(self) -> None:
        """Facts in order; a pathway's fact replaces a comorbidity's of the same id."""
        own = {plan.id for plan in self.pathway.facts}
        self._draw_facts(list(self.pathway.facts))
        for condition in self.conditions:
            self._draw_facts([plan for plan in condition.facts if plan.id not in own])
        coded = {fact.coding.code for fact in self.facts if fact.coding}
        self._draw_facts([plan for plan in self.pathway.background if plan.id not in own])
        self.facts = [fact for fact in self.facts if not self._doubled(fact, coded)]
        self.traps = [
            (plan.id, Trap("e1", plan.code, plan.system, plan.why, plan.citation))
            for plan in (*self.pathway.traps, *(trap for one in self.conditions for trap in one.traps))
            if self.holds(plan.test)
        ]

    def _doubled(self, fact: Fact, coded: set[str]) -> bool:
        """Whether a background fact has the code of a fact that the pathway itself states."""
        background = any(plan.id == fact.id for plan in self.pathway.background)
        return background and fact.coding is not None and fact.coding.code in coded

    def _draw_facts(self, plans: list[FactPlan]) -> None:
        for plan in plans:
            drawn = plan.chance >= 1 or self.random.random() < plan.chance
            if not drawn or not self.holds(plan.test):
                continue
            coding = next((one for one in plan.codes if self.holds(one.test)), None)
            if coding is None:
                continue
            self.active.add(plan.id)
            text = self.names.fill(coding.text) or plan.id.replace("_", " ")
            if not coding.code:
                self.facts.append(Fact(plan.id, plan.kind, text, "e1"))
                continue
            day = coding.date.at(self.anchors).date().isoformat() if coding.date else ""
            self.facts.append(
                Fact(
                    plan.id,
                    plan.kind,
                    text,
                    "e1",
                    Coding(
                        coding.system,
                        coding.code,
                        coding.rank,
                        coding.standing,
                        coding.alternatives,
                        coding.poa,
                        coding.ordered,
                        day,
                        coding.rationale,
                        coding.citation,
                    ),
                )
            )

    def _medications(self) -> list[Medication]:
        """The pathway's drugs as it lists them, and of comorbidities those that nobody has ordered yet."""
        held = [drug for drug in self.pathway.medications if self.holds(drug.test)]
        seen = {self.names.fill(drug.drug) for drug in held if not drug.once}
        for drug in (drug for one in self.conditions for drug in one.medications):
            name = self.names.fill(drug.drug)
            if name not in seen and self.holds(drug.test):
                held.append(drug)
                seen.add(name)
        return held

    def span(self, drug: Medication) -> tuple[datetime, datetime]:
        """When a drug starts and stops in this stay."""
        found = self._spans.get(id(drug))
        if found is None:
            found = self._spans[id(drug)] = (drug.start.at(self.anchors), drug.stop.at(self.anchors))
        return found

    def described(self, drug: Medication) -> str:
        """Drug, dose, route and frequency as ordered. Worded once a chart: an order does not change from day to day."""
        found = self._described.get(id(drug))
        if found is None:
            fill = self.names.fill
            found = f"{fill(drug.drug)} {fill(drug.dose)} {drug.route} {fill(drug.frequency)}"
            self._described[id(drug)] = found
        return found

    def course(self, kind: str, test: str) -> Course:
        """This patient's course of a laboratory test (``labs``) or vital sign (``vitals``)."""
        key = (kind, test)
        if key not in self._courses:
            reference = getattr(self.known, kind)[test]
            plan, base = self._course_plan(kind, test)
            self._courses[key] = Course(reference, plan, base, self.names["sex"], self.random)
            if kind == "vitals" and test in self.before.measures:
                self._courses[key].follow(self.before.measures[test])
        return self._courses[key]

    def _course_plan(self, kind: str, test: str) -> tuple[CoursePlan | None, float | None]:
        """The pathway's course if it has one that holds, else a comorbidity's; the base is whoever's sets one first."""
        chosen: CoursePlan | None = None
        base: float | None = None
        for source in (self.pathway, *self.conditions):
            specs: tuple[CoursePlan, ...] = getattr(source, kind).get(test, ())
            plan = next((one for one in specs if self.holds(one.test)), None)
            if plan is None:
                continue
            chosen = chosen or plan
            if base is None and plan.egfr is not None:
                base = courses.creatinine(plan.egfr, self.names["age"], self.names["sex"])
            base = plan.base if base is None else base
        return chosen, base

    def lab(self, test: str, at: datetime, reported: Mapping[str, str]) -> Reading:
        """A laboratory reading. Hematocrit and eGFR follow from the reported hemoglobin and creatinine."""
        hours = self.hours(at)
        source = _DERIVED.get(test)
        if source is None or self._course_plan("labs", test)[0] is not None:
            return self.course("labs", test).reading(hours)
        level = float(reported[source]) if source in reported else self.course("labs", source).level(hours / 24)
        value = level * 2.98 if test == "hct" else min(courses.egfr(level, self.names["age"], self.names["sex"]), 120)
        return courses.printed(self.known.labs[test], self.names["sex"], value)

    def vital(self, sign: str, at: datetime) -> Reading:
        """A vital sign."""
        return self.course("vitals", sign).reading(self.hours(at))

    def hours(self, at: datetime) -> float:
        """How many hours after arrival a time is."""
        return (at - self.anchors["arrival"]).total_seconds() / 3600


def _outside_physician(random: Random) -> str:
    names = ("Dr. Imogen Castell", "Dr. Rafael Stroud", "Dr. Priya Venner", "Dr. Tobias Wren", "Dr. Marguerite Ode")
    return names[int(random.random() * len(names))]

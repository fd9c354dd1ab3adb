"""Forms of courses, members and assignments. Times in forms are UTC; script shows them in the reader's zone."""

from __future__ import annotations

from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

from flask_wtf import FlaskForm
from wtforms import (
    BooleanField,
    DateTimeLocalField,
    FloatField,
    HiddenField,
    IntegerField,
    RadioField,
    SelectField,
    StringField,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, NumberRange, Optional
from wtforms.widgets import NumberInput

from sandbox.clock import utc_now
from sandbox.people.accounts import LONGEST_FACTOR
from sandbox.programs.assignments import Policy, policy_of
from sandbox.programs.models import Assignment, FeedbackMoment, Role

FEEDBACK = (
    (FeedbackMoment.AFTER_SUBMIT, "As soon as they have finished"),
    (FeedbackMoment.AFTER_DUE, "After the due date"),
    (FeedbackMoment.WHEN_RELEASED, "When I release it"),
)


COURSE_ROLES = (
    (Role.TRAINEE, "Trainee: works what is assigned"),
    (Role.INSTRUCTOR, "Instructor: assigns, judges and manages the course"),
)


class CourseForm(FlaskForm):
    """A course's title."""

    title = StringField(
        "Title",
        [InputRequired("Give the course a title."), Length(max=255)],
        description="What your trainees will recognise, like “Practicum, spring 2026, section B”.",
    )


class CourseSettingsForm(CourseForm):
    """What can be changed about a course."""

    joinable = BooleanField("People can join with the code")
    archived = BooleanField("Archived: kept to read, nothing new can be started")


class JoinForm(FlaskForm):
    """Join a course."""

    code = StringField(
        "Join code",
        [InputRequired("Give the join code."), Length(max=40)],
        description="Eight letters and digits from your instructor, like K7QM-2XWD. Hyphens and case do not matter.",
    )


class TimeFactorForm(FlaskForm):
    """A trainee's accommodation."""

    time_factor = FloatField(
        "Time factor",
        [
            InputRequired("Give a factor; 1 means no extra time."),
            NumberRange(1, LONGEST_FACTOR, f"Give a factor from 1 to {LONGEST_FACTOR:g}."),
        ],
        description="Every time limit is multiplied by it: 1.5 makes 60 minutes 90. Running attempts keep theirs.",
        widget=NumberInput(step="0.05", min=1),
    )


class RoleForm(FlaskForm):
    """What a member is in a course."""

    role = RadioField("Role in this course", [InputRequired("Choose a role.")])

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.role.choices = [SelectChoice(value=role.value, label=label) for role, label in COURSE_ROLES]


class Moment(DateTimeLocalField):
    """A date and time, aware, in UTC."""

    def __init__(self, label: str, validators: Any = (), **options: Any) -> None:
        options.setdefault("format", ["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"])
        super().__init__(label, validators, render_kw={"data-utc-moment": True}, **options)

    def process_data(self, value: datetime | None) -> None:
        """Show an aware time in UTC, to the minute."""
        self.data = value.astimezone(UTC).replace(tzinfo=None, second=0, microsecond=0) if value else None

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read what was typed; nothing typed is no time."""
        if valuelist and not valuelist[0].strip():
            self.data = None
            return
        try:
            super().process_formdata(valuelist)
        except ValueError:
            self.data = None
            raise ValueError("Give a date and a time, like 2026-03-10 09:30.") from None

    @property
    def moment(self) -> datetime | None:
        """The time with its zone."""
        return self.data.replace(tzinfo=UTC) if self.data else None


class AssignmentForm(FlaskForm):
    """The terms of an assignment."""

    seen = HiddenField()
    title = StringField("Title", [Optional(), Length(max=255)], description="Left empty, the scenario's own title.")
    opens_at = Moment("Opens", [InputRequired("Say when it opens.")])
    due_at = Moment("Due", [Optional()], description="Left empty, it stays open.")
    attempts_allowed = IntegerField(
        "Attempts allowed", [InputRequired("Allow at least one attempt."), NumberRange(1, 100, "Allow 1 to 100.")]
    )
    minutes = IntegerField(
        "Time limit in minutes",
        [Optional(), NumberRange(1, 24 * 60, "Give 1 to 1440 minutes.")],
        description="For one attempt, before a trainee's time factor. Left empty, there is no limit.",
    )
    same_variant = BooleanField("Everybody gets the same patients (otherwise each trainee gets their own)")
    feedback = RadioField("Trainees see their marks", [InputRequired("Choose when marks are shown.")])
    pass_percent = FloatField(
        "Passing score in percent",
        [InputRequired("Give a passing score."), NumberRange(0, 100, "Give 0 to 100.")],
        widget=NumberInput(step="0.5", min=0, max=100),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.feedback.choices = [SelectChoice(value=moment.value, label=label) for moment, label in FEEDBACK]

    def policy(self) -> Policy:
        """The terms as given. Only after validation."""
        return Policy(
            opens_at=self.opens_at.moment or utc_now(),
            due_at=self.due_at.moment,
            attempts_allowed=self.attempts_allowed.data,
            minutes=self.minutes.data,
            same_variant=self.same_variant.data,
            feedback=FeedbackMoment(self.feedback.data),
            pass_percent=self.pass_percent.data,
        )


class NewAssignmentForm(AssignmentForm):
    """An assignment with the scenario that is given."""

    version = SelectField("Scenario", [InputRequired("Choose a scenario.")], coerce=int)


def state_of(assignment: Assignment) -> str:
    """A mark of the terms as they stand, to notice that somebody else saved first."""
    return sha256(repr((assignment.title, policy_of(assignment))).encode()).hexdigest()[:16]

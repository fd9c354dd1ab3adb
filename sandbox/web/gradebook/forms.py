"""The form of an override."""

from __future__ import annotations

from flask_wtf import FlaskForm
from wtforms import BooleanField, FloatField, HiddenField, TextAreaField
from wtforms.validators import InputRequired, Length, NumberRange
from wtforms.widgets import NumberInput

from sandbox.gradebook.overrides import LONGEST_REASON


class OverrideForm(FlaskForm):
    """An instructor's judgment over one mark. ``revision`` is that of the override they saw, 0 for none."""

    revision = HiddenField()
    percent = FloatField(
        "Credit in percent",
        [InputRequired("Give the credit this item earns."), NumberRange(0, 100, "Give 0 to 100.")],
        description="100 is all of the item’s weight, 0 is none.",
        widget=NumberInput(step="1", min=0, max=100),
    )
    waive_penalty = BooleanField("Waive the penalty")
    reason = TextAreaField(
        "Reason",
        [InputRequired("Give a reason; the trainee will read it."), Length(max=LONGEST_REASON)],
        description="The trainee reads it beside the mark, and the journal keeps it.",
    )

    def seen(self) -> int:
        """The revision as a number; a value nobody could have been sent reads as one that never stands."""
        text = self.revision.data or ""
        return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else -1

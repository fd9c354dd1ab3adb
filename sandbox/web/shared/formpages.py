"""A page around one form: what an operation refused goes beside the fields, and the page answers 422."""

from __future__ import annotations

from typing import Any

from flask import render_template
from flask_wtf import FlaskForm
from wtforms import FormField

from sandbox.errors import Invalid, SandboxError
from sandbox.extensions import db


def attach(form: FlaskForm, fault: SandboxError) -> None:
    """Put an operation's refusal beside the fields it names, or above the form; undo what it had begun."""
    db.session.rollback()
    named = fault.fields if isinstance(fault, Invalid) else {}
    for name, messages in named.items():
        if name in form:
            form[name].errors = [*form[name].errors, *messages]
        else:
            form.form_errors.extend(messages)
    if not named:
        form.form_errors.append(str(fault))


def problems(form: FlaskForm) -> list[tuple[str, str]]:
    """Everything wrong with a form as (id of the field or nothing, sentence), for the summary above it."""
    found = [("", str(message)) for message in form.form_errors]
    for field in form:
        if not isinstance(field, FormField):
            found += [(field.id, f"{field.label.text}: {message}") for message in field.errors]
    return found


def form_page(template: str, form: FlaskForm, **context: Any) -> tuple[str, int]:
    """The page with the form: 200 when it is offered, 422 when it needs correcting."""
    wrong = problems(form)
    return render_template(template, form=form, problems=wrong, **context), 422 if wrong else 200

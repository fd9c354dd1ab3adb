"""Forms of the account pages."""

from __future__ import annotations

from flask_wtf import FlaskForm
from wtforms import EmailField, PasswordField, StringField
from wtforms.validators import EqualTo, InputRequired, Length

from sandbox.people.passwords import LONGEST, SHORTEST

RULE = f"At least {SHORTEST} characters. A few words in a row work well."


class SignInForm(FlaskForm):
    """Who signs in."""

    email = EmailField("E-mail", [InputRequired("Give your e-mail address."), Length(max=254)])
    password = PasswordField("Password", [InputRequired("Give your password."), Length(max=LONGEST)])


class RegisterForm(FlaskForm):
    """A trainee's own account, made with the join code of a course."""

    code = StringField(
        "Join code",
        [InputRequired("Give the join code of your course."), Length(max=40)],
        description="Eight letters and digits from your instructor, like K7QM-2XWD.",
    )
    name = StringField("Your name", [InputRequired("Give your name."), Length(max=255)])
    email = EmailField("E-mail", [InputRequired("Give your e-mail address."), Length(max=254)])
    password = PasswordField("Password", [InputRequired("Choose a password."), Length(max=LONGEST)], description=RULE)


class PasswordForm(FlaskForm):
    """A person changes their own password."""

    old = PasswordField("Present password", [InputRequired("Give your present password.")])
    password = PasswordField(
        "New password", [InputRequired("Choose a new password."), Length(max=LONGEST)], description=RULE
    )
    again = PasswordField(
        "New password once more",
        [InputRequired("Repeat the new password."), EqualTo("password", "The two new passwords differ.")],
    )

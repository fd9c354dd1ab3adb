"""Today's work, the practice catalogue, and the page of a shift."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for

from sandbox.attempts import lifecycle, timing
from sandbox.attempts.models import Attempt
from sandbox.clock import utc_now
from sandbox.errors import Conflict, NotFound
from sandbox.extensions import db
from sandbox.programs.models import Assignment
from sandbox.scenarios import variants, versions
from sandbox.scenarios.models import Scenario
from sandbox.web.catalogue import offers
from sandbox.web.shared.access import current_account, requires
from sandbox.web.shared.subjects import attempt_at, close_overdue
from sandbox.web.shared.worklist import next_open, worklist

blueprint = Blueprint("catalogue", __name__)


def assignment_at(assignment_id: int) -> Assignment:
    """The assignment with this number."""
    assignment = db.session.get(Assignment, assignment_id)
    if assignment is None:
        raise NotFound("There is no such assignment.", "Open your assignments from the page “Today”.")
    return assignment


def scenario_at(scenario_id: int) -> Scenario:
    """The scenario with this number."""
    scenario = db.session.get(Scenario, scenario_id)
    if scenario is None:
        raise NotFound("There is no such scenario.", "Choose one from the practice catalogue.")
    return scenario


@blueprint.get("/today")
@requires("desk.view")
def today() -> Any:
    """Assignments with the next thing to do, and practice under way."""
    account, now = current_account(), utc_now()
    close_overdue(account, now)
    given = offers.given(db.session, account, now)
    return render_template(
        "catalogue/today.html",
        to_do=[each for each in given if not each.finished],
        finished=[each for each in given if each.finished],
        practised=offers.practised(db.session, account),
        now=now,
    )


@blueprint.get("/practice")
@requires("practice.use")
def practice() -> Any:
    """The practice catalogue, filtered by level, kind of work and setting."""
    every = offers.catalogue(db.session, current_account())
    filters = {name: request.args.get(name, "")[:60] for name in ("level", "kind", "setting")}
    found = offers.chosen(every, **filters)
    return render_template(
        "catalogue/practice.html",
        levels=offers.by_level(found),
        filters=filters,
        count=len(found),
        level_names=offers.LEVELS,
        kinds=[(kind, kind) for kind in sorted({kind for offer in every for kind in offer.kinds})],
        settings={name: offers.SETTING_NAMES[name] for name in sorted({offer.setting for offer in every})},
        setting_names=offers.SETTING_NAMES,
    )


@blueprint.post("/practice/<int:scenario_id>/start")
@requires("practice.use", find=scenario_at)
def start_practice(scenario: Scenario) -> Any:
    """Begin a practice with a new patient."""
    version = versions.latest_version(db.session, scenario)
    if version is None:
        raise NotFound("This scenario was never published.", "Choose another one.")
    attempt = lifecycle.start_practice(db.session, current_account(), version, utc_now())
    db.session.flush()
    return redirect(url_for("catalogue.shift", attempt_id=attempt.id))


@blueprint.post("/assignments/<int:assignment_id>/start")
@requires("assignment.start", find=assignment_at)
def start_assignment(assignment: Assignment) -> Any:
    """Begin the next attempt of an assignment, or go on with the one that runs."""
    attempt = lifecycle.start_graded(db.session, current_account(), assignment, utc_now())
    db.session.flush()
    return redirect(url_for("catalogue.shift", attempt_id=attempt.id))


@blueprint.get("/attempts/<int:attempt_id>")
@requires("attempt.view", find=attempt_at)
def shift(attempt: Attempt) -> Any:
    """The shift: its worklist, how far it is, and how it ends."""
    now = utc_now()
    entries = worklist(attempt, now)
    shown = variants.shown(attempt.variant)
    return render_template(
        "catalogue/shift.html",
        attempt=attempt,
        scenario=versions.scenario_of(attempt.version),
        facility_name=shown.facility.name,
        patients=[chart.patient for chart in shown.charts.values()],
        entries=entries,
        following=next_open(entries),
        done=sum(entry.status == "Submitted" for entry in entries),
        seconds_left=timing.seconds_left(attempt, now) if attempt.submitted_at is None else None,
        mine=attempt.account_id == current_account().id,
    )


@blueprint.post("/attempts/<int:attempt_id>/finish")
@requires("attempt.work", find=attempt_at)
def finish(attempt: Attempt) -> Any:
    """End the shift by hand; what is saved is submitted as it stands."""
    try:
        lifecycle.finish(db.session, attempt, utc_now())
    except Conflict as error:
        flash(str(error), "warning")
    return redirect(url_for("feedback.shift", attempt_id=attempt.id))

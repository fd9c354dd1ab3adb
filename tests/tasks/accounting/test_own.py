"""What the trainee let go on real release tasks of the shift, as the accounting finds and judges it."""

from __future__ import annotations

from typing import Any

import pytest

from sandbox.scenarios.materialise import Made
from sandbox.scenarios.play import opened
from sandbox.scoring.points import points_of
from sandbox.tasks.accounting import choices as c
from sandbox.tasks.accounting.answer import OwnSeen
from sandbox.tasks.accounting.own import accountable
from sandbox.tasks.base import Answer, Room
from tests.factories.accounting import shift

FIRST, SECOND, LAST = "authority", "other-desk", "accounting"
UNLOGGED = {"accounting": "no", "entry_day": "", "entry_recipient": "", "entry_what": "", "entry_purpose": ""}


def ideal(made: Made, task: str) -> Any:
    """The ideal answer of a release task."""
    return made.kind(task).samples(made.spec(task), made.key(task)).ideal


def room_after(made: Made, first: Answer, second: Answer | None = None) -> Room:
    """The accounting's room after these answers."""
    return opened(made, LAST, {FIRST: first, SECOND: second or ideal(made, SECOND)})[0]


def proved(made: Made, room: Room) -> dict[str, float]:
    """Weights by item of the ideal answer in a room; it earns everything, and every mistake costs what it should."""
    kind, spec, key = made.kind(LAST), made.spec(LAST), made.key(LAST)
    found = kind.samples_in(spec, key, room)
    assert kind.parse(spec, room, kind.fill(found.ideal)) == found.ideal
    marks = kind.score(found.ideal, key)
    assert points_of(marks).fraction == pytest.approx(1)
    for mistake in found.mistakes:
        assert points_of(kind.score(mistake.answer, key)).fraction == pytest.approx(1 - mistake.costs), mistake.name
    return {mark.item: mark.weight for mark in marks}


def rows(room: Room, part: str) -> list[str]:
    """Ids of what stands in the log or in the file of the trainee's own."""
    return [row["id"] for row in room.given[part] if row["id"].startswith("own")]


def with_one_page_too_much(made: Made, answer: Any) -> Any:
    """The answer with a page that had to stay."""
    key: Any = made.key(FIRST)
    stays = next(document.ref for document in key.documents if not document.goes)
    return answer.model_copy(update={"documents": (*answer.documents, stays), "nothing": False})


@pytest.fixture
def made() -> Made:
    """A shift whose first request is granted, accounted for, and leaves some pages behind."""
    for seed in range(12):
        one = shift(seed)
        key: Any = one.key(FIRST)
        if key.accounting and key.going and len(key.going) < len(key.documents):
            return one
    raise AssertionError("no seed has such a request")


def test_what_was_logged_stands_in_the_log_and_is_told(made: Made) -> None:
    room = room_after(made, ideal(made, FIRST))
    assert rows(room, "lines") == ["own1"]
    assert "own1" not in rows(room, "file")
    assert room.today > made.shown.today
    assert proved(made, room)["own1:verdict"] == 4.0


def test_what_was_not_logged_is_only_a_copy_in_the_file_and_has_to_be_entered(made: Made) -> None:
    room = room_after(made, ideal(made, FIRST).model_copy(update=UNLOGGED))
    assert rows(room, "lines") == []
    assert "own1" in rows(room, "file")
    assert "own1:day" in proved(made, room)
    letter = next(paper for paper in room.papers if paper.id.endswith("-own1"))
    told = " ".join(f"{line.label} {line.text}" for line in letter.statements)
    key: Any = made.key(FIRST)
    assert key.entry.recipient in told
    assert {paper.id for paper in made.shown.papers[FIRST]} <= {paper.id for paper in room.papers}, (
        "the request with it"
    )


def test_a_page_too_much_is_told_whether_it_was_logged_or_not(made: Made) -> None:
    best = ideal(made, FIRST)
    for answer, part in ((best, "lines"), (best.model_copy(update=UNLOGGED), "file")):
        room = room_after(made, with_one_page_too_much(made, answer))
        assert "own1" in rows(room, part)
        proved(made, room)
        kind, key = made.kind(LAST), made.key(LAST)
        found = kind.samples_in(made.spec(LAST), key, room).ideal
        (mark,) = [mark for mark in kind.score(found, key) if mark.item == "own1:verdict"]
        assert "had to stay" in mark.feedback
        assert "164.502(a)" in mark.citation


def test_when_nothing_left_only_the_colleagues_omission_is_there(made: Made) -> None:
    refused = ideal(made, FIRST).model_copy(update={"decision": "deny", "documents": (), "nothing": True, **UNLOGGED})
    room = room_after(made, refused)
    assert "own1" not in rows(room, "lines") + rows(room, "file")
    assert proved(made, room)["own1"] == 4.0


def test_the_whole_weighs_the_same_in_every_course(made: Made) -> None:
    best = ideal(made, FIRST)
    refused = best.model_copy(update={"decision": "deny", "documents": (), "nothing": True, **UNLOGGED})
    courses = [best, best.model_copy(update=UNLOGGED), with_one_page_too_much(made, best), refused]
    totals = {round(sum(proved(made, room_after(made, answer)).values()), 6) for answer in courses}
    assert len(totals) == 1


def test_the_key_judges_as_the_release_rules_do() -> None:
    seen = 0
    for seed in range(4):
        made = shift(seed)
        for number, task in enumerate((FIRST, SECOND)):
            own = made.key(LAST).own[number]  # type: ignore[attr-defined]
            kind, spec, key = made.kind(task), made.spec(task), made.key(task)
            for mistake in kind.samples(spec, key).mistakes:
                left = kind.departure(spec, made.world(task), made.prepared(task), mistake.answer)
                before = {FIRST: ideal(made, FIRST), SECOND: ideal(made, SECOND), task: mistake.answer}
                if left is None or not (mistake.critical or seen < 40):
                    continue
                room = opened(made, LAST, before)[0]
                one = next(OwnSeen(**each) for each in room.given["own"] if each["id"] == own.id)
                assert accountable(one, own) == left.accountable
                assert one.logged == left.logged
                seen += 1
    assert seen > 20


def test_nothing_of_the_nature_is_in_what_is_given(made: Made) -> None:
    given = room_after(made, with_one_page_too_much(made, ideal(made, FIRST))).given
    (own,) = [each for each in given["own"] if each["id"] == "own1"]
    assert set(own) == {"id", "logged", "day", "recipient", "recipient_type", "purpose", "what", "pages"}
    assert c.MISSING not in str(given["file"])

"""Marks of a desk of corrections: five parts of each request, and the day of the answer where the law sets one."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from sandbox.scoring.marks import Mark, Reason, as_evidence
from sandbox.tasks.corrections.answer import CorrectionsAnswer, CorrectionsKey, Decision, KeyItem
from sandbox.tasks.corrections.choices import HANDS, METHODS, NOBODY, PARTS, READERS, REFUSE, TOLD

# Worth of the parts of one request: the method is the work, the rest is doing it properly. Our proposal.
METHOD = 3.0
WORTH = {"hands": 1.5, "evidence": 1.0, "reader": 1.5, "told": 1.0}
DUE = 1.0
NEAR = 0.4  # a method that comes close
BESIDE = 0.5  # the right document, but not the statement in it
EXTRA = 0.5  # of a share, for each person who is told without need
LONGEST = 255  # of a heading that is stored with a mark


def score(answer: CorrectionsAnswer, key: CorrectionsKey) -> list[Mark]:
    """The marks of all requests in the order of the desk."""
    return [mark for item in key.items for mark in _marks(item, answer.on(item.id), key)]


def _marks(item: KeyItem, given: Decision, key: CorrectionsKey) -> Iterator[Mark]:
    yield _method(item, given)
    if "hands" in key.asked:
        yield _chosen(item, "hands", given.hands, item.hands, HANDS)
    if "evidence" in key.asked:
        yield _place(item, given, key)
    if "reader" in key.asked:
        yield _chosen(item, "reader", given.reader, item.readers, READERS)
    if "told" in key.asked:
        yield _told(item, given)
    if item.due:
        yield _due(item, given)


def _mark(
    item: KeyItem, part: str, label: str, weight: float, credit: float, reason: Reason, sentence: str, given: str,
    expected: str, critical: bool = False,
) -> Mark:  # fmt: skip
    return Mark(
        f"{item.id}:{part}", item.heading[:LONGEST], label, weight, credit, reason, sentence, given, expected,
        critical=critical, evidence=as_evidence(item.shows[part]), citation=item.citations[part],
    )  # fmt: skip


def _method(item: KeyItem, given: Decision) -> Mark:
    credit, reason, sentence = _judged(item, given.method)
    changed = item.methods[0] == REFUSE and given.method not in ("", REFUSE)
    if changed:
        sentence = f"This would have changed what must not be changed. {item.explanation}"
    expected = " or ".join(METHODS[each] for each in item.methods)
    name = METHODS.get(given.method, "")
    return _mark(item, "method", item.title, METHOD, credit, reason, sentence, name, expected, critical=changed)


def _policy(item: KeyItem, part: str) -> str:
    """What the policy says on a part, to be put after a sentence."""
    return f" The policy: “{item.says[part]}”" if item.says.get(part) else ""


def _judged(item: KeyItem, method: str) -> tuple[float, Reason, str]:
    if method == item.methods[0]:
        return 1.0, Reason.CORRECT, item.explanation
    if method in item.methods:
        return 1.0, Reason.ACCEPTED_ALTERNATIVE, item.explanation
    if not method:
        return 0.0, Reason.MISSED, f"Left open. {item.explanation}{_policy(item, 'method')}"
    if method in item.near:
        close = f"Close, but another act fits better. {item.explanation}"
        return NEAR, Reason.PARTIAL, f"{close}{_policy(item, 'method')}"
    return 0.0, Reason.WRONG, f"{item.explanation}{_policy(item, 'method')}"


def _chosen(item: KeyItem, part: str, given: str, right: tuple[str, ...], words: dict[str, str]) -> Mark:
    expected = " or ".join(words[each] for each in right)
    if given in right:
        reason, sentence = Reason.CORRECT, "Right."
    elif not given:
        reason, sentence = Reason.MISSED, f"Left open.{_policy(item, part)}"
    else:
        reason = Reason.WRONG_RESPONSIBLE if part == "hands" else Reason.WRONG
        sentence = {"hands": "It is not theirs to do.", "reader": "The record should not end up so."}[part]
        sentence += _policy(item, part)
    label, weight = PARTS[part], WORTH[part]
    return _mark(item, part, label, weight, float(given in right), reason, sentence, words.get(given, ""), expected)


def place_credit(item: KeyItem, place: tuple[str, ...], messages: tuple[str, ...]) -> float:
    """Full for a statement that it is about, with others of its document or the messages; half if anything else is
    attached too, or for another statement of the document."""
    given = [each for each in place if not each.startswith(messages)]
    hit = any(each in item.places for each in given)
    clean = all(each in item.places or each in item.beside for each in given)
    if hit:
        return 1.0 if clean else BESIDE
    return BESIDE if any(each in item.beside for each in given) else 0.0


def _place(item: KeyItem, given: Decision, key: CorrectionsKey) -> Mark:
    credit = place_credit(item, given.evidence, key.messages)
    if credit == 1:
        reason, sentence = Reason.CORRECT, "You attached what it is about."
    elif credit:
        reason, sentence = Reason.PARTIAL, "Near: attach the statement that it is about, and nothing else."
    else:
        reason = Reason.WRONG_DOCUMENT if given.evidence else Reason.NO_EVIDENCE
        sentence = "Attach a statement of the entry or page that it is about."
    shown, right = " ".join(given.evidence), " ".join(item.places[:3])
    return _mark(item, "evidence", PARTS["evidence"], WORTH["evidence"], credit, reason, sentence, shown, right)


def told_credit(item: KeyItem, told: tuple[str, ...]) -> float:
    """The share of those who have to be told, less half a share for each of the others; not below 0.

    Who may be told as well neither counts nor costs; where nobody else has to be told, telling only them is right.
    """
    right, others = set(item.told), set(told) - set(item.spared) - set(item.told)
    if told and not others and right == {NOBODY}:
        return 1.0
    return max(0.0, len(right & set(told)) - EXTRA * len(others)) / len(right)


def _told(item: KeyItem, given: Decision) -> Mark:
    credit = told_credit(item, given.told)
    reason = Reason.CORRECT if credit == 1 else Reason.PARTIAL if credit else Reason.WRONG
    if not given.told:
        reason = Reason.MISSED
    names, right = (", ".join(TOLD[each] for each in which) for which in (given.told, item.told))
    return _mark(item, "told", PARTS["told"], WORTH["told"], credit, reason, item.notice, names, right)


def _due(item: KeyItem, given: Decision) -> Mark:
    right, day = given.due == item.due, date.fromisoformat(item.due)
    reason = Reason.CORRECT if right else Reason.WRONG if given.due else Reason.MISSED
    sentence = f"Answered within 60 days, by {day:%m/%d/%Y}, or told in writing by then why it takes up to 30 more."
    return _mark(
        item, "due", "Answer due", DUE, float(right), reason, sentence, _printed(given.due), _printed(item.due)
    )


def _printed(day: str) -> str:
    return f"{date.fromisoformat(day):%m/%d/%Y}" if day else ""

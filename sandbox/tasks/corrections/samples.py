"""Answers that prove a key of corrections. What each mistake costs is reckoned from the weights, not by scoring."""

from __future__ import annotations

from collections.abc import Iterator

from sandbox.tasks.base import FormData, Mistake, Samples
from sandbox.tasks.corrections.answer import CorrectionsAnswer, CorrectionsKey, Decision, KeyItem
from sandbox.tasks.corrections.choices import AUTHOR, GONE, HANDS, METHODS, NOBODY, READERS, REFUSE, TOLD
from sandbox.tasks.corrections.score import BESIDE, DUE, EXTRA, METHOD, NEAR, WORTH

FORBIDDEN = "do what must not be done, by"
Change = tuple[str, dict[str, object], float]


def worth(item: KeyItem, key: CorrectionsKey) -> float:
    """What one request is worth with all its parts."""
    return METHOD + sum(WORTH[part] for part in key.asked) + DUE * bool(item.due)


def right(item: KeyItem, key: CorrectionsKey) -> Decision:
    """The best decision on one request."""
    parts: dict[str, object] = {
        "hands": item.hands[0],
        "evidence": item.places[:1],
        "reader": item.readers[0],
        "told": tuple(each for each in TOLD if each in item.told),
    }
    asked = {part: parts[part] for part in key.asked}
    return Decision.model_validate({"request": item.id, "method": item.methods[0], "due": item.due, **asked})


def samples(key: CorrectionsKey) -> Samples[CorrectionsAnswer]:
    """The ideal answer, the empty one, single mistakes with their cost, and submissions that must be refused."""
    best = CorrectionsAnswer(decisions=tuple(right(item, key) for item in key.items))
    return Samples(best, CorrectionsAnswer(), tuple(_mistakes(best, key)), _invalid(key))


def _mistakes(best: CorrectionsAnswer, key: CorrectionsKey) -> Iterator[Mistake[CorrectionsAnswer]]:
    total = sum(worth(item, key) for item in key.items)
    for place, item in enumerate(key.items):
        left = best.decisions[:place] + best.decisions[place + 1 :]
        yield Mistake(f"{item.id} left alone", CorrectionsAnswer(decisions=left), worth(item, key) / total)
        for name, change, lost in _changes(item, key):
            decisions = list(best.decisions)
            decisions[place] = decisions[place].model_copy(update=change)
            critical = name.startswith(FORBIDDEN)
            answer = CorrectionsAnswer(decisions=tuple(decisions))
            yield Mistake(f"{item.id}: {name}", answer, 1.0 if critical else lost / total, critical)


def _changes(item: KeyItem, key: CorrectionsKey) -> Iterator[Change]:
    yield from _methods(item)
    parts = {"hands": _hands(item), "evidence": _places(item, key), "reader": _readers(item), "told": _people(item)}
    for part in key.asked:
        yield from parts[part]
    if item.due:
        yield "no day", {"due": ""}, DUE
        yield "a wrong day", {"due": "2020-01-15"}, DUE


def _methods(item: KeyItem) -> Iterator[Change]:
    for method in METHODS:
        if method in item.methods:
            continue
        if item.methods[0] == REFUSE:
            yield f"{FORBIDDEN} {method}", {"method": method}, METHOD
        else:
            yield method, {"method": method}, METHOD * (1 - NEAR * (method in item.near))


def _hands(item: KeyItem) -> Iterator[Change]:
    other = next(each for each in HANDS if each not in item.hands)
    yield f"in the hands of {other}", {"hands": other}, WORTH["hands"]
    yield "in nobody's hands", {"hands": ""}, WORTH["hands"]


def _readers(item: KeyItem) -> Iterator[Change]:
    other = next(each for each in READERS if each not in (*item.readers, GONE))
    for wrong in (GONE, other):
        yield f"reader finds {wrong}", {"reader": wrong}, WORTH["reader"]


def _places(item: KeyItem, key: CorrectionsKey) -> Iterator[Change]:
    yield "no place", {"evidence": ()}, WORTH["evidence"]
    if item.beside:
        yield "beside the place", {"evidence": item.beside[:1]}, WORTH["evidence"] * (1 - BESIDE)
    if key.spare:
        yield "another place", {"evidence": (key.spare,)}, WORTH["evidence"]
        yield "another place as well", {"evidence": (*item.places[:1], key.spare)}, WORTH["evidence"] * (1 - BESIDE)


def _people(item: KeyItem) -> Iterator[Change]:
    yield "nobody said", {"told": ()}, WORTH["told"]
    if NOBODY in item.told:
        other = next(each for each in TOLD if each not in (*item.spared, NOBODY))
        yield f"{other} told without need", {"told": (other,)}, WORTH["told"]
        return
    yield "nobody told", {"told": (NOBODY,)}, WORTH["told"]
    extra = next(each for each in TOLD if each not in (*item.told, *item.spared, NOBODY))
    told = tuple(each for each in TOLD if each in (*item.told, extra))
    yield f"{extra} told as well", {"told": told}, WORTH["told"] * EXTRA / len(item.told)
    if len(item.told) > 1:
        left = tuple(each for each in TOLD if each in item.told[1:])
        yield "one not told", {"told": left}, WORTH["told"] / len(item.told)


def _invalid(key: CorrectionsKey) -> tuple[FormData, ...]:
    forms: list[FormData] = [{"requests-0-method": ["shred"]}, {"requests-0-method": ["x" * 5000]}]
    if "hands" in key.asked:
        forms.append({"requests-0-hands": ["everybody"], "requests-0-method": [AUTHOR]})
    if "evidence" in key.asked:
        forms += [{"requests-0-evidence": ["main:d01.s99999"]}, {"requests-0-evidence": ["x " * 3000]}]
    if "told" in key.asked:
        forms += [{"requests-0-told": [NOBODY, "patient"]}, {"requests-0-told": ["the press"]}]
    if key.clock:
        forms.append({"requests-0-due": ["31 June"]})
    return tuple(forms)

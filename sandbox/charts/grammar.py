"""Words that depend on numbers: lists, articles before ages, ages as clinicians write them, man and girl."""

from __future__ import annotations


def listed(words: list[str]) -> str:
    """``a, b and c``."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} and {words[-1]}"


def continued(words: list[str]) -> str:
    """The words as the rest of a list whose first member stands before: `` and b``, ``, b and c``, or nothing."""
    return f", {listed(words)}" if len(words) > 1 else "".join(f" and {word}" for word in words)


def with_article(words: str) -> str:
    """``a 72``, ``an 8-year-old``: words that begin with an age, with their article."""
    number = words.partition("-")[0]
    return f"an {words}" if number in ("8", "11", "18") or (len(number) == 2 and number[0] == "8") else f"a {words}"


def aged_words(years: int, days: int) -> str:
    """An age as a clinician writes it before a noun: ``newborn``, ``12-day-old``, ``5-month-old``, ``72-year-old``."""
    if days < 1:
        return "newborn"
    if days < 28:
        return f"{days}-day-old"
    if days < 90:
        return f"{days // 7}-week-old"
    return f"{days * 12 // 365}-month-old" if years < 2 else f"{years}-year-old"


def word_for(age: int, *, female: bool) -> str:
    """Woman, man, girl or boy."""
    if age < 18:
        return "girl" if female else "boy"
    return "woman" if female else "man"

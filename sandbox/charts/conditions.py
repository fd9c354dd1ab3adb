"""The little language of ``when:`` in pathway files: ``organism is mrsa and not has ckd``.

Grammar: tests joined by ``and``, ``or``, ``not`` and parentheses. A test is ``has CONDITION`` (a comorbidity or a fact
that is true of this patient), ``NAME is WORD``, ``NAME is not WORD``, ``NAME in (WORD, WORD)``, or ``NAME >= 65``
(also ``>``, ``<``, ``<=``, ``=``, ``!=``). A word with spaces goes in single quotes.

A condition is compiled once into a closure over the names of one patient; nothing is parsed while charts are made.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

Test = Callable[[Mapping[str, Any], "set[str]"], bool]

_TOKEN = re.compile(r"\s*(?:'([^']*)'|([A-Za-z_][\w.-]*|\d+(?:\.\d+)?|>=|<=|!=|[()<>=,]))")
_NUMERIC: Mapping[str, Callable[[float, float], bool]] = {
    ">=": operator.ge,
    "<=": operator.le,
    ">": operator.gt,
    "<": operator.lt,
    "=": operator.eq,
    "!=": operator.ne,
}


class ConditionError(ValueError):
    """The text is not a condition; the message says what was expected where."""


@dataclass(slots=True)
class Condition:
    """A compiled condition and the names it leans on, so that a loader can refuse unknown ones."""

    text: str
    test: Test
    names: dict[str, set[str]] = field(default_factory=dict)  # name -> words it is compared with
    conditions: set[str] = field(default_factory=set)  # after ``has``


class _Parser:
    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens = _tokens(text)
        self.at = 0
        self.names: dict[str, set[str]] = {}
        self.conditions: set[str] = set()

    def peek(self) -> str:
        return self.tokens[self.at] if self.at < len(self.tokens) else ""

    def take(self, expected: str = "") -> str:
        token = self.peek()
        if not token or (expected and token != expected):
            raise ConditionError(f"'{self.text}': expected {expected or 'a word'} but found {token or 'the end'}")
        self.at += 1
        return token

    def either(self) -> Test:
        test = self.both()
        while self.peek() == "or":
            self.take()
            test = _or(test, self.both())
        return test

    def both(self) -> Test:
        test = self.single()
        while self.peek() == "and":
            self.take()
            test = _and(test, self.single())
        return test

    def single(self) -> Test:
        if self.peek() == "not":
            self.take()
            return _not(self.single())
        if self.peek() == "(":
            self.take()
            test = self.either()
            self.take(")")
            return test
        name = self.take()
        if name == "has":
            condition = self.take()
            self.conditions.add(condition)
            return lambda names, active: condition in active
        return self.comparison(name)

    def comparison(self, name: str) -> Test:
        words = self.names.setdefault(name, set())
        word = self.take()
        if word == "is":
            negated = self.peek() == "not"
            if negated:
                self.take()
            wanted = self.take()
            words.add(wanted)
            return _is(name, wanted, negated)
        if word == "in":
            wanted_words = self.word_list()
            words.update(wanted_words)
            return lambda names, active: str(names[name]) in wanted_words
        if word in _NUMERIC:
            return _compared(name, _NUMERIC[word], self.number())
        raise ConditionError(f"'{self.text}': after {name} expected is, in or a comparison, found {word}")

    def number(self) -> float:
        word = self.take()
        try:
            return float(word)
        except ValueError:
            raise ConditionError(f"'{self.text}': expected a number but found {word}") from None

    def word_list(self) -> frozenset[str]:
        self.take("(")
        words = [self.take()]
        while self.peek() == ",":
            self.take()
            words.append(self.take())
        self.take(")")
        return frozenset(words)


def _tokens(text: str) -> list[str]:
    found, at = [], 0
    stripped = text.rstrip()
    while at < len(stripped):
        match = _TOKEN.match(stripped, at)
        if match is None:
            raise ConditionError(f"'{text}': cannot read '{stripped[at:]}'")
        found.append(match.group(1) if match.group(1) is not None else match.group(2))
        at = match.end()
    return found


def _or(left: Test, right: Test) -> Test:
    return lambda names, active: left(names, active) or right(names, active)


def _and(left: Test, right: Test) -> Test:
    return lambda names, active: left(names, active) and right(names, active)


def _not(test: Test) -> Test:
    return lambda names, active: not test(names, active)


def _is(name: str, word: str, negated: bool) -> Test:
    if negated:
        return lambda names, active: str(names[name]) != word
    return lambda names, active: str(names[name]) == word


def _compared(name: str, compare: Callable[[float, float], bool], number: float) -> Test:
    return lambda names, active: compare(float(names[name]), number)


def condition(text: str) -> Condition:
    """Compile a condition; ``ConditionError`` says what cannot be read."""
    parser = _Parser(text)
    test = parser.either()
    if parser.peek():
        raise ConditionError(f"'{text}': did not expect {parser.peek()} here; join tests with and, or")
    return Condition(text, test, parser.names, parser.conditions)

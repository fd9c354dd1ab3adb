"""The bounded store."""

from __future__ import annotations

from sandbox.scenarios.recent import Recent


def test_a_value_is_made_once() -> None:
    recent: Recent[int, object] = Recent(2)
    assert recent.get(1, object) is recent.get(1, object)


def test_the_value_asked_for_longest_ago_goes_first() -> None:
    recent: Recent[int, str] = Recent(2)
    recent.get(1, lambda: "one")
    recent.get(2, lambda: "two")
    recent.get(1, lambda: "never")
    recent.get(3, lambda: "three")
    assert len(recent) == 2
    assert recent.get(1, lambda: "made again") == "one"
    assert recent.get(2, lambda: "made again") == "made again"

"""Code search as the combobox asks for it."""

from __future__ import annotations

from typing import Any

import pytest

from tests.client import Client

JSON = {"Accept": "application/json"}


def ask(client: Client, status: int = 200, **query: str) -> Any:
    """What the search answers."""
    answer = client.flask.get("/codes/search", query_string=query, headers=JSON)
    assert answer.status_code == status, answer.text
    return answer.json


def test_words_and_prefixes_find_codes(trainee: Client) -> None:
    by_words = ask(trainee, system="ICD-10-CM", q="pneumonia")
    assert {"code", "title", "billable"} == set(by_words[0])
    assert "J18.9" in {hit["code"] for hit in by_words}
    by_prefix = ask(trainee, system="ICD-10-CM", q="J18")
    assert all(hit["code"].startswith("J18") for hit in by_prefix)
    assert {hit["code"]: hit["billable"] for hit in by_prefix}["J18.9"] is True


def test_no_more_than_a_screenful_comes_back(trainee: Client) -> None:
    assert 0 < len(ask(trainee, system="ICD-10-CM", q="e")) <= 20


@pytest.mark.parametrize("query", ["", "   ", '"', "*", "%_", "x" * 5000, "九"])
def test_odd_queries_find_nothing_and_break_nothing(trainee: Client, query: str) -> None:
    assert ask(trainee, system="ICD-10-CM", q=query) == []


def test_an_unknown_code_system_is_named(trainee: Client) -> None:
    answer = ask(trainee, 422, system="CPT", q="00000")
    assert "no code system “CPT”" in answer["message"]
    assert "ICD-10-CM" in answer["remedy"]


def test_only_people_who_signed_in_search(client: Client) -> None:
    ask(client, 401, system="ICD-10-CM", q="J18")

"""Every setting is documented, and nothing that is not a setting is."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from sandbox.config import SETTINGS, database_url, read_settings, secret_key, settled
from sandbox.errors import Invalid

ROOT = Path(__file__).parents[2]
TABLE_ROW = re.compile(r"^\| `([A-Z_]+)` \|", re.MULTILINE)


def test_the_operating_guide_lists_exactly_the_settings_there_are() -> None:
    listed = TABLE_ROW.findall((ROOT / "docs" / "operating.md").read_text(encoding="utf-8"))
    assert listed == [setting.name for setting in SETTINGS]


def test_no_other_environment_variable_is_read() -> None:
    known = {setting.name for setting in SETTINGS}
    for path in sorted((ROOT / "sandbox").rglob("*.py")):
        text = path.read_text(encoding="utf-8")
        read = set(re.findall(r"environ(?:\.get\(|\[)\s*\"([A-Z_]+)\"", text)) | set(
            re.findall(r"getenv\(\s*\"([A-Z_]+)\"", text)
        )
        assert read <= known, f"{path.relative_to(ROOT)} reads {sorted(read - known)}"


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("MRT_HTTPS", "perhaps"),
        ("MRT_PROXIES", "many"),
        ("MRT_PROXIES", "-1"),
        ("MRT_SESSION_HOURS", "0"),
        ("MRT_MAX_REQUEST_MB", "1e3"),
        ("MRT_RATE_STORE", "nowhere://"),
    ],
)
def test_a_setting_that_cannot_be_read_is_named_with_a_remedy(
    monkeypatch: pytest.MonkeyPatch, name: str, text: str
) -> None:
    monkeypatch.setenv(name, text)
    with pytest.raises(Invalid) as caught:
        read_settings()
    assert name in caught.value.message
    assert text in caught.value.message
    assert caught.value.remedy


@pytest.mark.parametrize(("text", "value"), [("yes", True), ("1", True), ("On", True), ("no", False), ("", False)])
def test_a_switch_reads_as_people_write_it(monkeypatch: pytest.MonkeyPatch, text: str, value: bool) -> None:
    monkeypatch.setenv("MRT_HTTPS", text)
    assert read_settings()["MRT_HTTPS"] is value


def test_an_override_comes_before_the_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("MRT_INSTANCE", "/nowhere")
    assert settled({"MRT_INSTANCE": str(tmp_path)})["DATABASE_URL"] == f"sqlite:///{tmp_path}/sandbox.sqlite"


def test_hosts_way_of_writing_a_database_is_understood() -> None:
    assert database_url("postgres://u:p@db.example.org/mrt", Path()) == "postgresql+psycopg://u:p@db.example.org/mrt"


def test_the_secret_key_is_made_once_and_for_its_owner_alone(tmp_path: Path) -> None:
    first = secret_key(tmp_path / "instance")
    path = tmp_path / "instance" / "secret_key"
    assert len(first) == 64
    assert path.stat().st_mode & 0o777 == 0o600
    assert secret_key(tmp_path / "instance") == first
    assert [each.name for each in path.parent.iterdir()] == ["secret_key"]

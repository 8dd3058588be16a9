"""``python -m knowledge``: what it prints where, and how it ends."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from knowledge.__main__ import main
from knowledge.loader import load
from tests.knowledge.conftest import write


@pytest.fixture(autouse=True)
def places(monkeypatch: pytest.MonkeyPatch, content_dir: Path, database_url: str) -> None:
    """The environment of a deployment."""
    monkeypatch.setenv("LOTSE_CONTENT_DIR", str(content_dir))
    monkeypatch.setenv("LOTSE_DATABASE_URL", database_url)
    monkeypatch.setenv("COLUMNS", "120")


def test_valid_content_is_counted(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["validate"]) == 0
    assert "3 Städte und Gebiete, 4 Themen, 6 Kontakte" in capsys.readouterr().out


def test_mistakes_are_listed_on_the_error_output(capsys: pytest.CaptureFixture[str], content_dir: Path) -> None:
    write(content_dir, {"_national/places.yaml": "- nmae: Bonn\n"})
    for command in ("validate", "build", "report"):
        assert main([command]) == 1
        printed = capsys.readouterr()
        assert "_national/places.yaml:1: Das Feld „name“ fehlt." in printed.err
        assert "Das Feld „nmae“ gibt es nicht." in printed.err
        assert "Fehler im Inhalt: 2." in printed.err
        assert printed.out == ""


def test_ids_in_brackets_are_printed_as_they_are(capsys: pytest.CaptureFixture[str], content_dir: Path) -> None:
    write(content_dir, {"_national/laws.yaml": "- id: bold\n"})
    assert main(["validate"]) == 1
    assert "[bold] Das Feld „title“ fehlt." in capsys.readouterr().err


def test_build_then_export_goes_round(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, content_dir: Path
) -> None:
    assert main(["build"]) == 0
    assert "gebaut" in capsys.readouterr().out
    assert main(["build"]) == 0
    assert "schon auf diesem Stand" in capsys.readouterr().out
    assert main(["export", str(tmp_path / "out")]) == 0
    assert load(tmp_path / "out") == load(content_dir)


def test_options_go_before_the_environment(tmp_path: Path) -> None:
    assert main(["build", "--database", f"sqlite:///{tmp_path / 'other.db'}"]) == 0
    assert (tmp_path / "other.db").is_file()
    assert main(["validate", "--content", str(tmp_path / "missing")]) == 1


def test_the_report_is_a_table_for_people(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["report", "--today", "2026-11-23"]) == 0
    printed = capsys.readouterr().out
    for words in ("Stadt Musterstadt", "Keine bestätigte Meldenummer", "02202 14-9999", "Stichtag: 2026-11-23"):
        assert words in printed


def test_the_report_is_json_for_machines(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["report", "--json", "--today", "2024-02-01"]) == 0
    value = json.loads(capsys.readouterr().out)
    assert value["today"] == "2024-02-01"
    gap = {"city": "havelstadt", "gap": "no_website", "kind": None, "id": None, "detail": None}
    assert gap in value["findings"]
    assert all(finding["gap"] != "past_event" for finding in value["findings"])


@pytest.mark.parametrize(
    "arguments", [[], ["frob"], ["export"], ["report", "--today", "gestern"], ["build", "-x"]]
)
def test_wrong_use_ends_with_2_and_a_german_hint(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == 2
    printed = capsys.readouterr()
    assert printed.err.startswith("So lässt sich das nicht ausführen. Aufruf: python -m knowledge")
    assert printed.out == ""


def test_a_place_that_cannot_be_used_ends_with_2(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert main(["export", str(tmp_path / "out")]) == 2
    assert "python -m knowledge build" in capsys.readouterr().err
    assert main(["build", "--database", "nonsense"]) == 2
    assert "Datenbankadresse ist ungültig" in capsys.readouterr().err


def test_help_is_german(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["report", "--help"])
    assert ended.value.code == 0
    printed = capsys.readouterr().out
    assert printed.startswith("Aufruf: python -m knowledge report")
    assert "options" not in printed

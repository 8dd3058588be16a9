"""From the database back to files."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge import document
from knowledge.build import build
from knowledge.export import ExportError, dump, export
from knowledge.loader import load
from knowledge.repository import KnowledgeUnavailable


def test_an_export_holds_the_same_knowledge(content_dir: Path, database_url: str, tmp_path: Path) -> None:
    build(content_dir, database_url)
    written = export(database_url, tmp_path / "out")
    assert load(tmp_path / "out") == load(content_dir)
    assert {path.relative_to(tmp_path / "out") for path in written} == {
        path.relative_to(content_dir) for path in content_dir.rglob("*.yaml")
    }


def test_an_export_of_an_export_is_the_same_file_for_file(
    content_dir: Path, database_url: str, tmp_path: Path
) -> None:
    build(content_dir, database_url)
    first = export(database_url, tmp_path / "first")
    build(tmp_path / "first", database_url)
    export(database_url, tmp_path / "second")
    for path in first:
        twin = tmp_path / "second" / path.relative_to(tmp_path / "first")
        assert path.read_text(encoding="utf-8") == twin.read_text(encoding="utf-8")


def test_files_are_pleasant_to_edit(content_dir: Path, database_url: str, tmp_path: Path) -> None:
    build(content_dir, database_url)
    export(database_url, tmp_path / "out")
    topic = (tmp_path / "out/_national/topics/melden.yaml").read_text(encoding="utf-8")
    assert topic.startswith("- id: wo-melden\n  category: melden\n")
    assert "question: Wo melde ich eine Gefährdung?" in topic
    assert "answer: |-\n    Das Jugendamt" in topic
    assert "checked_on: 2026-11-23" in topic
    assert "note" not in topic
    assert "state" not in topic


def test_a_folder_with_files_is_never_written_into(content_dir: Path, database_url: str) -> None:
    build(content_dir, database_url)
    with pytest.raises(ExportError, match="nicht leer"):
        export(database_url, content_dir)


def test_a_place_that_cannot_be_written_is_said(content_dir: Path, database_url: str, tmp_path: Path) -> None:
    build(content_dir, database_url)
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with pytest.raises(ExportError, match="nicht beschreibbar"):
        export(database_url, tmp_path / "file")


def test_without_a_database_nothing_is_written(tmp_path: Path) -> None:
    with pytest.raises(KnowledgeUnavailable):
        export(f"sqlite:///{tmp_path / 'missing.db'}", tmp_path / "out")
    assert not (tmp_path / "out").exists()


WRITTEN = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]) | st.just("\n"))


ENTRY = st.fixed_dictionaries({"text": WRITTEN, "list": st.lists(WRITTEN, min_size=1), "yes": st.booleans()})


@given(st.lists(ENTRY, min_size=1))
@settings(max_examples=200)
def test_any_text_survives_being_written_and_read(
    tmp_path_factory: pytest.TempPathFactory, value: list[object]
) -> None:
    path = tmp_path_factory.mktemp("round") / "x.yaml"
    path.write_text(dump(value), encoding="utf-8", newline="")
    assert document.read(path, "x").value == value

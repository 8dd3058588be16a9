"""Building the database: all or nothing, on SQLite and PostgreSQL."""

from __future__ import annotations

import errno
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import create_engine, text

from knowledge import build as building
from knowledge.build import BuildError, BuildResult, build
from knowledge.database import open_engine
from knowledge.loader import ContentError, load
from knowledge.migration import upgrade
from knowledge.models import Base
from knowledge.repository import KnowledgeRepository
from knowledge.rows import RowWriter
from tests.knowledge.conftest import FILES, write


@pytest.fixture(params=["sqlite", "postgresql"])
def any_url(request: pytest.FixtureRequest, database_url: str) -> Iterator[str]:
    """An empty database of each kind."""
    if request.param == "sqlite":
        yield database_url
        return
    url: str = request.getfixturevalue("postgres_url")
    engine = create_engine(url)
    with engine.begin() as connection:
        connection.execute(text("DROP SCHEMA public CASCADE"))
        connection.execute(text("CREATE SCHEMA public"))
    engine.dispose()
    yield url


def test_what_is_built_is_what_was_written(content_dir: Path, any_url: str) -> None:
    result = build(content_dir, any_url)
    assert result.changed
    assert result.counts["city"] == 3
    assert KnowledgeRepository(any_url).editorial_copy() == load(content_dir)


def test_unchanged_content_is_not_built_again(content_dir: Path, any_url: str) -> None:
    first = build(content_dir, any_url)
    assert build(content_dir, any_url) == BuildResult(False, first.fingerprint)


def test_changed_content_replaces_all_of_the_old(content_dir: Path, any_url: str) -> None:
    build(content_dir, any_url)
    write(content_dir, {"_national/places.yaml": "- name: Bonn\n- name: Siegburg\n"})
    (content_dir / "musterstadt/events.yaml").unlink()
    assert build(content_dir, any_url).changed
    assert KnowledgeRepository(any_url).editorial_copy() == load(content_dir)


def test_the_migrations_lead_to_the_models(any_url: str, tmp_path: Path) -> None:
    url = any_url if any_url.startswith("postgresql") else f"sqlite:///{tmp_path / 'migrated.db'}"
    engine = open_engine(url)
    with engine.begin() as connection:
        upgrade(connection)
        upgrade(connection)
        context = MigrationContext.configure(
            connection, opts={"compare_type": True, "compare_server_default": True}
        )
        assert compare_metadata(context, Base.metadata) == []
    engine.dispose()


def test_mistakes_in_the_content_leave_the_database_alone(content_dir: Path, any_url: str) -> None:
    build(content_dir, any_url)
    before = KnowledgeRepository(any_url).fingerprint
    write(content_dir, {"_national/places.yaml": "- nmae: Bonn\n"})
    with pytest.raises(ContentError):
        build(content_dir, any_url)
    assert KnowledgeRepository(any_url).fingerprint == before


def test_a_failure_while_writing_leaves_the_database_alone(
    content_dir: Path, any_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(content_dir, any_url)
    before = KnowledgeRepository(any_url).editorial_copy()

    class Failing(RowWriter):
        def rows(self, knowledge: object) -> list[Base]:
            rows = super().rows(knowledge)  # type: ignore[arg-type]
            rows[-1].id = None  # type: ignore[attr-defined]
            return rows

    write(content_dir, {"_national/places.yaml": "- name: Bonn\n"})
    monkeypatch.setattr(building, "RowWriter", Failing)
    with pytest.raises(BuildError, match="Der alte Stand ist unverändert"):
        build(content_dir, any_url)
    assert KnowledgeRepository(any_url).editorial_copy() == before


def test_a_reader_keeps_its_answers_while_the_content_is_replaced(content_dir: Path, any_url: str) -> None:
    build(content_dir, any_url)
    engine = open_engine(any_url, read_only=True)
    with engine.connect() as connection:
        old = connection.execute(text("SELECT fingerprint FROM revision")).scalar_one()
        write(content_dir, {"_national/places.yaml": "- name: Bonn\n"})
        new = build(content_dir, any_url).fingerprint
        assert connection.execute(text("SELECT fingerprint FROM revision")).scalar_one() == old != new
    with engine.connect() as connection:
        assert connection.execute(text("SELECT fingerprint FROM revision")).scalar_one() == new
    engine.dispose()


def test_an_address_without_driver_means_psycopg(content_dir: Path, postgres_url: str) -> None:
    url = postgres_url.replace("+psycopg", "")
    build(content_dir, url)
    assert len(KnowledgeRepository(url).cities()) == 3


def test_no_leftovers_stay_beside_the_database(content_dir: Path, database_url: str) -> None:
    build(content_dir, database_url)
    (content_dir / "_national/places.yaml").unlink()
    build(content_dir, database_url)
    folder = Path(database_url.removeprefix("sqlite:///")).parent
    assert [path.name for path in folder.iterdir()] == ["knowledge.db"]


@pytest.mark.parametrize("old", [b"", b"not a database", b"SQLite format 3\0broken"])
def test_a_file_that_is_no_database_is_replaced(content_dir: Path, database_url: str, old: bytes) -> None:
    path = Path(database_url.removeprefix("sqlite:///"))
    path.parent.mkdir()
    path.write_bytes(old)
    assert build(content_dir, database_url).changed
    assert len(KnowledgeRepository(database_url).cities()) == 3


def test_progress_is_told_stage_by_stage_to_the_end(content_dir: Path, database_url: str) -> None:
    told: list[tuple[str, int, int]] = []
    build(content_dir, database_url, lambda stage, done, total: told.append((stage, done, total)))
    last = {stage: (done, total) for stage, done, total in told}
    assert list(last) == ["read", "tables", "write", "replace"]
    assert all(done == total for done, total in last.values())


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("nonsense", "Datenbankadresse ist ungültig"),
        ("nosuchthing://x/y", "Datenbankart „nosuchthing“ wird nicht unterstützt"),
        ("postgresql+nosuchdriver://x/y", "Datenbankadresse ist ungültig"),
        ("sqlite://", "im Arbeitsspeicher"),
        ("sqlite:///:memory:", "im Arbeitsspeicher"),
        ("postgresql+psycopg://u:geheim@127.0.0.1:1/x", "ist nicht erreichbar"),
    ],
)
def test_an_unusable_address_is_said_without_the_password(content_dir: Path, url: str, said: str) -> None:
    with pytest.raises(BuildError, match=said) as caught:
        build(content_dir, url)
    assert "geheim" not in str(caught.value)


def test_a_folder_that_cannot_be_made_is_said(content_dir: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with pytest.raises(BuildError, match="nicht beschreibbar: "):
        build(content_dir, f"sqlite:///{tmp_path / 'file' / 'knowledge.db'}")


def test_a_folder_without_permission_is_said(
    content_dir: Path, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(**_: object) -> None:
        raise PermissionError(errno.EACCES, "Permission denied")

    # root, who runs tests in containers, may write anywhere
    monkeypatch.setattr(tempfile, "mkstemp", refuse)
    with pytest.raises(BuildError, match="nicht beschreibbar: keine Berechtigung"):
        build(content_dir, database_url)


def test_a_folder_in_the_place_of_the_file_is_said(content_dir: Path, tmp_path: Path) -> None:
    (tmp_path / "taken" / "x").mkdir(parents=True)
    with pytest.raises(BuildError, match="lässt sich nicht ersetzen"):
        build(content_dir, f"sqlite:///{tmp_path / 'taken'}")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["content", "taken"]


def test_the_fingerprint_depends_on_names_and_contents_of_files_only(content_dir: Path, tmp_path: Path) -> None:
    copy = write(tmp_path / "copy", FILES)
    assert building.fingerprint(content_dir) == building.fingerprint(copy)
    (copy / "_national/laws.yaml").rename(copy / "_national/gesetze.yaml")
    assert building.fingerprint(content_dir) != building.fingerprint(copy)

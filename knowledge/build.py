"""Making the database from the content: all of it or nothing.

A SQLite file is built next to the old one and put in its place in one step; in PostgreSQL the content is replaced
in one transaction. Readers see the old state until then.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import os
import tempfile
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path

from sqlalchemy import Connection, delete, make_url, text
from sqlalchemy.engine import URL
from sqlalchemy.exc import ArgumentError, NoSuchModuleError, OperationalError, SQLAlchemyError
from sqlalchemy.orm import Session

from knowledge import models, schema
from knowledge.database import open_engine, sqlite_path
from knowledge.loader import load
from knowledge.migration import MIGRATIONS, MigrationError, upgrade
from knowledge.problems import reason
from knowledge.repository import stored_fingerprint
from knowledge.rows import RowWriter
from knowledge.wording import knowledge_wording

Progress = Callable[[str, int, int], None]
"""Called with a stage (``read``, ``tables``, ``write``, ``replace``), what is done of it, and how much it is."""

_SHAPING_FILES = ("schema.py", "models.py", "model_base.py", "rows.py")
_LOCK = 7_240_117
"""Key of the advisory lock that lets one build at a time into a PostgreSQL database."""


class BuildError(Exception):
    """The database could not be built and is as it was; the message is a German sentence without secrets."""

    def __init__(self, key: str, **values: object) -> None:
        super().__init__(knowledge_wording()(f"build.{key}", **values))


@dataclass(frozen=True, slots=True)
class BuildResult:
    """``changed`` is False when the database already held this content. ``counts`` are rows per table."""

    changed: bool
    fingerprint: str
    counts: Mapping[str, int] = field(default_factory=dict)


def fingerprint(content_dir: Path) -> str:
    """SHA-256 (hex) over the content files and the code that gives the database its shape."""
    package = Path(__file__).parent
    shaping = [package / name for name in _SHAPING_FILES] + sorted((MIGRATIONS / "versions").glob("*.py"))
    found = [(path.relative_to(content_dir).as_posix(), path) for path in content_dir.rglob("*.yaml")]
    total = hashlib.sha256()
    for name, path in [*sorted(found), *((path.name, path) for path in shaping)]:
        total.update(f"{name}\0{path.stat().st_size}\0".encode() + path.read_bytes())
    return total.hexdigest()


def build(content_dir: Path, database_url: str, progress: Progress | None = None) -> BuildResult:
    """Brings the database to the state of the content.

    Raises :class:`knowledge.loader.ContentError` for mistakes in the content and :class:`BuildError` when the
    database cannot be written; both leave it untouched.
    """
    report = progress or (lambda stage, done, total: None)
    try:
        url = make_url(database_url)
        backend = url.get_backend_name()
    except (ArgumentError, NoSuchModuleError) as error:
        raise BuildError("bad_url") from error
    report("read", 0, 1)
    current = fingerprint(content_dir)
    try:
        if _stored(url) == current:
            report("read", 1, 1)
            return BuildResult(False, current)
        job = _Job(load(content_dir), current, report)
        report("read", 1, 1)
        if backend == "sqlite":
            return _build_file(job, url)
        if backend == "postgresql":
            return _build_server(job, url)
    except (ImportError, NoSuchModuleError) as error:
        raise BuildError("bad_url") from error
    except OperationalError as error:
        raise BuildError("unreachable", database=url.render_as_string(hide_password=True)) from error
    except (SQLAlchemyError, MigrationError) as error:
        database = url.render_as_string(hide_password=True)
        raise BuildError("failed", database=database, reason=type(error).__name__) from error
    raise BuildError("unsupported", dialect=backend)


def _stored(url: URL) -> str | None:
    """Fingerprint of what the database holds; None where there is none or it cannot be read."""
    try:
        with Session(open_engine(url, read_only=True)) as session:
            return stored_fingerprint(session)
    except SQLAlchemyError:
        return None


@dataclass(frozen=True, slots=True)
class _Job:
    knowledge: schema.KnowledgeBase
    fingerprint: str
    report: Progress

    def unchanged(self) -> BuildResult:
        return BuildResult(False, self.fingerprint)

    def fill(self, connection: Connection) -> BuildResult:
        """Writes everything into the (emptied) tables behind ``connection``; commits nothing."""
        self.report("tables", 0, 1)
        upgrade(connection)
        for table in reversed(models.Base.metadata.sorted_tables):
            connection.execute(delete(table))
        self.report("tables", 1, 1)
        rows = RowWriter().rows(self.knowledge)
        counts: dict[str, int] = {}
        with Session(connection) as session:
            # kind by kind: what others point at is in the tables first
            for row_type, group in groupby(rows, key=_row_type):
                batch = list(group)
                session.add_all(batch)
                session.flush()
                name = str(row_type.__tablename__)
                counts[name] = counts.get(name, 0) + len(batch)
                self.report("write", sum(counts.values()), len(rows))
            now = dt.datetime.now(dt.UTC)
            session.add(models.Revision(fingerprint=self.fingerprint, built_at=now))
            session.flush()
        return BuildResult(True, self.fingerprint, counts)


def _row_type(row: models.Base) -> type[models.Base]:
    return type(row)


def _build_file(job: _Job, url: URL) -> BuildResult:
    path = sqlite_path(url)
    if path is None:
        raise BuildError("in_memory")
    if path.is_file() and _holds(path, job.fingerprint):
        return job.unchanged()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".new", dir=path.parent)
    except OSError as error:
        raise BuildError("no_folder_access", folder=path.parent, reason=reason(error)) from error
    os.close(handle)
    new = Path(name)
    try:
        engine = open_engine(url.set(database=name))
        with engine.begin() as connection:
            result = job.fill(connection)
        engine.dispose()
        job.report("replace", 0, 1)
        new.chmod(0o644)
        try:
            os.replace(new, path)
        except OSError as error:
            raise BuildError("no_file_access", file=path, reason=reason(error)) from error
        job.report("replace", 1, 1)
    finally:
        for leftover in (new, new.with_name(new.name + "-journal")):
            leftover.unlink(missing_ok=True)
    return result


def _holds(path: Path, wanted: str) -> bool:
    """Whether the file is a database with this content; anything unreadable is simply built anew."""
    with suppress(SQLAlchemyError), Session(open_engine(f"sqlite:///{path}", read_only=True)) as session:
        return stored_fingerprint(session) == wanted
    return False


def _build_server(job: _Job, url: URL) -> BuildResult:
    engine = open_engine(url)
    try:
        with engine.begin() as connection:
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
            if _server_holds(connection, job.fingerprint):
                return job.unchanged()
            return job.fill(connection)
    finally:
        engine.dispose()


def _server_holds(connection: Connection, wanted: str) -> bool:
    if not connection.dialect.has_table(connection, models.Revision.__tablename__):
        return False
    with Session(connection, join_transaction_mode="rollback_only") as session:
        return stored_fingerprint(session) == wanted

"""Opening the database."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Engine, create_engine, event, make_url
from sqlalchemy.engine import URL
from sqlalchemy.pool import NullPool


def sqlite_path(url: URL) -> Path | None:
    """The file of a SQLite address; None for one in memory."""
    if not url.database or url.database == ":memory:" or url.database.startswith("file:"):
        return None
    return Path(url.database)


def open_engine(url: str | URL, read_only: bool = False) -> Engine:
    """An engine for SQLite or PostgreSQL; raises :class:`sqlalchemy.exc.ArgumentError` for a malformed address.

    A SQLite file is opened anew for every question, because a build replaces the file; read-only, it is never
    created or locked.
    """
    address = make_url(url)
    if address.get_backend_name() != "sqlite":
        if address.drivername == "postgresql":
            address = address.set(drivername="postgresql+psycopg")
        # several questions must see one state, also while a build commits
        isolation = "REPEATABLE READ" if read_only else "READ COMMITTED"
        arguments = {"connect_timeout": 5}
        return create_engine(
            address, pool_pre_ping=True, pool_size=1, isolation_level=isolation, connect_args=arguments
        )
    path = sqlite_path(address)
    if path is not None and read_only:
        address = address.set(database=path.resolve().as_uri(), query={"mode": "ro", "uri": "true"})
    engine = create_engine(address, connect_args={"timeout": 2}, poolclass=NullPool if path else None)
    event.listen(engine, "connect", lambda connection, _: connection.execute("PRAGMA foreign_keys = ON"))
    return engine

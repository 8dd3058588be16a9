"""Bringing the tables up to date. Needed by builds only; readers do without Alembic."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection

if TYPE_CHECKING:
    from alembic.config import Config

MIGRATIONS = Path(__file__).parent / "migrations"


class MigrationError(Exception):
    """Alembic could not bring the tables to the newest state."""


def alembic_config(connection: Connection) -> Config:
    """Alembic's settings for ``connection``; needs no ``alembic.ini``."""
    # here and below, because a process that finds its database up to date never needs Alembic
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config


def upgrade(connection: Connection) -> None:
    """Brings the tables behind ``connection`` to the newest state, inside the caller's transaction."""
    from alembic import command
    from alembic.util import CommandError

    try:
        command.upgrade(alembic_config(connection), "head")
    except CommandError as error:
        raise MigrationError(str(error)) from error

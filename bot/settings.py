"""The process's environment, typed, with defaults. The only module of this room that looks at it."""

from __future__ import annotations

import logging
import os
import secrets
import warnings
from pathlib import Path

import structlog
from pydantic import AliasChoices, Field
from pydantic_settings import BaseSettings, SettingsConfigDict

ROOT = Path(__file__).resolve().parent.parent


class Settings(BaseSettings):
    """Read from variables with the prefix ``LOTSE_``; ``HOST`` and ``PORT`` also without it.

    An empty one is none.
    """

    model_config = SettingsConfigDict(env_prefix="LOTSE_", env_ignore_empty=True)

    host: str = Field("127.0.0.1", validation_alias=AliasChoices("LOTSE_HOST", "HOST"))
    port: int = Field(8000, ge=0, le=65535, validation_alias=AliasChoices("LOTSE_PORT", "PORT"))
    var_dir: Path = ROOT / "var"
    """Where knowledge base and model are built; the only folder that is written to."""
    action_server: str | None = None
    """Address of a separate rasa-sdk action server; without it actions run in this process."""
    secret: str = Field(default_factory=lambda: secrets.token_urlsafe(32), min_length=16)
    """Key of the quick replies. Several processes that share conversations need the same one."""
    allowed_origins: tuple[str, ...] = ()
    """Origins (``https://www.stadt.de``) whose pages may call the API from a browser."""
    engine_timeout: float = Field(1.5, gt=0)
    """Seconds after which a reply is given without the engine."""
    conversation_minutes: int = Field(30, ge=1)
    """Minutes after the last message when a conversation is forgotten."""
    max_conversations: int = Field(10_000, ge=1)
    rate_per_second: int = Field(5, ge=1)
    """Messages a second and visitor; 12 times as many a minute."""

    public_url: str | None = Field(None, pattern=r"^https?://[\w.:-]+/?$")
    """Address under which visitors know this service; without it no page names one, and none asks to be found."""
    operator_file: Path | None = None
    """What imprint, privacy notice and accessibility statement name, see ``docs/betreiber.toml``."""

    def environment(self) -> dict[str, str]:
        """The environment for a child process that is to see these settings."""
        return {**os.environ, "LOTSE_VAR_DIR": str(self.var_dir)}

    @property
    def off_file(self) -> Path:
        """While this file exists, every process shows the emergency card only."""
        return self.var_dir / "aus"

    @property
    def model_dir(self) -> Path:
        """Folder of the trained model."""
        return self.var_dir / "model"

    @property
    def training_dir(self) -> Path:
        """Folder of the training data that is made from the knowledge base."""
        return self.var_dir / "training"


def prepare_rasa() -> None:
    """Rasa without telemetry, training cache and the warnings of its libraries about their own past."""
    os.environ.setdefault("RASA_TELEMETRY_ENABLED", "false")
    os.environ.setdefault("RASA_MAX_CACHE_SIZE", "0")
    os.environ.setdefault("RASA_CACHE_DIRECTORY", str(ROOT / ".cache" / "rasa"))
    os.environ.setdefault("SANIC_NO_UVLOOP", "true")
    os.environ.setdefault("LOG_LEVEL_LIBRARIES", "ERROR")
    warnings.filterwarnings("ignore", category=DeprecationWarning)
    warnings.filterwarnings("ignore", message="pkg_resources is deprecated")


def quiet_rasa() -> None:
    """:func:`prepare_rasa`, and no log of what visitors write."""
    prepare_rasa()
    # Rasa logs what visitors write at debug and error level; nothing below critical may pass (goal P6)
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    # and from this level on it shows no progress of its own, which fills a log with hundreds of lines
    os.environ.setdefault("LOG_LEVEL", "ERROR")
    logging.getLogger("rasa").setLevel(logging.CRITICAL)
    logging.getLogger("rasa_sdk").setLevel(logging.CRITICAL)
    warnings.filterwarnings("ignore", category=UserWarning, module=r"rasa\..*")


def prepare_action_server(database_url: str) -> None:
    """:func:`quiet_rasa`, and tell actions that rasa-sdk makes itself where the facts are."""
    quiet_rasa()
    os.environ.setdefault("LOTSE_DATABASE_URL", database_url)

"""Where the knowledge lives, from the environment (prefix ``LOTSE_``)."""

from __future__ import annotations

from pathlib import Path

from pydantic_settings import BaseSettings, SettingsConfigDict


class KnowledgeSettings(BaseSettings):
    """``LOTSE_DATABASE_URL`` and ``LOTSE_CONTENT_DIR``; relative paths count from the working directory. An empty
    variable is none."""

    model_config = SettingsConfigDict(env_prefix="LOTSE_", env_ignore_empty=True, extra="ignore")

    database_url: str = "sqlite:///var/knowledge.db"
    content_dir: Path = Path(__file__).parent / "content"

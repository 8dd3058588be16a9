from __future__ import annotations

import pytest

from bot.safety.gate import Gate, load


@pytest.fixture(scope="session")
def gate() -> Gate:
    return load()

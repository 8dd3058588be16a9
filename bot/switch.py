"""Turns the assistant into a static emergency card: by an operator's file, or after a failed self-test (S17)."""

from __future__ import annotations

from pathlib import Path


class OffSwitch:
    """Off while ``file`` exists, at once and for every process that sees it, or for good after :meth:`fail`."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._failed = False

    @property
    def off(self) -> bool:
        """Whether only the emergency card is shown; asks the file system each time."""
        return self._failed or self._file.exists()

    def fail(self) -> None:
        """The assistant cannot be trusted until it is started anew."""
        self._failed = True

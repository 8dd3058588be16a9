"""The content folder, read as a whole: every mistake is found before anything is refused."""

from __future__ import annotations

from pathlib import Path

from knowledge.consistency import check
from knowledge.problems import ContentError, ContentProblem
from knowledge.reading import read_content
from knowledge.schema import KnowledgeBase

__all__ = ["ContentError", "ContentProblem", "load"]


def load(content_dir: Path) -> KnowledgeBase:
    """The knowledge in ``content_dir``; raises :class:`ContentError` with every problem found."""
    reading = read_content(content_dir)
    problems = (*reading.problems, *check(reading))
    if problems:
        raise ContentError(problems)
    return reading.knowledge_base()

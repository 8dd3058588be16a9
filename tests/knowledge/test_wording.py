"""The table of sentences."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from knowledge.report import Gap
from knowledge.schema import Weekday
from knowledge.wording import Wording, knowledge_wording


def test_a_sentence_is_found_by_dotted_key_and_filled(tmp_path: Path) -> None:
    (tmp_path / "wording.toml").write_text('[a.b]\nc = "Hallo {name}"\n', encoding="utf-8")
    wording = Wording(tmp_path / "wording.toml")
    assert wording("a.b.c", name="Welt") == "Hallo Welt"
    assert wording.keys() == ("a.b.c",)


@pytest.mark.parametrize("values", [{}, {"other": 1}])
def test_a_missing_value_or_key_is_an_error(tmp_path: Path, values: dict[str, object]) -> None:
    (tmp_path / "wording.toml").write_text('greeting = "Hallo {name}"\n', encoding="utf-8")
    wording = Wording(tmp_path / "wording.toml")
    with pytest.raises(KeyError):
        wording("greeting", **values)
    with pytest.raises(KeyError):
        wording("nothing")


def test_anything_but_text_is_refused(tmp_path: Path) -> None:
    (tmp_path / "wording.toml").write_text("number = 3\n", encoding="utf-8")
    with pytest.raises(TypeError):
        Wording(tmp_path / "wording.toml")


def test_every_key_the_code_names_exists() -> None:
    room = Path(__file__).parents[2] / "knowledge"
    source = "\n".join(path.read_text(encoding="utf-8") for path in room.glob("*.py"))
    keys = set(re.findall(r'wording(?:\(\))?\(\s*"([a-z_.]+)"', source))
    keys |= {f"build.{key}" for key in re.findall(r'BuildError\("(\w+)"', source)}
    keys |= {f"export.{key}" for key in re.findall(r'ExportError\("(\w+)"', source)}
    keys |= {f"document.{key}" for key in re.findall(r'DocumentError\("(\w+)"', source)}
    keys |= {f"report.gap.{gap}" for gap in Gap} | {f"opening.day.{day}" for day in Weekday}
    assert len(keys) > 60
    assert keys - set(knowledge_wording().keys()) == set()

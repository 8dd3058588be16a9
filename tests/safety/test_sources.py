from __future__ import annotations

from pathlib import Path

from bot.safety import sources


def test_words_of_a_file_are_separated_by_white_space(tmp_path: Path) -> None:
    file = tmp_path / "words.txt"
    file.write_text("papa  mama\nOpa\tgroßvater\n\n", encoding="utf-8")
    assert sources.words_of(file) == ["papa", "mama", "Opa", "großvater"]


def test_all_data_of_the_gate_is_there() -> None:
    single = (sources.RULES, sources.ORDINARY_WORDS, sources.VOCABULARY, sources.CLUSTERS)
    for path in (*single, sources.WEIGHTS, sources.MANIFEST):
        assert path.stat().st_size > 0, path.name
    assert list(sources.EXAMPLES.glob("*.toml"))

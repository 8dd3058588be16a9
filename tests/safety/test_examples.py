from __future__ import annotations

from hashlib import sha256
from pathlib import Path

from bot.safety.examples import Example, fingerprint, read, read_all

GROUP = """
[[group]]
level = "{level}"
category = ""
speaker = "child"
language = "de"
texts = '''
{texts}
'''
"""


def test_each_line_of_a_group_is_an_example(tmp_path: Path) -> None:
    file = tmp_path / "some.toml"
    first = GROUP.format(level="none", texts="  Hallo Welt \n\n   \nIch ⏎ du")
    file.write_text(first + GROUP.format(level="acute", texts="Hilfe"), encoding="utf-8")
    assert list(read(file)) == [
        Example("Hallo Welt", "none", "", "child", "de"),
        Example("Ich \n du", "none", "", "child", "de"),
        Example("Hilfe", "acute", "", "child", "de"),
    ]


def test_each_label_stands_in_its_own_field(tmp_path: Path) -> None:
    file = tmp_path / "some.toml"
    file.write_text('[[group]]\nlevel="l"\ncategory="c"\nspeaker="s"\nlanguage="g"\ntexts="t"\n', encoding="utf-8")
    assert list(read(file)) == [
        Example(text="t", level="l", category="c", speaker="s", language="g"),
    ]


def test_a_folder_is_read_by_file_name_and_only_its_toml_files(tmp_path: Path) -> None:
    for name in ("b.toml", "a.toml", "notes.txt"):
        (tmp_path / name).write_text(GROUP.format(level="none", texts=name), encoding="utf-8")
    assert [example.text for example in read_all(tmp_path)] == ["a.toml", "b.toml"]


def test_a_fingerprint_is_a_checksum_over_all_labels_in_their_order() -> None:
    first, second = Example("Hä", "none", "", "child", "de"), Example("b", "acute", "violence", "self", "en")
    lines = "Hä\tnone\t\tchild\tde\nb\tacute\tviolence\tself\ten"
    assert fingerprint([first, second]) == sha256(lines.encode()).hexdigest()
    assert fingerprint([second, first]) != fingerprint([first, second])

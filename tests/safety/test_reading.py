from __future__ import annotations

from bot.safety.lexicon import Lexicon
from bot.safety.reading import Reader


def reader() -> Reader:
    return Reader(Lexicon({"papa": [1], "schlägt": [2]}, [], ["mich"]))


def test_words_point_into_the_folded_text() -> None:
    folded, words = reader().read("Der  PAPA!")
    assert [(word.form, word.start, word.end) for word in words] == [("der", 0, 3), ("papa", 5, 9)]
    assert folded.original_span(words[1].start, words[1].end) == (5, 9)


def test_run_together_words_are_cut_where_they_stand() -> None:
    folded, words = reader().read("so: papaschlägtmich nie")
    assert [word.form for word in words] == ["so", "papa", "schlagt", "mich", "nie"]
    assert [folded.text[word.start : word.end] for word in words] == [word.form for word in words]
    assert [word.sentence for word in words] == [0, 1, 1, 1, 1]


def test_what_cannot_be_cut_stays_whole() -> None:
    assert [word.form for word in reader().read("papazirkus")[1]] == ["papazirkus"]


def test_nothing_gives_no_words() -> None:
    assert reader().read("")[1] == []

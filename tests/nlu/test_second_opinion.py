from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from bot.nlu import meaning
from bot.nlu.second_opinion import (
    DANGEROUS,
    ENCODER,
    KEY,
    LIMIT,
    NETWORK,
    WEIGHT,
    OpinionError,
    SecondOpinion,
    load,
)

SIZE = 2
LAYERS_OF_NETWORK = {
    "hidden": np.eye(meaning.DIMENSIONS, SIZE), "hidden_bias": np.zeros(SIZE),
    "output": np.array([[1.0, 0, 0], [0, 1.0, -9.0]]), "output_bias": np.array([0.0, 0.5, 0]),
}  # fmt: skip
LAYERS = {
    **{f"{NETWORK}.{name}": array for name, array in LAYERS_OF_NETWORK.items()},
    **{f"{ENCODER}.{name}": array for name, array in meaning.layers().items()},
    DANGEROUS: np.array([1.0, 0, 1.0]),
}


def written(folder: Path, **changes: Any) -> tuple[Path, Path]:
    """Manifest and layers as files; ``changes`` go into the manifest."""
    manifest, layers = folder / "some.json", folder / "some.npz"
    np.savez_compressed(layers, **LAYERS)
    digest = hashlib.sha256(layers.read_bytes()).hexdigest()
    said = {"sha256": digest, "encoder": meaning.signature(), "threshold": 1.5, "veto": -2.0, **changes}
    manifest.write_text(json.dumps({KEY: said}), encoding="utf-8")
    return manifest, layers


def test_odds_are_those_of_any_dangerous_kind_limited_and_weighed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    vectors = np.zeros((3, meaning.DIMENSIONS), np.float32)
    vectors[:, :SIZE] = (2, 0), (0, 1), (99, 0)
    monkeypatch.setattr(meaning, "tuned", lambda _layers: lambda _texts: vectors)
    found = load(*written(tmp_path))
    assert (found.threshold, found.veto) == (1.5, -2.0)
    first = np.log(np.exp(2) + np.exp(0)) - 0.5
    second = np.log(np.exp(0) + np.exp(-9)) - 1.5
    expected = WEIGHT * np.array([first, second, LIMIT])
    assert found.odds(["eins", "zwei", "drei"]) == pytest.approx(expected, abs=1e-4)


def test_a_text_is_judged_by_the_vector_of_the_tuned_encoder(tmp_path: Path) -> None:
    found = load(*written(tmp_path))
    for text in ("papa haut mich", "😢", ""):
        assert found(text) == pytest.approx(float(found.odds([text])[0]))
    other = {f"{ENCODER}.d3": np.zeros_like(meaning.layers()["d3"])}
    text = "papa haut mich"
    assert SecondOpinion(LAYERS | other, 0, 0)(text) != pytest.approx(found(text), abs=1e-3)


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

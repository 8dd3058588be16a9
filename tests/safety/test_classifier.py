from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Iterable, Sequence
from math import sqrt
from pathlib import Path
from typing import Any

import pytest

from bot.safety.classifier import Classifier, Judgement, WeightsError, buckets, load
from bot.safety.features import BITS, own
from bot.safety.weights import KINDS, NOUGHT
from bot.safety.word_features import WordFeatures
from bot.safety.words import Word
from tests.safety.miniatures import Clusters, classifier, named, table, words_in

SIZE = 1 << BITS
CLUSTERS: Clusters = {"opa": (1, 20, 300)}


def danger(**weights: int) -> Classifier:
    """A classifier with one head, whose weights are given by word."""
    return classifier({"danger": (0.5, -1.0, {named(f"={word}"): weight for word, weight in weights.items()})})


def count(words: Sequence[Word], clusters: Clusters | None = None) -> int:
    """How many buckets they have."""
    known = WordFeatures(table(clusters or {}), ())
    return sum(map(len, buckets(words, known.marks({word.key for word in words}), known.buckets)))


def score(words: int, total: int, text: str) -> float:
    """What ``words`` buckets with ``total`` as their sum of weights give."""
    return -1.0 + 0.5 * total / sqrt(count(words_in(text)[:words]))


def test_no_words_get_no_judgement() -> None:
    assert danger(hau=100).judge([]) is None


def test_a_score_is_the_sum_of_the_weights_by_the_root_of_their_number() -> None:
    assert danger(hau=100).judge(words_in("hau")) == Judgement(-1.0 + 0.5 * 100 / sqrt(7), 0, 1)
    assert danger(hau=-100).judge(words_in("hau")) == Judgement(-1.0 - 0.5 * 100 / sqrt(7), 0, 1)


def test_a_word_that_comes_twice_counts_twice() -> None:
    text = "hau so hau"
    assert danger(hau=100, so=10).judge(words_in(text)) == Judgement(score(3, 210, text), 0, 3)


def test_neighbours_and_denials_count_where_they_stand() -> None:
    words = words_in("hau mich mich nicht")
    found = classifier(
        {"danger": (1.0, 0.0, {named("mich mich"): 9, named("!hau"): 30, named("*hau mich"): 2})}
    )
    assert found.judge(words) == Judgement(41 / sqrt(count(words)), 0, 4)


def test_a_stretch_that_is_asked_for_is_judged_besides() -> None:
    words = words_in("ja hau so")
    alone = danger(hau=100, ja=-50, so=-50).judge(words)
    besides = danger(hau=100, ja=-50, so=-50).judge(words, (1, 2))
    assert alone is not None
    assert (alone.first, alone.last) == (0, 3)
    assert besides is not None
    assert (besides.first, besides.last) == (1, 2)
    assert besides.score > alone.score


def test_the_most_dangerous_stretch_is_judged() -> None:
    found = danger(hau=100).judge(words_in("ja so. hau. ja so"))
    assert found == Judgement(-1.0 + 0.5 * 100 / sqrt(7), 2, 3)


def test_of_equal_stretches_the_first_and_widest_counts() -> None:
    found = danger().judge(words_in("ja so. da"))
    assert found == Judgement(-1.0, 0, 3)


def test_a_sentence_counts_alike_wherever_it_stands() -> None:
    alone, later = danger(hau=100).judge(words_in("hau")), danger(hau=100).judge(words_in("so so so. hau"))
    assert alone is not None
    assert later is not None
    assert alone.score == later.score


def test_buckets_of_words_are_their_own_and_those_of_their_context() -> None:
    words = words_in("der opa haut")
    marks = {"der": "", "opa": "~20", "haut": ""}
    linked = [[], [named("der opa"), named("der ~20")],
              [named(name) for name in ("opa haut", "*der haut", "der opa haut", "~20 haut")]]  # fmt: skip
    assert buckets(words, marks, lambda key: [len(key), 7]) == [
        [len(word.key), 7, *more] for word, more in zip(words, linked, strict=True)
    ]
    assert buckets([], {}, lambda key: [len(key)]) == []


def test_clusters_of_words_count_in_judging_and_in_telling_apart() -> None:
    heads = {"danger": (1.0, 0.0, {named("~1:20"): 9}), "x:yes": (1.0, 0.0, {named("~1:20"): 7}),
             "x:no": (1.0, 1.0, {})}  # fmt: skip
    words = words_in("so opa")
    found = classifier(heads, clusters=CLUSTERS)
    assert found.judge(words) == Judgement(9 / sqrt(count(words, CLUSTERS)), 0, 2)
    assert found.likeliest(words, ["x"]) == ["yes"]
    assert found.likeliest(words_in("so"), ["x"]) == ["no"]


def test_common_words_are_looked_up_beforehand_with_the_same_result() -> None:
    heads = {"danger": (1.0, 0.0, {named("=hau"): 9, named("~1:20"): 5})}
    words = words_in("hau opa hau")
    plain = classifier(heads, clusters=CLUSTERS).judge(words)
    assert plain is not None
    assert classifier(heads, clusters=CLUSTERS, common=["hau", "opa"]).judge(words) == plain
    assert plain.score > 0


def test_the_likeliest_value_of_a_kind_has_the_highest_score() -> None:
    found = classifier(
        {
            "level:acute": (1.0, -1.0, {named("=hau"): 55}),
            "level:none": (1.0, 1.0, {named("=ja"): 55}),
            "speaker:child": (9.0, 99.0, {}),
        }
    )
    assert found.likeliest(words_in("hau"), ["level"]) == ["acute"]
    assert found.likeliest(words_in("so hau"), ["speaker", "level"]) == ["child", "acute"]
    assert found.likeliest(words_in("ja"), ["level"]) == ["none"]
    assert found.likeliest([], ["level"]) == ["none"]
    assert found.likeliest([], []) == []


def test_the_scale_and_the_number_of_buckets_decide_between_heads() -> None:
    # 7 buckets: 2 + 0.5 * 36 / sqrt(7) = 8.803
    heads = {"x:scaled": (0.5, 2.0, {named("=hau"): 36}), "x:fixed": (1.0, 8.8, {})}
    assert classifier(heads).likeliest(words_in("hau"), ["x"]) == ["scaled"]
    heads["x:fixed"] = (1.0, 8.9, {})
    assert classifier(heads).likeliest(words_in("hau"), ["x"]) == ["fixed"]


def test_heads_of_a_kind_are_those_with_its_whole_name() -> None:
    found = classifier({"danger": (1, 0, {}), "level:none": (1, 0, {}), "levels:none": (1, 0, {})})
    assert found.heads("level") == ["level:none"]
    assert found.heads("speaker") == []


def written(folder: Path, **changes: Any) -> tuple[Iterable[str], Path, Path, Path]:
    """What :func:`load` takes: no common words, manifest, weights of two heads, clusters; ``changes`` go into the
    manifest."""
    clusters = folder / "some.txt"
    clusters.write_text("opa 1 20 300\n", encoding="utf-8")
    packed = zlib.compress(bytes([NOUGHT - 2 << 4 | NOUGHT]) * KINDS + bytes([1]) * SIZE)
    said = {
        "sha256": hashlib.sha256(packed).hexdigest(), "bits": BITS,
        "threshold": 0.5, "veto": -3.0, "version": "v1",
        "clusters": hashlib.sha256(clusters.read_bytes()).hexdigest(),
        "heads": [
            {"name": "danger", "scale": 2.0, "intercept": 0.25},
            {"name": "level:acute", "scale": 1.0, "intercept": -1.0},
        ],
    }  # fmt: skip
    manifest, weights = folder / "some.json", folder / "some.bin"
    manifest.write_text(json.dumps({**said, **changes}), encoding="utf-8")
    weights.write_bytes(packed)
    return (), manifest, weights, clusters


def test_weights_are_read_head_by_head(tmp_path: Path) -> None:
    found = load(*written(tmp_path))
    assert (found.threshold, found.veto, found.version) == (0.5, -3.0, "v1")
    judged = found.judge(words_in("a"))
    assert judged == Judgement(0.25 + 2.0 * 2 / sqrt(2), 0, 1)
    assert found.heads("level") == ["level:acute"]
    # each bucket of the second head weighs -19: its score is -1 - 19 * 2 / sqrt(2)
    assert found.likeliest(words_in("a"), ["level"]) == ["acute"]
    opa = words_in("opa")
    number = count(opa, CLUSTERS)
    assert found.judge(opa) == Judgement(0.25 + 2.0 * number / sqrt(number), 0, 1)


def test_common_words_are_those_given(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = load(["hau"], *written(tmp_path)[1:])
    expected = found.judge(words_in("hau so"))
    asked: list[str] = []
    looked_up = "bot.safety.word_features.own"
    monkeypatch.setattr(looked_up, lambda key, clusters: asked.append(key) or own(key, clusters))
    assert found.judge(words_in("hau so")) == expected
    assert asked == ["so"]


def test_clusters_that_do_not_belong_to_the_manifest_are_refused(tmp_path: Path) -> None:
    with pytest.raises(WeightsError, match=r"^some\.txt$"):
        load(*written(tmp_path, clusters="0" * 64))


@pytest.mark.parametrize("changes", [{"sha256": "0" * 64}, {"bits": BITS + 1}])
def test_weights_that_do_not_belong_to_the_manifest_are_refused(tmp_path: Path, changes: dict[str, Any]) -> None:
    with pytest.raises(WeightsError, match=r"^some\.bin$"):
        load(*written(tmp_path, **changes))


def test_damaged_weights_are_refused(tmp_path: Path) -> None:
    garbage = b"no zlib"
    given = _, _, weights, _ = written(tmp_path, sha256=hashlib.sha256(garbage).hexdigest())
    weights.write_bytes(garbage)
    with pytest.raises(WeightsError, match=r"^some\.json: error$"):
        load(*given)


def test_a_damaged_manifest_is_refused(tmp_path: Path) -> None:
    given = _, manifest, _, _ = written(tmp_path)
    manifest.write_text("{", encoding="utf-8")
    with pytest.raises(WeightsError, match=r"^some\.json: JSONDecodeError$"):
        load(*given)
    manifest.write_text("{}", encoding="utf-8")
    with pytest.raises(WeightsError, match=r"^some\.json: KeyError$"):
        load(*given)


def test_missing_files_are_refused(tmp_path: Path) -> None:
    given = _, manifest, weights, _ = written(tmp_path)
    weights.unlink()
    with pytest.raises(WeightsError, match=r"^some\.json: FileNotFoundError$"):
        load(*given)
    manifest.unlink()
    with pytest.raises(WeightsError, match=r"^some\.json: FileNotFoundError$"):
        load(*given)

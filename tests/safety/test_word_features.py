"""What a word brings along, kept or looked up: the same either way."""

from __future__ import annotations

import pytest

from bot.safety.features import own
from bot.safety.word_features import WordFeatures
from tests.safety.miniatures import Clusters, named, table

CLUSTERS: Clusters = {"opa": (1, 20, 300), "oma": (1, 20, 301), "haut": (2, 21, 302)}


class Weights(dict[int, int]):
    """Of the buckets that matter; the others count one."""

    def __missing__(self, _bucket: int) -> int:
        return 1


WEIGHTS = Weights({named("=opa"): 50, named("~1:20"): -7})


@pytest.fixture(params=[(), ("opa",), ("haut", "opa", "so", "opa")], ids=["none kept", "one kept", "all kept"])
def known(request: pytest.FixtureRequest) -> WordFeatures:
    """Features of words of which some are common."""
    return WordFeatures(table(CLUSTERS), WEIGHTS, request.param)


def test_buckets_are_those_of_the_word_and_its_clusters(known: WordFeatures) -> None:
    assert [*known.buckets("opa")] == own("opa", CLUSTERS["opa"])
    assert [*known.buckets("haut")] == own("haut", CLUSTERS["haut"])
    assert [*known.buckets("so")] == own("so", ())


def test_a_total_is_the_sum_of_the_weights_and_the_number_of_buckets(known: WordFeatures) -> None:
    number = len(own("opa", CLUSTERS["opa"]))
    assert known.total("opa") == (50 - 7 + number - 2, number)
    assert known.total("haut") == (len(own("haut", CLUSTERS["haut"])),) * 2
    assert known.total("so") == (len(own("so", ())),) * 2


def test_a_total_may_be_negative() -> None:
    weights = Weights({named("=opa"): -90})
    kept, looked_up = (WordFeatures(table(CLUSTERS), weights, common) for common in (["opa"], []))
    assert kept.total("opa") == looked_up.total("opa")
    assert kept.total("opa")[0] < 0


def test_each_word_gets_its_mark(known: WordFeatures) -> None:
    assert known.marks(["opa", "so", "haut", "oma"]) == {"opa": "~20", "so": "", "haut": "~21", "oma": "~20"}
    assert known.marks([]) == {}


def test_what_is_kept_is_not_looked_up_again(monkeypatch: pytest.MonkeyPatch) -> None:
    known = WordFeatures(table(CLUSTERS), WEIGHTS, ["opa"])
    expected = own("oma", CLUSTERS["oma"])
    asked: list[str] = []
    monkeypatch.setattr("bot.safety.word_features.own", lambda key, _clusters: asked.append(key) or expected)
    for key in ("opa", "oma"):
        known.total(key)
        known.buckets(key)
    assert asked == ["oma", "oma"]

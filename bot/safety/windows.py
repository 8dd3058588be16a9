"""Which stretches of a message are judged on their own, so that one sentence is found in a long text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.safety.words import Word

WIDTH = 24
"""Words up to which a sentence is judged as a whole."""
SLICES = ((24, 8, 17), (6, 1, 3))
"""Words in a window of a longer sentence, words from one window to the next, fewest words in the last one."""
WHOLE = 60
"""Words up to which a message is judged as a whole, too."""


def windows(words: Sequence[Word]) -> Iterator[tuple[int, int]]:
    """Half-open spans of words: the whole if short, each sentence, each pair of sentences, steps in long ones."""
    if not words:
        return
    if len(words) <= WHOLE:
        yield 0, len(words)
    begins = [0, *(at for at in range(1, len(words)) if words[at].sentence != words[at - 1].sentence)]
    ends = [*begins[1:], len(words)]
    if len(begins) == 1 and len(words) <= WIDTH:
        return
    for number, (begin, end) in enumerate(zip(begins, ends, strict=True)):
        if end - begin <= WIDTH:
            yield begin, end
        else:
            for width, step, least in SLICES:
                yield from ((at, min(at + width, end)) for at in range(begin, end - least + 1, step))
        if number + 1 < len(ends) and len(begins) > 2 and ends[number + 1] - begin <= WIDTH:
            yield begin, ends[number + 1]

"""Pairs of sentences to learn entailment from: MultiNLI (Williams et al. 2018) in three parallel translations (Singh et al. 2019)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Final, TypeAlias

from tokenizers import Tokenizer

from analysis.encoder.pieces import BEGIN, END

#: Order of the classes in all arrays.
CLASSES: Final = ("entailment", "neutral", "contradiction")
#: As files write them: the translated edition says "contradictory".
_LABELS: Final = {"entailment": 0, "neutral": 1, "contradiction": 2, "contradictory": 2}
#: Languages of premise and hypothesis, as often as they are drawn: German most, the translation into itself being the measure; mixed pairs, as claims meet.
_LANGUAGES: Final = (*[("de", "de")] * 5, *[("en", "en")] * 3, ("fr", "fr"), ("de", "en"), ("en", "de"), ("fr", "de"), ("de", "fr"))
#: "It is not true that …" before a hypothesis turns its class round; so often.
_DENIED: Final = 0.04
_TURNED: Final = (2, 1, 0)
_NOT: Final = {"de": "Es stimmt nicht, dass", "en": "It is not true that", "fr": "Il n'est pas vrai que"}
#: Longer premises are left out: one line in fifty, which would cost as much as four others.
_LONGEST_PREMISE: Final = 76
#: Pieces of a premise and of a hypothesis that count.
MOST_PIECES: Final = (76, 48)


class PairsError(ValueError):
    """A file of pairs is malformed; the message names file and line."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Pieces of premise and hypothesis, without begin and end marks, and the number of the class."""

    premise: tuple[int, ...]
    hypothesis: tuple[int, ...]
    label: int

    def __len__(self) -> int:
        """Pieces with the four marks."""
        return len(self.premise) + len(self.hypothesis) + 4


#: One line of the data in two pairings of languages: what is said is the same, so that the network should find the same in both.
Twins: TypeAlias = tuple[Pair, Pair]


def read_pairs(path: Path) -> list[tuple[str, str, int]]:
    """Premise, hypothesis and class of each line that has three columns; a first line of column names is passed over.

    Raises:
        PairsError: at a line with other columns, or a class that is none of the known ones: one that is not known would be lost in silence.
    """
    pairs = []
    for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), start=1):
        columns = line.rstrip("\r").split("\t")
        if not line or (number == 1 and columns[-1] == "label"):
            continue
        if len(columns) != 3 or columns[2] not in _LABELS:
            raise PairsError(f"{path.name}:{number}: premise, hypothesis and one of {', '.join(_LABELS)} expected, parted by tabulators")
        pairs.append((columns[0], columns[1], _LABELS[columns[2]]))
    return pairs


def read_parallel(folder: Path) -> dict[str, list[tuple[str, str, int]]]:
    """Language → pairs, line by line the same in each.

    Raises:
        PairsError: if they are not parallel.
    """
    by_language = {code: read_pairs(folder / f"multinli.train.{code}.tsv") for code in _NOT}
    if len({tuple(label for _, _, label in pairs) for pairs in by_language.values()}) != 1:
        raise PairsError(f"{folder}: the languages' lines do not have the same classes")
    return by_language


def cut(text: str, tokenizer: Tokenizer, most: int) -> tuple[int, ...]:
    """The first pieces of a text."""
    return tuple(tokenizer.encode(" ".join(text.split()), add_special_tokens=False).ids[:most])


def draw_epoch(parallel: dict[str, list[tuple[str, str, int]]], tokenizer: Tokenizer, random: Random) -> list[Twins]:
    """Each line once, in two pairings of languages drawn by chance, seldom the same."""
    drawn = []
    for row in range(len(parallel["de"])):
        is_denied = random.random() < _DENIED
        one, other = (_draw_pair(parallel, row, tokenizer, random, is_denied) for _ in range(2))
        if all(0 < len(p.premise) <= _LONGEST_PREMISE for p in (one, other)):
            drawn.append((one, other))
    return drawn


def _draw_pair(parallel: dict[str, list[tuple[str, str, int]]], row: int, tokenizer: Tokenizer, random: Random, is_denied: bool) -> Pair:
    of_premise, of_hypothesis = random.choice(_LANGUAGES)
    premise, _, label = parallel[of_premise][row]
    hypothesis = parallel[of_hypothesis][row][1]
    if is_denied:
        hypothesis, label = f"{_NOT[of_hypothesis]} {hypothesis[:1].lower()}{hypothesis[1:]}", _TURNED[label]
    return Pair(cut(premise, tokenizer, _LONGEST_PREMISE + 1), cut(hypothesis, tokenizer, MOST_PIECES[1]), label)


def make_batches(twins: list[Twins], random: Random, most: int) -> list[list[Twins]]:
    """Batches of pairs of like length, in an order drawn by chance.

    Args:
        twins: any number.
        random: for the order.
        most: pieces a batch of both pairs of all twins, padding included.
    """
    batches: list[list[Twins]] = [[]]
    longest = 0
    for own, pair in sorted(((max(map(len, pair)) + random.randrange(6), pair) for pair in twins), key=lambda each: each[0]):
        longest = max(own, longest)
        if batches[-1] and longest * 2 * (len(batches[-1]) + 1) > most:
            batches.append([])
            longest = own
        batches[-1].append(pair)
    random.shuffle(batches)
    return batches


def draw_steps(parallel: dict[str, list[tuple[str, str, int]]], tokenizer: Tokenizer, seed: int, most: int) -> Iterator[list[Twins]]:
    """Endless batches, the same for a seed."""
    epoch = 0
    while True:
        random = Random(seed * 1000 + epoch)
        yield from make_batches(draw_epoch(parallel, tokenizer, random), random, most)
        epoch += 1


def frame(premise: tuple[int, ...], hypothesis: tuple[int, ...]) -> tuple[list[int], list[int]]:
    """Pieces with their marks, and for each whether it belongs to the hypothesis (0 or 1)."""
    first, second = [BEGIN, *premise, END], [END, *hypothesis, END]
    return first + second, [0] * len(first) + [1] * len(second)

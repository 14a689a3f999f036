"""Cutting text into tokens in one pass."""

from __future__ import annotations

import re
from pathlib import Path

from spacy.tokens import Doc
from spacy.vocab import Vocab

from analysis.languages.grammar import get_grammar

_LETTERS = r"[^\W_](?:[\w\u00ad\u0300-\u036f]*\w)?"
_TOKEN = re.compile(
    rf"(?P<space>\s+)|(?P<address>(?:https?://|www\.)[^\s„“”«»\"<>()]+)|(?P<number>\d+(?:[.,:]\d+)*(?![\w-]))"
    rf"|(?P<short>(?:[^\W\d_]\.){{2,6}})|(?P<word>{_LETTERS}(?:[-‐‑&'’/]{_LETTERS})*)|(?P<dots>\.{{2,5}})|(?P<mark>.)",
    re.DOTALL,
)


class Tokenizer:
    """Turns a text into a `Doc` in linear time.

    Words keep inner hyphens and apostrophes; an abbreviation, an initial or a German ordinal keeps its point ("Dr.", "z.B.", "15." in "am 15. Mai"), so
    that a token "." always ends a sentence. White space other than single spaces is a token of its own, as everywhere in spaCy.
    """

    def __init__(self, vocab: Vocab, code: str) -> None:
        self.vocab = vocab
        self._grammar = get_grammar(code)

    def __call__(self, text: str) -> Doc:
        words: list[str] = []
        spaces: list[bool] = []
        position = 0
        while match := _TOKEN.match(text, position):
            end = match.end()
            if match.lastgroup in ("number", "word") and self._keeps_point(text, match.group(), match.lastgroup, end):
                end += 1
            word = text[position:end]
            position = end
            if match.lastgroup == "space":
                if word[0] == " " and words and not spaces[-1] and not words[-1].isspace():
                    spaces[-1] = True
                    word = word[1:]
                if not word:
                    continue
            words.append(word)
            spaces.append(False)
        return Doc(self.vocab, words=words, spaces=spaces)

    def _keeps_point(self, text: str, word: str, kind: str, end: int) -> bool:
        if text[end : end + 1] != ".":
            return False
        following = text[end + 1 : end + 40].lstrip(" \u00a0\u202f")
        if kind == "number":
            return self._grammar.has_ordinals and len(word) <= 2 and self._is_ordinal(following)
        if len(word) == 1:
            # an initial, or "г." at the end of a sentence
            return word.isupper() or following[:1].islower()
        return word.lower() in self._grammar.abbreviations

    def _is_ordinal(self, following: str) -> bool:
        word = re.match(r"\w+", following)
        if word is None:
            return following[:1] in ",;)"
        return word.group().lower() not in self._grammar.sentence_openers

    def to_bytes(self, **kwargs: object) -> bytes:
        """Nothing to store: the tokenizer is code."""
        return b""

    def from_bytes(self, data: bytes, **kwargs: object) -> Tokenizer:
        """The tokenizer itself."""
        return self

    def to_disk(self, path: str | Path, **kwargs: object) -> None:
        """Nothing to store: the tokenizer is code."""

    def from_disk(self, path: str | Path, **kwargs: object) -> Tokenizer:
        """The tokenizer itself."""
        return self

"""Nouns that report (“the claim by X that …”) and prepositions that name a source (“according to X”)."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from analysis.finders import Candidate, clauses
from analysis.finders.context import Context
from analysis.types import Spans

_OF = frozenset({"of", "by", "from", "de", "du", "des", "d'", "d’", "par"})
_COMPLEMENTIZERS = frozenset({"that", "que", "qu'", "qu’"})
_WHICH = frozenset({"lequel", "laquelle", "lesquels", "lesquelles"})
_MODIFIERS = frozenset({"compound", "poss", "nmod", "amod", "det"})
#: Tokens between a noun and the clause that says what it means ("the claim by the Quiet Valley alliance that …").
_LONGEST_GAP = 14


def content_of(noun: Token) -> tuple[int, int] | None:
    """Token range of the clause that says what a noun means, with its complementizer; None if there is none.

    Between the two may stand whose claim it is, but no verb.
    """
    doc = noun.doc
    for i in range(noun.i + 1, min(noun.i + _LONGEST_GAP, noun.sent.end)):
        token = doc[i]
        if token.lower_ in _COMPLEMENTIZERS and token.dep_ in ("mark", "case") and token.head.i > i:
            return i, max(token.head.right_edge.i + 1, i + 1)
        if token.lower_ == "that" and token.dep_ == "det" and token.head.dep_ in clauses.SUBJECTS and doc[i - 1].pos_ in ("NOUN", "PROPN"):
            return i, token.head.head.right_edge.i + 1  # taken for "that noise" by mistake
        if token.lower_ == "selon" and i + 2 < noun.sent.end and doc[i + 1].lower_ in _WHICH:
            return i + 2, noun.sent.end - (doc[noun.sent.end - 1].is_punct)
        if clauses.is_verb(token) or token.text in (".", ";", ":"):
            return None
    return None


def find_noun_cue(noun: Token, context: Context) -> Iterator[Candidate]:
    """“the alliance's claim that …”, “dismissed as gossip the suggestion that …”: whose noun it is, and who accepts or rejects it."""
    span = content_of(noun)
    if span is None:
        return
    source = _owner_of(noun, context)
    verb = _governor(noun, context)
    if verb is not None:
        lemma = clauses.lemma_of(verb)
        by = clauses.source_spans(clauses.find_subject(verb), context.frames)
        if by and not clauses.is_negated(verb, context.language.negations) and not clauses.is_passive(verb):
            yield from context.candidate([span], by, clauses.cue_tokens(verb, context.frames), lemma, "object", 0.87)
    elif not source and noun.dep_ in clauses.OBJECTS and clauses.is_verb(noun.head):
        source = clauses.source_spans(clauses.find_subject(noun.head), context.frames)
    yield from context.candidate([span], source, [noun], clauses.lemma_of(noun), "noun cue", 0.7 if source else 0.3)


def _governor(noun: Token, context: Context) -> Token | None:
    """The cue verb that governs the noun, directly or with a preposition."""
    at = noun
    for _ in range(3):
        at = at.head
        if clauses.is_verb(at):
            lemma = clauses.lemma_of(at)
            known = lemma in context.frames.concern or lemma in (context.frames.phrasal or {})
            return at if known and at.i < noun.i else None
    return None


def _owner_of(noun: Token, context: Context) -> Spans:
    for child in noun.children:
        if child.dep_ == "poss":
            return clauses.source_spans(child, context.frames)
        if child.dep_ in ("prep", "agent") and child.lower_ in _OF:
            return clauses.source_spans(next((c for c in child.children if c.dep_ == "pobj"), None), context.frames)
        if child.dep_ == "nmod" and any(c.dep_ == "case" and c.lower_ in _OF for c in child.children):
            return clauses.source_spans(child, context.frames)
    return ()


def find_prepositional(context: Context) -> Iterator[Candidate]:
    """“According to X, …”; the content is the sentence around the phrase."""
    cues = [(tuple(cue.replace("'", "' ").replace("’", "’ ").split()), cue) for cue in context.language.cue_prepositions]
    for token in context.doc:
        for words, cue in cues:
            if token.lower_ == words[0] and _matches(token, words):
                yield from _prepositional(token, len(words), cue, context)
                break


def find_possessive(context: Context) -> Iterator[Candidate]:
    """“Germany, in her words, paid …”, “in the minister's view”."""
    for token in context.doc:
        if token.lower_ not in context.frames.in_ones or token.dep_ != "pobj" or token.head.lower_ != "in" or token.head.i < token.sent.start:
            continue
        owner = next((c for c in token.lefts if c.dep_ == "poss"), None)
        source = clauses.source_spans(owner, context.frames)
        if source:
            low, high = _scope(token.head.i, token.i + 1, *clauses.sentence_of(token), context.doc)
            ranges = [(low, token.head.i), (token.i + 1, high)]
            yield from context.candidate(ranges, source, [token.head, token], f"in {token.lower_}", "prepositional cue", 0.85)


def _matches(token: Token, words: tuple[str, ...]) -> bool:
    doc = token.doc
    return token.i + len(words) < len(doc) and all(doc[token.i + k].lower_ == word for k, word in enumerate(words))


def _prepositional(first: Token, length: int, cue: str, context: Context) -> Iterator[Candidate]:
    doc = context.doc
    behind = first.i + length
    begin, stop = clauses.sentence_of(first)
    head = _object_behind(doc, behind, stop)
    if head is None or head.lower_ in _WHICH or (first.lower_ == "pour" and not _is_opinion(first, head, begin)):
        return
    start, end = clauses.noun_phrase(head)
    if context.language.code == "fr" and first.i <= begin + 1:  # what follows the comma is the statement far more often than an apposition
        end = next((i for i in range(head.i, end) if doc[i].text == ","), end)
    source = clauses.to_span(doc, max(start, behind), end)
    if source is None:
        return
    low, high = _scope(first.i, end, begin, stop, doc)
    yield from context.candidate([(low, first.i), (end, high)], (source,), list(doc[first.i : behind]), cue, "prepositional cue", 0.88)


def _is_opinion(first: Token, head: Token, begin: int) -> bool:
    """Whether “pour X” opens a sentence as a view rather than a purpose: before a name, or a pronoun and a comma."""
    doc = first.doc
    opens = first.i <= begin + 1 or doc[first.i - 1].text in ("»", "”", ".", '"')
    strong = head.lower_ in ("lui", "elle", "eux", "elles") and head.i + 1 < len(doc) and doc[head.i + 1].text == ","
    return opens and (head.pos_ == "PROPN" or strong)


def _object_behind(doc: Doc, start: int, limit: int) -> Token | None:
    """The head of the first noun phrase behind a preposition."""
    head = next((t for t in doc[start : min(start + 8, limit)] if t.pos_ in ("NOUN", "PROPN", "PRON")), None)
    while head is not None and head.dep_ in _MODIFIERS and head.head.i > head.i and head.head.pos_ in ("NOUN", "PROPN"):
        head = head.head
    return head


def _scope(first: int, end: int, low: int, high: int, doc: Doc) -> tuple[int, int]:
    """The sentence around tokens ``[first, end)``, cut at a semicolon on either side and at a colon before."""
    for i in range(first - 1, low, -1):
        if doc[i].text in (";", ":") or (doc[i].text in ".!?" and i + 1 < first):
            low = i + 1 + (doc[i].text in ".!?" and doc[i + 1].text in ("»", "”", '"'))
            break
    for i in range(end, high):
        if doc[i].text == ";":
            high = i
            break
    return low, high

"""Nouns that report (“the claim by X that …”) and prepositions that name a source (“according to X”)."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from analysis.finders import Candidate, clauses
from analysis.finders.context import Context
from analysis.types import Spans

_OF = frozenset({"of", "by", "from", "de", "du", "des", "d'", "d’", "par"})
_COMPLEMENTIZERS = frozenset({"that", "que", "qu'", "qu’"})


def clause_of(noun: Token) -> Token | None:
    """The clause that says what a noun means ("the claim *that the bridge is closed*")."""
    for child in noun.rights:
        if child.dep_ in ("acl", "ccomp", "relcl", "acl:relcl", "advcl"):
            opening = next((c for c in child.lefts if c.lower_ in _COMPLEMENTIZERS), None)
            if opening is not None and opening.dep_ == "mark":
                return child
    return None


def find_noun_cue(noun: Token, context: Context) -> Iterator[Candidate]:
    """“the alliance's claim that …”, “issued a statement saying …”."""
    clause = clause_of(noun)
    if clause is None:
        return
    source = _source_of(noun, context)
    lemma = clauses.lemma_of(noun)
    start = next(c.i for c in clause.lefts if c.lower_ in _COMPLEMENTIZERS)
    score = 0.7 if source else 0.3
    yield from context.candidate([(start, clause.right_edge.i + 1)], source, [noun], lemma, "noun cue", score)


def _source_of(noun: Token, context: Context) -> Spans:
    for child in noun.children:
        if child.dep_ == "poss":
            return clauses.source_spans(child, context.frames)
        if child.dep_ in ("prep", "agent") and child.lower_ in _OF:
            return clauses.source_spans(next((c for c in child.children if c.dep_ == "pobj"), None), context.frames)
        if child.dep_ == "nmod" and any(c.dep_ == "case" and c.lower_ in _OF for c in child.children):
            return clauses.source_spans(child, context.frames)
    verb = noun.head
    owner = clauses.lemma_of(verb) in context.language.cue_verbs
    if noun.dep_ in clauses.OBJECTS and clauses.is_verb(verb) and not owner:
        return clauses.source_spans(clauses.find_subject(verb), context.frames)
    return ()


def find_prepositional(context: Context) -> Iterator[Candidate]:
    """“According to X, …”; the content is the clause around the phrase."""
    for cue in context.language.cue_prepositions:
        words = cue.split()
        for token in context.doc:
            if token.lower_ == words[0] and _matches(token, words):
                yield from _prepositional(token, len(words), cue, context)


def _matches(token: Token, words: list[str]) -> bool:
    doc = token.doc
    return token.i + len(words) < len(doc) and all(doc[token.i + k].lower_ == word for k, word in enumerate(words))


def _prepositional(first: Token, length: int, cue: str, context: Context) -> Iterator[Candidate]:
    doc = context.doc
    last = doc[first.i + length - 1]
    behind = first.i + length
    sentence = first.sent
    head = next(
        (
            t
            for t in doc[behind : min(behind + 12, sentence.end)]
            if t.dep_ in ("pobj", "pcomp", "nsubj", "ROOT", "obl", "obl:mod", "obl:arg", "nmod") and t.head.i <= last.i
        ),
        None,
    )
    if head is None:
        head = next((t for t in doc[behind : min(behind + 6, sentence.end)] if t.pos_ in ("NOUN", "PROPN", "PRON")), None)
        while head is not None and head.dep_ in ("compound", "poss", "nmod", "amod", "det") and head.head.i > head.i:
            head = head.head
    if head is None or head.i < behind or (first.lower_ in ("per", "pour") and head.ent_type_ not in ("PERSON", "ORG", "PER")):
        return
    start, end = clauses.noun_phrase(head)
    start = max(start, behind)
    source = clauses.to_span(doc, start, end)
    if source is None:
        return
    low, high = _scope(first, end, sentence.start, sentence.end, context)
    cues = list(doc[first.i : behind])
    yield from context.candidate([(low, first.i), (end, high)], (source,), cues, cue, "prepositional cue", 0.8)


def _scope(first: Token, end: int, low: int, high: int, context: Context) -> tuple[int, int]:
    """The clause that the phrase qualifies: its sentence, cut at a semicolon on either side."""
    for i in range(first.i - 1, low, -1):
        if context.doc[i].text == ";":
            low = i + 1
            break
    for i in range(end, high):
        if context.doc[i].text == ";":
            high = i
            break
    return low, high

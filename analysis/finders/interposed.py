"""Reporting clauses without a complement in the parse: “…, he said.”, “The bank, she said, had …”, and what goes on behind them."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from analysis.finders import Candidate, clauses
from analysis.finders.context import Context

_BREAKS = frozenset({",", ";", "–", "—", "-", ":"})


def find_interposed(verb: Token, context: Context) -> Iterator[Candidate]:
    """A reporting clause between commas or at the end of its sentence; the rest of the sentence is the content."""
    frames, lemma = context.frames, clauses.lemma_of(verb)
    if lemma not in frames.say or clauses.is_negated(verb, context.language.negations) or clauses.is_passive(verb):
        return
    sentence = verb.sent
    subject = _own_subject(verb)
    start, end = reporting_clause(verb, subject)
    if not any(clauses.is_finite(t) for t in (verb, *verb.lefts)) or (context.language.code == "en" and _governs_something(verb, subject, end, context)):
        return
    if start <= sentence.start or context.quotation_at(context.doc[start - 1].idx) is not None:
        return
    source = clauses.source_spans(subject, frames)
    before = context.doc[start - 1]
    if not source or before.text not in _BREAKS or before.text == ";":
        return
    tokens = clauses.cue_tokens(verb, frames)
    first = (sentence.start, start)
    rest = (end, sentence.end)
    if context.language.code == "fr" and not any(clauses.is_finite(t) for t in (*context.doc[first[0] : first[1]], *context.doc[rest[0] : rest[1]])):
        return
    if end >= sentence.end or context.doc[end].text in (".", "!", "?"):
        if context.language.code == "en" and not _is_complete(context, *first):
            return
        yield from context.candidate([first], source, tokens, lemma, "interposed clause", 0.72)
        return
    if context.doc[end].text not in _BREAKS:
        return
    if _is_complete(context, *first) and (context.doc[end].text == ";" or _starts_anew(context, end + 1, sentence.end)):
        yield from context.candidate([first], source, tokens, lemma, "interposed clause", 0.72)
        if context.quotation_at(context.doc[min(end + 1, sentence.end - 1)].idx) is None:
            yield from context.candidate([rest], source, [], lemma, "continued after the cue", 0.55)
        return
    behind = context.doc[min(end + 1, sentence.end - 1)]
    if behind.tag_ == "VBG" or behind.lower_ in ("while", "as", "when"):
        yield from context.candidate([first], source, tokens, lemma, "interposed clause", 0.72)
    else:
        yield from context.candidate([first, rest], source, tokens, lemma, "interposed clause", 0.87)


def _own_subject(verb: Token) -> Token | None:
    subject = next((c for c in verb.children if c.dep_ in clauses.SUBJECTS), None)
    if subject is not None:
        return None if subject.lower_ in clauses.RELATIVE_PRONOUNS else subject
    return clauses.find_inverted(verb) if verb.i > verb.sent.start and verb.doc[verb.i - 1].text == "," else None


def _governs_something(verb: Token, subject: Token | None, end: int, context: Context) -> bool:
    """Whether the verb has an object, clause or particle of its own before token `end`, and so is no mere aside; whom it tells does not count."""
    own = (context.frames.phrasal or {}).get(clauses.lemma_of(verb), frozenset())
    governed = [c for c in verb.rights if c.dep_ in clauses.OBJECTS or c.dep_ in clauses.CLAUSES or (c.dep_ == "prt" and c.lower_ not in own)]
    return any(c.i < end and c != subject for c in governed) and clauses.lemma_of(verb) != "tell"


def reporting_clause(verb: Token, subject: Token | None) -> tuple[int, int]:
    """Token range of a reporting verb with its subject, addressee and adverbials, up to the marks around it."""
    sentence = verb.sent
    doc = verb.doc
    start = end = verb.i
    end += 1
    if subject is not None:
        first, last = clauses.noun_phrase(subject)
        start, end = min(start, first), max(end, last)
        relative = next((c for c in subject.rights if c.dep_ in clauses.RELATIVES), None)
        if relative is not None and subject.i > verb.i:
            end = max(end, relative.right_edge.i + 1)
    while end < sentence.end and doc[end].text not in _BREAKS and doc[end].text not in '.!?"“”»«':
        end += 1
    for child in verb.lefts:
        if child.dep_ in clauses.AUXILIARIES or child.dep_ in ("advmod", "expl:subj"):
            start = min(start, child.i)
    return start, end


def _is_complete(context: Context, start: int, end: int) -> bool:
    """Whether the words could stand as a sentence: a finite verb with a subject before it."""
    tokens = context.doc[start:end]
    subject = next((t.i for t in tokens if t.dep_ in clauses.SUBJECTS), None)
    return subject is not None and any(clauses.is_finite(t) for t in tokens)


def _starts_anew(context: Context, start: int, end: int) -> bool:
    """Whether a further main clause follows ("and the phone would go …")."""
    if start >= end or context.doc[start].pos_ not in ("CCONJ",):
        return False
    return _is_complete(context, start + 1, end)

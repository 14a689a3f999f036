"""Attributions from a dependency parse (English, French): what each cue verb governs."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from spacy.tokens import Doc, Token

from analysis.finders import Candidate, clauses, interposed, nominal, quoted
from analysis.finders.context import Context
from analysis.languages import Language
from analysis.languages.frames import get_frames
from analysis.quotations import Quotation

Rule = Callable[[Token, Context], Iterator[Candidate]]


def find_candidates(doc: Doc, quotations: list[Quotation], language: Language) -> list[Candidate]:
    """Candidates of all rules, in no particular order.

    Args:
        doc: parsed with the pipeline of `language`.
        quotations: of the same text.
        language: "en" or "fr".
    """
    context = Context(doc, quotations, language, get_frames(language.code))
    found: list[Candidate] = []
    for token in doc:
        lemma = clauses.lemma_of(token)
        if clauses.is_verb(token) and lemma in language.cue_verbs:
            for rule in _VERB_RULES:
                found.extend(rule(token, context))
        elif token.pos_ == "NOUN" and lemma in language.cue_nouns:
            found.extend(nominal.find_noun_cue(token, context))
    found.extend(nominal.find_prepositional(context))
    found.extend(quoted.find_quoted(context))
    found.extend(quoted.find_labeled(context))
    return found


def _is_open(verb: Token, context: Context) -> bool:
    return not clauses.is_negated(verb, context.language.negations) and not context.is_hypothetical(verb)


def find_clausal(verb: Token, context: Context) -> Iterator[Candidate]:
    """“The minister said that …”; what is said may also come first (“…, the minister said”)."""
    frames = context.frames
    lemma = clauses.lemma_of(verb)
    if lemma not in frames.say and lemma not in frames.think:
        return
    negated = clauses.is_negated(verb, context.language.negations)
    if negated and lemma in frames.say:
        return
    subject = clauses.find_subject(verb)
    if clauses.is_passive(verb):
        return
    for child in verb.children:
        if child.dep_ not in clauses.CLAUSES or not (clauses.is_verb(child) or child.i > verb.i or child.pos_ in ("NOUN", "ADJ", "PROPN")):
            continue
        start, end = clauses.extent(child)
        if child.i < verb.i:
            start, end = context.before(verb, child, start)
        else:
            start = max(start, verb.i + 1)
        source = clauses.source_spans(subject, frames)
        score = (0.86 if lemma in frames.say else 0.7) - (0.0 if source else 0.3) - (0.1 if negated else 0.0)
        yield from context.candidate([(start, end)], source, clauses.cue_tokens(verb, frames), lemma, "clausal complement", score)


def find_infinitive(verb: Token, context: Context) -> Iterator[Candidate]:
    """“promised to …”, “urged X to …”, “declined to say …”, “denied doing …”."""
    frames, lemma = context.frames, clauses.lemma_of(verb)
    if clauses.is_passive(verb):
        return
    subject = clauses.source_spans(clauses.find_subject(verb), frames)
    for child in verb.rights:
        if child.dep_ not in ("xcomp", "ccomp") or not clauses.is_verb(child):
            continue
        if lemma in frames.decline:
            yield from _decline(verb, child, subject, context)
            return
        if clauses.is_negated(verb, context.language.negations) or not subject:
            return
        has_other = any(c.dep_ in clauses.OBJECTS or c.dep_ in clauses.ADDRESSEES or c.dep_ == "prep" for c in verb.rights if c.i < child.i)
        own_subject = any(c.dep_ in clauses.SUBJECTS for c in child.children)
        start, end = clauses.extent(child)
        if lemma in frames.urge and (has_other or own_subject):
            start = _behind_subject(child)
            yield from context.candidate([(start, end)], subject, clauses.cue_tokens(verb, frames), lemma, "request", 0.8)
        elif child.dep_ == "xcomp" and (lemma in frames.intend or lemma in frames.say):
            start = max(start, verb.i + 1)
            yield from context.candidate([(start, end)], subject, clauses.cue_tokens(verb, frames), lemma, "infinitive", 0.7)
        return


def _behind_subject(infinitive: Token) -> int:
    """Where “to halve …” begins in “the bank to halve …”."""
    marker = next((c for c in infinitive.children if c.lower_ in ("to", "de", "d'", "d’", "à") and c.i < infinitive.i), None)
    return marker.i if marker is not None else infinitive.i


def _decline(verb: Token, refused: Token, subject: tuple[clauses.Span, ...], context: Context) -> Iterator[Candidate]:
    lemma = clauses.lemma_of(verb)
    start, end = refused.i + 1, refused.right_edge.i + 1
    if clauses.lemma_of(refused) not in context.language.cue_verbs:
        start = refused.left_edge.i
    tokens = [*clauses.cue_tokens(verb, context.frames), *[t for t in context.doc[verb.i + 1 : start] if not t.is_space]]
    if start < end and context.doc[start].dep_ == "prep" and start + 1 < end:
        start += 1
    if start < end:
        yield from context.candidate([(start, end)], subject, tokens, lemma, "refusal", 0.8)


def find_object(verb: Token, context: Context) -> Iterator[Candidate]:
    """“denied the allegations”, “called for a halt to flights”."""
    frames, lemma = context.frames, clauses.lemma_of(verb)
    if clauses.is_passive(verb) or not _is_open(verb, context):
        return
    subject = clauses.source_spans(clauses.find_subject(verb), frames)
    if not subject or any(c.dep_ in clauses.CLAUSES or c.dep_ == "xcomp" for c in verb.children):
        return
    for child in verb.rights:
        target = child if child.dep_ in clauses.OBJECTS and lemma in frames.concern else None
        if child.dep_ == "prep" and child.lower_ in (frames.phrasal or {}).get(lemma, ()):
            target = next((c for c in child.children if c.dep_ in ("pobj", "pcomp")), None)
        if target is None or target.pos_ == "PRON":
            continue
        clause = nominal.clause_of(target)
        span = clauses.extent(clause if clause is not None else target)
        score = 0.8 if clause is not None else 0.5
        yield from context.candidate([span], subject, clauses.cue_tokens(verb, frames), lemma, "object", score)
        return


def find_called(verb: Token, context: Context) -> Iterator[Candidate]:
    """“called the plan a disgrace”, “described it as a disgrace”, “accused Minsk of causing the leak”."""
    frames, lemma = context.frames, clauses.lemma_of(verb)
    if clauses.is_passive(verb) or not _is_open(verb, context):
        return
    subject = clauses.source_spans(clauses.find_subject(verb), frames)
    if not subject:
        return
    if lemma in ("accuse", "accuser"):
        charge = next((c for c in verb.rights if c.lower_ in ("of", "d'", "d’", "de") or (c.dep_ in ("xcomp", "ccomp", "advcl"))), None)
        if charge is not None:
            start, end = clauses.extent(charge)
            yield from context.candidate([(start + (charge.dep_ == "prep"), end)], subject, clauses.cue_tokens(verb, frames), lemma, "accusation", 0.8)
        return
    if lemma not in frames.call:
        return
    named = [c for c in verb.rights if c.dep_ in ("oprd", "ccomp", "xcomp") and not c.tag_.startswith("V")] + [
        c for c in verb.rights if c.lower_ in ("as", "comme", "de")
    ]
    objects = [c for c in verb.rights if c.dep_ in clauses.OBJECTS]
    for child in named[:1]:
        start = min([child.left_edge.i, *(o.left_edge.i for o in objects if o.i < child.i)])
        yield from context.candidate([(start, child.right_edge.i + 1)], subject, clauses.cue_tokens(verb, frames), lemma, "naming", 0.75)


def find_passive(verb: Token, context: Context) -> Iterator[Candidate]:
    """“is expected to …”, “was quoted as saying …”, “it was alleged that …”."""
    frames, lemma = context.frames, clauses.lemma_of(verb)
    if lemma not in frames.passive or not clauses.is_passive(verb) or not _is_open(verb, context):
        return
    agent = clauses.source_spans(clauses.find_agent(verb), frames)
    subject = next((c for c in verb.lefts if c.dep_ in clauses.SUBJECTS), None)
    tokens = clauses.cue_tokens(verb, frames)
    for child in verb.children:
        if child.dep_ in clauses.CLAUSES:
            start, end = clauses.extent(child)
            expletive = [subject] if subject is not None and subject.lower_ in frames.expletives else []
            span = context.before(verb, child, start) if child.i < verb.i else (max(start, verb.i + 1), end)
            yield from context.candidate([span], agent, [*expletive, *tokens], lemma, "passive", 0.6)
            return
        if child.dep_ == "xcomp" and child.i > verb.i and subject is not None and subject.lower_ not in frames.expletives:
            spans = [clauses.extent(subject), clauses.extent(child)]
            yield from context.candidate(spans, agent, tokens, lemma, "passive", 0.5)
            return


_VERB_RULES: tuple[Rule, ...] = (find_clausal, interposed.find_interposed, find_infinitive, find_object, find_called, find_passive)

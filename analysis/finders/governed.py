"""What a cue verb governs besides a clause: infinitives, objects, names that it gives, and the passive."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from analysis.finders import Candidate, clauses, nominal
from analysis.finders.context import Context
from analysis.types import Act, Spans

_MARKERS = frozenset({"to", "de", "d'", "d’", "à"})
_WILL = frozenset({"will", "would", "wo", "'ll", "’ll"})
_CONDITIONS = frozenset({"unless", "until", "if", "before", "once"})
_DEADLINES = frozenset({"before", "after", "by", "within"})
#: Determiners of objects that point back to what was said before ("dismissed that explanation").
_POINTING = frozenset({"this", "that", "these", "those"})
_NAMED = frozenset({"name", "identify", "quote"})
_ABOUT_EVENTS = frozenset({"in", "at", "during", "on", "after", "before", "as", "amid", "for"})


def _source(verb: Token, context: Context) -> Spans:
    return clauses.source_spans(clauses.find_subject(verb), context.frames)


def _is_open(verb: Token, context: Context) -> bool:
    negated = clauses.is_negated(verb, context.language.negations)
    return not (clauses.is_passive(verb) or negated or context.is_hypothetical(verb) or context.is_supposed(verb) or context.is_asked(verb))


def find_refusal(verb: Token, context: Context) -> Iterator[Candidate]:
    """“would not say when …”, “declined to comment on …”: content is what nothing is said about."""
    frames, lemma = context.frames, clauses.lemma_of(verb)
    source = _source(verb, context)
    if not source:
        return
    if lemma in frames.decline:
        refused = next((c for c in verb.rights if c.dep_ in ("xcomp", "ccomp") and clauses.is_verb(c)), None)
        if refused is not None and not clauses.is_negated(verb, context.language.negations):
            yield from _refused(verb, refused, source, context)
    elif lemma in frames.refusable:
        will = next((c for c in verb.lefts if c.dep_ == "aux" and c.lower_ in _WILL), None)
        negation = next((c for c in verb.lefts if c.dep_ == "neg"), None)
        if will is not None and negation is not None:
            tokens = [*clauses.cue_tokens(verb, frames), negation]
            start = verb.i + 1
            if start < len(context.doc) and context.doc[start].dep_ == "prep":
                start += 1
            yield from context.candidate([(start, verb.right_edge.i + 1)], source, tokens, "decline", "refusal", 0.88)


def _refused(verb: Token, refused: Token, source: Spans, context: Context) -> Iterator[Candidate]:
    lemma, doc = clauses.lemma_of(verb), context.doc
    start, end = refused.i + 1, refused.right_edge.i + 1
    if clauses.lemma_of(refused) in context.frames.refusable and (start >= end or doc[start].text in (",", ".", ";")):
        yield from _refused_question(verb, refused, source, context)
        return
    if clauses.lemma_of(refused) not in context.language.cue_verbs or start >= end or doc[start].text in (",", ".", ";"):
        start = refused.left_edge.i
        yield from context.candidate([(start, end)], source, clauses.cue_tokens(verb, context.frames), lemma, "refusal", 0.75)
        return
    tokens = [*clauses.cue_tokens(verb, context.frames), *[t for t in doc[verb.i + 1 : start] if not t.is_space]]
    if doc[start].dep_ == "prep" and start + 1 < end:
        start += 1
    yield from context.candidate([(start, end)], source, tokens, lemma, "refusal", 0.88)


def _refused_question(verb: Token, refused: Token, source: Spans, context: Context) -> Iterator[Candidate]:
    """“Asked whether …, a spokesman declined to say.”: the question is what nothing is said about."""
    asked = next((c for c in verb.lefts if c.dep_ in ("advcl", "acl", "ccomp", "dep") and clauses.lemma_of(c) == "ask"), None)
    question = next((c for c in asked.rights if c.dep_ in ("ccomp", "prep", "advcl", "xcomp")), None) if asked is not None else None
    if question is None:
        return
    start, end = clauses.extent(question)
    start += question.dep_ == "prep" or context.doc[start].lower_ == "whether"
    tokens = [*clauses.cue_tokens(verb, context.frames), *context.doc[verb.i + 1 : refused.i + 1]]
    yield from context.candidate([(start, end)], source, tokens, clauses.lemma_of(verb), "refusal", 0.9)


def find_infinitive(verb: Token, context: Context) -> Iterator[Candidate]:
    """“promised to …”, “urged X to …”, “denied doing …”."""
    frames, lemma = context.frames, clauses.lemma_of(verb)
    if lemma in frames.decline or not _is_open(verb, context):
        return
    source = _source(verb, context)
    for child in verb.rights:
        if not source or child.dep_ not in ("xcomp", "ccomp") or not clauses.is_verb(child):
            continue
        if clauses.lemma_of(child) in _NAMED and clauses.is_passive(child):
            continue  # "asked not to be named"
        has_other = any(c.dep_ in clauses.OBJECTS or c.dep_ in clauses.ADDRESSEES or c.dep_ == "prep" for c in verb.rights if c.i < child.i)
        own_subject = any(c.dep_ in clauses.SUBJECTS for c in child.children)
        end = _with_conditions(verb, child)
        cue = clauses.cue_tokens(verb, frames)
        if lemma in frames.urge and (has_other or own_subject) and (marker := _marker(child)) is not None:
            yield from context.candidate([(marker.i, end)], source, cue, lemma, "request", 0.88)
        elif child.dep_ == "xcomp" and (lemma in frames.intend or lemma in frames.concern or lemma in frames.say):
            yield from context.candidate([(max(child.left_edge.i, verb.i + 1), end)], source, cue, lemma, "infinitive", 0.7)
        return


def _marker(infinitive: Token) -> Token | None:
    """The "to" of "the bank to halve …"."""
    return next((c for c in infinitive.children if c.lower_ in _MARKERS and c.i < infinitive.i), None)


def _with_conditions(verb: Token, child: Token) -> int:
    """Token behind a complement and the conditions that the parser hung beside it ("unless the report was released")."""
    end = child.right_edge.i + 1
    for sibling in verb.rights:
        conditional = sibling.dep_ == "advcl" and any(c.dep_ == "mark" and c.lower_ in _CONDITIONS for c in sibling.lefts)
        if sibling.left_edge.i == end and conditional:
            end = sibling.right_edge.i + 1
    return end


def find_object(verb: Token, context: Context) -> Iterator[Candidate]:
    """“denied the allegations”, “called for a halt to flights”."""
    frames, lemma = context.frames, clauses.lemma_of(verb)
    if not _is_open(verb, context) or any(c.dep_ in clauses.CLAUSES or c.dep_ == "xcomp" for c in verb.children):
        return
    if lemma == "ask" and verb.dep_ == "advcl" and not any(c.dep_ in clauses.SUBJECTS for c in verb.lefts):
        return  # "Asked about the dam, he smiled": others asked
    source = _source(verb, context)
    for child in verb.rights:
        target = child if child.dep_ in clauses.OBJECTS and lemma in frames.concern else None
        if child.dep_ == "prep" and child.lower_ in (frames.phrasal or {}).get(lemma, ()):
            target = next((c for c in child.children if c.dep_ in ("pobj", "pcomp")), None)
        if not source or target is None or target.pos_ == "PRON" or any(c.lower_ in _POINTING for c in target.lefts):
            continue
        span = nominal.content_of(target) or (target.left_edge.i, _with_adjuncts(verb, target, context.language.cue_verbs))
        yield from context.candidate([span], source, clauses.cue_tokens(verb, frames), lemma, "object", 0.5)
        return


def _with_adjuncts(verb: Token, target: Token, acts: dict[str, Act]) -> int:
    """Token behind an object and the phrases that belong to it though the parser hung them from the verb; not time, place or occasion of speaking."""
    end = target.right_edge.i + 1
    asks = acts.get(clauses.lemma_of(verb)) in (Act.DEMANDS, Act.COMMITS)
    for sibling in verb.rights:
        if sibling.left_edge.i != end:
            continue
        occasion = sibling.dep_ == "prep" and sibling.lower_ in _ABOUT_EVENTS and not (asks and sibling.lower_ in _DEADLINES)
        condition = sibling.dep_ == "advcl" and any(c.lower_ in _CONDITIONS for c in sibling.lefts)
        if (sibling.dep_ == "prep" and not occasion) or condition:
            end = sibling.right_edge.i + 1
    return end


def find_called(verb: Token, context: Context) -> Iterator[Candidate]:
    """“called the plan a disgrace”, “described it as a disgrace”, “accused Minsk of causing the leak”."""
    frames, lemma = context.frames, clauses.lemma_of(verb)
    if not _is_open(verb, context) or not (source := _source(verb, context)):
        return
    cue = clauses.cue_tokens(verb, frames)
    if lemma in ("accuse", "accuser", "blame"):
        charge = next((c for c in verb.rights if c.lower_ in ("of", "for", "d'", "d’", "de") or c.dep_ in ("xcomp", "ccomp", "advcl")), None)
        if charge is not None:
            yield from context.candidate([(charge.left_edge.i + (charge.dep_ == "prep"), charge.right_edge.i + 1)], source, cue, lemma, "accusation", 0.8)
        return
    if lemma not in frames.call:
        return
    named = [c for c in verb.rights if c.dep_ in ("oprd", "ccomp", "xcomp") and not c.tag_.startswith("V")]
    named += [c for c in verb.rights if c.lower_ in ("as", "comme", "de")]
    objects = [c for c in verb.rights if c.dep_ in clauses.OBJECTS]
    for child in named[:1]:
        start = min([child.left_edge.i, *(o.left_edge.i for o in objects if o.i < child.i)])
        yield from context.candidate([(start, child.right_edge.i + 1)], source, cue, lemma, "naming", 0.75)


def find_passive(verb: Token, context: Context) -> Iterator[Candidate]:
    """“is expected to …”, “was quoted as saying …”, “it was alleged that …”."""
    frames, lemma = context.frames, clauses.lemma_of(verb)
    negated = clauses.is_negated(verb, context.language.negations)
    if lemma not in frames.passive or not clauses.is_passive(verb) or negated or context.is_hypothetical(verb):
        return
    subject = next((c for c in verb.lefts if c.dep_ in clauses.SUBJECTS or c.dep_.startswith("expl")), None)
    impersonal = subject is None or subject.lower_ in ("it", "il")
    source = clauses.source_spans(clauses.find_agent(verb) or _place(verb, context), frames)
    cue = clauses.cue_tokens(verb, frames)
    for child in verb.children:
        if child.dep_ in clauses.CLAUSES and impersonal:
            span = context.before(verb, child) if child.i < verb.i else (max(child.left_edge.i, verb.i + 1), child.right_edge.i + 1)
            if span is not None:
                yield from context.candidate([span], source, [*([subject] if subject is not None else []), *cue], lemma, "passive", 0.75)
            return
        if child.dep_ == "xcomp" and child.i > verb.i and subject is not None and not impersonal:
            yield from context.candidate([clauses.extent(subject), clauses.extent(child)], source, cue, lemma, "passive", 0.4)
            return


def _place(verb: Token, context: Context) -> Token | None:
    """Where something was said, if that speaks ("in a second report")."""
    for child in verb.rights:
        if child.dep_ == "prep" and child.lower_ == "in":
            return next((c for c in child.children if c.dep_ == "pobj" and clauses.lemma_of(c) in context.language.cue_nouns), None)
    return None

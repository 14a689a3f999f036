"""Attributions from a dependency parse (English, French): what each cue verb governs."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from spacy.tokens import Doc, Token

from analysis.finders import Candidate, clauses, french, french_groups, governed, interposed, nominal, quoted, surface
from analysis.finders.context import Context
from analysis.finders.nested import without_nested
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
        if clauses.is_verb(token):
            if lemma in language.cue_verbs or lemma in context.frames.refusable:
                for rule in _VERB_RULES:
                    found.extend(rule(token, context))
            found.extend(find_adjective(token, context))
        elif token.pos_ == "NOUN" and lemma in language.cue_nouns:
            found.extend(nominal.find_noun_cue(token, context))
    found.extend(nominal.find_prepositional(context))
    found.extend(nominal.find_possessive(context))
    found.extend(quoted.find_quoted(context))
    found.extend(quoted.find_labeled(context))
    if language.code == "fr":
        found.extend(surface.find_surface(context))
        found.extend(french.find_french(context))
    own = [c for c in found if not context.is_own_voice(c)]
    if language.code == "en":
        return without_nested(own, context.text, context.frames)
    return [c for c in own if not c.cue or not french_groups.is_mere_letting(c.cue_lemma, context.text[c.cue[-1].start :])]


def find_clausal(verb: Token, context: Context) -> Iterator[Candidate]:
    """“The minister said that …”; what is said may also come first (“…, the minister said”)."""
    frames, lemma = context.frames, clauses.lemma_of(verb)
    negated = clauses.is_negated(verb, context.language.negations)
    if not (lemma in frames.say or lemma in frames.think) or clauses.is_passive(verb) or (negated and lemma in frames.say):
        return
    if context.is_supposed(verb) or context.is_asked(verb):
        return
    source = clauses.source_spans(clauses.find_subject(verb), frames)
    for child in verb.children:
        if child.dep_ not in clauses.CLAUSES or not (clauses.is_verb(child) or child.i > verb.i or child.pos_ in ("NOUN", "ADJ", "PROPN")):
            continue
        if child.i < verb.i:
            span = context.before(verb, child)
            if span is None:
                continue
            source = source or clauses.source_spans(clauses.find_inverted(verb), frames)
        else:
            span = context.trim_tail(child, max(child.left_edge.i, verb.i + 1))
        if not source and context.language.code == "en":
            continue
        score = (0.86 if lemma in frames.say else 0.7) - (0.0 if source else 0.3) - (0.1 if negated else 0.0)
        yield from context.candidate([span], source, clauses.cue_tokens(verb, frames), lemma, "clausal complement", score)


def find_adjective(verb: Token, context: Context) -> Iterator[Candidate]:
    """“is confident that …”, “was adamant: …”."""
    frames = context.frames
    adjective = next((c for c in verb.rights if c.dep_ in ("acomp", "ROOT") and c.lower_ in frames.adjectives), None)
    if adjective is None or clauses.is_negated(verb, context.language.negations):
        return
    source = clauses.source_spans(clauses.find_subject(verb), frames)
    clause = next((c for c in (*adjective.rights, *verb.rights) if c.dep_ in clauses.CLAUSES and c.i > adjective.i), None)
    if clause is not None and source:
        cue = [*clauses.cue_tokens(verb, frames), adjective]
        yield from context.candidate([clauses.extent(clause)], source, cue, adjective.lower_, "clausal complement", 0.7)


_VERB_RULES: tuple[Rule, ...] = (
    find_clausal,
    interposed.find_interposed,
    governed.find_refusal,
    governed.find_infinitive,
    governed.find_object,
    governed.find_called,
    governed.find_passive,
)

"""Reading a dependency parse: subjects, noun phrases, cues and the stretches that clauses cover (English ClearNLP and French UD labels)."""

from __future__ import annotations

from collections.abc import Iterable

from spacy.tokens import Doc, Token

from analysis.languages.frames import Frames
from analysis.types import Span, Spans

SUBJECTS = frozenset({"nsubj", "nsubjpass", "nsubj:pass", "csubj"})
OBJECTS = frozenset({"dobj", "obj"})
ADDRESSEES = frozenset({"dative", "iobj", "obl:arg"})
CLAUSES = frozenset({"ccomp"})
RELATIVES = frozenset({"relcl", "acl:relcl"})
AUXILIARIES = frozenset({"aux", "auxpass", "aux:pass", "aux:tense"})
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_PASSIVE = frozenset({"auxpass", "aux:pass"})
# What a verb without a subject hangs from when it shares the subject of the verb above.
_SHARES_SUBJECT = frozenset({"conj", "xcomp", "advcl", "pcomp", "prep", "ccomp", "dep", "obl", "obl:mod", "acl"})
RELATIVE_PRONOUNS = frozenset({"who", "which", "that", "qui", "whom", "lequel", "laquelle"})
_OF_NOUN_PHRASE = frozenset(
    {"compound", "appos", "prep", "poss", "case", "nmod", "amod", "nummod", "det", "conj", "cc", "flat", "flat:name", "flat:foreign", "punct", "nounmod"}
    | {"quantmod", "fixed", "acl", "obl:arg", "advmod"}
)
_MARKS = frozenset('"«»“”„:;')
# What a phrase of time ends in; name recognition finds no more of them and costs half of the whole analysis.
_TIMES = frozenset(
    {"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "today", "yesterday", "tomorrow", "tonight", "week", "weekend", "month"}
    | {"year", "morning", "afternoon", "evening", "night", "lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche", "hier", "aujourd'hui"}
    | {"january", "february", "march", "april", "june", "july", "august", "september", "october", "november", "december", "jan.", "feb.", "aug.", "sept."}
    | {"oct.", "nov.", "dec.", "semaine", "mois", "matin", "soir"}
)
_NO_SOURCE = frozenset({"advcl", "ccomp", "parataxis", "relcl", "acl:relcl"})
_LONGEST_CLIMB = 8
#: Wrong sentence borders that are undone on either side.
_MOST_CUTS = 3
_CLOSING = frozenset('»”"’)')


def to_span(doc: Doc, start: int, end: int) -> Span | None:
    """The characters of tokens ``[start, end)`` without white-space tokens at the ends; None if nothing is left."""
    while start < end and doc[start].is_space:
        start += 1
    while end > start and doc[end - 1].is_space:
        end -= 1
    return Span(doc[start].idx, doc[end - 1].idx + len(doc[end - 1])) if start < end else None


def to_spans(doc: Doc, tokens: Iterable[Token]) -> Spans:
    """Spans that cover the tokens, neighbors joined."""
    runs: list[list[int]] = []
    for i in sorted({token.i for token in tokens}):
        if runs and runs[-1][1] == i:
            runs[-1][1] = i + 1
        else:
            runs.append([i, i + 1])
    return tuple(span for start, end in runs if (span := to_span(doc, start, end)))


def lemma_of(token: Token) -> str:
    """The lemma in lower case."""
    return token.lemma_.lower()


def is_verb(token: Token) -> bool:
    """Whether the tagger took it for a verb or auxiliary."""
    return token.pos_ in ("VERB", "AUX")


def is_finite(token: Token) -> bool:
    """Whether the form shows person or tense."""
    return token.tag_ in _FINITE or "VerbForm=Fin" in str(token.morph)


def is_passive(verb: Token) -> bool:
    """Whether the verb stands in the passive voice."""
    return (verb.dep_ == "acl" and verb.tag_ == "VBN") or any(child.dep_ in _PASSIVE for child in verb.lefts)


def is_negated(verb: Token, negations: frozenset[str]) -> bool:
    """Whether a negation or a negative subject or adverb belongs to the verb itself."""
    words = [*verb.children, *(word for child in verb.lefts if child.dep_ in SUBJECTS for word in child.lefts)]
    return any((word.dep_ == "neg" or word.lower_ in negations) and word.dep_ not in ("cc", "preconj") for word in words)


def find_subject(verb: Token) -> Token | None:
    """The head of the verb's subject; of an elided one, that of the verb above; of a relative pronoun, its antecedent."""
    at = verb
    for _ in range(_LONGEST_CLIMB):
        own = next((child for child in at.children if child.dep_ in SUBJECTS), None)
        if own is not None:
            return _antecedent(at) if own.lower_ in RELATIVE_PRONOUNS and own.i < at.i else own
        if at.dep_ in RELATIVES or (at.dep_ == "acl" and at.head.pos_ in ("NOUN", "PROPN", "PRON")):
            return at.head if at.tag_ != "VB" else None
        if at.dep_ not in _SHARES_SUBJECT or at.head.i == at.i:
            return None
        at = at.head
    return None


def _antecedent(verb: Token) -> Token | None:
    at = verb
    for _ in range(_LONGEST_CLIMB):
        if at.dep_ in RELATIVES or at.dep_ == "acl":
            return at.head
        if at.head.i == at.i:
            return None
        at = at.head
    return None


def find_inverted(verb: Token) -> Token | None:
    """The noun phrase right behind a verb without subject of its own ("…, warned Lina Orbeliani"), which the parser takes for an object."""
    doc = verb.doc
    if verb.i + 1 >= len(doc) or doc[verb.i + 1].pos_ not in ("PROPN", "NOUN", "DET", "ADJ", "PRON"):
        return None
    for child in verb.rights:
        if child.pos_ in ("PROPN", "NOUN", "PRON") and child.left_edge.i == verb.i + 1:
            return child
    return None


def find_agent(verb: Token) -> Token | None:
    """Who does what a passive verb says ("by the ministry")."""
    for child in verb.rights:
        if child.dep_ == "agent":
            return next((c for c in child.children if c.dep_ == "pobj"), None)
        if child.dep_ == "obl:agent":
            return child
    return None


def noun_phrase(head: Token) -> tuple[int, int]:
    """Token range of the noun phrase around a head, with title and apposition, without relative clauses and what else hangs loosely behind."""
    if head.pos_ == "PRON":
        return head.i, head.i + 1
    start = head.left_edge.i
    while start < head.i and (head.doc[start].is_punct or head.doc[start].is_space or head.doc[start].dep_ in ("cc", "mark", "advmod", "preconj")):
        start += 1
    end = head.i + 1
    for child in head.rights:
        if child.dep_ not in _OF_NOUN_PHRASE or (child.dep_ in ("conj", "acl") and is_verb(child)) or _is_time(child):
            break
        end = _right_end(child)
    while end > head.i + 1 and (head.doc[end - 1].is_punct or head.doc[end - 1].is_space or head.doc[end - 1].dep_ == "cc"):
        end -= 1
    for i in range(head.i + 1, end):  # a line break or an opening mark ends every noun phrase
        if "\n" in head.doc[i].text or head.doc[i].text in _MARKS:
            return start, i - (head.doc[i - 1].is_punct and i - 1 > head.i)
    return start, end


def _is_time(child: Token) -> bool:
    """Whether a phrase behind a noun says when ("the ministry *on Tuesday*"); it was attached to the noun by mistake."""
    if child.dep_ == "prep" and child.lower_ not in ("of", "for"):
        return any(c.lower_ in _TIMES for c in child.children)
    return child.dep_ in ("npadvmod", "tmod", "nmod", "appos", "obl:mod") and child.lower_ in _TIMES


def _right_end(token: Token) -> int:
    """Right edge of a subtree, cut before the first clause in it."""
    edge = token.right_edge.i + 1
    for i in range(token.i + 1, edge):
        if token.doc[i].dep_ in _NO_SOURCE:
            return max(token.i + 1, token.doc[i].left_edge.i)
    return edge


def source_spans(head: Token | None, frames: Frames) -> Spans:
    """The spans of a source; empty without one or for a subject that is nobody."""
    if head is None or (head.lower_ in frames.expletives and head.dep_ != "pobj") or (head.lower_ in _TIMES and head.pos_ != "PROPN"):
        return ()
    span = to_span(head.doc, *noun_phrase(head))
    return (span,) if span else ()


def cue_tokens(verb: Token, frames: Frames) -> list[Token]:
    """A verb with its auxiliaries, particles and the prepositions that belong to it."""
    tokens = [verb]
    belonging = (frames.phrasal or {}).get(lemma_of(verb), frozenset())
    for child in verb.children:
        aux = child.dep_ in AUXILIARIES and child.i < verb.i
        reflexive = child.dep_.startswith("expl") and child.i < verb.i
        particle = child.dep_ == "prt" or (child.lower_ in belonging and verb.i < child.i <= verb.i + 2 and child.dep_ in ("prep", "advmod", "prt", "case"))
        if aux or particle or reflexive:
            tokens.append(child)
    return tokens


def sentence_of(token: Token) -> tuple[int, int]:
    """Token range of a sentence, taken together again where the parser cut it without a full stop ("the ferry « Alcyone » | was …")."""
    doc, span = token.doc, token.sent
    start, end = span.start, span.end
    for _ in range(_MOST_CUTS):
        if start == 0 or _ends_sentence(doc, start):
            break
        start = doc[start - 1].sent.start
    for _ in range(_MOST_CUTS):
        if end >= len(doc) or _ends_sentence(doc, end):
            break
        end = doc[end].sent.end
    return start, end


def _ends_sentence(doc: Doc, i: int) -> bool:
    """Whether a sentence ends before token `i`."""
    if "\n" in doc[i].text or "\n" in doc[i - 1].text:
        return True
    while i > 1 and doc[i - 1].text in _CLOSING:
        i -= 1
    return doc[i - 1].text[-1:] in ".!?…:;"


def extent(token: Token) -> tuple[int, int]:
    """Token range of a whole subtree."""
    return token.left_edge.i, token.right_edge.i + 1

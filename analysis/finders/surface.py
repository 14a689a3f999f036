"""French reporting clauses read from the words themselves, where the parse is not to be trusted: verb form, neighbors, order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from spacy.tokens import Doc, Token

from analysis.finders import Candidate, clauses
from analysis.finders.context import Context, french_cues
from analysis.types import Span, Spans

_AUXILIARIES = frozenset("a ont avait avaient aura auront aurait auraient eut est sont était étaient vient".split())  # noqa: SIM905
_CLITICS = frozenset("lui leur le la les l' l’ s' s’ se y en n' n’ ne -t -t- nous vous me m' m’".split())  # noqa: SIM905
_SUBJECT_PRONOUNS = frozenset("il elle ils elles on celui-ci celle-ci ceux-ci celles-ci".split())  # noqa: SIM905
_INVERTED = frozenset("-il -elle -ils -elles -on -t-il -t-elle -t-on".split())  # noqa: SIM905
_THAT = frozenset({"que", "qu'", "qu’"})
_OF = frozenset({"de", "d'", "d’", "à"})
_STOP = frozenset({".", "!", "?", ";", ":", "\n", "«", "»", '"', "“", "”", "(", ")", "—", "–"})
_CONNECTIVES = frozenset({"et", "mais", "ou", "car", "que", "qu'", "qu’", "si", "tandis", "alors", "puisque", "selon"})
#: Tokens between verb and "que" ("a dit mardi à la presse que").
_LONGEST_GAP = 9


@dataclass(frozen=True, slots=True)
class _Group:
    """A reporting verb with its auxiliaries, and its subject as token range (start 0, end 0: none)."""

    verb: Token
    lemma: str
    start: int
    end: int
    subject: tuple[int, int]
    inverted: bool
    negated: bool


def find_surface(context: Context) -> Iterator[Candidate]:
    """Candidates of all reporting verbs of a French text."""
    forms = french_cues()
    for token in context.doc:
        lemma = forms.get(token.lower_.removeprefix("s'"))
        if lemma is None or (group := find_group(token, lemma)) is None:
            continue
        yield from _complement(group, context)
        yield from _preceding(group, context)


def find_group(verb: Token, lemma: str) -> _Group | None:
    """A verb with its auxiliaries and its subject; None where nobody does what it says."""
    doc, low = verb.doc, _clause_start(verb)
    start = verb.i
    negated = False
    while start > low and (_is_helper(doc[start - 1]) or doc[start - 1].lower_ in ("pas", "jamais", "également", "aussi", "toutefois", "déjà")):
        start -= 1
        negated |= doc[start].lower_ in ("n'", "n’", "ne")
    inverted = next((t for t in doc[start : verb.i + 3] if t.lower_ in _INVERTED), None)
    participle = verb.lower_[-1] in "éis" or verb.lower_.endswith(("u", "it", "ée"))
    has_aux = any(t.lower_ in _AUXILIARIES for t in doc[start : verb.i])
    if not has_aux and verb.lower_.endswith(("é", "ée", "és", "ées", "er", "ir")):
        return None
    if not participle and has_aux:
        return None
    if inverted is not None:
        return _Group(verb, lemma, start, max(verb.i, inverted.i) + 1, (inverted.i, inverted.i + 1), True, negated)
    subject = _subject_before(list(doc[low:start]))
    if subject is not None:
        return _Group(verb, lemma, start, verb.i + 1, subject, False, negated)
    behind = _subject_behind(verb)
    return _Group(verb, lemma, start, verb.i + 1, behind, True, negated) if behind is not None else None


def _is_helper(token: Token) -> bool:
    return token.lower_ in _AUXILIARIES or token.lower_ in _CLITICS or token.lower_ in _INVERTED


def _clause_start(verb: Token) -> int:
    """Where the words before a verb begin that may hold its subject."""
    i = verb.i
    while i > verb.sent.start and verb.doc[i - 1].text not in _STOP and "\n" not in verb.doc[i - 1].text:
        i -= 1
    return i


def _subject_before(words: list[Token]) -> tuple[int, int] | None:
    """The noun phrase or pronoun right before a verb; "X, Y, dit" gives both, "Mardi, X dit" gives X."""
    if not words:
        return None
    last = words[-1]
    if last.lower_ in _SUBJECT_PRONOUNS:
        return last.i, last.i + 1
    if last.lower_ == "qui":
        words.pop()
        while words and words[-1].text == ",":
            words.pop()
    chunks: list[list[Token]] = [[]]
    for word in words:
        if word.text == "," or word.lower_ in _CONNECTIVES:
            chunks.append([])
        else:
            chunks[-1].append(word)
    behind_comma = not chunks[-1]
    filled = [c for c in chunks if c]
    if not filled:
        return None
    chosen = filled[-1]
    if behind_comma and len(filled) > 1 and not _has_verb(filled[-2]):
        chosen = [*filled[-2], *filled[-1]] if filled[-2][-1].i + 2 == filled[-1][0].i else filled[-1]
    if behind_comma and len(filled) == 1 and last.text == ",":
        return None
    return _noun_range(chosen)


def _has_verb(words: list[Token]) -> bool:
    return any(w.pos_ in ("VERB", "AUX") and "VerbForm=Fin" in str(w.morph) for w in words)


def _noun_range(words: list[Token]) -> tuple[int, int] | None:
    if _has_verb(words) or not any(w.pos_ in ("NOUN", "PROPN", "PRON") or w.text[:1].isupper() for w in words):
        return None
    start = next((w.i for w in words if w.pos_ not in ("ADV", "CCONJ", "PUNCT", "SPACE", "ADP", "SCONJ")), words[0].i)
    if words[0].lower_ == "des":
        return words[0].i, words[-1].i + 1
    if words[0].pos_ == "ADP":
        return None
    return start, words[-1].i + 1


def _subject_behind(verb: Token) -> tuple[int, int] | None:
    """“…, a répété mardi la directrice, Maud Lecerf.”: the noun phrase behind, up to the end of the clause."""
    doc, i = verb.doc, verb.i + 1
    limit = min(verb.sent.end, verb.i + 30)
    before = doc[_group_left(verb) - 1] if _group_left(verb) > 0 else None
    if before is None or (before.text not in ',»"”’' and before.text not in "?!"):
        return None
    while i < limit and (doc[i].pos_ in ("ADV",) or doc[i].lower_ in _DAYS):
        i += 1
    end = i
    while end < limit and doc[end].text not in _STOP and "\n" not in doc[end].text and doc[end].lower_ not in _THAT:
        if doc[end].text == "," and not _goes_on(doc, end + 1, limit):
            break
        if doc[end].lower_ in _CONNECTIVES or ("VerbForm=Fin" in str(doc[end].morph) and doc[end].pos_ in ("VERB", "AUX")):
            break
        end += 1
    while end > i and doc[end - 1].text == ",":
        end -= 1
    return _noun_range(list(doc[i:end])) if end > i else None


def _goes_on(doc: Doc, start: int, limit: int) -> bool:
    """Whether an apposition follows a comma: a noun phrase without a finite verb of its own."""
    if start >= limit or not (doc[start].text[:1].isupper() or doc[start].pos_ in ("DET", "NOUN", "ADJ")):
        return False
    end = next((i for i in range(start, limit) if doc[i].text in _STOP or doc[i].text == ","), limit)
    return not _has_verb(list(doc[start:end]))


def _behind_adverbs(group: _Group, end: int) -> int:
    """Token behind the verb and the adverbs and days that stand between it and what it governs."""
    i = group.end
    while i < end and (group.verb.doc[i].pos_ == "ADV" or group.verb.doc[i].lower_ in _DAYS) and group.verb.doc[i].lower_ not in _THAT:
        i += 1
    return i


_DAYS = frozenset("lundi mardi mercredi jeudi vendredi samedi dimanche hier aujourd'hui aussitôt".split())  # noqa: SIM905


def _group_left(verb: Token) -> int:
    start = verb.i
    while start > verb.sent.start and _is_helper(verb.doc[start - 1]):
        start -= 1
    return start


def _end(group: _Group) -> int:
    """The end of what may belong to a complement: its sentence, or a semicolon."""
    doc, end = group.verb.doc, group.verb.sent.end
    return next((i for i in range(group.end, end) if doc[i].text == ";"), end)


def cue_of(group: _Group) -> list[Token]:
    """The verb and its auxiliaries."""
    return [t for t in group.verb.doc[group.start : group.end] if t.i == group.verb.i or t.lower_ in _AUXILIARIES]


def _complement(group: _Group, context: Context) -> Iterator[Candidate]:
    """“dit que …”, “nie avoir …”, “promet de …”, “conteste l'authenticité …”."""
    frames, doc, end = context.frames, group.verb.doc, _end(group)
    source = source_of(group, context)
    if not source or group.negated or group.inverted:
        return
    cue, lemma = cue_of(group), group.lemma
    group = replace(group, end=_behind_adverbs(group, end))
    for i in range(group.end, min(group.end + _LONGEST_GAP, end)):
        token = doc[i]
        if token.lower_ in _THAT:
            if lemma in frames.say or lemma in frames.think or lemma in frames.concern or lemma in frames.urge:
                yield from context.candidate([(i, _without_tail(i, end, context))], source, cue, lemma, "clausal complement", 0.87)
            return
        if token.text == ":" and lemma in frames.say and not context.quotation_at(doc[min(i + 1, end - 1)].idx):
            yield from context.candidate([(i + 1, end)], source, cue, lemma, "clausal complement", 0.8)
            return
        if token.text in _STOP or token.pos_ == "VERB" or (token.lower_ in _OF and _infinitive_at(doc, i + 1, end)):
            break
    if group.end < end and _infinitive_at(doc, group.end, end) and lemma in frames.intend | frames.concern | frames.say:
        yield from context.candidate([(group.end, end)], source, cue, lemma, "infinitive", 0.85)
        return
    for i in range(group.end, min(group.end + _LONGEST_GAP, end)):
        if doc[i].lower_ in _OF and _infinitive_at(doc, i + 1, end):
            if lemma in frames.urge or lemma in frames.intend or lemma == "accuser":
                yield from context.candidate([(i, end)], source, cue, lemma, "request" if lemma in frames.urge else "infinitive", 0.85)
            return
    if lemma in frames.concern and group.end < end and doc[group.end].pos_ in ("DET", "NOUN", "ADJ"):
        yield from context.candidate([(group.end, _without_tail(group.end, end, context))], source, cue, lemma, "object", 0.6)


def _infinitive_at(doc: Doc, i: int, end: int) -> bool:
    while i < end and (doc[i].lower_ in _CLITICS or doc[i].lower_ in ("pas", "jamais", "plus")):
        i += 1
    return i < end and (doc[i].lower_.endswith(("er", "ir", "re", "oir"))) and doc[i].pos_ in ("VERB", "AUX")


def _without_tail(start: int, end: int, context: Context) -> int:
    """Token behind a complement without what the author adds (“…, tandis que …”)."""
    doc = context.doc
    for i in range(start + 2, end - 1):
        if doc[i].text == "," and doc[i + 1].lower_ in ("tandis", "alors") and context.quotation_at(doc[i].idx) is None:
            return i
    return end


def source_of(group: _Group, context: Context) -> Spans:
    """The spans of the subject."""
    start, stop = group.subject
    words = list(context.doc[start:stop])
    if len(words) == 1 and words[0].lower_ in context.frames.expletives:
        return ()
    span = clauses.to_span(context.doc, start, stop)
    if span is None:
        return ()
    if words[0].text.startswith("-"):
        offset = len(words[0].text) - len(words[0].text.lstrip("-t"))
        return (Span(span.start + max(offset, 1), span.end),)
    return (span,)


def _preceding(group: _Group, context: Context) -> Iterator[Candidate]:
    """“…, affirment des habitants.”, “La grève, a-t-il ajouté, ira …”."""
    doc = context.doc
    if group.lemma not in context.frames.say or group.negated:
        return
    source = source_of(group, context)
    left = min(group.start, group.subject[0]) if not group.inverted else group.start
    right = max(group.end, group.subject[1])
    sentence = group.verb.sent
    if not source or left <= sentence.start or doc[left - 1].text != ",":
        return
    while right < sentence.end and doc[right].text not in _STOP and doc[right].text != ",":
        right += 1
    low = next((i + 1 for i in range(left - 2, sentence.start, -1) if doc[i].text == ";"), sentence.start)
    ranges = [(low, left)]
    if right < sentence.end - 1 and doc[right].text == ",":
        ranges.append((right + 1, _end(group)))
    yield from context.candidate(ranges, source, cue_of(group), group.lemma, "interposed clause", 0.84)

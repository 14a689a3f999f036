"""French reporting verbs with their auxiliaries and subjects, read from the words themselves: verb form, neighbors, order."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Doc, Token

from analysis.finders import clauses
from analysis.finders.context import Context, french_cues
from analysis.types import Span, Spans

_AUXILIARIES = frozenset("a ont avait avaient aura auront aurait auraient eut est sont était étaient vient".split())  # noqa: SIM905
CLITICS = frozenset("lui leur le la les l' l’ s' s’ se y en n' n’ ne -t -t- nous vous me m' m’".split())  # noqa: SIM905
_SUBJECT_PRONOUNS = frozenset("il elle ils elles on celui-ci celle-ci ceux-ci celles-ci".split())  # noqa: SIM905
_INVERTED = frozenset("-il -elle -ils -elles -on -t-il -t-elle -t-on".split())  # noqa: SIM905
_RELATIVES = frozenset("qui dont que qu' où lequel laquelle lesquels lesquelles".split())  # noqa: SIM905
THAT = frozenset({"que", "qu'", "qu’"})
OF = frozenset({"de", "d'", "d’", "à"})
STOP = frozenset({".", "!", "?", ";", ":", "\n", "«", "»", '"', "“", "”", "(", ")", "—", "–"})
_CONNECTIVES = frozenset({"et", "mais", "ou", "car", "que", "qu'", "qu’", "si", "tandis", "alors", "puisque", "selon"})


_ASIDES = tuple(
    tuple(p.split()) for p in ("pour sa part", "pour leur part", "de son côté", "de leur côté", "en revanche", "par ailleurs", "en outre", "à son tour")
)
_DAYS = frozenset("lundi mardi mercredi jeudi vendredi samedi dimanche hier aujourd'hui aussitôt".split())  # noqa: SIM905


#: Verbs that report together with an infinitive alone.
_LIGHT = frozenset({"faire", "laisser"})
#: Infinitives that make a reporting verb of them.
_LET_KNOW = frozenset("savoir connaître valoir remarquer observer comprendre entendre".split())  # noqa: SIM905
_ADVERBS = frozenset("pas jamais également aussi toutefois déjà toujours souvent encore longtemps récemment vivement même".split())  # noqa: SIM905
#: Tokens between two reporting verbs of one subject.
_LONGEST_SENTENCE = 80


@dataclass(frozen=True, slots=True)
class Group:
    """A reporting verb with its auxiliaries, and its subject as token range (start 0, end 0: none)."""

    verb: Token
    lemma: str
    start: int
    end: int
    subject: tuple[int, int]
    inverted: bool
    negated: bool


def is_mere_letting(cue_lemma: str | None, behind: str) -> bool:
    """Whether "laisser" reports nothing: no infinitive of letting know stands behind it ("laisse dire", "laisse le monde sur sa faim").

    Args:
        cue_lemma: of the cue.
        behind: the text from the cue's last word on.
    """
    return cue_lemma == "laisser" and not _LET_KNOW & set(behind[:40].lower().split()[:3])


def find_shared(verb: Token, lemma: str, last: Group | None) -> Group | None:
    """A verb that shares the subject of the reporting verb before it in the sentence: “…, et a ajouté que”, “et menace de”, “…, précisant que”."""
    doc = verb.doc
    if (
        last is None
        or not 0 < verb.i - last.verb.i <= _LONGEST_SENTENCE
        or "\n" in doc[last.verb.i : verb.i].text
        or any(t.text in ".!?;" for t in doc[last.verb.i : verb.i])
    ):
        return None
    start = verb.i
    while start > last.verb.i + 1 and (_is_helper(doc[start - 1]) or doc[start - 1].lower_ in _ADVERBS):
        start -= 1
    before = doc[start - 1]
    if verb.lower_.endswith("ant"):
        return Group(verb, lemma, verb.i, verb.i + 1, last.subject, False, False) if before.text == "," or before.lower_ == "en" else None
    has_aux = any(t.lower_ in _AUXILIARIES for t in doc[start : verb.i])
    finite = not verb.lower_.endswith(("é", "ée", "és", "ées", "er", "ir"))
    if before.lower_ not in ("et", "mais", "puis") or start - 1 <= last.verb.i or not (has_aux or finite or (last.verb.i != last.start)):
        return None
    follows = doc[verb.i + 1].lower_ if verb.i + 1 < len(doc) else ""
    governs = (
        follows in THAT or follows in OF or any(t.lower_ in THAT for t in doc[verb.i + 1 : verb.i + 5]) or doc[min(verb.i + 1, len(doc) - 1)].pos_ == "DET"
    )
    return Group(verb, lemma, start, verb.i + 1, last.subject, False, False) if governs else None


def find_group(verb: Token, lemma: str) -> Group | None:
    """A verb with its auxiliaries and its subject; None where nobody does what it says."""
    doc, low = verb.doc, clause_start(verb)
    start = verb.i
    negated = False
    while start > low and (_is_helper(doc[start - 1]) or doc[start - 1].lower_ in _ADVERBS):
        start -= 1
        negated |= doc[start].lower_ in ("n'", "n’", "ne")
    inverted = next((t for t in doc[start : verb.i + 3] if t.lower_ in _INVERTED), None)
    participle = verb.lower_[-1] in "éis" or verb.lower_.endswith(("u", "it", "ée"))
    has_aux = any(t.lower_ in _AUXILIARIES for t in doc[start : verb.i])
    if not has_aux and verb.lower_.endswith(("é", "ée", "és", "ées", "er", "ir")):
        return None
    if not participle and has_aux:
        return None
    last = _last_of_cue(verb, lemma)
    if inverted is not None:
        return Group(verb, lemma, start, max(last.i, inverted.i) + 1, (inverted.i, inverted.i + 1), True, negated)
    words = list(doc[low:start])
    behind = _subject_behind(verb, last) if last is not verb else None  # "…, a fait savoir X" has nothing else behind it
    subject = (subject_before(list(words)) or subject_across(words)) if behind is None else None
    if subject is not None:
        return Group(verb, lemma, start, last.i + 1, subject, False, negated)
    behind = behind or _subject_behind(verb, last)
    return Group(verb, lemma, start, last.i + 1, behind, True, negated) if behind is not None else None


def _last_of_cue(verb: Token, lemma: str) -> Token:
    """The last word of a cue: "a fait savoir" and "laisse entendre" are one."""
    following = verb.doc[verb.i + 1] if lemma in _LIGHT and verb.i + 1 < len(verb.doc) else None
    return following if following is not None and following.lower_ in _LET_KNOW else verb


def _is_helper(token: Token) -> bool:
    return token.lower_ in _AUXILIARIES or token.lower_ in CLITICS or token.lower_ in _INVERTED


def clause_start(verb: Token) -> int:
    """Where the words before a verb begin that may hold its subject."""
    i, start = verb.i, clauses.sentence_of(verb)[0]
    while i > start and verb.doc[i - 1].text not in STOP and "\n" not in verb.doc[i - 1].text:
        i -= 1
    return i


def subject_before(words: list[Token]) -> tuple[int, int] | None:
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
        aside = filled[-1][0].pos_ == "ADP" or filled[-1][0].lower_ in ("pour", "de")
        chosen = filled[-2] if aside else [*filled[-2], *filled[-1]] if filled[-2][-1].i + 2 == filled[-1][0].i else filled[-1]
    if behind_comma and len(filled) == 1 and last.text == ",":
        return None
    return _noun_range(chosen)


def subject_across(words: list[Token]) -> tuple[int, int] | None:
    """The noun phrase at the start of a clause whose verb stands behind an insertion: “Aumont, qui …, accuse”, “Stuttgart, de son côté, rejette”."""
    if len(words) < 4 or words[-1].text != ",":
        return None
    first = next((k for k, w in enumerate(words) if w.text == ","), len(words))
    lead, inserted = words[:first], words[first + 1 : -1]
    if not lead or not inserted or _has_verb(lead):
        return None
    if inserted[0].lower_ in _RELATIVES or (inserted[0].pos_ == "ADP" and not _has_verb(inserted)):
        return _noun_range(lead)
    return None


def _has_verb(words: list[Token]) -> bool:
    return any(w.pos_ in ("VERB", "AUX") and "VerbForm=Fin" in str(w.morph) for w in words)


def _noun_range(words: list[Token]) -> tuple[int, int] | None:
    if _has_verb(words) or not any(w.pos_ in ("NOUN", "PROPN", "PRON") or w.text[:1].isupper() for w in words):
        return None
    start = next((w.i for w in words if w.pos_ not in ("ADV", "CCONJ", "PUNCT", "SPACE", "ADP", "SCONJ")), words[0].i)
    if words[0].lower_ == "des":
        return words[0].i, words[-1].i + 1
    if words[0].pos_ == "ADP" or words[-1].pos_ == "ADP":
        return None
    return start, words[-1].i + 1


def _subject_behind(verb: Token, last: Token) -> tuple[int, int] | None:
    """“…, a répété mardi la directrice, Maud Lecerf.”: the noun phrase behind the last word of a cue, up to the end of the clause."""
    doc, i = verb.doc, last.i + 1
    limit = min(clauses.sentence_of(verb)[1], verb.i + 30)
    before = doc[_group_left(verb) - 1] if _group_left(verb) > 0 else None
    if before is None or (before.text not in ',»"”’' and before.text not in "?!"):
        return None
    while i < limit and (step := _aside_at(doc, i)):
        i += step
    end = i
    while end < limit and doc[end].text not in STOP and "\n" not in doc[end].text and doc[end].lower_ not in THAT:
        if doc[end].text == "," and not _goes_on(doc, end + 1, limit):
            break
        is_verb = "VerbForm=Fin" in str(doc[end].morph) and doc[end].pos_ in ("VERB", "AUX")
        if doc[end].lower_ in _CONNECTIVES or (is_verb and doc[end - 1].lower_ not in OF):  # "service de presse" has none
            break
        end += 1
    while end > i and doc[end - 1].text == ",":
        end -= 1
    return _noun_range(list(doc[i:end])) if end > i else None


def _goes_on(doc: Doc, start: int, limit: int) -> bool:
    """Whether an apposition follows a comma: a noun phrase without a finite verb of its own."""
    if start >= limit or not (doc[start].text[:1].isupper() or doc[start].pos_ in ("DET", "NOUN", "ADJ")):
        return False
    end = next((i for i in range(start, limit) if doc[i].text in STOP or doc[i].text == ","), limit)
    return not _has_verb(list(doc[start:end]))


def behind_adverbs(group: Group, end: int) -> int:
    """Token behind the verb and the adverbs and days that stand between it and what it governs."""
    doc, i = group.verb.doc, group.end
    while i < end and doc[i].lower_ not in THAT:
        step = _aside_at(doc, i)
        if not step and doc[i].text == ",":  # "raconte, sous couvert d'anonymat, avoir …"
            close = next((k for k in range(i + 1, min(i + 8, end)) if doc[k].text == ","), i)
            step = close + 1 - i if close > i and doc[i + 1].pos_ == "ADP" and not _has_verb(list(doc[i + 1 : close])) else 0
        if not step:
            break
        i += step
    return i


def _aside_at(doc: Doc, i: int) -> int:
    """Length of the adverb, day or set phrase at a token; 0 if there is none."""
    phrase = next((p for p in _ASIDES if tuple(t.lower_ for t in doc[i : i + len(p)]) == p), None)
    if phrase is not None:
        return len(phrase)
    return int(doc[i].pos_ == "ADV" or doc[i].lower_ in _DAYS)


def _group_left(verb: Token) -> int:
    start, first = verb.i, clauses.sentence_of(verb)[0]
    while start > first and _is_helper(verb.doc[start - 1]):
        start -= 1
    return start


def end_of(group: Group) -> int:
    """The end of what may belong to a complement: its sentence, or a semicolon."""
    doc, end = group.verb.doc, clauses.sentence_of(group.verb)[1]
    return next((i for i in range(group.end, end) if doc[i].text == ";"), end)


def cue_of(group: Group) -> list[Token]:
    """The verb and its auxiliaries."""
    words = group.verb.doc[group.start : group.end]
    return [t for t in words if t.i == group.verb.i or t.lower_ in _AUXILIARIES or (group.lemma in _LIGHT and t.lower_ in _LET_KNOW)]


def reports_on(doc: Doc, i: int, end: int) -> bool:
    """Whether a reporting verb of the same subject follows a conjunction or comma: “et a assuré que”, “menace de”, “précisant que”."""
    comma = i > 0 and doc[i - 1].text == ","
    if comma and i < end and doc[i].lower_ in ("et", "mais", "puis"):
        i, comma = i + 1, False
    first = i
    while i < end and (_is_helper(doc[i]) or doc[i].pos_ == "ADV") and doc[i].lower_ not in THAT:
        i += 1
    if i + 1 >= end or doc[i].lower_ not in french_cues() or (comma and not doc[i].lower_.endswith("ant")) or doc[i].lower_.endswith(("er", "ir")):
        return False
    if doc[i].lower_.endswith(("é", "és", "ée", "ées")) and first == i:
        return False
    return doc[i + 1].lower_ in THAT or doc[i + 1].lower_ in OF or (doc[i + 1].pos_ == "DET" and not comma)


def left_of(group: Group) -> int:
    """The first token of a reporting clause."""
    return group.start if group.inverted else min(group.start, group.subject[0])


def source_of(group: Group, context: Context) -> Spans:
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

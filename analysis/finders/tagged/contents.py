"""How far a reported content reaches."""

from __future__ import annotations

from analysis.finders.tagged.cues import Cue
from analysis.finders.tagged.phrases import parse_phrase
from analysis.finders.tagged.reading import Reading, Segment, Unit
from analysis.types import Act

Range = tuple[int, int]
_WITH_INFINITIVE = (Act.DENIES, Act.DEMANDS, Act.COMMITS)


def opens_subordinate(r: Reading, segment: Segment) -> bool:
    """Whether a segment begins like a subordinate clause."""
    k = _first(r, segment)
    if r.low[k] in r.grammar.preposition_conjunctions and _governs_phrase(r, segment, k):
        return False
    return r.low[k] in r.grammar.subordinators or r.pos[k] == "SCONJ" or "PronType=Rel" in r.morph[k] or _preposition_relative(r, segment, k)


def _governs_phrase(r: Reading, segment: Segment, k: int) -> bool:
    """Whether a word that may be preposition or conjunction is the former: its clause's verb follows the phrase ("Während des Besuchs sei …")."""
    verb = next((j for j in range(k + 1, segment.end) if r.finite[j]), None)
    return verb is not None and verb < segment.end - 1 and parse_phrase(r, k + 1, verb) == verb


def _preposition_relative(r: Reading, segment: Segment, k: int) -> bool:
    return r.pos[k] == "ADP" and k + 1 < segment.end and "PronType=Rel" in r.morph[k + 1]


def opens_relative(r: Reading, segment: Segment) -> bool:
    """Whether a segment is a relative clause: opened by a relative pronoun, its verb at the end where the language puts it there."""
    k = _first(r, segment)
    if _preposition_relative(r, segment, k):
        return True
    if "PronType=Rel" not in r.morph[k]:
        return False
    finites = [j for j in range(k, segment.end) if r.finite[j]]
    return r.grammar.bare_genitive or not finites or (finites[0] > k + 1 and finites[-1] >= segment.end - 2)


def _first(r: Reading, segment: Segment) -> int:
    k = segment.start
    while k < segment.end - 1 and (not r.is_word(k) or (r.pos[k] == "CCONJ" and r.low[k] not in r.grammar.subordinators)):
        k += 1
    return k


def first_word(r: Reading, segment: Segment) -> int:
    """The first word of a segment behind marks and coordinating conjunctions."""
    return _first(r, segment)


def has_finite(r: Reading, segment: Segment) -> bool:
    """Whether a clause segment has a finite verb."""
    return any(r.finite[k] or "VerbForm=Pred" in r.morph[k] for k in range(segment.start, segment.end))


def has_subjunctive(r: Reading, segment: Segment) -> bool:
    """Whether a segment has a verb in Konjunktiv."""
    return any(r.mood[k] for k in range(segment.start, segment.end))


def has_infinitive(r: Reading, segment: Segment) -> bool:
    """Whether a segment has an infinitive with "zu", or any infinitive in languages without one."""
    for k in range(segment.start, segment.end):
        if "Voice=Zu" in r.morph[k] or (r.tag[k] == "PTKZU" and k + 1 < segment.end):
            return True
        if r.grammar.bare_genitive and "VerbForm=Inf" in r.morph[k]:
            return True
    return False


def bracket_open(r: Reading, before: Segment, after: Segment) -> bool:
    """Whether an auxiliary waits for its participle or infinitive behind an inset ("Man werde, sagte X, niemanden entlassen")."""
    nonfinite = [any("VerbForm=Part" in r.morph[k] or "VerbForm=Inf" in r.morph[k] for k in range(s.start, s.end)) for s in (before, after)]
    auxiliary = any(r.finite[k] and r.pos[k] == "AUX" for k in range(before.start, before.end))
    return nonfinite == [False, True] and auxiliary and not has_finite(r, after)


def is_apposition(r: Reading, segment: Segment) -> bool:
    """Whether a segment is nothing but a noun phrase (an apposition between commas)."""
    if segment.quoted or segment.before != "," or has_finite(r, segment) or has_infinitive(r, segment):
        return False
    return parse_phrase(r, segment.start, segment.end, wide=True) == segment.end


def right_limit(unit: Unit, start: int, cues: dict[int, Cue]) -> int:
    """Behind the last segment that a content beginning at segment `start` can take: a semicolon or another reporting verb joined to the first ends it."""
    for number in range(start, len(unit.segments)):
        segment = unit.segments[number]
        if segment.before == ";" and number > start:
            return number
        joined = number in cues and segment.before not in ("", ",", ";", ":", "–", "—")
        if joined:
            return number
    return len(unit.segments)


def find_complement(r: Reading, unit: Unit, cue: Cue, cues: dict[int, Cue]) -> tuple[str, int] | None:
    """What follows a reporting verb as its content.

    Returns:
        The kind ("quotation", "clause", "infinitive") and the number of the segment where the content begins; None if nothing that follows can be it.
    """
    weak = cue.lemma in r.grammar.weak_verbs
    number = cue.segment + 1
    while number < len(unit.segments):
        segment = unit.segments[number]
        if segment.quoted:
            return "quotation", number
        if segment.before not in (",", ":", "–", "—"):
            return None
        kind = _judge(r, unit, number, weak=weak, takes_infinitive=cue.lemma in r.language.cue_verbs and r.language.cue_verbs[cue.lemma] in _WITH_INFINITIVE)
        if kind is not None:
            return kind, number
        if not (is_apposition(r, segment) or opens_relative(r, segment) or _is_filler(r, segment)):
            return None
        number += 1
    return None


def _is_filler(r: Reading, segment: Segment) -> bool:
    """A few words without a verb, such as a particle left behind an inserted clause."""
    return segment.end - segment.start <= 3 and not has_finite(r, segment)


def _judge(r: Reading, unit: Unit, number: int, *, weak: bool, takes_infinitive: bool) -> str | None:
    segment = unit.segments[number]
    k = first_word(r, segment)
    if r.low[k] in r.language.complementizers or _complementizer_inside(r, segment) is not None:
        return "clause"
    if r.low[k] in r.grammar.question_words and not weak:
        return "clause" if has_finite(r, segment) else None
    if has_infinitive(r, segment) and not has_finite(r, segment):
        purpose = r.low[k] in r.grammar.purpose_words and not (takes_infinitive and r.low[k] != "um")
        return None if purpose else "infinitive"
    if segment.before == ":":
        return "clause"
    if r.finite[k] and not r.mood[k]:
        return None
    if opens_relative(r, segment):
        return None
    if opens_subordinate(r, segment):
        rest = unit.segments[number + 1 : number + 4]
        return "clause" if any(has_subjunctive(r, s) and not s.quoted and not opens_subordinate(r, s) for s in rest) else None
    if has_subjunctive(r, segment):
        return "clause"
    if weak or r.grammar.needs_complementizer or not has_finite(r, segment):
        later = unit.segments[number + 1] if number + 1 < len(unit.segments) else None
        opens_infinitive = later is not None and not later.quoted and not has_finite(r, segment) and has_infinitive(r, later)
        return "infinitive" if opens_infinitive and not is_apposition(r, segment) and not r.grammar.needs_complementizer else None
    return "clause"


def _complementizer_inside(r: Reading, segment: Segment) -> int | None:
    """ "в том, что", "so dass": a complementizer behind one or two words."""
    for k in range(segment.start, min(segment.start + 2, segment.end)):
        if r.low[k] in r.language.complementizers and r.low[k] not in ("ли",):
            return k
    return None


def content_start(r: Reading, segment: Segment) -> int:
    """The first token of a content that begins with a segment: behind its complementizer."""
    k = _complementizer_inside(r, segment)
    if k is not None and k + 1 < segment.end:
        return k + 1
    return segment.start

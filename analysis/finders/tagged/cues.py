"""Reporting verbs in a segment: lemma with particle, verb bracket, fixed phrases, negation."""

from __future__ import annotations

from dataclasses import dataclass

from analysis.finders.tagged.reading import Reading, Segment, Unit


@dataclass(slots=True)
class Cue:
    """A reporting verb in its clause.

    Attributes:
        lemma: key in the language's cue verbs.
        finite: the finite verb's token (an auxiliary in "hat erklärt").
        main: the token that carries the lemma.
        tokens: all tokens of the reporting expression, in order.
        segment: number of the segment in its unit.
        negated: the report itself is negated ("sagte nicht, ob").
        passive: the verb stands in an impersonal passive ("wird vermutet").
    """

    lemma: str
    finite: int
    main: int
    tokens: list[int]
    segment: int
    negated: bool = False
    passive: bool = False


def find_cue(r: Reading, unit: Unit, number: int) -> Cue | None:
    """The first reporting verb of a segment, or None."""
    segment = unit.segments[number]
    if segment.quoted:
        return None
    for k in range(segment.start, segment.end):
        if "VerbForm=Conv" in r.morph[k] and r.lemma[k] in r.language.cue_verbs:
            return Cue(r.lemma[k], k, k, [k], number)  # «…, отметив, что …»
        if "VerbForm=Pred" in r.morph[k] and r.lemma[k] in r.language.cue_verbs:  # «уверен, что …»
            adjective = Cue(r.lemma[k], k, k, [k], number)
            adjective.negated = _is_negated(r, segment, adjective)
            return adjective
        if not r.finite[k]:
            continue
        cue = _read_verb(r, unit, number, k)
        if cue is not None:
            cue.negated = _is_negated(r, segment, cue)
            return cue
    return None


def _read_verb(r: Reading, unit: Unit, number: int, k: int) -> Cue | None:
    segment = unit.segments[number]
    lemma = r.lemma[k]
    phrase = _read_phrase(r, segment, k, k)
    if phrase is not None:
        phrase.segment = number
        return phrase
    auxiliary = r.grammar.auxiliaries.get(lemma)
    if auxiliary is not None:
        main = _find_main(r, segment, k, auxiliary)
        if main is not None:
            return _read_bracket(r, segment, number, k, main, auxiliary)
        if auxiliary != "full":
            return None
    particle = _find_particle(r, unit, number, k)
    if particle is None and k > segment.start and r.low[k - 1] + lemma in r.language.cue_verbs and r.low[k - 1] in r.grammar.particles:
        particle = k - 1  # "bekannt gab"
    if particle is not None:
        lemma = r.low[particle] + lemma
    # what somebody would say, or is said to have said, is no report of its own
    if lemma not in r.language.cue_verbs or (r.mood[k] and r.grammar.has_reported_mood):
        return None
    tokens = sorted({k, *([particle] if particle is not None else []), *_reflexive(r, segment, k)})
    return Cue(lemma, k, k, tokens, number)


def _find_main(r: Reading, segment: Segment, finite: int, auxiliary: str) -> int | None:
    """The participle or infinitive that an auxiliary brackets; the last one of the segment."""
    if auxiliary == "none":
        return None
    wanted = "VerbForm=Part" if auxiliary in ("perfect", "passive") else "VerbForm=Inf"
    span = range(segment.end - 1, segment.start - 1, -1)
    return next((j for j in span if j != finite and wanted in r.morph[j] and r.pos[j] in ("VERB", "AUX") and r.lemma[j] not in r.grammar.auxiliaries), None)


def _read_bracket(r: Reading, segment: Segment, number: int, finite: int, main: int, auxiliary: str) -> Cue | None:
    if auxiliary in ("modal", "will") and r.mood[finite]:
        return None
    if auxiliary == "modal" and r.lemma[main] not in r.grammar.modal_verbs:
        return None
    phrase = _read_phrase(r, segment, finite, main)
    if phrase is not None:
        phrase.segment = number
        return phrase
    lemma = r.lemma[main]
    if auxiliary == "full" and (lemma in r.grammar.thinking_verbs or _reflexive(r, segment, finite)):
        return None  # "ließ vermuten", "lässt sich sagen": what others may think of it; "ließ mitteilen" reports
    tokens = {finite, main, *_reflexive(r, segment, finite)}
    if main > segment.start and r.low[main - 1] in r.grammar.particles and r.low[main - 1] + lemma in r.language.cue_verbs:
        lemma = r.low[main - 1] + lemma
        tokens.add(main - 1)
    if auxiliary == "will":
        return _read_intention(r, segment, number, finite, main)
    if lemma not in r.language.cue_verbs or (r.mood[finite] and r.grammar.has_reported_mood and lemma in r.grammar.weak_verbs):
        return None
    return Cue(lemma, finite, main, sorted(tokens), number, passive=auxiliary == "passive")


def _read_intention(r: Reading, segment: Segment, number: int, finite: int, main: int) -> Cue | None:
    """ "Sie will im Amt bleiben": what somebody intends, in a main clause that ends with the infinitive."""
    key = r.lemma[finite]
    if key not in r.language.cue_verbs or finite == segment.start or main != segment.end - 1 or main <= finite + 1:
        return None
    return Cue(key, finite, finite, [finite], number)


def _find_particle(r: Reading, unit: Unit, number: int, finite: int) -> int | None:
    """A separable verb's particle: the last word of the clause, if need be behind an inserted clause."""
    segment = unit.segments[number]
    if not r.grammar.particles:
        return None
    last = segment.end - 1
    if last > finite and _is_particle(r, last, finite):
        return last
    for j in range(finite + 1, segment.end):  # "teilte mit am Montag" and "stellte klar am"
        if r.tag[j] == "PTKVZ" and r.low[j] in r.grammar.particles and r.low[j] + r.lemma[finite] in r.language.cue_verbs:
            return j
    for later in unit.segments[number + 1 : number + 4]:
        last = later.end - 1
        if later.quoted:
            continue
        if (
            not any(r.finite[j] for j in range(later.start, later.end))
            and _is_particle(r, last, finite)
            and r.low[last] + r.lemma[finite] in r.language.cue_verbs
        ):
            return last
    return None


def _is_particle(r: Reading, k: int, finite: int) -> bool:
    if r.low[k] not in r.grammar.particles:
        return False
    return r.tag[k] == "PTKVZ" or r.low[k] + r.lemma[finite] in r.language.cue_verbs


def _read_phrase(r: Reading, segment: Segment, finite: int, main: int) -> Cue | None:
    """Fixed phrases around a verb ("hält es für möglich", "не исключает")."""
    for wanted, key in r.grammar.phrases.get(r.lemma[main], ()):
        found = [next((j for j in range(segment.start, segment.end) if r.low[j] == word), None) for word in wanted]
        if all(j is not None for j in found):
            tokens = sorted({finite, main, *(j for j in found if j is not None), *_reflexive(r, segment, finite)})
            return Cue(key, finite, main, tokens, 0)
    return None


def _reflexive(r: Reading, segment: Segment, k: int) -> list[int]:
    return [j for j in range(k + 1, min(k + 3, segment.end)) if r.tag[j] == "PRF"]


def _is_negated(r: Reading, segment: Segment, cue: Cue) -> bool:
    if cue.lemma in r.grammar.phrase_keys:
        return False
    if r.grammar.negates_next_word:
        return any(j > segment.start and r.low[j - 1] in r.language.negations for j in (cue.finite, cue.main))
    return any(r.low[j] in r.grammar.clause_negations for j in range(segment.start, segment.end) if r.inside[j] < 0)

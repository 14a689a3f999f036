"""French reporting clauses read from the words themselves, where the parse is not to be trusted: verb form, neighbors, order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Doc

from analysis.finders import Candidate
from analysis.finders.clauses import sentence_of
from analysis.finders.context import Context, french_cues
from analysis.finders.french_groups import (
    CLITICS,
    OF,
    STOP,
    THAT,
    Group,
    behind_adverbs,
    cue_of,
    end_of,
    find_group,
    find_shared,
    left_of,
    reports_on,
    source_of,
)

_CHARGES = frozenset({"accuser", "reprocher", "soupçonner"})
#: Tokens between verb and "que" ("a dit mardi à la presse que").
_LONGEST_GAP = 9


def find_surface(context: Context) -> Iterator[Candidate]:
    """Candidates of all reporting verbs of a French text."""
    forms = french_cues()
    last: Group | None = None
    for token in context.doc:
        lemma = forms.get(token.lower_.removeprefix("s'"))
        if lemma is None:
            continue
        group = find_shared(token, lemma, last) or find_group(token, lemma)
        if group is None:
            continue
        yield from _complement(group, context)
        yield from _preceding(group, context)
        if context.quotation_at(token.idx) is None:
            last = group


def _complement(group: Group, context: Context) -> Iterator[Candidate]:
    """“dit que …”, “nie avoir …”, “promet de …”, “conteste l'authenticité …”."""
    frames, doc, end = context.frames, group.verb.doc, end_of(group)
    source = source_of(group, context)
    if not source or group.negated or group.inverted:
        return
    cue, lemma = cue_of(group), group.lemma
    group = replace(group, end=behind_adverbs(group, end))
    end = _without_tail(group.end - 2, end, context)
    for i in range(group.end, min(group.end + _LONGEST_GAP, end)):
        token = doc[i]
        if token.lower_ in THAT:
            if lemma in frames.say or lemma in frames.think or lemma in frames.concern or lemma in frames.urge:
                yield from context.candidate([(i, end)], source, cue, lemma, "clausal complement", 0.87)
            return
        if token.text == ":" and lemma in frames.say and context.quotation_at(doc[min(i + 1, end - 1)].idx) == context.quotation_at(group.verb.idx):
            yield from context.candidate([(i + 1, end)], source, cue, lemma, "clausal complement", 0.8)
            return
        if token.text in STOP or token.pos_ == "VERB" or (token.lower_ in OF and _infinitive_at(doc, i + 1, end)):
            break
    if group.end < end and _infinitive_at(doc, group.end, end) and lemma in frames.intend | frames.concern | frames.say:
        yield from context.candidate([(group.end, end)], source, cue, lemma, "infinitive", 0.85)
        return
    for i in range(group.end, min(group.end + _LONGEST_GAP, end)):
        if doc[i].lower_ in OF and _infinitive_at(doc, i + 1, end):
            if lemma in frames.urge or lemma in frames.intend or lemma in _CHARGES:
                yield from context.candidate([(i, end)], source, cue, lemma, "request" if lemma in frames.urge else "infinitive", 0.85)
            return
    if lemma in frames.concern and group.end < end and doc[group.end].pos_ in ("DET", "NOUN", "ADJ"):
        yield from context.candidate([(group.end, end)], source, cue, lemma, "object", 0.6)


def _infinitive_at(doc: Doc, i: int, end: int) -> bool:
    while i < end and (doc[i].lower_ in CLITICS or doc[i].lower_ in ("pas", "jamais", "plus")):
        i += 1
    return i < end and (doc[i].lower_.endswith(("er", "ir", "re", "oir"))) and doc[i].pos_ in ("VERB", "AUX")


def _without_tail(start: int, end: int, context: Context) -> int:
    """Token behind a complement without what the author adds (“…, tandis que …”)."""
    doc = context.doc
    for i in range(start + 2, end - 1):
        if context.quotation_at(doc[i].idx) is not None:
            continue
        if doc[i].text == "," and doc[i + 1].lower_ in ("tandis", "alors"):
            return i
        if (doc[i].lower_ in ("et", "mais", "puis") or doc[i].text == ",") and reports_on(doc, i + 1, end):
            return i
    return end


def _preceding(group: Group, context: Context) -> Iterator[Candidate]:
    """“…, affirment des habitants.”, “La grève, a-t-il ajouté, ira …”."""
    doc = context.doc
    if group.lemma not in context.frames.say or group.negated:
        return
    source = source_of(group, context)
    left = left_of(group)
    right = max(group.end, group.subject[1])
    start, end = sentence_of(group.verb)
    if not source or left <= start or doc[left - 1].text != ",":
        return
    while right < end and doc[right].text not in STOP and doc[right].text != ",":
        right += 1
    low = next((i + 1 for i in range(left - 2, start, -1) if doc[i].text == ";"), start)
    ranges = [(low, left)]
    if right < end - 1 and doc[right].text == "," and not reports_on(doc, right + 1, end) and not _reports_itself(doc, right + 1, end):
        ranges.append((right + 1, end_of(group)))
    if len(ranges) == 1 and doc[low].pos_ == "ADP" and not any(doc[i].pos_ in ("VERB", "AUX") for i in range(*ranges[0])):
        return  # "Sur le quai, une fanfare répétait": a mere adverbial
    yield from context.candidate(ranges, source, cue_of(group), group.lemma, "interposed clause", 0.84)


def _reports_itself(doc: Doc, start: int, end: int) -> bool:
    """Whether “et il rappelle que …” follows: a further report with a subject of its own."""
    if start >= end or doc[start].lower_ not in ("et", "mais"):
        return False
    return any(doc[i].lower_ in french_cues() and doc[i + 1].lower_ in THAT for i in range(start + 1, min(start + 8, end - 1)))

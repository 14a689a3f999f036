"""Sources named without a verb: prepositions, "zufolge", "so X", nouns with a clause, "X: „…“"."""

from __future__ import annotations

from analysis.finders.tagged.contents import (
    bracket_open,
    content_start,
    find_complement,
    first_word,
    has_finite,
    has_infinitive,
    has_subjunctive,
    is_apposition,
    opens_relative,
    opens_subordinate,
    right_limit,
)
from analysis.finders.tagged.cues import Cue
from analysis.finders.tagged.phrases import find_subject_after, parse_phrase
from analysis.finders.tagged.reading import Reading, Segment, Unit
from analysis.finders.tagged.results import Range, Results, Speaker


def apply_prepositions(results: Results, number: int, cues: dict[int, Cue]) -> None:
    """Find "laut X", "nach Angaben von X", "по словам X" and "X zufolge" in a unit."""
    r, unit = results.r, results.units[number]
    for index, segment in enumerate(unit.segments):
        if segment.quoted:
            continue
        k = segment.start
        while k < segment.end:
            found = _read_preposition(r, k, segment.end) or _read_postposition(r, segment, k)
            if found is None:
                k += 1
                continue
            lemma, cue, source = found
            begin, end = min([*cue, *(s[0] for s in source)]), max([cue[-1] + 1, *(s[1] for s in source)])
            end, source = _add_apposition(r, unit, index, end, source)
            content = _rest(r, unit, index, begin, end, cues)
            kept = results.speaker
            results.add(unit=number, rule="preposition", score=0.9, content=content, source=source, cue=cue, lemma=lemma)
            if kept is not None and source and r.low[source[0][0]] in r.grammar.possessives:
                results.speaker = Speaker(kept.source, number, unit.paragraph)
            k = max(end, k + 1)


def _add_apposition(r: Reading, unit: Unit, index: int, end: int, source: list[Range]) -> tuple[int, list[Range]]:
    segment = unit.segments[index]
    following = unit.segments[index + 1] if index + 1 < len(unit.segments) else None
    if source and end == segment.end and source[-1][1] == end and following is not None and is_apposition(r, following) and index + 2 < len(unit.segments):
        return following.end, [*source[:-1], (source[-1][0], following.end)]
    after = unit.segments[index + 2] if index + 2 < len(unit.segments) else None
    if source and end == segment.end and following is not None and after is not None and opens_relative(r, following) and r.finite[first_word(r, after)]:
        return following.end, source
    return end, source


def _read_preposition(r: Reading, k: int, end: int) -> tuple[str, list[int], list[Range]] | None:
    for words in r.grammar.preposition_phrases.get(r.low[k], ()):
        stop = k + len(words)
        if len(words) == 2 and k + 2 < end and r.pos[k + 1] == "ADJ" and r.low[k + 1] not in r.grammar.possessives and r.low[k + 2] == words[1]:
            stop += 1  # «по предварительным оценкам», "nach ersten Angaben"
        if stop <= end and (tuple(r.low[k:stop]) == words or (stop - k > len(words) and r.low[k] == words[0])):
            found = _with_source(r, k, stop, end, " ".join(words))
            if stop - k > len(words) and not found[2]:
                continue
            # "laut" alone may be the adverb
            return found if found[2] or len(words) > 1 else None
    possessive = _read_possessive(r, k, end)
    if possessive is not None:
        return possessive
    if r.low[k] not in r.grammar.report_prepositions:
        return None
    head = k + 1
    while head < end and head < k + 4 and not r.is_noun(head) and r.pos[head] in ("ADJ", "DET", "NUM"):
        head += 1
    if head >= end or not r.is_noun(head):
        return None
    noun = next((n for n in sorted(r.grammar.source_nouns, key=len, reverse=True) if r.lemma[head].endswith(n)), None)
    if noun is None:
        return None
    lemma = f"{r.low[k]} {noun}"
    if r.lemma[head] != noun:
        return lemma, [k], [(k + 1, head + 1)]
    found = _with_source(r, k, head + 1, end, lemma)
    return found if found[2] else (lemma, [k], [(k + 1, head + 1)])


def _read_possessive(r: Reading, k: int, end: int) -> tuple[str, list[int], list[Range]] | None:
    """«по его словам», "nach seinen Worten": the possessive is the source."""
    if k + 2 >= end or r.low[k + 1] not in r.grammar.possessives:
        return None
    for words in r.grammar.preposition_phrases.get(r.low[k], ()):
        if words[-1] == r.low[k + 2] and len(words) >= 2:
            return " ".join(words), [k, k + 2], [(k + 1, k + 2)]
    return None


def _with_source(r: Reading, k: int, stop: int, end: int, lemma: str) -> tuple[str, list[int], list[Range]]:
    cue = list(range(k, stop))
    start = stop
    if start < end and r.low[start] in r.grammar.source_links:
        start += 1
    behind = parse_phrase(r, start, end, wide=start > stop)
    if behind is None or (start == stop and stop - k > 1 and r.grammar.genitive_articles and not _can_be_genitive(r, start)):
        return lemma, cue, []
    return lemma, cue, [(start, behind)]


def _can_be_genitive(r: Reading, k: int) -> bool:
    """A bare phrase behind "nach Angaben" must show its case, or be a name in -s."""
    return r.low[k] in r.grammar.genitive_articles or r.low[k].endswith(("s", "er", "'", "’")) or r.low[k] in r.grammar.possessives


def _read_postposition(r: Reading, segment: Segment, k: int) -> tuple[str, list[int], list[Range]] | None:
    if k == segment.start:
        return None
    if r.low[k] in r.grammar.report_prepositions and r.lemma[k - 1] in r.language.cue_nouns and k - 1 > segment.start:
        if r.low[k - 2] in r.grammar.possessives:  # "ihrer Meinung nach"
            return f"{r.low[k]} {r.lemma[k - 1]}", [k - 1, k], [(k - 2, k - 1)]
        return None
    if r.low[k] not in r.language.cue_postpositions:
        return None
    start = next((j for j in range(segment.start, k) if r.pos[j] != "ADP" and parse_phrase(r, j, k) == k), None)
    if start is None:
        return None
    head = next((j for j in range(start, k) if r.is_noun(j)), k)
    if r.lemma[head] in r.language.cue_nouns and head + 1 < k:
        begin = head + 2 if r.low[head + 1] in r.grammar.source_links else head + 1
        return r.low[k], [*range(start, head + 1), k], [(begin, k)]
    return r.low[k], [k], [(start, k)]


def _rest(r: Reading, unit: Unit, index: int, begin: int, end: int, cues: dict[int, Cue]) -> list[Range]:
    """The sentence around a prepositional source, or the subordinate clause that holds it."""
    left = index
    if index > 0 and opens_subordinate(r, unit.segments[index]) and unit.segments[index].start < begin:
        return [piece for piece in ((content_start(r, unit.segments[index]), begin), (end, unit.segments[index].end)) if piece[0] < piece[1]]
    while left > 0:
        segment, previous = unit.segments[left], unit.segments[left - 1]
        if segment.before in (";", ":") or previous.quoted or (left - 1 in cues and not cues[left - 1].negated):
            break
        if has_finite(r, segment) and has_finite(r, previous) and _is_main(r, segment) and (r.pos[segment.start] == "CCONJ" or _is_main(r, previous)):
            break
        left -= 1
    limit = right_limit(unit, index + 1, cues)
    start = content_start(r, unit.segments[left]) if left < index or unit.segments[left].start < begin else end
    if unit.segments[left].start == begin:
        start = begin
    stop = max(unit.segments[limit - 1].end, end)
    ranges = [(start, begin), (end, stop)]
    return [piece for piece in ranges if piece[0] < piece[1] and any(r.is_word(k) and r.pos[k] != "CCONJ" for k in range(*piece))]


def _is_main(r: Reading, segment: Segment) -> bool:
    """Whether a segment is a main clause with something before its verb."""
    first = first_word(r, segment)
    return not opens_subordinate(r, segment) and not r.finite[first] and not has_infinitive(r, segment)


def apply_so(results: Results, number: int) -> None:
    """Find "…, so X" in a unit: the content stands before, or around."""
    r, unit = results.r, results.units[number]
    for index, segment in enumerate(unit.segments):
        if segment.quoted or r.low[segment.start] not in r.grammar.so_words or index == 0 or has_finite(r, segment):
            continue
        found = find_subject_after(r, segment.start + 1, segment.end)
        if found is None:
            continue
        source = found
        following = unit.segments[index + 1] if index + 1 < len(unit.segments) else None
        if found[1] == segment.end and following is not None and is_apposition(r, following):
            source = (found[0], following.end)
        left = index - 1
        if unit.segments[left].quoted:
            content = [(unit.segments[left].start, unit.segments[left].end)]
        else:
            while left > 0 and unit.segments[left].before not in (";", ":") and not unit.segments[left - 1].quoted:
                left -= 1
            content = [(content_start(r, unit.segments[left]), unit.segments[index - 1].end)]
        content.extend(_after_so(r, unit, index))
        results.add(unit=number, rule="so source", score=0.9, content=content, source=[source], cue=[segment.start], lemma=None)


def _after_so(r: Reading, unit: Unit, index: int) -> list[Range]:
    limit = right_limit(unit, index + 1, {})
    if limit <= index + 1:
        return []
    following = unit.segments[index + 1]
    if following.quoted:
        return [(following.start, following.end)] if following.before == "," else []
    if r.finite[first_word(r, following)] or has_subjunctive(r, following) or bracket_open(r, unit.segments[index - 1], following):
        return [(following.start, unit.segments[limit - 1].end)]
    return []


def apply_nouns(results: Results, number: int, cues: dict[int, Cue]) -> None:
    """Find "die Behauptung des X, dass …": a reporting noun with its own source and a clause."""
    r, unit = results.r, results.units[number]
    for index, segment in enumerate(unit.segments[:-1]):
        if segment.quoted:
            continue
        for k in range(segment.start, segment.end):
            if not r.is_noun(k) or r.lemma[k] not in r.language.cue_nouns:
                continue
            source = _genitive_source(r, k, segment.end)
            stand_in = Cue(r.lemma[k], k, k, [k], index)
            complement = find_complement(r, unit, stand_in, cues) if source else None
            if source is None or complement is None or complement[0] == "quotation":
                continue
            following = unit.segments[complement[1]]
            if not (has_subjunctive(r, following) or has_infinitive(r, following) or content_start(r, following) > following.start):
                continue
            limit = right_limit(unit, complement[1], cues)
            content = [(content_start(r, following), unit.segments[_stop(r, unit, complement[1], limit) - 1].end)]
            kept = results.speaker
            results.add(unit=number, rule="noun cue", score=0.7, content=content, source=[source], cue=[k], lemma=r.lemma[k])
            results.speaker = kept
            break


def _stop(r: Reading, unit: Unit, first: int, limit: int) -> int:
    for number in range(first + 1, limit):
        if r.finite[first_word(r, unit.segments[number])] and not unit.segments[number].quoted:
            return number
    return limit


def _genitive_source(r: Reading, k: int, end: int) -> Range | None:
    if k > 0 and r.low[k - 1] in r.grammar.possessives:
        return k - 1, k
    if r.grammar.has_reported_mood and k > 0 and r.pos[k - 1] == "PROPN" and r.low[k - 1].endswith(("s", "'", "’")):
        first = k - 1
        while first > 0 and r.pos[first - 1] == "PROPN":
            first -= 1
        if first == 0 or r.pos[first - 1] != "DET":
            return first, k  # "Semmlers Vorwurf"
    j = k + 1
    if j >= end:
        return None
    if r.low[j] in r.grammar.genitive_articles or r.low[j] in r.grammar.agent_prepositions:
        start = j + (r.low[j] in r.grammar.agent_prepositions)
        behind = parse_phrase(r, start, end)
        return (start, behind) if behind is not None else None
    if r.grammar.bare_genitive and r.is_noun(j) and (r.words[j][0].isupper() or "Case=Gen" in r.morph[j]):
        behind = parse_phrase(r, j, end)
        return (j, behind) if behind is not None else None
    return None


def apply_colon(results: Results, number: int, cues: dict[int, Cue]) -> None:
    """Find "X: „…“" and "X stand auf: „…“": a quotation behind a colon whose clause has no reporting verb."""
    r, unit = results.r, results.units[number]
    for index, segment in enumerate(unit.segments[1:], 1):
        previous = unit.segments[index - 1]
        if not segment.quoted or segment.before != ":" or segment.quotation in results.used or previous.quoted:
            continue
        if index - 1 in cues and cues[index - 1].negated:
            continue
        verb = next((k for k in range(previous.start, previous.end) if r.finite[k]), None)
        source = _subject_of(r, previous, verb)
        if source is None and results.speaker is None:
            continue
        speaker = results.speaker.source if results.speaker is not None else ()
        results.add(unit=number, rule="colon", score=0.7, content=[(segment.start, segment.end)], source=[source] if source else speaker)


def _subject_of(r: Reading, segment: Segment, verb: int | None) -> Range | None:
    if verb is None:
        behind = parse_phrase(r, segment.start, segment.end, wide=True)
        return (segment.start, behind) if behind is not None else None
    return find_subject_after(r, segment.start, verb) or find_subject_after(r, verb + 1, segment.end)

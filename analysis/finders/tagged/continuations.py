"""Speech that goes on without a reporting word: the subjunctive, quotations of their own, "demnach"."""

from __future__ import annotations

import itertools

from analysis.actors.nouns import find_noun, is_document
from analysis.finders.tagged.contents import first_word, has_finite, has_subjunctive, opens_subordinate
from analysis.finders.tagged.cues import Cue
from analysis.finders.tagged.phrases import find_subject_after, find_subject_before
from analysis.finders.tagged.reading import Reading, Segment
from analysis.finders.tagged.results import Range, Results, Speaker
from analysis.types import Spans


def apply_quotations(results: Results, number: int) -> None:
    """Give quotations that no rule has taken to the last speaker, or to the subject of the sentence before."""
    r, unit = results.r, results.units[number]
    for segment in unit.segments:
        if not segment.quoted or segment.quotation in results.used or r.quotations[segment.quotation].continues:
            continue
        if segment.before not in ("", ".", ":") or len([k for k in range(segment.start, segment.end) if r.is_word(k)]) < 3:
            continue
        source = _speaker_for(results, number)
        if source:
            results.add(unit=number, rule="quotation alone", score=0.75, content=[(segment.start, segment.end)], source=source)


def _speaker_for(results: Results, number: int) -> Spans:
    speaker, unit = results.speaker, results.units[number]
    if speaker is not None and speaker.unit >= number - 1:
        return speaker.source
    before = number - 1
    while before >= 0 and all(s.quoted and results.r.quotations[s.quotation].continues for s in results.units[before].segments):
        before -= 1
    found = _subject_of_unit(results, before, number)
    if found:
        return found
    return speaker.source if speaker is not None and speaker.paragraph >= unit.paragraph - 1 else ()


def _subject_of_unit(results: Results, number: int, asking: int) -> Spans:
    if number < 0 or results.units[number].paragraph < results.units[number + 1].paragraph - 1 or asking > number + 4:
        return ()
    r, segments = results.r, results.units[number].segments
    segment = next((s for s in segments if not s.quoted and has_finite(r, s)), None)
    if segment is None:
        return ()
    verb = next((k for k in range(segment.start, segment.end) if r.finite[k]), segment.start)
    subject = find_subject_before(r, segment.start, verb)
    if subject is None or _disagree(r, subject, verb):
        subject = find_subject_after(r, verb + 1, segment.end) or subject
    return results.spans([subject]) if subject is not None else ()


def _disagree(r: Reading, phrase: Range, verb: int) -> bool:
    """Whether noun and verb have different genders («Слово взял …»)."""
    genders = [next((f for f in r.morph[k].split("|") if f.startswith("Gender=")), "") for k in (phrase[0], verb)]
    return all(genders) and genders[0] != genders[1]


def apply_subjunctive(results: Results, number: int, cues: dict[int, Cue]) -> None:
    """Find sentences, and clauses behind a semicolon, whose main verb says by its mood that somebody else speaks."""
    r, unit = results.r, results.units[number]
    if not r.grammar.has_reported_mood:
        return
    taken = number in results.reported
    for start, end in _main_clauses(results, number):
        segments = unit.segments[start:end]
        if taken and start == 0:
            continue
        if any(s.quoted for s in segments) or (taken and any(k in cues for k in range(start, end))):
            continue
        speaker = results.speaker
        if speaker is None or speaker.paragraph < unit.paragraph - 1:
            continue
        mood = _main_mood(r, segments)
        if mood == "?" and start == 0 and _goes_on(results, number):
            mood = "Cnd"
        speaker = _newer_speaker(results, number, start) or speaker
        near = speaker.unit == number or (speaker.unit == number - 1 and speaker.paragraph == unit.paragraph)
        either = start > 0 and mood == "?" and speaker.unit == number and any(has_subjunctive(r, s) for s in unit.segments[:start])
        recent = near or speaker.paragraph == unit.paragraph or speaker.unit >= number - 2
        if (mood == "Sub" and recent) or (near and (mood == "Cnd" or either)):
            content = [(segments[0].start, segments[-1].end)]
            results.add(unit=number, rule="subjunctive", score=0.8 if mood == "Sub" else 0.6, content=content, source=speaker.source)


def _newer_speaker(results: Results, number: int, start: int) -> Speaker | None:
    """Whoever the sentence before is about, if it reports nothing: "Der Werksleiter bleibt dabei. Man habe …" goes on with him; None if it is no person."""
    before = number - 1
    if start or before < 0 or before in results.reported or results.units[before].paragraph != results.units[number].paragraph:
        return None
    r = results.r
    source = _subject_of_unit(results, before, number)
    if not source or not _may_speak(" ".join(span.of(r.text) for span in source), r):
        return None
    return Speaker(source, before, results.units[before].paragraph)


def _may_speak(words: str, r: Reading) -> bool:
    """Whether words are a person's pronoun, a name with an office, or a noun for a person or body."""
    if words.casefold() in r.language.pronouns:
        return r.language.pronouns[words.casefold()][1] in ("masculine", "feminine") and words.casefold() in r.grammar.persons_pronouns
    nouns = [word.strip(",;:.") for word in words.split() if word[:1].isupper()]
    return any(find_noun(word, r.language.code) is not None for word in nouns[:2]) and not is_document(words, r.language.code)


def _goes_on(results: Results, number: int) -> bool:
    """Whether a sentence with a form that may be either mood stands between reported speech and a sentence in the subjunctive."""
    units, r = results.units, results.r
    if number - 1 not in results.reported or number + 1 >= len(units) or units[number + 1].paragraph != units[number].paragraph:
        return False
    following = [s for s in units[number + 1].segments if not s.quoted]
    return _main_mood(r, following) in ("Sub", "Cnd") and all(s.before != ":" for s in following)


def _main_clauses(results: Results, number: int) -> list[Range]:
    """Segment ranges between semicolons."""
    segments = results.units[number].segments
    borders = [0, *(k for k, s in enumerate(segments) if s.before == ";" and k > 0), len(segments)]
    return list(itertools.pairwise(borders))


def _main_mood(r: Reading, segments: list[Segment]) -> str:
    """Mood of the first main clause: "Sub", "Cnd", "?" for a form that may be either, empty for the indicative."""
    for segment in segments:
        if opens_subordinate(r, segment) and not r.finite[first_word(r, segment)]:
            continue
        verb = next((k for k in range(segment.start, segment.end) if r.finite[k]), None)
        if verb is None:
            continue
        if r.low[verb] in r.grammar.authors_moods:
            return ""
        if r.mood[verb]:
            return r.mood[verb]
        if _is_hearsay(r, segment, verb):
            return "Sub"
        return "?" if r.low[verb].endswith("en") and not r.low[verb].endswith("ien") and r.pos[verb] in ("VERB", "AUX") else ""
    return ""


def _is_hearsay(r: Reading, segment: Segment, verb: int) -> bool:
    """ "Drei Hallen sollen abgebrannt sein": a modal of hearsay with a perfect infinitive at the end."""
    last = segment.end - 1
    while last > verb and not r.is_word(last):
        last -= 1
    return r.lemma[verb] in r.grammar.hearsay_verbs and last - 1 > verb and r.low[last] in ("sein", "haben") and "VerbForm=Part" in r.morph[last - 1]


def apply_accordingly(results: Results, number: int) -> None:
    """Find "Demnach …": the last source goes on."""
    r, unit = results.r, results.units[number]
    first = unit.segments[0]
    if first.quoted or r.low[first.start] not in r.grammar.accordingly_words or results.speaker is None or number in results.reported:
        return
    if results.speaker.paragraph < unit.paragraph - 1:
        return
    content = [(first.start + 1, unit.segments[-1].end)]
    results.add(unit=number, rule="preposition", score=0.7, content=content, source=results.speaker.source, cue=[first.start])

"""Source – cue – content: from the candidates of a finder to the attributions of a text."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from spacy.tokens import Doc

from analysis.actors import resolve_actors
from analysis.actors.whole_names import complete_name
from analysis.acts import classify_act
from analysis.denials import stems
from analysis.encoder.candidates import as_candidates
from analysis.encoder.combine import Surroundings, weigh
from analysis.encoder.component import get_readings
from analysis.finders import Candidate, parsed, tagged
from analysis.languages import Language
from analysis.languages.no_speakers import is_no_speaker, is_nobody
from analysis.quotations import MARKS, Quotation, find_quotations
from analysis.relatives import without_relatives
from analysis.types import Act, Attribution, AttributionType, Reason, Span, Spans

#: Languages with a dependency parser; the others have tags only.
PARSED = frozenset({"en", "fr"})
#: A content that is nothing else lacks its noun.
_ARTICLES = {
    "de": frozenset(("der", "die", "das", "den", "dem", "des", "ein", "eine", "einen")), "en": frozenset(("the", "a", "an")),
    "fr": frozenset(("le", "la", "les", "un", "une", "des")), "ru": frozenset[str](),
}  # fmt: skip
_NOUN_BEHIND = re.compile(r"\s[A-ZÄÖÜ]")
#: Two contents that share this much of their union are the same.
_SAME_CONTENT = 0.8
#: A content of whose characters less than this is outside quotation marks is direct.
_OUTSIDE_OF_DIRECT = 0.05
#: Statements before one whose words it may deny.
_REMEMBERED = 40
# "?", "!" and brackets belong to the content; single marks may be apostrophes.
_STRAY_MARKS = '„“”"«»'
_EDGE = " \t\n\r\u00a0\u202f,.;:–—-" + _STRAY_MARKS


@dataclass(frozen=True, slots=True)
class _Trimmed:
    candidate: Candidate
    content: Spans
    length: int


def extract_attributions(doc: Doc, text: str, language: Language, *, published: str | None = None) -> tuple[tuple[Attribution, ...], tuple[Reason, ...]]:
    """Find who says what in one parsed or tagged text.

    Args:
        doc: the text after its pipeline; offsets are those of `text`.
        text: the text as stored or given; spans refer to it.
        language: the words of its language.
        published: the day (ISO) that the text is of, for offices that are held until some day.

    Returns:
        Attributions in order of their first content character, with actors resolved, and flags (unclosed quotation marks).
    """
    quotations, flags = find_quotations(text)
    found = [one for one in find_chosen(doc, text, language, quotations) if not is_nobody(_read_source(one, text), language.code)]
    chosen = [_without_idle_source(_without_bare_article(one, text, language), text, language) for one in found]
    attributions = tuple(complete_name(one, text, language.code) for one in _attributions(chosen, text, quotations, language))
    return resolve_actors(doc, attributions, language, published=published), tuple(flags)


def _read_source(candidate: Candidate, text: str) -> str:
    return " ".join(span.of(text) for span in candidate.source).strip(_EDGE)


def _without_idle_source(candidate: Candidate, text: str, language: Language) -> Candidate:
    """A day or a question word speaks for nobody ("Thursday", "Wie" at the beginning of a sentence)."""
    return replace(candidate, source=()) if is_no_speaker(_read_source(candidate, text), language.code) else candidate


def _without_bare_article(candidate: Candidate, text: str, language: Language) -> Candidate:
    """A German article that its noun follows is no relative pronoun, and nobody: "hieß es nach der Sitzung" names no source."""
    if language.code != "de" or len(candidate.source) != 1:
        return candidate
    source = candidate.source[0]
    is_bare = source.of(text).casefold() in ("der", "die", "das", "dem", "den") and _NOUN_BEHIND.match(text, source.end)
    return replace(candidate, source=()) if is_bare else candidate


def find_chosen(doc: Doc, text: str, language: Language, quotations: list[Quotation]) -> list[Candidate]:
    """The candidates that become attributions, contents trimmed, scores calibrated; what the trained reader found is weighed in where it has read `doc`."""
    chosen, read = propose(doc, text, language, quotations)
    return weigh(chosen, read, Surroundings(text, quotations, language))


def propose(doc: Doc, text: str, language: Language, quotations: list[Quotation]) -> tuple[list[Candidate], list[Candidate] | None]:
    """What the rules chose, and what the reader found under the rules' own checks; None where no reader has read `doc`."""
    finder = parsed if language.code in PARSED else tagged

    def check(candidates: Iterable[Candidate]) -> list[Candidate]:
        chosen = choose([t for c in candidates if (t := _trim(c, text, quotations, language))])
        return [replace(t.candidate, content=t.content) for t in chosen]

    readings = get_readings(doc)
    return check(finder.find_candidates(doc, quotations, language)), None if readings is None else check(as_candidates(readings, doc, text, language))


def choose(trimmed: list[_Trimmed]) -> list[_Trimmed]:
    """Weigh candidates that cannot both be right: the better score wins, then the longer content.

    Two candidates exclude each other if they rest on the same cue, say the same of the same source, or if one has no cue and its content is in the other's.
    Contents alone may overlap: what A says may hold what B said.
    """
    taken: dict[int, list[_Trimmed]] = {}  # by first paragraph-sized block, so that only neighbors are compared
    kept: list[_Trimmed] = []
    for one in sorted(trimmed, key=lambda t: (-t.candidate.score, -t.length, t.content)):
        blocks = range(_first(one) // 512, _last(one) // 512 + 1)
        if any(_exclude(one, other) for block in blocks for other in taken.get(block, ())):
            continue
        kept.append(one)
        for block in blocks:
            taken.setdefault(block, []).append(one)
    return sorted(kept, key=lambda t: (t.content, t.candidate.cue))


def _first(one: _Trimmed) -> int:
    return min(span.start for span in (*one.content, *one.candidate.cue))


def _last(one: _Trimmed) -> int:
    return max(span.end for span in (*one.content, *one.candidate.cue))


def _exclude(a: _Trimmed, b: _Trimmed) -> bool:
    cue_a, cue_b = a.candidate.cue, b.candidate.cue
    if cue_a and cue_b and any(x.overlaps(y) for x in cue_a for y in cue_b):
        return True
    common = sum(max(0, min(x.end, y.end) - max(x.start, y.start)) for x in a.content for y in b.content)
    if not common:
        return False
    if not cue_a or not cue_b:
        return common * 2 > min(a.length, b.length)
    same_source = a.candidate.source == b.candidate.source or not a.candidate.source or not b.candidate.source
    return same_source and common > _SAME_CONTENT * (a.length + b.length - common)


def _trim(candidate: Candidate, text: str, quotations: list[Quotation], language: Language) -> _Trimmed | None:
    """Leave of a candidate's content what is content; None if nothing is left."""
    own = _holes(candidate)
    inside = _touched(quotations, candidate.content)
    marks = [Span(i, i + 1) for q in inside for i in (q.outer.start, q.outer.end - 1) if text[i] in MARKS]
    content = candidate.content
    for hole in (*own, *marks):
        content = tuple(part for span in content for part in _without(span, hole))
    content = without_relatives(content, candidate.source, text, language.code)
    # Between two quotations the author's words (", he said. ") may be nothing but punctuation.
    stripped = [t for span in sorted(content) if (t := _strip(text, span, inside))]
    if len(stripped) > 1 and stripped[0].of(text).lower() in language.complementizers:
        del stripped[0]  # it stood alone before an opening mark
    elif stripped:
        stripped[0] = _without_complementizer(text, stripped[0], language) or stripped[0]
    spans = tuple(stripped)
    words = " ".join(span.of(text) for span in spans)
    if not any(ch.isalnum() for ch in words) or words.casefold() in _ARTICLES[language.code]:
        return None
    return _Trimmed(candidate, spans, sum(span.end - span.start for span in spans))


def _holes(candidate: Candidate) -> list[Span]:
    """What of the candidate's own source and cue interrupts its content; a source in it without its cue is part of it ("his")."""
    cue_inside = [c for c in candidate.cue if any(c.overlaps(s) for s in candidate.content)]
    if not cue_inside:
        return []
    sources = [s for s in candidate.source if any(s.overlaps(c) for c in candidate.content)]
    near = [s for s in sources if any(abs(s.start - c.end) <= 120 or abs(c.start - s.end) <= 120 for c in cue_inside)]
    if near and len(cue_inside) == 1 and len(near) == 1:
        return [Span(min(near[0].start, cue_inside[0].start), max(near[0].end, cue_inside[0].end))]
    return [*cue_inside, *near]


def _without(span: Span, hole: Span) -> list[Span]:
    if not span.overlaps(hole):
        return [span]
    parts = []
    if span.start < hole.start:
        parts.append(Span(span.start, hole.start))
    if hole.end < span.end:
        parts.append(Span(hole.end, span.end))
    return parts


def _strip(text: str, span: Span, inside: list[Quotation]) -> Span | None:
    """Without white space, commas and final points at the ends; a nested quotation's own marks stay."""

    def goes(i: int) -> bool:
        return text[i] in _EDGE and not (text[i] in _STRAY_MARKS and any(q.inner.start <= i < q.inner.end for q in inside))

    start, end = span.start, span.end
    while start < end and goes(start):
        start += 1
    while end > start and goes(end - 1):
        end -= 1
    return Span(start, end) if start < end else None


def _touched(quotations: list[Quotation], spans: Spans) -> list[Quotation]:
    """The quotations that share characters with any of the spans; `quotations` are in order and do not overlap."""
    found: dict[int, Quotation] = {}
    for span in spans:
        i = bisect_right(quotations, span.start, key=lambda q: q.outer.end)
        while i < len(quotations) and quotations[i].outer.start < span.end:
            found[i] = quotations[i]
            i += 1
    return [found[i] for i in sorted(found)]


def _without_complementizer(text: str, span: Span, language: Language) -> Span | None:
    words = span.of(text)
    for word in sorted(language.complementizers, key=len, reverse=True):
        follows = words[len(word) : len(word) + 1]
        if words[: len(word)].lower() == word and (word[-1] in "'’" or follows.isspace()):
            return _strip(text, Span(span.start + len(word), span.end), []) if len(words) > len(word) else None
    return span


def _type_of(content: Spans, quotations: list[Quotation]) -> AttributionType:
    inside = sum(max(0, min(s.end, q.inner.end) - max(s.start, q.inner.start)) for s in content for q in quotations)
    total = sum(s.end - s.start for s in content)
    if inside >= (1 - _OUTSIDE_OF_DIRECT) * total:
        return AttributionType.DIRECT
    return AttributionType.MIXED if inside else AttributionType.INDIRECT


def _attributions(chosen: list[Candidate], text: str, quotations: list[Quotation], language: Language) -> Iterator[Attribution]:
    said: deque[tuple[Spans, frozenset[str]]] = deque(maxlen=_REMEMBERED)
    last: Attribution | None = None
    for one in chosen:
        raised = [words for source, words in said if source != one.source]
        goes_on = last is not None and not one.cue and last.source == tuple(sorted(one.source)) and last.act is Act.DENIES
        last = _attribution(one, text, quotations, language, raised, is_after_denial=goes_on)
        yield last
        said.append((one.source, stems(" ".join(span.of(text) for span in one.content))))


def _is_behind_colon(candidate: Candidate, text: str) -> bool:
    """Whether a colon parts the cue from its content: what follows are the speaker's own words."""
    if not candidate.cue or not candidate.content:
        return False
    return (
        text[: candidate.content[0].start].rstrip(" \u00a0" + _STRAY_MARKS)[-1:] == ":"
        and max(span.end for span in candidate.cue) <= candidate.content[0].start
    )


def _attribution(
    candidate: Candidate, text: str, quotations: list[Quotation], language: Language, raised: list[frozenset[str]], *, is_after_denial: bool
) -> Attribution:
    act = classify_act(
        content_text=" ".join(span.of(text) for span in candidate.content),
        cue_text=" ".join(span.of(text) for span in candidate.cue),
        cue_lemma=candidate.cue_lemma,
        language=language,
        raised=raised,
        is_behind_colon=_is_behind_colon(candidate, text),
        is_after_denial=is_after_denial,
    )
    return Attribution(
        content=candidate.content,
        source=tuple(sorted(candidate.source)),
        cue=tuple(sorted(candidate.cue)),
        type=_type_of(candidate.content, _touched(quotations, candidate.content)),
        act=act,
        score=candidate.score,
        why=candidate.why,
    )

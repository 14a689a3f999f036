"""Direct speech: quotations with the reporting clause before, behind or between them, and what the same speaker says next."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from analysis.finders import Candidate, clauses, french_groups
from analysis.finders.context import Context, explain
from analysis.quotations import MARKS, Quotation
from analysis.text import split_paragraphs
from analysis.types import Span, Spans

#: Author's words on one side of a quotation that are looked at.
LONGEST_FRAME = 240
_SENTENCE_END = re.compile(r"[.!?…][\"“”»’)]*\s+(?=[^\W\d_a-z]|[\"“„«])|\n")
_LABEL = re.compile(r"(?P<name>[^\W\d_][^\n:“”\"„«»,;.?!]{1,60}(?:\.[^\n:“”\"„«»,;?!]{1,40})?):[ \u00a0]+(?=\S)")
_TITLE_WORDS = 3
_LONGEST_SIGNATURE = 10


@dataclass(frozen=True, slots=True)
class _Voice:
    """Who speaks in a quotation and where it says so."""

    source: Spans
    cue: tuple[Token, ...]
    lemma: str | None
    score: float


def find_quoted(context: Context) -> Iterator[Candidate]:
    """Quotations that are speech, each with its speaker; a quotation after a full stop goes on with the same speaker.

    A speech over several paragraphs, each with an opening mark, is one.
    """
    text = context.text
    previous: _Voice | None = None
    last: Quotation | None = None
    joined: list[Span] = []
    for first, number in _chains(context.quotations):
        quotation, final = context.quotations[first], context.quotations[number]
        before, behind = _frame_before(context, first), _frame_behind(context, number)
        between = text[last.outer.end : quotation.outer.start] if last is not None else "\n"
        same_paragraph = "\n" not in between
        if not _is_speech(context, quotation, before, behind):
            continue
        voice = _voice_behind(context, final, behind) or _voice_before(context, quotation, before)
        if voice is not None and previous is not None and same_paragraph and _same_cue(voice, previous) and not _SENTENCE_END.search(between + " X"):
            continue  # second half of a split quotation: taken with the first
        content = [q.inner for q in context.quotations[first : number + 1]]
        if voice is not None:
            joined = [*content, *_second_half(context, number, behind)]
            yield _make(context, joined, voice, "quotation with cue", voice.score)
            previous, last = voice, final
        elif previous is not None and same_paragraph and _stands_alone(text, quotation):
            if not any(quotation.inner.overlaps(span) for span in joined):
                yield _make(context, content, _Voice(previous.source, (), previous.lemma, 0.7), "continued quotation", 0.7)
            last = final
        elif not same_paragraph:
            previous = None


def _chains(quotations: list[Quotation]) -> Iterator[tuple[int, int]]:
    """First and last index of each speech."""
    first = 0
    for i, quotation in enumerate(quotations):
        if not quotation.continues or i == len(quotations) - 1:
            yield first, i
            first = i + 1


def _same_cue(a: _Voice, b: _Voice) -> bool:
    return bool(a.cue) and bool(b.cue) and a.cue[0].i == b.cue[0].i


def _make(context: Context, content: list[Span], voice: _Voice, rule: str, score: float) -> Candidate:
    cue = clauses.to_spans(context.doc, voice.cue)
    return Candidate(tuple(content), voice.source, cue, voice.lemma, rule, score, explain(rule, context.text, voice.source, cue))


def _frame_before(context: Context, number: int) -> Span | None:
    """The author's words between the sentence's start (or the quotation before) and the opening mark."""
    text, start = context.text, context.quotations[number].outer.start
    floor = max(start - LONGEST_FRAME, context.quotations[number - 1].outer.end if number else 0)
    ends = [m.end() for m in _SENTENCE_END.finditer(text, floor, start + 1) if m.end() <= start]
    low = ends[-1] if ends else floor
    return Span(low, start) if text[low:start].strip() else None


def _frame_behind(context: Context, number: int) -> Span | None:
    text, end = context.text, context.quotations[number].outer.end
    following = context.quotations[number + 1].outer.start if number + 1 < len(context.quotations) else len(text)
    ceiling = min(end + LONGEST_FRAME, following, len(text))
    match = _SENTENCE_END.search(text, end, ceiling + 1)
    high = min(match.start(), ceiling) if match else ceiling
    return Span(end, high) if text[end:high].strip() else None


def _is_speech(context: Context, quotation: Quotation, before: Span | None, behind: Span | None) -> bool:
    """Whether the marks hold speech rather than a title or a single word: it ends like speech, or follows a colon or comma, or stands alone."""
    text = context.text
    inner = quotation.inner.of(text)
    inside_sentence = before is not None and before.of(text).rstrip()[-1:] not in ",:—–("
    if inside_sentence and inner[-1] not in ",?!":
        return False
    if before is None and behind is not None and behind.of(text).lstrip()[:1] in "–—―":
        return inner.count(" ") >= _TITLE_WORDS
    if inner[-1] in ",?!.…" or text[quotation.outer.end : quotation.outer.end + 1] == ",":
        return before is None or before.of(text).rstrip()[-1:] in ",:—–" or inner.count(" ") >= _TITLE_WORDS
    return before is not None and before.of(text).rstrip()[-1:] in (":", ",") and inner.count(" ") >= _TITLE_WORDS


def _is_sentence(context: Context, quotation: Quotation) -> bool:
    """Whether the words in the marks have a finite verb or are cried out."""
    return quotation.inner.of(context.text)[-1] in "?!" or any(clauses.is_finite(t) for t in _tokens(context, quotation.inner))


def _stands_alone(text: str, quotation: Quotation) -> bool:
    before = text[: quotation.outer.start].rstrip(" \u00a0")[-1:]
    return before in ("", "\n", ".", "!", "?", ":", "”", '"', "»", "“", "’")


def _voice_behind(context: Context, quotation: Quotation, frame: Span | None) -> _Voice | None:
    """“…”, said the minister."""
    text = context.text
    if frame is None or not (quotation.inner.of(text)[-1] in ",?!…—–-" or frame.of(text).lstrip()[:1] in ",—–―-"):
        return None
    tokens = _tokens(context, frame)
    verbs = [t for t in tokens if _is_verb(t, context)]
    if not verbs and frame.of(text).lstrip()[:1] in "–—―-":
        return _signed(context, tokens)
    return _pick(context, verbs, frame, sentence_like=_is_sentence(context, quotation))


def _signed(context: Context, tokens: list[Token]) -> _Voice | None:
    """“…” – minister: a name behind a dash, up to the end of the line."""
    nouns = [t for t in tokens if t.pos_ in ("NOUN", "PROPN")]
    line_ends = not tokens or tokens[-1].i + 1 >= len(context.doc) or "\n" in context.doc[tokens[-1].i + 1].text or "\n" in tokens[-1].text
    if not nouns or not line_ends or len(tokens) > _LONGEST_SIGNATURE:
        return None
    start, end = clauses.noun_phrase(nouns[-1])
    first = next(t.i for t in tokens if not t.is_punct and not t.is_space)
    span = clauses.to_span(context.doc, max(start, first), min(end, tokens[-1].i + 1))
    return _Voice((span,), (), None, 0.93) if span else None


def _voice_before(context: Context, quotation: Quotation, frame: Span | None) -> _Voice | None:
    """The minister said: “…”."""
    text = context.text
    if frame is None or frame.of(text).rstrip()[-1:] not in (":", ",", "—", "–"):
        return None
    verbs = [t for t in _tokens(context, frame) if _is_verb(t, context)]
    return _pick(context, verbs[::-1], frame, sentence_like=frame.of(text).rstrip()[-1:] == ":" and _is_sentence(context, quotation))


def _is_verb(token: Token, context: Context) -> bool:
    return clauses.is_verb(token) or (context.language.code == "fr" and context.lemma_of(token) in context.frames.say)


def _tokens(context: Context, frame: Span) -> list[Token]:
    span = context.doc.char_span(frame.start, frame.end, alignment_mode="contract")
    return list(span) if span is not None else []


def _pick(context: Context, verbs: list[Token], frame: Span, *, sentence_like: bool) -> _Voice | None:
    """The reporting verb of a frame: a known cue with a subject in the frame first, then any verb right beside the marks."""
    for known in (True, False):
        for position, verb in enumerate(verbs):
            lemma = context.lemma_of(verb)
            if known != _reports(verb, lemma, context):
                continue
            group = french_groups.find_group(verb, lemma) if context.language.code == "fr" else None
            if group is not None and (spans := french_groups.source_of(group, context)):
                return _Voice(spans, tuple(french_groups.cue_of(group)), lemma, 0.92 if known else 0.6)
            if not known and (position or verb.pos_ != "VERB" or not sentence_like):
                continue
            subject = clauses.find_subject(verb) or _beside(context, verb, frame)
            if subject is None or context.quotation_at(subject.idx) is not None:
                subject = _beside(context, verb, frame)
            source = clauses.source_spans(subject, context.frames)
            if not source or clauses.is_negated(verb, context.language.negations):
                continue
            adjectives = [c for c in verb.rights if c.lower_ in context.frames.adjectives]
            return _Voice(source, (*clauses.cue_tokens(verb, context.frames), *adjectives), lemma, 0.92 if known else 0.6)
    return None


def _reports(verb: Token, lemma: str, context: Context) -> bool:
    """Whether a verb beside a quotation is known to report: by itself, with its particle ("went on") or with an adjective ("was adamant")."""
    if lemma in context.frames.say:
        return True
    if lemma in (context.frames.phrasal or {}):
        return any(c.lower_ in (context.frames.phrasal or {})[lemma] for c in verb.rights)
    return any(c.lower_ in context.frames.adjectives for c in verb.rights)


def _beside(context: Context, verb: Token, frame: Span) -> Token | None:
    """A noun beside a verb that the parser left without a subject."""
    near = [t for t in _tokens(context, frame) if t.pos_ in ("NOUN", "PROPN", "PRON") and abs(t.i - verb.i) <= 4]
    head = min(near, key=lambda t: abs(t.i - verb.i), default=None)
    while head is not None and head.dep_ in ("compound", "poss", "amod", "nmod") and head.head.i > head.i:
        head = head.head
    return head


def _second_half(context: Context, number: int, behind: Span | None) -> list[Span]:
    """The rest of a quotation that the reporting clause splits within one sentence."""
    if behind is None or number + 1 >= len(context.quotations):
        return []
    following = context.quotations[number + 1]
    between = context.text[context.quotations[number].outer.end : following.outer.start]
    if behind.end != following.outer.start or between.rstrip()[-1:] not in (",", "—", "–"):
        return []
    return [following.inner]


def find_labeled(context: Context) -> Iterator[Candidate]:
    """“Minister: Bridge stays closed”: a name and a colon at the start of a paragraph."""
    text = context.text
    matches = [(m, p) for p in split_paragraphs(text) if (m := _LABEL.match(text, p.start + (text[p.start] in MARKS), p.end))]
    often = Counter(m["name"] for m, _ in matches)
    for match, paragraph in matches:
        name = Span(match.start("name"), match.end("name"))
        content = Span(match.end(), paragraph.end)
        label = _tokens(context, name)
        if (
            not label
            or label[0].pos_ in ("ADP", "NUM")
            or label[0].like_num
            or any(clauses.is_verb(t) for t in label)
            or not any(t.pos_ in ("PROPN", "NOUN") for t in label)
        ):
            continue
        transcript = often[match["name"]] > 1 and match["name"].isupper()
        if not transcript and not any(clauses.is_verb(t) for t in _tokens(context, content)):
            continue
        score = 0.93 if transcript else 0.45
        yield Candidate((content,), (name,), (), None, "speaker label", score, explain("speaker label", text, (name,), ()))

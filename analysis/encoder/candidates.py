"""What the trained reader found, in the form in which rules put forward what they find."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from spacy.tokens import Doc

from analysis.encoder.decode import Found
from analysis.finders import Candidate
from analysis.languages import Language
from analysis.types import Reason, Spans

RULE = "reader"


def as_candidates(readings: Iterable[Found], doc: Doc, text: str, language: Language) -> Iterator[Candidate]:
    """Candidates of the rule `RULE`.

    Args:
        readings: spans refer to `text`.
        doc: `text` with lemmas.
        text: as stored or given.
        language: whose tables name the cues.
    """
    for found in readings:
        yield Candidate(
            content=found.content,
            source=found.source,
            cue=found.cue,
            cue_lemma=_find_lemma(found.cue, doc, language),
            rule=RULE,
            score=round(found.score, 4),
            why=_explain(found, text),
        )


def _find_lemma(cue: Spans, doc: Doc, language: Language) -> str | None:
    """The cue's key in the language's tables: a verb before a noun, a separable verb with its particle before one without."""
    lemmas = [t.lemma_.lower() for span in cue if (words := doc.char_span(span.start, span.end, alignment_mode="expand")) for t in words]
    joined = [b + a for a in lemmas for b in lemmas if a != b]
    for table in (language.cue_verbs, language.cue_nouns):
        known = [lemma for lemma in (*joined, *lemmas) if lemma in table]
        if known:
            return known[0]
    written = " ".join(doc.text[span.start : span.end] for span in cue).casefold().strip(" ,:")
    return written if written in language.cue_prepositions or written in language.cue_postpositions else None


def _explain(found: Found, text: str) -> Reason:
    cue = " … ".join(span.of(text) for span in found.cue)
    source = found.source[0].of(text) if found.source else None
    if cue and source:
        return Reason(
            en=f"The trained reader takes “{cue}” for the reporting words of “{source}”.",
            de=f"Das trainierte Modell liest „{cue}“ als Redeeinleitung von „{source}“.",
        )
    if cue:
        return Reason(
            en=f"The trained reader takes “{cue}” for reporting words that name no speaker.",
            de=f"Das trainierte Modell liest „{cue}“ als Redeeinleitung ohne genannten Sprecher.",
        )
    speaker = f"“{source}”" if source else "a speaker who is not named"
    sprecher = f"„{source}“" if source else "jemandem, der nicht genannt ist"
    return Reason(
        en=f"The trained reader takes this for speech of {speaker} that goes on without reporting words.",
        de=f"Das trainierte Modell liest dies als Rede von {sprecher}, die ohne Redeeinleitung weitergeht.",
    )

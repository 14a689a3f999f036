"""The trained reader: one multilingual model that finds who said what. Without its files the rules answer alone."""

from __future__ import annotations

from analysis.encoder.decode import Found
from analysis.encoder.runtime import ReaderError, load_reader
from analysis.finders import Candidate
from analysis.types import Reason

__all__ = ["ReaderError", "find_candidates", "is_available"]

RULE = "reader"


def is_available() -> bool:
    """Whether the model files are there and fit.

    Raises:
        ReaderError: if they are there and do not fit the code.
    """
    return load_reader() is not None


def find_candidates(text: str) -> list[Candidate]:
    """What the model finds in a text, of any of the four languages, as candidates to weigh with those of the rules; empty without model files.

    Raises:
        ReaderError: if the model files do not fit the code.
    """
    reader = load_reader()
    return [] if reader is None else [_candidate(found, text) for found in reader.read([text])[0]]


def _candidate(found: Found, text: str) -> Candidate:
    return Candidate(
        content=found.content,
        source=found.source,
        cue=found.cue,
        cue_lemma=None,
        rule=RULE,
        score=round(found.score, 4),
        why=_explain(found, text),
    )


def _explain(found: Found, text: str) -> Reason:
    cue = " … ".join(span.of(text) for span in found.cue)
    source = found.source[0].of(text) if found.source else None
    sure = round(100 * found.score)
    if cue and source:
        return Reason(
            en=f"The trained reader takes “{cue}” for the reporting words of “{source}” ({sure} % sure).",
            de=f"Das trainierte Modell liest „{cue}“ als Redeeinleitung von „{source}“ (zu {sure} % sicher).",
        )
    if cue:
        return Reason(
            en=f"The trained reader takes “{cue}” for reporting words that name no speaker ({sure} % sure).",
            de=f"Das trainierte Modell liest „{cue}“ als Redeeinleitung ohne genannten Sprecher (zu {sure} % sicher).",
        )
    speaker = f"“{source}”" if source else "a speaker who is not named"
    sprecher = f"„{source}“" if source else "jemandem, der nicht genannt ist"
    return Reason(
        en=f"The trained reader takes this for speech of {speaker} that goes on without reporting words ({sure} % sure).",
        de=f"Das trainierte Modell liest dies als Rede von {sprecher}, die ohne Redeeinleitung weitergeht (zu {sure} % sicher).",
    )

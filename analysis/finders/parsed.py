"""Attributions from a dependency parse (English, French): cue verbs with what they govern."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from analysis.finders import Candidate
from analysis.languages import Language
from analysis.languages.frames import get_frames
from analysis.quotations import Quotation
from analysis.types import Reason, Span


def find_candidates(doc: Doc, quotations: list[Quotation], language: Language) -> list[Candidate]:
    """Candidates of all rules, in no particular order.

    Args:
        doc: parsed with the pipeline of `language`.
        quotations: of the same text.
        language: "en" or "fr".
    """
    frames = get_frames(language.code)
    return [c for token in doc if token.lemma_.lower() in frames.say for c in _clausal(token)]


def _clausal(verb: Token) -> Iterator[Candidate]:
    subject = next((c for c in verb.children if c.dep_ == "nsubj"), None)
    for child in verb.children:
        if child.dep_ == "ccomp" and subject is not None:
            words = f"“{verb.text}”"
            yield Candidate(
                content=(Span(child.left_edge.idx, child.right_edge.idx + len(child.right_edge)),),
                source=(Span(subject.left_edge.idx, subject.right_edge.idx + len(subject.right_edge)),),
                cue=(Span(verb.idx, verb.idx + len(verb)),),
                cue_lemma=verb.lemma_.lower(),
                rule="clausal complement",
                score=0.8,
                why=Reason(en=f"a clause depends on {words}", de=f"ein Satz hängt von {words} ab"),
            )

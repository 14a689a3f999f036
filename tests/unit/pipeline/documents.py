"""Analyzed documents built by hand: what a run would find, without loading any language pipeline."""

from __future__ import annotations

from analysis.types import Act, Actor, ActorKind, AnalyzedDocument, Attribution, AttributionType, Reason, Resolution, Span

TEXT = """The dredger never entered the lagoon, the harbor authority of Lindsund said.
“There was no dredging at night,” spokeswoman Ida Brandal added. “None at all.”
The dredger entered the lagoon on 2 March, minister Tore Vik of Rosmark said."""

WHY = Reason(en="A verb of saying.", de="Ein Verb des Sagens.")
AUTHORITY = Actor("Lindsund harbor authority", ActorKind.BODY, side="Lindsund")
BRANDAL = Actor(
    "Spokeswoman Ida Brandal", ActorKind.PERSON, side="Lindsund", person="Ida Brandal", office="spokeswoman", organization="Lindsund harbor authority"
)
VIK = Actor("Minister Tore Vik", ActorKind.PERSON, side="Rosmark", person="Tore Vik", office="minister", organization="Rosmark government")


def span(words: str, text: str = TEXT) -> Span:
    """Where these words stand."""
    start = text.index(words)
    return Span(start, start + len(words))


def found(
    *content: str,
    source: str = "",
    cue: str = "said",
    actor: Actor | None = None,
    others: tuple[Actor, ...] = (),
    text: str = TEXT,
    act: Act = Act.ASSERTS,
    type: AttributionType = AttributionType.INDIRECT,
) -> Attribution:
    """One attribution."""
    return Attribution(
        content=tuple(span(words, text) for words in content),
        source=(span(source, text),) if source else (),
        cue=(span(cue, text),) if cue else (),
        type=type,
        act=act,
        score=0.9,
        why=WHY,
        candidates=tuple(Resolution(each, 0.8, WHY) for each in ([actor] if actor else []) + list(others)),
    )


def document(*attributions: Attribution, text: str = TEXT, language: str = "en", flags: tuple[Reason, ...] = ()) -> AnalyzedDocument:
    """A document with these attributions."""
    return AnalyzedDocument("test", language, text, attributions, flags)


NEVER = found("The dredger never entered the lagoon", source="the harbor authority of Lindsund", actor=AUTHORITY, act=Act.DENIES)
NIGHT = found(
    "There was no dredging at night",
    "None at all",
    source="spokeswoman Ida Brandal",
    cue="added",
    actor=BRANDAL,
    others=(AUTHORITY,),
    type=AttributionType.DIRECT,
)
ENTERED = found("The dredger entered the lagoon on 2 March", source="minister Tore Vik of Rosmark", actor=VIK)

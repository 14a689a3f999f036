"""What else a dependency parse needs to know of a language's cues: in which constructions each verb reports."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import import_module


@dataclass(frozen=True, slots=True)
class Frames:
    """Verbs by the construction in which they report; all lemmas are keys of the language's `cue_verbs`.

    Attributes:
        say: with a clause, with words in quotation marks, or in the middle of what is said ("…, he said, …").
        think: with a clause only ("believes that …").
        intend: with an infinitive of the subject's own doing ("promises to …").
        urge: with an infinitive of somebody else's doing ("urges X to …").
        concern: with a noun phrase as content ("denied the allegations").
        call: with an object and what it is called ("called the plan a disgrace").
        decline: with an infinitive that names the refusal ("declined to say how much").
        passive: in the passive, with an infinitive or clause ("is expected to …").
        phrasal: verb → particles or prepositions that belong to it ("call" → "for", "on").
        expletives: subjects that are nobody ("there", "what").
        in_ones: nouns that with a possessive and "in" name a source ("in her words").
        speakers: pronouns of the one who speaks or is spoken to ("I", "you"); what they think is not reported of anybody.
        adjectives: adjectives that report with a copula ("was adamant that …").
        refusable: verbs that with a negated "will" refuse ("would not say").
    """

    say: frozenset[str]
    think: frozenset[str] = frozenset()
    intend: frozenset[str] = frozenset()
    urge: frozenset[str] = frozenset()
    concern: frozenset[str] = frozenset()
    call: frozenset[str] = frozenset()
    decline: frozenset[str] = frozenset()
    passive: frozenset[str] = frozenset()
    phrasal: dict[str, frozenset[str]] | None = None
    expletives: frozenset[str] = frozenset()
    in_ones: frozenset[str] = frozenset()
    speakers: frozenset[str] = frozenset()
    adjectives: frozenset[str] = frozenset()
    refusable: frozenset[str] = frozenset()


@cache
def get_frames(code: str) -> Frames:
    """The frames of a parsed language ("en", "fr")."""
    frames: Frames = import_module(f"analysis.languages.{code}").FRAMES
    return frames

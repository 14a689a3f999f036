"""From the source words of attributions to actors."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Doc

from analysis.actors.article import Article
from analysis.actors.gazetteer import learn_states
from analysis.actors.halves import learn_halves
from analysis.actors.places import Gazetteer, know
from analysis.actors.scan import find_countries, list_words
from analysis.actors.sides import with_side
from analysis.languages import Language
from analysis.types import Actor, Attribution, Resolution, Spans


def resolve_actors(doc: Doc, attributions: Sequence[Attribution], language: Language, *, published: str | None = None) -> tuple[Attribution, ...]:
    """Fill in who may be meant by the source of each attribution.

    Args:
        doc: the text; tags are used where it has them.
        attributions: as found, in any order; sources may be empty.
        language: of the text.
        published: the day (ISO) that the text is of: offices count as they are held then; None leaves what has an end as over.

    Returns:
        The attributions in the same order with `Attribution.candidates`, best first, at most three; none where there is no source.
    """
    known: dict[Spans, tuple[Resolution, ...]] = {}
    words = list_words(doc)
    gazetteer = learn_states(words, doc.text, language.code)
    learn_halves(gazetteer, (place for _, place in find_countries(words, language.code)), language.code)
    with know(gazetteer):
        article = Article(doc, [a.source for a in attributions], language)
        for source in sorted({a.source for a in attributions if a.source}, key=lambda spans: spans[0].start):
            known[source] = article.resolve(source)
    known = {source: tuple(replace(each, actor=_complete(each.actor, gazetteer, published)) for each in found) for source, found in known.items()}
    return tuple(replace(a, candidates=known.get(a.source, ())) for a in attributions)


def _complete(actor: Actor, gazetteer: Gazetteer, published: str | None) -> Actor:
    """The actor with its side, and with what the article calls a side that no table knows."""
    actor = with_side(actor, published=published)
    written = gazetteer.written.get(actor.side or "")
    return replace(actor, side_written=written) if written else actor

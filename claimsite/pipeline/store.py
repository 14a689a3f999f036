"""From an analyzed document to rows: actors first, then the statements through the one action that knows proposals from decisions."""

from __future__ import annotations

import logging
import re
from typing import TYPE_CHECKING, Any, Final

from claimsite.core.turns import Track, in_turn
from claimsite.pipeline.actors import ActorRecorder, get_row_name
from claimsite.pipeline.naming import make_names
from claimsite.statements import actions as statement_actions
from claimsite.statements.anchors import SpanError, check_places, join_words
from claimsite.statements.drafts import Recorded, StatementDraft
from claimsite.statements.models import SpanRole

if TYPE_CHECKING:
    from collections.abc import Iterator

    from analysis import types
    from analysis.types import AnalyzedDocument, Attribution, Resolution
    from claimsite.articles.models import ArticleVersion
    from claimsite.statements.models import ExtractionRun

#: Other actors kept beside the one that was chosen.
ALTERNATIVES = 5

#: A genitive in a canonical name.
_OWNED: Final = re.compile(r"\w(?:['’]s|s['’])\s")

logger = logging.getLogger(__name__)


@in_turn(Track.STATEMENTS)
def store(version: ArticleVersion, document: AnalyzedDocument, run: ExtractionRun) -> Recorded:
    """Bring the stored proposals of a version in line with what a run found, all or nothing.

    Args:
        version: its text is the one that was analyzed.
        document: what was found; spans refer to `version.text`.
        run: already stored; statements name it.

    Raises:
        ValueError: if the document's text is not the version's.
    """
    if document.text != version.text:
        raise ValueError("the document is not an analysis of this version's text")
    recorder = ActorRecorder(version.article)
    recorder.expect(best.actor for attribution in document.attributions if (best := _choose(attribution)))
    drafts = list(_draft(version, document, recorder))
    recorder.write()
    return statement_actions.record_statements(version, run=run, drafts=drafts)


def _draft(version: ArticleVersion, document: AnalyzedDocument, recorder: ActorRecorder) -> Iterator[StatementDraft]:
    for attribution in document.attributions:
        places = _get_places(attribution)
        try:
            places = check_places(version.text, places)
        except SpanError as error:  # one bad attribution is no reason to lose the article's others
            logger.error("%s: attribution %s left out: %s", version, places, error)
            continue
        best = _choose(attribution)
        actor = recorder.record(best.actor) if best else None
        if actor:
            recorder.record_name(actor, join_words(version.text, places[SpanRole.SOURCE]))
        yield StatementDraft(
            content=places[SpanRole.CONTENT],
            source=places[SpanRole.SOURCE],
            cue=places[SpanRole.CUE],
            act=str(attribution.act),
            type=str(attribution.type),
            actor=actor,
            side=recorder.settle_side(actor, best.actor) if actor and best else None,
            score=attribution.score,
            why=attribution.why.as_dict(),
            why_actor=best.why.as_dict() if best else {},
            alternatives=[_describe_other(other) for other in attribution.candidates[1 : ALTERNATIVES + 1]],
        )


def _choose(attribution: Attribution) -> Resolution | None:
    """Who most likely speaks; None where that has neither name nor owner: "allies" of one article are not those of another, so the words as written stand."""
    best = attribution.candidates[0] if attribution.candidates else None
    return None if best is None or _is_bare(best.actor) else best


def _is_bare(actor: types.Actor) -> bool:
    """Whether an actor is nothing but a common noun ("union", not "Harbor union" or "anglers' federation"): canonical names write only names with a capital."""
    has_owner = actor.side is not None or actor.organization is not None or bool(_OWNED.search(actor.name))
    return not has_owner and actor.name.islower()


def _describe_other(other: Resolution) -> dict[str, Any]:
    """An actor that was considered: name, score, and names by language if there are any."""
    name = get_row_name(other.actor)
    names = make_names(name, str(other.actor.kind), side=None, written={}, known={}, is_decided=False)
    return {"name": name, "score": other.score} | ({"names": names} if names else {})


def _get_places(attribution: Attribution) -> dict[str, list[tuple[int, int]]]:
    roles = {SpanRole.SOURCE: attribution.source, SpanRole.CUE: attribution.cue, SpanRole.CONTENT: attribution.content}
    return {str(role): [(span.start, span.end) for span in spans] for role, spans in roles.items()}

"""What topics are called: the sides in dispute and the claim that most turns on, in each language that it was said in."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db.models import Count, QuerySet

from claimsite.claims.disputes import SURE
from claimsite.claims.models import Claim, ClaimRelation, ClaimStatement, RelationKind, Topic
from claimsite.claims.standing_alone import BEST, as_line, rate_line
from claimsite.claims.wording import choose_wording_statement, word
from claimsite.core.history import save_signed
from claimsite.core.prepared import prepared
from claimsite.statements.naming import name_locally

TITLE_SIDES, TITLE_CLAIM, TITLE_LENGTH = 3, 90, 200
#: What a doubtful contradiction counts beside a sure one.
DOUBTFUL = 0.25
#: Statements of a topic that its name is chosen from, the newest: in a dispute of thousands the cost stays the same.
LOOKED_AT = 500
#: A topic with so many claims is named anew by every second article, with twice as many by every third.
SETTLED = 100
#: What is read of them: reasons and scores are most of a row.
_SEEN = (
    "stance",
    *(f"claim__{name}" for name in ("text", "language")),
    *(f"statement__{name}" for name in ("state", "type", "act", "content", "language", "score", "side__name", "side__local_names")),
)


def choose_due(touched: Mapping[int, Sequence[int]]) -> list[int]:
    """Topics that may be called otherwise after what happened to these claims of theirs: the larger one is, the more seldom, so that naming costs the same."""
    sizes = Counter(dict(Claim.objects.filter(topic__in=touched).order_by().values_list("topic").annotate(n=Count("pk")))) if touched else Counter[int]()
    return [topic for topic, claims in touched.items() if not claims or min(claims) % (1 + sizes[topic] // SETTLED) == 0]


def name_topics(topics: Iterable[int]) -> None:
    """Name topics after what is said in them now, but those that a person has named."""
    for topic in Topic.objects.filter(pk__in=list(topics), merged_into__isnull=True, is_named_by_hand=False):
        titles = make_titles(topic)
        title = titles.get("en") or next(iter(titles.values()), "")
        if title and (title, titles) != (topic.title, topic.titles):
            topic.title, topic.titles = title, titles
            save_signed(topic, by=None, reason="named after its claims", update_fields=["title", "titles"])


def make_titles(topic: Topic) -> dict[str, str]:
    """By language the sides in dispute and, in words of that language, the claim that most turns on; empty if the topic has no statements."""
    members = _read_members(topic.pk)
    against: dict[int, float] = defaultdict(float)
    for a, b, score in _read_contradictions(topic.pk):
        for claim in (a, b):
            against[claim] += 1.0 if score is None or score >= SURE else DOUBTFUL
    disputed = [row for row in members if row.claim_id in against] or members
    sides = Counter(row.statement.side for row in disputed if row.statement.side)
    loudest = [side for side, _ in sorted(sides.items(), key=lambda item: (-item[1], item[0].name))[:TITLE_SIDES]]
    by_language: dict[str, list[ClaimStatement]] = defaultdict(list)
    for row in disputed:
        by_language[row.statement.language].append(row)
    said = Counter(row.claim_id for row in disputed)
    titles = {}
    for language, spoken in sorted(by_language.items()):
        rate, words = _choose_words(language, spoken, against, said)
        if rate < BEST:  # what is not in dispute may say better what it is about
            others = [row for row in members if row.statement.language == language]
            words = max((rate, words), _choose_words(language, others, against, said), key=lambda each: each[0])[1]
        names = ", ".join(name_locally(side.name, side.local_names, language) for side in loudest)
        titles[language] = (f"{names}: {words}" if names else words)[:TITLE_LENGTH]
    return titles


@prepared
def _read_members(topic: Any) -> QuerySet[ClaimStatement]:
    rows = ClaimStatement.objects.standing_with_statement().filter(claim__topic=topic, claim__merged_into__isnull=True)
    return rows.select_related("claim", "statement__side").only(*_SEEN).order_by("-statement__published_on", "-statement")[:LOOKED_AT]


@prepared
def _read_contradictions(topic: Any) -> QuerySet[Any, Any]:
    rows = ClaimRelation.objects.standing().filter(kind=RelationKind.CONTRADICTS, claim_a__topic=topic, claim_b__topic=topic)
    return rows.order_by("-id").values_list("claim_a", "claim_b", "score")[:LOOKED_AT]


def _choose_words(language: str, spoken: Sequence[ClaimStatement], against: Mapping[int, float], said: Mapping[int, int]) -> tuple[int, str]:
    """The line that best stands alone, with how well it does; of equals that of the claim that most turns on, held rather than rejected."""
    rated = []
    for row in {(row.claim_id, row.stance): row for row in spoken}.values():
        words = _word_in(language, row, spoken)
        rank = (rate_line(words, language, TITLE_CLAIM), against.get(row.claim_id, 0), said[row.claim_id], row.stance == "supports", -row.claim_id)
        rated.append((rank, as_line(words, language, TITLE_CLAIM)))
    rank, words = max(rated)
    return rank[0], words


def _word_in(language: str, best: ClaimStatement, spoken: Sequence[ClaimStatement]) -> str:
    """The claim's own words if they are of this language, else its best statement's."""
    if best.claim.language == language:
        return best.claim.text
    return word(choose_wording_statement(row.statement for row in spoken if row.claim_id == best.claim_id and row.stance == best.stance))

"""Scores of the analysis against gold files: attributions by the characters of their contents, relations by unordered pairs.

Gold and system contents of a document are paired one to one, best character Jaccard first. White space, quotation marks and points do not count, so
conventions about them cost nobody anything.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from analysis.actors import is_same_name
from analysis.types import Spans

THRESHOLDS: Final = (0.5, 0.8)
RELATIONS: Final = ("contradicts", "supports", "repeats")
_FREE: Final = frozenset("\"'“”„‟«»‹›‘’‚‛「」『』.…")
_OPPOSITE: Final = (frozenset({"contradicts", "supports"}), frozenset({"contradicts", "repeats"}))

Record = Mapping[str, Any]


class ScoringError(ValueError):
    """A gold or system file is not what it should be; the message names the place."""


@dataclass(slots=True)
class Counts:
    """Hits among what the system gave and what gold has."""

    hits: int = 0
    system: int = 0
    gold: int = 0

    @property
    def precision(self) -> float:
        """0 to 1; 0 if the system gave nothing."""
        return self.hits / self.system if self.system else 0.0

    @property
    def recall(self) -> float:
        """0 to 1; 0 if gold has nothing."""
        return self.hits / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of both, 0 to 1."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


@dataclass(slots=True)
class Share:
    """How many of how many."""

    right: int = 0
    total: int = 0

    def add(self, right: bool) -> None:
        """Count one more."""
        self.right += right
        self.total += 1

    @property
    def value(self) -> float:
        """0 to 1; 0 of nothing."""
        return self.right / self.total if self.total else 0.0


@dataclass(slots=True)
class AttributionScores:
    """What `score_attributions` finds.

    Attributes:
        documents: in gold.
        missing: of them, without system output.
        characters: coverage by contents, all of a document together.
        match: by Jaccard threshold, contents found.
        joint: by Jaccard threshold, contents found with the right source (a shared character, or none in both).
        recall: by gold type, contents found at .5.
        matched: of the contents found at .5, the share with the right "source", "cue", "act", "actor" where gold has them;
            "actor or alias" also counts another name that the table of actors gives for the same one.
        confusions: (gold act, system act) → how often.
    """

    documents: int = 0
    missing: int = 0
    characters: Counts = field(default_factory=Counts)
    match: dict[float, Counts] = field(default_factory=lambda: {t: Counts() for t in THRESHOLDS})
    joint: dict[float, Counts] = field(default_factory=lambda: {t: Counts() for t in THRESHOLDS})
    recall: dict[str, Share] = field(default_factory=lambda: defaultdict(Share))
    matched: dict[str, Share] = field(default_factory=lambda: {key: Share() for key in ("source", "cue", "act", "actor", "actor or alias")})
    confusions: Counter[tuple[str, str | None]] = field(default_factory=Counter)


@dataclass(slots=True)
class RelationScores:
    """What `score_relations` finds: counts by kind, linked at all, links across two groups, and contradictions taken for agreement or the reverse."""

    kinds: dict[str, Counts]
    linked: Counts
    crossing: int
    reversed: int


def score_attributions(gold: Iterable[Record], system: Iterable[Record]) -> AttributionScores:
    """Score documents.

    Args:
        gold: documents with "document", "text" and "attributions", each with "content", "source", "cue" as lists of {"start", "end"} in code points, and
            "type", "act", "actor" where known.
        system: the same form, "text" not needed; a document that gold lacks is left aside.

    Raises:
        ScoringError: if a document lacks a field.
    """
    found = {_get(d, "document"): _get(d, "attributions") for d in system}
    scores = AttributionScores()
    for document in gold:
        name = _get(document, "document")
        scores.documents += 1
        scores.missing += name not in found
        try:
            _score_document(scores, document["text"], document["attributions"], found.get(name, []))
        except (KeyError, TypeError, AttributeError) as error:
            raise ScoringError(f"document {name!r}: {error!r}") from error
    return scores


def _score_document(scores: AttributionScores, text: str, gold: list[Record], system: list[Record]) -> None:
    wanted = [_characters(text, a["content"]) for a in gold]
    given = [_characters(text, a["content"]) for a in system]
    all_wanted: set[int] = set().union(*wanted)
    all_given: set[int] = set().union(*given)
    _add(scores.characters, len(all_wanted & all_given), len(all_given), len(all_wanted))
    for attribution in gold:
        scores.recall[attribution.get("type") or "all"].total += 1
    for threshold in THRESHOLDS:
        _add(scores.match[threshold], 0, len(system), len(gold))
        _add(scores.joint[threshold], 0, len(system), len(gold))
    for jaccard, i, j in _pair(wanted, given):
        has_source = _share_characters(text, gold[i], system[j], "source", both_empty=True)
        for threshold in THRESHOLDS:
            scores.match[threshold].hits += jaccard >= threshold
            scores.joint[threshold].hits += jaccard >= threshold and has_source
        if jaccard >= THRESHOLDS[0]:
            scores.recall[gold[i].get("type") or "all"].right += 1
            scores.matched["source"].add(has_source)
            _compare(scores, text, gold[i], system[j])


def _compare(scores: AttributionScores, text: str, gold: Record, system: Record) -> None:
    if gold.get("cue"):
        scores.matched["cue"].add(_share_characters(text, gold, system, "cue", both_empty=False))
    for key in ("act", "actor"):
        if gold.get(key) is not None:
            scores.matched[key].add(gold[key] == system.get(key))
    if gold.get("actor") is not None:
        scores.matched["actor or alias"].add(_is_known_as(gold["actor"], system))
    if gold.get("act") is not None and gold["act"] != system.get("act"):
        scores.confusions[gold["act"], system.get("act")] += 1


def _is_known_as(name: str, system: Record) -> bool:
    """Whether the actor's table knows the system's actor under a name: the same but for office, capitals or the way a ministry is called."""
    given = [each for each in (system.get("actor"), *system.get("aliases", ())) if each]
    return any(is_same_name(name, each) for each in given)


def _add(counts: Counts, hits: int, system: int, gold: int) -> None:
    counts.hits += hits
    counts.system += system
    counts.gold += gold


def _characters(text: str, spans: Iterable[Record] | None) -> set[int]:
    """Places of the characters that count."""
    places = (i for span in spans or () for i in range(max(0, span["start"]), min(len(text), span["end"])))
    return {i for i in places if not text[i].isspace() and text[i] not in _FREE}


def _share_characters(text: str, gold: Record, system: Record, key: str, *, both_empty: bool) -> bool:
    wanted, given = _characters(text, gold.get(key)), _characters(text, system.get(key))
    return bool(wanted & given) or (both_empty and not wanted and not given)


def _pair(gold: list[set[int]], system: list[set[int]]) -> Iterator[tuple[float, int, int]]:
    """(Jaccard, gold, system), one to one, best first; of equals the earlier."""
    overlaps = [(len(g & s) / len(g | s), i, j) for i, g in enumerate(gold) for j, s in enumerate(system) if g & s]
    taken_gold: set[int] = set()
    taken_system: set[int] = set()
    for jaccard, i, j in sorted(overlaps, key=lambda o: (-o[0], o[1], o[2])):
        if i not in taken_gold and j not in taken_system:
            taken_gold.add(i)
            taken_system.add(j)
            yield jaccard, i, j


def pair_up_spans(text: str, gold: list[tuple[Spans, Spans]], system: list[tuple[Spans, Spans]]) -> Iterator[tuple[float, bool, int, int]]:
    """Pair (content, source) of gold and system one to one: (Jaccard of the contents, same source, number in gold, number in system), best first."""

    def characters(spans: Spans) -> set[int]:
        return _characters(text, [{"start": s.start, "end": s.end} for s in spans])

    for jaccard, i, j in _pair([characters(content) for content, _ in gold], [characters(content) for content, _ in system]):
        wanted, given = characters(gold[i][1]), characters(system[j][1])
        yield jaccard, bool(wanted & given) or (not wanted and not given), i, j


def score_relations(gold: Iterable[Record], system: Iterable[Record]) -> RelationScores:
    """Score links as unordered pairs; of a pair given twice the last counts.

    Args:
        gold: {"a", "b", "relation"}; ids as "group/statement", exhaustive within a group.
        system: the same form.

    Raises:
        ScoringError: if a link lacks a field.
    """
    wanted, given = _links(gold), _links(system)
    kinds = {}
    for kind in RELATIONS:
        hits = sum(relation == kind and wanted.get(pair) == kind for pair, relation in given.items())
        kinds[kind] = Counts(hits, sum(r == kind for r in given.values()), sum(r == kind for r in wanted.values()))
    both = wanted.keys() & given.keys()
    return RelationScores(
        kinds=kinds,
        linked=Counts(len(both), len(given), len(wanted)),
        crossing=sum(len({identifier.split("/")[0] for identifier in pair}) > 1 for pair in given),
        reversed=sum(frozenset({wanted[pair], given[pair]}) in _OPPOSITE for pair in both),
    )


def _links(links: Iterable[Record]) -> dict[frozenset[str], str]:
    return {frozenset((_get(link, "a"), _get(link, "b"))): _get(link, "relation") for link in links}


def _get(record: Record, key: str) -> Any:
    if key not in record:
        raise ScoringError(f"no {key!r} in {str(dict(record))[:80]}")
    return record[key]


def read_json_lines(path: str | Path) -> Iterator[dict[str, Any]]:
    """The objects of a file of JSON lines; empty lines are passed over.

    Raises:
        ScoringError: if a line is not a JSON object.
    """
    with Path(path).open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, start=1):
            if not line.strip():
                continue
            try:
                record = json.loads(line)
            except ValueError as error:
                raise ScoringError(f"{path}:{number}: bad JSON: {error}") from error
            if not isinstance(record, dict):
                raise ScoringError(f"{path}:{number}: not an object")
            yield record


def main_table(gold_path: str | Path, system_path: str | Path) -> str:
    """Score a system's attributions against a gold file and lay the figures out for reading, in per cent.

    Raises:
        ScoringError: if a file cannot be read as JSON lines of documents.
    """
    scores = score_attributions(read_json_lines(gold_path), read_json_lines(system_path))
    lines = [f"{scores.documents} documents, {scores.missing} without system output", _line("chars", scores.characters)]
    for threshold in THRESHOLDS:
        lines += [_line(f"match@{threshold}", scores.match[threshold]), _line(f"joint@{threshold}", scores.joint[threshold])]
    lines += [f"  recall {kind:<24} {100 * share.value:5.1f}   ({share.right} of {share.total})" for kind, share in sorted(scores.recall.items())]
    lines += [f"  {key + ' right, of matched':<31} {100 * s.value:5.1f}   ({s.right} of {s.total})" for key, s in scores.matched.items() if s.total]
    lines += [f"  act {want} taken for {got}: {n}" for (want, got), n in scores.confusions.most_common(6)]
    return "\n".join(lines)


def _line(name: str, counts: Counts) -> str:
    figures = f"P {100 * counts.precision:5.1f}  R {100 * counts.recall:5.1f}  F {100 * counts.f1:5.1f}"
    return f"{name:<22} {figures}   ({counts.hits} hits, {counts.system} system, {counts.gold} gold)"

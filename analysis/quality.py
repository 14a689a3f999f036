"""Measures the whole analysis on annotated files and keeps the figures – never a word of the texts – in one file that the site shows.

Each set is read twice, by rules and reader together and by the rules alone, and scored by language; the scores that attributions carry are compared with
how often they were right; what was missed is counted by kind.
"""

from __future__ import annotations

import json
import resource
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

from analysis.__main__ import as_dict
from analysis.encoder.files import FOLDER, inspect
from analysis.evaluation import AttributionScores, Counts, Share, pair_up_spans, read_json_lines, score_attributions, score_relations
from analysis.languages import CODES
from analysis.pipeline import InputDocument, analyze, load_pipeline
from analysis.relations import relate
from analysis.relations.disputes import Dispute
from analysis.types import AnalyzedDocument, Span, Spans

FORMAT: Final = 1
FILE: Final = "quality.json"
MODES: Final = ("full", "rules")
#: Borders of the bins of the reliability table.
BINS: Final = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 1.0)
#: Words of the article that speed is told in.
ARTICLE_WORDS: Final = 600
_FOUND: Final = 0.5
#: What others reach on the same or a like set: set, system, joint F at .5 in per cent, where the figure is from.
PEERS: Final = (
    ("polnear", "Gender Gap Tracker", 42.0, "run by us on the same files with the same scorer"),
    ("polnear", "BBC Citron, cue classifier retrained on PolNeAR", 41.9, "run by us on the same files with the same scorer"),
    ("polnear", "textacy, by paragraph", 25.8, "run by us on the same files with the same scorer"),
    ("german-news", "QUiTE (rules)", 39.1, "Petersen-Frey and Biemann 2024, their own scorer"),
)


class QualityError(ValueError):
    """A file of figures or an annotated file is not what it should be."""


@dataclass(frozen=True, slots=True)
class GoldSet:
    """An annotated set: gold documents as `score_attributions` takes them."""

    name: str
    documents: list[dict[str, Any]]


def read_gold(name: str, path: Path) -> GoldSet:
    """JSON lines of annotated documents."""
    return GoldSet(name, list(read_json_lines(path)))


def gold_of_disputes(name: str, folder: Path) -> GoldSet:
    """The articles of dispute files as annotated documents."""
    documents = []
    for path in sorted(folder.glob("*.json")):
        if path.name.endswith(".src.json"):
            continue
        record = json.loads(path.read_text(encoding="utf-8"))
        for article in record["articles"]:
            own = [s for s in record["statements"] if s["article"] == article["id"]]
            where = {"document": f"{record['dispute']}/{article['id']}", "language": article["language"], "text": article["text"]}
            documents.append(where | {"attributions": own})
    return GoldSet(name, documents)


def measure(sets: list[GoldSet], disputes: list[Dispute], report: Callable[[str], None] = print) -> dict[str, Any]:
    """All figures.

    Args:
        sets: annotated sets.
        disputes: whose links are scored; statements as annotated are given.
        report: called with a word on progress.
    """
    figures: dict[str, Any] = {"format": FORMAT, "reader": inspect(FOLDER).name, "sets": [], "reliability": [], "missed": [], "speed": []}
    for gold in sets:
        by_mode: dict[str, dict[str, AnalyzedDocument]] = {}
        for mode in MODES:
            found, seconds = _read(gold, mode)
            by_mode[mode] = found
            words = sum(len(d["text"].split()) for d in gold.documents)
            figures["speed"].append({"set": gold.name, "mode": mode, "articles_per_cpu_second": round(words / ARTICLE_WORDS / seconds, 2)})

            report(f"{gold.name}, {mode}: {len(found)} documents")
        figures["sets"] += list(_score(gold, by_mode))
        figures["reliability"].append({"set": gold.name, "bins": _compare_scores(gold, by_mode["full"])})
        figures["missed"].append({"set": gold.name, "kinds": _count_missed(gold, by_mode["full"])})
    figures["memory_mb"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    figures["relations"] = _score_links(disputes)
    figures["peers"] = [{"set": s, "system": system, "joint": figure, "source": source} for s, system, figure, source in PEERS]
    return figures


def _read(gold: GoldSet, mode: str) -> tuple[dict[str, AnalyzedDocument], float]:
    documents = [InputDocument(d["document"], d["text"], d["language"]) for d in gold.documents]
    for code in sorted({d["language"] for d in gold.documents}):
        load_pipeline(code)  # not part of the time
        list(analyze([next(d for d in documents if d.language == code)], fast=mode == "rules"))
    began = time.process_time()
    found = {a.document: a for a in analyze(documents, fast=mode == "rules")}
    return found, time.process_time() - began


def _score(gold: GoldSet, by_mode: dict[str, dict[str, AnalyzedDocument]]) -> Iterator[dict[str, Any]]:
    languages = [code for code in CODES if any(d["language"] == code for d in gold.documents)]
    for code in (*languages, "all") if len(languages) > 1 else languages:
        part = [d for d in gold.documents if code in (d["language"], "all")]
        row: dict[str, Any] = {"set": gold.name, "language": code, "documents": len(part), "gold": sum(len(d["attributions"]) for d in part)}
        for mode, found in by_mode.items():
            row[mode] = _as_row(score_attributions(part, (as_dict(a) for a in found.values())))
        yield row


def _as_row(scores: AttributionScores) -> dict[str, Any]:
    row: dict[str, Any] = {f"{name}@{t}": _as_counts(counts[t]) for name, counts in (("match", scores.match), ("joint", scores.joint)) for t in counts}
    row["characters"] = _as_counts(scores.characters)
    row["matched"] = {key: _as_share(share) for key, share in scores.matched.items() if share.total}
    row["recall"] = {key: _as_share(share) for key, share in sorted(scores.recall.items())}
    return row


def _as_counts(counts: Counts) -> dict[str, float]:
    return {"precision": round(100 * counts.precision, 1), "recall": round(100 * counts.recall, 1), "f": round(100 * counts.f1, 1)}


def _as_share(share: Share) -> dict[str, float]:
    return {"per_cent": round(100 * share.value, 1), "right": share.right, "total": share.total}


def _compare_scores(gold: GoldSet, found: dict[str, AnalyzedDocument]) -> list[dict[str, Any]]:
    """By the score that attributions carry: how many, their mean score, the share that is right (content and source), in per cent."""
    judged: list[tuple[float, bool]] = []
    for document in gold.documents:
        analyzed = found[document["document"]]
        right = {j for overlap, same, _, j in _pairs(document, analyzed) if overlap >= _FOUND and same}
        judged += [(a.score, j in right) for j, a in enumerate(analyzed.attributions) if a.score is not None]
    rows = []
    for low, high in pairwise(BINS):
        inside = [(score, right) for score, right in judged if low <= score < high or (high == BINS[-1] and score == high)]
        if inside:
            mean, share = (100 * sum(x[k] for x in inside) / len(inside) for k in (0, 1))
            rows.append({"low": low, "high": high, "count": len(inside), "mean": round(mean, 1), "right": round(share, 1)})
    return rows


def _count_missed(gold: GoldSet, found: dict[str, AnalyzedDocument]) -> dict[str, int]:
    """How many attributions were right, and of the others how many were found with other borders, with another source, not at all, or made up."""
    kinds: Counter[str] = Counter(dict.fromkeys(("right", "other source", "other borders", "not found", "made up"), 0))
    for document in gold.documents:
        analyzed = found[document["document"]]
        pairs = _pairs(document, analyzed)
        for overlap, same, _, _ in pairs:
            kinds["other borders" if overlap < _FOUND else "right" if same else "other source"] += 1
        kinds["not found"] += len(document["attributions"]) - len(pairs)
        kinds["made up"] += len(analyzed.attributions) - len(pairs)
    return dict(kinds)


def _pairs(document: dict[str, Any], analyzed: AnalyzedDocument) -> list[tuple[float, bool, int, int]]:
    def spans(raw: Iterable[dict[str, int]] | None) -> Spans:
        return tuple(Span(s["start"], s["end"]) for s in raw or ())

    gold = [(spans(a["content"]), spans(a.get("source"))) for a in document["attributions"]]
    return list(pair_up_spans(document["text"], gold, [(a.content, a.source) for a in analyzed.attributions]))


def _score_links(disputes: list[Dispute]) -> list[dict[str, Any]]:
    if not disputes:
        return []
    gold = [{"a": min(pair), "b": max(pair), "relation": kind.value} for d in disputes for pair, kind in d.links.items()]
    links = relate([s for d in disputes for s in d.statements])
    scores = score_relations(gold, ({"a": r.a, "b": r.b, "relation": r.kind.value} for r in links))
    rows = {**scores.kinds, "linked": scores.linked}
    return [{"kind": kind, "gold": counts.gold, **_as_counts(counts)} for kind, counts in rows.items()]


def write_figures(figures: dict[str, Any], path: Path) -> None:
    """Write what `measure` found, with the day."""
    path.write_text(json.dumps({"measured_on": time.strftime("%Y-%m-%d"), **figures}, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")

"""The measured figures, arranged for the page on quality."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from analysis.encoder.files import FOLDER

FILE = FOLDER / "quality.json"
#: What this code can show.
FORMAT = 1


@dataclass(frozen=True, slots=True)
class Missed:
    """How often something of a set went which way."""

    kind: str
    count: int
    share: float


def load_figures(path: Path = FILE) -> dict[str, Any] | None:
    """The committed figures; None if there are none that this code can show."""
    try:
        return _load(path, path.stat().st_mtime_ns)
    except OSError:
        return None


@lru_cache(maxsize=2)
def _load(path: Path, changed: int) -> dict[str, Any] | None:
    figures: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return figures if figures.get("format") == FORMAT else None


def arrange(figures: dict[str, Any]) -> dict[str, Any]:
    """The page's tables: attributions by set and language with the peers beneath, reliability, what is missed, relations, speed."""
    sets = list(dict.fromkeys(row["set"] for row in figures["sets"]))
    return {
        "measured_on": figures["measured_on"],
        "memory_mb": figures["memory_mb"],
        "groups": [_arrange_set(figures, name) for name in sets],
        "relations": [row | {"label": label_kind(row["kind"])} for row in figures["relations"]],
        "speed": [row | {"label": label_set(row["set"])} for row in figures["speed"]],
    }


def _arrange_set(figures: dict[str, Any], name: str) -> dict[str, Any]:
    def own(part: str) -> list[dict[str, Any]]:
        return [row for row in figures[part] if row["set"] == name]

    rows = [
        row | {"label": label_language(row["language"]), "joint": row["full"]["joint@0.5"], "rules_joint": row["rules"]["joint@0.5"]} for row in own("sets")
    ]
    return {
        "name": name,
        "label": label_set(name),
        "rows": rows,
        "recall": [(label_kind(kind), share) for kind, share in rows[-1]["full"]["recall"].items()] if len(rows[-1]["full"]["recall"]) > 1 else [],
        "peers": [row | {"system": label_peer(row["system"]), "source": label_peer(row["source"])} for row in own("peers")],
        "bins": [b for row in own("reliability") for b in row["bins"]],
        "missed": [m for row in own("missed") for m in _list_missed(row["kinds"])],
    }


def _list_missed(kinds: dict[str, int]) -> list[Missed]:
    gold = sum(count for kind, count in kinds.items() if kind != "made up")
    return [Missed(label_kind(kind), count, 100 * count / gold if gold else 0.0) for kind, count in kinds.items()]


def label_set(name: str) -> str:
    """An annotated set in words."""
    return {
        "polnear": _("US news articles (PolNeAR, development part)"),
        "german-news": _("German WIKINEWS articles (development part)"),
        "disputes": _("Invented disputes in four languages"),
    }.get(name, name)


def label_peer(words: str) -> str:
    """Another system, or where its figure is from; names and papers are the same in every language."""
    return {
        "BBC Citron, cue classifier retrained on PolNeAR": _("BBC Citron, cue classifier retrained on PolNeAR"),
        "textacy, by paragraph": _("textacy, by paragraph"),
        "QUiTE (rules)": _("QUiTE (rules)"),
        "run by us on the same files with the same scorer": _("run by us on the same files with the same scorer"),
        "Petersen-Frey and Biemann 2024, their own scorer": _("Petersen-Frey and Biemann 2024, their own scorer"),
    }.get(words, words)


def label_language(code: str) -> str:
    """A language, or all together."""
    return {"de": _("German"), "en": _("English"), "fr": _("French"), "ru": _("Russian"), "all": _("all languages")}.get(code, code)


def label_kind(kind: str) -> str:
    """A kind of attribution, of relation or of mistake."""
    return {
        "direct": _("direct"),
        "indirect": _("indirect"),
        "mixed": _("mixed"),
        "reported": _("summarized"),
        "free_indirect": _("free indirect"),
        "indirect_free_indirect": _("indirect, going on"),
        "contradicts": _("contradicts"),
        "repeats": _("repeats"),
        "supports": _("supports"),
        "linked": _("linked at all"),
        "right": _("found, with the right speaker"),
        "other source": _("found, with another speaker"),
        "other borders": _("found with quite other borders"),
        "not found": _("not found"),
        "made up": _("found where nothing is marked"),
    }.get(kind, kind)

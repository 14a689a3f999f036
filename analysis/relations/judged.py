"""Counts links between statements that the machine itself found against a judgement by hand: ``python -m analysis.relations.judged FOLDER_OF_SAMPLES``.

Judged are not links but statements: which proposition each puts forward or turns down. What holds between two of them follows, so that the judgement outlives
changes of the decision and small changes of contents; statements nobody judged are counted as such.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

from analysis.pipeline import InputDocument
from analysis.relations import relate
from analysis.relations.found import find_statements
from analysis.types import Relation, RelationKind, StatementInput

PATH: Final = Path(__file__).parent / "data" / "judged-samples.txt"
BANDS: Final = ((0.0, 0.5), (0.5, 0.7), (0.7, 0.85), (0.85, 1.01))
VERDICTS: Final = ("right", "wrong", "unclear", "not judged")
#: Share of common words from which on a content is the one that was judged.
_LIKE: Final = 0.6
_FRAGMENT: Final = "fragment"
_STANCES: Final = "+-~"


class JudgementError(ValueError):
    """A line of the judgement is malformed; the message names it."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """What was judged.

    Attributes:
        relations: pair of propositions with stance → relations that are right; "unclear" among them.
        statements: document → (words of a content, its propositions with stance).
    """

    relations: dict[frozenset[str], frozenset[str]]
    statements: dict[str, list[tuple[frozenset[str], tuple[str, ...]]]]

    def find(self, statement: StatementInput) -> tuple[str, ...] | None:
        """The propositions of a statement; None if nobody judged it."""
        own = _words(statement.text)
        like = [(len(own & words) / max(1, len(own | words)), labels) for words, labels in self.statements.get(statement.document or "", ())]
        best = max(like, key=lambda each: each[0], default=(0.0, ()))
        return best[1] if best[0] >= _LIKE else None

    def judge(self, kind: RelationKind, a: StatementInput, b: StatementInput) -> str:
        """One of `VERDICTS`."""
        left, right = self.find(a), self.find(b)
        if left is None or right is None:
            return "not judged"
        if a.document == b.document and (a.text in b.text or b.text in a.text):
            return "wrong"  # one statement, found twice
        accepted: set[str] = set().union(*(self._relate(p, q) for p in left for q in right))
        return "right" if str(kind) in accepted else "unclear" if "unclear" in accepted else "wrong"

    def _relate(self, p: str, q: str) -> frozenset[str]:
        if _FRAGMENT in (p, q):
            return frozenset()
        listed = self.relations.get(frozenset((p, q)))
        if listed is not None:
            return listed
        if p[1:] != q[1:]:
            return frozenset()
        if "~" in (p[0], q[0]):
            return frozenset({"repeats", "unclear"})
        return frozenset({"repeats" if p[0] == q[0] else "contradicts"})


@lru_cache(maxsize=10_000)
def _words(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", text.lower()))


def read_judgement(path: Path = PATH) -> Judgement:
    """Read the file.

    Raises:
        JudgementError: if a line is malformed.
    """
    relations: dict[frozenset[str], frozenset[str]] = {}
    statements: dict[str, list[tuple[frozenset[str], tuple[str, ...]]]] = {}
    section = ""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        if line.startswith("["):
            section = line.strip("[]")
            continue
        parts = line.split() if section == "relations" else line.split("\t")
        labels = parts[1:] if section == "relations" else parts[1].split() if len(parts) == 3 else []
        if len(parts) != 3 or not all(label == _FRAGMENT or label[0] in _STANCES for label in labels):
            raise JudgementError(f"{path.name}:{number}: three parts expected, propositions with one of {_STANCES}")
        if section == "relations":
            relations[frozenset(labels)] = frozenset(parts[0].split("|"))
        else:
            statements.setdefault(parts[0], []).append((_words(parts[2]), tuple(labels)))
    return Judgement(relations, statements)


def read_documents(folder: Path) -> list[InputDocument]:
    """Articles with header lines, as the samples have them: "key: value", an empty line, the text."""
    documents = []
    for path in sorted(folder.glob("*.txt")):
        head, _, text = path.read_text(encoding="utf-8").partition("\n\n")
        header = {key.strip(): value.strip() for key, _, value in (line.partition(":") for line in head.splitlines())}
        documents.append(InputDocument(path.stem, text.strip(), header["language"], header["published"]))
    return documents


def count_verdicts(relations: Iterable[Relation], statements: Sequence[StatementInput], judgement: Judgement) -> dict[tuple[str, int], Counter[str]]:
    """(relation, number of the score band) → verdicts."""
    by_id: Mapping[str, StatementInput] = {s.id: s for s in statements}
    counted: dict[tuple[str, int], Counter[str]] = {}
    for relation in relations:
        band = next(k for k, (low, high) in enumerate(BANDS) if low <= (relation.score or 0.0) < high)
        counted.setdefault((str(relation.kind), band), Counter())[judgement.judge(relation.kind, by_id[relation.a], by_id[relation.b])] += 1
    return counted


def lay_out(counted: Mapping[tuple[str, int], Counter[str]]) -> str:
    """A table in Markdown; of right and wrong links the share that is right."""
    lines = ["| relation | score | right | wrong | unclear | not judged | right of judged, % |", "|---|---|---|---|---|---|---|"]
    for kind in RelationKind:
        total: Counter[str] = Counter()
        rows = []
        for band, (low, high) in enumerate(BANDS):
            verdicts = counted.get((str(kind), band), Counter())
            total += verdicts
            rows.append((f"{low:.2f}–{min(high, 1.0):.2f}", verdicts))
        for name, verdicts in (*rows, ("all", total)):
            judged = verdicts["right"] + verdicts["wrong"]
            share = f"{100 * verdicts['right'] / judged:.0f}" if judged else "–"
            lines.append(f"| {kind} | {name} | " + " | ".join(str(verdicts[v]) for v in VERDICTS) + f" | {share} |")
    return "\n".join(lines)


def main(arguments: list[str] | None = None) -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(prog="python -m analysis.relations.judged", description="Count links on sample articles against a judgement by hand.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--judgement", type=Path, default=PATH)
    options = parser.parse_args(arguments)
    statements = [statement for statement, _ in find_statements(read_documents(options.folder))]
    print(lay_out(count_verdicts(relate(statements), statements, read_judgement(options.judgement))))


if __name__ == "__main__":
    main()

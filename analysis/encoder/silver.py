"""Plain sentences that the rules have read, as training examples: what no rule sees a sign of is an example of nothing being reported.

The rules' own surest finds count as right; sentences with reporting words or quotation marks that no sure find explains count as neither.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any, Final

from analysis.encoder.examples import Example, Gold
from analysis.languages import Language, get_language
from analysis.pipeline import InputDocument, analyze, load_pipeline, parse
from analysis.types import Attribution, Span, Spans

#: Rules' finds of this score or more count as right.
SURE: Final = 0.8
#: Sentences that make up one text.
SENTENCES: Final = 14
_MARKS = re.compile(r"[\"„“”«»]|''|``")


def write_silver(folder: Path, language: str, sentences: list[str], seed: int = 1) -> Path:
    """Let the rules read sentences, joined to texts in random order, and keep what they say as JSON lines.

    Returns:
        The file ``silver-<language>.jsonl``.
    """
    random = Random(seed)
    rest = sentences[:]
    random.shuffle(rest)
    groups = [rest[start : start + SENTENCES] for start in range(0, len(rest), SENTENCES)]
    texts = ["".join(s + random.choice((" ", " ", "\n\n")) for s in group).strip() for group in groups]
    path = folder / f"silver-{language}.jsonl"
    documents = [InputDocument(f"silver-{language}/{i}", text, language) for i, text in enumerate(texts)]
    with path.open("w", encoding="utf-8") as out:
        for number, analyzed in enumerate(analyze(documents, fast=True)):
            sure = [a for a in analyzed.attributions if (a.score or 0) >= SURE]
            doubtful = _doubtful(texts[number], sure, get_language(language))
            record: dict[str, Any] = {"document": analyzed.document, "language": language, "text": analyzed.text, "doubtful": _pairs(doubtful)}
            record["sure"] = [{"content": _pairs(a.content), "source": _pairs(a.source), "cue": _pairs(a.cue)} for a in sure]
            out.write(json.dumps(record, ensure_ascii=False) + "\n")
    return path


def _pairs(spans: Spans) -> list[tuple[int, int]]:
    return [(s.start, s.end) for s in spans]


def _doubtful(text: str, sure: list[Attribution], language: Language) -> Spans:
    """Sentences with a reporting word or a quotation mark and without a sure find."""
    found = []
    with load_pipeline(language.code).memory_zone():
        doc = parse([text], language.code)[0]
        for sentence in doc.sents:
            span = Span(sentence.start_char, max(sentence.start_char + 1, sentence.end_char))
            lemmas = {token.lemma_.lower() for token in sentence}
            signal = bool(_MARKS.search(text[span.start : span.end]) or lemmas & (language.cue_verbs.keys() | language.cue_nouns.keys()))
            if signal and not any(s.overlaps(span) for a in sure for s in (*a.content, *a.cue)):
                found.append(span)
    return tuple(found)


def read_silver(path: Path) -> Iterator[Example]:
    """The examples of one file that `write_silver` wrote."""
    for line in path.read_text(encoding="utf-8").splitlines():
        data = json.loads(line)
        golds = tuple(Gold(_spans(one["content"]), _spans(one["source"]), _spans(one["cue"])) for one in data["sure"])
        yield Example(data["document"], data["language"], data["text"], "news", golds, doubtful=_spans(data["doubtful"]))


def _spans(pairs: list[tuple[int, int]]) -> Spans:
    return tuple(Span(*pair) for pair in pairs)


def read_conllu(path: Path) -> list[str]:
    """The sentences of a treebank."""
    return [line.removeprefix("# text = ").strip() for line in path.read_text(encoding="utf-8").splitlines() if line.startswith("# text = ")]


def read_premises(path: Path) -> list[str]:
    """The premises of a file of translated MultiNLI, once each, with the spaces before punctuation taken out."""
    lines = path.read_text(encoding="utf-8").splitlines()[1:]
    premises = dict.fromkeys(line.split("\t")[0] for line in lines)
    return [re.sub(r"([(„]) ", r"\1", re.sub(r" ([.,;:!?)])", r"\1", p)) for p in premises if 6 <= len(p.split()) <= 50 and p[:1].isupper()]

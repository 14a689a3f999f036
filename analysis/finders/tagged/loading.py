"""The spaCy pipelines of the languages read by tags: tokens, sentence starts, word classes, lemmas."""

from __future__ import annotations

import spacy
from spacy.language import Language as Pipeline
from spacy.tokens import Doc

from analysis.finders.tagged.sentences import mark_sentence_starts
from analysis.finders.tagged.taggers import Tagger, load_tagger
from analysis.finders.tagged.tokens import Tokenizer
from analysis.languages import UnknownLanguageError

#: Languages read by tags.
TAGGED_CODES = ("de", "ru")


class _SentenceStarts:
    """Pipeline component: sets `Token.is_sent_start`."""

    def __call__(self, doc: Doc) -> Doc:
        mark_sentence_starts(doc)
        return doc


class _Tags:
    """Pipeline component: sets tag, coarse part of speech, lemma and morphology of each token."""

    def __init__(self, tagger: Tagger) -> None:
        self._tagger = tagger

    def __call__(self, doc: Doc) -> Doc:
        for sentence in doc.sents:
            self._tagger.tag(sentence)
        return doc


@Pipeline.factory("tagged_sentence_starts", assigns=["token.is_sent_start"])
def _make_sentence_starts(nlp: Pipeline, name: str) -> _SentenceStarts:
    return _SentenceStarts()


@Pipeline.factory("tagged_tags", assigns=["token.tag", "token.pos", "token.lemma", "token.morph"])
def _make_tags(nlp: Pipeline, name: str) -> _Tags:
    return _Tags(load_tagger(str(nlp.lang)))


def load_tagged_pipeline(code: str) -> Pipeline:
    """Build the pipeline of a language read by tags.

    Args:
        code: ``de`` or ``ru``.

    Returns:
        A pipeline whose tokens carry ``tag_`` (STTS for German, the OpenCorpora tag for Russian), ``pos_``, ``lemma_``, ``morph`` and sentence starts.
        Time and memory grow linearly with the text, whatever is in it.

    Raises:
        UnknownLanguageError: if the language is not read by tags.
    """
    if code not in TAGGED_CODES:
        raise UnknownLanguageError(f"language {code!r} is not read by tags; these are: {', '.join(TAGGED_CODES)}")
    nlp = spacy.blank(code)
    # spaCy's own tokenizer peels affixes one by one and takes 44 s for 20,000 opening brackets.
    nlp.tokenizer = Tokenizer(nlp.vocab, code)
    nlp.add_pipe("tagged_sentence_starts")
    nlp.add_pipe("tagged_tags")
    return nlp

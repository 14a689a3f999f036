"""What a speaker does with the content: asserts, denies, speculates, warns, commits, demands, declines.

The reporting expression decides where it says so ("denied", "forderte"). A neutral one ("said", "laut") leaves it to the content: who is told to do
something, what is promised or feared, what is turned down. The expressions stand in ``languages/data/acts.json``, in the order in which they are asked.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from analysis.denials import is_denial, is_negated
from analysis.languages import Language
from analysis.languages.tables import load_table
from analysis.types import Act

#: Acts whose signal in the content is asked in this order; the first that speaks wins. A plea or promise outranks the negation inside it.
CONTENT_ORDER = (Act.DECLINES, Act.COMMITS, Act.DEMANDS, Act.SPECULATES, Act.WARNS, Act.DENIES)
#: Acts that a cue can signal, the more specific first ("would not rule out" before "rule").
CUE_ORDER = (Act.DECLINES, Act.SPECULATES, Act.DENIES, Act.WARNS, Act.DEMANDS, Act.COMMITS)
#: Characters of the content that are read; signals stand early, and a page-long quotation asserts something anyway.
READ_CHARACTERS = 1_000

Patterns = dict[str, dict[Act, re.Pattern[str]]]


@cache
def _patterns(code: str) -> Patterns:
    data = load_table("acts")
    return {
        part: {Act(act): re.compile("|".join(f"(?:{each})" for each in expressions), re.IGNORECASE) for act, expressions in table.items()}
        for part, table in data.get(code, {}).items()
    }


def classify_act(
    *,
    content_text: str,
    cue_text: str,
    cue_lemma: str | None,
    language: Language,
    raised: Iterable[frozenset[str]] = (),
    is_behind_colon: bool = False,
    is_after_denial: bool = False,
) -> Act:
    """Say what the speaker does with the content.

    Args:
        content_text: words of the content, its spans joined by a space; may be empty.
        cue_text: words of the reporting expression, its spans joined by a space; may be empty.
        cue_lemma: key of the cue in the language's tables; None where there is none.
        language: whose tables are used.
        raised: stems (`analysis.denials.stems`) of what others said before in the text; what negates it denies.
        is_behind_colon: whether the content is what the speaker sets against what is denied ("denied it: the dam had held").
        is_after_denial: whether it goes on, without a reporting expression, from what the same speaker denied right before.

    Returns:
        The act; `Act.ASSERTS` where nothing speaks for another.
    """
    patterns = _patterns(language.code)
    by_cue, by_content = patterns.get("cue", {}), patterns.get("content", {})
    content = content_text[:READ_CHARACTERS].strip()
    signalled = _cue_act(cue_text, cue_lemma, language, by_cue)
    if signalled is Act.WARNS and _speaks(patterns.get("foreseeing", {}), Act.WARNS, cue_text) and _speaks(by_content, Act.SPECULATES, content):
        return Act.SPECULATES  # "predicted that the company might pay"
    told = signalled is Act.COMMITS and _speaks(patterns.get("announcing", {}), Act.COMMITS, cue_text)
    if told and _speaks(patterns.get("past", {}), Act.ASSERTS, content):
        return Act.ASSERTS  # "announced that it had lost contact"
    if signalled is Act.DENIES and is_behind_colon and not is_negated(content, language.code):
        signalled = None
    if signalled not in (None, Act.ASSERTS):
        return signalled or Act.ASSERTS
    if _speaks(patterns.get("conceding", {}), Act.ASSERTS, cue_text):
        return Act.ASSERTS  # who concedes a need or a lack neither demands nor denies
    for act in CONTENT_ORDER:
        if act is Act.DENIES:
            if is_denial(content, cue_text, language.code, raised, is_after_denial=is_after_denial):
                return act
        elif _speaks(by_content, act, content):
            return act
    return Act.ASSERTS


def _speaks(patterns: dict[Act, re.Pattern[str]], act: Act, text: str) -> bool:
    pattern = patterns.get(act)
    return pattern is not None and pattern.search(text) is not None


def _cue_act(cue_text: str, cue_lemma: str | None, language: Language, patterns: dict[Act, re.Pattern[str]]) -> Act | None:
    """The act that the reporting expression itself names; its full wording outranks the lemma ("declined to comment" is more than "decline")."""
    for act in CUE_ORDER:
        pattern = patterns.get(act)
        if pattern is not None and pattern.search(cue_text):
            return act
    if cue_lemma is None:
        return None
    return language.cue_verbs.get(cue_lemma) or language.cue_nouns.get(cue_lemma)

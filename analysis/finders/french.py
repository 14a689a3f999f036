"""French constructions beside plain reporting clauses: incises within quotation marks, refusals, warnings, judgments, shared subjects, participles."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from spacy.tokens import Doc, Token

from analysis.finders import Candidate, clauses
from analysis.finders import french_groups as groups
from analysis.finders.context import Context, explain, french_cues
from analysis.quotations import Quotation
from analysis.types import Span, Spans

_SILENT: Final = (
    r"(?:s['’]exprimer|se prononcer|réagir|répondre|commenter|préciser|dire|communiquer|donner suite|s['’]étendre|indiquer|confirmer|révéler|détailler"
    r"|faire de commentaires?)"
)
# Negated or refusing verb, the silence, then what it is about; the pipeline writes every apostrophe as it stands in the text.
_REFUSAL: Final = re.compile(
    rf"(?:\bn(?:e |['’])(?P<will>(?:(?:a|ont|avait|avaient) pas (?:souhaité|voulu|désiré|tenu à)|(?:souhaite|veut|souhaitent|veulent|souhaitait|voulait) pas))"
    rf"|\b(?P<refuse>(?:(?:a|ont|avait|avaient) (?:toujours )?refusé|refus(?:e|ent|ait|aient)) de|s['’](?:est|était) (?:toujours )?refusé(?:e|es|s)? à))"
    rf" {_SILENT}(?P<about> sur| à| au| aux| quant à)? ",
)
_WARNING: Final = re.compile(r"\b(?:met(?:tent|tait)?|(?:a|ont|avait|avaient) mis) en garde(?: contre| sur)? ?(?P<colon>[:,] )?")
_POSSIBLE: Final = re.compile(
    r"\bn['’](?P<verb>(?:(?:a|ont|avait|avaient) pas (?:exclu|écarté)|(?:exclut|excluent|excluait|écarte|écartent) pas))(?: d['’]| de)? "
)
_ENDS: Final = re.compile(r"[.;!?](?=\s|[»”\"]|$)|\n")
#: Verbs with an object and what it is said to be: directly ("juge le plan irréaliste"), or behind "de", "comme".
_JUDGING: Final = frozenset({"juger", "estimer", "considérer", "trouver"})
_CALLING: Final = frozenset({"qualifier", "traiter", "taxer"})
_BREAK: Final = frozenset({",", ";", ":", ".", "\n"})
_AS: Final = frozenset({"de", "d'", "d’", "comme"})


def find_french(context: Context) -> Iterator[Candidate]:
    """Candidates of all these constructions in a French text."""
    yield from _find_phrases(context)
    yield from _find_incises(context)
    forms = french_cues()
    for token in context.doc:
        lemma = forms.get(token.lower_.removeprefix("s'"))
        if lemma in _JUDGING or lemma in _CALLING:
            group = groups.find_group(token, lemma)
            if group is not None and not group.inverted and not group.negated:
                yield from _find_judgment(group, context)


def _find_phrases(context: Context) -> Iterator[Candidate]:
    """“n'a pas souhaité s'exprimer sur …”, “met en garde contre …”, “n'exclut pas que …”."""
    for pattern, lemma, rule in ((_REFUSAL, "refuser", "refusal"), (_WARNING, "alerter", "object"), (_POSSIBLE, "suggérer", "object")):
        for match in pattern.finditer(context.text):
            found = _tokens_of(context.doc, match)
            if found is None:
                continue
            source = _subject_of(found[0], context)
            ends = _ENDS.search(context.text, match.end())
            content = Span(match.end(), ends.start() if ends else len(context.text))
            if not source or content.start >= content.end or "\n" in match[0]:
                continue
            text = match[0]
            cut = len(text.rstrip())
            about = match.groupdict().get("about") or match.groupdict().get("colon")
            if about and about.strip():
                cut = text.rindex(about.strip())
            cue = (Span(match.start(), match.start() + len(text[:cut].rstrip(" :,"))),)
            yield Candidate((content,), source, cue, lemma, rule, 0.9, explain(rule, context.text, source, cue))


def _tokens_of(doc: Doc, match: re.Match[str]) -> tuple[Token, Token] | None:
    span = doc.char_span(match.start(), match.end(), alignment_mode="contract")
    return (span[0], span[-1]) if span is not None and len(span) else None


def _subject_of(first: Token, context: Context) -> Spans:
    """The subject of a verb phrase that begins with a token."""
    words = list(context.doc[groups.clause_start(first) : first.i])
    found = groups.subject_before(words) or groups.subject_across(words)
    span = clauses.to_span(context.doc, *found) if found is not None else None
    return (span,) if span is not None and span.of(context.text).lower() not in context.frames.expletives else ()


def _find_judgment(group: groups.Group, context: Context) -> Iterator[Candidate]:
    """“juge l'accusation « grotesque »”, “qualifie le projet de « folie »”: the object and what it is said to be."""
    doc, end = context.doc, groups.end_of(group)
    source = groups.source_of(group, context)
    start = groups.behind_adverbs(group, end)
    if not source or start >= end or doc[start].lower_ in ("que", "qu'", "qu’") or doc[start].text in _BREAK:
        return
    stop = next((i for i in range(start, end) if doc[i].text in _BREAK and context.quotation_at(doc[i].idx) is None), end)
    words = [doc[i] for i in range(start, stop)]
    if any(w.lower_ in ("que", "qu'", "qu’") for w in words) and not any(context.quotation_at(w.idx) for w in words):
        return
    cue = groups.cue_of(group)
    if group.lemma in _CALLING:
        border = next((w.i for w in words[1:] if w.lower_ in _AS and _names(doc, w.i + 1, context)), None)
        if border is not None:
            yield from context.candidate([(start, border), (border + 1, stop)], source, cue, group.lemma, "naming", 0.88)
        return
    if doc[start].pos_ in ("DET", "PROPN", "NOUN") and any(w.pos_ == "ADJ" or context.quotation_at(w.idx) is not None for w in words[1:]):
        yield from context.candidate([(start, stop)], source, cue, group.lemma, "naming", 0.88)


def _names(doc: Doc, i: int, context: Context) -> bool:
    """Whether what follows may be a name that somebody gives: in quotation marks, or a noun or adjective without an article."""
    return i < len(doc) and (context.quotation_at(doc[i].idx) is not None or doc[i].pos_ in ("NOUN", "ADJ"))


def _find_incises(context: Context) -> Iterator[Candidate]:
    """« …, dit X, … »: a reporting clause within the quotation marks; sentences behind it are a statement of their own."""
    forms = french_cues()
    for quotation in context.quotations:
        span = context.doc.char_span(quotation.inner.start, quotation.inner.end, alignment_mode="contract")
        begin = quotation.inner.start
        last: Spans = ()
        for token in span or ():
            lemma = forms.get(token.lower_.removeprefix("s'"))
            if lemma is None or lemma not in context.frames.say or token.idx < begin:
                continue
            group = groups.find_group(token, lemma)
            if group is None or not group.inverted or group.negated or context.is_speaker(group.subject):
                continue
            left = groups.left_of(group)
            source = groups.source_of(group, context)
            if not source or left == 0 or context.doc[left - 1].text not in (",", "?", "!") or context.doc[left - 1].idx < begin:
                continue
            content, begin = _around(quotation, group, context, begin, left)
            cue = clauses.to_spans(context.doc, groups.cue_of(group))
            last = source
            rule = "quotation with cue"
            yield Candidate(content, source, cue, lemma, rule, 0.94, explain(rule, context.text, source, cue))
        if last and begin < quotation.inner.end and context.text[begin : quotation.inner.end].strip(" .,"):
            rest = (Span(begin, quotation.inner.end),)
            yield Candidate(rest, last, (), None, "continued quotation", 0.8, explain("continued quotation", context.text, last, ()))


def _around(quotation: Quotation, group: groups.Group, context: Context, begin: int, left: int) -> tuple[Spans, int]:
    """The content before an incise and, where its sentence goes on, behind it; and where the next sentence begins."""
    doc, text = context.doc, context.text
    first = doc[left - 1]
    before = Span(begin, first.idx if first.text == "," else first.idx + 1)
    i = max(group.end, group.subject[1])
    while i < len(doc) and doc[i].idx < quotation.inner.end and doc[i].text not in (",", ".", "!", "?", ";", ":"):
        i += 1
    at = doc[i].idx if i < len(doc) else quotation.inner.end
    ends = _ENDS.search(text, at, quotation.inner.end)
    stop = ends.start() if ends else quotation.inner.end
    following = min(quotation.inner.end, (ends.end() if ends else quotation.inner.end))
    if i < len(doc) and doc[i].text == "," and at + 1 < stop:
        return (before, Span(at + 1, stop)), following
    return (before,), following

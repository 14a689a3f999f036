"""Cutting a document into units and segments; deciding which quotations are utterances of their own."""

from __future__ import annotations

from analysis.finders.tagged.reading import Reading, Segment, Unit

_SPLITTING = frozenset({",", ";", ":", "–", "—"})
_FINAL = frozenset({".", "!", "?", "…", "..."})
_DASHES = frozenset("–—-")


def cut_units(r: Reading) -> list[Unit]:
    """Sentences, joined where a quotation spans several of them, with their segments."""
    units: list[Unit] = []
    paragraph = 0
    for sentence in r.doc.sents:
        start, end = sentence.start, sentence.end
        joins = bool(units) and start > 0 and r.inside[start] >= 0 and r.inside[start] == r.inside[start - 1]
        if joins:
            units[-1].end = end
        else:
            units.append(Unit(start, end, paragraph))
        if any("\n" in r.words[k] for k in range(end - 1, start - 1, -1) if r.pos[k] == "SPACE"):
            paragraph += 1
    for unit in units:
        _cut_segments(r, unit)
    return [unit for unit in units if unit.segments]


def _cut_segments(r: Reading, unit: Unit) -> None:
    opaque: dict[int, list[Segment]] = {}
    last_opaque_end = -1
    before = ""
    start = index = unit.start
    while index < unit.end:
        number = r.inside[index]
        if number >= 0 and number not in opaque and (index == unit.start or r.inside[index - 1] != number):
            end = _end_of_quotation(r, index, unit.end)
            if _is_utterance(r, unit, index, end, last_opaque_end):
                _add(r, unit, start, index, before)
                opaque[number] = _split_quotation(r, index, end, number, before if start >= index else "")
                unit.segments.extend(opaque[number])
                last_opaque_end, before = end, ""
                start = index = end
                continue
            opaque[number] = []
        if r.low[index] in _SPLITTING or (index > start and _coordinates_cue(r, index, unit.end)):
            _add(r, unit, start, index, before)
            before, start = r.low[index], index + 1
            if before == "," and start < unit.end and _coordinates_cue(r, start, unit.end):
                before, start, index = r.low[start], start + 1, index + 1
        index += 1
    _add(r, unit, start, unit.end, before)


def _add(r: Reading, unit: Unit, start: int, end: int, before: str) -> None:
    while start < end and not r.is_word(start):
        start += 1
    bracketed = "(" in r.low[start:end]
    while end > start and not r.is_word(end - 1) and not (bracketed and r.low[end - 1] == ")"):
        end -= 1
    if start < end:
        unit.segments.append(Segment(start, end, before))


def _end_of_quotation(r: Reading, index: int, limit: int) -> int:
    number = r.inside[index]
    while index < limit and r.inside[index] == number:
        index += 1
    return index


def _coordinates_cue(r: Reading, index: int, limit: int) -> bool:
    """Whether a conjunction joins a second reporting verb ("sagte X und fügte hinzu, …")."""
    if r.pos[index] != "CCONJ" or r.low[index] not in r.grammar.coordinators:
        return False
    k = index + 1
    while k < limit and k < index + 4 and r.pos[k] in ("ADV", "PRON") and not r.finite[k]:
        k += 1
    return k < limit and r.finite[k] and (r.lemma[k] in r.grammar.cue_stems or r.lemma[k] in r.language.cue_verbs)


def _is_utterance(r: Reading, unit: Unit, start: int, end: int, last_opaque_end: int) -> bool:
    """Whether tokens ``[start, end)``, a quotation with its marks, are speech of their own rather than words used inside the author's sentence."""
    inner = [k for k in range(start, end) if r.is_word(k)]
    if not inner:
        return False
    previous, following = _look_around(r, unit, start, end)
    capital = not r.words[inner[0]][0].islower()
    is_clause = any(r.finite[k] for k in inner) or len(inner) > 5 or any(r.low[k] in ("!", "?") for k in range(start, end))
    if previous == ":":
        return is_clause or len(inner) > 1
    if last_opaque_end >= 0 and start - last_opaque_end < 25 and (previous in (",", ";") or previous in _DASHES):
        return is_clause or len(inner) > 2
    if not capital:
        return False
    if previous in ("", ".", "!", "?"):
        return _stands_alone(r, unit, end, following, is_clause)
    cue_before = previous in (",",) or (r.pos[_previous_word(r, unit, start)] in ("VERB", "AUX") and is_clause)
    return cue_before and is_clause and following in (*_FINAL, "", ",")


def _previous_word(r: Reading, unit: Unit, start: int) -> int:
    return max(start - 1, unit.start)


def _look_around(r: Reading, unit: Unit, start: int, end: int) -> tuple[str, str]:
    back = start - 1
    while back >= unit.start and r.pos[back] == "SPACE":
        back -= 1
    ahead = end
    while ahead < unit.end and r.pos[ahead] == "SPACE":
        ahead += 1
    return (r.low[back] if back >= unit.start else "", r.low[ahead] if ahead < unit.end else "")


def _stands_alone(r: Reading, unit: Unit, end: int, following: str, is_clause: bool) -> bool:
    """A quotation at the start of a unit: followed by nothing, or by a reporting clause."""
    if following in ("", *_FINAL):
        return is_clause
    closes = r.low[end - 2] if end >= 2 else ""
    k = end
    marked = closes in (",", "!", "?", "…", "...")
    while k < unit.end and (not r.is_word(k)):
        marked = marked or r.low[k] in _SPLITTING or r.low[k] in _DASHES
        k += 1
    if k >= unit.end or not marked:
        return False
    return (
        r.finite[k]
        or r.low[k] in r.grammar.so_words
        or r.low[k] in r.grammar.as_words
        or (r.low[k] in r.grammar.adverb_openers and k + 1 < unit.end and r.finite[k + 1])
    )


def _split_quotation(r: Reading, start: int, end: int, number: int, before: str) -> list[Segment]:
    """A quotation as segments; a reporting clause between dashes inside the marks («A, — сказал B, — C») becomes a clause of its own."""
    pieces: list[Segment] = []
    begin, k, mark = start, start + 1, before
    while k < end - 1:
        if r.low[k] in _DASHES and r.low[k - 1] in (",", ".", "!", "?", "…", "...") and _cue_opens(r, k + 1, end):
            close = k + 1
            while close < end - 1 and not (r.low[close] in _DASHES and r.low[close - 1] in (",", ".")):
                close += 1
            pieces.append(Segment(begin, k, mark, quoted=True, quotation=number))
            stop = close - 1 if close < end - 1 else end - 1
            pieces.append(Segment(k + 1, stop, ","))
            mark = r.low[close - 1] if close < end - 1 else ""
            begin = k = close + 1
        k += 1
    if begin < end - 1:
        pieces.append(Segment(begin, end, mark, quoted=True, quotation=number))
    return pieces


def _cue_opens(r: Reading, start: int, end: int) -> bool:
    return any(r.finite[k] and r.lemma[k] in r.language.cue_verbs for k in range(start, min(start + 3, end)))

"""Noun phrases and subjects."""

from __future__ import annotations

from analysis.finders.tagged.reading import Reading

_DEEPEST = 3


def parse_phrase(r: Reading, start: int, end: int, *, wide: bool = False, depth: int = 0) -> int | None:
    """Read the noun phrase that begins at a token.

    Args:
        r: the document.
        start: first token of the phrase.
        end: token that it cannot reach.
        wide: take prepositional attributes too ("die Regierung in Bischkek").
        depth: how many phrases this one stands in.

    Returns:
        The token behind the phrase, or None if none begins here.
    """
    if start >= end:
        return None
    if r.is_mark[start] and r.inside[start] >= 0:
        return _short_quotation(r, start, end) or None
    head = _skip_modifiers(r, start, end)
    if head >= end or not r.is_noun(head):
        return start + 1 if _is_pronoun(r, start) and head <= start + 1 else None
    k = _skip_nouns(r, head, end)
    named = any(r.pos[j] == "PROPN" for j in range(head, k))
    while depth < _DEEPEST:
        if r.pos[k - 1] == "PROPN" and k - head > 1 and k < end and r.low[k] in r.grammar.genitive_articles:
            break  # behind a full name an article opens the addressee: "sagte Ute Kranz der Zeitung"
        longer = _attach(r, k, end, wide=wide, named=named, depth=depth)
        if longer is None:
            break
        k = longer
    return k


def _is_pronoun(r: Reading, k: int) -> bool:
    return r.low[k] in r.grammar.subject_pronouns and (r.pos[k] in ("PRON", "DET", "X", "NUM") or r.low[k] in r.language.pronouns)


def _skip_modifiers(r: Reading, k: int, end: int) -> int:
    first = k
    while k < end and not r.is_noun(k):
        if k > first and r.pos[k] == "ADP" and r.pos[k - 1] == "DET":
            # "einem vom Vorstand bestellten Gutachten"
            behind = parse_phrase(r, k + 1, end, depth=_DEEPEST) or end
            if behind < end and r.pos[behind] == "ADJ" and r.low[behind] not in r.grammar.oblique_words:
                k = behind
                continue
            break
        is_adjective = r.pos[k] in ("DET", "ADJ", "NUM") or r.low[k] in r.grammar.determiners
        degree = r.pos[k] in ("ADV", "X") and k + 1 < end and r.pos[k + 1] in ("ADJ", "NUM") and r.low[k] not in r.grammar.adverb_openers
        joins = k > first and r.pos[k] == "CCONJ" and r.pos[k - 1] in ("ADJ", "X") and k + 1 < end and (r.pos[k + 1] == "ADJ" or r.is_noun(k + 1))
        if not (is_adjective or degree or joins or (r.is_mark[k] and k > first and r.inside[k] >= 0)):
            break
        k += 1
    return k


def _skip_nouns(r: Reading, k: int, end: int) -> int:
    first = k
    while k < end:
        if k > first and _begins_subject(r, first, k):
            break
        # "Kanal 5", but not "… 60 Millionen"
        if r.is_noun(k) or (r.words[k].isdigit() and len(r.words[k]) < 4 and not (k + 1 < end and (r.is_noun(k + 1) or r.pos[k + 1] in ("ADJ", "NUM")))):
            k += 1
        elif r.grammar.bare_genitive and r.pos[k] in ("ADJ",) and _skip_modifiers(r, k, end) < end and r.is_noun(_skip_modifiers(r, k, end)):
            k = _skip_modifiers(r, k, end)
        elif (
            r.low[k] in r.grammar.name_particles
            and k + 1 < end
            and (r.pos[k - 1] == "PROPN" or r.low[k + 1] in r.grammar.name_particles)
            and _name_follows(r, k, end)
        ):
            k += 1
        elif r.is_mark[k] and r.inside[k] >= 0 and _short_quotation(r, k, end):
            k = _short_quotation(r, k, end)
        elif r.low[k] == "(" and ")" in r.low[k + 1 : min(end, k + 8)]:
            k = r.low.index(")", k) + 1
        else:
            break
    return k


def _begins_subject(r: Reading, head: int, k: int) -> bool:
    """Whether a noun's case shows that it begins a phrase of its own («в среду директор»)."""
    if not r.grammar.bare_genitive:
        return False
    if "Case=Dat" in r.morph[k] and "Case=Nom" in r.morph[head]:
        return True  # the addressee: «сказал министр журналистам»
    if "Case=Nom" not in r.morph[k]:
        return False
    if not any(f"Case={case}" in r.morph[head] for case in ("Loc", "Ins", "Dat", "Acc", "Gen")):
        return False
    return not r.words[k][0].isupper() or "Case=Gen" not in r.morph[head]


def _name_follows(r: Reading, k: int, end: int) -> bool:
    return any(r.is_noun(j) for j in range(k + 1, min(end, k + 3)))


def _short_quotation(r: Reading, k: int, end: int) -> int:
    """Behind a quoted name that starts at `k` ("der Sender „Radio Nord“"); 0 if it is long."""
    number = r.inside[k]
    j = k + 1
    while j < end and j < k + 8 and r.inside[j] == number:
        j += 1
    opens = r.quotations[number].outer.start == r.starts[k]
    closed = r.quotations[number].outer.end == r.ends[j - 1]
    return j if opens and closed and j - k > 2 and any(r.words[m][0].isupper() for m in range(k + 1, j)) else 0


def _attach(r: Reading, k: int, end: int, *, wide: bool, named: bool, depth: int) -> int | None:
    if k + 1 >= end:
        return None
    word = r.low[k]
    if word in r.grammar.genitive_articles:
        return parse_phrase(r, k, end, depth=depth + 1)
    if word in r.grammar.attribute_prepositions or (wide and r.pos[k] == "ADP" and not _is_time(r, k + 1)):
        return parse_phrase(r, k + 1, end, wide=wide, depth=depth + 1)
    if word in r.grammar.place_prepositions and not named and r.pos[k + 1] == "PROPN" and not _is_time(r, k + 1):
        return parse_phrase(r, k + 1, end, depth=depth + 1)
    if word in r.grammar.phrase_coordinators and r.pos[k] == "CCONJ":
        other = parse_phrase(r, k + 1, end, depth=depth + 1)
        # "X und Y sagten" joins phrases; "… X und Y sagte …" would begin a clause
        return other if other is not None and is_nominative(r, k + 1) and not (other < end and r.finite[other] and not wide) else None
    return None


def _is_time(r: Reading, k: int, end: int | None = None) -> bool:
    stop = min(k + 3, len(r.low) if end is None else end)
    return any(r.lemma[j] in r.grammar.time_words or r.low[j] in r.grammar.time_words for j in range(k, stop))


def is_nominative(r: Reading, start: int) -> bool:
    """Whether the phrase that begins at a token can be a subject, as far as its first words tell."""
    if r.grammar.bare_genitive and r.low[start] in r.grammar.possessives and start + 1 < len(r.low) and (r.is_noun(start + 1) or r.pos[start + 1] == "ADJ"):
        start += 1  # «его коллега»
    if r.low[start] in r.grammar.oblique_words:
        return False
    for case in ("Dat", "Ins", "Loc"):
        if f"Case={case}" in r.morph[start]:
            return False
    if r.low[start] == "der" and r.grammar.has_reported_mood and start + 1 < len(r.low) and r.pos[start + 1] == "ADJ" and r.low[start + 1].endswith("en"):
        return False  # "der britischen Zeitung" is dative or genitive
    if "Case=Acc" in r.morph[start] and r.low[start].endswith(("у", "ю")):
        return False
    return "Case=Gen" not in r.morph[start] or r.words[start][0].isupper()


def find_subject_after(r: Reading, start: int, end: int, *, wide: bool = False) -> tuple[int, int] | None:
    """The first phrase in ``[start, end)`` that can be a subject and is not governed by a preposition."""
    k = start
    while k < end:
        if r.pos[k] == "ADP":
            behind = parse_phrase(r, k + 1, end)
            k = behind if behind is not None else k + 1
            continue
        if r.low[k] in r.grammar.object_pronouns or r.low[k] in r.grammar.adverb_openers:
            k += 1
            continue
        behind = parse_phrase(r, k, end, wide=wide)
        if behind is None:
            k += 1
            continue
        if is_nominative(r, k) and not _is_time(r, k, behind):
            return k, behind
        k = behind
    return None


def find_subject_before(r: Reading, start: int, verb: int) -> tuple[int, int] | None:
    """The phrase that fills the place before a finite verb, if it can be a subject."""
    k = start
    while k < verb and (r.pos[k] in ("CCONJ",) or r.low[k] in r.grammar.focus_words):
        k += 1
    if k >= verb or r.pos[k] == "ADP" or r.low[k] in r.grammar.adverb_openers:
        return None
    behind = parse_phrase(r, k, verb, wide=True)
    if behind is None or not is_nominative(r, k) or _is_time(r, k, behind):
        return None
    return k, behind

"""Why a link is proposed, in one sentence: what both speak of, what stands against what, and what a pointing word points to."""

from __future__ import annotations

from typing import Final

from analysis.relations.alignment import Alignment, align
from analysis.relations.features import Prepared
from analysis.relations.reading import Reading
from analysis.types import Act, Reason, RelationKind

_MOST_WORDS: Final = 3
_EXCERPT: Final = 60


def explain(kind: RelationKind, prepared: Prepared, i: int, j: int, bridge: int | None) -> Reason:
    """The reason for a link between statements `i` and `j`; `bridge` is a third that repeats one of them, if the link comes from there."""
    a, b = prepared.readings[i], prepared.readings[j]
    alignment = align(a, b)
    parts = [_say_topic(alignment), _say_kind(kind, a, b, alignment)]
    for reading, index, other in ((a, i, j), (b, j, i)):
        if reading.pointer and prepared.before[index]:
            parts.append(_say_pointer(reading, prepared, index, other))
    if bridge is not None:
        words = _quote(prepared.readings[bridge])
        parts.append(Reason(f"one of them says the same as “{words}”", f"eine von beiden sagt dasselbe wie „{words}“"))
    return Reason("; ".join(p.en for p in parts) + ".", "; ".join(p.de for p in parts) + ".")


def _say_topic(alignment: Alignment) -> Reason:
    if not alignment.shared:
        return Reason(
            "the two lie close together in meaning, without a word in common", "beide liegen ihrem Sinn nach nah beieinander, ohne ein gemeinsames Wort"
        )
    words = [_pair_words(left, right) for left, right in alignment.shared[:_MOST_WORDS]]
    return Reason(f"both speak of {_list(words, 'and')}", f"beide sprechen von {_list(words, 'und')}")


def _pair_words(left: str, right: str) -> str:
    return f"“{left}”" if left.lower() == right.lower() else f"“{left}” / “{right}”"


def _list(words: list[str], conjunction: str) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} {conjunction} {words[-1]}"


def _say_kind(kind: RelationKind, a: Reading, b: Reading, alignment: Alignment) -> Reason:
    if kind is RelationKind.CONTRADICTS:
        return _say_contradiction(a, b, alignment)
    if kind is RelationKind.REPEATS:
        return _say_repetition(a, b)
    if a.statement.side is not None and a.statement.side == b.statement.side:
        return Reason("the same side says more to the same point", "dieselbe Seite sagt mehr zum selben Punkt")
    return Reason("one makes the other more credible", "das eine macht das andere glaubhafter")


def _say_contradiction(a: Reading, b: Reading, alignment: Alignment) -> Reason:
    if a.is_denial != b.is_denial:
        return _say_rejection(a, b) if a.is_denial else _say_rejection(b, a)
    if alignment.opposites:
        left, right = alignment.opposites[0]
        return Reason(f"“{left}” stands against “{right}”", f"„{left}“ steht gegen „{right}“")
    for reading in (a, b):
        if reading.falsities:
            return Reason(f"“{reading.falsities[0]}” calls the other untrue", f"„{reading.falsities[0]}“ nennt das andere unwahr")
    if a.numbers and b.numbers and not a.numbers & b.numbers:
        left, right = (_figure(min(r.numbers)) for r in (a, b))
        return Reason(f"the figures differ: {left} against {right}", f"die Zahlen sind verschieden: {left} gegen {right}")
    acts = {a.statement.act, b.statement.act}
    if Act.DEMANDS in acts or Act.COMMITS in acts:
        return Reason("what one wants or will do excludes the other", "was der eine will oder vorhat, schließt das andere aus")
    left, right = _quote(a), _quote(b)
    return Reason(f"“{left}” cannot hold together with “{right}”", f"„{left}“ und „{right}“ können nicht zugleich gelten")


def _say_rejection(denial: Reading, other: Reading) -> Reason:
    """A denial against what it denies: by a negation in its words, or by the verb."""
    said = _quote(other)
    possibly = other.statement.act is Act.SPECULATES
    en, de = ("is put forward as possible", "wird für möglich gehalten") if possibly else ("is put forward", "wird vorgebracht")
    if denial.negations:
        words, negation = _quote(denial), denial.negations[0]
        return Reason(f"“{said}” {en}, against “{words}” (“{negation}”)", f"„{said}“ {de}, dagegen steht „{words}“ („{negation}“)")
    words = _quote(denial)
    return Reason(f"“{said}” {en}, while “{words}” is denied", f"„{said}“ {de}, während „{words}“ bestritten wird")


def _say_repetition(a: Reading, b: Reading) -> Reason:
    if a.is_denial and b.is_denial:
        return Reason("both deny the same", "beide bestreiten dasselbe")
    if a.numbers & b.numbers:
        figure = _figure(min(a.numbers & b.numbers))
        return Reason(f"same proposition, same figure ({figure})", f"dieselbe Aussage, dieselbe Zahl ({figure})")
    return Reason("same proposition, neither turns it round", "dieselbe Aussage, niemand kehrt sie um")


def _say_pointer(reading: Reading, prepared: Prepared, index: int, other: int) -> Reason:
    """What the demonstrative points to: the other statement if it stands before, else the sentence before."""
    earlier = prepared.before[index]
    referent = other if other in earlier else max(earlier, key=lambda k: float(prepared.bare[k] @ prepared.bare[other]))
    words = _quote(prepared.readings[referent])
    place = earlier.index(referent)
    en, de = ("the statement before", "die Äußerung davor") if place == 0 else ("an earlier statement", "eine frühere Äußerung")
    return Reason(f"“{reading.pointer}” points back to {en} (“{words}”)", f"„{reading.pointer}“ weist zurück auf {de} („{words}“)")


def _quote(reading: Reading) -> str:
    text = " ".join(reading.statement.text.split())
    if len(text) <= _EXCERPT:
        return text
    return text[:_EXCERPT].rsplit(" ", 1)[0].rstrip(" ,;:") + " …"


def _figure(value: float) -> str:
    return f"{value:g}" if value < 1e5 else f"{value:.0f}"

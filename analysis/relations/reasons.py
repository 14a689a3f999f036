"""Why a link is proposed, in one sentence: what both speak of, what stands against what, and what a pointing word points to."""

from __future__ import annotations

from typing import Final

from analysis.relations.alignment import Alignment, align
from analysis.relations.closure import Bridge
from analysis.relations.comparing import find_clash, find_count_against_none
from analysis.relations.features import Prepared
from analysis.relations.quantities import Quantity
from analysis.relations.reading import Reading
from analysis.types import Act, Reason, RelationKind

_MOST_WORDS: Final = 3
_EXCERPT: Final = 60


def explain(kind: RelationKind, prepared: Prepared, i: int, j: int, bridge: Bridge | None) -> Reason:
    """The reason for a link between statements `i` and `j`; `bridge` is what it follows from, if not from the two alone."""
    a, b = prepared.readings[i], prepared.readings[j]
    alignment = align(a, b)
    parts = [_say_topic(alignment)] if alignment.shared else []
    parts.append(_say_kind(kind, a, b, alignment))
    for reading, index, other in ((a, i, j), (b, j, i)):
        if reading.pointer and (other in prepared.before[index] or (prepared.before[index] and kind is RelationKind.CONTRADICTS)):
            parts.append(_say_pointer(reading, prepared, index, other))
    if bridge is not None:
        repeater, repeated = (_quote(prepared.readings[k]) for k in bridge)
        parts.append(_say("{0} says the same as {1}", "{0} sagt dasselbe wie {1}", repeater, repeated))
    elif not alignment.shared and (i in prepared.before[j] or j in prepared.before[i]):
        parts.append(Reason("one follows the other in the same text", "eines folgt im selben Text auf das andere"))
    elif not alignment.shared:
        parts.append(Reason("the two are near in meaning, with no word in common", "beide sind sich im Sinn nah, ohne gemeinsames Wort"))
    return Reason("; ".join(p.en for p in parts) + ".", "; ".join(p.de for p in parts) + ".")


def _say(en: str, de: str, *words: str) -> Reason:
    """Both sentences with the words in the quotation marks of the language."""
    return Reason(en.format(*(f"“{w}”" for w in words)), de.format(*(f"„{w}“" for w in words)))


def _say_topic(alignment: Alignment) -> Reason:
    """ "both speak of …", each word once if both write it alike."""
    en, de = [], []
    for left, right in alignment.shared[:_MOST_WORDS]:
        said = _say("{0}", "{0}", left) if left.lower() == right.lower() else _say("{0} / {1}", "{0} / {1}", left, right)
        en.append(said.en)
        de.append(said.de)
    return Reason(f"both speak of {_list(en, 'and')}", f"beide sprechen von {_list(de, 'und')}")


def _list(words: list[str], conjunction: str) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} {conjunction} {words[-1]}"


def _say_kind(kind: RelationKind, a: Reading, b: Reading, alignment: Alignment) -> Reason:
    if kind is RelationKind.CONTRADICTS:
        return _say_contradiction(a, b, alignment)
    if kind is RelationKind.REPEATS:
        return _say_repetition(a, b)
    return _say_backing(a, b)


def _say_backing(a: Reading, b: Reading) -> Reason:
    """What one has to show for the other, or that one side goes on to the same point."""
    for reading, other in ((b, a), (a, b)):
        if reading.evidence and not other.evidence:
            words = (_quote(reading), _quote(other), reading.evidence[0])
            return _say("{0} offers evidence for {1} ({2})", "{0} bringt einen Beleg für {1} ({2})", *words)
    if a.statement.actor is not None and a.statement.actor == b.statement.actor:
        return Reason("the same speaker says more to the same point", "dieselbe Stimme sagt mehr zum selben Punkt")
    if a.statement.side is not None and a.statement.side == b.statement.side:
        return Reason("another speaker of the same side says more to the same point", "eine andere Stimme derselben Seite sagt mehr zum selben Punkt")
    return Reason("one makes the other more credible", "das eine macht das andere glaubhafter")


def _say_contradiction(a: Reading, b: Reading, alignment: Alignment) -> Reason:
    against_none = find_count_against_none(a, b)
    if against_none is not None:
        return _say("{0} stands against {1}", "{0} steht gegen {1}", against_none[0], _count(against_none[1]))
    if a.is_denial != b.is_denial:
        return _say_rejection(a, b) if a.is_denial else _say_rejection(b, a)
    if alignment.opposites:
        return _say("{0} stands against {1}", "{0} steht gegen {1}", *alignment.opposites[0])
    for reading in (a, b):
        if reading.falsities:
            return _say("{0} calls the other untrue", "{0} nennt das andere unwahr", reading.falsities[0])
    clash = find_clash(a, b)
    if clash is not None:
        left, right = (_count(q) for q in clash)
        return Reason(f"the figures differ: {left} against {right}", f"die Zahlen sind verschieden: {left} gegen {right}")
    acts = {a.statement.act, b.statement.act}
    if Act.DEMANDS in acts or Act.COMMITS in acts:
        return Reason("what one wants or will do excludes the other", "was der eine will oder vorhat, schließt das andere aus")
    return _say("{0} can hardly hold together with {1}", "{0} und {1} können kaum zugleich gelten", _quote(a), _quote(b))


def _say_rejection(denial: Reading, other: Reading) -> Reason:
    """A denial against what it denies: by a negation in its words, or by the verb."""
    is_open = other.statement.act is Act.SPECULATES
    en, de = ("is put forward as possible", "wird für möglich gehalten") if is_open else ("is put forward", "wird vorgebracht")
    if denial.negations:
        words = (_quote(other), _quote(denial), denial.negations[0])
        return _say(f"{{0}} {en}, against it stands {{1}} ({{2}})", f"{{0}} {de}, dagegen steht {{1}} ({{2}})", *words)
    return _say(f"{{0}} {en}, while {{1}} is denied", f"{{0}} {de}, während {{1}} bestritten wird", _quote(other), _quote(denial))


def _say_repetition(a: Reading, b: Reading) -> Reason:
    if a.is_denial and b.is_denial:
        return Reason("both deny the same", "beide bestreiten dasselbe")
    if a.numbers & b.numbers:
        figure = _figure(min(a.numbers & b.numbers))
        return Reason(f"same proposition, same figure ({figure})", f"dieselbe Aussage, dieselbe Zahl ({figure})")
    return Reason("same proposition, neither turns it round", "dieselbe Aussage, niemand kehrt sie um")


def _say_pointer(reading: Reading, prepared: Prepared, index: int, other: int) -> Reason:
    """What the demonstrative points to: the other statement if it stands before, else the earlier one that is most like the other."""
    earlier = prepared.before[index]
    referent = other if other in earlier else max(earlier, key=lambda k: float(prepared.bare[k] @ prepared.bare[other]))
    words = (reading.pointer, _quote(prepared.readings[referent]))
    if referent == earlier[0]:
        return _say("{0} points back to the statement before ({1})", "{0} weist zurück auf die Äußerung davor ({1})", *words)
    return _say("{0} points back to an earlier statement ({1})", "{0} weist zurück auf eine frühere Äußerung ({1})", *words)


def _quote(reading: Reading) -> str:
    """The first words, without marks that would close the quotation around them."""
    text = " ".join(reading.statement.text.split()).translate(str.maketrans("“”„", "'''"))
    if len(text) <= _EXCERPT:
        return text
    return text[:_EXCERPT].rsplit(" ", 1)[0].rstrip(" ,;:") + " …"


def _count(quantity: Quantity) -> str:
    return f"{_figure(quantity.value)} {quantity.unit}".strip()


def _figure(value: float) -> str:
    return f"{value:g}" if value < 1e5 else f"{value:.0f}"

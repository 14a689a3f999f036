"""Every word that figures show, in the languages of the interface."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from functools import lru_cache

from babel.dates import format_date

LANGUAGES = ("en", "de")
_DATE_LOCALES = {"en": "en_GB", "de": "de_DE"}

_WORDS: dict[str, dict[str, str]] = {
    "en": {
        "asserts": "asserts",
        "denies": "denies",
        "speculates": "speculates",
        "warns": "warns",
        "commits": "commits",
        "demands": "demands",
        "declines": "declines to comment",
        "silent": "no statement found",
        "matrix title": "Who said what",
        "timeline title": "Statements over time",
        "acts title": "How each side speaks",
        "outlets title": "Which outlets carry which sides",
        "network title": "Who contradicts whom",
        "outlets kind": "counts by outlet and side",
        "network kind": "speakers and their contradictions",
        "matrix kind": "matrix of sides and claims",
        "timeline kind": "timeline by side",
        "acts kind": "bar chart by act and side",
        "claim": "Claim",
        "side": "Side",
        "act": "Act",
        "statements": "Statements",
        "words": "Words",
        "outlet": "Outlet",
        "language": "Language",
        "speaker": "Speaker",
        "against": "Against",
        "contradictions": "Contradictions",
        "date": "Date",
        "statement": "Statement",
        "key filled": "filled: says so",
        "key ring": "struck ring: denies",
        "key open": "open ring: declines to comment",
        "key dot": "dot: no statement found",
        "key size": "the larger a mark, the more statements; the number stands beside it",
        "key number": "the number on a line counts contradictions",
        "and": "and",
        "empty": "There is no statement to show yet.",
        "matrix contested": "{n} of {claims} {is_are} denied by one side and put forward by another.",
        "matrix uncontested": "No claim is both put forward and denied.",
        "matrix deniers": "Denials come from {sides}.",
        "matrix silent": "No statement was found for {n} of {cells} cells.",
        "timeline span": "{statements} by {sides} from {first} to {last}; most by {most} ({n}).",
        "timeline span alone": "{statements} by {most} from {first} to {last}.",
        "timeline day alone": "{statements} by {most} on {first}.",
        "timeline day": "{statements} by {sides} on {first}; most by {most} ({n}).",
        "acts summary": "{statements} by {sides}; most frequent act: {act} ({n}).",
        "acts denials": "{side} denies most often ({n}).",
        "outlets summary": "{outlets} report what {sides} said; {most} is heard in most of them ({n}).",
        "outlets alone": "Only one side is heard in {outlets}.",
        "network summary": "{contradictions} between {speakers}; most between {a} and {b} ({n}).",
        "network pair": "{contradictions} between {a} and {b}.",
        "network even": "{contradictions} between {speakers}.",
        "network hub": "{most} stands against most others ({n}).",
        "network empty": "No speaker contradicts another here.",
        "omitted busy": "{n} statements of crowded days are left out.",
        "omitted outlets": "{n} marks of outlets with fewer statements are left out.",
        "omitted pairs": "{n} pairs of speakers with fewer contradictions are left out.",
        "omitted rows": "{n} more cells are left out, from the claim “{label}” on.",
        "omitted old": "{n} older statements are left out.",
        "omitted small": "{n} shorter bars are left out.",
        "is": "is",
        "are": "are",
    },
    "de": {
        "asserts": "behauptet",
        "denies": "bestreitet",
        "speculates": "vermutet",
        "warns": "warnt",
        "commits": "kündigt an",
        "demands": "fordert",
        "declines": "äußert sich nicht",
        "silent": "keine Aussage gefunden",
        "matrix title": "Wer was gesagt hat",
        "timeline title": "Aussagen im Lauf der Zeit",
        "acts title": "Wie jede Seite spricht",
        "outlets title": "Welche Medien welche Seiten zu Wort kommen lassen",
        "network title": "Wer wem widerspricht",
        "outlets kind": "Anzahl nach Medium und Seite",
        "network kind": "Sprecher und ihre Widersprüche",
        "matrix kind": "Tafel der Seiten und Behauptungen",
        "timeline kind": "Zeitleiste nach Seiten",
        "acts kind": "Balkendiagramm nach Sprechakt und Seite",
        "claim": "Behauptung",
        "side": "Seite",
        "act": "Sprechakt",
        "statements": "Aussagen",
        "words": "Wortlaut",
        "outlet": "Medium",
        "language": "Sprache",
        "speaker": "Sprecher",
        "against": "gegen",
        "contradictions": "Widersprüche",
        "date": "Datum",
        "statement": "Aussage",
        "key filled": "gefüllt: sagt es",
        "key ring": "durchgestrichener Ring: bestreitet",
        "key open": "offener Ring: äußert sich nicht",
        "key dot": "Punkt: keine Aussage gefunden",
        "key size": "je größer ein Zeichen, desto mehr Aussagen; die Zahl steht daneben",
        "key number": "die Zahl an einer Linie zählt Widersprüche",
        "and": "und",
        "empty": "Es gibt noch keine Aussage zu zeigen.",
        "matrix contested": "{n} von {claims} {is_are} von einer Seite vorgebracht und von einer anderen bestritten.",
        "matrix uncontested": "Keine Behauptung wird zugleich vorgebracht und bestritten.",
        "matrix deniers": "Es bestreiten: {sides}.",
        "matrix silent": "Für {n} von {cells} Feldern wurde keine Aussage gefunden.",
        "timeline span": "{statements} von {sides} vom {first} bis {last}; am meisten: {most} ({n}).",
        "timeline span alone": "{most}: {statements} vom {first} bis {last}.",
        "timeline day alone": "{most}: {statements} am {first}.",
        "timeline day": "{statements} von {sides} am {first}; am meisten: {most} ({n}).",
        "acts summary": "{statements} von {sides}; häufigster Sprechakt: {act} ({n}).",
        "acts denials": "Am häufigsten bestreitet: {side} ({n}).",
        "outlets summary": "{outlets} berichten, was {sides} sagen; am weitesten verbreitet: {most} ({n}).",
        "outlets alone": "Nur eine Seite kommt zu Wort in {outlets}.",
        "network summary": "{contradictions} zwischen {speakers}; die meisten: {a} ↔ {b} ({n}).",
        "network pair": "{contradictions}: {a} ↔ {b}.",
        "network even": "{contradictions} zwischen {speakers}.",
        "network hub": "Den meisten anderen widerspricht: {most} ({n}).",
        "network empty": "Hier widerspricht kein Sprecher einem anderen.",
        "omitted busy": "{n} Aussagen aus überfüllten Tagen fehlen.",
        "omitted outlets": "{n} Zeichen von Medien mit weniger Aussagen fehlen.",
        "omitted pairs": "{n} Paare von Sprechern mit weniger Widersprüchen fehlen.",
        "omitted rows": "{n} weitere Felder fehlen, ab der Behauptung „{label}“.",
        "omitted old": "{n} ältere Aussagen fehlen.",
        "omitted small": "{n} kürzere Balken fehlen.",
        "is": "wird",
        "are": "werden",
    },
}

_COUNTED: dict[str, dict[str, tuple[str, str]]] = {
    "en": {
        "statement": ("statement", "statements"),
        "side": ("side", "sides"),
        "claim": ("claim", "claims"),
        "outlet": ("outlet", "outlets"),
        "speaker": ("speaker", "speakers"),
        "contradiction": ("contradiction", "contradictions"),
    },
    "de": {
        "statement": ("Aussage", "Aussagen"),
        "side": ("Seite", "Seiten"),
        "claim": ("Behauptung", "Behauptungen"),
        "outlet": ("Medium", "Medien"),
        "speaker": ("Sprecher", "Sprechern"),
        "contradiction": ("Widerspruch", "Widersprüche"),
    },
}


class UnknownFigureLanguageError(ValueError):
    """The interface does not have this language."""


class Wording:
    """The words of one interface language ("en", "de", or a variety such as "de-at").

    Raises:
        UnknownFigureLanguageError: if the figures do not speak it.
    """

    def __init__(self, language: str) -> None:
        self.language = language.lower().split("-")[0].split("_")[0]
        if self.language not in LANGUAGES:
            raise UnknownFigureLanguageError(f"figures speak {', '.join(LANGUAGES)}, not {language!r}")
        self._words = _WORDS[self.language]

    def say(self, key: str, **values: object) -> str:
        """The words behind a key, filled in."""
        return self._words[key].format(**values)

    def count(self, number: int, noun: str) -> str:
        """A number with its noun: "1 side", "3 Seiten"."""
        one, many = _COUNTED[self.language][noun]
        return f"{number} {one if number == 1 else many}"

    def date(self, day: dt.date) -> str:
        """A day as people write it."""
        return _write_date(day, _DATE_LOCALES[self.language])

    def join(self, names: Sequence[str], limit: int = 3) -> str:
        """ "a, b and c"; of more than `limit` names the rest as a count."""
        shown = list(names[:limit])
        if len(names) > limit:
            shown.append(f"+{len(names) - limit}")
        if len(shown) < 2:
            return "".join(shown)
        return f"{', '.join(shown[:-1])} {self._words['and']} {shown[-1]}"


@lru_cache(maxsize=4096)
def _write_date(day: dt.date, locale: str) -> str:
    return str(format_date(day, format="long", locale=locale))

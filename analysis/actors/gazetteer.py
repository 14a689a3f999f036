"""States that no table knows, learned from the article itself: their names, their adjectives and their capitals.

A text that speaks of "the Ostravian interior ministry" or of "Dunmark, the Ostravian capital" says itself that Ostravia is a state and who speaks when
Dunmark does. What is learned holds for this one article.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from analysis.actors.grammar import articles
from analysis.actors.nouns import find_modifier, find_noun, find_portfolio
from analysis.actors.places import Gazetteer, Place, find_adjective, find_places
from analysis.actors.scan import Word, is_common
from analysis.actors.state_names import ADJECTIVE, CASES, NAME, State, cut_ending, list_cases, spell_as_written, spell_in_english
from analysis.languages.tables import load_table

#: Words between a state's name or adjective and the noun that shows it to be a state.
REACH = 4
_GENITIVE = re.compile(r"['’]s?$")
_LIKE_STATE = {
    "en": re.compile(r"(?:ia|stan)$"),
    "de": re.compile(r"(?:ien|ia|stan)$"),
    "ru": re.compile(r"(?:ия|ии|стан|стана)$"),
    "fr": re.compile(r"[^l]ie$"),
}
_LONE_ADJECTIVE = {
    "de": re.compile(r"^[a-zäöüß-]{4,}ische[nrms]?$"),
    "fr": re.compile(r"^[a-zà-ÿ-]{4,}(?:i|é)en(?:ne)?s?$"),
    "ru": re.compile(r"^[а-яё-]{4,}(?:ий|ан|ен|р)ск(?:ое|ого|ому|ом|ий|им)$"),
}
_OF = {"en": ("of",), "de": ("von",), "fr": ("de", "du", "la", "d", "l"), "ru": ()}


class _Learner:
    """Reads the words of one article."""

    def __init__(self, words: Sequence[Word], text: str, code: str) -> None:
        self.words, self.text, self.code = words, text, code
        self.names = {w.text for i, w in enumerate(words) if self._is_unknown(i)}
        self.bases = self._list_bases()
        self.states: dict[str, State] = {}

    def learn(self) -> list[State]:
        """All states that the text shows to be some."""
        for i in range(len(self.words)):
            self._read_noun(i)
        for i in range(len(self.words)):
            self._read_capital(i)
        self._match_adjectives()
        self._add_lone_adjectives()
        if self.states:
            self._add_neighbors()
        if len(self.states) == 1:  # whose government sits in a place is clear only then
            seats = (match["capital"] for match in re.finditer(load_table("states")["seat"][self.code], self.text))
            next(iter(self.states.values())).capitals.update(self._nominative(seat) for seat in seats if seat in self.names)
        return [state for state in self.states.values() if state.name or state.adjective]

    def _list_bases(self) -> set[str]:
        """Unknown names in the form in which they stand alone; a genitive goes where the bare name stands elsewhere."""
        bare = {_GENITIVE.sub("", name) for name in self.names}
        return {name[:-1] if self.code == "de" and name.endswith("s") and name[:-1] in bare else name for name in bare}

    def _is_unknown(self, i: int) -> bool:
        """Whether a word is a name that no table knows and no part of a longer name."""
        word = self.words[i]
        bare = _GENITIVE.sub("", word.text)
        if len(bare) < 4 or not bare[:1].isupper() or bare.casefold() in articles(self.code) or (self.code == "de" and is_common(word)):
            return False
        if find_places(bare, self.code) or find_noun(bare, self.code) or find_adjective(bare, self.code) or find_modifier(bare, self.code):
            return False
        if find_portfolio(bare, self.code):
            return False
        before, after = self._neighbor(i, -1), self._neighbor(i, 1)
        if before is not None and before.text[:1].isupper() and not self._is_known(before) and not self._opens_sentence(i - 1):
            return False
        return after is None or not after.text[:1].isupper() or self._is_known(after) or word.text != bare

    def _is_known(self, word: Word) -> bool:
        bare = word.text
        if bare.casefold() in articles(self.code) or (self.code == "de" and is_common(word)):
            return True
        return bool(find_noun(bare, self.code) or find_adjective(bare, self.code) or find_modifier(bare, self.code) or find_portfolio(bare, self.code))

    def _neighbor(self, i: int, step: int) -> Word | None:
        """The word right before or behind, nothing but a space between them."""
        j = i + step
        if not 0 <= j < len(self.words):
            return None
        first, second = (self.words[j], self.words[i]) if step < 0 else (self.words[i], self.words[j])
        return self.words[j] if self.text[first.end : second.start] in (" ", "’", "'") else None

    def _opens_sentence(self, i: int) -> bool:
        gap = self.text[self.words[i - 1].end : self.words[i].start] if i else "."
        return bool(re.search(r"[.!?:\n„“«\"]", gap))

    def _run(self, i: int, step: int) -> list[Word]:
        """Up to `REACH` words that follow or precede without punctuation."""
        run: list[Word] = []
        while len(run) < REACH and (word := self._neighbor(i, step)) is not None:
            run.append(word)
            i += step
        return run

    # --- evidence

    def _read_noun(self, i: int) -> None:
        """A noun that only states have ("ministry", "ambassador") shows whose it is."""
        if not is_state_noun(self.words[i].text, self.code):
            return
        before, after = self._run(i, -1), self._run(i, 1)
        for k, word in enumerate(before):
            gap = [w for w in before[:k] if not (find_modifier(w.text, self.code) or find_noun(w.text, self.code) or find_portfolio(w.text, self.code))]
            if not gap and self.code in ("en", "de"):
                self._take_before(word)
        linked = False
        is_for = self.code == "en" and bool(re.match(r"(?i)(?:ministr?y|minister|department|secretary)", self.words[i].text))  # "Ministry of Resources"
        for word in () if is_for else after:
            linked = linked or word.text.casefold() in _OF[self.code] or self.code == "ru" or (self.code == "de" and word is after[0])
            if word.text in self.names and linked and not self._is_person(word):
                self._take_behind(word)
                return

    def _is_person(self, word: Word) -> bool:
        follows = next((w for w in self.words if w.start > word.start), None)
        has_surname = follows is not None and follows.text[:1].isupper() and self.text[word.end : follows.start] == " "
        if self.code == "ru":
            return not word.text.endswith("ии") and (has_surname or not re.search(r"(?<!ов)(?<!ев)(?<!ёв)(?<!ин)[аяыи]$", word.text))
        return has_surname

    def _take_before(self, word: Word) -> None:
        bare = _GENITIVE.sub("", word.text)
        if word.text not in self.names:
            return
        if bare != word.text:
            self._add(bare)
        elif self.code == "de":
            if bare.endswith("s"):
                self._add(bare[:-1])
        elif ADJECTIVE["en"].search(bare) and bare.endswith(("ian", "ese", "ean")):
            self._state(bare).adjective = bare
        elif not ADJECTIVE["en"].search(bare) and self._stands_alone(bare):
            self._add(bare)

    def _stands_alone(self, name: str) -> bool:
        """Whether a name is used inside a sentence without such a noun too ("Marine Ministry" alone makes no state of Marine)."""
        places = [i for i, word in enumerate(self.words) if word.text == name and not self._opens_sentence(i)]
        return any(not any(is_state_noun(w.text, self.code) for w in self._run(i, 1)[:2]) for i in places)

    def _take_behind(self, word: Word) -> None:
        if self.code == "de":
            if word.text.endswith("s"):
                self._add(word.text[:-1])
        else:
            self._add(self._nominative(word.text))

    def _nominative(self, name: str) -> str:
        """A Russian name in the nominative: the form that the text has elsewhere, else the likeliest."""
        if self.code != "ru":
            return name
        options = [(old, new) for new, forms in CASES.items() for old in forms[1:] if old and name.endswith(old)]
        options.sort(key=lambda pair: -len(pair[0]))
        forms = [name.removesuffix(old) + new for old, new in options]
        seen = next((form for form in forms if form in self.names), "")
        if not seen and name.endswith("е") and {name[:-1] + ending for ending in ("а", "у", "ом")} & self.names:
            return name[:-1]
        return seen or (forms[0] if forms and name.endswith(("ии", "ы")) else name)

    def _read_capital(self, i: int) -> None:
        match = _capital_pattern(self.code).match(self.text, self.words[i].start)
        if match is None:
            return
        groups = {key: value for key, value in match.groupdict().items() if value}
        capital = next((value for key, value in groups.items() if key.startswith("capital")), "")
        state = next((value for key, value in groups.items() if key.startswith("state")), "")
        if capital not in self.names or find_adjective(state, self.code) or find_places(state, self.code):
            return
        if ADJECTIVE[self.code].search(state) and (self.code != "en" or state not in self.bases or state.endswith("ian")):
            known = self._state(state)
            known.adjective = known.adjective or state
        else:
            known = self._add(self._nominative(self._without_genitive(state)))
        known.capitals.add(self._nominative(capital) if self.code == "ru" else capital)

    def _without_genitive(self, name: str) -> str:
        bare = _GENITIVE.sub("", name)
        return bare[:-1] if self.code == "de" and bare.endswith("s") and (bare[:-1] in self.bases or bare.endswith(("iens", "as", "ens"))) else bare

    # --- states

    def _stem(self, word: str) -> str:
        pattern = ADJECTIVE if word[:1].islower() or (self.code == "en" and word.endswith(("ian", "ese", "ean", "an"))) else NAME
        return pattern[self.code].sub("", word).casefold().replace("ё", "е")

    def _state(self, word: str) -> State:
        stem = self._stem(word)
        known = next((s for s in self.states if s == stem or (min(len(s), len(stem)) > 3 and (s.startswith(stem) or stem.startswith(s)))), stem)
        return self.states.setdefault(known, State())

    def _add(self, name: str) -> State:
        state = self._state(name)
        state.name = state.name or name
        return state

    def _match_adjectives(self) -> None:
        """Adjectives and names that share a stem belong together; in English such a pair is enough to tell a state."""
        for word in self.words:
            bare = word.text if self.code == "en" else word.text.casefold()
            if len(bare) < 6 or not ADJECTIVE[self.code].search(bare) or find_adjective(bare, self.code):
                continue
            if self.code == "en" and (bare not in self.names or not bare.endswith(("ian", "an", "ean", "ese"))):
                continue
            stem = ADJECTIVE[self.code].sub("", bare).casefold()
            for state in self.states.values():
                if state.name and not state.adjective and self._same(stem, NAME[self.code].sub("", state.name).casefold()):
                    state.adjective = bare
            name = next((n for n in self.bases if n != bare and self._same(stem, NAME[self.code].sub("", n).casefold())), "")
            if name and (self.code == "en" or self._before_state_noun(word, name)):
                state = self._add(self._nominative(name))
                state.adjective = state.adjective or bare

    def _add_neighbors(self) -> None:
        """Where one state is learned, another name of the form of a state's, said more than once, is one too."""
        for name in sorted(self.bases):
            if (ending := _LIKE_STATE.get(self.code)) and ending.search(name):
                nominative = self._nominative(name)
                uses = [word for word in self.words if _GENITIVE.sub("", word.text) in (name, f"{name}s")]
                if self.code in ("ru", "de") or len(uses) > 1 or any(word.text != name for word in uses):
                    self._add(nominative)

    def _add_lone_adjectives(self) -> None:
        """An adjective beside a ministry or ambassador tells a state whose name the text never gives ("das talvarische Umweltministerium")."""
        pattern = _LONE_ADJECTIVE.get(self.code)
        for i, word in enumerate(self.words):
            if pattern is None or not pattern.search(word.text) or find_adjective(word.text, self.code) or find_modifier(word.text, self.code):
                continue
            near = self._run(i, 1)[:1] if self.code != "fr" else self._run(i, -1)[:1]
            stem = self._stem(word.text.casefold())
            is_known = any(self._same(stem, known) for known in self.states)
            if not is_known and len(stem) > 3 and any(is_ministry(w.text, self.code) for w in near) and stem not in load_table("states")["plain_stems"]:
                self._state(word.text.casefold()).adjective = word.text.casefold()

    def _before_state_noun(self, word: Word, name: str) -> bool:
        """Whether the noun of an adjective shows a state; any body does where the name has the form of a state's."""
        i = bisect_left(self.words, word.start, key=lambda each: each.start)
        near = [w.text for w in (self._run(i, 1)[:2] + (self._run(i, -1) if self.code == "fr" else []))]
        is_like = bool(_LIKE_STATE[self.code].search(name))
        return any(is_state_noun(each, self.code) or (is_like and find_noun(each, self.code)) for each in near)

    @staticmethod
    def _same(first: str, second: str) -> bool:
        return (
            first == second
            if min(len(first), len(second)) < 4
            else (first.startswith(second) or second.startswith(first)) and abs(len(first) - len(second)) < 3
        )


def is_state_noun(word: str, language: str) -> bool:
    """Whether a noun names an office or body that only a state has."""
    noun = find_noun(word, language)
    return noun is not None and (noun.head in load_table("states")["nouns"] or noun.head.endswith((" ministry", " minister")))


def is_ministry(word: str, language: str) -> bool:
    """Whether a noun names a ministry, a minister or an embassy: only states and their parts have these."""
    noun = find_noun(word, language)
    heads = ("ministry", "minister", "embassy", "ambassador", "government")
    return noun is not None and (noun.head in heads or noun.english.endswith(tuple(f" {head}" for head in heads)))


def _capital_pattern(code: str) -> re.Pattern[str]:
    return re.compile(load_table("states")["capital"][code])


def learn_states(words: Sequence[Word], text: str, code: str) -> Gazetteer:
    """The states that an article shows to be some and no table has.

    Args:
        words: of the text, in order.
        text: the article.
        code: ISO 639-1.

    Returns:
        Names, adjectives and capitals as the article writes them; empty where it speaks of known states alone.
    """
    gazetteer = Gazetteer()
    for state in _Learner(words, text, code).learn():
        side, adjective = spell_in_english(state, code)
        gazetteer.written[side], body = spell_as_written(state, code), f"{adjective} government"
        for name in list_cases(state.name, code):
            gazetteer.add_name(name, Place(side, adjective, "country", body))
        for capital in state.capitals:
            for name in list_cases(capital, code):
                gazetteer.add_name(name, Place(side, adjective, "capital", body))
        if state.adjective:
            gazetteer.add_adjective(cut_ending(state.adjective, code), Place(side, adjective, "country", body))
    return gazetteer

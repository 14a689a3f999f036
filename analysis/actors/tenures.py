"""Since when and until when an office was held, where the words right behind a name say it ("in office since March 2021", "Minister von 2015 bis 2019")."""

from __future__ import annotations

import re
from functools import cache

from babel import Locale

from analysis.actors.nouns import find_noun

#: Characters behind a name that are read, at most to the end of the sentence.
REACH = 140
_BEHIND = re.compile(r"(?:\s?\([^()\n]{3,100}\)|,[^.!?;:\n„“«»\"]{3,140})")
_LEADS = {
    "en": r"in office|in post|has (?:led|run|headed|chaired)|who (?:led|ran|headed|chaired|leads|runs|heads|chairs)|served as|has been|was|is",
    "de": r"im Amt|amtiert|leitet|leitete|führt|führte|geführt|geleitet|war|ist|Amtszeit|an der Spitze",
    "fr": r"en fonctions?|en poste|dirige|dirigea|dirigeait|préside|a présidé|a dirigé|est|fut|était|à la tête",
    "ru": r"на посту|возглавля\w+|руковод\w+|занима\w+|в должности|был|была",
}
_BOTH = {
    "en": r"(?:from|between) {0} (?:to|until|and) {1}", "de": r"(?:von|zwischen) {0} (?:bis|und) {1}",
    "fr": r"(?:de|entre) {0} (?:à|et) {1}", "ru": r"с {0}(?: года)? (?:по|до) {1}",
}  # fmt: skip
_SINCE = {"en": r"since {0}", "de": r"seit {0}", "fr": r"depuis {0}", "ru": r"с {0} года"}
_UNTIL = {"en": r"(?:until|till) {0}", "de": r"bis {0}", "fr": r"jusqu['’](?:en|à) {0}", "ru": r"до {0} года"}


@cache
def _months(code: str) -> dict[str, int]:
    widths = (Locale(code).months[context]["wide"] for context in ("format", "stand-alone"))
    return {str(name).casefold(): number for width in widths for number, name in width.items()}


@cache
def _patterns(code: str) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    month = "|".join(sorted(_months(code), key=len, reverse=True))

    def date(n: int) -> str:
        return rf"(?:(?:dem )?(?:(?P<day{n}>\d{{1,2}})\.? )?(?P<month{n}>{month}) )?(?P<year{n}>(?:1[89]|20)\d\d)"

    templates = (_BOTH[code], _SINCE[code], _UNTIL[code])
    return tuple(re.compile(rf"(?i)\b{t.format(date(0), date(1))}\b") for t in templates)  # type: ignore[return-value]


def _date(match: re.Match[str], n: int, code: str) -> str:
    groups = match.groupdict()
    date = str(groups[f"year{n}"])
    if month := groups.get(f"month{n}"):
        date += f"-{_months(code)[month.casefold()]:02d}"
        if day := groups.get(f"day{n}"):
            date += f"-{int(day):02d}" if 0 < int(day) < 32 else ""
    return date


def find_tenure(words: str, text: str, end: int, code: str) -> tuple[str | None, str | None]:
    """Since when and until when, as "2019", "2019-03" or "2019-03-14"; None where the text does not say.

    Args:
        words: the mention with its title, as written.
        text: the article.
        end: where the mention ends in it.
        code: ISO 639-1.
    """
    behind = _BEHIND.match(text, end, end + REACH)
    near = words + (behind.group() if behind is not None else "")
    both, since, until = _patterns(code)
    found = both.search(near) or since.search(near) or until.search(near)
    if found is None:
        return None, None
    about = near[: found.start()] + near[found.end() :]
    if not re.search(rf"(?i)\b(?:{_LEADS[code]})\b", about) and not any(find_noun(word, code) for word in re.findall(r"[^\W\d_][\w-]*", about)):
        return None, None
    if found.re is both:
        return _date(found, 0, code), _date(found, 1, code)
    return (_date(found, 0, code), None) if found.re is since else (None, _date(found, 0, code))

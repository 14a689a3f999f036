"""Any number of different articles about a few hundred invented disputes, in four languages, for tests of load.

As in the news, each dispute has places, people, organizations, figures and weeks of its own. A handful of its claims come again in most of its
articles, affirmed or denied, in other words and languages; about as many sentences are said only once.
"""

from __future__ import annotations

import datetime as dt
import itertools
import random
from dataclasses import dataclass
from functools import lru_cache

from tests.outlets import pages
from tests.outlets.vocabulary import BETWEEN, CLAUSES, DAYS, DENIALS, FAMILY, FIRST, FRAMES, GROUPS, HEADS, KINDS, LANGUAGES, MIDDLES, ROLES, TAILS, THINGS

#: Of 10,000 pages each then has about 33.
DISPUTES = 300
#: Claims that a dispute turns on; days that it lasts.
CLAIMS, LASTS = 6, 60
#: Shares of sentences that say such a claim, or something said once; the rest nobody says.
CORE, ONCE = 0.35, 0.4


#: No two disputes share one.
PLACES = ["".join(parts) for parts in itertools.product(HEADS, MIDDLES, TAILS)]
random.Random(0).shuffle(PLACES)


@dataclass(frozen=True, slots=True)
class Dispute:
    """What the articles of one dispute have in common; `claims` are clauses with their figures."""

    thing: int
    group: int
    places: tuple[str, str]
    organization: str
    people: tuple[tuple[int, str], ...]
    claims: tuple[tuple[int, dict[str, int]], ...]
    first_day: dt.date


@lru_cache(maxsize=DISPUTES)
def make_dispute(number: int) -> Dispute:
    """The dispute with a number; the same each time."""
    chance = random.Random(f"dispute {number}")
    first, second, third = PLACES[3 * number : 3 * number + 3]
    people = tuple((role, f"{chance.choice(FIRST)} {chance.choice(HEADS)}{chance.choice(FAMILY)}") for role in chance.sample(range(len(ROLES)), 5))
    claims = tuple((place, _draw(chance)) for place in chance.sample(range(len(CLAUSES["en"])), CLAIMS))
    organization = f"{third} {chance.choice(KINDS)}"
    day = dt.date(2024, 1, 1) + dt.timedelta(chance.randrange(300))
    return Dispute(chance.randrange(len(THINGS)), chance.randrange(len(GROUPS)), (first, second), organization, people, claims, day)


def make_page(number: int, shortest: int = 10, longest: int = 22) -> str:
    """The page with a number and so many sentences; the same each time. Four in ten are English, three German, two French, one Russian."""
    chance = random.Random(number)
    language = chance.choices(LANGUAGES, (4, 3, 2, 1))[0]
    dispute = make_dispute(chance.randrange(DISPUTES))
    sentences = [_write(chance, language, dispute) for _ in range(chance.randint(shortest, longest))]
    paragraphs = tuple(" ".join(sentences[start : start + 3]) for start in range(0, len(sentences), 3))
    day = dispute.first_day + dt.timedelta(chance.randrange(LASTS))
    return pages.article(
        title=f"{dispute.places[0]} {number}: {THINGS[dispute.thing].split('|')[LANGUAGES.index(language)]}",
        paragraphs=paragraphs,
        language=language,
        author=f"{chance.choice(FIRST)} {chance.choice(HEADS)}{chance.choice(FAMILY)}",
        published=f"{day}T08:00:00+01:00",
        site=f"{dispute.places[1]} Post",
    )


def _write(chance: random.Random, language: str, dispute: Dispute) -> str:
    kind = chance.random()
    if kind >= CORE + ONCE:
        return _fill(chance.choice(BETWEEN[language]), language, dispute, _draw(chance), chance)
    place, figures = chance.choice(dispute.claims) if kind < CORE else (chance.randrange(len(CLAUSES[language])), _draw(chance))
    subject, said, reported, rest = (_fill(part, language, dispute, figures, chance) for part in CLAUSES[language][place].split("|"))
    frames = FRAMES[language][-DENIALS:] if kind < CORE and chance.random() < 0.3 else FRAMES[language][:-DENIALS]
    role, name = chance.choice(dispute.people)
    who = _fill(ROLES[role].split("|")[LANGUAGES.index(language)].replace("{name}", name), language, dispute, figures, chance)
    sentence = _fill(chance.choice(frames), language, dispute, figures, chance)
    sentence = sentence.replace("{D}", f"{subject[0].upper()}{subject[1:]} {said} {rest}")
    sentence = sentence.replace("{R}", f"{subject} {reported} {rest}").replace("{W}", who).replace(",,", ",")
    return f"{sentence[0].upper()}{sentence[1:]}".replace(",.", ".").replace(",”,", ",”")


def _fill(words: str, language: str, dispute: Dispute, figures: dict[str, int], chance: random.Random) -> str:
    given = {"{T}": THINGS[dispute.thing].split("|")[LANGUAGES.index(language)], "{O}": dispute.organization, "{day}": chance.choice(DAYS[language])}
    given["{G}"] = GROUPS[dispute.group].split("|")[LANGUAGES.index(language)]
    given |= {"{P}": dispute.places[0], "{Q}": dispute.places[1]} | {f"{{{name}}}": str(figure) for name, figure in figures.items()}
    for key, value in given.items():
        words = words.replace(key, value)
    return words


def _draw(chance: random.Random) -> dict[str, int]:
    """Figures of a sentence: two numbers, a year to come and one gone by."""
    return {"N": chance.randint(3, 900), "M": chance.randint(900, 9000), "Y": chance.randint(2025, 2060), "Y2": chance.randint(1950, 2020)}

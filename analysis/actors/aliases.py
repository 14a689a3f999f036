"""Names that mean the same actor: with and without office, a ministry both ways round, a body's own name in English.

An actor's table on the site and the evaluation ask here whether two names are one; nothing is guessed from likeness of letters.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from analysis.actors.mentions import Mention, read_mention
from analysis.actors.names import romanize_name
from analysis.actors.naming import nameless_actor
from analysis.actors.places import find_places
from analysis.languages.tables import load_table
from analysis.types import Actor, ActorKind

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
#: A shorter name sounds like too many others.
SHORTEST_SOUND = 5
_FUNCTION = frozenset(("the", "of", "for", "and", "in", "on", "to", "a", "with", "s"))
_MINISTRY = re.compile(r"^(?P<owner>(?:.+? )?)(?P<subject>(?:natural|public|higher|social|consumer|religious) \w+|\w+) ministry$", re.IGNORECASE)
_MINISTRY_OF = re.compile(r"^(?P<owner>.*?)\bministry of (?:the )?(?P<subject>[\w ]+?)(?: of (?P<country>[\w ]+))?$", re.IGNORECASE)
_SOUNDS = (
    (r"schtsch|shch|chtch|chzh", "J"), (r"^kh", "h"), (r"ng$", "n"),
    (r"tsch|tch", "C"), (r"dzh|dsch|dj", "J"), (r"sch|sh|zh|j", "J"), (r"kh|ch", "C"), (r"ph", "f"), (r"ts|tz|z", "s"),
    (r"w", "v"), (r"c(?=[eiy])", "s"), (r"[cq]k?", "k"), (r"ck", "k"), (r"x", "ks"), (r"th", "t"), (r"ie$|ii$|iy$", "i"), (r"e$", ""),
)  # fmt: skip
_SUBJECTS = {"foreign": "foreign affairs", "interior": "internal affairs", "labour": "labour", "economy": "economic affairs"}


def aliases_of(actor: Actor) -> tuple[str, ...]:
    """All English names that the tables give for an actor, its canonical name first."""
    names = [actor.name]
    if actor.person:
        names.append(actor.person)
        if actor.office:
            names.append(f"{actor.office} {actor.person}")
            names += [f"{owner} {actor.office} {actor.person}" for owner in (actor.organization, actor.side) if owner]
    if actor.english:
        names.append(actor.english)
    if actor.kind is ActorKind.STATE and actor.side:
        names += [actor.side, f"government of {actor.side}"]
    if match := _MINISTRY.match(actor.name):
        subject = match["subject"].strip()
        whole = [subject, _SUBJECTS.get(subject.casefold(), subject)]
        owner = match["owner"].strip()
        for each in whole if owner or actor.side != actor.name else ():
            names.append(f"{owner} Ministry of {each.title()}".strip())
            names += [f"Ministry of {each.title()} of {actor.side}"] if actor.side else []
    return tuple(dict.fromkeys(names))


@lru_cache(maxsize=20_000)
def name_key(name: str) -> tuple[str, ...]:
    """What two spellings of one English name have in common: its words in alphabetical order, without articles and without the word for its kind.

    "Clear Water initiative" and "Clear Water" share a key, and so do "Front of the Upper Valleys" and "Upper Valley Front".
    """
    words = _without_kind(name.replace("’", "'").casefold())
    parts = [_singular(re.sub("'s?$", "", word)) for word in _WORD.findall(words)]
    return tuple(sorted(part for part in parts if part not in _FUNCTION)) or (words,)


def _without_kind(words: str) -> str:
    """An English name in small letters without the word for what it is ("clear water initiative")."""
    for kind in sorted(load_table("name_words")["kinds"], key=len, reverse=True):
        rest = re.sub(rf"(?:^|\s){re.escape(kind)}$|^{re.escape(kind)} (?:of|for) ", "", words)
        if rest and rest != words:
            return rest
    return words


def _singular(word: str) -> str:
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    return word[:-1] if word.endswith("s") and not word.endswith(("ss", "us", "is")) and len(word) > 3 else word


@lru_cache(maxsize=20_000)
def _read(name: str) -> str:
    """The name that an English canonical name has in the table: a person's without office, a ministry's in its usual form."""
    if match := _MINISTRY_OF.match(name):
        subject = match["subject"].strip().casefold()
        subject = next((short for short, whole in _SUBJECTS.items() if whole == subject), subject)
        name = f"{match['owner']}{subject} ministry".strip()
    mention: Mention = read_mention(name, "en")
    if mention.name and " " in mention.name and mention.noun is not None and mention.noun.kind == "person":
        return romanize_name(mention.name, "en")
    if mention.noun is not None and mention.noun.kind != "person" and not mention.name:
        return nameless_actor(mention, "en").name
    return name


def keys_of(actor: Actor) -> tuple[str, ...]:
    """Keys under which a table keeps an actor: what its names have in common with other spellings of them, without being so short that others share it.

    A key in plain words stands for the canonical name, a person's bare name or the English form of a body's own name. A key with a tilde stands for the
    sound of a name: transliterations differ by language. It alone makes nobody the same; see `claimsite.pipeline.actors`.
    """
    names = dict.fromkeys(name for name in (actor.person or actor.name, actor.english) if name)
    keys = []
    for name in names:
        words = [_ascii(word) for word in name_key(name)] if actor.kind is ActorKind.BODY else sorted(_ascii(word) for word in _WORD.findall(_fold(name)))
        if len(words) > 1 or name == (actor.person or actor.name):
            keys.append(" ".join(words if len(words) > 1 else [_ascii(_fold(name))]))
    return tuple(dict.fromkeys((*keys, *_sound_keys(actor))))


def _sound_keys(actor: Actor) -> list[str]:
    """Keys of the sound of a person's whole name, of a state's that no table has, or of a body's own name without the word for its kind."""
    name = actor.person or actor.name
    words = _WORD.findall(name)
    if actor.kind is ActorKind.PERSON:
        has_sound = bool(actor.person) and len(words) > 1
    elif actor.kind is ActorKind.BODY:
        words = list(_without_kind(name.replace("’", "'").casefold()).split()) if actor.side == actor.name and name[:1].isupper() else []
        has_sound = bool(words) and len("".join(words)) > SHORTEST_SOUND and not find_places(name, "en")
    else:
        has_sound = actor.kind is ActorKind.STATE and not find_places(actor.side or "", "en")
    if not has_sound:
        return []
    # "qu" is [kv] in most languages, [k] in French: either spelling of another language may match.
    return list(dict.fromkeys("~" + " ".join(sound_of(word, qu=qu) for word in words) for qu in ("kv", "k")))


def sound_of(word: str, *, qu: str = "k") -> str:
    """Consonants of a word as most languages would say them, and its number of vowel groups: "Jenkins" and "Dzhenkins" sound alike.

    Args:
        word: in Latin letters.
        qu: how "qu" sounds, "k" as in French or "kv" as elsewhere.
    """
    low = re.sub("qu(?=[aeiouy])", qu, _ascii(word.casefold()))
    for pattern, sound in _SOUNDS:
        low = re.sub(pattern, sound, low)
    vowels = len(re.findall(r"[aeiouy]+", low))
    return re.sub(r"(.)\1+", r"\1", re.sub(r"[aeiouyh]", "", low)) + str(vowels)


def _ascii(word: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKD", word) if not unicodedata.combining(c))


def is_same_name(first: str, second: str) -> bool:
    """Whether two canonical English names are one actor: equal but for capitals and article, or equal once the office is taken off."""
    if _fold(first) == _fold(second) or _fold(_read(first)) == _fold(_read(second)):
        return True
    return name_key(first) == name_key(second) or name_key(_read(first)) == name_key(_read(second))


def is_same_actor(name: str, actor: Actor) -> bool:
    """Whether a canonical English name is one of an actor's in the table."""
    return any(is_same_name(name, alias) for alias in aliases_of(actor))


def _fold(name: str) -> str:
    return re.sub(r"^the ", "", " ".join(name.replace("’", "'").casefold().split()))

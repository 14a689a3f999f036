"""What an actor is called for whoever reads: by the name in the language of the interface, else by the name that identifies it.

Each actor keeps its names by language, filled when it is stored (see `claimsite.pipeline.naming`), so that a page asks and computes nothing for them. An
empty name says that it was decided that the name itself holds in that language. What is frozen, exported or asked for by programs takes the name itself.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from typing import TYPE_CHECKING

from django.db.models import Q

from claimsite.core.languages import read_language
from claimsite.core.models import Language

if TYPE_CHECKING:
    from claimsite.statements.models import Actor

_QUOTED = re.compile("([„“][^“”]*[“”])")


def name_locally(name: str, local_names: Mapping[str, str] | None, language: str = "") -> str:
    """A name for the reader.

    Args:
        name: what identifies the actor.
        local_names: its names by language; None where there is no actor.
        language: of whoever will read it; empty for who reads now.
    """
    return (local_names.get(language or read_language()) if local_names else "") or name


def name_in_reason(sentence: str, actor: Actor | None) -> str:
    """A stored reason with its speaker as the reader knows them: it names them by what identifies them. What it quotes stays as it was written."""
    if actor is None or actor.local_name == actor.name:
        return sentence
    pieces = _QUOTED.split(sentence)  # at odd places what was quoted
    return "".join(piece if i % 2 else piece.replace(actor.name, actor.local_name) for i, piece in enumerate(pieces))


def sort_by_name(actor: Actor) -> str:
    """Where an actor stands in a list that the reader looks through: letters with marks beside those without."""
    return _leave_marks_off(actor.local_name)


@lru_cache(maxsize=4096)
def _leave_marks_off(name: str) -> str:
    return "".join(ch for ch in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(ch))


def keep_everywhere() -> dict[str, str]:
    """The names by language of an actor whom a person named: that name in all of them."""
    return dict.fromkeys(Language.values, "")


def name_anew(local_names: Mapping[str, str], given: Mapping[str, str], *, is_renamed: bool) -> dict[str, str]:
    """Names by language after a person wrote in them.

    Args:
        local_names: as stored.
        given: as written now, by language, empty for the name itself; what is the same as before was not written.
        is_renamed: whether the name itself is new: it then holds in all languages but those for which a name was written.
    """
    written = {language: name for language, name in given.items() if name != local_names.get(language, "")}
    return {**(keep_everywhere() if is_renamed else local_names), **written}


def is_named_locally(words: str, path: str = "") -> Q:
    """The condition that an actor's name in the reader's language contains words; `path` leads to the actor."""
    return Q(**{f"{path}local_names__{read_language()}__icontains": words})

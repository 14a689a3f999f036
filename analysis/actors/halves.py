"""Short names of divided countries: "the North" is North Korea where an article speaks of it, and nobody anywhere else."""

from __future__ import annotations

from collections.abc import Iterable

from analysis.actors.places import Gazetteer, Place
from analysis.actors.register import as_country
from analysis.languages.tables import load_table


def learn_halves(gazetteer: Gazetteer, places: Iterable[Place], code: str) -> None:
    """Add the short names of the halves that an article names in full.

    Args:
        gazetteer: of the article; changed in place.
        places: countries that the article names.
        code: ISO 639-1 of its language.
    """
    halves: dict[str, dict[str, list[str]]] = load_table("places")["halves"]
    wanted: dict[str, dict[str, Place]] = {}
    for place in places:
        for name in halves.get(place.side, {}).get(code, ()):
            wanted.setdefault(name, {})[place.side] = as_country(place)
    for name, by_side in wanted.items():
        if len(by_side) == 1:  # "the South" of an article on Korea and Sudan could be either
            gazetteer.add_name(name, next(iter(by_side.values())))

"""Mentions → actors: names, titles, pronouns, metonyms, and the side that each belongs to."""

from analysis.actors.aliases import aliases_of, is_same_actor, is_same_name, keys_of, name_key
from analysis.actors.resolve import resolve_actors

__all__ = ["aliases_of", "is_same_actor", "is_same_name", "keys_of", "name_key", "resolve_actors"]

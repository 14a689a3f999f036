"""Mentions → actors: names, titles, pronouns, metonyms, and the side that each belongs to."""

from analysis.actors.resolve import resolve_actors

__all__ = ["resolve_actors"]

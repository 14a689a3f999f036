"""Parts of the site that are treated alike by their addresses, whatever view answers: the only place that knows where they begin."""

from __future__ import annotations

from django.http import HttpRequest

#: The interface for programs.
PROGRAMS = "/api/"
#: Frames on other sites, and what leads there.
FRAMES = ("/embed/", "/oembed")


def is_for_programs(request: HttpRequest) -> bool:
    """Whether a program asks, which is told by name what is wrong."""
    return request.path_info.startswith(PROGRAMS)


def is_for_other_sites(request: HttpRequest) -> bool:
    """Whether it is shown on other sites, where it knows nobody."""
    return request.path_info.startswith(FRAMES)

"""What a site asks of machines: robots.txt as RFC 9309 has it (the longest rule that fits decides, ``*`` and ``$`` in paths)."""

from __future__ import annotations

from dataclasses import dataclass, field
from urllib.parse import quote, unquote, urlsplit

#: The name that outlets can address.
AGENT = "claimsite"
#: RFC 9309 asks for 500 KiB at least.
MAX_BYTES = 512_000
_LONGEST_RULE, _MOST_RULES = 2_000, 5_000
_LONGEST_DELAY = 300.0


@dataclass
class _Group:
    agents: list[str] = field(default_factory=list)
    rules: list[tuple[bool, str]] = field(default_factory=list)
    delay: float | None = None


def may_read(robots: str, url: str) -> bool:
    """Whether a page may be read; without a rule that fits it may."""
    parts = urlsplit(url)
    path = _normalize(parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    best = (-1, True)
    for is_allowed, pattern in (rule for group in _choose(robots) for rule in group.rules):
        if pattern and _fits(pattern, path):
            best = max(best, (len(pattern), is_allowed))
    return best[1]


def get_delay(robots: str) -> float:
    """Seconds between two requests that the site asks for; 0 if it does not say."""
    return max([group.delay or 0.0 for group in _choose(robots)], default=0.0)


def _choose(robots: str) -> list[_Group]:
    """The groups that name us, else those for everybody."""
    groups = _parse(robots)
    ours = [group for group in groups if AGENT in group.agents]
    return ours or [group for group in groups if "*" in group.agents]


def _parse(robots: str) -> list[_Group]:
    groups: list[_Group] = []
    is_open = False  # agents may still be added to the last group
    count = 0
    for line in robots.lstrip("\ufeff").splitlines():
        name, colon, value = line.partition("#")[0].partition(":")
        name, value = name.strip().lower(), value.strip()[:_LONGEST_RULE]
        if not colon or count > _MOST_RULES:
            continue
        count += 1
        if name in ("user-agent", "useragent"):
            if not is_open:
                groups.append(_Group())
            groups[-1].agents.append(value.lower().split("/")[0].strip())
            is_open = True
        elif groups and name in ("allow", "disallow"):
            groups[-1].rules.append((name == "allow", _normalize(value)))
            is_open = False
        elif groups and name == "crawl-delay":
            groups[-1].delay = _read_delay(value)
            is_open = False
    return groups


def _read_delay(value: str) -> float | None:
    try:
        return min(max(float(value), 0.0), _LONGEST_DELAY)
    except ValueError:
        return None


def _normalize(path: str) -> str:
    """One spelling of percent codes, so that ``/ä`` and ``/%C3%A4`` meet."""
    return quote(unquote(path, errors="surrogateescape"), safe="/*$?&=:@!'()+,;~-._", errors="surrogateescape")


def _fits(pattern: str, path: str) -> bool:
    """Whether a path begins with a pattern; no regular expression, since rules with many stars would let one run for ages."""
    is_anchored = pattern.endswith("$")
    first, *others = pattern.removesuffix("$").split("*")
    if not path.startswith(first):
        return False
    if not others:
        return not is_anchored or path == first
    at = len(first)
    for piece in others[:-1]:
        found = path.find(piece, at)
        if found < 0:
            return False
        at = found + len(piece)
    if is_anchored:
        return path.endswith(others[-1]) and len(path) - len(others[-1]) >= at
    return path.find(others[-1], at) >= 0

"""A page as a browser takes it apart: its elements, and the text of its scripts."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

#: Attributes that hold words for people or programs, and run nothing.
WORDS = frozenset({"alt", "data-copy", "aria-label", "aria-description", "content", "label", "placeholder", "title", "value", "summary", "download"})


@dataclass
class Element:
    """A start tag."""

    tag: str
    attributes: dict[str, str]


@dataclass
class Page:
    """All start tags in order, the scripts' and styles' text, and the words between tags."""

    address: str
    source: str
    elements: list[Element] = field(default_factory=list)
    scripts: list[tuple[Element, str]] = field(default_factory=list)
    words: str = ""


class _Parser(HTMLParser):
    def __init__(self, page: Page) -> None:
        super().__init__(convert_charrefs=True)
        self.page = page
        self.inside: Element | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.page.elements.append(element)
        if tag in ("script", "style"):
            self.inside = element

    def handle_endtag(self, tag: str) -> None:
        if tag in ("script", "style"):
            self.inside = None

    def handle_data(self, data: str) -> None:
        if self.inside:
            self.page.scripts.append((self.inside, data))
        else:
            self.page.words += data


def read(address: str, source: str) -> Page:
    """Take a page apart."""
    page = Page(address, source)
    parser = _Parser(page)
    parser.feed(source)
    parser.close()
    return page

"""What of a comparison a frame can show: all of it, one claim, one statement in its context, or one chart."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.text import Truncator
from django.utils.translation import gettext as _

from claimsite.comparisons.charts import build_figures

#: The route of a frame by the kind of part, and the name of its argument.
_ROUTES = {"claim": ("embed_claim", "pk"), "statement": ("embed_statement", "pk"), "chart": ("embed_chart", "kind")}
#: Characters of a claim or of a statement's words in the list of parts.
LENGTH = 90


@dataclass(frozen=True, slots=True)
class Part:
    """`kind`: "claim", "statement", "chart", or empty for all; `key`: an id, or a chart's name."""

    kind: str = ""
    key: str = ""

    @property
    def value(self) -> str:
        """As it stands in an address."""
        return f"{self.kind}-{self.key}" if self.kind else ""

    @property
    def route(self) -> tuple[str, dict[str, Any]]:
        """The route that shows it in a frame, and its own argument."""
        if not self.kind:
            return "embed_comparison", {}
        name, argument = _ROUTES[self.kind]
        return name, {argument: self.key if argument == "kind" else int(self.key)}


@dataclass(frozen=True, slots=True)
class Option:
    """A part with what it is called."""

    part: Part
    label: str


def choose_part(value: str, groups: list[tuple[str, list[Option]]]) -> Part:
    """The part of that value among those on offer; all of the comparison where there is none."""
    return next((option.part for _name, options in groups for option in options if option.part.value == value), Part())


def list_parts(content: Mapping[str, Any], wanted: str, *, language: str) -> list[tuple[str, list[Option]]]:
    """Parts on offer, in groups with a heading: claims, charts that show something, and the statements of the claim that is looked at.

    Args:
        content: of a snapshot, in the newest shape.
        wanted: value of the part that is looked at; a statement's stands for its claim, too.
        language: of the interface.
    """
    table = content["table"]
    charts = [Option(Part("chart", name), figure.title) for name, figure in build_figures(table, language=language).items() if figure.point_count]
    near = [each for row in table["rows"] if wanted in _list_values(row) for cell in row["cells"] for each in cell["statements"]]
    statements = {each["id"]: Option(Part("statement", str(each["id"])), _name_statement(each)) for each in near if str(each["id"]) in content["statements"]}
    groups = [
        (_("Claims"), [Option(Part("claim", str(row["claim"]["id"])), Truncator(row["claim"]["text"]).chars(LENGTH)) for row in table["rows"]]),
        (_("Charts"), charts),
        (_("Statements of this claim"), list(statements.values())),
    ]
    return [group for group in groups if group[1]]


def _list_values(row: Mapping[str, Any]) -> set[str]:
    """Of the row's claim and of its statements."""
    return {f"claim-{row['claim']['id']}", *(f"statement-{each['id']}" for cell in row["cells"] for each in cell["statements"])}


def _name_statement(each: Mapping[str, Any]) -> str:
    speaker = each["actor"] or each["source"] or _("somebody unnamed")
    return f"{speaker}: {Truncator(each['quote']).chars(LENGTH)}"

"""The sample articles that fill a fresh site: files with header lines, an empty line, and the text."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from claimsite.pipeline import actions
from claimsite.pipeline.models import Job, JobState

if TYPE_CHECKING:
    from claimsite.core.models import User

FOLDER = Path(__file__).parent / "samples"
_NEEDED = {"title", "outlet", "language", "published", "note"}


@dataclass(frozen=True, slots=True)
class SampleArticle:
    """One file; the README beside the files names the header lines."""

    name: str
    title: str
    outlet: str
    country: str
    language: str
    published_on: dt.date
    note: str
    text: str

    @property
    def key(self) -> str:
        """The key of its job."""
        return actions.make_key(self.outlet, self.text)

    def request(self, *, by: User | None = None) -> Job:
        """Ask for it to be added; the second time finds the first's job."""
        return actions.request_text(
            title=self.title,
            outlet_name=self.outlet,
            country=self.country,
            language=self.language,
            published_on=self.published_on,
            text=self.text,
            note=self.note,
            is_sample=True,
            by=by,
        )


def read_samples(folder: Path = FOLDER) -> list[SampleArticle]:
    """All sample files, in order of their names."""
    return [parse_sample(path.name, path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.txt"))]


def parse_sample(name: str, raw: str) -> SampleArticle:
    """Read one file.

    Raises:
        ValueError: naming the file, if a header line is missing or malformed.
    """
    head, _, text = raw.partition("\n\n")
    pairs = [line.partition(":") for line in head.splitlines()]
    header = {key.strip(): value.strip() for key, colon, value in pairs if colon}
    missing = _NEEDED - {key for key, value in header.items() if value}
    if missing or not text.strip():
        raise ValueError(f"{name}: {', '.join(sorted(missing)) or 'text'} missing")
    return SampleArticle(
        name=name,
        title=header["title"],
        outlet=header["outlet"],
        country=header.get("country", ""),
        language=header["language"],
        published_on=dt.date.fromisoformat(header["published"]),
        note=header["note"],
        text=text.strip(),
    )


def find_missing(samples: list[SampleArticle]) -> list[SampleArticle]:
    """Those that are not yet added and analyzed."""
    done = set(Job.objects.filter(state=JobState.DONE, key__in=[sample.key for sample in samples]).values_list("key", flat=True))
    return [sample for sample in samples if sample.key not in done]

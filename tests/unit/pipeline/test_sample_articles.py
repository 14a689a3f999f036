"""The sample articles are whole, found once, and read without any language pipeline."""

from __future__ import annotations

import unicodedata
from collections import Counter

import pytest

from analysis.text import check_text, normalize
from claimsite.pipeline import sample_articles
from claimsite.pipeline.models import Job, JobState
from tests.factories import make_version

RAW = """title: Bridge closed: again
outlet: Skerry Post
country: no
language: en
published: 2024-05-06
note: A sample.

The bridge is closed.

So it stays."""


def test_every_sample_is_whole():
    samples = sample_articles.read_samples()
    assert len(samples) >= 16
    assert set(Counter(sample.language for sample in samples)) == {"de", "en", "fr", "ru"}
    assert len({sample.key for sample in samples}) == len(samples)
    for sample in samples:
        check_text(normalize(sample.text))
        assert unicodedata.is_normalized("NFC", sample.text)


def test_a_file_is_headers_an_empty_line_and_text():
    sample = sample_articles.parse_sample("a.en.txt", RAW)
    assert (sample.title, sample.country, sample.text) == ("Bridge closed: again", "no", "The bridge is closed.\n\nSo it stays.")


@pytest.mark.parametrize("line", ["title: Bridge closed: again\n", "published: 2024-05-06\n", "note: A sample.\n"])
def test_a_missing_header_is_named(line):
    with pytest.raises(ValueError, match=rf"a\.en\.txt: {line.split(':')[0]} missing"):
        sample_articles.parse_sample("a.en.txt", RAW.replace(line, ""))


@pytest.mark.django_db
def test_a_sample_is_asked_for_once_and_not_missing_when_done():
    sample = sample_articles.parse_sample("a.en.txt", RAW)
    assert sample_articles.find_missing([sample]) == [sample]
    job = sample.request()
    assert sample.request() == job
    assert job.payload["is_sample"]
    Job.objects.update(state=JobState.DONE, article=make_version("Text").article)
    assert sample_articles.find_missing([sample]) == []

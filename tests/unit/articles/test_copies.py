"""Wire copy is known as such, whatever an outlet did to its edges; what is only about the same thing is not."""

from __future__ import annotations

import datetime as dt
import random

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from claimsite.articles import actions, copies
from claimsite.articles.models import Article, ArticleSketch, CopyGroup, SketchBand
from claimsite.articles.sketches import BANDS, estimate_likeness, make_bands, make_sketch

DAY = dt.date(2024, 5, 6)
WIRE = (
    "The ferry between Lindsund and Rosmark stopped on Monday after a crack was found in its hull. The operator said that nobody was in danger and that "
    "engineers would look at the ship during the night. The mayor of Lindsund asked for a second ship before the summer. Traders fear for their season, "
    "their association said, and want the operator to pay. The ministry in Rosmark denied that it had known of the crack. A report of last autumn "
    "calls the hull sound. The union of seamen says that the report was never finished. The operator declined to comment on the report on Monday evening."
)
OTHER = (
    "The ferry between Lindsund and Rosmark runs again since Wednesday. Divers closed the crack in the hull in two nights, the operator said. "
    "Passengers were glad, though the fare rose by a tenth. The mayor called the repair a stopgap and repeated his wish for a second ship. "
    "A spokesman of the ministry said that money for another ship would not be found this year, and that nobody had asked the ministry in time."
)


def add(text: str, outlet: str) -> Article:
    return actions.add_article(actions.get_or_create_outlet(outlet, by=None), title="Ferry", text=text, language="en", published_on=DAY, by=None)


def get_group(article: Article) -> set[str]:
    article.refresh_from_db()
    return set(article.copies.articles.values_list("outlet__name", flat=True)) if article.copies else set()


@pytest.mark.django_db
class TestGroups:
    @pytest.mark.parametrize(
        "copy",
        [
            WIRE.upper(),
            "LINDSUND (wire) – " + WIRE,
            WIRE.replace("Monday", "Sunday").replace("Traders", "Merchants"),
            WIRE.rsplit(".", 2)[0] + ".",
            WIRE.replace(". ", ".\n\n").replace("its hull", "the hull"),
            WIRE + " Read more about ferries on our pages. Subscribe to the morning letter of our newsroom.",
        ],
        ids=["upper case", "dateline", "words", "cut end", "paragraphs", "promotion"],
    )
    def test_a_copy_with_small_changes_joins(self, copy):
        first, second = add(WIRE, "Skerry Post"), add(copy, "Fjordblatt")
        assert get_group(first) == get_group(second) == {"Skerry Post", "Fjordblatt"}

    def test_another_article_on_the_same_thing_stays_apart(self):
        first, second = add(WIRE, "Skerry Post"), add(OTHER, "Fjordblatt")
        assert get_group(first) == get_group(second) == set()
        assert not CopyGroup.objects.exists()

    def test_short_notices_are_no_copies(self):
        add("The ferry stopped, the operator said.", "Skerry Post")
        add("The ferry stopped, the operator said.", "Fjordblatt")
        assert not CopyGroup.objects.exists()
        assert not ArticleSketch.objects.exists()

    def test_all_copies_make_one_group(self):
        articles = [add(f"{WIRE} Desk {n}.", f"Outlet {n}") for n in range(5)]
        assert {article.copies_id for article in Article.objects.all()} == {CopyGroup.objects.get().pk}
        assert len(get_group(articles[0])) == 5

    def test_a_text_between_two_groups_makes_them_one(self):
        words = WIRE.split()
        left, right = " ".join(words[:-26]), " ".join(words[26:])
        for n in range(2):
            add(f"{left} L{n}", f"Left {n}")
            add(f"{right} R{n}", f"Right {n}")
        add(WIRE, "Middle")
        assert CopyGroup.objects.count() == 1
        assert Article.objects.filter(copies=CopyGroup.objects.get()).count() == 5

    def test_a_changed_text_leaves_its_group_and_a_group_of_one_is_none(self):
        first, second, third = (add(f"{WIRE} {n}", f"Outlet {n}") for n in range(3))
        actions.add_version(third, text=OTHER, title="Ferry", by=None)
        assert get_group(third) == set()
        assert get_group(first) == {"Outlet 0", "Outlet 1"}
        actions.add_version(second, text=OTHER, title="Ferry", by=None)
        assert get_group(first) == set()
        assert get_group(second) == get_group(third) == {"Outlet 1", "Outlet 2"}
        assert CopyGroup.objects.count() == 1
        assert SketchBand.objects.filter(article=second).count() == BANDS

    def test_text_that_all_articles_of_an_outlet_have_does_not_bring_them_all(self, monkeypatch):
        boilerplate = " ".join(f"term{n} of the imprint applies here" for n in range(30))
        words = random.Random(7)
        for n in range(60):
            add(boilerplate + " " + " ".join(words.choice("abcdefghij") + str(words.randrange(999)) for _ in range(150)), f"Outlet {n % 3}")
        compared = []
        monkeypatch.setattr(copies, "is_same_text", lambda a, b: bool(compared.append(b)))
        add(boilerplate + " " + " ".join(f"new{n}" for n in range(150)), "Outlet 0")
        assert len(compared) <= copies.COMPARED

    def test_a_new_article_costs_the_same_beside_many_others(self):
        counts = []
        for extra in (3, 40):
            for n in range(extra):
                add(" ".join(f"word{n}x{i}" for i in range(60)), "Outlet")
            with CaptureQueriesContext(
                connection,
            ) as queries:
                add(f"{WIRE} {extra * 'x '}", f"Outlet {extra}")
            counts.append(len(queries))
        assert counts[1] <= counts[0] + 6


def test_sketches_estimate_what_texts_share():
    words = [f"w{n}" for n in range(1000)]
    text, half = " ".join(words), " ".join(words[:500] + [f"v{n}" for n in range(500)])
    sketch, other = make_sketch(text), make_sketch(half)
    assert sketch is not None
    assert other is not None
    assert estimate_likeness(sketch, sketch) == 1
    assert 0.15 < estimate_likeness(sketch, other) < 0.52  # a third
    assert len(make_bands(sketch)) == BANDS


def test_stored_sketches_stay_comparable():
    """Other numbers than these would part what is stored from what comes."""
    sketch = make_sketch(WIRE)
    assert sketch is not None
    assert make_bands(sketch)[:2] == [4573811562065467031, 6505452943197390280]
    assert make_sketch("too short") is None

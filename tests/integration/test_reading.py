"""Pages that people read: what they show, how many queries they take, and what they say where there is nothing."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from claimsite.articles.models import Article
from claimsite.claims.models import Claim
from claimsite.statements.models import Statement
from tests import factories as make

pytestmark = pytest.mark.django_db


def get(client, path: str, **headers: str) -> str:
    response = client.get(path, headers=headers)
    assert response.status_code == 200
    return response.content.decode()


def list_paths(world: make.World) -> dict[str, str]:
    return {
        "home": "/",
        "articles": "/articles/",
        "article": world.english.article.get_absolute_url(),
        "statements": "/statements/",
        "statement": reverse("statements:statement_detail", args=[world.statements["never"].pk]),
        "actors": "/actors/",
        "actor": world.sides["Rosmark"].get_absolute_url(),
        "claims": "/claims/?show=all",
        "claim": world.claims["entered"].get_absolute_url(),
        "compare": "/compare/?side=lindsund&side=rosmark",
    }


def add_more(world: make.World, number: int) -> None:
    """More of everything that pages list."""
    for i in range(number):
        version = make.make_version(f"Speaker {i} said that the lagoon {i} is closed. Speaker {i} denied that it {i} was open.", outlet=f"Paper {i}")
        actor = make.make_actor(f"Speaker {i}", kind="person", side=world.sides["Rosmark" if i % 2 else "Lindsund"])
        closed = make.make_statement(version, f"the lagoon {i} is closed", actor=actor)
        opened = make.make_statement(version, f"it {i} was open", actor=actor, act="denies")
        claims = make.make_claim(closed, topic=world.topic), make.make_claim(opened, topic=world.topic)
        make.make_relation(claims[0], claims[1])
        make.add_to_claim(world.claims["entered"], closed)
        make.make_relation(world.claims["entered"], claims[1])


def test_queries_do_not_grow_with_the_rows(client, django_assert_max_num_queries):
    world = make.build_world()
    paths = list_paths(world)
    before = {name: count_queries(client, path) for name, path in paths.items()}
    add_more(world, 6)
    for name, path in paths.items():
        # Claims in other languages come in, whose words in the reader's are looked for.
        with django_assert_max_num_queries(before[name] + 2, info=name):
            get(client, path)
    assert max(before.values()) <= 20


def count_queries(client, path: str) -> int:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    get(client, path)
    with CaptureQueriesContext(connection) as queries:
        get(client, path)
    return len(queries)


def test_the_article_marks_statements_and_links_both_ways(client):
    world = make.build_world()
    page = get(client, world.english.article.get_absolute_url())
    for statement in Statement.objects.filter(version=world.english):
        assert page.count(f'id="s{statement.pk}"') == 1
        assert page.count(f'id="n{statement.pk}"') == 1
        assert f'href="#n{statement.pk}"' in page
        assert f'href="#s{statement.pk}"' in page
    words = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", page))
    assert "The dredger Petrel entered the lagoon on 2 March, minister Tore Vik said." in words
    assert 'lang="en"' in page


@pytest.mark.hostile("content.script", "content.onerror")
def test_markup_in_texts_is_shown_and_not_obeyed(client):
    text = "Ida said that <script>alert(1)</script> is {{ harmless }}."
    version = make.make_version(text, title="<b>Bold</b>")
    make.make_statement(version, "<script>alert(1)</script> is {{ harmless }}", source="Ida", cue="said")
    page = get(client, version.article.get_absolute_url())
    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt; is {{ harmless }}" in page
    assert "<b>Bold" not in page


def test_flags_and_earlier_versions_are_named(client):
    world = make.build_world()
    run = world.english.runs.get()
    run.flags = [{"en": "An unclosed quotation mark.", "de": "Ein offenes Anführungszeichen."}]
    run.save()
    url = world.english.article.get_absolute_url()
    assert "An unclosed quotation mark." in get(client, url)
    assert "Ein offenes Anführungszeichen." in get(client, url, **{"Accept-Language": "de"})
    assert client.get(url, {"version": "99"}).status_code == 200


def test_statements_are_found_by_every_facet(client):
    world = make.build_world()
    queries = {
        "q=dredger": 2,
        "q=%22dredger+Petrel%22+-never": 1,
        "side=anglers": 2,
        "actor=vik": 1,
        "act=denies": 3,
        f"outlet={world.german.article.outlet_id}": 3,
        "language=de": 3,
        "since=2024-03-05": 3,
        "until=2024-03-04": 5,
        "state=accepted": 0,
        "since=tomorrow&language=xx": 8,
    }
    for query, number in queries.items():
        assert get(client, f"/statements/?{query}").count('class="said-block__words"') == number, query


def test_long_lists_have_older_and_newer_pages(client):
    version = make.make_version(" ".join(f"Ida said number {i:03}." for i in range(45)))
    for i in range(45):
        make.make_statement(version, f"number {i:03}")
    first = get(client, "/statements/?language=en")
    older = re.search(r'href="\?([^"]+)" rel="next"', first)
    assert older is not None
    second = get(client, f"/statements/?{older[1].replace('&amp;', '&')}")
    assert second.count('class="said-block__words"') == 20
    assert 'rel="prev"' in second


@pytest.mark.parametrize("path", ["/", "/articles/", "/statements/", "/claims/", "/actors/", "/compare/", "/c/"])
def test_an_empty_site_says_so_everywhere(client, path):
    assert 'class="empty"' in get(client, path)


def test_the_empty_site_invites_editors_and_lets_others_sign_in(client):
    assert "Sign in" in get(client, "/")
    client.force_login(make.make_user())
    assert "Add your first article" in get(client, "/")


@pytest.mark.parametrize(
    "path", ["/?topic=no&language=xx", "/articles/?outlet=0&q=%00", "/statements/?page=o9999-99-99.9", "/claims/?show=x&page=-1", "/compare/?side=no&since=1"]
)
def test_nonsense_in_the_address_is_left_out(client, path):
    make.build_world()
    get(client, path)


def test_parts_are_what_pages_include(client):
    world = make.build_world()
    for path in ("/", "/articles/", "/statements/", "/claims/", "/actors/", "/compare/"):
        response = client.get(path, headers={"HX-Request": "true"})
        part = response.content.decode()
        assert "<html" not in part
        assert "HX-Request" in response["Vary"]
        assert "<html" in get(client, path, **{"HX-Request": "true", "HX-Boosted": "true"})
    assert world.english.title not in get(client, "/articles/?language=de", **{"HX-Request": "true"})


def test_merged_claims_and_actors_lead_to_where_they_went(client):
    world = make.build_world()
    claim, actor = world.claims["sold"], world.actors["union"]
    claim.merged_into, actor.merged_into = world.claims["entered"], world.sides["Anglers"]
    claim.save()
    actor.save()
    assert client.get(claim.get_absolute_url()).url == world.claims["entered"].get_absolute_url()
    assert client.get(actor.get_absolute_url()).url == world.sides["Anglers"].get_absolute_url()


def test_the_claim_shows_both_sides_and_the_reason(client):
    world = make.build_world()
    page = get(client, world.claims["entered"].get_absolute_url())
    assert "the dredger Petrel never entered the lagoon" in page
    assert "der Bagger „Petrel“ sei in die Lagune eingefahren" in page
    assert make.WHY["en"] in page
    assert "Accept" not in page
    client.force_login(make.make_user())
    assert "Accept" in get(client, world.claims["entered"].get_absolute_url())


def test_silence_is_called_silence(client):
    make.build_world()
    page = get(client, "/compare/?side=lindsund&side=rosmark&side=anglers")
    assert "no statement found" in page
    assert "agrees" not in re.sub(r"never that a side agrees", "", page)


def test_a_saved_comparison_stays_and_says_what_changed(client):
    world = make.build_world()
    editor = make.make_user("vera")
    client.force_login(editor)
    response = client.post("/compare/save/?side=lindsund&side=rosmark", {"title": "The lagoon", "note": "Two sides."})
    assert response.status_code == 302
    client.logout()
    page = get(client, response.url)
    assert "Nothing has changed since." in page
    from claimsite.statements import actions

    entered = world.statements["entered"]
    actions.reject(entered, by=editor, revision=entered.revision)
    page = get(client, response.url)
    assert "1 statement rejected" in page
    assert entered.content in page
    assert get(client, f"{response.url}v/1/")
    assert client.get(f"{response.url}v/2/").status_code == 404


def test_saving_takes_an_editor_and_a_title(client):
    make.build_world()
    assert "/login/" in client.get("/compare/save/").url
    client.force_login(make.make_user(role="reader"))
    assert client.get("/compare/save/").status_code == 403
    client.force_login(make.make_user())
    response = client.post("/compare/save/?side=lindsund", {"title": ""})
    assert response.status_code == 422
    assert 'href="#id_title"' in response.content.decode()


def test_colors_are_remembered_and_forgotten(client):
    assert client.post("/preferences/theme/", {"theme": "dark", "next": "/claims/"}).url == "/claims/"
    assert 'data-theme="dark"' in get(client, "/")
    client.post("/preferences/theme/", {"theme": "pink", "next": "https://elsewhere.example/"})
    assert "data-theme" not in get(client, "/")
    assert client.post("/preferences/theme/", {"next": "//elsewhere.example/"}).url == "/"


def test_pages_come_in_german(client):
    world = make.build_world()
    for path in list_paths(world).values():
        page = get(client, path, **{"Accept-Language": "de"})
        assert '<html lang="de"' in page
        assert "Direkt zum Inhalt" in page or "Zum Inhalt" in page


def test_nothing_inline_and_nothing_from_elsewhere(client):
    world = make.build_world()
    client.force_login(make.make_user())
    for path in [*list_paths(world).values(), "/method/", "/add/", "/workbench/"]:
        page = get(client, path)
        assert not re.search(r"<[^>]+\sstyle=|<style|\son\w+=|hx-on|<script(?![^>]*(?:src=|application/json))", page), path
        assert not re.search(r'(?:src|href)="(?:https?:)?//', page), path


def test_missing_pages_say_what_to_do(client):
    response = client.get("/articles/999999/")
    assert response.status_code == 404
    assert "Search all statements" in response.content.decode()
    assert not Article.objects.exists()
    assert not Claim.objects.exists()


def test_the_styleguide_shows_every_component_in_debug_only(client, settings):
    assert client.get("/styleguide/").status_code == 404
    settings.DEBUG = True
    page = get(client, "/styleguide/")
    assert page.count("marks.svg#side-") >= 64
    assert "The dredger entered the lagoon on 2 March" in page


def test_a_denial_leads_to_who_claims_it_from_everywhere(client):
    world = make.build_world()
    version = make.make_version("The harbor authority of Lindsund denied that the dredger had crossed into the lagoon.", outlet="The Buoy")
    denial = make.make_statement(version, "the dredger had crossed into the lagoon", actor=world.actors["authority"], act="denies")
    alone = make.make_claim(denial, stance="opposes")
    page = reverse("statements:statement_detail", args=[denial.pk])
    assert "No statement was found that claims what is denied here." in get(client, page)
    make.make_relation(alone, world.claims["never"], kind="repeats")
    claimed = world.statements["entered"]
    paths = [page, alone.get_absolute_url(), f"{world.actors['authority'].get_absolute_url()}?act=denies", version.article.get_absolute_url()]
    for path in paths:
        shown = get(client, path)
        assert claimed.get_absolute_url() in shown, path
        assert "against a claim that repeats it" in shown, path
        assert denial.get_absolute_url() in shown or f'id="s{denial.pk}"' in shown, path


def test_a_claims_page_leads_with_its_words_in_the_readers_language_unless_an_editor_worded_it(client):
    world = make.build_world()
    claim = world.claims["entered"]
    german = "Der Bagger „Petrel“ sei in die Lagune eingefahren"

    def read_heading() -> str:
        page = get(client, claim.get_absolute_url(), accept_language="de")
        return re.sub(r"<[^>]+>", "", re.search(r"<h1.*?</h1>", page, re.DOTALL)[0])

    assert read_heading() == german
    Claim.objects.filter(pk=claim.pk).update(worded_by=make.make_user("vera"))
    assert read_heading() == claim.text
    assert german in get(client, claim.get_absolute_url(), accept_language="de")

"""Editors' notes: threads on rows, mentions, resolution; nobody else sees them."""

from __future__ import annotations

import pytest
from django.urls import reverse

from claimsite.comparisons.models import Comparison
from claimsite.core.models import Note
from tests.factories import build_world, make_user

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


@pytest.fixture
def relation():
    return build_world().relations["entered"]


@pytest.fixture
def address(relation):
    return reverse("core:notes", args=["relation", relation.pk])


def test_a_thread_is_written_answered_closed_and_opened_by_a_new_answer(client, relation, address):
    ida, bo = make_user("ida"), make_user("bo")
    client.force_login(ida)
    assert client.post(address, {"text": "@bo is this about the same day?"}).status_code == 302
    note = Note.objects.get()
    assert (note.kind, note.row_id, list(note.mentions.all())) == ("relation", relation.pk, [bo])
    client.force_login(bo)
    client.post(address, {"text": "Yes, 2 March.", "reply_to": note.pk})
    client.post(reverse("core:note_resolve", args=[note.pk]), {"resolved": "1"})
    note.refresh_from_db()
    assert (note.resolved_by, Note.objects.unresolved().count()) == (bo, 0)
    assert "Closed by bo" in client.get(address).content.decode()
    reply = note.replies.get()
    client.post(address, {"text": "No, look again.", "reply_to": reply.pk})
    assert list(note.replies.values_list("text", flat=True)) == ["Yes, 2 March.", "No, look again."]
    assert Note.objects.unresolved().get() == note


def test_with_htmx_the_threads_come_back_alone(client, address):
    client.force_login(make_user())
    part = client.post(address, {"text": "Look at this."}, headers=HTMX)
    assert part.status_code == 200
    assert b"<html" not in part.content
    assert "Look at this." in part.content.decode()
    note = Note.objects.get()
    part = client.post(reverse("core:note_resolve", args=[note.pk]), {"resolved": "1"}, headers=HTMX)
    assert "Open again" in part.content.decode()
    client.post(reverse("core:note_resolve", args=[note.pk]), {"resolved": "0"}, headers=HTMX)
    assert Note.objects.unresolved().exists()


@pytest.mark.parametrize("text", ["", "   ", "x" * 4001])
def test_nothing_and_too_much_are_refused(client, address, text):
    client.force_login(make_user())
    assert client.post(address, {"text": text}).status_code == 422
    assert not Note.objects.exists()


def test_a_reply_to_a_note_about_something_else_opens_a_thread_of_its_own(client, address):
    other = Note.objects.create(kind="claim", row_id=1, text="about another row", written_by=make_user())
    client.force_login(make_user())
    client.post(address, {"text": "hello", "reply_to": other.pk})
    assert Note.objects.get(text="hello").reply_to is None


def test_a_note_shows_its_text_and_nothing_else(client, address):
    client.force_login(make_user())
    client.post(address, {"text": "<script>alert(1)</script> @nobody"})
    assert "<script>alert" not in client.get(address).content.decode()


def test_a_name_at_the_end_of_a_sentence_is_called_and_an_address_is_not(client, address):
    bo = make_user("bo")
    make_user("example.org")
    client.force_login(make_user())
    client.post(address, {"text": "Ask @bo. Or write to desk@example.org"})
    assert list(Note.objects.get().mentions.all()) == [bo]


@pytest.mark.parametrize(("role", "status"), [(None, 403), ("reader", 403)])
def test_only_editors_read_and_write(client, address, role, status):
    assert client.get(address).status_code == 302
    note = Note.objects.create(kind="relation", row_id=1, text="secret", written_by=make_user())
    client.force_login(make_user(role=role))
    assert client.get(address).status_code == status
    assert client.post(address, {"text": "x"}).status_code == status
    assert client.post(reverse("core:note_resolve", args=[note.pk])).status_code == status
    assert Note.objects.unresolved().count() == 1


def test_many_threads_cost_the_same(client, address, relation, django_assert_max_num_queries):
    user = make_user()
    for n in range(8):
        note = Note.objects.create(kind="relation", row_id=relation.pk, text=f"note {n}", written_by=make_user())
        Note.objects.create(kind="relation", row_id=relation.pk, text="reply", written_by=make_user(), reply_to=note)
    client.force_login(user)
    with django_assert_max_num_queries(8):
        client.get(address)


def test_what_calls_a_person_is_marked():
    ida = make_user("ida")
    mine = Note.objects.create(kind="claim", row_id=1, text="first", written_by=make_user())
    reply = Note.objects.create(kind="claim", row_id=1, text="@ida", written_by=make_user(), reply_to=mine)
    reply.mentions.add(ida)
    Note.objects.create(kind="claim", row_id=2, text="other", written_by=make_user())
    found = {note.text: note.is_mine for note in Note.objects.unresolved().for_attention_of(ida)}
    assert found == {"first": True, "other": False}


def test_a_comparison_is_talked_about_where_it_is_edited_and_drafts_stay_among_their_people(client):
    ida, bo = make_user("ida"), make_user("bo")
    comparison = Comparison.objects.create(title="A draft", slug="a-draft", owner=ida, visibility="draft")
    notes = reverse("core:notes", args=["comparison", comparison.pk])
    client.force_login(ida)
    assert f'hx-get="{notes}"' in client.get(reverse("comparisons:comparison_edit", args=["a-draft"])).content.decode()
    client.post(notes, {"text": "Is the first row fair? @bo"})
    threads = reverse("workbench:threads")
    assert "Is the first row fair?" in client.get(threads).content.decode()
    client.force_login(bo)
    assert "Is the first row fair?" not in client.get(threads).content.decode()
    assert client.get(notes).status_code == 404
    comparison.editors.add(bo)
    assert "Is the first row fair?" in client.get(threads).content.decode()

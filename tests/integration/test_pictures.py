"""Pictures of what is shared: whose they are, what they say, that they are kept, and that pages name them."""

import io
import re

import pytest
from django.core.files.storage import default_storage
from PIL import Image, ImageChops

from claimsite.claims.models import ClaimStatement, RelationEvidence
from claimsite.comparisons import actions, keeping, sharing_actions
from claimsite.comparisons.models import Visibility
from claimsite.comparisons.pictures import drawing
from claimsite.comparisons.pictures.cards import Card, Voice, describe_claim, describe_one
from claimsite.comparisons.pictures.lettering import Lettering, _load, break_lines, clean, fit
from claimsite.statements import actions as statement_actions
from tests.factories import make_relation

pytestmark = pytest.mark.django_db


def save(by, visibility=Visibility.PUBLISHED):
    return actions.save_comparison(title="Who dredged?", note="", query={"side": ["rosmark", "lindsund"]}, by=by, visibility=visibility)


def look(client, address):
    answer = client.get(address)
    assert answer.status_code == 200, address
    assert answer.headers["Content-Type"] == "image/png"
    picture = Image.open(io.BytesIO(answer.content))
    assert picture.size == (1200, 630)
    assert len(answer.content) < 300_000
    return answer


def read_tags(page):
    return dict(re.findall(r'<meta property="([a-z:_]+)" content="([^"]*)">', page))


def test_each_page_names_its_picture(world, ada, client):
    save(ada)
    claim, statement = world.claims["entered"], world.statements["no_night"]
    for address in ("/c/who-dredged/", "/c/who-dredged/v/1/", claim.get_absolute_url(), f"/statements/{statement.pk}/", f"/articles/{statement.article_id}/"):
        page = client.get(address).content.decode()
        tags = read_tags(page)
        assert tags["og:url"] == f"http://testserver{address}"
        assert (tags["og:image:width"], tags["og:image:height"], tags["og:locale"], tags["og:locale:alternate"]) == ("1200", "630", "en_US", "de_DE")
        assert tags["og:image:alt"]
        assert page.index("og:image:width") > page.index('"og:image"')
        assert '<meta name="twitter:card" content="summary_large_image">' in page
        look(client, tags["og:image"].removeprefix("http://testserver").replace("&amp;", "&"))


def test_a_comparison_s_picture_has_the_words_of_both_sides(world, ada, client):
    save(ada)
    alt = read_tags(client.get("/c/who-dredged/").content.decode())["og:image:alt"]
    assert alt.startswith("Who dredged?")
    assert "Rosmark" in alt
    assert "Lindsund" in alt
    voices = describe_claim(world.claims["entered"]).voices
    assert len({voice.side for voice in voices}) == 2


def test_a_picture_is_drawn_once_and_not_sent_twice(world, ada, client, monkeypatch):
    save(ada)
    first = look(client, "/c/who-dredged/picture.png")
    monkeypatch.setattr("claimsite.comparisons.views.pictures.draw_card", lambda card: pytest.fail("drawn again"))
    assert look(client, "/c/who-dredged/picture.png").content == first.content
    again = client.get("/c/who-dredged/picture.png", headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304
    assert first.headers["Cache-Control"] == "no-cache"


def test_each_language_has_its_picture(world, ada, client):
    save(ada)
    english, german = (look(client, f"/c/who-dredged/picture.png?lang={code}") for code in ("en", "de"))
    assert english.headers["ETag"] != german.headers["ETag"]


def test_what_is_gone_has_no_picture(world, ada, client):
    statement = world.statements["no_night"]
    address = f"/statements/{statement.pk}/picture.png"
    look(client, address)
    statement_actions.reject(statement, by=ada, revision=0)
    assert client.get(address).status_code == 404
    assert client.get("/claims/999999/picture.png").status_code == 404


@pytest.mark.parametrize("visibility", [Visibility.DRAFT, Visibility.UNLISTED])
def test_an_unpublished_comparison_s_picture_takes_its_secret_link(world, ada, client, visibility):
    comparison = save(ada, visibility)
    link, token = sharing_actions.make_link(comparison, label="", days=None, by=ada)
    for address in ("/c/who-dredged/picture.png", "/c/who-dredged/picture.png?key=wrong", f"/c/who-dredged/v/1/picture.png?key={token}"):
        assert client.get(address).status_code == 404
    tags = read_tags(client.get(f"/c/who-dredged/?key={token}").content.decode())
    assert "og:url" not in tags
    answer = look(client, tags["og:image"].removeprefix("http://testserver").replace("&amp;", "&"))
    assert (answer.headers["Cache-Control"], answer.headers["Referrer-Policy"]) == ("private, no-store", "no-referrer")
    sharing_actions.revoke_link(link, by=ada)
    assert client.get(f"/c/who-dredged/picture.png?key={token}", headers={"If-None-Match": answer.headers["ETag"]}).status_code == 404


def test_half_a_file_is_none_and_a_full_disk_costs_no_answer(monkeypatch):
    assert keeping.keep("pictures", "ab12", "png", b"END", lambda: b"whole END") == b"whole END"
    path = default_storage.path("shared/pictures/ab/ab12.png")
    with open(path, "wb") as file:
        file.write(b"who")
    assert keeping.keep("pictures", "ab12", "png", b"END", lambda: b"again END") == b"again END"

    def refuse(*_given):
        raise OSError("no space left on device")

    monkeypatch.setattr(type(default_storage), "save", refuse, raising=False)
    monkeypatch.setattr(default_storage._wrapped, "save", refuse)
    assert keeping.keep("pictures", "cd34", "png", b"END", lambda: b"third END") == b"third END"


def test_old_files_are_cleared(monkeypatch):
    keeping.keep("pictures", "ab12", "png", b"END", lambda: b"END")
    assert keeping.clear("shared/pictures/ab") == 0
    monkeypatch.setattr(keeping, "KEPT", -keeping.KEPT)
    assert keeping.clear("shared/pictures/ab") == 1
    assert keeping.clear("shared/pictures/none") == 0


@pytest.mark.parametrize("words", ["Größe, Übermaß", "Кремль: ничего", "대한민국 정부", "Łódź, Ærø"])
def test_our_fonts_have_the_letters(words):
    drawn = "".join(run for _font, run in Lettering("serif", 40).split(words))
    assert drawn == words


def test_letters_of_no_font_are_marked_and_symbols_left_out():
    assert "".join(run for _font, run in Lettering("sans", 40).split("ا")) == "\ufffd"
    assert clean("a\u0000 b\n\u202e👍c") == "a b c"


@pytest.mark.parametrize(
    ("words", "drawn"),
    [
        ("وزارة الخارجية, 2024", "[…], 2024"),
        ("Кремль שלום said", "Кремль […] said"),
        ("“日本、政府”", "“[…]”"),
        ("за\u0301мок", "за\u0301мок"),
        ("x\u0483y", "xy"),
        ("ש\u0301 b", "[…] b"),
    ],
)
def test_words_in_a_script_without_a_font_are_left_out_as_newspapers_do(words, drawn):
    assert clean(words) == drawn
    assert "\ufffd" not in "".join(run for _font, run in Lettering("serif", 40).split(clean(words)))
    assert drawing.draw_card(Card(words, (Voice(words, 0, "says", words, words),), words))


def test_the_text_of_a_picture_has_all_words():
    assert "وزارة" in Card("x", (Voice("وزارة", 0, "says", "x", ""),), "").alt


def test_hangul_is_as_wide_as_it_was_measured():
    lettering = Lettering("serif", 47)
    words = "북한의 어떤 이전도 안보리 결의 위반이 될 것"
    drawn = sum(_load(name, 47, 400).getlength(run) for name, run in lettering.split(words))
    assert lettering.measure(words) == pytest.approx(drawn, rel=0.01)


def test_lines_keep_their_width_and_nothing_gets_lost():
    words = "Donaudampfschifffahrtsgesellschaftskapitän und so weiter " * 3 + "x" * 200
    lettering = Lettering("serif", 40)
    lines = break_lines(words, lettering, 400)
    assert all(lettering.measure(line) <= 401 for line in lines)
    assert "".join(lines).replace(" ", "") == words.replace(" ", "")


def test_long_words_are_cut_at_the_smallest_size_and_quotes_closed():
    lettering, lines = fit("“" + "Nobody knows what was in the crates. " * 30 + "”", "serif", sizes=(76, 38), box=(500, 200))
    assert lettering.size == 38
    assert len(lines) * lettering.leading <= 200
    assert lines[-1].endswith("…”")


def test_a_word_too_long_for_its_line_is_cut_with_an_ellipsis():
    lettering, (line,) = fit("Donaudampfschifffahrtsgesellschaft", "sans", sizes=(40, 32), box=(300, 50), weight=700)
    assert line.endswith("…")
    assert lettering.measure(line) <= 300


def test_outlet_and_day_are_not_cut_off():
    """They went on the picture in one line, which ended within most outlets' names."""
    words = "US State Department, Atlantic Harbour Wire, 13 Sep 2023"
    pictures = [drawing.draw_card(Card("T", (Voice("A", 0, "says", "so", who), Voice("B", 1, "says", "so", "")), "")) for who in (words, words[:-1] + "4")]
    assert pictures[0] != pictures[1]


def test_a_denial_is_never_shown_as_saying_what_it_denies(world):
    """Its words can be what is denied; the stance to its claim tells."""
    denied, denial = world.statements["nachts"], world.statements["no_night"]
    assert [describe_one(each).voices[0].does for each in (denied, denial)] == ["denies", "says"]
    assert [voice.does for voice in describe_claim(world.claims["nachts"]).voices] == ["denies"]
    relation = make_relation(world.claims["treaty"], world.claims["nachts"])
    assert [voice.does for voice in describe_claim(world.claims["treaty"]).voices] == ["says", "denies"]
    RelationEvidence.objects.filter(relation=relation).delete()
    relation.delete()
    ClaimStatement.objects.filter(statement=denied).delete()
    assert describe_one(denied).voices[0].does == "denies"


def test_sides_are_told_apart_by_color_and_mark():
    pictures = []
    for number in (0, 1):
        data = drawing.draw_card(Card("", (Voice("A", number, "says", "so", ""),), ""))
        pictures.append(Image.open(io.BytesIO(data)).convert("RGB"))
    assert ImageChops.difference(*pictures).getbbox()
    marks = {bytes(drawing._draw_mark(number, 36).tobytes()) for number in (*range(8), None)}
    assert len(marks) == 9

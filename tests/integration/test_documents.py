"""Versions on paper: what the PDF file says and links, that nothing is fetched for it, and what is offered where it cannot be made."""

import io
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.utils.translation import override
from pypdf import PdfReader

from claimsite.comparisons import actions
from claimsite.comparisons.documents import typesetting
from claimsite.comparisons.models import Visibility
from claimsite.comparisons.templatetags.paper import NAMES
from tests.factories import make_user

pytestmark = pytest.mark.django_db
STATIC = Path(settings.BASE_DIR) / "static"


@pytest.fixture
def comparison(world):
    made = actions.save_comparison(title="Größe: кто, 누가?", note="A note.", query={"side": ["rosmark", "lindsund"]}, by=make_user("ada"))
    made = actions.edit_comparison(made, title=made.title, note=made.note, method="Two papers were read.", by=made.owner)
    actions.publish_snapshot(made, by=made.owner)
    return made


def read(content):
    file = PdfReader(io.BytesIO(content))
    links = {link.get_object()["/A"]["/URI"] for page in file.pages for link in page.get("/Annots", []) if "/URI" in link.get_object().get("/A", {})}
    return file, " ".join(" ".join(page.extract_text().split()) for page in file.pages), links


def test_the_file_has_words_links_pages_and_the_hash(comparison, client, monkeypatch):
    address = f"{comparison.get_absolute_url()}v/2/document.pdf"
    answer = client.get(address)
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "application/pdf")
    file, words, links = read(answer.content)
    snapshot = comparison.snapshots.get(number=2)
    assert file.metadata.title == "Größe: кто, 누가?"
    # A headline that asks ends as it is.
    assert "Who dredged the lagoon? The Skerry Post" in words
    for expected in ("Größe: кто, 누가?", "A note.", "Two papers were read.", f"1 / {len(file.pages)}", "Rosmark", "Lindsund", "Sources", "The Skerry Post"):
        assert expected in words, expected
    assert snapshot.content_hash in words.replace(" ", "")
    assert f"http://testserver{snapshot.get_absolute_url()}" in links
    assert any("/s/" in link for link in links)
    monkeypatch.setattr("claimsite.comparisons.views.documents.typeset", lambda *_given: pytest.fail("made again"))
    assert client.get(address).content == answer.content


def test_the_page_for_printing_says_the_same(comparison, client):
    page = client.get(f"{comparison.get_absolute_url()}v/2/print/").content.decode()
    for expected in ("Two papers were read.", comparison.snapshots.get(number=2).content_hash, "document.css"):
        assert expected in page


def test_sides_have_their_marks_on_paper_and_pages_lead_there(comparison, client):
    page = client.get(f"{comparison.get_absolute_url()}v/2/print/").content.decode()
    marks = dict(re.findall(r'fill="(#[0-9a-f]{6})" aria-hidden="true"><title>[a-z ]+</title>(<[^>]+>)</svg> <b>', page))
    assert len(marks) == len(set(marks.values())) == 2
    shapes = (STATIC / "img" / "marks.svg").read_text(encoding="utf-8")
    assert all(shape in shapes for shape in marks.values())
    answer = client.get(f"{comparison.get_absolute_url()}v/2/document.pdf")
    drawn = b"".join(page.get_contents().get_data() for page in read(answer.content)[0].pages)
    figures = re.findall(rb"/Figure\b.*?\bEMC\b", drawn, re.DOTALL)
    filled = [re.search(rb"([\d.]+) ([\d.]+) ([\d.]+) rg\b.*\bf\b", each, re.DOTALL) for each in figures]
    assert {f"#{''.join(f'{round(float(each) * 255):02x}' for each in found.groups())}" for found in filled} == set(marks)
    for address in (comparison.get_absolute_url(), f"{comparison.get_absolute_url()}v/2/"):
        assert f'href="{comparison.get_absolute_url()}v/2/print/"' in client.get(address).content.decode()


def list_elements(node):
    """All elements of a tagged file below one, each with its kind."""
    node = node.get_object()
    kids = node.get("/K", [])
    for kid in kids if isinstance(kids, list) else [kids]:
        kid = kid.get_object()
        if isinstance(kid, dict) and "/S" in kid:
            yield kid["/S"], kid
            yield from list_elements(kid)


def test_the_file_can_be_read_aloud(comparison, client):
    """Tagged after PDF/UA: its language, its title as the window's, one heading first, lists, and words for every drawing."""
    file, _words, _links = read(client.get(f"{comparison.get_absolute_url()}v/2/document.pdf").content)
    root = file.trailer["/Root"]
    assert (root["/Lang"], root["/MarkInfo"]["/Marked"], root["/ViewerPreferences"]["/DisplayDocTitle"]) == ("en", True, True)
    assert b"http://www.aiim.org/pdfua/ns/id/" in root["/Metadata"].get_object().get_data()
    elements = list(list_elements(root["/StructTreeRoot"]))
    kinds = [kind for kind, _element in elements]
    headings = [kind for kind in kinds if kind in ("/H1", "/H2", "/H3")]
    assert headings[0] == "/H1"
    assert set(headings[1:]) == {"/H2"}
    assert {"/BlockQuote", "/L", "/LI", "/Link"} <= set(kinds)
    figures = [element["/Alt"] for kind, element in elements if kind == "/Figure"]
    assert len(figures) > 1
    assert set(figures) <= {str(name) for name in NAMES.values()}
    with override("de"):
        assert all(str(name) not in figures for name in NAMES.values())


@pytest.mark.parametrize(
    ("problem", "words"), [(typesetting.MissingLibraryError("no pango"), "libpango-1.0-0"), (typesetting.TypesettingError("late"), "took too long")]
)
def test_where_it_cannot_be_made_the_page_for_printing_is_offered(comparison, client, monkeypatch, problem, words):
    def refuse(*_given):
        raise problem

    monkeypatch.setattr("claimsite.comparisons.views.documents.typeset", refuse)
    answer = client.get(f"{comparison.get_absolute_url()}v/2/document.pdf")
    assert answer.status_code == 503
    assert words in answer.content.decode()
    assert f"{comparison.get_absolute_url()}v/2/print/" in answer.content.decode()


def test_nothing_but_static_files_is_read():
    assert typesetting.find_static((STATIC / "css" / "document.css").as_uri(), STATIC)
    for address in (
        "http://127.0.0.1:9/x.css",
        "file:///etc/passwd",
        f"{STATIC.as_uri()}/../manage.py",
        "data:text/css,a",
        f"file://host{STATIC}/css/base.css",
    ):
        with pytest.raises(ValueError, match="only static files"):
            typesetting.find_static(address, STATIC)
    page = f'<link rel="stylesheet" href="http://127.0.0.1:9/x.css"><img src="file:///etc/hostname"><p>{"word " * 20}</p>'
    assert "word word" in read(typesetting.typeset(page, STATIC))[1]


def test_it_is_killed_when_it_takes_too_long(monkeypatch):
    monkeypatch.setattr(typesetting, "SECONDS", 0.01)
    with pytest.raises(typesetting.TypesettingError, match="not done"):
        typesetting.typeset("<p>so</p>", STATIC)


def test_others_have_no_file_of_what_is_not_published(world, client):
    ada = make_user("ada")
    actions.save_comparison(title="Quiet", note="", query={"side": ["rosmark", "lindsund"]}, by=ada, visibility=Visibility.UNLISTED)
    for name in ("print/", "document.pdf"):
        assert client.get(f"/c/quiet/v/1/{name}").status_code == 404

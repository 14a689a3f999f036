"""What the machine found, against what is stored."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from claimsite.articles.models import ArticleVersion
from claimsite.statements import actions
from claimsite.statements.drafts import Recorded, StatementDraft
from claimsite.statements.models import Statement
from claimsite.statements.recording import measure_overlap
from tests.factories import find_place, get_spans, make_actor, make_run, make_side, make_user, make_version

pytestmark = pytest.mark.django_db

TEXT = "“The mill burns,” said Olla Ferk. The mayor denied that the mill had been insured. Rain is coming, the mayor added, and the mill stands by the river."
MILL, INSURED, RAIN = "The mill burns", "the mill had been insured", "Rain is coming"


@pytest.fixture
def version():
    return make_version(TEXT)


@pytest.fixture
def editor():
    return make_user("ada")


def draft(words, **fields):
    return StatementDraft(
        content=[find_place(TEXT, each) for each in ([words] if isinstance(words, str) else words)], **{"act": "asserts", "type": "indirect", **fields}
    )


def record(version, *drafts):
    return actions.record_statements(version, run=make_run(version), drafts=drafts)


def test_new_proposals_carry_all_that_lists_need(version):
    ferk = make_actor("Olla Ferk", kind="person", side=make_side("Millers"))
    why = {"en": "Quoted.", "de": "Zitiert."}
    place = find_place(TEXT, "Olla Ferk")
    other = [{"name": "Mayor", "score": 0.2}]
    run = make_run(version)
    found = draft(MILL, type="direct", source=[place], cue=[find_place(TEXT, "said")], actor=ferk, score=0.9, why=why, why_actor=why, alternatives=other)
    assert actions.record_statements(version, run=run, drafts=[found]) == Recorded(added=1)
    row = Statement.objects.get()
    assert (row.content, row.source, row.actor, row.side.name, row.language, row.published_on) == (
        MILL, "Olla Ferk", ferk, "Millers", "en", version.article.published_on,
    )  # fmt: skip
    assert (row.state, row.run, row.score, row.why, row.alternatives) == ("proposed", run, 0.9, why, other)
    for span in row.spans.all():
        assert TEXT[span.start_char : span.end_char] == span.exact
    assert row.history.count() == 1


def test_same_findings_keep_the_rows(version):
    record(version, draft(MILL), draft(INSURED))
    before = list(Statement.objects.order_by("id").values())
    assert record(version, draft(MILL), draft(INSURED)) == Recorded(kept=2)
    assert list(Statement.objects.order_by("id").values()) == before


def test_changed_finding_keeps_the_row_and_takes_the_new_run(version):
    record(version, draft(MILL))
    old = Statement.objects.get()
    assert record(version, draft(MILL, act="warns", source=[find_place(TEXT, "Olla Ferk")])) == Recorded(changed=1)
    row = Statement.objects.get()
    assert (row.pk, row.act, row.source, row.revision) == (old.pk, "warns", "Olla Ferk", 1)
    assert row.run != old.run
    assert [role for role, _, _ in get_spans(row)] == ["content", "source"]


def test_what_is_not_found_again_is_withdrawn_and_comes_back(version):
    record(version, draft(MILL), draft(INSURED))
    assert record(version, draft(MILL)) == Recorded(kept=1, withdrawn=1)
    assert [row.content for row in Statement.objects.standing()] == [MILL]
    assert record(version, draft(MILL)) == Recorded(kept=1)
    assert record(version, draft(MILL), draft(INSURED)) == Recorded(kept=1, changed=1)
    assert Statement.objects.standing().count() == 2
    assert Statement.objects.count() == 2


@pytest.mark.parametrize("decide", ["accept", "reject"])
def test_decided_rows_are_never_touched(version, editor, decide):
    record(version, draft(INSURED, act="denies"))
    row = Statement.objects.get()
    getattr(actions, decide)(row, by=editor, revision=0)
    before = Statement.objects.values().get()
    wider = StatementDraft(content=[find_place(TEXT, "that " + INSURED)], act="asserts", type="indirect")
    assert record(version, draft(INSURED)) == Recorded(left_out=1)
    assert record(version, wider) == Recorded(left_out=1)
    assert record(version) == Recorded()
    assert Statement.objects.values().get() == before


def test_corrected_row_keeps_the_machine_from_proposing_its_first_content_again(version, editor):
    record(version, draft("Rain is coming, the mayor added, and the mill stands by the river"))
    row = Statement.objects.get()
    actions.correct(row, by=editor, revision=0, spans={"content": [find_place(TEXT, RAIN)]})
    assert record(version, draft("Rain is coming, the mayor added, and the mill stands by the river")) == Recorded(left_out=1)
    assert record(version, draft(RAIN)) == Recorded(left_out=1)


def test_statement_inside_a_decided_one_is_still_proposed(version, editor):
    record(version, draft("The mayor denied that the mill had been insured"))
    actions.accept(Statement.objects.get(), by=editor, revision=0)
    assert record(version, draft("insured")) == Recorded(added=1)


def test_proposal_that_an_editor_added_elsewhere_is_withdrawn(version, editor):
    record(version, draft(MILL))
    actions.add_statement(version, by=editor, spans={"content": [find_place(TEXT, MILL + ",")]}, act="asserts", type="direct")
    assert record(version, draft(MILL)) == Recorded(withdrawn=1, left_out=1)


def test_undone_decision_gives_the_row_back_to_the_machine(version, editor):
    record(version, draft(MILL))
    row = actions.reject(Statement.objects.get(), by=editor, revision=0)
    actions.undo(row, by=editor)
    assert record(version, draft(MILL)) == Recorded(kept=1)


def test_same_content_twice_is_stored_once(version):
    assert record(version, draft(MILL), draft(MILL, act="warns")) == Recorded(added=1)
    assert record(version, draft(MILL), draft(MILL, act="warns")) == Recorded(kept=1)


def test_a_newer_text_takes_the_rows_along_and_withdraws_what_is_not_found_there_again(version, editor):
    record(version, draft(MILL), draft(INSURED), draft(RAIN))
    actions.accept(Statement.objects.get(content=MILL), by=editor, revision=0)
    ArticleVersion.objects.filter(pk=version.pk).update(is_current=False)
    newer = ArticleVersion.objects.create(article=version.article, number=2, title="t", text="Update: " + TEXT, sha256="1")
    drafts = [StatementDraft(content=[find_place(newer.text, words)], act="asserts", type="indirect") for words in (MILL, INSURED)]
    assert actions.record_statements(newer, run=make_run(newer), drafts=drafts) == Recorded(kept=1, withdrawn=1, left_out=1)
    standing = Statement.objects.standing()
    assert sorted((row.content, row.version.number) for row in standing) == [(MILL, 2), (INSURED, 2)]


def test_bad_draft_leaves_everything_as_it_was(version):
    record(version, draft(MILL))
    with pytest.raises(actions.SpanError):
        record(version, draft(INSURED), StatementDraft(content=[(0, 9999)], act="asserts", type="indirect"))
    with pytest.raises(ValueError, match="unknown"):
        record(version, draft(INSURED), draft(RAIN, act="sings"))
    with pytest.raises(ValueError, match="another version"):
        actions.record_statements(version, run=make_run(make_version("Other text.")), drafts=[])
    assert [row.content for row in Statement.objects.standing()] == [MILL]


def test_queries_do_not_grow_with_the_statements(version):
    def count(*drafts):
        with CaptureQueriesContext(connection) as queries:
            record(version, *drafts)
        return len(queries)

    one = count(draft(MILL))
    assert count(draft(MILL), draft(INSURED), draft(RAIN)) <= one + 2


def test_overlap_of_places():
    assert measure_overlap([(0, 10)], [(0, 10)]) == 1
    assert measure_overlap([(0, 10)], [(10, 20)]) == 0
    assert measure_overlap([(0, 5), (10, 15)], [(0, 5)]) == 0.5
    assert measure_overlap([], []) == 0

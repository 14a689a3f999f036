"""When an outlet changes its article, statements follow their words, and what people decided stays."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given, settings
from hypothesis import strategies as st

from claimsite.articles import actions as article_actions
from claimsite.articles.changes import align
from claimsite.core.models import ReviewState
from claimsite.statements import actions
from claimsite.statements.anchors import build_spans, find_again
from claimsite.statements.drafts import StatementDraft
from claimsite.statements.models import Statement, StatementSpan
from tests.factories import find_place, get_spans, make_actor, make_run, make_statement, make_user, make_version

TEXT = """The harbor office said that the crane fell at dawn. “Nobody was hurt,” mayor Ida Brandal added.
The union claims that the crane was never inspected. The owner denies that the cable was old."""
FELL, HURT, INSPECTED, OLD_CABLE = "the crane fell at dawn", "Nobody was hurt", "the crane was never inspected", "the cable was old"


@pytest.fixture
def editor(db):
    return make_user("ada")


@pytest.fixture
def first(db):
    return make_version(TEXT)


def publish(version, text: str):
    """The outlet's next text, with the statements brought there."""
    newer = article_actions.add_version(version.article, text=text, title="Headline", by=None)
    return newer, actions.reanchor_statements(newer)


def check_truth(statement: Statement) -> None:
    statement.refresh_from_db()
    for span in statement.spans.all():
        assert statement.version.text[span.start_char : span.end_char] == span.exact
        assert statement.version.text[: span.start_char].endswith(span.prefix)
        assert statement.version.text[span.end_char :].startswith(span.suffix)


def test_statements_follow_their_words_and_stay_the_same_rows(first):
    rows = [make_statement(first, FELL, source="The harbor office", cue="said"), make_statement(first, INSPECTED, source="The union", cue="claims")]
    newer, result = publish(first, "Update, 10 a.m.: 🏗 the port is closed.\n" + TEXT)
    assert (result.moved, result.removed) == (2, 0)
    for row in rows:
        check_truth(row)
        assert (row.version, row.removed_in, row.withdrawn_at) == (newer, None, None)
        assert row.history.first().history_change_reason == "version 2 of the text"
    assert [role for role, _, _ in get_spans(rows[0])] == ["source", "cue", "content"]


def test_a_proposal_whose_words_are_gone_is_withdrawn_and_stays_where_it_was(first):
    row = make_statement(first, OLD_CABLE, source="The owner", cue="denies")
    newer, result = publish(first, TEXT.replace(" The owner denies that the cable was old.", ""))
    check_truth(row)
    assert (result.moved, result.removed) == (0, 1)
    assert (row.version, row.removed_in) == (first, newer)
    assert row.withdrawn_at is not None
    assert all(row.spans.values_list("is_orphaned", flat=True))


def test_where_a_decision_has_the_words_a_proposal_gives_way(first, editor):
    proposed, decided = make_statement(first, FELL), make_statement(first, INSPECTED)
    actions.correct(decided, by=editor, revision=0, spans={"content": [find_place(TEXT, FELL)]})
    newer, result = publish(first, "Update, 10 a.m.: the port is closed.\n" + TEXT)
    for row in (proposed, decided):
        check_truth(row)
    assert (result.moved, result.removed) == (1, 0)
    assert (decided.version, decided.content, decided.withdrawn_at) == (newer, FELL, None)
    assert (proposed.version, proposed.withdrawn_at is None, proposed.revision) == (first, False, 1)


def test_words_that_stay_away_are_taken_out_once(first, editor):
    row = make_statement(first, OLD_CABLE)
    actions.accept(row, by=editor, revision=0)
    without = TEXT.replace(" The owner denies that the cable was old.", "")
    second, _ = publish(first, without)
    _, result = publish(second, without.replace("at dawn", "at noon"))
    row.refresh_from_db()
    assert (result.moved, result.removed) == (0, 0)
    assert (row.version, row.removed_in, row.revision) == (first, second, 2)


def test_a_decision_stands_though_its_words_are_gone(first, editor):
    row = make_statement(first, OLD_CABLE)
    actions.accept(row, by=editor, revision=0)
    newer, _ = publish(first, TEXT.replace("the cable was old", "the cable had been replaced"))
    check_truth(row)
    assert (row.state, row.decided_by, row.withdrawn_at, row.removed_in) == (ReviewState.ACCEPTED, editor, None, newer)


def test_what_comes_back_brings_its_statement_back(first, editor):
    decided, proposed = make_statement(first, OLD_CABLE), make_statement(first, FELL)
    actions.accept(decided, by=editor, revision=0)
    second, _ = publish(first, "Nothing is left of it, the office said.")
    third, result = publish(second, TEXT)
    assert result.moved == 2
    for row in (decided, proposed):
        check_truth(row)
        assert (row.version, row.removed_in) == (third, None)
        assert not any(row.spans.values_list("is_orphaned", flat=True))
    actions.record_statements(third, run=make_run(third), drafts=[StatementDraft(content=[find_place(TEXT, FELL)], act="asserts", type="indirect")])
    proposed.refresh_from_db()
    assert proposed.withdrawn_at is None
    assert Statement.objects.count() == 2


def test_of_two_places_of_the_same_words_the_surroundings_decide(first):
    text = "Rain fell, the guard said.\nLater it cleared up. Rain fell, the pilot said."
    version = make_version(text)
    row = make_statement(version, "Rain fell, the pilot")
    second = text.rindex("Rain fell")
    StatementSpan.objects.filter(statement=row).delete()
    StatementSpan.objects.bulk_create(build_spans(row, text, {"content": [(second, second + 9)], "source": [], "cue": []}))
    newer, _ = publish(version, "Later it cleared up. Rain fell, the pilot said.\nRain fell, the guard said.")
    check_truth(row)
    assert row.version == newer
    assert newer.text[row.spans.get().end_char :].startswith(", the pilot")


def test_words_that_fit_elsewhere_only_are_taken_as_removed(first):
    row = make_statement(make_version("The guard said that it rained. Later the pilot said that it snowed."), "it rained")
    publish(row.version, "Later the pilot said that it rained.")
    check_truth(row)
    assert row.removed_in is not None


def test_where_nothing_tells_two_places_apart_a_span_has_none():
    version_text = "x " * 40
    span = StatementSpan(role="content", start_char=0, end_char=3, exact="x x", prefix="", suffix="")
    assert find_again(span, version_text + "y") is None


def test_a_changed_cue_leaves_the_statement_without_it(first):
    row = make_statement(first, INSPECTED, source="The union", cue="claims")
    publish(first, TEXT.replace("The union claims", "The union suspects"))
    check_truth(row)
    assert [role for role, _, _ in get_spans(row)] == ["source", "content"]


def test_the_next_run_finds_the_moved_proposals_and_no_decision_is_proposed_again(first, editor):
    kept, rejected = make_statement(first, FELL), make_statement(first, INSPECTED)
    actions.reject(rejected, by=editor, revision=0)
    text = "The port is closed today.\n" + TEXT
    newer, _ = publish(first, text)
    drafts = [StatementDraft(content=[find_place(text, words)], act="asserts", type="indirect", score=0.8) for words in (FELL, INSPECTED)]
    result = actions.record_statements(newer, run=make_run(newer), drafts=drafts)
    assert (result.added, result.withdrawn, result.left_out) == (0, 0, 1)
    kept.refresh_from_db()
    rejected.refresh_from_db()
    assert (kept.withdrawn_at, kept.version) == (None, newer)
    assert (rejected.state, rejected.version) == (ReviewState.REJECTED, newer)


def test_places_of_an_earlier_text_do_not_keep_the_machine_from_finding_new_statements(first, editor):
    row = make_statement(first, FELL)
    actions.accept(row, by=editor, revision=0)
    start = find_place(TEXT, FELL)[0]
    lead = "x" * start + " wind was strong, he said. "
    newer, _ = publish(first, lead + TEXT)
    draft = StatementDraft(content=[(start + 1, start + 16)], act="asserts", type="indirect")
    assert actions.record_statements(newer, run=make_run(newer), drafts=[draft]).added == 1


def test_undoing_a_correction_of_an_earlier_text_finds_the_words_in_the_new_one(first, editor):
    row = make_statement(first, FELL, actor=make_actor("Harbor office"))
    actions.correct(row, by=editor, revision=0, spans={"content": [find_place(TEXT, "the crane fell")]})
    newer, _ = publish(first, "Update from the port.\n" + TEXT)
    row.refresh_from_db()
    actions.undo(row, by=editor)
    check_truth(row)
    assert row.version == newer
    assert (row.content, row.state) == (FELL, ReviewState.PROPOSED)
    assert row.spans.get(role="content").exact == FELL


def test_undoing_goes_back_to_the_text_that_has_the_words(first, editor):
    row = make_statement(first, FELL)
    actions.correct(row, by=editor, revision=0, spans={"content": [find_place(TEXT, "the crane fell")]})
    newer, _ = publish(first, TEXT.replace("the crane fell at dawn", "the crane fell at noon"))
    row.refresh_from_db()
    assert row.version == newer
    actions.undo(row, by=editor)
    check_truth(row)
    assert (row.version, row.removed_in, row.content) == (first, newer, FELL)


def test_a_form_that_was_opened_before_is_noticed(first, editor):
    row = make_statement(first, FELL)
    publish(first, "Update.\n" + TEXT)
    with pytest.raises(actions.StaleEditError):
        actions.accept(row, by=editor, revision=0)


def test_the_number_of_queries_does_not_grow_with_the_statements(first):
    text = "\n".join(f"The clerk said that gate {n} is shut." for n in range(60))
    few, many = make_version(text), make_version(text)
    for n in range(3):
        make_statement(few, f"gate {n} is shut")
    for n in range(50):
        make_statement(many, f"gate {n} is shut")
    counts = []
    for version in (few, many):
        newer = article_actions.add_version(version.article, text="News.\n" + text, title="x", by=None)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert actions.reanchor_statements(newer).removed == 0
        counts.append(len(queries))
    assert counts[1] <= counts[0] + 2, counts


@given(st.lists(st.sampled_from(["The clerk said no. ", "Gate 1 is shut, he said. ", "Ü🏗́ fell. ", "\n", "He said no. "]), min_size=1, max_size=9), st.data())
@settings(max_examples=60, deadline=None)
def test_a_place_that_is_found_always_holds_the_words(pieces, data):
    old = "".join(pieces)
    new = "".join(data.draw(st.permutations(pieces))[data.draw(st.integers(0, 2)) :])
    start = data.draw(st.integers(0, len(old) - 1))
    end = data.draw(st.integers(start + 1, len(old)))
    span = StatementSpan(
        role="content", start_char=start, end_char=end, exact=old[start:end], prefix=old[max(0, start - 32) : start], suffix=old[end : end + 32]
    )
    place = find_again(span, new, align(old, new))
    assert place is None or new[place[0] : place[1]] == span.exact
    assert find_again(span, old, align(old, old)) == (start, end)

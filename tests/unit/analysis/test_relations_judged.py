"""What a link needs to be proposed, and counting links against a judgement by hand."""

import json

import numpy as np
import pytest

from analysis.pipeline import InputDocument
from analysis.relations.features import FEATURES
from analysis.relations.found import find_disputes, find_statements
from analysis.relations.grounds import has_grounds
from analysis.relations.judged import JudgementError, count_verdicts, lay_out, read_documents, read_judgement
from analysis.types import Reason, Relation, RelationKind, StatementInput

CONTRADICTS, SUPPORTS, REPEATS = RelationKind.CONTRADICTS, RelationKind.SUPPORTS, RelationKind.REPEATS


def signals(**values):
    described = np.zeros(len(FEATURES))
    for name, value in values.items():
        described[FEATURES.index(name)] = value
    return described


@pytest.mark.parametrize(
    ("kind", "values", "own", "expected"),
    [
        (CONTRADICTS, {"one_rejects": 1, "shared_predicates": 0.2}, 0.5, True),
        (CONTRADICTS, {"figures_clash": 1, "shared_predicates": 0.2}, 0.5, True),
        (CONTRADICTS, {"opposites": 1, "shared_predicates": 0.2}, 0.5, True),
        (CONTRADICTS, {"opposites": 1, "one_rejects": 1, "shared_predicates": 0.2}, 0.5, False),
        (CONTRADICTS, {"shared_predicates": 0.6}, 0.9, False),
        (CONTRADICTS, {"one_rejects": 1, "names_only": 1, "shared_words": 0.2}, 0.9, False),
        (CONTRADICTS, {"one_rejects": 1, "is_short": 1, "shared_predicates": 0.2}, 0.9, False),
        (CONTRADICTS, {"one_rejects": 1, "is_short": 1, "answers": 1}, 0.5, True),
        (CONTRADICTS, {"one_rejects": 1, "points_at": 1, "both_point": 1}, 0.9, False),
        (CONTRADICTS, {"one_rejects": 1, "shared_predicates": 0.2}, 0.01, False),
        (CONTRADICTS, {"one_rejects": 1, "shared_predicates": 0.2}, None, False),
        (CONTRADICTS, {"one_rejects": 1, "shared_predicates": 0.2, "same_actor": 1}, 0.9, False),
        (CONTRADICTS, {"one_rejects": 1, "shared_predicates": 0.2, "limited_and_rejects": 1}, 0.9, False),
        (CONTRADICTS, {"one_false": 1, "shared_predicates": 0.2}, 0.9, False),
        (CONTRADICTS, {"one_false": 1, "answers": 1}, 0.9, True),
        (CONTRADICTS, {"one_absent": 1, "both_reject": 1, "shared_predicates": 0.4}, 0.5, True),
        (CONTRADICTS, {"both_reject": 1, "shared_predicates": 0.4}, 0.5, False),
        (REPEATS, {"shared_predicates": 0.2}, 0.5, True),
        (REPEATS, {"shared_predicates": 0.2}, 0.1, False),
        (REPEATS, {"shared_predicates": 0.2}, None, False),
        (REPEATS, {"shared_predicates": 0.2, "nested": 1}, 0.5, False),
        (REPEATS, {"shared_predicates": 0.2, "is_short": 1}, 0.5, False),
        (REPEATS, {}, 0.9, False),
        (REPEATS, {"bare_cosine": 0.7}, 0.5, True),
        (SUPPORTS, {"shared_words": 0.2, "same_document": 1, "same_side": 1}, 0.9, False),
        (SUPPORTS, {"adjacent": 1, "one_evidence": 1, "unopposed": 1}, 0.5, True),
        (SUPPORTS, {"adjacent": 1, "one_evidence": 1}, 0.5, False),
        (SUPPORTS, {"adjacent": 1, "same_side": 1, "bare_cosine": 0.4}, 0.5, True),
        (SUPPORTS, {"adjacent": 1, "same_side": 1, "bare_cosine": 0.2}, 0.5, False),
        (SUPPORTS, {"bare_cosine": 0.4, "same_side": 1}, 0.5, False),
    ],
)
def test_grounds(kind, values, own, expected):
    assert has_grounds(kind, signals(**values), 0.6, own) is expected


def test_two_known_sides_need_nothing_opposed_in_words_where_a_contradiction_is_likely():
    plain = signals(unopposed=1, both_state=1, shared_predicates=0.2)
    assert has_grounds(CONTRADICTS, plain, 0.8, 0.8)
    assert not has_grounds(CONTRADICTS, plain, 0.6, 0.6)
    assert not has_grounds(CONTRADICTS, signals(unopposed=1, both_state=1, shared_predicates=0.2, sides_unknown=1), 0.8, 0.8)


JUDGEMENT = """# a comment
[relations]
contradicts +dry +wet
repeats|supports +wet +flooded
unclear +wet +cold

[statements]
one\t+dry\tthe cellar is dry
one\tfragment\tthe cellar
two\t-dry\tthe cellar is not dry at all
two\t+wet\tthere is water in the cellar
two\t+flooded\tthe cellar has been flooded
two\t+cold\tthe cellar is cold
"""


def stated(identifier, text, document):
    return StatementInput(identifier, text, "en", document=document)


@pytest.fixture
def judgement(tmp_path):
    path = tmp_path / "judged.txt"
    path.write_text(JUDGEMENT)
    return read_judgement(path)


@pytest.mark.parametrize(
    ("kind", "left", "right", "verdict"),
    [
        (CONTRADICTS, ("the cellar is dry", "one"), ("the cellar is not dry at all", "two"), "right"),
        (CONTRADICTS, ("the cellar is dry", "one"), ("there is water in the cellar", "two"), "right"),
        (REPEATS, ("the cellar is dry", "one"), ("there is water in the cellar", "two"), "wrong"),
        (SUPPORTS, ("there is water in the cellar", "two"), ("the cellar has been flooded", "two"), "right"),
        (CONTRADICTS, ("there is water in the cellar", "two"), ("the cellar is cold", "two"), "unclear"),
        (REPEATS, ("the cellar", "one"), ("there is water in the cellar", "two"), "wrong"),
        (REPEATS, ("the cellar is cold", "two"), ("so the cellar is cold", "two"), "wrong"),
        (REPEATS, ("the attic burns", "one"), ("there is water in the cellar", "two"), "not judged"),
        (REPEATS, ("the cellar is dry", "three"), ("there is water in the cellar", "two"), "not judged"),
    ],
)
def test_verdicts(judgement, kind, left, right, verdict):
    assert judgement.judge(kind, stated("a", *left), stated("b", *right)) == verdict


def test_the_table_counts_by_relation_and_score(judgement):
    statements = [stated("a", "the cellar is dry", "one"), stated("b", "the cellar is not dry at all", "two"), stated("c", "the cellar is cold", "two")]
    relations = [Relation("a", "b", CONTRADICTS, 0.9, Reason("", "")), Relation("a", "c", CONTRADICTS, 0.6, Reason("", ""))]
    table = lay_out(count_verdicts(relations, statements, judgement))
    assert "| contradicts | 0.85–1.00 | 1 | 0 | 0 | 0 | 100 |" in table
    assert "| contradicts | all | 1 | 1 | 0 | 0 | 50 |" in table
    assert "| repeats | all | 0 | 0 | 0 | 0 | – |" in table


@pytest.mark.parametrize("line", ["[statements]\none\tthe cellar", "[statements]\none\tdry\tthe cellar", "[relations]\ncontradicts +dry"])
def test_malformed_judgements_name_the_line(tmp_path, line):
    path = tmp_path / "judged.txt"
    path.write_text(line)
    with pytest.raises(JudgementError, match=r"judged\.txt:2"):
        read_judgement(path)


def test_the_judgement_of_the_samples_can_be_read():
    judgement = read_judgement()
    assert len(judgement.statements) == 19
    named = {label[1:] for each in judgement.statements.values() for _, labels in each for label in labels}
    assert all(label[1:] in named for pair in judgement.relations for label in pair)


TEXT = "The harbor is safe, the mayor said on Monday. The harbor is not safe at all, the pilots said."


def test_statements_are_found_with_their_places(tmp_path):
    (tmp_path / "01-harbor.en.txt").write_text(f"title: Harbor\nlanguage: en\npublished: 2024-05-01\n\n{TEXT}\n")
    (document,) = read_documents(tmp_path)
    assert document == InputDocument("01-harbor.en", TEXT, "en", "2024-05-01")
    found = find_statements([document])
    assert [" ".join(span.of(TEXT) for span in spans) for _, spans in found] == [statement.text for statement, _ in found]
    assert all(statement.document == "01-harbor.en" and statement.published == "2024-05-01" for statement, _ in found)


def test_found_statements_take_the_links_of_the_gold_ones_that_they_match(tmp_path):
    def content(words):
        return [{"start": TEXT.index(words), "end": TEXT.index(words) + len(words), "text": words}]

    record = {
        "dispute": "harbor",
        "articles": [{"id": "a1", "language": "en", "published": "2024-05-01", "text": TEXT}],
        "statements": [
            {"id": "s1", "article": "a1", "content": content("The harbor is safe")},
            {"id": "s2", "article": "a1", "content": content("The harbor is not safe at all")},
        ],
        "links": [{"a": "s1", "b": "s2", "relation": "contradicts"}],
    }
    (tmp_path / "harbor.json").write_text(json.dumps(record))
    (dispute,) = find_disputes(tmp_path)
    assert [s.text for s in dispute.statements] == ["The harbor is safe", "The harbor is not safe at all"]
    assert list(dispute.links.values()) == [CONTRADICTS]
    assert not dispute.uncertain
    (tmp_path / "harbor.json").write_text(json.dumps(record | {"statements": record["statements"][:1]}))
    (dispute,) = find_disputes(tmp_path)
    assert not dispute.links

"""Scores worked out by hand on a text of a few words."""

import json

import pytest

from analysis.evaluation import ScoringError, main_table, score_attributions, score_relations

TEXT = "“abcdefghij.” said Ann. klmnopqrst, Bob thinks."
#       0 12345678910 11..       24


def spans(*pairs):
    return [{"start": start, "end": end} for start, end in pairs]


def attribution(content, source=(), cue=(), **more):
    return {"content": spans(*content), "source": spans(*source), "cue": spans(*cue), **more}


FIRST = attribution([(1, 11)], [(19, 22)], [(14, 18)], type="direct", act="asserts", actor="Ann")
SECOND = attribution([(24, 34)], [(36, 39)], [(40, 46)], type="indirect", act="speculates", actor="Bob")


def document(*attributions, name="d"):
    return {"document": name, "text": TEXT, "attributions": list(attributions)}


def test_text_is_as_the_spans_say():
    assert [TEXT[1:11], TEXT[19:22], TEXT[14:18]] == ["abcdefghij", "Ann", "said"]
    assert [TEXT[24:34], TEXT[36:39], TEXT[40:46]] == ["klmnopqrst", "Bob", "thinks"]


def test_perfect_output_with_other_conventions_about_quotation_marks():
    given = attribution([(0, 13)], [(19, 23)], [(14, 18)], act="asserts", actor="Ann")
    scores = score_attributions([document(FIRST)], [document(given)])
    assert scores.characters.f1 == scores.match[0.8].f1 == scores.joint[0.8].f1 == 1.0
    assert {k: s.value for k, s in scores.matched.items()} == {"source": 1.0, "cue": 1.0, "act": 1.0, "actor": 1.0, "actor or alias": 1.0}


def test_half_a_content_one_wrong_source_and_one_too_many():
    system = document(
        attribution([(1, 7)], [(19, 22)], [(19, 22)], act="denies", actor="Ann"),  # 6 of 10 characters
        attribution([(24, 34)], [(19, 22)], [(40, 46)], act="speculates", actor="Ann"),  # all, wrong source
        attribution([(40, 46)]),  # nothing of the kind in gold
    )
    scores = score_attributions([document(FIRST, SECOND)], [system])
    assert (scores.match[0.5].hits, scores.match[0.5].system, scores.match[0.5].gold) == (2, 3, 2)
    assert scores.match[0.5].f1 == pytest.approx(0.8)
    assert (scores.match[0.8].hits, scores.joint[0.5].hits, scores.joint[0.8].hits) == (1, 1, 0)
    assert scores.characters.precision == pytest.approx(16 / 22)
    assert scores.characters.recall == pytest.approx(16 / 20)
    assert (scores.recall["direct"].value, scores.recall["indirect"].value) == (1.0, 1.0)
    assert {k: (s.right, s.total) for k, s in scores.matched.items()} == {
        "source": (1, 2),
        "cue": (1, 2),
        "act": (1, 2),
        "actor": (1, 2),
        "actor or alias": (1, 2),
    }
    assert scores.confusions == {("asserts", "denies"): 1}


def test_one_long_content_is_paired_only_once():
    scores = score_attributions([document(FIRST, SECOND)], [document(attribution([(1, 34)]))])
    assert scores.match[0.5].hits == 0
    assert scores.characters.recall == 1.0
    both_halves = score_attributions([document(attribution([(1, 11)]))], [document(attribution([(1, 6)]), attribution([(6, 11)]))])
    assert both_halves.match[0.5].hits == 1


def test_no_source_on_both_sides_is_right_on_one_side_wrong():
    bare = attribution([(1, 11)])
    assert score_attributions([document(bare)], [document(bare)]).joint[0.5].hits == 1
    assert score_attributions([document(bare)], [document(FIRST)]).joint[0.5].hits == 0
    assert score_attributions([document(FIRST)], [document(bare)]).joint[0.5].hits == 0


def test_missing_and_surplus_documents():
    scores = score_attributions([document(FIRST), document(SECOND, name="e")], [document(FIRST), document(FIRST, name="x")])
    assert (scores.documents, scores.missing) == (2, 1)
    assert (scores.match[0.5].hits, scores.match[0.5].system, scores.match[0.5].gold) == (1, 1, 2)


def test_spans_beyond_the_text_do_not_count_and_nothing_scores_nothing():
    assert score_attributions([document(FIRST)], [document(attribution([(900, 999)]))]).match[0.5].hits == 0
    empty = score_attributions([], [])
    assert (empty.documents, empty.characters.f1) == (0, 0.0)


def test_relations_by_hand():
    gold = [("d/1", "d/2", "contradicts"), ("d/1", "d/3", "repeats"), ("d/2", "d/3", "contradicts"), ("e/1", "e/2", "supports")]
    system = [("d/2", "d/1", "contradicts"), ("d/1", "d/3", "contradicts"), ("e/1", "d/1", "repeats")]
    scores = score_relations(*([dict(zip(("a", "b", "relation"), link, strict=True)) for link in links] for links in (gold, system)))
    contradicts = scores.kinds["contradicts"]
    assert (contradicts.hits, contradicts.system, contradicts.gold) == (1, 2, 2)
    assert contradicts.f1 == 0.5
    assert scores.kinds["repeats"].f1 == scores.kinds["supports"].f1 == 0.0
    assert (scores.linked.hits, scores.linked.system, scores.linked.gold) == (2, 3, 4)
    assert (scores.crossing, scores.reversed) == (1, 1)


def test_table_and_bad_files(tmp_path):
    gold, system, broken = tmp_path / "gold.jsonl", tmp_path / "system.jsonl", tmp_path / "broken.jsonl"
    gold.write_text(json.dumps(document(FIRST)) + "\n\n")
    system.write_text(json.dumps(document(FIRST)))
    broken.write_text("{}\n[1]\n")
    table = main_table(gold, system)
    assert table.splitlines()[0] == "1 documents, 0 without system output"
    assert "joint@0.8              P 100.0  R 100.0  F 100.0   (1 hits, 1 system, 1 gold)" in table
    with pytest.raises(ScoringError, match=r"no 'document'"):
        main_table(gold, broken)
    broken.write_text("[1]\n")
    with pytest.raises(ScoringError, match=r"broken\.jsonl:1: not an object"):
        main_table(gold, broken)
    broken.write_text('{"document": "d", "text": "x", "attributions": [{}]}')
    with pytest.raises(ScoringError, match="document 'd'"):
        main_table(broken, system)

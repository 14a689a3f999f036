"""Two articles about one mill, and what is to be known of the claims that come of them."""

from __future__ import annotations

from claimsite.claims import actions
from claimsite.claims.models import Claim, ClaimRelation, ClaimStatement, RelationEvidence, Topic
from tests.factories import make_side, make_statement, make_version

A_TEXT = "The mill has burnt down, said Olla. It was no fire, said Bert. The mill is insured, said Olla. Bert declined to comment on the insurance."
B_TEXT = "Olla repeats: the mill burnt down on Friday. Bert denies that the mill burnt at all. The river is high."


def why(text="Same words."):
    return {"en": text, "de": text}


class Two:
    """Two articles about one mill, by two sides."""

    def __init__(self):
        olla, bert = make_side("Olla"), make_side("Bert")
        self.a, self.b = make_version(A_TEXT), make_version(B_TEXT, published_on="2024-03-09")
        self.burnt = make_statement(self.a, "The mill has burnt down", actor=olla, score=0.9)
        self.no_fire = make_statement(self.a, "It was no fire", actor=bert, act="denies")
        self.insured = make_statement(self.a, "The mill is insured", actor=olla)
        self.declined = make_statement(self.a, "the insurance", actor=bert, act="declines")
        self.again = make_statement(self.b, "the mill burnt down on Friday", actor=olla)
        self.at_all = make_statement(self.b, "the mill burnt at all", actor=bert, act="denies")
        self.river = make_statement(self.b, "The river is high", actor=make_side("Weather service"))
        self.of_a = [self.burnt, self.no_fire, self.insured, self.declined]
        self.of_b = [self.again, self.at_all, self.river]

    def read_a(self, *links):
        actions.group_statements(self.of_a, links, run=self.a.runs.first())

    def read_b(self, *links):
        actions.group_statements(self.of_b, links, run=self.b.runs.first())


def claim_of(statement):
    return Claim.objects.get(claim_statements__in=ClaimStatement.objects.standing().filter(statement=statement), merged_into__isnull=True)


def stance_of(statement):
    return ClaimStatement.objects.standing().get(statement=statement).stance


def describe_all():
    """Everything that a second run with the same input must leave alone."""
    return [
        list(model.objects.order_by("id").values())
        for model in (Claim, ClaimStatement, ClaimRelation, Topic)
    ] + [sorted(RelationEvidence.objects.values_list("statement_a", "statement_b", "kind", "score", "relation"))]  # fmt: skip

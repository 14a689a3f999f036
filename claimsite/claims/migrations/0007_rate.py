"""Rates what waits by the time of the change; from then on `needs.rate_claims` does."""

from django.db import migrations, models
from django.db.models import Case, Exists, F, OuterRef, Q, Value, When
from django.db.models.functions import Cast, Coalesce, Round

UNSURE, UNDISPUTED, SEEN_OFTEN = 500, 2000, 3
STANDING = Q(withdrawn_at__isnull=True) & ~Q(state="rejected")
WAITING = {"state": "proposed", "withdrawn_at__isnull": True}


def measure(is_contested):
    sureness = Coalesce(Cast(Round(F("score") * 1000), models.IntegerField()), Value(UNSURE))
    return sureness + Case(When(is_contested, then=Value(0)), default=Value(UNDISPUTED), output_field=models.IntegerField())


def rate(apps, schema_editor):
    statements, members = apps.get_model("statements", "Statement"), apps.get_model("claims", "ClaimStatement")
    relations, claims = apps.get_model("claims", "ClaimRelation"), apps.get_model("claims", "Claim")
    pairs = relations.objects.filter(STANDING, kind="contradicts").values_list("claim_a", "claim_b")
    contradicted = sorted({pk for pair in pairs for pk in pair})
    relations.objects.filter(**WAITING).update(need=measure(Q(kind="contradicts")))
    merged = list(claims.objects.filter(merged_into__isnull=False).values_list("pk", flat=True))
    for each in chunks(merged):
        relations.objects.filter(Q(claim_a__in=each) | Q(claim_b__in=each)).update(need=None)
    others = members.objects.filter(STANDING, claim=OuterRef("claim")).exclude(pk=OuterRef("pk"))
    members.objects.filter(Exists(others), **WAITING).update(need=measure(Q(pk__in=[])))
    statements.objects.filter(**WAITING).update(need=measure(Q(pk__in=[])))
    for each in chunks(contradicted):
        rows = members.objects.filter(STANDING, claim__in=each)
        rows.filter(need__isnull=False).update(need=measure(Q(pk__isnull=False)))
        statements.objects.filter(pk__in=rows.values("statement")).update(need=measure(Q(pk__isnull=False)))
    for each in chunks(merged):
        members.objects.filter(claim__in=each).update(need=None)
    familiar = statements.objects.filter(actor=OuterRef("actor")).order_by().values("pk")[SEEN_OFTEN : SEEN_OFTEN + 1]
    doubtful = Q(actor__isnull=True) | ~Q(alternatives=[]) | ~Exists(familiar)
    statements.objects.filter(doubtful, **WAITING).update(has_doubtful_speaker=True)


def chunks(ids, size=1000):
    return (ids[start : start + size] for start in range(0, len(ids), size))


class Migration(migrations.Migration):
    dependencies = [("claims", "0006_queue_order")]
    operations = [migrations.RunPython(rate, migrations.RunPython.noop)]

"""Sides that are there already get their colors and marks."""

from django.db import migrations


def number_sides(apps, schema_editor):
    """By how often they speak; neighbors are not looked at, for most sites are young."""
    Actor = apps.get_model("statements", "Actor")
    Statement = apps.get_model("statements", "Statement")
    said = {}
    for side in Statement.objects.filter(side__isnull=False).order_by().values_list("side", flat=True):
        said[side] = said.get(side, 0) + 1
    for number, side in enumerate(sorted(said, key=lambda pk: (-said[pk], pk))):
        Actor.objects.filter(pk=side, palette_number__isnull=True).update(palette_number=number % 64)


class Migration(migrations.Migration):
    dependencies = [("claims", "0002_initial"), ("statements", "0003_palette_number")]
    operations = [migrations.RunPython(number_sides, migrations.RunPython.noop, elidable=True)]

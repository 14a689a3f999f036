"""The full-text index, in the way of the database."""

from django.db import migrations

from claimsite.statements import search


def create(apps, schema_editor):
    search.rebuild(schema_editor.connection)


def drop(apps, schema_editor):
    search.drop(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("statements", "0001_initial")]

    operations = [migrations.RunPython(create, drop)]

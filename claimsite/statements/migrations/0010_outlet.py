from django.db import migrations, models


def fill(apps, schema_editor):
    """Each statement gets its article's outlet."""
    statements, articles = (apps.get_model(*name) for name in (("statements", "Statement"), ("articles", "Article")))
    own = articles.objects.using(schema_editor.connection.alias).filter(pk=models.OuterRef("article_id")).values("outlet")[:1]
    statements.objects.using(schema_editor.connection.alias).filter(outlet=None).update(outlet=models.Subquery(own))


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0006_web_addresses'),
        ('statements', '0009_local_names'),
    ]

    operations = [
        migrations.AddField(
            model_name='statement',
            name='outlet',
            field=models.ForeignKey(db_index=False, editable=False, null=True, on_delete=models.deletion.PROTECT, related_name='+', to='articles.outlet'),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop, elidable=True),
    ]

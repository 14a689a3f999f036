from django.db import migrations, models

_NARROWED_BY = ['act', 'language', 'state', 'withdrawn_at', 'copy_of']
_INDEXES = {
    'statement_newest_narrowed': ['-published_on', '-id', *_NARROWED_BY, 'side', 'outlet'],
    'statement_side_narrowed': ['side', '-published_on', '-id', *_NARROWED_BY, 'outlet'],
    'statement_actor_narrowed': ['actor', '-published_on', '-id', *_NARROWED_BY, 'side', 'outlet'],
    'statement_outlet_narrowed': ['outlet', '-published_on', '-id', *_NARROWED_BY, 'side'],
    'statement_side_outlet_narrowed': ['side', 'outlet', '-published_on', '-id', *_NARROWED_BY],
}
_MADE_ANEW = ('statement_newest_narrowed', 'statement_side_narrowed', 'statement_actor_narrowed')


class Migration(migrations.Migration):

    dependencies = [
        ('statements', '0010_outlet'),
    ]

    operations = [
        *(migrations.RemoveIndex(model_name='statement', name=name) for name in _MADE_ANEW),
        migrations.AlterField(
            model_name='statement',
            name='outlet',
            field=models.ForeignKey(db_index=False, editable=False, on_delete=models.deletion.PROTECT, related_name='+', to='articles.outlet'),
        ),
        *(migrations.AddIndex(model_name='statement', index=models.Index(fields=fields, name=name)) for name, fields in _INDEXES.items()),
    ]

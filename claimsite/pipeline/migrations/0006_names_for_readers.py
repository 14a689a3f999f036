"""Names for readers of each language, for actors that were stored without."""

from django.db import migrations


def name_actors(apps, schema_editor):
    from claimsite.pipeline.naming import list_batches, name_batch

    actors, names, history = (apps.get_model("statements", name) for name in ("Actor", "ActorName", "HistoricalActor"))
    for ids in list_batches(actors):
        actors.objects.bulk_update(name_batch(ids, actors, names, history), ["local_names"], batch_size=100)


class Migration(migrations.Migration):
    dependencies = [
        ("pipeline", "0005_feed_entry"),
        ("statements", "0009_local_names"),
    ]

    operations = [migrations.RunPython(name_actors, migrations.RunPython.noop)]

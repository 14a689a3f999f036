"""The three roles, as groups."""

from django.db import migrations

ROLES = ("reader", "editor", "admin")


def create_roles(apps, schema_editor):
    group = apps.get_model("auth", "Group")
    for name in ROLES:
        group.objects.using(schema_editor.connection.alias).get_or_create(name=name)


class Migration(migrations.Migration):
    dependencies = [("core", "0001_initial"), ("auth", "0012_alter_user_first_name_max_length")]

    # Going back keeps the groups: people may be in them.
    operations = [migrations.RunPython(create_roles, migrations.RunPython.noop)]

"""Hosts of outlets and addresses of articles get rows of their own."""

from django.db import migrations

from claimsite.articles.addresses import AddressError, get_host, make_key


def fill(apps, schema_editor):
    """What stands in the columns; an address that is a variant of an earlier article's stays that article's."""
    get = lambda name: apps.get_model("articles", name)  # noqa: E731
    for outlet in get("Outlet").objects.exclude(host=None).exclude(host=""):
        try:
            host = get_host(f"https://{outlet.host}/")
        except AddressError:
            continue
        get("OutletHost").objects.get_or_create(host=host, defaults={"outlet": outlet})
    for article in get("Article").objects.exclude(url=None).order_by("id").iterator():
        try:
            key = make_key(article.url)
        except AddressError:
            continue
        get("ArticleAddress").objects.get_or_create(key=key, defaults={"article": article, "url": article.url})


class Migration(migrations.Migration):
    dependencies = [("articles", "0003_addresses_originals_and_copies")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop, elidable=True)]

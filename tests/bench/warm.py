"""The site as `claimsite.wsgi`, with what its first answer needs at hand before it is forked: a process that replaces a killed one works at once."""

from claimsite.wsgi import application  # isort: skip – models can be read once this has set Django up

from django.db import connections
from django.test import Client

from claimsite.statements.models import Statement

__all__ = ["application"]

_first = Statement.objects.order_by("pk").values_list("pk", flat=True).first()
for _path in ("/", f"/statements/{_first}/", "/login/"):
    Client(raise_request_exception=False).get(_path, headers={"host": "127.0.0.1"})
# Connections must not be shared by processes.
connections.close_all()

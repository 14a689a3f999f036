"""For gunicorn and other WSGI servers."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "claimsite.settings")
application = get_wsgi_application()

from django.urls import get_resolver  # noqa: E402 – the site must be there first

from claimsite.core.collecting import look_less_often  # noqa: E402

_ = get_resolver().url_patterns  # the views, which the first request would load
look_less_often()

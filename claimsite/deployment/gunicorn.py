"""How gunicorn runs the site, in the demo and in a deployment: `gunicorn --config python:claimsite.deployment.gunicorn claimsite.wsgi`.

Whatever stands on the command line (`--bind`, `--workers`) comes before this.
"""

from __future__ import annotations

import os
from typing import Any

bind = os.environ.get("BIND", "127.0.0.1:8000")
workers = int(os.environ.get("WEB_PROCESSES", "2"))
#: One process at work leaves its other threads free to answer.
threads = int(os.environ.get("WEB_THREADS", "4"))
timeout = 60
#: On SIGTERM no new request is taken, and those at work have so long.
graceful_timeout = 30
keepalive = 5
control_socket_disable = True
_FORMATTER = "JsonFormatter" if os.environ.get("LOG_FORMAT") == "json" else "PlainFormatter"
# No access log: the site writes its own, without addresses of people.
logconfig_dict: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"chosen": {"()": f"claimsite.core.logs.{_FORMATTER}"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "chosen"}},
    "root": {"level": "WARNING", "handlers": ["console"]},
    "loggers": {"gunicorn.error": {"level": "INFO", "handlers": ["console"], "propagate": False}, "gunicorn.access": {"handlers": [], "propagate": False}},
}


def when_ready(server: Any) -> None:
    """Forget what processes counted that are gone."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "claimsite.settings")
    from django.conf import settings

    _ = settings.VAR_DIR  # the settings say where counts are kept
    from claimsite.core.metrics import clear_counts

    clear_counts()

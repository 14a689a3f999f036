"""What faces the web: key, hosts, https, static files."""

from __future__ import annotations

import stat
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders

from claimsite.deployment.doctor.findings import Finding, fail, say_ok, warn

_LOCAL = {"localhost", "127.0.0.1", "[::1]", "::1", "testserver"}
LEAST_KEY = 50
_COLLECT = "Run manage.py collectstatic."


def check_key() -> Iterator[Finding]:
    """Whether the key is long, and nobody else's to read."""
    key, path = str(settings.SECRET_KEY), Path(settings.VAR_DIR) / "secret_key"
    if len(key) < LEAST_KEY or len(set(key)) < 5 or key.startswith("django-insecure-"):
        yield fail("secret-key", "the secret key is too easy to guess: sessions can be forged", "Set SECRET_KEY to 50 or more characters that chance chose.")
    elif path.is_file() and stat.S_IMODE(path.stat().st_mode) & 0o077:
        yield fail("secret-key-readable", f"others on this machine may read {path}", f"Run chmod 600 {path}.")
    else:
        yield say_ok("secret-key", "the secret key is long and its owner's alone")


def check_hosts() -> Iterator[Finding]:
    """Whether the site answers by its own names only."""
    if "*" in settings.ALLOWED_HOSTS:
        yield fail("allowed-hosts", "the site answers by any name, which lets others send links in its name", "Set ALLOWED_HOSTS to the site's names.")
    elif is_local():
        yield warn("allowed-hosts", "the site answers on this machine only", "Set ALLOWED_HOSTS to the site's names.")
    else:
        yield say_ok("allowed-hosts", f"the site answers by {', '.join(settings.ALLOWED_HOSTS)}")


def is_local() -> bool:
    """Whether nobody else is meant to use the site."""
    return set(settings.ALLOWED_HOSTS) <= _LOCAL


def check_https() -> Iterator[Finding]:
    """Whether passwords and sessions travel safely."""
    if settings.SECURE_SSL_REDIRECT and settings.SESSION_COOKIE_SECURE and settings.CSRF_COOKIE_SECURE and settings.SECURE_HSTS_SECONDS:
        yield say_ok("https", "https only")
    elif is_local():
        yield say_ok("https", "no https, and nobody from elsewhere")
    else:
        yield fail("https", "passwords and sessions travel unprotected", "Put a proxy with a certificate in front and set HTTPS=1; see docs/deploy.md.")


def check_debug() -> Iterator[Finding]:
    """Whether faults show the code to everybody."""
    if settings.DEBUG:
        yield fail("debug", "DEBUG is on: whoever meets a fault sees code and settings", "Unset DEBUG.")
    else:
        yield say_ok("debug", "faults show nothing of the code")


def check_static() -> Iterator[Finding]:
    """Whether the static files are those of this code."""
    root = Path(settings.STATIC_ROOT)
    manifest = root / "staticfiles.json"
    found = [storage.path(path) for finder in get_finders() for path, storage in finder.list([])]
    if not settings.DEBUG and not manifest.is_file():
        yield fail("static-missing", "the static files are not collected: pages have no style and answer 500", _COLLECT)
    elif not settings.DEBUG and max((Path(path).stat().st_mtime for path in found), default=0.0) > manifest.stat().st_mtime:
        yield warn("static-stale", "static files have changed since they were collected", _COLLECT)
    else:
        yield say_ok("static", f"{len(found)} static files")

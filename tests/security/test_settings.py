"""What a deployment gets from its variables: checks, headers, cookies and the key."""

from __future__ import annotations

import json
import os
import secrets
import stat
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from claimsite.core.headers import PERMISSIONS_POLICY
from claimsite.core.secret_key import read_or_make

ROOT = Path(__file__).resolve().parents[2]
#: What a page, a redirect and a cookie look like behind https; printed as JSON.
LOOK = """
import json, django
django.setup()
from django.conf import settings
from django.test import Client
from claimsite.core.context import THEME_COOKIE
client = Client(headers={"host": "claims.example"}, enforce_csrf_checks=True)
plain = client.get("/login/")
page = client.get("/login/", headers={"X-Forwarded-Proto": "https"})
cookie = client.cookies[settings.CSRF_COOKIE_NAME]
print(json.dumps({
    "plain": [plain.status_code, plain.get("Location", "")],
    "headers": dict(page.headers),
    "names": [settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME, settings.LANGUAGE_COOKIE_NAME, THEME_COOKIE],
    "cookie": [cookie.key, cookie["secure"], cookie["httponly"], cookie["domain"], cookie["path"]],
    "secure": [settings.SESSION_COOKIE_SECURE, settings.CSRF_COOKIE_SECURE, settings.LANGUAGE_COOKIE_SECURE],
}))
"""


def run(tmp_path: Path, *command: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """A process of a deployment behind https."""
    given = {"HTTPS": "1", "ALLOWED_HOSTS": "claims.example", "SECRET_KEY": secrets.token_urlsafe(60), "CLAIMSITE_VAR": str(tmp_path), **variables}
    environment = {"PATH": os.environ["PATH"], "DJANGO_SETTINGS_MODULE": "claimsite.settings", "OMP_NUM_THREADS": "1", **given}
    return subprocess.run([sys.executable, *command], cwd=ROOT, env=environment, capture_output=True, text=True, check=False)


def test_the_check_of_a_deployment_finds_nothing(tmp_path):
    result = run(tmp_path, "manage.py", "check", "--deploy", "--fail-level", "WARNING")
    assert result.returncode == 0, result.stderr
    assert "no issues" in result.stdout
    result = run(tmp_path, "manage.py", "check", "--deploy", "--fail-level", "WARNING", HSTS_SUBDOMAINS="1")
    assert "no issues (0 silenced)" in result.stdout, result.stderr


@pytest.mark.hostile("accounts.cookie-flags", "sharing.frames")
def test_pages_behind_https(tmp_path):
    result = run(tmp_path, "-c", LOOK, DEBUG="1")
    assert result.returncode == 0, result.stderr
    seen = json.loads(result.stdout)
    assert seen["plain"] == [301, "https://claims.example/login/"]
    assert all(name.startswith("__Host-") for name in seen["names"])
    assert seen["cookie"] == ["__Host-csrftoken", True, True, "", "/"]
    assert seen["secure"] == [True, True, True]
    headers = seen["headers"]
    assert headers["Strict-Transport-Security"] == "max-age=31536000"
    policy = dict(part.strip().split(" ", 1) for part in headers["Content-Security-Policy"].split(";") if " " in part.strip())
    assert not [part for part in policy.values() if "unsafe" in part or "*" in part or "http" in part]
    assert policy["default-src"] == policy["form-action"] == "'self'"
    assert policy["object-src"] == policy["base-uri"] == policy["frame-ancestors"] == "'none'"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert headers["Permissions-Policy"] == PERMISSIONS_POLICY
    assert "Server" not in headers
    assert "X-Powered-By" not in headers


def test_the_key_is_made_once_and_nobody_else_reads_it(tmp_path):
    path = tmp_path / "own" / "secret_key"
    path.parent.mkdir()
    with ThreadPoolExecutor(16) as pool:
        keys = set(pool.map(lambda _: read_or_make(path), range(64)))
    assert len(keys) == 1
    assert len(keys.pop()) >= 64
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [each.name for each in path.parent.iterdir()] == ["secret_key"]
    path.write_text("")
    with pytest.raises(RuntimeError, match="holds no key"):
        read_or_make(path)


def test_the_site_makes_its_key_at_the_first_start(tmp_path):
    keys = [run(tmp_path, "-c", "from django.conf import settings; print(settings.SECRET_KEY)", SECRET_KEY="").stdout for _ in range(2)]
    assert keys[0] == keys[1]
    assert keys[0].strip() == (tmp_path / "secret_key").read_text()


def test_no_key_and_no_password_is_in_the_repository():
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode:
        pytest.skip("no repository here")
    names = listed.stdout.splitlines()
    assert not [name for name in names if Path(name).name in ("secret_key", ".env") or name.startswith("var/") or name.endswith((".pem", ".key", ".sqlite3"))]
    ignored = (ROOT / ".gitignore").read_text()
    assert "/var/" in ignored
    assert ".env" in ignored

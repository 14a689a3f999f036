"""Makes the pictures of docs/screenshots anew: a site of its own with the sample articles, Chromium, and nothing left behind.

usage: python -m tools.screenshots
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "docs" / "screenshots"
EDITOR, PASSWORD = "editor", "only for pictures"  # of a site that lives for a minute
#: Name, address, width, height, and what else differs from a wide, light, English page.
PICTURES: list[tuple[str, str, int, int, set[str]]] = [
    ("home", "/", 1280, 900, set()),
    ("article", "/articles/5/", 1280, 900, set()),
    ("article-narrow", "/articles/5/", 390, 844, set()),
    ("compare", "/compare/", 1280, 900, set()),
    ("compare-dark-german", "/compare/", 1280, 900, {"dark", "german"}),
    ("compare-narrow", "/compare/", 390, 844, set()),
    ("statements", "/statements/?act=denies", 1280, 900, set()),
    ("speaker", "/actors/russia/", 1280, 900, set()),
    ("review", "/workbench/", 1280, 900, {"editor"}),
]


def main() -> None:
    """Prepare, serve, photograph, stop."""
    with tempfile.TemporaryDirectory() as folder:
        environment = os.environ | {"CLAIMSITE_VAR": folder, "DEBUG": "1", "LOG_LEVEL": "ERROR", "OMP_NUM_THREADS": "1"}
        environment.pop("DATABASE_URL", None)
        for command in (["migrate", "-v0"], ["compile_translations"], ["load_samples"]):
            subprocess.run([sys.executable, "manage.py", *command], cwd=ROOT, env=environment, check=True)
        add_editor(environment)
        port = find_port()
        server = subprocess.Popen([sys.executable, "manage.py", "runserver", "--noreload", f"127.0.0.1:{port}"], cwd=ROOT, env=environment)
        try:
            wait_for(f"http://127.0.0.1:{port}/method/")
            photograph(f"http://127.0.0.1:{port}")
        finally:
            server.terminate()
            server.wait()


def add_editor(environment: dict[str, str]) -> None:
    """Whoever sees the queue."""
    code = (
        "from claimsite.core.models import User; from django.contrib.auth.models import Group; "
        f"User.objects.create_user({EDITOR!r}, password={PASSWORD!r}).groups.add(Group.objects.get(name='editor'))"
    )
    subprocess.run([sys.executable, "manage.py", "shell", "-c", code], cwd=ROOT, env=environment, check=True, stdout=subprocess.DEVNULL)


def find_port() -> int:
    """One that is free now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(address: str) -> None:
    """Until the site answers."""
    for _ in range(150):
        try:
            with urllib.request.urlopen(address, timeout=5):  # noqa: S310 – our own address
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
    raise SystemExit("the site did not start")


def photograph(site: str) -> None:
    """One picture each; the browser waits for fonts, so that none shows another."""
    from playwright.sync_api import sync_playwright

    chromium = shutil.which("chromium")
    if chromium is None:
        raise SystemExit("chromium is missing (Debian: apt install chromium)")
    FOLDER.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        for name, path, width, height, options in PICTURES:
            scheme = "dark" if "dark" in options else "light"
            locale = "de-DE" if "german" in options else "en-US"
            context = browser.new_context(viewport={"width": width, "height": height}, color_scheme=scheme, locale=locale, reduced_motion="reduce")
            page = context.new_page()
            if "editor" in options:
                page.goto(f"{site}/login/")
                page.get_by_label("Username").fill(EDITOR)
                page.get_by_label("Password").fill(PASSWORD)
                page.locator("main").get_by_role("button").first.click()
                page.wait_for_url(lambda url: "/login/" not in url)
            page.goto(site + path)
            page.evaluate("document.fonts.ready")
            page.wait_for_load_state("networkidle")
            page.screenshot(path=FOLDER / f"{name}.png")
            context.close()
            print(f"{name}.png {(FOLDER / f'{name}.png').stat().st_size // 1024} KB")
        browser.close()


if __name__ == "__main__":
    main()

"""Makes the pictures of docs/screenshots anew: a site of its own with the sample articles, Chromium, and nothing left behind.

usage: python -m tools.screenshots [FOLDER]

FOLDER keeps the site for the next run.
"""

from __future__ import annotations

import sys
from pathlib import Path

from tools.sample_site import EDITOR, PASSWORD, ROOT, find_chromium, serve_samples

FOLDER = ROOT / "docs" / "screenshots"
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
    with serve_samples(Path(sys.argv[1]) if len(sys.argv) > 1 else None) as site:
        photograph(site)


def photograph(site: str) -> None:
    """One picture each; the browser waits for fonts, so that none shows another."""
    from playwright.sync_api import sync_playwright

    FOLDER.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=["--no-sandbox", "--disable-gpu"])
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
            page.wait_for_load_state("networkidle")
            page.reload()  # a font that comes late waits for the next page
            page.evaluate("document.fonts.ready")
            page.wait_for_load_state("networkidle")
            page.screenshot(path=FOLDER / f"{name}.png")
            context.close()
            print(f"{name}.png {(FOLDER / f'{name}.png').stat().st_size // 1024} KB")
        browser.close()


if __name__ == "__main__":
    main()

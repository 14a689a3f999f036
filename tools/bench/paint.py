"""Measures when a page's largest part is painted, in Chromium whose processor is slowed down, on a local server with the sample articles.

usage: python -m tools.bench.paint [--folder FOLDER] [--times 5] [--slower 4]

FOLDER keeps the site for the next run. Each page is opened with an empty cache, as by somebody who comes for the first time; what counts is the median.
"""

from __future__ import annotations

import argparse
import statistics
from pathlib import Path
from typing import Any

from tools.sample_site import find_chromium, serve_samples

#: A narrow telephone would hide what a wide screen must lay out.
VIEWPORT: Any = {"width": 1280, "height": 900}
LIMIT_MS = 1500
_OBSERVE = """
window.painted = [];
const note = (each) => window.painted.push({ at: each.startTime, what: each.element?.className || each.element?.tagName || '' });
new PerformanceObserver((list) => list.getEntries().forEach(note))
  .observe({ type: 'largest-contentful-paint', buffered: true });
"""
_READ = """() => ({
  lcp: window.painted.at(-1)?.at, what: window.painted.at(-1)?.what,
  fcp: performance.getEntriesByName('first-contentful-paint')[0]?.startTime,
  answer: performance.getEntriesByType('navigation')[0].responseEnd,
  nodes: document.querySelectorAll('*').length,
})"""


def main() -> None:
    """A table; fails where a page takes longer than the limit."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--times", type=int, default=5)
    parser.add_argument("--slower", type=float, default=4)
    options = parser.parse_args()
    with serve_samples(options.folder) as site:
        slow = measure(site, options.times, options.slower)
    if slow:
        raise SystemExit(f"later than {LIMIT_MS} ms: {', '.join(slow)}")


def measure(site: str, times: int, slower: float) -> list[str]:
    """Print a row for each page; give the names of those that are too slow."""
    from playwright.sync_api import sync_playwright

    slow = []
    print("| page | largest part painted, ms (median) | slowest | first paint | page arrived | elements | largest part |\n|---|---|---|---|---|---|---|")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=["--no-sandbox", "--disable-gpu"])
        for name, path in find_pages(browser, site).items():
            seen = [open_page(browser, site + path, slower) for _ in range(times)]
            middle = {key: statistics.median(each[key] for each in seen) for key in ("lcp", "fcp", "answer", "nodes")}
            worst = max(each["lcp"] for each in seen)
            print(
                f"| {name} | {middle['lcp']:.0f} | {worst:.0f} | {middle['fcp']:.0f} | {middle['answer']:.0f} | {middle['nodes']:.0f} | {seen[0]['what']} |",
                flush=True,
            )
            if middle["lcp"] > LIMIT_MS:
                slow.append(name)
        browser.close()
    return slow


def find_pages(browser: Any, site: str) -> dict[str, str]:
    """Pages that readers come to, by links of the site itself."""
    page = browser.new_page()
    found = {"home": "/", "articles": "/articles/", "statements": "/statements/", "speakers": "/actors/", "claims": "/claims/", "compare": "/compare/"}
    for name, pattern in {"article": "/articles/", "actor": "/actors/", "claim": "/claims/"}.items():
        page.goto(site + pattern)
        links = page.locator("main a").evaluate_all("(all) => all.map((each) => new URL(each.href).pathname)")
        found[name] = next(link for link in links if link.startswith(pattern) and link.strip("/").count("/") == 1)
    page.close()
    return found


def open_page(browser: Any, address: str, slower: float) -> dict[str, Any]:
    """Once, with nothing remembered."""
    context = browser.new_context(viewport=VIEWPORT)
    page = context.new_page()
    page.add_init_script(_OBSERVE)
    session = context.new_cdp_session(page)
    session.send("Emulation.setCPUThrottlingRate", {"rate": slower})
    page.goto(address)
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(400)
    found: dict[str, Any] = page.evaluate(_READ)
    context.close()
    return found


if __name__ == "__main__":
    main()

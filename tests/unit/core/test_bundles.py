"""Style sheets put together into one file."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders

from claimsite.core.bundles import BUNDLES


@pytest.mark.parametrize("path", BUNDLES)
def test_a_bundle_holds_its_parts_in_order(path):
    made = finders.find(path)
    text = Path(made).read_text(encoding="utf-8")
    places = [text.index((settings.BASE_DIR / "static/css" / f"{part}.css").read_text(encoding="utf-8").strip()) for part in BUNDLES[path]]
    assert places == sorted(places)


def test_addresses_in_bundles_lead_to_files():
    for path in BUNDLES:
        for address in re.findall(r'url\("?\.\./([^")]+)"?\)', Path(finders.find(path)).read_text(encoding="utf-8")):
            assert finders.find(address)


def test_bundles_are_collected_and_made_anew_when_a_part_changes():
    finder = finders.get_finder("claimsite.core.bundles.BundleFinder")
    assert [path for path, _ in finder.list([])] == list(BUNDLES)
    made = finders.find("css/site.bundle.css")
    whole = Path(made).read_text(encoding="utf-8")
    Path(made).write_text("old", encoding="utf-8")
    assert Path(finders.find("css/site.bundle.css")).read_text(encoding="utf-8") == whole
    assert finders.find("css/nowhere.bundle.css") is None

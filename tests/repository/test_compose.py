"""What the compose file says fits what the site reads: no engine is needed to see that."""

import re
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import yaml
from django.core.management import get_commands
from django.urls import resolve

ROOT = Path(__file__).parents[2]
#: With a word for each variable of its own.
COMPOSE = yaml.safe_load(re.sub(r"\$\{\w+:[^}]*\}", "given", (ROOT / "compose.yaml").read_text()))
SERVICES = COMPOSE["services"]
OURS = ("prepare", "web", "worker")
DOCKERFILE = (ROOT / "deploy/Dockerfile").read_text()


def list_read():
    """Names of environment variables that the site or its server reads."""
    files = [ROOT / "claimsite/settings.py", ROOT / "claimsite/deployment/gunicorn.py"]
    return {name for file in files for name in re.findall(r'(?:env\.\w+|environ\.get)\(\s*"([A-Z_]+)"', file.read_text())}


def list_unread(names):
    return set(names) - list_read() - {"OMP_NUM_THREADS", "PYTHONUNBUFFERED"}  # read by libraries and by Python


def test_a_name_that_nobody_reads_is_found():
    assert list_unread(["SECRET_KEY", "BIND", "SECRET_KEYS"]) == {"SECRET_KEYS"}


@pytest.mark.parametrize("service", OURS)
def test_variables_are_those_that_the_site_reads(service):
    assert list_unread(SERVICES[service]["environment"]) == set()


def test_variables_of_image_and_units_are_those_that_the_site_reads():
    (line,) = re.findall(r"^ENV (.+)$", DOCKERFILE, re.MULTILINE)
    example = (ROOT / "deploy/claimsite.env.example").read_text()
    assert list_unread(pair.partition("=")[0] for pair in line.split()) == set()
    assert list_unread(re.findall(r"^([A-Z_]+)=", example, re.MULTILINE)) == set()


def test_the_readme_names_all_that_the_site_reads():
    named = set(re.findall(r"`([A-Z_]+)`", (ROOT / "README.md").read_text()))
    assert list_read() - named == {"DJANGO_SETTINGS_MODULE"} & list_read()


def test_addresses_name_services():
    given = SERVICES["web"]["environment"]
    assert {urlsplit(given[name]).hostname for name in ("DATABASE_URL", "REDIS_URL")} <= set(SERVICES)
    user = SERVICES["database"]["environment"]["POSTGRES_USER"], SERVICES["database"]["environment"]["POSTGRES_DB"]
    assert (urlsplit(given["DATABASE_URL"]).username, urlsplit(given["DATABASE_URL"]).path[1:]) == user


def test_who_waits_waits_for_a_service_that_can_say_so():
    for service in SERVICES.values():
        for name, wait in service.get("depends_on", {}).items():
            assert wait["condition"] != "service_healthy" or "healthcheck" in SERVICES[name]
            assert wait["condition"] != "service_completed_successfully" or SERVICES[name]["restart"] == "no"


def test_commands_and_probes_are_the_sites_own():
    said = [" ".join(SERVICES[service]["command"]) for service in ("prepare", "worker")]
    assert set(re.findall(r"manage\.py (\w+)", " ".join(said))) <= set(get_commands())
    (probe,) = re.findall(r"127\.0\.0\.1:8000(/\w+)", SERVICES["web"]["healthcheck"]["test"][3])
    assert resolve(probe)


def test_images_are_of_one_release_and_hold_no_secrets():
    images = [SERVICES[name]["image"] for name in ("database", "queue")] + re.findall(r"^FROM (\S+)", DOCKERFILE, re.MULTILINE)
    assert all(re.fullmatch(r"[\w./-]+:[\w.-]*\d[\w.-]*", image) for image in images), images
    assert ".env" in (ROOT / ".dockerignore").read_text().splitlines(), "the image would hold the secret key"
    assert set(COMPOSE["volumes"]) == {volume.partition(":")[0] for service in SERVICES.values() for volume in service.get("volumes", [])}

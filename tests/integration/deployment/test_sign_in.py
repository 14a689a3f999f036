"""Several processes of a site count failures to sign in together."""

from __future__ import annotations

import pytest

from tests.factories import PASSWORD

#: Some wrong passwords and then perhaps the right one, as a process of its own; prints the status of each.
TRY = """
import sys
import django; django.setup()
from django.test import Client
client = Client()
print(*(client.post("/login/", {"username": "ada", "password": word}).status_code for word in sys.argv[1:]))
"""


@pytest.mark.hostile("accounts.brute-force")
def test_failures_of_several_processes_lock_together(site):
    wrong = ["wrong"] * 4
    assert site.run(TRY, *wrong).stdout.split() == ["200"] * 4
    assert site.run(TRY, *wrong).stdout.split() == ["200"] * 3 + ["429"]
    assert site.run(TRY, PASSWORD).stdout.split() == ["429"]

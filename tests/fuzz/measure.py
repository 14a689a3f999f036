"""How long to look for what breaks: a little each time, long in `make test-all` (HYPOTHESIS_PROFILE=long)."""

import os

from hypothesis import HealthCheck, settings

#: Whether there is time.
IS_LONG = os.environ.get("HYPOTHESIS_PROFILE") == "long"

#: One database and one world serve all examples of a test: each only adds to it.
fuzz = settings(
    max_examples=1000 if IS_LONG else 25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large],
)

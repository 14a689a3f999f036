"""Backups: one file that holds the database as it was at one moment, and says of itself what must be in it.

The file is a tar archive: `manifest.json`, then the database (SQLite's own file, or what pg_dump writes), then the key that signs sessions if it was made
here. It is taken while people write; it is compared with its manifest before anything is put in its place.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection as default
from django.utils import timezone

from claimsite.deployment import dumping
from claimsite.deployment.health import list_known_migrations

FORMAT = 1
_MANIFEST, _DATABASE, _KEY = "manifest.json", "database", "secret_key"


class BackupError(Exception):
    """It cannot be made, or not be used; the text says why, and what to do."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup says of itself: of each table its rows, of the database its kind and migrations, of its file the hash."""

    format: int
    taken_at: str
    vendor: str
    migrations: list[str]
    counts: dict[str, int]
    sha256: str


def take(target: Path, *, connection: Any = default) -> Manifest:
    """Write a backup of a database beside `target` and put it there when it is whole.

    Raises:
        BackupError: if the database cannot be read, or not be dumped; nothing is at `target` then that was not there before.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=".backup-") as folder:
        copy, unfinished = Path(folder) / _DATABASE, Path(folder) / "archive"
        try:
            counts, migrations = dumping.dump(connection, copy)
        except dumping.DumpError as error:
            raise BackupError(str(error)) from error
        manifest = Manifest(FORMAT, timezone.now().isoformat(), connection.vendor, migrations, counts, _hash(copy))
        _pack(unfinished, copy, manifest)
        unfinished.replace(target)
    return manifest


def _pack(archive: Path, copy: Path, manifest: Manifest) -> None:
    """Readable by its owner alone: it holds everything."""
    descriptor = os.open(archive, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        with tarfile.open(fileobj=file, mode="w:gz", compresslevel=3) as tar:
            _add(tar, _MANIFEST, json.dumps(asdict(manifest), indent=1).encode())
            tar.add(copy, arcname=_DATABASE, recursive=False)
            key = Path(settings.VAR_DIR) / _KEY
            if key.is_file():
                _add(tar, _KEY, key.read_bytes())
        file.flush()
        os.fsync(file.fileno())


def _add(tar: tarfile.TarFile, name: str, data: bytes) -> None:
    entry = tarfile.TarInfo(name)
    entry.size, entry.mode = len(data), 0o600
    tar.addfile(entry, io.BytesIO(data))


@contextmanager
def unpack(archive: Path, *, connection: Any = default) -> Iterator[tuple[Manifest, Path]]:
    """A backup's manifest and its database as a file, checked; gone afterwards.

    Raises:
        BackupError: if it is damaged, of another kind of database, or made by a later version.
    """
    with tempfile.TemporaryDirectory(dir=settings.VAR_DIR, prefix=".restore-") as folder:
        try:
            with tarfile.open(archive, "r:gz") as tar:
                # Two names are taken out and nothing else, whatever an archive holds.
                manifest = _read_manifest(tar)
                copy = Path(folder) / _DATABASE
                _extract(tar, _DATABASE, copy)
        except (OSError, EOFError, tarfile.TarError, KeyError, ValueError, TypeError) as error:
            raise BackupError(f"{archive} is no backup, or is damaged: {error}") from error
        check(manifest, copy, connection)
        yield manifest, copy


def _read_manifest(tar: tarfile.TarFile) -> Manifest:
    file = tar.extractfile(_MANIFEST)
    given: Any = json.load(file) if file else {}
    return Manifest(**given)


def _extract(tar: tarfile.TarFile, name: str, target: Path) -> None:
    source = tar.extractfile(name)
    if source is None:
        raise KeyError(name)
    with target.open("wb") as file:
        while piece := source.read(1 << 20):
            file.write(piece)


def check(manifest: Manifest, copy: Path, connection: Any = default) -> None:
    """That a backup fits this code and this kind of database, and is what it says it is.

    Raises:
        BackupError: if not.
    """
    if manifest.format != FORMAT:
        raise BackupError(f"the backup has format {manifest.format}; this version reads {FORMAT}")
    if manifest.vendor != connection.vendor:
        raise BackupError(f"the backup is of {manifest.vendor}, this site uses {connection.vendor}: restore it into {manifest.vendor}, then use copy_to")
    known = {f"{app}.{name}" for app, name in list_known_migrations()}
    if later := sorted(set(manifest.migrations) - known):
        raise BackupError(f"the backup was made by a later version (it has {later[0]}): update the site first")
    if _hash(copy) != manifest.sha256:
        raise BackupError("the backup is damaged: its database is not what its manifest says")


def restore(archive: Path, *, force: bool = False, connection: Any = default) -> Manifest:
    """Put a backup in the place of the database, and count.

    Args:
        archive: what `take` wrote.
        force: also where the database holds articles or people.
        connection: to the database.

    Raises:
        BackupError: if the backup cannot be used, or the database is in use and `force` is not given; the database is as it was then.
    """
    with unpack(archive, connection=connection) as (manifest, copy):
        if not force and (held := dumping.count_precious(connection)):
            raise BackupError(f"the database holds {held}; with --force it is replaced (take a backup of it first)")
        try:
            dumping.load(connection, copy, manifest.counts)
        except dumping.DumpError as error:
            raise BackupError(str(error)) from error
    return manifest


def _hash(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()

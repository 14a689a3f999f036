"""Outlets behind TLS: an authority that the test makes, and certificates by it, good and bad."""

from __future__ import annotations

import shutil
import socket
import ssl
import subprocess
import threading
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.outlets.server import Outlets, _connect

_EC = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes")


@dataclass
class Authority:
    """A certificate authority in a folder."""

    folder: Path
    name: str = "authority"

    def __post_init__(self) -> None:
        _openssl(self.folder, "req", "-x509", *_EC, "-keyout", f"{self.name}.key", "-out", f"{self.name}.pem", "-subj", f"/CN={self.name}", "-days", "2")

    @property
    def path(self) -> Path:
        """What a client must trust."""
        return self.folder / f"{self.name}.pem"

    def certify(self, host: str, *, days: int = 2) -> ssl.SSLContext:
        """What a server of a host shows; with negative days it is over."""
        stem = f"{self.name}-{host}{days}"
        (self.folder / f"{stem}.ext").write_text(f"subjectAltName=DNS:{host}\n")
        _openssl(self.folder, "req", *_EC, "-keyout", f"{stem}.key", "-out", f"{stem}.csr", "-subj", f"/CN={host}")
        signed = ("-CA", f"{self.name}.pem", "-CAkey", f"{self.name}.key", "-CAcreateserial", "-extfile", f"{stem}.ext")
        _openssl(self.folder, "x509", "-req", "-in", f"{stem}.csr", "-out", f"{stem}.pem", *signed, "-days", str(days))
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self.folder / f"{stem}.pem", self.folder / f"{stem}.key")
        return context


@dataclass
class SecureOutlets(Outlets):
    """Outlets whose port 443 speaks TLS; each host shows what `shown` says, or hangs up."""

    shown: dict[str, ssl.SSLContext] = field(default_factory=dict)
    is_silent: bool = False

    def __post_init__(self) -> None:
        super().__post_init__()
        self._secure = socket.create_server(("127.0.0.1", 0), backlog=16)
        threading.Thread(target=self._accept_secure, daemon=True).start()

    def close(self) -> None:
        """Stop listening on both ports."""
        super().close()
        self._secure.close()

    def connect(self, family: int, address: tuple[str, int], seconds: float) -> socket.socket:
        """By port to the plain or to the secure listener."""
        if address[1] != 443:
            return super().connect(family, address, seconds)
        return _connect(socket.AF_INET, ("127.0.0.1", self._secure.getsockname()[1]), seconds)

    def _accept_secure(self) -> None:
        with suppress(OSError):
            while True:
                connection, _ = self._secure.accept()
                threading.Thread(target=self._answer_secure, args=(connection,), daemon=True).start()

    def _answer_secure(self, connection: socket.socket) -> None:
        if self.is_silent:
            with connection, suppress(OSError):
                while connection.recv(4096):
                    pass
            return
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)

        def choose(wrapped: ssl.SSLSocket, host: str | None, _: ssl.SSLContext) -> int | None:
            if host not in self.shown:
                return ssl.ALERT_DESCRIPTION_UNRECOGNIZED_NAME
            wrapped.context = self.shown[host]
            return None

        context.sni_callback = choose  # type: ignore[assignment]
        with suppress(OSError):
            self._answer(context.wrap_socket(connection, server_side=True))


def _openssl(folder: Path, *words: str) -> None:
    program = shutil.which("openssl")
    if program is None:
        pytest.skip("openssl makes the certificates of this test, and is not there")
    subprocess.run([program, *words], cwd=folder, check=True, capture_output=True)

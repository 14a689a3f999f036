"""A server on loopback that plays outlets, and the one way to it: names of this test alone lead to a public address, whose connections end here.

Nothing in the site knows of it: the test replaces the resolver and the connecting of sockets; the checks between the two are the real ones.
"""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field

from claimsite.pipeline.web import transport

#: Stands for the outlets' address; connections to it are diverted, and to no other.
PUBLIC = "93.184.215.14"

Script = Callable[[socket.socket, "Request"], None]


@dataclass(frozen=True)
class Request:
    """What was asked."""

    host: str
    path: str
    headers: dict[str, str]


@dataclass
class Outlets:
    """Pages by host and path. A page is bytes with its headers, or a script that writes to the socket itself."""

    pages: dict[tuple[str, str], bytes | Script] = field(default_factory=dict)
    names: dict[str, list[str]] = field(default_factory=dict)
    asked: list[Request] = field(default_factory=list)
    resolved: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._listener = socket.create_server(("127.0.0.1", 0), backlog=128)
        self.port = self._listener.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def close(self) -> None:
        """Stop listening."""
        self._listener.close()

    def add(
        self,
        url: str,
        body: str | bytes = b"",
        *,
        status: str = "200 OK",
        content_type: str | None = "text/html; charset=utf-8",
        length: int | None = None,
        **headers: str,
    ) -> str:
        """Put a page up; its host gets a name that leads here. Gives the address."""
        host, path = self._name(url)
        data = body.encode() if isinstance(body, str) else body
        lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(data) if length is None else length}", "Connection: close"]
        lines += [f"Content-Type: {content_type}"] if content_type else []
        lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
        self.pages[host, path] = "\r\n".join([*lines, "", ""]).encode("utf-8") + data
        return url

    def script(self, url: str, script: Script) -> str:
        """Put a page up that behaves as it likes."""
        self.pages[self._name(url)] = script
        return url

    def count(self, path: str) -> int:
        """How often a path was asked for."""
        return sum(request.path == path for request in self.asked)

    def resolve(self, host: str, port: int) -> list[tuple[int, tuple[str, int]]]:
        """In place of the resolver."""
        self.resolved.append(host)
        try:
            addresses = self.names[host]
        except KeyError:
            raise socket.gaierror(socket.EAI_NONAME, "no such name") from None
        return [(socket.AF_INET6 if ":" in each else socket.AF_INET, (each, port)) for each in addresses]

    def connect(self, family: int, address: tuple[str, int], seconds: float) -> socket.socket:
        """In place of connecting: the outlets' address leads here, anything else nowhere."""
        if address[0] != PUBLIC:
            raise ConnectionRefusedError(f"a test must not reach {address[0]}")
        return _connect(socket.AF_INET, ("127.0.0.1", self.port), seconds)

    def install(self) -> dict[str, object]:
        """What to put into `transport`, by name."""
        return {"resolve": self.resolve, "connect": self.connect}

    def _name(self, url: str) -> tuple[str, str]:
        host, slash, path = url.split("://", 1)[1].partition("/")
        self.names.setdefault(host, [PUBLIC])
        return host, slash + path or "/"

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                connection, _ = self._listener.accept()
                threading.Thread(target=self._answer, args=(connection,), daemon=True).start()

    def _answer(self, connection: socket.socket) -> None:
        with connection, suppress(OSError, ValueError):
            request = _read_request(connection)
            self.asked.append(request)
            page = self.pages.get((request.host, request.path))
            if callable(page):
                page(connection, request)
                return
            connection.sendall(page or b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")


_connect = transport.connect


def _read_request(connection: socket.socket) -> Request:
    data = b""
    while b"\r\n\r\n" not in data:
        piece = connection.recv(65536)
        if not piece:
            raise ValueError("the request broke off")
        data += piece
    first, *lines = data.partition(b"\r\n\r\n")[0].decode("latin-1").split("\r\n")
    headers = {name.strip().lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
    return Request(headers.get("host", ""), first.split(" ")[1], headers)

"""Sockets that keep to a deadline and a number of bytes, and connections pinned to the addresses that were checked.

A name is resolved once for each connection; if any of its addresses is not public, none is used, so that neither a second look-up nor a second record
can lead inside. The connection keeps the name for the Host header and the certificate.
"""

from __future__ import annotations

import ipaddress
import socket
import ssl
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache
from typing import Any

import urllib3
from requests.adapters import HTTPAdapter
from requests_hardened import Config, HTTPSession
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool

from claimsite.pipeline import limits
from claimsite.pipeline.web.addresses import is_public

#: A resolver that hangs keeps its thread until it gives up; the fetch goes on to its own end.
_resolvers = ThreadPoolExecutor(max_workers=8, thread_name_prefix="resolve")
_state = threading.local()


class BlockedError(OSError):
    """The name leads to an address that is not public."""


class OverLimitError(OSError):
    """More bytes came than may."""


@dataclass
class Allowance:
    """What one fetch may take."""

    ends_at: float
    bytes_left: int
    is_connected: bool = False

    def get_seconds(self, most: float = limits.FETCH_SECONDS) -> float:
        """Seconds left, at most `most`.

        Raises:
            TimeoutError: if none is.
        """
        left = self.ends_at - time.monotonic()
        if left <= 0:
            raise TimeoutError("the deadline of the fetch is over")
        return min(left, most)

    def take(self, count: int) -> None:
        """Count bytes that came.

        Raises:
            OverLimitError: if they are too many.
        """
        self.bytes_left -= count
        if self.bytes_left < 0:
            raise OverLimitError("too many bytes came")


class _Guarded:
    """Each read waits no longer than the fetch may last, and is counted. `http.client` reads through `recv_into` alone."""

    def recv_into(self, *args: Any) -> int:
        allowance: Allowance = _state.allowance
        self.settimeout(allowance.get_seconds())  # type: ignore[attr-defined]
        count: int = super().recv_into(*args)  # type: ignore[misc]
        allowance.take(count)
        return count


class GuardedSocket(_Guarded, socket.socket):
    """Over plain TCP."""


class GuardedTLSSocket(_Guarded, ssl.SSLSocket):
    """Over TLS."""


def resolve(host: str, port: int) -> list[tuple[int, tuple[Any, ...]]]:
    """Family and socket address of all that a name stands for."""
    return [(int(family), address) for family, _, _, _, address in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]


def connect(family: int, address: tuple[Any, ...], seconds: float) -> socket.socket:
    """A connected socket."""
    sock = GuardedSocket(family, socket.SOCK_STREAM)
    try:
        sock.settimeout(seconds)
        sock.connect(address)
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    except BaseException:
        sock.close()
        raise
    return sock


def open_checked(host: str, port: int) -> socket.socket:
    """Resolve, check every address, and connect to the first that answers.

    Raises:
        BlockedError: if any address is not public.
        OSError: if the name has none, or none answers in time.
    """
    allowance: Allowance = _state.allowance
    found = _resolvers.submit(resolve, host.strip("[]"), port).result(timeout=allowance.get_seconds())
    if not found:
        raise OSError("the name has no address")
    for _, address in found:
        if not is_public(ipaddress.ip_address(address[0])):
            raise BlockedError(f"{host} leads to {address[0]}")
    problem: OSError = OSError("no address answers")
    for family, address in found[:4]:
        try:
            sock = connect(family, address, allowance.get_seconds(limits.CONNECT_SECONDS))
        except OSError as error:
            problem = error
            continue
        allowance.is_connected = True
        return sock
    raise problem


class _PinnedHTTPConnection(HTTPConnection):
    def _new_conn(self) -> socket.socket:
        return open_checked(self.host, self.port)


class _PinnedHTTPSConnection(HTTPSConnection):
    def _new_conn(self) -> socket.socket:
        return open_checked(self.host, self.port)


class _PinnedHTTPPool(HTTPConnectionPool):
    ConnectionCls = _PinnedHTTPConnection


class _PinnedHTTPSPool(HTTPSConnectionPool):
    ConnectionCls = _PinnedHTTPSConnection


class PinnedAdapter(HTTPAdapter):
    """Uses the connections above, never a proxy, never a second try by itself."""

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        """Pools whose connections are pinned."""
        self.poolmanager = urllib3.PoolManager(num_pools=2, maxsize=1, retries=False, ssl_context=_make_tls_context())
        self.poolmanager.pool_classes_by_scheme = {"http": _PinnedHTTPPool, "https": _PinnedHTTPSPool}

    def cert_verify(self, conn: Any, *args: Any, **kwargs: Any) -> None:
        """Certificates are always checked; the context has them."""
        conn.cert_reqs = "CERT_REQUIRED"

    def proxy_manager_for(self, *args: Any, **kwargs: Any) -> Any:
        """No proxy, whatever the environment says."""
        raise BlockedError("no proxy is used")


@cache
def _make_tls_context() -> ssl.SSLContext:
    """One for all fetches: reading the certificates takes 20 ms."""
    import certifi

    context = ssl.create_default_context(cafile=certifi.where())
    context.sslsocket_class = GuardedTLSSocket
    return context


class _Session(HTTPSession):
    def get_redirect_target(self, resp: Any) -> None:
        """Redirects are followed by hand; `requests` would read the body of one, however long, to look for the next."""


def open_session(allowance: Allowance, user_agent: str) -> HTTPSession:
    """A session for one request of the calling thread: no redirects, proxies or credentials of its own, and no cookies, since the next has another.

    The address filter of requests-hardened looks at the first address only and misses ``::127.0.0.1`` and ``fec0::/10``; ours takes its place.
    """
    _state.allowance = allowance
    config = Config(
        ip_filter_enable=False,
        ip_filter_allow_loopback_ips=False,
        never_redirect=True,
        default_timeout=(limits.CONNECT_SECONDS, limits.FETCH_SECONDS),
        user_agent_override=user_agent,
    )
    session = _Session(config)
    session.trust_env = False
    for scheme in ("http://", "https://"):
        session.mount(scheme, PinnedAdapter(max_retries=0))
    return session

"""Which addresses may be fetched: http and https, the usual ports, a host with a public name, and only addresses of the public internet behind it.

The ranges are listed here one by one: `ipaddress.is_global` of Python 3.11 is true for NAT64, 6to4, ``::127.0.0.1`` and multicast. Sources are the IANA
registries of special-purpose addresses for IPv4 and IPv6.
"""

from __future__ import annotations

import ipaddress
import re
from dataclasses import dataclass
from urllib.parse import urlsplit, urlunsplit

import idna
from django.conf import settings

from claimsite.articles.addresses import MAX_LENGTH, AddressError, make_key

PORTS = {"http": 80, "https": 443}

_IPV4 = [
    "0.0.0.0/8",  # this network
    "10.0.0.0/8",  # private
    "100.64.0.0/10",  # shared by carriers
    "127.0.0.0/8",  # loopback
    "169.254.0.0/16",  # link-local, metadata of clouds
    "172.16.0.0/12",  # private
    "192.0.0.0/24",  # protocol assignments
    "192.0.2.0/24",  # documentation
    "192.31.196.0/24",  # AS112
    "192.52.193.0/24",  # AMT
    "192.88.99.0/24",  # 6to4 relays
    "192.168.0.0/16",  # private
    "192.175.48.0/24",  # AS112
    "198.18.0.0/15",  # benchmarks
    "198.51.100.0/24",  # documentation
    "203.0.113.0/24",  # documentation
    "224.0.0.0/4",  # multicast
    "240.0.0.0/4",  # reserved, broadcast
]
_BLOCKED_4 = [ipaddress.IPv4Network(each) for each in _IPV4]
#: Global unicast is 2000::/3; all outside it (loopback, mapped, NAT64, unique local, link- and site-local, multicast) is refused, and these inside it.
_UNICAST_6 = ipaddress.IPv6Network("2000::/3")
_IPV6 = [
    "2001::/23",  # protocol assignments: Teredo, benchmarks, ORCHID
    "2001:db8::/32",  # documentation
    "2002::/16",  # 6to4
    "2620:4f:8000::/48",  # AS112
    "3fff::/20",  # documentation
]
_BLOCKED_6 = [ipaddress.IPv6Network(each) for each in _IPV6]

#: Names that never lead to the public internet.
_PRIVATE_SUFFIXES = ["localhost", "local", "localdomain", "internal", "intranet", "lan", "home", "corp", "private", "onion", "arpa", "alt"]
_LABEL = re.compile(r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9])?")
#: A last label like these makes an IPv4 address of a name, in one spelling or another (WHATWG: "ends in a number").
_NUMBER = re.compile(r"[0-9]+|0x[0-9a-f]*")
_DOTTED = re.compile(r"(?:(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(?:\.(?!$)|$)){4}", re.ASCII)
_FORBIDDEN = re.compile(r"[\x00-\x20\x7f\\]")
#: What servers and browsers do not take as it is.
_UNSAFE = frozenset('<>"^`{|}')


@dataclass(frozen=True, slots=True)
class Target:
    """An address in its one reading: what is checked is what is asked for."""

    scheme: str
    host: str
    port: int
    path: str

    @property
    def origin(self) -> str:
        """Scheme and host, with brackets where the host is an IPv6 address."""
        return f"{self.scheme}://{f'[{self.host}]' if ':' in self.host else self.host}"

    @property
    def url(self) -> str:
        """The address."""
        return self.origin + self.path


def is_public(ip: ipaddress.IPv4Address | ipaddress.IPv6Address) -> bool:
    """Whether an address belongs to the public internet."""
    if isinstance(ip, ipaddress.IPv4Address):
        return not any(ip in network for network in _BLOCKED_4)
    return ip.scope_id is None and ip in _UNICAST_6 and not any(ip in network for network in _BLOCKED_6)


def check_url(url: str) -> str:
    """The address in the form in which it is fetched.

    Raises:
        AddressError: if it may not be fetched, for what can be seen without asking anybody.
    """
    checked = read_target(url).url
    make_key(checked)  # what has no key could be fetched and not be known again
    return checked


def read_target(url: str) -> Target:
    """Take an address apart, strictly: whatever two parsers could read in two ways is refused.

    Raises:
        AddressError: saying what is wrong.
    """
    url = url.strip(" \t\r\n")
    if len(url) > MAX_LENGTH:
        raise AddressError("the address is too long")
    if _FORBIDDEN.search(url) or not url.isprintable():
        raise AddressError("the address holds what no address can hold")
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise AddressError("the address cannot be read") from error
    if parts.scheme not in PORTS or not url[len(parts.scheme) :].startswith("://"):
        raise AddressError("only addresses that begin with http:// or https:// can be fetched")
    if "@" in parts.netloc:
        raise AddressError("an address with a user name cannot be fetched")
    if port not in (None, PORTS[parts.scheme]):
        raise AddressError("an address with a port of its own cannot be fetched")
    host = _read_host(parts.netloc, parts.hostname or "")
    path = urlunsplit(("", "", _encode(parts.path) or "/", _encode(parts.query), ""))
    # An empty authority in front of a path with two slashes would be another host.
    return Target(parts.scheme, host, PORTS[parts.scheme], f"/{path.lstrip('/')}")


def _read_host(netloc: str, host: str) -> str:
    """A public name in ASCII, or a public address in its usual spelling."""
    if netloc.startswith("["):
        try:
            ip6 = ipaddress.IPv6Address(host)
        except ValueError as error:
            raise AddressError("the address names no host") from error
        return _require_public(ip6)
    # Dots of other scripts and full-width digits become plain ones first: what a browser would see is what is checked.
    try:
        name = host if host.isascii() else idna.encode(host, uts46=True, transitional=False).decode("ascii")
    except (idna.IDNAError, UnicodeError) as error:
        raise AddressError("the address names no host") from error
    name = name.lower().removesuffix(".")
    if _DOTTED.fullmatch(name):
        return _require_public(ipaddress.IPv4Address(name))
    labels = name.split(".")
    if len(labels) < 2 or len(name) > 253 or not all(_LABEL.fullmatch(label) for label in labels) or _NUMBER.fullmatch(labels[-1]):
        raise AddressError("the address names no host of the public internet")
    if any(name == suffix or name.endswith(f".{suffix}") for suffix in _PRIVATE_SUFFIXES) or name in _list_own_names():
        raise AddressError("the address names no host of the public internet")
    return name


def _require_public(ip: ipaddress.IPv4Address | ipaddress.IPv6Address) -> str:
    if not is_public(ip):
        raise AddressError("the address names no host of the public internet")
    return str(ip)


def _list_own_names() -> set[str]:
    """The site's own names: it does not read itself."""
    return {name.lstrip(".").lower() for name in settings.ALLOWED_HOSTS}


def _encode(part: str) -> str:
    """Percent-encoded where it must be; what is encoded stays so."""
    return "".join(ch if ch.isascii() and ch not in _UNSAFE else "".join(f"%{byte:02X}" for byte in ch.encode("utf-8", "replace")) for ch in part)

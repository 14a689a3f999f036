"""Addresses: the same one in its variants gives the same key."""

from __future__ import annotations

import hashlib
import re
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit, urlunsplit

#: Longest address that is stored.
MAX_LENGTH = 2000

#: Parameters that say where a reader came from and nothing about what is shown.
_TRACKING = frozenset(
    {
        "fbclid",
        "gclid",
        "gclsrc",
        "dclid",
        "wbraid",
        "gbraid",
        "msclkid",
        "yclid",
        "ysclid",
        "twclid",
        "ttclid",
        "igshid",
        "igsh",
        "li_fat_id",
        "mkt_tok",
        "mc_cid",
        "mc_eid",
        "oly_anon_id",
        "oly_enc_id",
        "_hsenc",
        "_hsmi",
        "__twitter_impression",
        "_ga",
        "_gl",
        "ref",
        "ref_src",
        "ref_url",
        "referrer",
        "referer",
        "sref",
        "smid",
        "smtyp",
        "cmpid",
        "cmp",
        "ocid",
        "ncid",
        "s_cid",
        "icid",
        "xtor",
        "ito",
        "wt_mc",
        "wt_zmc",
        "traffic_source",
        "spm",
        "share",
        "shared",
        "rss",
        "soc_src",
        "soc_trk",
        "via",
        "guccounter",
        "guce_referrer",
        "guce_referrer_sig",
        "sh_kit",
        "amp",
        "amp_js_v",
        "amp_gsa",
        "usqp",
        "outputtype",
        "output-type",
    }
)
_TRACKING_PREFIXES = ("utm_", "at_", "hsa_", "pk_", "piwik_", "mtm_", "matomo_", "wt.", "sc_", "ns_")
_HOST_PREFIX = re.compile(r"(?:www\d?|m|mobile|mobil|amp)\.(?=[^.]+\.[^.])")
_AMP_PATH = re.compile(r"^/amp(?=/.)|/amp/?$|\.amp(?=\.html?$)|\.amp$", re.IGNORECASE)
_PATH_SAFE = "/!$&'()*+,;=:@~-._"
_INDEX = re.compile(r"/(?:index|default)\.(?:html?|php|aspx?)$", re.IGNORECASE)
_AMP_CACHE = re.compile(r"[^.]+\.cdn\.ampproject\.org")
_CACHED_PATH = re.compile(r"/(?:amp/|[civ]/)?(s/)?([^/]+\.[^/]+)(/.*)?")


class AddressError(ValueError):
    """Not an address of a page."""


def get_host(url: str) -> str:
    """The host of a site: in lower case, ASCII, without what marks its mobile or AMP twin.

    Raises:
        AddressError: if the address has none, or is not of a web page.
    """
    return _strip_host(_split(url)[1])


def make_key(url: str) -> str:
    """64 hexadecimal digits that all variants of an address share: scheme, twin hosts, slash, AMP, fragment and tracking parameters play no part.

    Raises:
        AddressError: if this is no address of a web page.
    """
    return hashlib.sha256(normalize(url).encode()).hexdigest()


def normalize(url: str) -> str:
    """The form of an address that all its variants have, without a scheme; not meant to be opened."""
    _, host, port, path, query, fragment = _split(url)
    path = quote(unquote(path, errors="surrogateescape"), safe=_PATH_SAFE, errors="surrogateescape")
    path = _AMP_PATH.sub("", re.sub(r"/{2,}", "/", path)) or "/"
    path = _INDEX.sub("/", path).rstrip("/")
    parameters = urlencode(sorted(_keep_parameters(query)))
    bang = f"#{fragment}" if fragment.startswith("!") else ""
    return f"{_join_host(_strip_host(host), port)}{path}{f'?{parameters}' if parameters else ''}{bang}"


def clean(url: str) -> str:
    """The address to show and to open: as it came, without tracking parameters and fragment.

    Raises:
        AddressError: if this is no address of a web page, or it is longer than `MAX_LENGTH`.
    """
    scheme, host, port, path, query, fragment = _split(url)
    parameters = quote("&".join(each for each in query.split("&") if not _is_tracking(*each.partition("=")[::2])), safe="%=&+/?" + _PATH_SAFE, errors="replace")
    bang = fragment if fragment.startswith("!") else ""
    cleaned = urlunsplit((scheme, _join_host(host, port), quote(path or "/", safe="%" + _PATH_SAFE, errors="replace"), parameters, bang))
    if len(cleaned) > MAX_LENGTH:
        raise AddressError("the address is too long")
    return cleaned


def is_canonical_for(canonical: str, url: str) -> bool:
    """Whether a page may name this as its proper address: on the same site, and not the site's first page.

    A link to another site's article (which agencies ask for, and others forge) would make one article of two outlets'.
    """
    try:
        ours, theirs = get_host(url), get_host(canonical)
        if is_first_page(canonical) and not is_first_page(url):
            return False
    except AddressError:
        return False
    return ours == theirs or ours.endswith(f".{theirs}") or theirs.endswith(f".{ours}")


def is_first_page(url: str) -> bool:
    """Whether this is a whole site rather than a page of it.

    Raises:
        AddressError: if this is no address of a web page.
    """
    return not set(normalize(url)) & {"/", "?", "#"}


def guess_country(host: str) -> str:
    """ISO 3166 code by the host's last label, empty where that says nothing."""
    label = host.rsplit(".", 1)[-1].upper()
    if label in _NO_COUNTRY or len(label) != 2 or not label.isascii() or not label.isalpha():
        return ""
    return {"UK": "GB", "SU": "RU"}.get(label, label)


#: Endings of two letters that are sold to everybody.
_NO_COUNTRY = frozenset({"EU", "TV", "IO", "ME", "CO", "AI", "TO", "FM", "CC", "WS", "LY", "GG", "SO", "SH", "LA", "IM", "VC", "AC"})


def _split(url: str) -> tuple[str, str, int | None, str, str, str]:
    """Scheme, host, port (None: the usual one), path, query and fragment; AMP caches give the page that they keep."""
    if "\\" in url or any(ord(ch) <= 32 or ord(ch) == 127 for ch in url.strip()):
        raise AddressError("the address holds what no address can hold")
    try:
        parts = urlsplit(url.strip())
        host, port = parts.hostname or "", parts.port
    except ValueError as error:
        raise AddressError("the address cannot be read") from error
    if parts.scheme not in ("http", "https") or not host:
        raise AddressError("only addresses of web pages can be read")
    host = _encode_host(host.rstrip("."))
    path = parts.path
    cached = _CACHED_PATH.fullmatch(path) if _AMP_CACHE.fullmatch(host) or (host in ("google.com", "www.google.com") and path.startswith("/amp/")) else None
    if cached:
        return "https" if cached[1] else "http", cached[2].lower(), None, cached[3] or "/", parts.query, parts.fragment
    return parts.scheme, host, None if port in (None, {"http": 80, "https": 443}[parts.scheme]) else port, path, parts.query, parts.fragment


def _encode_host(host: str) -> str:
    if host.isascii():
        return host.lower()
    try:
        return host.encode("idna").decode("ascii").lower()
    except UnicodeError as error:
        raise AddressError("the address names no host") from error


def _strip_host(host: str) -> str:
    return _HOST_PREFIX.sub("", host, count=1) if not host.replace(".", "").isdigit() else host


def _join_host(host: str, port: int | None) -> str:
    return f"{f'[{host}]' if ':' in host else host}{f':{port}' if port else ''}"


def _is_tracking(name: str, value: str) -> bool:
    name = name.lower()
    return name in _TRACKING or name.startswith(_TRACKING_PREFIXES) or (name, value.lower()) == ("output", "amp")


def _keep_parameters(query: str) -> list[tuple[str, str]]:
    try:
        given = parse_qsl(query, keep_blank_values=True, max_num_fields=500, errors="replace")
    except ValueError as error:
        raise AddressError("the address has too many parameters") from error
    return [(name, value) for name, value in given if not _is_tracking(name, value)]

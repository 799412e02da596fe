"""Where a request comes from and goes to: names of this host, pages of this site, paths that stay on it."""

from __future__ import annotations

from ipaddress import ip_address
from urllib.parse import urlsplit

from fastapi import Request

LOOPBACK = ("localhost", "127.0.0.1", "::1")
"""The names of this machine that a Host header may have (others would be DNS rebinding)."""
_PORTS = {"http": 80, "https": 443}


def loopback(host: str) -> bool:
    """Whether a server bound to `host` can be reached from this machine alone."""
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host == "localhost"


def hostname(request: Request) -> str | None:
    """The name that a request has for this host; None where it has no single, well-formed one."""
    given = request.headers.getlist("host")
    place = _place(f"http://{given[0]}") if len(given) == 1 else None
    return place[1] if place else None


def same_site(request: Request) -> bool:
    """Whether a request was sent by a page of this site, as Sec-Fetch-Site and Origin tell; one of them must be there.

    Browsers leave Sec-Fetch-Site out where the site is neither https nor loopback. A proxy may take https off the way.
    """
    site, origins = request.headers.get("sec-fetch-site"), request.headers.getlist("origin")
    if (site is None and not origins) or site not in (None, "same-origin") or len(origins) > 1:
        return False
    host = request.headers.get("host", "")
    schemes = ("https",) if request.scope["scheme"] == "https" else ("http", "https")
    own = [place for scheme in schemes if (place := _place(f"{scheme}://{host}"))]
    return not origins or _place(origins[0]) in own


def local(path: str | None, otherwise: str) -> str:
    """A path that leads nowhere but to this site: `path` where it is one, else `otherwise`."""
    if not path or not path.isprintable() or not path.isascii() or "\\" in path or " " in path:
        return otherwise
    return path if path.startswith("/") and not path.startswith("//") else otherwise


def _place(address: str) -> tuple[str, str, int] | None:
    """Scheme, host and port of an address without a path; None where it is no such."""
    try:
        parts = urlsplit(address)
        port = parts.port or _PORTS.get(parts.scheme)
    except ValueError:
        return None
    bare = not (parts.path or parts.query or parts.fragment or "@" in parts.netloc)
    return (parts.scheme, parts.hostname, port) if bare and parts.hostname and port else None

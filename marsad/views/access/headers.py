"""The headers of security that every answer carries."""

from __future__ import annotations

from starlette.datastructures import MutableHeaders

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; frame-src 'self'; base-uri 'none'; frame-ancestors 'none'"
)
"""The content policy of an answer that brings none of its own."""
_FEATURES = "accelerometer camera display-capture geolocation gyroscope magnetometer microphone midi payment usb"
_ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": ", ".join(f"{name}=()" for name in _FEATURES.split()),
}
_YEAR = "max-age=31536000"


def secure(headers: MutableHeaders, *, https: bool, private: bool) -> None:
    """Adds what is missing; `private` answers depend on who asks, and are kept by no cache unless they say how."""
    headers.setdefault("Content-Security-Policy", POLICY)
    for name, value in _ALWAYS.items():
        headers[name] = value
    if private:
        headers.setdefault("Cache-Control", "no-store")
    if https:
        headers["Strict-Transport-Security"] = _YEAR

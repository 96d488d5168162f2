"""Who answered when it was not the server: a sign-in page of the network, a proxy, or something else."""

from __future__ import annotations

from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit

import requests

from sync.client.ports import Answer, Busy, ExchangeFault, LinkFault, Refused

_OUTAGES = frozenset({500, 502, 503, 504, 507})
_MOVED = frozenset({301, 302, 303, 307, 308})
_FILTER_SAYS_NO = frozenset({401, 403, 405, 451})
SIGN_IN_NEEDED, PROXY_SIGN_IN = 511, 407
PROBE_SECONDS = 5.0


def stranger(answer: Answer, wait: float | None = None) -> ExchangeFault:
    """What an answer that does not echo the request's id means; `wait` is what it asks us to, in seconds."""
    status = answer.status
    if status == PROXY_SIGN_IN:
        return LinkFault("proxy_sign_in", status)
    if _is_portal(status, answer.headers.get("location", "")) or (status == 200 and _is_page(answer)):
        return LinkFault("portal", status)
    if status in _OUTAGES:
        return Busy("server_busy", status, wait)
    if status in _FILTER_SAYS_NO and _is_page(answer):
        return LinkFault("proxy_refuses", status)
    return Refused("server_not_komar", status)


def behind_portal(url: str, port: int = 80) -> bool:
    """Whether a plain request to the server's name is answered by a sign-in page: that is how networks show theirs.

    Nothing is sent but the name. For use after a connection with TLS failed, which a portal can only break.
    """
    host = urlsplit(url).hostname or ""
    shown = f"[{host}]" if ":" in host else host
    session = requests.Session()
    session.trust_env = False
    try:
        answer = session.get(f"http://{shown}:{port}/", timeout=PROBE_SECONDS, allow_redirects=False, stream=True)
    except (requests.RequestException, OSError):
        return False
    finally:
        session.close()
    return _is_portal(answer.status_code, answer.headers.get("location", ""), host)


def retry_after(answer: Answer) -> float | None:
    """Seconds of Retry-After, which may be a date: then by the answer's own date, never by our clock."""
    text = answer.headers.get("retry-after", "")
    if text.isdigit():
        return float(text)
    try:
        until, now = (parsedate_to_datetime(each) for each in (text, answer.headers.get("date", "")))
        return max(0.0, (until - now).total_seconds())
    except (TypeError, ValueError):
        return None


def _is_portal(status: int, location: str, host: str = "") -> bool:
    """Sent to another host to sign in, or told to by the status that was made for it."""
    there = urlsplit(location).hostname
    return status == SIGN_IN_NEEDED or (status in _MOVED and there is not None and there != host)


def _is_page(answer: Answer) -> bool:
    """Something to be looked at in a browser."""
    return "html" in answer.headers.get("content-type", "").lower() or answer.body.lstrip()[:1] == b"<"

"""Names that cannot be turned back: keyed hashes of addresses and foreign ids; only memory holds the key."""

from __future__ import annotations

import datetime as dt
import hashlib
import hmac
import ipaddress
import secrets
from collections.abc import Callable

KEY_BYTES = 32
_IPV6_NETWORK = 64  # one household gets at least this; a single visitor changes addresses inside it


class Pseudonyms:
    """HMAC-SHA-256 with a random key of this process; with ``today`` the key is thrown away every day."""

    def __init__(self, today: Callable[[], dt.date] | None = None) -> None:
        self._today = today
        self._day: dt.date | None = None
        self._key = secrets.token_bytes(KEY_BYTES)

    def of(self, *parts: str) -> str:
        """The pseudonym of ``parts`` (hex), the same for the same parts while the key lives."""
        if self._today and (today := self._today()) != self._day:
            self._day, self._key = today, secrets.token_bytes(KEY_BYTES)
        joined = b"".join(len(part).to_bytes(4) + part for part in (p.encode("utf-8", "replace") for p in parts))
        return hmac.new(self._key, joined, hashlib.sha256).hexdigest()


def network(host: str | None) -> str:
    """Whom an address stands for: an IPv4 address itself, the /64 of an IPv6 address; other names as they are."""
    try:
        address = ipaddress.ip_address(host or "")
    except ValueError:
        return host or ""
    if isinstance(address, ipaddress.IPv6Address):
        if address.ipv4_mapped:
            return str(address.ipv4_mapped)
        return str(ipaddress.ip_network((int(address), _IPV6_NETWORK), strict=False))
    return str(address)

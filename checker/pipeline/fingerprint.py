"""The permanent name of a finding: what it is about, never where it stands or how it is worded (spec 2.11).

Part of `pipeline`.
"""

import json
import sys
from decimal import Decimal
from hashlib import sha256

HEX_DIGITS = 16
_encode = json.JSONEncoder(ensure_ascii=False).encode
LARGEST_EXACT = 2**53  # beyond it ECMAScript writes the nearest double, not the digits


def fingerprint(rule: str, market: str | None, process: str | None, element: str, value: object) -> str:
    """16 hex digits of the SHA-256 over the canonical JSON (RFC 8785) of these five."""
    return sha256(canonical([rule, market, process, element, value]).encode()).hexdigest()[:HEX_DIGITS]


def canonical(value: object) -> str:
    """RFC 8785: keys sorted, no white space, numbers as ECMAScript writes them."""
    if isinstance(value, float) or (isinstance(value, int) and LARGEST_EXACT < abs(value) <= sys.float_info.max):
        return _number(float(value))
    if isinstance(value, dict):
        # RFC 8785 sorts keys by UTF-16 code units; ours are ASCII ids, where that is the same order.
        return "{" + ",".join(f"{json.dumps(key)}:{canonical(value[key])}" for key in sorted(value)) + "}"
    if isinstance(value, list | tuple):
        return "[" + ",".join(map(canonical, value)) + "]"
    return _encode(value)


def _number(value: float) -> str:
    if value == 0:
        return "0"
    if 1e-6 <= abs(value) < 1e21:
        plain = format(Decimal(repr(value)), "f")
        return plain.rstrip("0").rstrip(".") if "." in plain else plain
    mantissa, _, exponent = repr(value).partition("e")
    power = int(exponent)
    return f"{mantissa.removesuffix('.0')}e{'+' if power >= 0 else '-'}{abs(power)}"

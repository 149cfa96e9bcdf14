"""Numbers that travel in letters, sealed: whoever holds one learns no serial number, and can make no other.

The seal is a keyed hash of the numbers, and the key of the mask that hides them (a synthetic IV, as in RFC 5297): the
same numbers give the same token for ever, and nothing need be stored to read it. What is derived from a delivery says
the same in a letter sent twice.
"""

import hmac
from base64 import urlsafe_b64decode, urlsafe_b64encode
from struct import Struct

from network.ground.settings import settings

_numbers = Struct(">IQ")
_SEAL = 15  # bytes: with the twelve of the numbers, 36 characters and no padding


def seal(purpose: str, one: int, other: int) -> str:
    """A token for two numbers, of letters, figures, - and _."""
    plain = _numbers.pack(one, other)
    mark = _keyed(purpose, plain)[:_SEAL]
    return urlsafe_b64encode(mark + _masked(purpose, mark, plain)).decode()


def unseal(purpose: str, token: str) -> tuple[int, int] | None:
    """The two numbers, or None where the token was not made here for this purpose."""
    try:
        raw = urlsafe_b64decode(token.encode("ascii"))
    except ValueError:
        return None
    mark, plain = raw[:_SEAL], _masked(purpose, raw[:_SEAL], raw[_SEAL:])
    if len(plain) != _numbers.size or not hmac.compare_digest(_keyed(purpose, plain)[:_SEAL], mark):
        return None
    one, other = _numbers.unpack(plain)
    return one, other


def _keyed(purpose: str, said: bytes) -> bytes:
    return hmac.digest(settings().secret_key.encode(), b"%b\n%b" % (purpose.encode(), said), "sha256")


def _masked(purpose: str, mark: bytes, numbers: bytes) -> bytes:
    return bytes(a ^ b for a, b in zip(numbers, _keyed(f"{purpose} mask", mark), strict=False))

"""The recovery phrase of a vault: 160 random bits that a person writes down, with a check against slips of the pen."""

from __future__ import annotations

import hashlib
import secrets

from app.foundation.errors import UserError
from app.foundation.messages import tr

SECRET_BYTES = 20
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32: no letter that is taken for a digit or for another one in handwriting."""
BITS = 5
CHECK_SIGNS = 4
"""One wrong phrase in a million passes; the vault then says that it is not its own."""
GROUP = 4
_SIGNS = SECRET_BYTES * 8 // BITS
_TAKEN_FOR = str.maketrans({"O": "0", "I": "1", "L": "1"})


def new_secret() -> bytes:
    """From the system's source of randomness."""
    return secrets.token_bytes(SECRET_BYTES)


def phrase_of(secret: bytes) -> str:
    """Nine groups of four signs, the last of which checks the others."""
    signs = _signs(secret) + _check(secret)
    return "-".join(signs[place : place + GROUP] for place in range(0, len(signs), GROUP))


def secret_of(phrase: str) -> bytes:
    """However it was spaced and in whatever case. Raises UserError for a slip."""
    signs = "".join(sign for sign in phrase.upper() if sign.isalnum()).translate(_TAKEN_FOR)
    if len(signs) != _SIGNS + CHECK_SIGNS or not set(signs) <= set(ALPHABET):
        raise _slip()
    number = 0
    for sign in signs[:_SIGNS]:
        number = number << BITS | ALPHABET.index(sign)
    secret = number.to_bytes(SECRET_BYTES, "big")
    if signs[_SIGNS:] != _check(secret):
        raise _slip()
    return secret


def _signs(data: bytes) -> str:
    number = int.from_bytes(data, "big")
    return "".join(ALPHABET[number >> shift & 31] for shift in range(len(data) * 8 - BITS, -1, -BITS))


def _check(secret: bytes) -> str:
    return _signs(hashlib.sha256(b"zhunsheng recovery" + secret).digest()[:5])[:CHECK_SIGNS]


def _slip() -> UserError:
    return UserError(
        tr("恢复码不完整，或有抄错的地方。"), tr("它是九组、每组四个字母或数字；请对照当时抄下的那一份再输一次。")
    )

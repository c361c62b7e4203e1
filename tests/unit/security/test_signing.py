"""Signatures by Ed25519, and the file that holds the key."""

from __future__ import annotations

import stat
import sys
from pathlib import Path

import pytest

from app.foundation.errors import EnvironmentFault
from app.security.signing import PublicKey, own_key


def test_a_signature_is_right_for_its_message_and_key_alone(tmp_path: Path) -> None:
    key, other = own_key(tmp_path / "a"), own_key(tmp_path / "b")
    signature = key.sign(b"message")
    assert key.public.has_signed(b"message", signature)
    assert not key.public.has_signed(b"massage", signature)
    assert not other.public.has_signed(b"message", signature)
    assert not key.public.has_signed(b"message", b"short")


def test_a_known_vector_of_rfc_8032_verifies() -> None:
    """Section 7.1, TEST 2."""
    public = PublicKey(bytes.fromhex("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c"))
    signature = bytes.fromhex(
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
        "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"
    )
    assert public.has_signed(bytes.fromhex("72"), signature)


@pytest.mark.skipif(sys.platform == "win32", reason="modes of files are those of Unix")
def test_the_key_is_made_once_and_is_its_owners_alone(tmp_path: Path) -> None:
    path = tmp_path / "keys" / "own.key"
    first = own_key(path)
    assert own_key(path).public == first.public
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_broken_key_is_told_and_not_written_over(tmp_path: Path) -> None:
    path = tmp_path / "own.key"
    path.write_bytes(b"not a key")
    with pytest.raises(EnvironmentFault, match="损坏"):
        own_key(path)
    assert path.read_bytes() == b"not a key"


def test_a_key_goes_through_text_and_is_read_out_in_groups(tmp_path: Path) -> None:
    public = own_key(tmp_path / "a").public
    assert PublicKey.from_text(public.text) == public
    assert [len(group) for group in public.fingerprint.split()] == [4] * 8


@pytest.mark.parametrize("text", ["", "AAAA", "no base64!", "é" * 44])
def test_what_is_no_key_is_refused(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - the type is what is promised
        PublicKey.from_text(text)

"""What encrypts the files of a vault, and the phrase that opens it when the passphrase is forgotten."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from app.foundation.errors import EnvironmentFault, UserError
from app.foundation.guarded_files import MAGIC
from app.security.vault_cipher import Stretching, Suite, WrongKey, decrypted, encrypted
from app.security.vault_file import (
    WrongPassphrase,
    made,
    opened_by_passphrase,
    opened_by_recovery,
    read_vault,
    with_passphrase,
    write_vault,
)
from app.security.vault_keys import BLOCK, HEAD, VaultKeys, plain_size
from app.security.vault_phrase import new_secret, phrase_of, secret_of

CHEAP = Stretching(memory=64, passes=1, lanes=1)
PASSPHRASE = "correct horse battery"
SIZES = (0, 1, BLOCK - 1, BLOCK, BLOCK + 1, 2 * BLOCK)


@pytest.fixture(params=list(Suite))
def keys(request: pytest.FixtureRequest) -> VaultKeys:
    return VaultKeys(request.param, bytes(range(32)))


@pytest.mark.parametrize("size", SIZES)
def test_a_file_of_any_size_comes_back(keys: VaultKeys, size: int) -> None:
    data = bytes(place % 251 for place in range(size))
    closed = keys.closed("original", data)
    assert closed.startswith(MAGIC)
    assert keys.opened("original", closed) == data
    assert plain_size(len(closed)) == size
    assert closed != keys.closed("original", data)  # never the same bytes twice


def test_what_was_changed_cut_or_exchanged_is_refused(keys: VaultKeys) -> None:
    data = bytes(2 * BLOCK + 5)
    closed = keys.closed("original", data)
    step = BLOCK + 16
    first, second = closed[HEAD : HEAD + step], closed[HEAD + step : HEAD + 2 * step]
    flipped = bytearray(closed)
    flipped[HEAD + 3] ^= 1
    for wrong in (
        bytes(flipped),
        closed[: HEAD + 2 * step],
        closed[:-1],
        closed[:HEAD] + second + first + closed[HEAD + 2 * step :],
        closed + first,
        closed[:HEAD],
        b"",
    ):
        with pytest.raises(EnvironmentFault):
            keys.opened("original", wrong)
    with pytest.raises(EnvironmentFault):
        keys.opened("settings.toml", closed)
    with pytest.raises(EnvironmentFault):
        VaultKeys(keys.suite, bytes(32)).opened("original", closed)


def test_sm4_is_that_of_its_standard() -> None:
    """The example of GB/T 32907-2016, annex A.1; our own file uses it in GCM."""
    key = bytes.fromhex("0123456789abcdeffedcba9876543210")
    encryptor = Cipher(algorithms.SM4(key), modes.ECB()).encryptor()
    assert encryptor.update(key).hex() == "681edf34d206965e86b3e94f536e4246"
    nonce = bytes(12)
    assert decrypted(Suite.SM, key, nonce, encrypted(Suite.SM, key, nonce, b"text", b"x"), b"x") == b"text"
    with pytest.raises(WrongKey):
        decrypted(Suite.SM, key, nonce, encrypted(Suite.SM, key, nonce, b"text", b"x"), b"y")


@pytest.mark.parametrize("suite", list(Suite))
def test_the_key_file_opens_by_passphrase_and_by_phrase(tmp_path: Path, suite: Suite) -> None:
    secret = new_secret()
    file, data_key = made(PASSPHRASE, secret, suite, CHEAP)
    path = tmp_path / "vault.json"
    write_vault(path, file)
    assert data_key not in path.read_bytes()
    again = read_vault(path)
    assert opened_by_passphrase(again, PASSPHRASE) == data_key
    assert opened_by_recovery(again, phrase_of(secret)) == data_key
    with pytest.raises(WrongPassphrase):
        opened_by_recovery(again, phrase_of(new_secret()))
    changed = with_passphrase(again, data_key, "ｆｕｌｌ ｗｉｄｔｈ words")
    assert opened_by_passphrase(changed, "full width words") == data_key  # however a keyboard composes it


def test_parameters_that_somebody_has_changed_open_nothing(tmp_path: Path) -> None:
    file, _ = made(PASSPHRASE, new_secret(), Suite.AES, CHEAP)
    with pytest.raises(WrongPassphrase):
        opened_by_passphrase(replace(file, stretching=Stretching(memory=32, passes=1, lanes=1)), PASSPHRASE)
    path = tmp_path / "vault.json"
    write_vault(path, replace(file, stretching=Stretching(memory=1 << 30)))
    with pytest.raises(EnvironmentFault):  # nobody lets a file take a terabyte of memory
        read_vault(path)


def test_a_slip_in_the_phrase_is_noticed() -> None:
    secret = new_secret()
    phrase = phrase_of(secret)
    assert secret_of(phrase.lower().replace("-", "").replace("0", "o").replace("1", "l")) == secret
    other = "Z" if phrase[0] != "Z" else "Y"
    for slip in (other + phrase[1:], phrase[:-1], phrase + "A", ""):
        with pytest.raises(UserError):
            secret_of(slip)


def test_a_name_tells_nothing_and_is_always_the_same(keys: VaultKeys) -> None:
    assert keys.hidden("78faeb9c59b3561e") == keys.hidden("78faeb9c59b3561e")
    assert "78faeb9c" not in keys.hidden("78faeb9c59b3561e")
    assert keys.hidden("a") != VaultKeys(keys.suite, bytes(32)).hidden("a")
    assert repr(keys).count("data_key") == 0

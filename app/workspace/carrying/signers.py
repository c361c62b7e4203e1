"""Whose library files this workspace takes in: those whose fingerprint a person has compared, and its own."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import msgspec

from app.foundation.codec import from_json, to_json
from app.foundation.errors import EnvironmentFault, UserError
from app.foundation.guarded_files import read_guarded, write_guarded
from app.foundation.messages import tr
from app.security.sealed import Seal
from app.security.signing import PublicKey, SigningKey, own_key


class UnknownSigner(UserError):
    """The signature is right, and nobody here has said yet whose it is."""

    kind = "untrusted"

    def __init__(self, seal: Seal) -> None:
        super().__init__(
            tr(
                "还没有确认过这个签名：{by}，指纹 {fingerprint}。",
                by=seal.manifest.by or tr("没有署名"),
                fingerprint=seal.signer.fingerprint,
            ),
            tr("请向给你文件的人核对指纹，一致再导入（命令行加 --trust）。"),
        )
        self.seal = seal


@dataclass(frozen=True, slots=True)
class Signers:
    """``own`` is the file of the private key, ``trusted`` the list of those that were confirmed: name by key."""

    own: Path
    trusted: Path

    def key(self) -> SigningKey:
        """Made when there is none. Raises EnvironmentFault."""
        return own_key(self.own)

    def is_trusted(self, signer: PublicKey) -> bool:
        return signer.text in self._names() or (self.own.exists() and signer == self.key().public)

    def trust(self, signer: PublicKey, name: str) -> None:
        """From now on. Raises EnvironmentFault."""
        names = self._names() | {signer.text: name}
        try:
            self.trusted.parent.mkdir(parents=True, exist_ok=True)
            write_guarded(self.trusted, to_json(names))
        except OSError as error:
            raise EnvironmentFault(
                tr("写不了 {path}：{cause}", path=self.trusted, cause=error.strerror or error), tr("请检查磁盘空间。")
            ) from error

    def require(self, seal: Seal) -> None:
        """Raises UnknownSigner."""
        if not self.is_trusted(seal.signer):
            raise UnknownSigner(seal)

    def _names(self) -> dict[str, str]:
        """Nobody, where the file is not readable: a person is then asked again."""
        try:
            return from_json(read_guarded(self.trusted), dict[str, str])
        except (OSError, msgspec.DecodeError):
            return {}

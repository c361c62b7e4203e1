"""Where things lie: the workspace directory and its parts, the models, the files shipped with the application."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from pathlib import Path

import platformdirs

from app.foundation.errors import EnvironmentFault
from app.foundation.messages import tr

MODELS_VARIABLE = "ZHUNSHENG_MODELS"
BACKENDS_VARIABLE = "ZHUNSHENG_BACKENDS"
PRIVATE_FOLDER = 0o700
PRIVATE_UMASK = 0o077
"""What every process of the application starts with."""


@dataclass(frozen=True, slots=True)
class WorkspacePaths:
    """One data directory and what lies in it."""

    root: Path

    @property
    def catalogue(self) -> Path:
        return self.root / "catalogue.sqlite3"

    @property
    def index(self) -> Path:
        return self.root / "index.lance"

    @property
    def originals(self) -> Path:
        """Copies of the files as they were added, by content hash: the page viewer reads these."""
        return self.root / "originals"

    @property
    def settings(self) -> Path:
        return self.root / "settings.toml"

    @property
    def speeds(self) -> Path:
        """How fast models were on this machine."""
        return self.root / "speeds.json"

    @property
    def window(self) -> Path:
        """Where the window stood and what its pages showed."""
        return self.root / "window.json"

    @property
    def signing_key(self) -> Path:
        """With which library files that leave this workspace are signed."""
        return self.root / "keys" / "own.key"

    @property
    def trusted_signers(self) -> Path:
        """Whose library files are taken in without asking again."""
        return self.root / "keys" / "trusted.json"

    @property
    def last_backup(self) -> Path:
        """When and where this workspace was last backed up."""
        return self.root / "last_backup.json"

    @property
    def incoming(self) -> Path:
        """The catalogue of a library that is being taken in; gone afterwards."""
        return self.root / "incoming"

    @property
    def outgoing(self) -> Path:
        """The catalogue that is being packed; gone afterwards."""
        return self.root / "outgoing"

    @property
    def vault(self) -> Path:
        """The wrapped key of an encrypted workspace; there is none beside an open one."""
        return self.root / "vault.json"

    @property
    def switching(self) -> Path:
        """A copy of the workspace in the making, encrypted or decrypted; gone afterwards."""
        return self.root / "switching"

    @property
    def switched(self) -> Path:
        """The same, whole: what lies in it takes the place of what the workspace was."""
        return self.root / "switched"

    @property
    def guarded(self) -> tuple[Path, ...]:
        """The small files that a vault encrypts."""
        return (
            self.settings, self.speeds, self.window, self.last_backup, self.signing_key, self.trusted_signers
        )  # fmt: skip

    @property
    def lock(self) -> Path:
        return self.root / "write.lock"

    @property
    def logs(self) -> Path:
        return self.root / "logs"

    @property
    def audit(self) -> Path:
        """The audit log, where the machine's administrator names no other place. ``erase`` leaves it."""
        return self.root / "audit"

    @property
    def roles(self) -> Path:
        """Hashes of the passphrases of administrator and auditor, where there are any."""
        return self.root / "roles.json"

    @property
    def refusals(self) -> Path:
        """Attempts to reach the network, one a line."""
        return self.logs / "refused.jsonl"

    def create(self) -> None:
        """Make the folders, readable by their owner alone. Raises EnvironmentFault.

        A folder that was there is closed to others when it is empty or a workspace, and left alone otherwise.
        """
        try:
            if self.root.is_dir() and (self.catalogue.exists() or not any(self.root.iterdir())):
                self.root.chmod(PRIVATE_FOLDER)
            for folder in (self.root, self.originals, self.logs):
                folder.mkdir(mode=PRIVATE_FOLDER, parents=True, exist_ok=True)
        except OSError as error:
            raise EnvironmentFault(
                tr("不能建立工作区 {path}：{cause}", path=self.root, cause=error.strerror or error),
                tr("请检查它上级文件夹的权限和磁盘空间；也可以用 --data 指定另一个目录。"),
            ) from error


def default_workspace() -> Path:
    return Path(platformdirs.user_data_dir("zhunsheng", appauthor=False)) / "workspace"


def models_folders() -> tuple[Path, ...]:
    """Where model files are looked for, first the place where new ones are put.

    The variable names one or several folders (a USB stick, say); the shipped folder lies beside the application.
    """
    named = [Path(part) for part in os.environ.get(MODELS_VARIABLE, "").split(os.pathsep) if part]
    own = Path(platformdirs.user_data_dir("zhunsheng", appauthor=False)) / "models"
    return (*named, own, application_folder() / "models")


def backend_folders() -> tuple[Path, ...]:
    """Where llama.cpp's backends for graphics processors are looked for, in a folder of its binding's version each."""
    named = [Path(part) for part in os.environ.get(BACKENDS_VARIABLE, "").split(os.pathsep) if part]
    own = Path(platformdirs.user_data_dir("zhunsheng", appauthor=False)) / "backends"
    return (*named, own, application_folder() / "backends")


CONVERTER_SWITCH = "--convert-model"
"""First argument by which the packaged program is llama.cpp's model converter and nothing else."""


def is_packaged() -> bool:
    """Whether the program runs as one was built, and not from a checkout: there is no Python beside it then."""
    return bool(getattr(sys, "frozen", False))


def application_folder() -> Path:
    """The checkout, or the folder that the installer laid down."""
    if is_packaged():
        return Path(sys.executable).resolve().parent
    return Path(__file__).resolve().parent.parent.parent


def samples_folder() -> Path:
    """The made-up standards that come with the application."""
    return Path(__file__).resolve().parent.parent / "samples"


def bundled_font() -> Path:
    """The open CJK font that comes with the application, for machines that have none."""
    return Path(__file__).resolve().parent.parent / "fonts" / "ZhunshengSans-Regular.ttf"

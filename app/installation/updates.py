"""Signed updates: the application and models on a stick, verified whole before anything is changed.

A sealed file of the kind "update" (``security/sealed.py``), signed with the key that the application was built with.
"""

from __future__ import annotations

import os
import platform
import posixpath
import subprocess
import tarfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import msgspec

from app import __version__
from app.foundation.codec import from_plain
from app.foundation.errors import EnvironmentFault, UserError
from app.foundation.jobs import Progress
from app.foundation.messages import tr
from app.foundation.paths import application_folder, is_packaged, models_folders
from app.installation.versions import PROGRAM, Versions, version_key
from app.security.sealed import Seal
from app.security.sealed_reading import SealedFile, opened
from app.security.signing import PublicKey

KIND = "update"
APPLICATION = "application.tar.gz"
MODELS = "models/"
TRIAL_SECONDS = 60
KEY_FILE = "release.key"
"""Beside the program: the public key in base64, laid down by the build."""


@dataclass(frozen=True, slots=True)
class AboutUpdate:
    """``machine`` as platform.machine() gives it, ``system`` as platform.system(); ``oldest`` is the version from
    which this one can be reached."""

    version: str
    machine: str
    system: str
    oldest: str = "0.0.0"
    notes: str = ""


@dataclass(frozen=True, slots=True)
class Update:
    """An update that may be applied here: its signature is right, it fits this machine, it is newer."""

    about: AboutUpdate
    made: str
    models: tuple[str, ...]
    has_application: bool
    size: int


def installed_updater() -> Updater:
    """Of the program that runs. Raises EnvironmentFault where it was not built, or without a key."""
    if not is_packaged():
        raise EnvironmentFault(
            tr("这个程序在源代码文件夹里运行，不能用升级包升级。"), tr("请换上新的源代码，再运行一次 run.py。")
        )
    folder = application_folder()
    return Updater(Versions.around(folder), models_folders()[0], release_key(folder))


def release_key(folder: Path) -> PublicKey:
    """The key that updates must be signed with. Raises EnvironmentFault where the program was built without one."""
    try:
        return PublicKey.from_text((folder / KEY_FILE).read_text("ascii").strip())
    except (OSError, ValueError) as error:
        raise EnvironmentFault(
            tr("这个程序里没有发布者的公钥，不能核对升级包。"), tr("请用完整的安装包升级。")
        ) from error


@dataclass(frozen=True, slots=True)
class Updater:
    """``models`` is the folder of models that updates may add to; ``run`` starts a program and gives its exit code."""

    versions: Versions | None
    models: Path
    key: PublicKey
    run: Callable[[Path], int] | None = None

    def look_at(self, path: Path) -> Update:
        """Without changing anything. Raises UserError for an update that cannot be applied here, DamagedSeal."""
        with opened(path) as file:
            return self._checked(file.seal)

    def apply(self, path: Path, progress: Progress) -> Update:
        """Verify all, lay the new version down beside the current one, try whether it starts, and switch to it.

        Until the switch nothing that is in use has changed. Raises UserError, DamagedSeal, EnvironmentFault,
        Cancelled.
        """
        with opened(path) as file:
            update = self._checked(file.seal)
            file.verify(progress)
            self._add_models(file, progress)
            if update.has_application:
                progress.report("install", 0)
                self._add_application(file, update.about.version)
        return update

    def _checked(self, seal: Seal) -> Update:
        if seal.manifest.kind != KIND:
            raise UserError(tr("这不是升级包。"), tr("文库包拖进窗口即可导入，命令行用 bundle import。"))
        if seal.signer != self.key:
            raise UserError(tr("升级包不是由这个程序的发布者签名的，没有使用它。"), tr("请从原来的渠道重新取得。"))
        try:
            about = from_plain(seal.manifest.about, AboutUpdate)
            newer, oldest = version_key(about.version), version_key(about.oldest)
        except (msgspec.ValidationError, ValueError) as error:
            raise UserError(tr("升级包的说明读不出来。"), tr("请从原来的渠道重新取得。")) from error
        names = [member.name for member in seal.manifest.members]
        has_application = APPLICATION in names
        if has_application:
            self._require_fit(about, newer, oldest)
        models = tuple(name.removeprefix(MODELS) for name in names if name.startswith(MODELS))
        return Update(about, seal.manifest.made, models, has_application, seal.manifest.size)

    def _require_fit(self, about: AboutUpdate, newer: tuple[int, ...], oldest: tuple[int, ...]) -> None:
        if self.versions is None:
            raise UserError(
                tr("这个程序是用系统的安装包装的，不能这样升级。"), tr("请安装新的 .deb，或者运行新的安装程序。")
            )
        here = (platform.system(), platform.machine())
        if (about.system, about.machine) != here:
            raise UserError(
                tr(
                    "升级包是给 {other} 的，这台机器是 {here}。",
                    other=f"{about.system} {about.machine}",
                    here=" ".join(here),
                ),
                tr("请取对应这台机器的升级包。"),
            )
        current = version_key(__version__)
        if newer <= current:
            raise UserError(
                tr("升级包是 {other} 版，装着的是 {here} 版，不往回装。", other=about.version, here=__version__),
                tr("要回到上一版，在“设置”的“升级”里，命令行用 update rollback。"),
            )
        if current < oldest:
            raise UserError(
                tr("{here} 版不能直接升到 {other} 版。", here=__version__, other=about.version),
                tr("请先升到 {oldest} 版。", oldest=about.oldest),
            )

    def _add_models(self, file: SealedFile, progress: Progress) -> None:
        names = [name for name in file.names if name.startswith(MODELS)]
        for done, name in enumerate(names):
            progress.report("models", done, len(names), name.removeprefix(MODELS))
            target = self.models / name.removeprefix(MODELS)
            target.parent.mkdir(parents=True, exist_ok=True)
            file.copy(name, target)

    def _add_application(self, file: SealedFile, version: str) -> None:
        assert self.versions is not None, "checked before"
        try:
            partial = self.versions.unfinished(version)
            archive = partial.with_name(f"{version}.tar.gz")
            try:
                file.copy(APPLICATION, archive)
                with tarfile.open(archive, "r:gz") as tar:
                    unpack(tar, partial)
            finally:
                archive.unlink(missing_ok=True)
            os.sync()  # every new file to the disk before the link points at it; versions exist on Unix alone
            self._require_start(partial)
            self.versions.adopt(partial, version)
        except (OSError, tarfile.TarError) as error:
            raise EnvironmentFault(
                tr("新版本没有装上，仍然是原来的版本：{cause}", cause=getattr(error, "strerror", None) or error),
                tr("请检查磁盘空间和安装目录的权限，再试一次。"),
            ) from error

    def _require_start(self, folder: Path) -> None:
        code = (self.run or _started)(folder / PROGRAM)
        if code != 0:
            raise EnvironmentFault(
                tr("新版本在这台机器上启动不了（{code}），仍然是原来的版本。", code=code),
                tr("请把这个情况告诉发布者。"),
            )


def unpack(tar: tarfile.TarFile, folder: Path) -> None:
    """Files, folders and links that stay within the folder; anything else raises TarError.

    Not by tarfile's own filters: the Python that the packages bring is Debian's 3.11.2, which came before them.
    """
    for member in tar:
        place = posixpath.normpath(member.name)
        leads_to = posixpath.normpath(posixpath.join(posixpath.dirname(place), member.linkname))
        plain = member.isreg() or member.isdir() or member.issym()
        if not plain or _leaves(place) or (member.issym() and _leaves(leads_to)):
            raise tarfile.ExtractError(member.name)
        member.mode &= 0o755
        member.uid, member.gid, member.uname, member.gname = os.getuid(), os.getgid(), "", ""
        if hasattr(tarfile, "data_filter"):  # a newer Python warns without one
            tar.extract(member, folder, filter="data")
        else:
            tar.extract(member, folder)


def _leaves(path: str) -> bool:
    return path.startswith("/") or path.split("/", 1)[0] == ".."


def _started(program: Path) -> int:
    """Whether it prints its version."""
    try:
        return subprocess.run(
            [program, "--version"],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=TRIAL_SECONDS,
            check=False,
        ).returncode
    except subprocess.TimeoutExpired:
        return -1

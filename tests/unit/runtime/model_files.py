"""Small stand-ins for models, and the catalogue that names them."""

from __future__ import annotations

import hashlib
import io
import struct
import zipfile
from collections.abc import Mapping
from pathlib import Path

from app.runtime.model_entry import ModelEntry, ModelFile, ModelRole

WEIGHTS = bytes(range(256)) * 64


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def file_entry(model_id: str = "small", data: bytes = WEIGHTS, role: ModelRole = ModelRole.CHAT) -> ModelEntry:
    return ModelEntry(model_id, model_id, role, f"{model_id}.gguf", sha256(data), "Apache-2.0", len(data))


def folder_entry(model_id: str = "folder", contents: dict[str, bytes] | None = None) -> ModelEntry:
    files = tuple(ModelFile(name, len(data), sha256(data)) for name, data in sorted((contents or FOLDER).items()))
    listing = "".join(f"{file.sha256}  {file.path}\n" for file in files)
    size = sum(file.bytes for file in files)
    return ModelEntry(
        model_id, model_id, ModelRole.EMBEDDING, model_id, sha256(listing.encode()), "Gemma", size, files=files
    )


FOLDER = {"config.json": b"{}", "1_Pooling/config.json": b'{"mean": true}', "model.safetensors": WEIGHTS}


def write_folder(folder: Path, contents: dict[str, bytes]) -> None:
    for name, data in contents.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def zip_of(contents: dict[str, bytes]) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in contents.items():
            package.writestr(name, data)
    return written.getvalue()


def manifest(path: Path, *tables: str) -> Path:
    path.write_text("schema = 1\n" + "".join(f"\n[[model]]\n{table}\n" for table in tables), "utf-8")
    return path


def table(entry: ModelEntry, *more: str) -> str:
    lines = [f'{key} = "{getattr(entry, key)}"' for key in ("id", "title", "role", "file", "sha256", "licence")]
    files = [f'{{ path = "{file.path}", bytes = {file.bytes}, sha256 = "{file.sha256}" }}' for file in entry.files]
    if files:
        lines.append(f"files = [{', '.join(files)}]")
    return "\n".join([*lines, f"bytes = {entry.bytes}", *more])


def gguf(pairs: Mapping[str, str | int | list[str]], version: int = 3) -> bytes:
    """A GGUF header with texts, truth values, 32-bit numbers and arrays of texts, and nothing after it."""
    written = b"GGUF" + struct.pack("<IQQ", version, 0, len(pairs))
    for key, value in pairs.items():
        written += _text(key)
        if isinstance(value, str):
            written += struct.pack("<I", 8) + _text(value)
        elif isinstance(value, bool):
            written += struct.pack("<I?", 7, value)
        elif isinstance(value, int):
            written += struct.pack("<II", 4, value)
        else:
            written += struct.pack("<IIQ", 9, 8, len(value)) + b"".join(map(_text, value))
    return written


def _text(value: str) -> bytes:
    data = value.encode()
    return struct.pack("<Q", len(data)) + data

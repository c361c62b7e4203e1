"""What the page of diagnostics tells, as facts and as a text to hand on.

The text holds no words of documents, no names of files and no path below the person's home folder.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from app.foundation.messages import enumerated, tr
from app.gui.parts.labels import sentence_case
from app.gui.parts.sizes import file_size, memory_size
from app.security.offline import Enforcement
from app.workspace.health import NEEDED_DISK, Health, told_refusals
from app.workspace.model_steps import NAMES
from app.workspace.upkeep import LibraryHealth
from app.workspace.vectors import IndexState

FEATURES = ("avx", "avx2", "avx512f", "fma", "f16c", "asimd", "neon")
"""Those that matter to models and to the index; a processor lists some hundred."""


@dataclass(frozen=True, slots=True)
class Fact:
    """``good`` is None where a fact is neither good nor bad. ``is_covered``: where it is bad, ``Health.missing`` says
    so too, with the next step."""

    name: str
    value: str
    good: bool | None = None
    is_covered: bool = False


@dataclass(frozen=True, slots=True)
class Facts:
    title: str
    facts: tuple[Fact, ...]


def all_facts(health: Health, library: LibraryHealth) -> tuple[Facts, ...]:
    return (_machine(health), _parts(health), _models(health), _library(library))


def findings(health: Health, library: LibraryHealth) -> tuple[str, ...]:
    """Whatever is not as it should be, each once: none exactly where no fact is bad."""
    facts = (fact for group in all_facts(health, library) for fact in group.facts)
    bad = (fact for fact in facts if fact.good is False and not fact.is_covered)
    return (*health.missing, *map(_finding, bad))


def wanting_vectors(library: LibraryHealth) -> frozenset[str]:
    """Those of the findings that go when the library's vectors have been made."""
    return frozenset(_finding(fact) for fact in _index_facts(library.index) if fact.good is False)


def _finding(fact: Fact) -> str:
    return tr("{name}：{value}", name=fact.name, value=fact.value)


def report_text(health: Health, library: LibraryHealth, hidden: tuple[Path, ...] = ()) -> str:
    """Everything as lines. Paths of the home folder and of the ``hidden`` ones, if a fault names any, are cut."""
    lines = [tr("准绳诊断报告"), datetime.now().astimezone().isoformat(sep=" ", timespec="minutes"), ""]
    for group in all_facts(health, library):
        lines += [f"[{group.title}]", *(f"{fact.name}: {fact.value}" for fact in group.facts), ""]
    lines.append(f"[{tr('需要注意')}]")
    lines += [f"! {item}" for item in findings(health, library)] or [tr("没有")]
    text = "\n".join(lines) + "\n"
    for folder in (*hidden, Path.home()):
        if str(folder) != folder.anchor:
            text = text.replace(str(folder), "~")
    return text


def _machine(health: Health) -> Facts:
    machine = health.machine
    features = [name for name in FEATURES if name in machine.features]
    return Facts(
        tr("这台机器"),
        (
            Fact(tr("准绳的版本"), health.version),
            Fact(tr("处理器"), machine.cpu),
            Fact(tr("可用核数"), str(machine.usable_cpus)),
            Fact(tr("指令集"), enumerated(features) or tr("未知"), machine.has_avx2, is_covered=True),
            Fact(
                tr("内存"),
                tr(
                    "{total}，可用 {free}",
                    total=memory_size(machine.memory_total),
                    free=memory_size(machine.memory_available),
                ),
            ),
            Fact(tr("显卡"), enumerated(health.gpus) or tr("无可用显卡，只用处理器")),
            Fact(tr("磁盘可用"), file_size(health.disk_free), health.disk_free >= NEEDED_DISK, is_covered=True),
        ),
    )


def _parts(health: Health) -> Facts:
    offline = health.offline
    return Facts(
        tr("组件"),
        (
            Fact(tr("断网"), offline.detail, offline.enforcement is not Enforcement.NONE),
            Fact(tr("被拒绝的联网企图"), told_refusals(health.refused)),
            Fact(tr("文字识别（OCR）"), _there(health.has_ocr), health.has_ocr, is_covered=True),
            Fact(tr("自带的中文字体"), _there(health.has_font), health.has_font, is_covered=True),
            Fact(
                tr("向量索引 LanceDB"),
                tr("可用（处理器有 AVX2）") if health.machine.has_avx2 else tr("不可用，改用较慢的精确比较"),
                health.machine.has_avx2,
                is_covered=True,
            ),
        ),
    )


def _models(health: Health) -> Facts:
    steps = [Fact(sentence_case(NAMES[step]()), chosen or tr("无")) for step, chosen in health.steps.models.items()]
    installed = Fact(
        tr("已安装的模型"),
        enumerated(entry.id for entry in health.models) or tr("无"),
        bool(health.models),
        is_covered=True,
    )
    return Facts(tr("模型"), (installed, *steps))


def _library(library: LibraryHealth) -> Facts:
    counts = library.counts
    facts = [
        Fact(tr("文件"), str(counts.documents)),
        Fact(tr("条款"), str(counts.clauses)),
        Fact(tr("等待添加的文件"), str(counts.waiting)),
        Fact(tr("对话"), tr("{conversations} 个，{turns} 轮", conversations=counts.conversations, turns=counts.turns)),
        Fact(
            tr("读入的规则"),
            tr("{count} 份文件按较早的规则读入", count=len(library.outdated))
            if library.outdated
            else tr("都按现在的规则读入"),
            not library.outdated,
            is_covered=True,
        ),
    ]
    if library.index is None:
        facts.append(Fact(sentence_case(tr("按意思检索")), tr("没有向量模型，只按字词检索"), False, is_covered=True))
    return Facts(tr("文件"), (*facts, *_index_facts(library.index)))


def _index_facts(index: IndexState | None) -> tuple[Fact, ...]:
    if index is None:
        return ()
    whole, left = index.embedded + index.remaining, index.remaining
    return (
        Fact(
            sentence_case(tr("按意思检索")),
            tr("还差 {left} 段，共 {whole} 段；补齐之前，换一种说法可能找不到", left=left, whole=whole)
            if left
            else tr("{whole} 段都可以检索", whole=whole),
            left == 0,
        ),
        Fact(
            tr("检索索引"),
            tr("完好，与文库一致") if index.is_current else tr("尚未建好或已过时，现在逐一比较；下次添加时自动补上"),
            index.is_current,
        ),
    )


def _there(is_there: bool) -> str:
    return tr("可用") if is_there else tr("没有安装")

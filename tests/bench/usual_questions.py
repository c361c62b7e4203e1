"""Make or check the file of what a model's question vectors have in common (app/runtime/usual_question.py).

    python -m tests.bench.usual_questions MODEL.gguf FAMILY [--write]

Prints the cosine of the file with what the model gives now, and the length of the mean. The questions are everyday
ones of our own, about no document that we hold.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np

from app.runtime.embedder import GgufEmbedder
from app.runtime.engine import Embedder, Vectors
from app.runtime.model_worker import ModelPlace
from app.runtime.usual_question import FOLDER, STORED, SUFFIX, usual_question

ABOUT_LAWS = (
    "公司拖欠工资，员工该怎么办？",
    "房东不退押金合法吗？",
    "夫妻吵架要离婚，孩子归谁抚养？",
    "借钱给朋友不还，可以起诉吗？",
    "老人去世没有留下遗嘱，房子归谁？",
    "签了合同对方反悔，需要承担什么责任？",
    "被邻居家的狗咬伤，可以要求赔偿多少？",
    "网上买到假货，商家应当怎样赔偿？",
    "未成年人打赏主播的钱能要回来吗？",
    "担保人要不要替别人还钱？",
    "买的房子迟迟不能过户，卖方算违约吗？",
    "工地上受伤，谁来承担责任？",
    "酒后驾驶会受到什么处罚？",
    "开一家小饭馆需要办哪些手续？",
    "土地被征收，应当给多少补偿？",
    "对行政处罚不服，在多长时间内可以申诉？",
    "个人信息被泄露，可以向谁投诉？",
    "公司股东能不能中途退股？",
)
ABOUT_STANDARDS = (
    "这种产品的重量最多允许是多少？",
    "试验时温度应当控制在什么范围？",
    "设备之间的距离至少要留多少米？",
    "产品上应当标出哪些内容？",
    "这个术语是什么意思？",
    "多久要检查一次，由谁来检查？",
    "样品怎样抽取，一共要抽几个？",
    "检验不合格应当怎样处理？",
    "楼梯和走道的宽度有什么要求？",
    "消防设施应当设在哪里？",
    "数据在传输时应当怎样加密？",
    "系统的口令多长才算合格？",
    "这项标准适用于哪些产品，不适用于哪些？",
    "噪声不能超过多少分贝？",
    "包装和运输时要注意什么？",
    "记录要保存多少年？",
    "食品里这种物质的限量是多少？",
    "仪器的误差允许有多大？",
    "儿童使用的东西在安全上有什么特别规定？",
    "发生事故后应当在几小时内报告？",
    "文件归档时用什么格式？",
    "这里说的“负责人”指的是谁？",
    "How often must the equipment be inspected?",
    "What is the maximum allowed value?",
    "Who is responsible for keeping the records?",
    "What should be done when a test fails?",
)
SHARE_OF_LAWS = 0.75
"""Questions about laws vary less in form than those about standards. With 250 lay law questions and 60 about six
standards, nDCG@10 without the mean 0.626 and 0.913; laws alone 0.634 and 0.931, standards alone 0.618 and 0.924, three
quarters laws 0.638 and 0.931, and with either half of the questions about laws 0.634 and 0.639."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model", type=Path)
    parser.add_argument("family")
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    embedder = GgufEmbedder(ModelPlace(options.model.stem, options.model))
    try:
        made = mean_question(embedder)
    finally:
        embedder.close()
    if options.write:
        FOLDER.mkdir(exist_ok=True)
        made.astype(STORED).tofile(FOLDER / f"{options.family}{SUFFIX}")
    kept = usual_question(options.family)
    cosine = 0.0 if kept is None else float(kept @ made / np.linalg.norm(kept) / np.linalg.norm(made))
    print(f"cosine {cosine:.6f}  length {np.linalg.norm(made):.3f}")


def mean_question(embedder: Embedder) -> Vectors:
    laws, standards = (
        np.stack([embedder.embed_query(question) for question in questions]).mean(axis=0)
        for questions in (ABOUT_LAWS, ABOUT_STANDARDS)
    )
    mean: Vectors = SHARE_OF_LAWS * laws + (1 - SHARE_OF_LAWS) * standards
    return mean


if __name__ == "__main__":
    main()

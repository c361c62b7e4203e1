"""Words that carry a question's grammar and not its subject. A closed class of the language, not of any document."""

from __future__ import annotations

from app.library.question_words import ENGLISH_STOP_WORDS

__all__ = ["ENGLISH_STOP_WORDS", "FUNCTION_CHARACTERS", "FUNCTION_WORDS"]

_FUNCTION_WORDS = (
    "有没有 是不是 能不能 可不可以 要不要 是否 能否 可否 还是 什么样 什么 怎么样 怎么办 怎么 怎样 如何 为何 "
    "为什么 哪一个 哪些 哪个 哪种 哪一 哪里 哪份 何时 何种 何 几个 多少 多长时间 多久 多大 多高 多长 多远 多快 "
    "多重 多深 多宽 多厚 多粗 吗 呢 吧 啊 么 谁 几 应当 应该 必须 需要 可以 不得 不能 不可 没有 能够 允许 最少 "
    "最多 最低 最高 最大 最小 至少 至多 不少于 不低于 不超过 不大于 不小于 不得低于 不得超过 达到 超过 低于 高于 "
    "其中 其他 其它 之间 之后 之前 以后 以前 以及 以上 以下 以内 及其 并且 而且 或者 但是 如果 已经 正在 对于 "
    "关于 按照 依照 依据 根据 因为 所以 为了 的话 这个 这份 那个 那份 各自 一个 一次 一份 一辆 一条 一种 一旦 "
    "一般 的时候 时候 里面 请问 知道 具体 比如 例如 全部 自己 意思 东西 情况 我们 你们 他们 她们 它们 这些 那些 "
    "这里 那里 指的是 是指 的 了 着 和 与 或 在 是 把 被 让"
)
FUNCTION_WORDS: tuple[str, ...] = tuple(_FUNCTION_WORDS.split())

FUNCTION_CHARACTERS = frozenset(
    "的了吗呢吧么是在和与或及把被给让就都也还又再才要会能应可须需得按由从于对其之而且则若当"
    "我你他她它这那哪几谁不无没最至到做叫只请用"
    "时里上下中内外前后过有个一两多少何为将向跟比"
)
"""Characters that often stand as words of their own. A pair with one of these that no document holds is a seam."""

"""What is kept where, and clearing it away."""

from __future__ import annotations

from app.foundation.jobs import Progress
from app.foundation.messages import tr
from app.foundation.setting_rules import Group, group_name
from app.gui.parts.choosers import Spin
from app.gui.parts.confirm import confirmed
from app.gui.parts.desk import Desk
from app.gui.parts.widgets import button, row, text_label
from app.gui.road.session import Session
from app.gui.settings.section import Section

USUAL_DAYS = 90


class PrivacySection(Section):
    """``forget`` asks first: conversations deleted here cannot be had back."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(group_name(Group.PRIVACY))
        self._desk = desk
        for told in (
            tr(
                "全部内容只在本机：文件副本、条款、对话和日志都在“数据位置”所示的文件夹里，准绳不联网，也不发送使用情况。"
            ),
            tr("加密文件的密码只在运行期间留在内存里，从不保存。日志里没有问题、回答和文件内容。"),
            tr("模型生成的文字带着 AI 标识（GB 45438—2025）；只有管理员能让复制和导出的文字不带，而且记入审计日志。"),
        ):
            self.add_layout(row(text_label(told, "muted", wraps=True)))
        self.days = Spin(tr("删去多少天没有动过的对话"), 1, 3650)
        self.days.setValue(USUAL_DAYS)
        self.days.set_unit(tr(" 天"), one=tr("1 天").removeprefix("1"))
        self.forget_button = button(tr("现在删除…"), "danger", self.forget)
        self.searches_button = button(tr("清除"), "", self.forget_searches)
        self.searches_button.setAccessibleName(tr("清除最近的检索"))

    def add_tools(self) -> None:
        """What clears away, below the settings."""
        what = text_label(tr("删除没有动过的对话（归档的也删），超过"), wraps=True)
        forgetting = row(what, self.days, self.forget_button)
        forgetting.setStretch(0, 1)
        self.add_layout(forgetting)
        self.add_layout(row(text_label(tr("最近的检索")), None, self.searches_button))

    def forget_searches(self) -> None:
        """Let go of the last searches, with a way back; those kept under a name stay, and those made from now on."""

        def offer(until: int) -> None:
            self._desk.do_unless_undone(tr("最近的检索已清除。"), lambda: self._forget_searches(until), lambda: None)

        self._desk.run("last search", lambda session, _: session.saved_searches.last_recent(), offer)

    def _forget_searches(self, until: int) -> None:
        def work(session: Session, progress: Progress) -> None:
            session.saved_searches.forget_recent(until)

        self._desk.run("forget searches", work, lambda _: None, quick=True)

    def forget(self) -> None:
        """Count, ask, delete."""
        days = self.days.value()

        def work(session: Session, progress: Progress) -> int:
            return session.upkeep.old_conversations(days)

        def done(count: int) -> None:
            if count == 0:
                self._desk.say(tr("没有超过 {days} 天未动过的对话。", days=days))
            elif self.confirmed(count, days):
                self._delete(days)

        self._desk.run("count conversations", work, done)

    def confirmed(self, count: int, days: int) -> bool:
        return confirmed(
            self,
            self._desk.theme,
            title=tr("删除对话"),
            text=tr("删除 {count} 个超过 {days} 天没有动过的对话？", count=count, days=days),
            consequence=tr("删除后无法找回。归档的对话也会删除；置顶的对话和文库里的文件不受影响。"),
            deed=tr("彻底删除"),
        )

    def may_end_history(self) -> bool:
        """Whether the person wants no conversation kept: those that are there go as well."""
        return confirmed(
            self,
            self._desk.theme,
            title=tr("不保留对话"),
            text=tr("关闭窗口时删除全部对话？"),
            consequence=tr(
                "现有的和以后的对话，包括置顶和归档的，每次关闭窗口时都彻底删除，无法找回。文库里的文件不受影响。"
            ),
            deed=tr("不再保留"),
        )

    def _delete(self, days: int) -> None:
        def work(session: Session, progress: Progress) -> int:
            return session.upkeep.forget_old_conversations(days)

        def done(count: int) -> None:
            self._desk.say(tr("已删除 {count} 个对话。", count=count))

        self._desk.run("forget conversations", work, done, quick=True)

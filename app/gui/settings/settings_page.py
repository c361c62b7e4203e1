"""The page of settings: made from their declaration, kept at once, found by words."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeySequence, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QLineEdit, QListWidget, QScrollArea, QVBoxLayout, QWidget

from app.foundation.jobs import Progress
from app.foundation.messages import enumerated, in_other_languages, tr
from app.foundation.setting_rules import Group, group_name
from app.foundation.settings import Settings, rules, settings_with
from app.gui.parts.desk import DIAGNOSTICS, MODELS, Desk
from app.gui.parts.labels import error_texts
from app.gui.parts.new_vectors import offer_new_vectors
from app.gui.parts.search_field import let_clear
from app.gui.parts.widgets import Notice, button, row, text_label
from app.gui.road.session import Session
from app.gui.settings.backup_section import BackupSection
from app.gui.settings.data_section import DataSection
from app.gui.settings.fields import ModelField, Value
from app.gui.settings.privacy_section import PrivacySection
from app.gui.settings.saving import SettingsSaver
from app.gui.settings.section import Section
from app.gui.settings.security_section import SecuritySection
from app.gui.settings.setting_row import SettingRow
from app.gui.settings.update_section import UpdateSection
from app.gui.settings.vault_section import VaultSection
from app.security.roles import NotAllowed, Right
from app.workspace.model_options import ModelOptions, model_options

CONTENTS_WIDTH, CONTENTS_FRAME = 168, 12
FINDER_WIDTH = 220
NARROW = 760
"""Logical pixels of the page below which the list of sections is left out."""
WIDEST = 884
KEEP_HISTORY = "keep_history"
ORDER = (Group.APPEARANCE, Group.MODELS, Group.LIBRARY, Group.PRIVACY, Group.SECURITY, Group.ADVANCED)


class SettingsPage(QWidget):
    appearance_changed = Signal(object)
    """Settings: language, theme or font size have changed."""
    saved = Signal(object)
    """Settings: some of them have changed and are kept."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setObjectName("surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._desk = desk
        self._asked = 0
        self._embedding = ""
        """The embedding model that is set."""
        self.saver = SettingsSaver(desk, self)
        self.finder = QLineEdit()
        self.finder.setPlaceholderText(tr("查找设置（Ctrl+F）"))
        self.finder.setAccessibleName(tr("查找设置"))
        let_clear(self.finder)
        self.finder.textChanged.connect(self.filter)
        self.reset_button = button(tr("全部恢复默认"), "", self.reset_all)
        self.notice = Notice("", "", "danger")
        self.retry_button = button(tr("再试一次"), "", self.saver.save)
        self.notice.add_action(self.retry_button)
        self.nothing = text_label(tr("没有符合的设置。换一个词，或清空查找框。"), "muted")
        self.contents = QListWidget()
        self.contents.setObjectName("contents")
        self.contents.setAccessibleName(tr("设置的各部分"))
        self.contents.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.rows: dict[str, SettingRow] = {}
        self.data = DataSection(desk)
        self.vault = VaultSection(desk)
        self.backup = BackupSection(desk)
        self.updates = UpdateSection(desk)
        self.privacy = PrivacySection(desk)
        self.security = SecuritySection(desk)
        self.sections = self._make_sections()
        self._lay_out()
        self._add_actions()
        self._connect()
        self._show(Settings())
        if desk.session is not None:
            self.refresh()

    def refresh(self) -> None:
        """Read the settings and the installed models anew."""
        self._asked += 1
        asked = self._asked

        def work(session: Session, progress: Progress) -> tuple[Settings, ModelOptions]:
            return session.settings, model_options(session.models.catalogue, session.settings)

        def done(read: tuple[Settings, ModelOptions]) -> None:
            if asked != self._asked or not self.saver.is_at_rest:
                return
            settings, options = read
            self.saver.begin(settings)
            self._embedding = settings.embedding_model
            for row_ in self.rows.values():
                if isinstance(row_.field, ModelField):
                    row_.field.offer(options)
            self._show(settings)

        self._desk.run("read settings", work, done, self._tell)
        self.data.refresh()
        self._lock_guarded()
        self.vault.refresh()
        if self.isVisible():  # not while the window opens: keys and versions can wait until somebody looks
            self.backup.refresh()
            self.updates.refresh()

    def filter(self, words: str) -> None:
        """Show only the settings that hold all of the words; sections without one go."""
        shown = False
        for place, section in enumerate(self.sections):
            own = [row_ for row_ in self.rows.values() if section.isAncestorOf(row_)]
            whole = not words.strip() or words.strip().casefold() in section.title.casefold()
            for row_ in own:
                row_.setVisible(whole or row_.matches(words))
            is_shown = whole or any(row_.matches(words) for row_ in own)
            section.setVisible(is_shown)
            self.contents.item(place).setHidden(not is_shown)
            shown = shown or is_shown
        self.nothing.setVisible(not shown)

    def offers(self) -> Iterator[tuple[str, str, Callable[[], None]]]:
        """What can be found of it elsewhere: a name, further words, and what is done on this page."""
        for name, row_ in self.rows.items():
            title = row_.rule.title()
            told = "" if row_.rule.names else row_.rule.description()  # which names the choices, found by themselves
            yield title, f"{in_other_languages(title)} {told} {row_.rule.found_by}", partial(self.finder.setText, title)
            for value, called in row_.rule.names.items():
                choice = tr("{title}：{chosen}", title=title, chosen=called())
                words = " ".join((in_other_languages(title), in_other_languages(called()), row_.rule.found_by))
                yield choice, words, partial(self._choose, name, value)

    def _choose(self, name: str, value: str) -> None:
        if name in self._locked():
            return
        self.rows[name].show_value(value)
        self._take(name, value)

    def reset_all(self) -> None:
        """Every setting to its default, with a way back."""
        before = self.saver.wanted
        kept = {name: getattr(before, name) for name in self._locked()}
        defaults = settings_with(Settings(), kept)
        if before == defaults:
            self._desk.say(tr("所有设置都是默认值。"))
            return
        self._put(defaults)
        self._desk.say(tr("所有设置已恢复默认。"), tr("撤销"), lambda: self._put(before))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.contents.setVisible(self.width() >= self._desk.theme.sizes.grown(NARROW))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._desk.session is not None:
            self.refresh()

    def _make_sections(self) -> list[Section]:
        own: dict[Group, Section] = {Group.PRIVACY: self.privacy, Group.SECURITY: self.security}
        made = {group: own.get(group) or Section(group_name(group)) for group in ORDER}
        for name, rule in rules():
            self.rows[name] = SettingRow(name, rule, getattr(Settings(), name), self._desk.theme)
            made[rule.group].add(self.rows[name])
        self.privacy.add_tools()
        self.security.add_tools()
        models = button(tr("查看全部模型与速度"), "link", lambda: self._desk.go(MODELS))
        made[Group.MODELS].add_layout(row(models, None))
        doctor = button(tr("查看本机诊断"), "link", lambda: self._desk.go(DIAGNOSTICS))
        made[Group.ADVANCED].add_layout(row(doctor, None))
        return [*made.values(), self.vault, self.data, self.backup, self.updates]

    def _lay_out(self) -> None:
        body = QWidget()
        body.setObjectName("surfaceBody")
        body.setMaximumWidth(
            self._desk.theme.sizes.grown(WIDEST)
        )  # not of the sections: their heights would be worked out for all of the width
        column = QVBoxLayout(body)
        column.setContentsMargins(4, 4, 20, 28)
        column.setSpacing(22)
        column.addWidget(self.nothing)
        for section in self.sections:
            column.addWidget(section)
            self.contents.addItem(section.title)
        self.contents.setFixedWidth(max(CONTENTS_WIDTH, self.contents.sizeHintForColumn(0) + CONTENTS_FRAME))
        column.addStretch(1)
        self.nothing.hide()
        self.area = QScrollArea()
        self.area.setAccessibleName(tr("设置"))
        self.area.setObjectName("surface")
        self.area.setWidgetResizable(True)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setWidget(body)
        self.finder.setFixedWidth(self._desk.theme.sizes.grown(FINDER_WIDTH))
        head = row(text_label(tr("设置"), "title"), None, self.finder, self.reset_button)
        middle = row(self.contents, self.area, spacing=16)
        middle.setStretch(1, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 18, 8, 0)
        layout.setSpacing(14)
        head.setContentsMargins(0, 0, 16, 0)
        layout.addLayout(head)
        layout.addWidget(self.notice)
        layout.addLayout(middle, 1)
        self.notice.hide()

    def _add_actions(self) -> None:
        find = QAction(tr("查找设置"), self)
        find.setShortcut(QKeySequence(QKeySequence.StandardKey.Find))
        find.triggered.connect(self._to_find)
        reset = QAction(tr("全部设置恢复默认"), self)
        reset.triggered.connect(self.reset_all)
        for action in (find, reset):
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            self.addAction(action)

    def _connect(self) -> None:
        self._desk.opened.connect(self.refresh)
        self.contents.currentRowChanged.connect(self._go_to_section)
        for row_ in self.rows.values():
            row_.changed.connect(self._take)
        self.security.role_changed.connect(self._lock_guarded)
        self.saver.saved.connect(self._note_saved)
        self.saver.saved.connect(self.saved)
        self.saver.appearance_changed.connect(self.appearance_changed)
        self.saver.later.connect(self._say_later)
        self.saver.failed.connect(self._tell)

    def _to_find(self) -> None:
        self.finder.setFocus()
        self.finder.selectAll()

    def _go_to_section(self, place: int) -> None:
        if 0 <= place < len(self.sections):
            self.area.verticalScrollBar().setValue(self.sections[place].y() - 4)

    def _take(self, name: str, value: Value) -> None:
        if name == KEEP_HISTORY and not value and not self.privacy.may_end_history():
            self.rows[name].show_value(True)
            return
        self.saver.change(name, value)
        self._count_changed()

    def _put(self, settings: Settings) -> None:
        self.saver.change_all(settings)
        self._show(settings)

    def _show(self, settings: Settings) -> None:
        for name, row_ in self.rows.items():
            row_.show_value(getattr(settings, name))
        self._count_changed()

    def _count_changed(self) -> None:
        self.reset_button.setEnabled(self.saver.wanted != Settings())

    def _note_saved(self, settings: Settings) -> None:
        self.notice.hide()
        if settings.embedding_model != self._embedding:
            self._embedding = settings.embedding_model
            offer_new_vectors(self._desk)

    def _say_later(self, names: tuple[str, ...]) -> None:
        titles = enumerated(self.rows[name].rule.title() for name in names)
        self._desk.say(tr("已保存。{titles}在重新打开准绳后生效。", titles=titles))

    def _locked(self) -> dict[str, str]:
        """The settings that this person may not change, and why."""
        session = self._desk.session
        if session is None:
            return {}
        fixed = dict.fromkeys(session.audit.machine.settings, tr("由本机的系统管理员规定。"))
        if session.audit.roles.may(Right.GUARD):
            return fixed
        return {name: tr("只有管理员可以改。") for name, row_ in self.rows.items() if row_.rule.is_guarded} | fixed

    def _lock_guarded(self) -> None:
        self.security.refresh()
        locked = self._locked()
        for name, row_ in self.rows.items():
            row_.lock(locked.get(name, ""))

    def _tell(self, error: BaseException) -> None:
        if isinstance(error, NotAllowed):  # what is not allowed is not tried again
            self.saver.begin(self.saver.kept)
            self._show(self.saver.kept)
        message, hint = error_texts(error)
        self.notice.tell(tr("设置没有保存：{cause}", cause=message), hint)
        self.notice.show()

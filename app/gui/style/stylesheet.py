"""The style sheet: how each named part looks, in the colours and sizes of the theme."""

from __future__ import annotations

from string import Template
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.gui.style.theme import Theme

_SHEET = Template(
    """
* { font-size: ${text_size}pt; }
QWidget#surface, QScrollArea#surface, QWidget#surfaceBody { background: $surface; }
QToolTip { background: $surface; color: $text; border: 1px solid $border_strong; padding: 4px; }
QLabel#securityMark { color: $danger; font-weight: 600; }
QLabel#muted, QLabel#small, QLabel#aiLabel { color: $muted; font-size: ${small_size}pt; }
QLabel#title { font-size: ${title_size}pt; font-weight: 700; }
QLabel#strong { font-weight: 700; }

QFrame#rail { background: $window; border: none; border-right: 1px solid $border; }
QToolButton#railButton { border: none; border-radius: ${radius}px; padding: 8px 2px; color: $muted;
    font-size: ${small_size}pt; }
QToolButton#railButton:focus { border: 1px solid $accent; padding: 7px 1px; background: transparent; }
QToolButton#railButton:hover { background: $hover; color: $text; }
QToolButton#railButton:checked { background: $accent_soft; color: $accent; }

QDialogButtonBox, QMessageBox { dialogbuttonbox-buttons-have-icons: 0; }
QPushButton { background: $surface; border: 1px solid $border_strong; border-radius: ${radius}px;
    padding: 6px 14px; }
QPushButton:hover { background: $hover; }
QPushButton:focus { border-color: $accent; }
QPushButton:disabled { color: $disabled; border-color: $border; }
QPushButton#primary { background: $accent; border-color: $accent; color: $on_accent; }
QPushButton#primary:hover { background: $accent_hover; border-color: $accent_hover; }
QPushButton#primary:disabled { background: $hover; border-color: $border; color: $disabled; }
QPushButton#link { border: none; background: transparent; color: $accent; padding: 2px 4px; text-align: left;
    font-size: ${small_size}pt; }
QPushButton#link:disabled { color: $disabled; }
QPushButton#link:hover { color: $accent_hover; text-decoration: underline; }
QPushButton#link:focus { border: 1px solid $accent; border-radius: 4px; padding: 1px 3px; }
QPushButton#segment { border-radius: 4px; padding: 4px 14px; color: $muted; border-color: $border; }
QPushButton#segment:checked { background: $accent_soft; color: $accent; border-color: $accent; }
QPushButton#segment:disabled { background: $window; color: $disabled; }
QToolButton { border: none; border-radius: 4px; padding: 4px; }
QToolButton:hover { background: $hover; }
QToolButton:focus { background: $accent_soft; border: 1px solid $accent; padding: 3px; }

QToolButton#pill { border: 1px solid $border; border-radius: 11px; padding: 2px 9px; color: $muted;
    font-size: ${small_size}pt; }
QToolButton#pill:hover { background: $hover; color: $text; }
QToolButton#pill:checked { background: $accent_soft; color: $accent; border-color: $accent_soft; }
QToolButton#pill:focus { border-color: $accent; padding: 2px 9px; }
QToolButton:disabled, QToolButton#pill:disabled { color: $disabled; }
QToolButton#pill::menu-indicator, QToolButton::menu-indicator { image: none; width: 0; }
QPushButton#pill { border: 1px solid $border; border-radius: 12px; padding: 3px 12px; color: $accent;
    font-size: ${small_size}pt; text-align: left; }
QPushButton#pill:hover { background: $accent_soft; }
QPushButton#pill:focus { border-color: $accent; }
QFrame#chip { background: $accent_soft; border-radius: 11px; }
QPushButton#chipText { background: transparent; border: none; padding: 2px 6px; color: $accent;
    font-size: ${small_size}pt; }
QPushButton#chipText:focus { text-decoration: underline; }
QFrame#preview { background: $surface; border: 1px solid $border_strong; }
QMenu { background: $surface; border: 1px solid $border_strong; border-radius: ${radius}px; padding: 4px; }
QMenu::item { padding: 5px 26px 5px 22px; border-radius: 4px; }
QMenu::item:selected { background: $accent_soft; color: $text; }
QMenu::item:disabled { color: $disabled; }
QMenu::separator { height: 1px; background: $border; margin: 4px 6px; }

QFrame#palette { background: $surface; border: 1px solid $border_strong; border-radius: 10px; }
QFrame#palette QListView { background: transparent; border: none; outline: none; }
QFrame#palette QListView::item { border-radius: 4px; padding-left: 8px; }
QFrame#palette QListView::item:selected { background: $accent_soft; color: $text; }
QFrame#card { background: $raised; border: 1px solid $border; border-radius: 8px; }

QDialog { background: $surface; }
QLineEdit { background: $surface; border: 1px solid $border_strong; border-radius: ${radius}px; padding: 6px 8px;
    selection-background-color: $accent; selection-color: $on_accent; }
QLineEdit:focus { border-color: $accent; }

QFrame#questionFrame { background: $surface; border: 1px solid $border_strong; border-radius: 10px; }
QFrame#questionFrame[focused="true"] { border-color: $accent; }
QPlainTextEdit#question { border: none; background: transparent; font-size: ${large_size}pt;
    selection-background-color: $accent; }
QTextBrowser { border: none; background: transparent; selection-background-color: $accent;
    selection-color: $on_accent; }
QFrame#asked { background: $accent_soft; border-radius: 8px; }
QLabel#askedText { font-size: ${large_size}pt; }

QFrame#notice { border-radius: ${radius}px; background: $raised; border: 1px solid $border; }
QFrame#notice[tone="warning"] { background: $warning_soft; border-color: $warning_soft; }
QFrame#notice[tone="warning"] QLabel { color: $warning; }
QFrame#notice[tone="refusal"] { background: $raised; border: 1px solid $border_strong;
    border-left: 4px solid $muted; }
QFrame#notice[tone="danger"] { background: $danger_soft; border-color: $danger_soft; }
QFrame#notice[tone="danger"] QLabel#strong { color: $danger; }

QFrame#evidenceRow { background: $surface; border: 1px solid $border; border-radius: ${radius}px; }
QFrame#evidenceRow:hover { background: $hover; border-color: $border_strong; }
QFrame#evidenceRow:focus { background: $hover; border-color: $accent; }
QLabel#badge { border-radius: 4px; padding: 1px 6px; font-size: ${small_size}pt; }

QFrame#viewer { background: $surface; border: none; border-left: 1px solid $border; }
QFrame#viewerBar { background: $raised; border: none; border-bottom: 1px solid $border; }
QFrame#quoteStrip { background: $warning_soft; border: none; border-bottom: 1px solid $border; }
QScrollArea#desk { background: $desk; border: none; }
QFrame#readerHead { background: $surface; border: none; border-bottom: 1px solid $border; }
QFrame#readerSide { background: $surface; border: none; }
QFrame#readerReferences { background: $raised; border: none; border-top: 1px solid $border; }
QTextEdit#readerText { background: $surface; border: none; selection-background-color: $accent;
    selection-color: $on_accent; }
QTreeView#readerOutline, QListView#readerThumbnails { background: transparent; border: none; outline: none; }
QTreeView#readerOutline::item { padding: 4px 4px; border-radius: 4px; color: $text; }
QTreeView#readerOutline::item:hover { background: $hover; }
QTreeView#readerOutline::item:selected { background: $accent_soft; color: $text; }
QWidget#canvas { background: $desk; }

QFrame#importPanel { background: $surface; border: none; border-top: 1px solid $border; }
QFrame#statusStrip { background: $window; border: none; border-top: 1px solid $border; }
QProgressBar { background: $hover; border: none; border-radius: 2px; max-height: 4px; min-height: 4px; }
QProgressBar::chunk { background: $accent; border-radius: 2px; }

QCalendarWidget QWidget#qt_calendar_navigationbar { background: $raised; }
QCalendarWidget QToolButton { color: $text; padding: 4px 8px; }
QCalendarWidget QToolButton::menu-indicator { image: none; }

QTableView { background: $surface; border: none; gridline-color: $border; alternate-background-color: $raised;
    selection-background-color: $accent_soft; selection-color: $text; outline: none; }
QTableView::item { padding: 4px 8px; border: none; }
QTableView::item:selected { background: $accent_soft; color: $text; }
QHeaderView::section { background: $raised; color: $muted; border: none; border-bottom: 1px solid $border;
    padding: 6px 8px; font-size: ${small_size}pt; text-align: left; }
QTableCornerButton::section { background: $raised; border: none; }

QLabel#sectionTitle { font-size: ${large_size}pt; font-weight: 700; }
QLabel#changedMark { color: $accent; font-size: ${small_size}pt; }
QLabel#fieldProblem { color: $danger; font-size: ${small_size}pt; }
QLabel#good { color: $good; }
QLabel#warning { color: $warning; }
QPushButton#danger { color: $danger; }
QPushButton#danger:disabled { color: $disabled; }
QPushButton#danger:hover { background: $danger_soft; border-color: $danger; }
QListWidget#framedList { background: $surface; border: 1px solid $border_strong; border-radius: ${radius}px;
    outline: none; padding: 4px; }
QListWidget#framedList::item { padding: 6px; border-radius: 4px; }
QListWidget#framedList::item:selected { background: $accent_soft; color: $text; }
QListWidget#framedList::item:disabled { color: $muted; }
QListWidget#contents { background: transparent; border: none; outline: none; }
QListWidget#contents::item { padding: 7px 10px; border-radius: ${radius}px; color: $muted; }
QListWidget#contents::item:hover { background: $hover; color: $text; }
QListWidget#contents::item:selected { background: $accent_soft; color: $accent; }
QComboBox#chooser, QSpinBox#chooser { background: $surface; border: 1px solid $border_strong;
    border-radius: ${radius}px; padding: 5px 8px; min-height: 20px; }
QComboBox#chooser:hover, QSpinBox#chooser:hover { border-color: $muted; }
QComboBox#chooser:focus, QSpinBox#chooser:focus { border-color: $accent; }
QComboBox#chooser::drop-down { border: none; width: 22px; }
QSpinBox#chooser::up-button, QSpinBox#chooser::down-button { border: none; background: transparent; width: 22px; }
QSpinBox#chooser::up-arrow, QSpinBox#chooser::down-arrow { image: none; }
QComboBox QAbstractItemView { background: $surface; border: 1px solid $border_strong; outline: none;
    selection-background-color: $accent_soft; selection-color: $text; }

QFrame#toast { background: $text; border-radius: ${radius}px; }
QFrame#toast QLabel { color: $surface; }
QPushButton#toastButton { background: transparent; border: 1px solid $muted; color: $surface; font-weight: 700;
    padding: 4px 12px; }
QPushButton#toastButton:hover, QPushButton#toastButton:focus { border-color: $surface; background: transparent; }
QFrame#toast QToolButton:hover { background: $muted; }

QListWidget#webPlaces, QTreeView#changeOutline { background: transparent; border: none; outline: none; }
QListWidget#webPlaces::item, QTreeView#changeOutline::item { padding: 4px 6px; border-radius: 4px; color: $text; }
QListWidget#webPlaces::item:hover, QTreeView#changeOutline::item:hover { background: $hover; }
QListWidget#webPlaces::item:selected, QTreeView#changeOutline::item:selected { background: $accent_soft; color: $text; }
QComboBox#documentPicker { background: $surface; border: 1px solid $border_strong; border-radius: ${radius}px;
    padding: 5px 2px 5px 8px; min-height: 20px; }
QComboBox#documentPicker:hover { border-color: $muted; }
QComboBox#documentPicker:focus { border-color: $accent; }
QComboBox#documentPicker::drop-down { border: none; width: 0; }
QListView#pickerList { background: $surface; border: 1px solid $border_strong; outline: none;
    selection-background-color: $accent_soft; selection-color: $text; }
QListView#pickerList::item { padding: 4px 8px; }
QListView#pickerList::item:selected { background: $accent_soft; color: $text; }
QPlainTextEdit#categories { background: $surface; border: 1px solid $border_strong; border-radius: ${radius}px;
    padding: 2px 4px; selection-background-color: $accent; selection-color: $on_accent; }
QPlainTextEdit#categories:focus { border-color: $accent; }
QGraphicsView#webView { border: 1px solid $border; border-radius: ${radius}px; }
QGraphicsView#webView:focus { border-color: $accent; }

QTreeView#libraryView { background: $surface; border: none; alternate-background-color: $raised; outline: none;
    selection-background-color: $accent_soft; selection-color: $text; }
QTreeView#libraryView::item { padding: 4px 6px; border: none; color: $text; }
QTreeView#libraryView::item:selected { background: $accent_soft; color: $text; }
QListWidget#citingPlaces { background: transparent; border: none; outline: none; }
QListWidget#citingPlaces::item { padding: 4px 6px; border-radius: 4px; color: $accent; }
QListWidget#citingPlaces::item:hover { background: $hover; }
QListWidget#citingPlaces::item:selected { background: $accent_soft; color: $accent; }
QToolButton#chip { border: 1px solid $border_strong; border-radius: ${radius}px; padding: 5px 8px; color: $text; }
QToolButton#chip:hover { background: $hover; }
QToolButton#chip:focus { border-color: $accent; }
QToolButton#chip[chosen="true"] { background: $accent_soft; border-color: $accent; color: $accent; }
QToolButton#chip::menu-indicator { image: none; width: 0; }
QLabel#detailsTitle { font-size: ${large_size}pt; font-weight: 700; }
QFrame#emptyCard { border: 2px dashed $border_strong; border-radius: 14px; background: $surface; }

QFrame#conversations { background: $window; border: none; border-right: 1px solid $border; }
QListView#conversationList { background: transparent; border: none; outline: none; }
QPushButton#newConversation { text-align: left; padding: 7px 10px; color: $accent; font-weight: 700; }
QLineEdit#renaming { padding: 2px 6px; border-color: $accent; }
QLabel#problem { color: $danger; }

QListView#searchResults { background: $surface; border: none; border-top: 1px solid $border; outline: none; }
QListView#searchResults:focus { border-top-color: $accent; }
QLineEdit#searchField { font-size: ${large_size}pt; padding: 8px 10px; }
QLineEdit#fileFilter { padding: 2px 8px; font-size: ${small_size}pt; }
QFrame#searchContext { background: $surface; border: none; border-left: 1px solid $border; }

QFrame#dropCard { background: $surface; border: 2px dashed $accent; border-radius: 14px; }
QSplitter::handle { background: $border; }
QSplitter::handle:hover { background: $accent; }
QScrollArea { border: none; }
QScrollBar:vertical { background: transparent; width: 10px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 10px; margin: 0; }
QScrollBar::handle { background: $border_strong; border-radius: 4px; margin: 1px; }
QScrollBar::handle:vertical { min-height: 32px; }
QScrollBar::handle:horizontal { min-width: 32px; }
QScrollBar::handle:hover { background: $muted; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
"""
)


def stylesheet(theme: Theme) -> str:
    """The sheet for QApplication.setStyleSheet."""
    colours, sizes = theme.colours, theme.sizes
    return _SHEET.substitute(
        {name: getattr(colours, name) for name in colours.__dataclass_fields__},
        text_size=sizes.text,
        small_size=sizes.small,
        large_size=sizes.large,
        title_size=sizes.title,
        radius=sizes.radius,
    )

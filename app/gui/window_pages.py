"""The pages beside chat and library, and how each shows what another page hands it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from app.domain.document import Strength
from app.domain.where import Only, Where
from app.gui.compare.compare_page import ComparePage
from app.gui.models.models_page import ModelsPage
from app.gui.parts.desk import COMPARE, DIAGNOSTICS, MODELS, SEARCH, SETTINGS, WEB, WORK, Desk
from app.gui.search.search_page import SearchPage
from app.gui.settings.diagnostics_page import DiagnosticsPage
from app.gui.settings.settings_page import SettingsPage
from app.gui.shell.pages import WindowPage
from app.gui.web.web_page import WebPage
from app.gui.work.work_page import WorkPage


class WindowPages:
    """Made once a window. Chat and library are made by the window itself, which has more to do with them."""

    def __init__(self, desk: Desk) -> None:
        self.search = SearchPage(desk)
        self.web = WebPage(desk)
        self.compare = ComparePage(desk)
        self.work = WorkPage(desk)
        self.models = ModelsPage(desk)
        self.settings = SettingsPage(desk)
        self.diagnostics = DiagnosticsPage(desk)

    def by_name(self) -> Mapping[str, WindowPage]:
        return {
            SEARCH: WindowPage(self.search, partial(_search_for, self.search), self.search.go_to_field),
            WEB: WindowPage(self.web, self.web.show_document),
            COMPARE: WindowPage(self.compare, partial(_open_both, self.compare)),
            WORK: WindowPage(self.work, partial(_work_on, self.work)),
            MODELS: WindowPage(self.models),
            SETTINGS: WindowPage(self.settings),
            DIAGNOSTICS: WindowPage(self.diagnostics),
        }


def _search_for(page: SearchPage, what: object) -> None:
    """Words, or how binding the clauses shall be."""
    if isinstance(what, str):
        page.search(what)
    elif isinstance(what, Mapping):
        page.search("", Where(only=Only(strengths=(Strength(what["strength"]),))))


def _open_both(page: ComparePage, what: object) -> None:
    """One document, which is compared with the edition beside it, or an older and a newer one."""
    if isinstance(what, str):
        page.open(what)
    elif isinstance(what, tuple) and len(what) == 2:
        page.open(*what)


def _work_on(page: WorkPage, what: object) -> None:
    """One document, of which a checklist is made, or a document and the number of its clause to be translated."""
    if isinstance(what, str):
        page.make_checklist(what)
    elif isinstance(what, tuple) and len(what) == 2:
        page.translate(*what)

"""A warning that search by meaning is not ready: how far it is, or the button that begins it."""

from __future__ import annotations

from app.foundation.messages import tr
from app.gui.parts.desk import Desk
from app.gui.parts.widgets import Notice, button


class VectorsNotice(Notice):
    def __init__(self, text: str, desk: Desk) -> None:
        super().__init__(text, "", "warning")
        self._desk = desk
        self._text = text
        self.prepare = button(tr("现在准备"), "link", desk.vectors_wanted.emit)
        self.add_action(self.prepare)
        desk.vectors_told.connect(self._follow)
        self._follow()

    def _follow(self) -> None:
        """What is under way is not offered to be begun."""
        self.tell(self._text, self._desk.vectors_under_way)
        self.prepare.setVisible(not self._desk.vectors_under_way)

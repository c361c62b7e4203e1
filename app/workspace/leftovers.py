"""What removed documents may leave behind: the copies of their files, words in the catalogue's file, vectors.

The catalogue notes them in the commit that removes a document, so that neither a kill nor a fault of the disk leaves
anything behind for ever: whoever holds the write lock clears them later.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection
from dataclasses import dataclass

from app.foundation.errors import EnvironmentFault, WorkspaceBusy
from app.foundation.messages import tr
from app.library.catalogue import Catalogue
from app.workspace.originals import Originals
from app.workspace.vectors import Vectors

Fault = EnvironmentFault | WorkspaceBusy

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Leftovers:
    """Of one workspace that is open for writing."""

    catalogue: Catalogue
    originals: Originals
    vectors: Vectors

    def drop_copies(self, document_ids: Collection[str]) -> None:
        """The copies of these at once; one that cannot be deleted now waits for ``clear``."""
        try:
            self.originals.drop(document_ids)
        except OSError as error:
            _log.warning("copies of removed documents stay for now: %s", error.strerror)

    def clear(self) -> None:
        """Everything. Where something cannot be deleted the rest is cleared all the same, and that is tried again the
        next time; only where nothing is being added. Raises EnvironmentFault."""
        gone = self.catalogue.leftovers()
        if not gone:
            return
        steps = (lambda: self._drop(gone), self.catalogue.erase_replaced, self.vectors.forget_removed)
        faults = [fault for step in steps if (fault := _fault_of(step)) is not None]
        if faults:
            raise EnvironmentFault(
                tr("文件已移除，但它在工作区里还有没清掉的内容：{cause}", cause=faults[0].message), faults[0].hint
            ) from faults[0]
        self.catalogue.forget_leftovers(gone)

    def clear_if_possible(self) -> tuple[str, ...]:
        """As clear; where something cannot be deleted a warning instead, since it is tried again."""
        try:
            self.clear()
        except EnvironmentFault as error:
            _log.warning("removed documents are not cleared for now", exc_info=True)
            return (f"{error.message} {error.hint}".strip(),)
        return ()

    def _drop(self, gone: Collection[str]) -> None:
        try:
            self.originals.drop(gone)
        except OSError as error:
            raise EnvironmentFault(
                tr("删不掉原文件的副本：{cause}", cause=error.strerror or error),
                tr("请检查工作区文件夹的权限；下次打开时会再删一次。"),
            ) from error


def _fault_of(step: Callable[[], None]) -> Fault | None:
    try:
        step()
    except (EnvironmentFault, WorkspaceBusy) as fault:
        return fault
    return None

"""What removed documents may leave behind: the copies of their files, and their vectors in the index.

The catalogue notes them in the commit that removes a document, so that neither a kill nor a fault of the disk leaves
a file behind for ever: whoever holds the write lock clears them later.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass

from app.foundation.errors import EnvironmentFault
from app.foundation.messages import tr
from app.library.catalogue import Catalogue
from app.workspace.originals import Originals
from app.workspace.vectors import Vectors

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Leftovers:
    """Of one workspace that is open for writing."""

    catalogue: Catalogue
    originals: Originals
    vectors: Vectors

    def drop_copies(self) -> None:
        """The copies at once; one that cannot be deleted now waits for ``clear``."""
        try:
            self.originals.drop(self.catalogue.leftovers())
        except OSError as error:
            _log.warning("copies of removed documents stay for now: %s", error.strerror)

    def clear(self) -> None:
        """Everything. Raises EnvironmentFault where something cannot be deleted; it is tried again later."""
        gone = self.catalogue.leftovers()
        if not gone:
            return
        try:
            self.originals.drop(gone)
        except OSError as error:
            raise EnvironmentFault(
                tr("文件已移除，但它在工作区里的副本还没有删掉：{cause}", cause=error.strerror or error),
                tr("请检查工作区文件夹的权限；下次打开时会再删一次。"),
            ) from error
        self.vectors.forget_removed()
        self.catalogue.forget_leftovers(gone)

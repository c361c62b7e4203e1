"""No core dumps: the memory of this program holds the texts of documents, passwords and keys."""

from __future__ import annotations

import sys


def allow_no_core_dumps() -> None:
    """Of this process and of all that it starts, for good. systemd-coredump and apport keep to this limit as well."""
    if sys.platform == "win32":
        return
    import resource

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))

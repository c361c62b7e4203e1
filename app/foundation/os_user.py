"""Who sits at the machine, as the operating system knows it and not as the environment claims."""

from __future__ import annotations

import os
import sys

if sys.platform == "win32":
    import ctypes

    def os_user() -> str:
        """The login name, "?" where the system does not tell."""
        size = ctypes.c_ulong(257)
        name = ctypes.create_unicode_buffer(size.value)
        return name.value if ctypes.windll.advapi32.GetUserNameW(name, ctypes.byref(size)) else "?"

    def os_groups() -> frozenset[str] | None:
        """None: groups are not asked for on this system."""
        return None

else:
    import grp
    import pwd

    def os_user() -> str:
        """The login name of the process's real user, its number where the system knows no name."""
        try:
            return pwd.getpwuid(os.getuid()).pw_name
        except KeyError:
            return str(os.getuid())

    def os_groups() -> frozenset[str] | None:
        """The names of the groups that the process is in; None where the system does not tell them."""
        names = set()
        for number in {os.getgid(), *os.getgroups()}:
            try:
                names.add(grp.getgrgid(number).gr_name)
            except KeyError:
                continue  # a group without a name is in nobody's list
        return frozenset(names)

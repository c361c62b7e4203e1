"""The head of an audit log: the one line that, kept elsewhere, shows whether the log was changed since."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from app.foundation.errors import UserError
from app.foundation.messages import tr

MARK = "zhunsheng-audit"
LONGEST_HEAD = 4096


@dataclass(frozen=True, slots=True)
class Head:
    """The log's name, how many entries it had, the hash and the time of the last one."""

    log: str
    entries: int
    hash: str
    at: str

    def line(self) -> str:
        return json.dumps({"head_of": MARK, "log": self.log, "entries": self.entries, "hash": self.hash, "at": self.at})


def read_head(path: Path) -> Head:
    """From the first line of an exported log, or of a file that holds a head alone. Raises UserError."""
    try:
        with path.open("rb") as stream:
            value = json.loads(stream.readline(LONGEST_HEAD))
        if value["head_of"] != MARK:
            raise ValueError("another kind of file")
        return Head(str(value["log"]), int(value["entries"]), str(value["hash"]), str(value["at"]))
    except OSError as error:
        raise UserError(
            tr("读不了 {path}：{cause}", path=path, cause=error.strerror or error), tr("请检查路径和权限。")
        ) from error
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise UserError(tr("{path} 不是导出的审计日志。", path=path), tr("请给出 audit export 写成的文件。")) from error

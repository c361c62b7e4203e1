"""What a file's name says against what its text says. The text decides; a person is told of the difference."""

from __future__ import annotations

import re
from pathlib import PurePath

from app.domain import standard_id
from app.domain.document import Issue, Metadata
from app.domain.standard_id import StandardId, in_file_name
from app.foundation.messages import tr
from app.ingest.dates import find_dates

DIFFERS = "name_differs"
ONLY_NAME = "number_in_name"

_DATE = re.compile(r"[（(_\s]((?:19|20)\d\d)[-_.]?(\d\d)[-_.]?(\d\d)[）)]?$")
"""At the end, as the national database of laws names its files: 反洗钱法_20241108, 农药管理条例(2022-03-29)."""


def name_issues(metadata: Metadata, file: str) -> tuple[Issue, ...]:
    """Where the name contradicts the text, or says what the text does not."""
    return (*_number_issues(metadata, file), *_date_issues(metadata, file))


def _number_issues(metadata: Metadata, file: str) -> tuple[Issue, ...]:
    named = in_file_name(file)
    if named is None:
        return ()
    if metadata.number is None:
        message = tr("文中没有印标准编号；文件名里的“{number}”未经证实，没有采用。核对后可以更正。", number=named[0])
        return (Issue(ONLY_NAME, message),)
    printed = standard_id.parse(metadata.number)
    if printed is None or _agree(named[0], printed):
        return ()
    message = tr("文件名里是“{named}”，文中印的是“{printed}”，以文中为准", named=named[0], printed=metadata.number)
    return (Issue(DIFFERS, message),)


def _agree(named: StandardId, printed: StandardId) -> bool:
    """A name may leave out the year and the revision."""
    if not named.same_standard(printed):
        return False
    return not (named.is_dated and printed.is_dated) or named.edition[0] == printed.edition[0]


def _date_issues(metadata: Metadata, file: str) -> tuple[Issue, ...]:
    """The date in the name of a law is that of its version: a text that does not know it has lost its last steps."""
    match = _DATE.search(PurePath(file).stem)
    dates = find_dates("-".join(match.groups())) if match is not None else []
    known = {metadata.issued, metadata.effective, *(step.date for step in metadata.revisions)} - {None}
    if not dates or not known or not metadata.revisions or dates[0].iso in known:
        return ()
    message = tr(
        "文件名里的日期 {named} 在文中没有出现，文中最近一次是 {printed}：沿革可能不全",
        named=dates[0].iso,
        printed=metadata.revisions[-1].date,
    )
    return (Issue(DIFFERS, message),)

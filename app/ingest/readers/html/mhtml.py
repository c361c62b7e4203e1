"""Pages saved with all that belongs to them in one MIME envelope (.mht, .mhtml; RFC 2557)."""

from __future__ import annotations

import re

from app.ingest.errors import UnreadableCode, unreadable

MOST_PARTS = 5_000
_HEADER = re.compile(rb"(?:\A|\r?\n)content-type\s*:\s*multipart/related", re.IGNORECASE)
_FIRST_LINE = re.compile(rb"\s*[A-Za-z-]+:[ \t]")


def is_mhtml(head: bytes) -> bool:
    """Whether the first bytes are the headers of such an envelope."""
    return bool(_FIRST_LINE.match(head) and _HEADER.search(head))


def page_in(data: bytes, file: str) -> tuple[bytes, str]:
    """The bytes of the page and the encoding named for it ("" without one). Raises UnreadableFile without a page."""
    from email import message_from_bytes  # seldom needed, and it brings much along
    from email.message import EmailMessage
    from email.policy import default

    message = message_from_bytes(data, _class=EmailMessage, policy=default)
    for count, part in enumerate(message.walk()):
        if count > MOST_PARTS:
            break
        if part.get_content_type() in ("text/html", "application/xhtml+xml"):
            content = part.get_payload(decode=True)
            if isinstance(content, bytes) and content:
                return content, str(part.get_content_charset() or "")
    raise unreadable(UnreadableCode.DAMAGED, file)

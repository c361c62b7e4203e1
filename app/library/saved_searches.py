"""Searches that a person has kept under a name, and the last ones that were made."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import count

from app.domain.where import SearchRequest
from app.foundation.codec import from_json, to_json
from app.foundation.errors import UserError
from app.foundation.messages import tr
from app.library.database import Database

MOST_RECENT = 20


@dataclass(frozen=True, slots=True)
class SavedSearch:
    """``saved`` is an ISO time in UTC."""

    id: int
    name: str
    request: SearchRequest
    saved: str


class SavedSearches:
    """One row a search. Names are unique; a recent search that is made again moves to the front."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def save(self, name: str, request: SearchRequest) -> SavedSearch:
        """Raises UserError for a name that is empty or taken."""
        chosen = self._free_name(name)
        saved = datetime.now(UTC).isoformat(timespec="seconds")
        with self._database.transaction() as connection:
            cursor = connection.execute(
                "INSERT INTO saved_searches (name, request, saved) VALUES (?, ?, ?)", (chosen, to_json(request), saved)
            )
            made = int(cursor.lastrowid or 0)
        return SavedSearch(made, chosen, request, saved)

    def rename(self, search_id: int, name: str) -> None:
        """Raises UserError for a name that is empty or taken."""
        chosen = self._free_name(name, but=search_id)
        with self._database.transaction() as connection:
            connection.execute("UPDATE saved_searches SET name = ? WHERE id = ?", (chosen, search_id))

    def make_way(self, name: str, hidden: Collection[int]) -> None:
        """Give another name to the one among ``hidden`` that has this: it is to be deleted, or will be brought back."""
        wanted = " ".join(name.split())
        held = self.saved()
        names = {search.name for search in held}
        free = next(each for number in count(2) if (each := f"{wanted} ({number})") not in names)
        for search in held:
            if search.id in hidden and search.name == wanted:
                self.rename(search.id, free)

    def delete(self, search_id: int) -> None:
        with self._database.transaction() as connection:
            connection.execute("DELETE FROM saved_searches WHERE id = ?", (search_id,))

    def saved(self) -> list[SavedSearch]:
        """By name."""
        with self._database.reading() as connection:
            found = connection.execute("SELECT * FROM saved_searches ORDER BY name").fetchall()
        return [
            SavedSearch(row["id"], row["name"], from_json(row["request"], SearchRequest), row["saved"]) for row in found
        ]

    def note(self, request: SearchRequest) -> None:
        """It has been searched for just now."""
        with self._database.transaction() as connection:
            told = to_json(request)
            connection.execute("DELETE FROM recent_searches WHERE request = ?", (told,))
            connection.execute("INSERT INTO recent_searches (request) VALUES (?)", (told,))
            connection.execute(
                "DELETE FROM recent_searches WHERE ordinal NOT IN"
                " (SELECT ordinal FROM recent_searches ORDER BY ordinal DESC LIMIT ?)",
                (MOST_RECENT,),
            )

    def recent(self) -> list[SearchRequest]:
        """The last ones, newest first."""
        with self._database.reading() as connection:
            found = connection.execute("SELECT request FROM recent_searches ORDER BY ordinal DESC").fetchall()
        return [from_json(row["request"], SearchRequest) for row in found]

    def last_recent(self) -> int:
        """The number of the newest of them, 0 without any. A search that is made again gets a higher one."""
        with self._database.reading() as connection:
            found = connection.execute("SELECT max(ordinal) AS newest FROM recent_searches").fetchone()
        return found["newest"] or 0

    def forget_recent(self, until: int | None = None) -> None:
        """All of them, or those up to a number of ``last_recent``."""
        with self._database.transaction() as connection:
            connection.execute("DELETE FROM recent_searches WHERE ? IS NULL OR ordinal <= ?", (until, until))

    def _free_name(self, name: str, but: int | None = None) -> str:
        chosen = " ".join(name.split())
        if not chosen:
            raise UserError(tr("检索的名称是空的。"), tr("请写一个名称。"))
        if any(other.name == chosen and other.id != but for other in self.saved()):
            raise UserError(tr("已有名为“{name}”的检索。", name=chosen), tr("请换一个名称。"))
        return chosen

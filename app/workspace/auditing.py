"""What is done with a workspace, told to its audit log: identifiers, hashes, counts and kinds, no text of documents.

Questions are told by their SHA-256, and in words only where the administrator's setting wants it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from app import __version__
from app.domain.answer import Answer
from app.foundation.files import write_whole
from app.foundation.machine_file import Machine, load_machine
from app.foundation.os_user import os_groups, os_user
from app.foundation.paths import WorkspacePaths
from app.foundation.settings import Settings, rules
from app.security import refusals
from app.security.audit.carried import export
from app.security.audit.entry import Data, Entry, Kind, Value
from app.security.audit.heads import Head
from app.security.audit.log import AuditLog
from app.security.audit.verify import Verdict, verify
from app.security.labels import needs_label
from app.security.roles import Right, Role, Roles
from app.workspace.adding import AddResult

MOST_TOLD = 200
"""Identifiers in one entry; more are counted only."""
MOST_ATTEMPTS = 20
SEEN = "network.seen"
"""Beside the log: how many bytes of the record of refused connections it knows already."""


@dataclass(frozen=True, slots=True)
class LeftProgram:
    """What went out of the program: in which format or way, under which mark, with which label."""

    way: str
    mark: str | None
    is_labelled: bool
    documents: tuple[str, ...] = ()
    sha256: str | None = None
    characters: int | None = None


class Auditing:
    """The log and the roles of one workspace. Needs no open workspace: the log outlives what was erased."""

    def __init__(
        self, paths: WorkspacePaths, machine: Machine | None = None, settings: Callable[[], Settings] = Settings
    ) -> None:
        """Raises EnvironmentFault for rules of the machine, or roles, that cannot be read."""
        self.machine = machine if machine is not None else load_machine()
        self._paths = paths
        self._settings = settings
        self.log = AuditLog(audit_folder(paths, self.machine), os_user())
        self.roles = Roles(
            paths.roles, self.machine, os_groups(), lambda right: self.note(Kind.REFUSED, {"right": str(right)})
        )

    @property
    def has_workspace(self) -> bool:
        return self._paths.catalogue.is_file()

    def note(self, kind: Kind, data: Data) -> None:
        """Keep an entry for good. Raises EnvironmentFault: what cannot be recorded is not done."""
        self.log.role = self.roles.name
        self.log.append(kind, data)

    # Reading it

    def verify(self, heads: tuple[Head, ...] = (), on_entry: Callable[[Entry], None] | None = None) -> Verdict:
        """Raises NotAllowed, OSError."""
        self.roles.require(Right.AUDIT)
        return verify(self.log.folder, heads, on_entry)

    def export(self, path: Path) -> Verdict:
        """The whole log with its head as one new file. Raises NotAllowed, UserError, EnvironmentFault, OSError."""
        verdict = self.verify()
        export(self.log.folder, verdict, path)
        assert verdict.head is not None  # export has found it
        self.note(Kind.LOG_EXPORT, {"entries": verdict.entries, "head": verdict.head.hash})
        return verdict

    def entries(self, most: int, heads: tuple[Head, ...] = ()) -> tuple[list[Entry], Verdict]:
        """The newest ones, newest first, of as much as is intact. Raises NotAllowed, OSError."""
        kept: list[Entry] = []

        def keep(entry: Entry) -> None:
            kept.append(entry)
            if len(kept) >= 2 * most:
                del kept[:most]

        verdict = self.verify(heads, keep)
        return kept[: -most - 1 : -1], verdict

    # Roles

    def sign_in(self, passphrase: str) -> Role:
        """As ``Roles.sign_in``; told, and what fails too. Raises UserError, EnvironmentFault."""
        try:
            role = self.roles.sign_in(passphrase)
        except Exception:
            self.note(Kind.ROLE_FAILED, {})
            raise
        self.note(Kind.ROLE, {"held": sorted(self.roles.held)})
        return role

    def sign_out(self) -> None:
        self.roles.sign_out()
        self.note(Kind.ROLE, {"held": sorted(self.roles.held)})

    def set_passphrase(self, role: Role, passphrase: str) -> None:
        """As ``Roles.set_passphrase``."""
        self.roles.set_passphrase(role, passphrase)
        self.note(Kind.ROLES_SET, {"role": str(role)})

    def remove_roles(self) -> None:
        """As ``Roles.remove_all``."""
        self.roles.remove_all()
        self.note(Kind.ROLES_SET, {"role": None})

    # What is told

    def opened(self) -> None:
        """For writing: under which rules, so that a change from outside the program shows."""
        guarded: dict[str, Value] = {name: getattr(self._settings(), name) for name in guarded_settings()}
        self.note(Kind.OPEN, {"version": __version__, "roles": str(self.roles.scheme), "guarded": guarded})
        self.log.trim(self._settings().audit_days)

    def added(self, result: AddResult) -> None:
        self.note(
            Kind.INGEST,
            {
                "document": result.document_id,
                "status": result.status,
                "pages": result.pages,
                "clauses": result.clauses,
                "issues": sorted({issue.code for issue in result.issues}),
            },
        )

    def asked(self, question: str, answer: Answer, manifest: str | None) -> None:
        """``manifest`` is the SHA-256 by which the catalogue of models knows the model that answered."""
        cited = [[each.document_id, each.clause_id] for each in answer.citations[:MOST_TOLD]]
        self.note(
            Kind.ASK,
            {
                **self._said(question),
                "mode": str(answer.mode),
                "model": answer.model,
                "manifest": manifest,
                "cited": cited,
                "refused": answer.refused,
                "conversation": answer.conversation,
                "mark": answer.security_mark,
                "label": needs_label(answer),
            },
        )

    def ask_ended(self, question: str, model: str | None, why: str) -> None:
        """Without an answer: cancelled, or failed."""
        self.note(Kind.ASK, {**self._said(question), "model": model, "ended": why})

    def searched(self, query: str, results: int, documents: Iterable[str]) -> None:
        found = list(dict.fromkeys(documents))[:MOST_TOLD]
        self.note(Kind.SEARCH, {**self._said(query), "results": results, "documents": found})

    def left(self, kind: Kind, what: LeftProgram) -> None:
        """A copy, a print or an export."""
        data: dict[str, Value] = {
            "way": what.way,
            "mark": what.mark,
            "label": what.is_labelled,
            "documents": what.documents[:MOST_TOLD],
            "sha256": what.sha256,
            "characters": what.characters,
        }
        self.note(kind, {name: value for name, value in data.items() if value is not None or name == "mark"})

    def changed(self, before: Settings, after: Settings, names: Iterable[str]) -> None:
        """Settings by their names; values of the guarded ones only, which name no file and no model."""
        guarded = guarded_settings()
        told: list[Value] = [
            {"name": name, "before": getattr(before, name), "after": getattr(after, name)}
            if name in guarded
            else {"name": name}
            for name in names
        ]
        if told:
            self.note(Kind.SETTINGS, {"changed": told})

    def collect_refusals(self) -> None:
        """Connections that were refused since the log was last told, by this process or by workers."""
        file = self._paths.refusals
        seen_file = self.log.folder / SEEN
        try:
            size = file.stat().st_size
        except OSError:
            return
        seen = _number(seen_file)
        if size == seen:
            return
        attempts = refusals.kept(file, since=seen if seen < size else 0)
        if attempts:
            told: list[Value] = [
                {"at": each.at.isoformat(), "who": each.who, "attempt": each.attempt}
                for each in attempts[-MOST_ATTEMPTS:]
            ]
            self.note(Kind.NETWORK_REFUSED, {"count": len(attempts), "last": told})
            write_whole(seen_file, str(size).encode())

    def _said(self, text: str) -> dict[str, Value]:
        digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
        told: dict[str, Value] = {"sha256": digest, "characters": len(text)}
        return {**told, "text": text} if self._settings().audit_questions else told


def audit_folder(paths: WorkspacePaths, machine: Machine) -> Path:
    """In the workspace, or where the machine's administrator wants all logs: by user and workspace."""
    if machine.audit_folder is None:
        return paths.audit
    place = hashlib.sha256(str(paths.root).encode("utf-8", "surrogatepass")).hexdigest()[:12]
    return machine.audit_folder / f"{os_user()}-{place}"


def guarded_settings() -> tuple[str, ...]:
    return tuple(name for name, rule in rules() if rule.is_guarded)


def _number(file: Path) -> int:
    try:
        return int(file.read_text())
    except (OSError, ValueError):
        return 0

"""Who may do what, by groups of the operating system or by passphrases."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.foundation.errors import EnvironmentFault, UserError
from app.foundation.machine_file import Machine
from app.security.passphrases import hashed, matches
from app.security.roles import NotAllowed, Right, Role, Roles, Scheme

ADMINISTRATOR, AUDITOR = "管理员的长口令一", "审计员的长口令二"
BY_GROUPS = Machine(administrators=("管理",), auditors=("审计",))


def rights(roles: Roles) -> set[Right]:
    return {right for right in Right if roles.may(right)}


def test_without_any_setting_up_the_one_person_is_everything(tmp_path: Path) -> None:
    roles = Roles(tmp_path / "roles.json", Machine(), frozenset())
    assert (roles.scheme, roles.name, rights(roles)) == (Scheme.NONE, "owner", set(Right))


@pytest.mark.parametrize(
    ("groups", "name", "held"),
    [
        (frozenset({"管理"}), "administrator", {Right.GUARD}),
        (frozenset({"审计", "别的"}), "auditor", {Right.AUDIT}),
        (frozenset({"管理", "审计"}), "administrator+auditor", set(Right)),
        (frozenset({"别的"}), "user", set()),
        (None, "user", set()),
    ],
)
def test_groups_give_rights(tmp_path: Path, groups: frozenset[str] | None, name: str, held: set[Right]) -> None:
    roles = Roles(tmp_path / "roles.json", BY_GROUPS, groups)
    assert (roles.scheme, roles.name, rights(roles)) == (Scheme.GROUPS, name, held)


def test_where_no_auditor_is_named_the_administrator_reads_the_log(tmp_path: Path) -> None:
    roles = Roles(tmp_path / "roles.json", Machine(administrators=("管理",)), frozenset({"管理"}))
    assert rights(roles) == set(Right)


def test_groups_leave_no_room_for_passphrases(tmp_path: Path) -> None:
    file = tmp_path / "roles.json"
    Roles(file, Machine(), None).set_passphrase(Role.ADMINISTRATOR, ADMINISTRATOR)
    roles = Roles(file, BY_GROUPS, frozenset())
    with pytest.raises(UserError, match="口令不对"):
        roles.sign_in(ADMINISTRATOR)
    with pytest.raises(UserError, match="用户组"):
        Roles(file, BY_GROUPS, frozenset({"管理"})).remove_all()


def test_passphrases_give_rights_until_one_signs_out(tmp_path: Path) -> None:
    file = tmp_path / "roles.json"
    first = Roles(file, Machine(), None)
    first.set_passphrase(Role.ADMINISTRATOR, ADMINISTRATOR)
    assert rights(first) == set(Right)  # no auditor yet
    first.set_passphrase(Role.AUDITOR, AUDITOR)
    assert rights(first) == {Right.GUARD}
    roles = Roles(file, Machine(), None)
    assert (roles.name, rights(roles)) == ("user", set())
    assert roles.sign_in(AUDITOR) is Role.AUDITOR
    assert rights(roles) == {Right.AUDIT}
    roles.sign_in(ADMINISTRATOR)
    assert rights(roles) == set(Right)
    roles.sign_out()
    assert rights(roles) == set()
    assert file.stat().st_mode & 0o077 == 0
    assert ADMINISTRATOR not in file.read_text("utf-8")


def test_only_an_administrator_changes_passphrases_or_takes_roles_away(tmp_path: Path) -> None:
    file = tmp_path / "roles.json"
    Roles(file, Machine(), None).set_passphrase(Role.ADMINISTRATOR, ADMINISTRATOR)
    roles = Roles(file, Machine(), None)
    for deed in (lambda: roles.set_passphrase(Role.ADMINISTRATOR, AUDITOR), roles.remove_all):
        with pytest.raises(NotAllowed):
            deed()
    roles.sign_in(ADMINISTRATOR)
    roles.remove_all()
    assert Roles(file, Machine(), None).scheme is Scheme.NONE


def test_the_administrator_comes_first_and_passphrases_differ(tmp_path: Path) -> None:
    roles = Roles(tmp_path / "roles.json", Machine(), None)
    with pytest.raises(UserError, match="还没有管理员"):
        roles.set_passphrase(Role.AUDITOR, AUDITOR)
    with pytest.raises(UserError, match="太短"):
        roles.set_passphrase(Role.ADMINISTRATOR, "1234567")
    roles.set_passphrase(Role.ADMINISTRATOR, ADMINISTRATOR)
    with pytest.raises(UserError, match="不能相同"):
        roles.set_passphrase(Role.AUDITOR, ADMINISTRATOR)


@pytest.mark.parametrize("content", ["", "[]", '{"hashes": {"king": "x"}}', "\udcff"])
def test_a_damaged_file_lets_nobody_in(tmp_path: Path, content: str) -> None:
    file = tmp_path / "roles.json"
    file.write_bytes(content.encode("utf-8", "surrogateescape"))
    with pytest.raises(EnvironmentFault, match="身份的文件"):
        Roles(file, Machine(), None)


def test_a_refusal_is_told_to_who_listens(tmp_path: Path) -> None:
    heard: list[Right] = []
    roles = Roles(tmp_path / "roles.json", BY_GROUPS, frozenset(), heard.append)
    with pytest.raises(NotAllowed):
        roles.require(Right.AUDIT)
    assert heard == [Right.AUDIT]


def test_a_passphrase_is_the_same_however_it_was_typed() -> None:
    stored = hashed("cafe\u0301 au lait")
    assert stored.startswith("$argon2id$")
    assert matches("caf\u00e9 au lait", stored)
    assert not matches("cafe au lait", stored)
    assert not matches("x", "not a hash")

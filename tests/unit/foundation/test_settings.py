from __future__ import annotations

import tomllib
from dataclasses import fields
from pathlib import Path

import pytest

from app.foundation import settings
from app.foundation.errors import UserError
from app.foundation.setting_rules import group_name
from app.foundation.settings import Settings, load_settings, rules, save_defaults, save_settings


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "settings.toml"


def test_without_a_file_the_defaults_hold(file: Path) -> None:
    assert load_settings(file) == Settings()


def test_what_is_saved_is_read_back(file: Path) -> None:
    chosen = Settings(language="en", chat_model='本地 "大" 模型\\1\x7f\n', threads=4)
    save_settings(file, chosen)
    assert load_settings(file) == chosen


def test_the_file_carries_its_version_and_explains_each_setting(file: Path) -> None:
    save_settings(file, Settings())
    text = file.read_text("utf-8")
    assert tomllib.loads(text)["version"] == settings.VERSION
    for _, rule in rules():
        assert f"# {rule.description()}\n# {rule.allowed()}\n" in text


def test_saving_leaves_no_unfinished_file_behind(file: Path) -> None:
    save_settings(file, Settings())
    assert [path.name for path in file.parent.iterdir()] == ["settings.toml"]


def test_a_file_that_names_some_settings_keeps_the_defaults_of_the_others(file: Path) -> None:
    file.write_text("threads = 3\n", "utf-8")
    assert load_settings(file) == Settings(threads=3)


@pytest.mark.parametrize(
    ("text", "line", "name"),
    [
        ("threads = 2\nthread = 3\n", "第 2 行", "thread"),
        ("# a comment\n\n[models]\nchat = 'x'\n", "第 3 行", "models"),
        ("models.chat = 'x'\n", "第 1 行", "models"),
        ('"Language" = "zh"\n', "第 1 行", "Language"),
    ],
)
def test_an_unknown_key_is_refused_with_its_line(file: Path, text: str, line: str, name: str) -> None:
    file.write_text(text, "utf-8")
    with pytest.raises(UserError) as caught:
        load_settings(file)
    assert line in caught.value.message
    assert f"“{name}”" in caught.value.message
    assert "embedding_model" in caught.value.hint


@pytest.mark.parametrize(
    "text",
    ["threads = -1", "threads = true", "threads = '4'", "language = 'fr'", "chat_model = 3", "language = ['zh']"],
)
def test_a_value_outside_its_range_is_refused_with_its_line(file: Path, text: str) -> None:
    file.write_text(f"\n{text}\n", "utf-8")
    with pytest.raises(UserError, match="第 2 行"):
        load_settings(file)


def test_broken_toml_is_refused_with_its_line(file: Path) -> None:
    file.write_text("threads = 2\nlanguage = zh\n", "utf-8")
    with pytest.raises(UserError, match="line 2"):
        load_settings(file)


def test_a_file_that_is_not_text_is_refused_by_name(file: Path) -> None:
    file.write_bytes(b"\xff\xfe\x00threads")
    with pytest.raises(UserError, match=r"settings\.toml"):
        load_settings(file)


def test_a_value_that_could_not_be_read_back_is_not_saved(file: Path) -> None:
    with pytest.raises(UserError):
        save_settings(file, Settings(threads=1000))
    assert not file.exists()


@pytest.mark.parametrize("version", [settings.VERSION + 1, 0, "'1'"])
def test_a_file_of_a_version_that_is_not_ours_is_refused(file: Path, version: object) -> None:
    file.write_text(f"version = {version}\n", "utf-8")
    with pytest.raises(UserError, match="版本"):
        load_settings(file)


def test_an_older_file_is_carried_over_step_by_step(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def rename(table: settings.Table) -> settings.Table:
        return {"threads": table.pop("cpu"), **table}

    def double(table: settings.Table) -> settings.Table:
        return {**table, "threads": int(str(table["threads"])) * 2}

    monkeypatch.setattr(settings, "VERSION", 3)
    monkeypatch.setattr(settings, "MIGRATIONS", {1: rename, 2: double})
    file.write_text("version = 1\ncpu = 2\nlanguage = 'en'\n", "utf-8")
    assert load_settings(file) == Settings(threads=4, language="en")


def test_there_is_a_migration_for_every_past_version() -> None:
    assert set(settings.MIGRATIONS) == set(range(1, settings.VERSION))


def test_every_setting_is_described_and_its_default_allowed() -> None:
    described = dict(rules())
    assert list(described) == [item.name for item in fields(Settings)]
    for name, rule in described.items():
        assert rule.description()
        assert rule.allowed()
        assert rule.accepts(getattr(Settings(), name))


def test_the_defaults_are_written_out_once_and_a_persons_file_is_left_alone(file: Path) -> None:
    save_defaults(file)
    assert load_settings(file) == Settings()
    file.write_text("threads = 3\n", "utf-8")
    save_defaults(file)
    assert file.read_text("utf-8") == "threads = 3\n"


def test_a_folder_that_takes_no_file_still_has_the_defaults(tmp_path: Path) -> None:
    file = tmp_path / "absent" / "settings.toml"
    save_defaults(file)
    assert load_settings(file) == Settings()


def test_the_system_language_is_followed_unless_one_is_chosen() -> None:
    assert [Settings().language_code, Settings(language="en").language_code] == [None, "en"]


def test_a_file_of_the_first_version_is_read_and_written_in_this_one(file: Path) -> None:
    file.write_text("version = 1\nthreads = 3\n", "utf-8")
    save_settings(file, load_settings(file))
    assert f"version = {settings.VERSION}\n" in file.read_text("utf-8")
    assert load_settings(file) == Settings(threads=3)


def test_a_switch_is_written_as_toml_writes_it_and_takes_nothing_else(file: Path) -> None:
    save_settings(file, Settings(close_to_tray=True))
    assert "\nclose_to_tray = true\n" in file.read_text("utf-8")
    assert load_settings(file).close_to_tray is True
    for text in ("notify = 1", "notify = 'true'"):
        file.write_text(text, "utf-8")
        with pytest.raises(UserError, match="notify"):
            load_settings(file)


def test_every_setting_has_a_short_title_of_its_own_and_a_group() -> None:
    titles = [rule.title() for _, rule in rules()]
    assert len(set(titles)) == len(titles)
    assert all(0 < len(title) <= 12 for title in titles)
    assert all(group_name(rule.group) for _, rule in rules())


def test_what_is_allowed_says_what_each_value_means() -> None:
    declared = dict(rules())
    assert "system（跟随系统）" in declared["theme"].allowed()
    assert "0 为永久保留" in declared["retention_days"].allowed()
    assert "off" in declared["keyword_model"].allowed()
    assert "off" not in declared["chat_model"].allowed()


def test_what_an_office_is_answerable_for_is_guarded() -> None:
    """An administrator alone changes it where roles are set up; the label of GB 45438-2025 first of all."""
    guarded = {name for name, rule in rules() if rule.is_guarded}
    assert guarded == {"keep_history", "retention_days", "ai_label", "copying", "audit_questions", "audit_days"}
    assert Settings().ai_label is True

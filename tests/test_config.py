"""Settings: where they come from, which one wins, and what is said of a wrong one."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from press_extract.config import Config, load_config
from press_extract.errors import ConfigError


@pytest.fixture(autouse=True)
def empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def _file(content: str, name: str = "settings.toml") -> Path:
    file = Path(name)
    file.write_text(content, encoding="utf-8")
    return file


def test_nothing_given_is_the_defaults() -> None:
    assert load_config() == Config()


def test_later_sources_win() -> None:
    file = _file("batch_size = 1\nmax_chars = 1001\nmax_bytes = 1001\n")
    environment = {"PRESS_EXTRACT_MAX_CHARS": "1002", "PRESS_EXTRACT_MAX_BYTES": "1002", "HOME": "/"}
    config = load_config(file, environment, {"max_bytes": "1003", "language": None})
    assert (config.batch_size, config.max_chars, config.max_bytes, config.language) == (1, 1002, 1003, None)


def test_the_file_of_the_folder_is_read_unasked() -> None:
    _file("batch_size = 7", "press-extract.toml")
    assert load_config().batch_size == 7
    assert load_config(_file("max_chars = 2000")).batch_size == Config().batch_size


def test_an_empty_variable_is_not_given() -> None:
    assert load_config(None, {"PRESS_EXTRACT_LANGUAGE": ""}).language is None


@pytest.mark.parametrize("content", ["published = 2031-03-03", 'published = "2031-03-03"'])
def test_a_day_may_be_bare_or_quoted(content: str) -> None:
    assert load_config(_file(content)).published == datetime.date(2031, 3, 3)


@pytest.mark.parametrize(
    ("key", "value", "expected"),
    [
        pytest.param("published", "03/03/2031", "YYYY-MM-DD", id="day_of_another_form"),
        pytest.param("published", "20310303", "YYYY-MM-DD", id="day_without_hyphens"),
        pytest.param("published", "2031-02-30", "YYYY-MM-DD", id="day_that_does_not_exist"),
        pytest.param("published", 1930262400, "YYYY-MM-DD", id="seconds"),
        pytest.param("published", datetime.datetime(2031, 3, 3, 4), "YYYY-MM-DD", id="day_with_time"),
        pytest.param("language", "xx", "one of: ", id="language_without_pack"),
        pytest.param("language", "FRENCH", "one of: ", id="language_by_name"),
        pytest.param("model", "", "the name of another recogniser", id="no_model"),
        pytest.param("max_chars", "many", "1000 or more", id="no_number"),
        pytest.param("max_chars", 999, "1000 or more", id="too_few_characters"),
        pytest.param("max_bytes", -1, "1000 or more", id="too_few_bytes"),
        pytest.param("batch_size", 0, "1 to 10000", id="empty_batch"),
        pytest.param("batch_size", 10_001, "1 to 10000", id="batch_too_big"),
    ],
)
def test_a_wrong_value_is_explained(key: str, value: Any, expected: str) -> None:
    with pytest.raises(ConfigError) as caught:
        load_config(None, {}, {key: value})
    message = str(caught.value)
    assert message.startswith(f"option --{key.replace('_', '-')}: {key}: found {value!r}, expected ")
    assert expected in message


@pytest.mark.parametrize(
    ("content", "environment", "message"),
    [
        pytest.param("batch_size = 0", {}, "settings.toml: batch_size: found 0, expected", id="value_in_file"),
        pytest.param(
            "langage = 'fr'", {}, "settings.toml: unknown setting 'langage' (did you mean 'language'?)", id="close"
        ),
        pytest.param("zzz = 1", {}, "settings.toml: unknown setting 'zzz' (known: language, ", id="far"),
        pytest.param("a = ", {}, "settings.toml: cannot be read: ", id="no_toml"),
        pytest.param(
            "", {"PRESS_EXTRACT_MODLE": "x"}, "environment PRESS_EXTRACT_MODLE: unknown setting", id="variable"
        ),
        pytest.param(
            "", {"PRESS_EXTRACT_MAX_CHARS": "x"}, "environment PRESS_EXTRACT_MAX_CHARS: max_chars", id="in_variable"
        ),
    ],
)
def test_errors_say_where_the_setting_stands(content: str, environment: dict[str, str], message: str) -> None:
    with pytest.raises(ConfigError) as caught:
        load_config(_file(content), environment)
    assert str(caught.value).startswith(message)


def test_a_missing_file_is_named() -> None:
    with pytest.raises(ConfigError, match=r"nowhere\.toml: cannot be read: No such file"):
        load_config(Path("nowhere.toml"))


def test_a_config_cannot_change() -> None:
    with pytest.raises(ValidationError, match="frozen"):
        Config().batch_size = 3  # type: ignore[misc]  # what is wrong about it is what is tested

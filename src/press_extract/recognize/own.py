"""The user's own gazetteer: names that the user knows better, from CSV or JSON Lines."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, get_args

from press_extract.errors import ConfigError
from press_extract.mentions import Span
from press_extract.record import EntityType
from press_extract.text import plain

_TYPES: tuple[EntityType, ...] = get_args(EntityType)
_ALIAS_SIGN = "|"


@dataclass(frozen=True, slots=True)
class OwnName:
    """Hold one entry: an entity by its name, its other names, its type, and the id that the user knows it by."""

    name: str
    aliases: tuple[str, ...]
    type: EntityType
    id: str | None


@dataclass(frozen=True, slots=True)
class OwnMatch(Span):
    """Mark where an entry's name or alias stands."""

    entry: OwnName


class OwnNames:
    """Find the user's names in texts.

    A name matches whole words, whatever their accents; capitals count unless the text has all of it in capitals.
    """

    def __init__(self, entries: Iterable[OwnName]) -> None:
        self._forms: dict[str, list[tuple[str, OwnName]]] = {}
        for entry in entries:
            for form in (entry.name, *entry.aliases):
                if key := " ".join(plain(form).split()):
                    self._forms.setdefault(key.split()[0], []).append((" ".join(form.split()), entry))
        for found in self._forms.values():
            found.sort(key=lambda pair: -len(pair[0]))

    def __bool__(self) -> bool:
        return bool(self._forms)

    def find(self, text: str, words: Sequence[Span]) -> list[OwnMatch]:
        """Return the matches in `text`, in order, of two that overlap the one that begins first, then the longer."""
        matches: list[OwnMatch] = []
        small, end = plain(text), -1
        for word in words:
            if word.start >= end and (match := self._match(text, small, word)):
                matches.append(match)
                end = match.end
        return matches

    def _match(self, text: str, small: str, word: Span) -> OwnMatch | None:
        stop = small.find(" ", word.start)
        first = small[word.start : stop if stop >= 0 else len(small)]
        for cut in (first, small[word.start : word.end]):
            for form, entry in self._forms.get(cut.rstrip(".,;:!?)»”\"'"), ()) or self._forms.get(cut, ()):
                end = word.start + len(form)
                written = text[word.start : end]
                same = plain(written) == plain(form) and not text[end : end + 1].isalnum()
                if same and (_cased(written, form) or written.isupper()):
                    return OwnMatch(word.start, end, entry)
        return None


def _cased(written: str, form: str) -> bool:
    return [char.isupper() for char in written] == [char.isupper() for char in form]


@cache
def load_own_names(path: Path) -> OwnNames:
    """Read a gazetteer, CSV with a head line or JSON Lines: `name`, `aliases`, `type`, `id`.

    In CSV, aliases are parted by a bar.

    Raises:
        ConfigError: the file cannot be read, or a row lacks a name or has an unknown type.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise ConfigError(f"cannot be read: {reason}", where=str(path), hint="expected CSV or JSON Lines") from error
    rows = _json_rows(text, path) if path.suffix == ".jsonl" else _csv_rows(text)
    return OwnNames([_entry(row, f"{path}:{number}") for number, row in rows])


def _csv_rows(text: str) -> Iterator[tuple[int, dict[str, Any]]]:
    reader = csv.DictReader(text.splitlines())
    for row in reader:
        aliases = [alias.strip() for alias in (row.get("aliases") or "").split(_ALIAS_SIGN) if alias.strip()]
        yield reader.line_num, {**row, "aliases": aliases}


def _json_rows(text: str, path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip():
            try:
                row = json.loads(line)
            except json.JSONDecodeError as error:
                raise ConfigError(f"no JSON: {error}", where=f"{path}:{number}") from error
            yield number, row if isinstance(row, dict) else {}


def _entry(row: dict[str, Any], where: str) -> OwnName:
    name, kind = str(row.get("name") or "").strip(), str(row.get("type") or "").strip()
    if not name:
        raise ConfigError("found a row without a name", where=where, hint="expected name, aliases, type, id")
    if kind not in _TYPES:
        raise ConfigError(f"found the type {kind!r}", where=where, hint=f"expected one of {', '.join(_TYPES)}")
    aliases = row.get("aliases") or ()
    if isinstance(aliases, str):
        aliases = aliases.split(_ALIAS_SIGN)
    id_ = str(row.get("id") or "").strip() or None
    return OwnName(name, tuple(str(alias).strip() for alias in aliases), kind, id_)
